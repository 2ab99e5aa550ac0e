"""No text under a wrong language; no address promised where there is no text."""

import pytest
from django.conf import settings
from django.urls import reverse
from django.utils import translation

from museum_site.core.languages import language, language_tag
from tests import factories
from tests.site.reading import alternates, canonical, is_kept_out, read

CODES = [code for code, _autonym in settings.LANGUAGES]
PARAGRAPH = [
    {"type": "paragraph", "value": '<p>Text of the body, see <a href="/feedback/?a=1#b">there</a>.</p>'}
]


@pytest.fixture
def about(site_tree):
    """A page in English, Arabic and, without its summary, in French."""
    return factories.StandardPageFactory(
        slug="told",
        heading_en="Told in English",
        heading_ar="بالعربية",
        heading_fr="En français",
        summary_en="A summary.",
        summary_ar="ملخص.",
        body_en=PARAGRAPH,
    )


def test_html_and_direction_come_from_the_language(client, about):
    for code in CODES:
        html = read(client.get(f"/{code}/told/")).html
        assert (html["lang"], html["dir"]) == (language_tag(code), "rtl" if code == "ar" else "ltr")


def test_alternates_name_only_languages_with_text_and_answer_each_other(client, about):
    expected = {
        "en": "http://testserver/en/told/",
        "ar": "http://testserver/ar/told/",
        "x-default": "http://testserver/en/told/",
    }
    for code in CODES:
        assert alternates(read(client.get(f"/{code}/told/?a=b"))) == expected


def test_a_page_without_its_text_is_kept_out_of_the_index_and_points_to_its_fallback(client, about):
    for code in CODES:
        html = read(client.get(f"/{code}/told/?utm=x&page=2"))
        has_text = code in ("en", "ar")
        assert canonical(html) == f"http://testserver/{code if has_text else 'en'}/told/"
        assert is_kept_out(html) is not has_text
        assert bool(html.find("meta", attrs={"name": "description"})) is has_text
        assert bool(html.find("meta", property="og:title")) is has_text


def test_a_chinese_page_without_english_falls_back_to_chinese(client, site_tree):
    factories.StandardPageFactory(
        slug="only", heading_en="", heading_zh_hans="只有中文", body_zh_hans=PARAGRAPH
    )
    html = read(client.get("/ar/only/"))
    assert canonical(html) == alternates(html)["x-default"] == "http://testserver/zh-hans/only/"
    assert html.title["lang"] == "zh-Hans"
    assert html.title["dir"] == "ltr"
    assert html.title.text == "只有中文 · 博物馆", "the whole title is in one language"
    heading = html.h1.find("span")
    assert (heading["lang"], heading["dir"], heading.text) == ("zh-Hans", "ltr", "只有中文")


def test_what_falls_back_stands_in_its_own_language_and_the_reader_is_told(client, about):
    html = read(client.get("/ar/told/"))
    assert html.h1.find("span") is None, "the heading is Arabic"
    body = html.find("div", lang="en", dir="ltr")
    assert "Text of the body" in body.text
    assert "lang" not in html.title.attrs
    assert html.find(class_="language-notice")
    assert read(client.get("/en/told/")).find(class_="language-notice") is None


def test_the_notice_names_the_language_that_the_reader_gets(client, about):
    from museum_site.core.languages import language_name

    notice = read(client.get("/de/told/")).find(class_="language-notice").text
    assert language_name("en", "de") == "Englisch"
    assert "Englisch" in notice


def test_links_between_pages_lead_to_the_readers_language(client, about):
    assert read(client.get("/ja/told/")).find("a", string="there")["href"] == "/ja/feedback/?a=1#b"


def test_switching_the_language_keeps_the_query_and_drops_the_page(client, about):
    html = read(client.get("/en/told/?year=2019&page=3&q=%E6%95%85%E5%AE%AB"))
    link = html.select_one('.masthead-languages a[hreflang="fr"]')
    assert link["href"] == "/fr/told/?year=2019&q=%E6%95%85%E5%AE%AB"


def test_every_language_is_offered_in_its_own_name(client, about):
    html = read(client.get("/ru/told/"))
    links = html.select(".masthead-languages a")
    assert [(link["lang"], link["dir"], link.text) for link in links] == [
        (language_tag(code), language(code).direction, autonym) for code, autonym in settings.LANGUAGES
    ]
    assert [link.text for link in links if link.get("aria-current")] == ["Русский"]


def test_an_address_without_a_page_stands_in_every_language(rf):
    from museum_site.core.alternates import alternates as of

    request = rf.get("/fr/search/?q=x")
    with translation.override("fr"):
        found = of(request)
        assert found.active.url == "/fr/search/?q=x"
        assert [item.path for item in found.with_text] == [f"/{code}/search/" for code in CODES]
        assert found.canonical.path == "/fr/search/"


def test_one_process_serves_one_page_in_many_languages(client, site_tree):
    """Labels of models and filters are made at import; only lazy ones follow the reader."""
    seen = {}
    for code in ("en", "fr", "ja", "en"):
        with translation.override(code):
            expected = translation.gettext("Skip to the content")
        html = read(client.get(f"/{code}/exhibitions/"))
        assert html.find(class_="skip-link").text == expected
        with translation.override(code):
            # Translated by Django itself, so that this holds whatever our own translators have done.
            seen[code] = str(translation.gettext_lazy("Search"))
    assert len(set(seen.values())) == 3


def test_a_draft_is_previewed_in_each_language(about):
    about.heading_en = "A draft"
    for code in CODES:
        response = about.make_preview_request(preview_mode=code)
        assert response.status_code == 200
        html = read(response)
        assert (html.html["lang"], html.html["dir"]) == (language_tag(code), language(code).direction)
        assert is_kept_out(html)
        assert ("A draft" in html.h1.text) is (code not in ("ar", "fr"))


def test_an_unsaved_page_is_previewed(site_tree):
    from museum_site.home.models import StandardPage

    page = StandardPage(heading_en="New", slug="new", depth=3, path="000100010099", url_path="/home/new/")
    assert read(page.make_preview_request(preview_mode="ar")).h1.text.strip() == "New"


def test_the_front_page_and_sections_answer_in_nine_languages(client, site_tree):
    for code in CODES:
        assert client.get(f"/{code}/").status_code == 200
        links = read(client.get(f"/{code}/about/")).select(".masthead-bar .navigation a")
        assert links[0]["href"] == f"/{code}/exhibitions/"
    assert reverse("front_door") == "/"
