"""What the check of a language finds; tests/slow/test_new_language.py goes the whole way with Portuguese."""

import shutil
from pathlib import Path

import polib
import pytest
from django.conf import settings as project
from django.core.management import CommandError, call_command

from museum_site.home import language_checks
from museum_site.home.language_checks import (
    check_catalogue,
    check_countries,
    check_language,
    check_name,
    check_plurals,
    check_script,
    check_search,
    plural_rule,
    script_of,
)
from museum_site.home.models import HomePage
from museum_site.search.index import rebuild
from museum_site.search.models import SearchEntry
from tests import factories

CODES = [code for code, _name in project.LANGUAGES]


@pytest.fixture
def catalogues(settings, tmp_path):
    """A copy of the catalogues that a test may spoil."""
    shutil.copytree(Path(project.BASE_DIR) / "locale", tmp_path / "locale")
    settings.BASE_DIR, settings.LOCALE_PATHS = tmp_path, [tmp_path / "locale"]
    return tmp_path / "locale"


@pytest.fixture
def named(site_tree, museum):
    """The site whose museum and front page stand in every language."""
    for code in CODES:
        suffix = code.replace("-", "_")
        setattr(museum, f"name_{suffix}", "Name")
        setattr(site_tree, f"heading_{suffix}", "Heading")
    museum.save()
    site_tree.save()
    return site_tree


@pytest.mark.django_db
class TestCommand:
    @pytest.mark.parametrize("code", ["en", "zh-hans", "ar"])
    def test_the_languages_of_the_site_are_ready(self, named, code, capsys):
        call_command("check_language", code)
        assert f"{code} is ready. Visitors see it." in capsys.readouterr().out

    def test_one_that_is_kept_inside_may_be_ready(self, named, settings, capsys):
        settings.PUBLIC_LANGUAGES = ("en",)
        call_command("check_language", "fr")
        assert "fr is ready. Only staff see it" in capsys.readouterr().out

    def test_what_is_missing_is_named_in_order_with_an_exit_status(self, named, museum, capsys):
        HomePage.objects.update(heading_fr="")
        museum.name_fr = ""
        museum.save()
        with pytest.raises(CommandError, match="2 of 11 steps are left") as raised:
            call_command("check_language", "fr")
        assert raised.value.returncode == 1
        out = capsys.readouterr().out
        assert out.index("MISSING 9. Name of the museum") < out.index("MISSING 10. Text of the front page")

    def test_nothing_is_asked_of_the_database_for_an_unknown_language(self, django_assert_num_queries):
        with django_assert_num_queries(0):
            steps = check_language("pt")
        assert steps[0].is_done is False
        assert {step.is_done for step in steps[1:]} == {None}

    def test_a_site_without_a_museum_or_a_front_page(self, db):
        steps = {step.title: step for step in check_language("fr")}
        assert "No museum is chosen" in steps["Name of the museum"].notes[0]
        assert "no front page" in steps["Text of the front page"].notes[0]


@pytest.mark.django_db
def test_a_search_that_knows_nothing_in_the_language(named):
    factories.NewsFactory().save_revision().publish()
    rebuild()
    assert check_search("fr") == []
    SearchEntry.objects.filter(language="fr").delete()
    assert "rebuild_search" in check_search("fr")[0]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("PT", "no language tag"),
        ("pt_BR", "no language tag"),
        ("../x", "no language tag"),
        ("pt", "to LANGUAGES"),
    ],
)
def test_a_code_that_cannot_be_used(code, said):
    assert said in check_name(code)[0]


def test_a_language_that_django_does_not_know(settings):
    settings.LANGUAGES = [*project.LANGUAGES, ("tlh", "tlhIngan"), ("pt", "")]
    assert "Django does not know tlh" in check_name("tlh")[0]
    assert "empty" in check_name("pt")[0]


@pytest.mark.parametrize("code", CODES)
def test_the_catalogues_are_whole(code):
    assert check_catalogue(code) == check_plurals(code) == check_countries(code) == []


def test_an_entry_without_translation_and_a_stale_mo_file(catalogues):
    path = catalogues / "fr" / "LC_MESSAGES" / "django.po"
    catalogue = polib.pofile(str(path), wrapwidth=0)
    catalogue.find("Taiwan, China").msgstr = ""
    catalogue.save()
    found = check_catalogue("fr")
    assert "1 of " in found[0]
    assert "does not match" in found[1]
    assert "Taiwan, China (TW)" in check_countries("fr")[0]


def test_a_missing_catalogue(catalogues):
    (catalogues / "fr" / "LC_MESSAGES" / "django.po").unlink()
    assert check_catalogue("fr") == ["There is no locale/fr/LC_MESSAGES/django.po: run script/messages."]
    assert check_plurals("fr")
    assert check_countries("fr")


def test_plural_forms_of_another_language_are_found(catalogues):
    path = catalogues / "ru" / "LC_MESSAGES" / "django.po"
    catalogue = polib.pofile(str(path), wrapwidth=0)
    catalogue.metadata["Plural-Forms"] = "nplurals=2; plural=(n != 1);"
    catalogue.save()
    found = check_plurals("ru")
    assert found[0].startswith("Plural form 1 stands for 0 and 2")
    assert "do not have 2 plural forms" in found[-1]


@pytest.mark.parametrize(
    "header", ["", "nplurals=2", "nplurals=x; plural=n;", "nplurals=2; plural=import os;"]
)
def test_a_header_that_is_no_rule(header):
    with pytest.raises(ValueError, match=r"."):
        plural_rule(header)


@pytest.mark.parametrize(
    ("code", "script"),
    [
        ("fr", "Latn"),
        ("zh-hans", "Hans"),
        ("ru", "Cyrl"),
        ("ar", "Arab"),
        ("hi", "Deva"),
        ("sr-latn", "Latn"),
        ("pt-br", "Latn"),
    ],
)
def test_the_script_of_a_language(code, script):
    assert script_of(code) == script


def test_a_new_script_needs_a_rule():
    assert [code for code in CODES if check_script(code)] == []
    assert check_script("pt") == []
    assert ":lang(hi)" in check_script("hi")[0]


def test_every_step_is_in_the_document():
    text = (Path(language_checks.settings.BASE_DIR) / "docs" / "adding-a-language.md").read_text(
        encoding="utf-8"
    )
    for word in (
        "LANGUAGES",
        "CLDR",
        "makemigrations",
        "rebuild_search",
        "migrate",
        "script/messages",
        "plural",
        "COUNTRY_NAMES",
    ):
        assert word in text
