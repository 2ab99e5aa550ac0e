"""What a reader is told about a translation, and how the reader tells the museum of an error in it."""

import datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.conf import settings
from django.utils import translation

from museum_site.core import translation_state
from museum_site.core.translation_state import NewerOriginal
from museum_site.home.models import FeedbackPage
from tests import factories
from tests.site.reading import read

CHANGED, TRANSLATED = datetime.date(2026, 5, 3), datetime.date(2026, 3, 12)


@pytest.fixture
def outdated(monkeypatch):
    """A set of pairs of page number and language whose originals are newer, as a desk would tell."""
    pairs = set()
    monkeypatch.setattr(translation_state, "_providers", [])

    @translation_state.provides_newer_originals
    def newer_originals(page):
        return {code: NewerOriginal(CHANGED, TRANSLATED) for pk, code in pairs if pk == page.pk}

    return pairs


@pytest.fixture
def translated(site_tree):
    """A page in English and French."""
    return factories.StandardPageFactory(slug="told", heading_en="Told", heading_fr="Raconté « ici » & là")


def report_link(html, where="main") -> dict[str, str]:
    """The values in the link to the form for translation errors; {} without a link."""
    link = html.select_one(f"{where} a[data-quote]")
    if link is None:
        return {}
    return {name: values[0] for name, values in parse_qs(urlsplit(link["href"]).query).items()}


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        ("en", "The original was changed on 3 May 2026; this translation is of 12 March 2026."),
        ("zh-hans", "原文已于2026年5月3日修改；本译文的日期为2026年3月12日。"),
        ("fr", "L’original a été modifié le 3 mai 2026 ; cette traduction date du 12 mars 2026."),
        ("es", "El original se modificó el 3 de mayo de 2026; esta traducción es del 12 de marzo de 2026."),
        ("ru", "Исходный текст изменён 3 мая 2026 г.; этот перевод от 12 марта 2026 г."),
        ("ar", "عُدِّل النص الأصلي في 3 مايو 2026، أما هذه الترجمة فتعود إلى 12 مارس 2026."),
        ("ja", "原文は2026年5月3日に変更されました。この翻訳は2026年3月12日のものです。"),
        ("ko", "원문은 2026년 5월 3일에 수정되었습니다. 이 번역은 2026년 3월 12일 기준입니다."),
        ("de", "Das Original wurde am 3. Mai 2026 geändert; diese Übersetzung ist vom 12. März 2026."),
    ],
)
def test_the_sentence_in_every_language(code, sentence):
    with translation.override(code):
        told = NewerOriginal(CHANGED, TRANSLATED).sentence
    assert told.replace("\N{NARROW NO-BREAK SPACE}", " ").replace("\N{NO-BREAK SPACE}", " ") == sentence


@pytest.mark.django_db
class TestNotice:
    def test_a_newer_original_is_told_with_both_dates(self, client, translated, outdated):
        outdated.add((translated.pk, "fr"))
        notice = read(client.get("/fr/told/")).select_one(".language-notice")
        assert "3 mai 2026" in notice.get_text()
        assert "12 mars 2026" in notice.get_text()
        assert notice.select_one('a[href="/fr/languages/"]')
        assert notice.select_one("a[data-quote]")
        assert read(client.get("/en/told/")).select_one(".language-notice") is None

    def test_a_current_translation_has_no_notice(self, client, translated, outdated):
        assert read(client.get("/fr/told/")).select_one(".language-notice") is None

    def test_a_missing_text_leads_to_the_languages_of_the_site(self, client, translated):
        notice = read(client.get("/de/told/")).select_one(".language-notice")
        assert notice.select_one('a[href="/de/languages/"]')
        assert notice.select_one("a[data-quote]") is None, "nothing is translated there"


@pytest.mark.django_db
class TestReport:
    def test_the_link_names_page_kind_and_heading(self, client, translated):
        html = read(client.get("/fr/told/?q=1"))
        expected = {"kind": "translation_error", "about": "/fr/told/", "quote": "Raconté « ici » & là"}
        assert report_link(html) == expected
        assert report_link(html, ".footer") == expected

    def test_a_heading_in_another_language_is_not_quoted(self, client, translated):
        assert report_link(read(client.get("/de/told/")), ".footer") == {
            "kind": "translation_error",
            "about": "/de/told/",
        }

    def test_pages_without_a_record_have_it_too(self, client, site_tree):
        assert report_link(read(client.get("/ar/search/")), ".footer")["about"] == "/ar/search/"

    @pytest.mark.parametrize("code", settings.SOURCE_LANGUAGES)
    def test_what_the_museum_writes_itself_is_no_translation(self, client, translated, code):
        html = read(client.get(f"/{code}/told/"))
        assert not html.select("a[data-quote]")

    def test_there_is_no_link_without_a_form(self, client, translated):
        FeedbackPage.objects.get().unpublish()
        assert not read(client.get("/fr/told/")).select("a[data-quote]")
