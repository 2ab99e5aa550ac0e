"""What readers are told of a translation whose original was changed afterwards."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from museum_site.core.enums import TextState
from museum_site.core.translation_state import NewerOriginal
from museum_site.home.models import StandardPage
from museum_site.translations.models import SourceText, TranslatedText
from tests.factories import StandardPageFactory
from tests.translations.conftest import look_at, translation_of, write_texts

pytestmark = pytest.mark.django_db

MARCH, MAY, JUNE = (datetime.datetime(2026, month, 12, 9, tzinfo=datetime.UTC) for month in (3, 5, 6))


@pytest.fixture
def page(site_tree):
    page = StandardPageFactory(
        slug="told", heading_en="Our aims", summary_en="Two words", body_en=[("paragraph", "<p>Words</p>")]
    )
    look_at(page, now=MARCH)
    return page


@pytest.fixture
def french(page, publish):
    """The page with a French translation of March."""
    key = next(text.key for text in SourceText.objects.filter(key__startswith="body:", source_language="en"))
    publish(page, {"heading": "Nos buts", "summary": "Deux mots", key: "<p>Mots</p>"}, now=MARCH)
    return page


def changed(page, now, **words):
    """Change words of the original of a page at a moment."""
    page.refresh_from_db()
    for name, value in words.items():
        setattr(page, name, value)
    page.save()
    look_at(page, now=now)
    return StandardPage.objects.get(pk=page.pk)


def read(client, path):
    return BeautifulSoup(client.get(path).content, "html5lib")


def test_nothing_is_told_of_a_current_translation(client, french):
    assert StandardPage.objects.get(pk=french.pk).newer_originals == {}
    assert read(client, "/fr/told/").select_one(".language-notice") is None


def test_the_reader_sees_both_days_and_in_other_languages_the_state(client, french):
    changed(french, MAY, summary_en="Three words now")
    notice = read(client, "/fr/told/").select_one(".language-notice").get_text()
    assert "12 mai 2026" in notice
    assert "12 mars 2026" in notice
    assert read(client, "/en/told/").select_one(".language-notice") is None
    states = {
        item.a["lang"]: item.select_one(".text-state").get_text()
        for item in read(client, "/en/told/").select(".other-languages li")
    }
    assert (states["fr"], states["de"]) == ("original changed since", "not yet translated")


def test_a_fact_makes_no_translation_old(french):
    page = changed(french, MAY, show_in_menus=True)
    assert page.has_text_in("fr")
    assert page.newer_originals == {}


def test_the_notice_goes_when_the_translation_follows(french, publish):
    page = changed(french, MAY, summary_en="Three words now")
    assert page.text_state_in("fr") == TextState.OUTDATED
    publish(page, {"summary": "Trois mots"}, now=JUNE)
    assert StandardPage.objects.get(pk=page.pk).newer_originals == {}


def test_work_that_is_not_published_changes_nothing_for_readers(french, translator):
    page = changed(french, MAY, summary_en="Three words now")
    write_texts(translation_of(page), translator, {"summary": "Trois mots"})
    assert StandardPage.objects.get(pk=page.pk).newer_originals.keys() == {"fr"}


def test_the_days_are_those_of_the_texts_concerned(french, publish):
    page = changed(french, MAY, summary_en="Three words now")
    publish(page, {"heading": "Nos objectifs"}, now=JUNE)
    assert StandardPage.objects.get(pk=page.pk).newer_originals == {
        "fr": NewerOriginal(MAY.date(), MARCH.date())
    }


def test_a_translation_published_after_the_change_is_not_called_younger(french):
    page = changed(french, MAY, summary_en="Three words now")
    TranslatedText.objects.update(at=JUNE)
    assert StandardPage.objects.get(pk=page.pk).newer_originals["fr"].translated_on == MAY.date()


def test_days_are_the_museum_s(french):
    late = datetime.datetime(2026, 5, 12, 17, tzinfo=datetime.UTC)
    page = changed(french, late, summary_en="Three words now")
    assert page.newer_originals["fr"].changed_on == timezone.localdate(late) == datetime.date(2026, 5, 13)


def test_a_page_without_a_translation_asks_for_nothing(client, page):
    client.get("/fr/told/")
    with CaptureQueriesContext(connection) as captured:
        client.get("/fr/told/")
    assert not any("translatedtext" in query["sql"] for query in captured)


def test_it_costs_one_query(french, django_assert_num_queries):
    page = changed(french, MAY, summary_en="Three words now")
    with django_assert_num_queries(1):
        assert [page.text_state_in(code) for code in ("fr", "fr")] == [TextState.OUTDATED] * 2
