"""What helps a translator: marks of what changed, and the memory of what was translated before."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museum_site.translations.changes import marked_changes
from museum_site.translations.memory import remember
from tests.factories import StandardPageFactory
from tests.translations.conftest import look_at


def words(parts, kind):
    """The stretches of a kind."""
    return [part.text for part in parts if part.kind == kind]


# --- What changed ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "removed", "added"),
    [
        ("Two words here", "Three words here", ["Two"], ["Three"]),
        ("<p>Two <b>words</b></p>", '<p data-block-key="x">Two <b>words</b></p>', [], []),
        ("<p>One</p>", "<p>One</p><p>Two</p>", [], ["\nTwo"]),
        ("国际交流与合作", "国际交往与合作", ["流"], ["往"]),
        ("Bread &amp; roses", "Bread &amp; wine", ["roses"], ["wine"]),
        ("", "New", [], ["New"]),
    ],
)
def test_exactly_what_changed_is_marked(old, new, removed, added):
    parts = marked_changes(old, new)
    assert (words(parts, "old"), words(parts, "new")) == (removed, added)


@given(st.text("ab 国际,\n", max_size=30), st.text("ab 国际,\n", max_size=30))
def test_marks_hold_both_versions_whole(old, new):
    parts = marked_changes(old, new)
    assert "".join(part.text for part in parts if part.kind != "new") == old.strip()
    assert "".join(part.text for part in parts if part.kind != "old") == new.strip()


# --- The memory -----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_memory_gives_published_translations_best_first(publish):
    for heading, french in (
        ("Opening of the exhibition", "Ouverture de l’exposition"),
        ("Opening of the exhibitions", "Ouverture des expositions"),
        ("Something else entirely", "Tout autre chose"),
    ):
        page = StandardPageFactory(heading_en=heading)
        look_at(page)
        publish(page, {"heading": french})
    found = remember("Opening of the exhibition", "en", "fr", "plain")
    assert [item.text for item in found] == ["Ouverture de l’exposition", "Ouverture des expositions"]
    assert (found[0].likeness, found[0].title) == (1, "Opening of the exhibition")
    assert remember("Opening of the exhibition", "en", "ru", "plain") == []
    assert remember("Opening of the exhibition", "zh-hans", "fr", "plain") == []
    assert remember("Opening of the exhibition", "en", "fr", "rich") == []
