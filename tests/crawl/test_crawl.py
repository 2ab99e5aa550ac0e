"""Every page of the demonstration in nine languages, as a visitor finds them by following the links."""

import re
from collections import Counter

import pytest
from django.conf import settings
from django.db import transaction

from exhibitions.models import ExhibitionPage
from museum_site.core.languages import column, language, language_tag
from museum_site.core.models import ProsePage
from museum_site.core.sitemaps import prose_models
from tests.crawl.crawler import HOST, Crawl, is_static_file, language_of, path_of
from tests.factories import ImageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.thorough]

CODES = [code for code, _autonym in settings.LANGUAGES]
# One that runs from left to right and has every text; one that runs the other way and has few.
FOLLOWED = ("en", "ar")


# A letter that a text in a language can't do without.
LETTERS = {
    **dict.fromkeys(CODES, "[A-Za-z]"),
    "zh-hans": "[\u4e00-\u9fff]",
    "ru": "[\u0400-\u04ff]",
    "ar": "[\u0600-\u06ff]",
    "ja": "[\u3040-\u30ff\u4e00-\u9fff]",
    "ko": "[\uac00-\ud7af]",
}
OTHER_LETTERS = ("zh-hans", "ru", "ar", "ja", "ko")
LATIN = re.compile("[A-Za-z]{3,}")
# Addresses, Roman numerals, and names that texts in any language write in Latin letters.
STAYS_LATIN = re.compile(
    r"https?://\S+|\b[\w-]+(\.[\w-]+)+\b|\b[IVXLC]+\b|Wikidata|Cookie|Tota Italia|Kathy Alliou"
    r"|China Arts and Entertainment( Group)?|China Daily|Facebook|WhatsApp|Telegram|LINE",
    re.IGNORECASE,
)


def live_pages() -> list[ProsePage]:
    """Every page that visitors may see."""
    return [page for model in prose_models() for page in model.objects.visible().with_texts()]


@pytest.fixture(scope="module")
def crawl(demo, django_db_blocker) -> Crawl:
    """The whole site: two languages by their links, and every page that these have in the other seven."""
    crawl = Crawl()
    with django_db_blocker.unblock(), transaction.atomic():
        pictured = ExhibitionPage.objects.exclude(heading_ar="").first()
        pictured.lead_image = ImageFactory(alt_zh_hans="一个长方形", caption_en="A rectangle")
        pictured.save()
        # Sizes of pictures are made once, not by each visitor.
        crawl.client.get(pictured.url)
        # One page of each kind has its HTML read by the standard's own parser in every language, which is
        # slow; all of them have it in the first one.
        examples = {type(page): path_of(page.url) for page in live_pages()}
        strictly = {path.partition("/")[2].partition("/")[2] for path in examples.values()}
        with crawl.noting():
            for code in FOLLOWED:
                is_first = code == FOLLOWED[0]
                crawl.follow(f"/{code}/", language=code, strict=is_first, queries=4 if is_first else 0)
            crawl.follow("/robots.txt", language="en")
            paths = [path_of(address) for address in crawl.pages if language_of(address) == "en"]
            for code in CODES:
                for path in dict.fromkeys(paths):
                    rest = path.removeprefix("/en/")
                    crawl.fetch(f"/{code}/{rest}", language=code, strict=rest in strictly)
                crawl.fetch(f"/{code}/no-such-page/", language=code)
        transaction.set_rollback(True)
    return crawl


def html_of(crawl):
    """Every answer in HTML, error pages too: address and reading."""
    for address, answer in crawl.answers.items():
        if answer.reading and language_of(address) and answer.status != 302:
            yield address, answer.reading


def whole_pages(crawl):
    """The pages of the tree: address, code of the language, page, reading."""
    by_path = {path_of(page.url).removeprefix("/en/"): page for page in live_pages()}
    for address, reading in crawl.pages.items():
        rest = address.removeprefix(f"/{language_of(address)}/")
        if rest in by_path:
            yield address, language_of(address), by_path[rest], reading


def test_every_page_is_found_in_nine_languages(crawl):
    pages = live_pages()
    assert len(pages) > 190
    missing = [
        address
        for page in pages
        for code in CODES
        if (address := page.url.replace("/en/", f"/{code}/", 1)) not in crawl.pages
    ]
    assert not missing


def test_every_answer_is_right(crawl):
    wrong = {
        address: answer.status for address, answer in crawl.answers.items() if answer.status not in (200, 303)
    }
    expected = {f"/{code}/no-such-page/": 404 for code in CODES}
    # What is the address of a form for a browser leads back to the form.
    expected |= {f"/{code}/feedback/send/": 302 for code in FOLLOWED}
    assert wrong == expected


def test_no_link_is_broken(crawl):
    good = {path_of(address) for address, answer in crawl.answers.items() if answer.status in (200, 303)}
    good |= {f"/{code}/feedback/send/" for code in CODES}
    # Filters of the feeds, calendars and manifests are followed in two languages only.
    good |= {
        path.replace("/en/", f"/{code}/", 1)
        for path in good
        if path.endswith(("/feed/", "/calendar.ics", "/site.webmanifest"))
        for code in CODES
    }
    ids = {address: set(reading.ids) for address, reading in crawl.pages.items()}
    broken, followed = set(), 0
    for address, link, fragment in crawl.links():
        path = path_of(link)
        followed += 1
        # A page that is not there names itself in the other languages.
        is_known = path in good or is_static_file(path) or "no-such-page" in path
        if not is_known or (fragment and link in ids and fragment not in ids[link]):
            broken.add((address, link, fragment))
    assert followed > 50_000
    assert not broken


def test_permanent_addresses_lead_to_pages(crawl):
    found = {
        address: answer.location for address, answer in crawl.answers.items() if address.startswith("/id/")
    }
    assert len(found) > 180
    assert {address for address, location in found.items() if path_of(location) not in crawl.pages} == set()


def test_html_is_valid(crawl):
    """No error of the standard's parser, no block among words, no id twice, no reference to a missing id."""
    assert crawl.errors == {}
    for address, reading in html_of(crawl):
        assert reading.nesting == [], address
        assert [found for found, times in Counter(reading.ids).items() if times > 1] == [], address
        assert reading.references <= set(reading.ids), address


def test_every_page_says_what_it_is(crawl):
    for address, reading in html_of(crawl):
        code = language_of(address)
        assert reading.html == {"lang": language_tag(code), "dir": language(code).direction}, address
        assert len(reading.headings) == 1, address
        assert reading.headings[0], address
        if address in crawl.pages and path_of(address) != f"/{code}/search/":
            assert reading.title.startswith(reading.headings[0]), address
        assert reading.title, address
        for thing in reading.data:
            assert thing["@context"] == "https://schema.org", address


def test_a_summary_is_the_description_in_its_own_language(crawl):
    checked = 0
    for address, code, page, reading in whole_pages(crawl):
        own = getattr(page, column("summary", code)) or ""
        if own or any(getattr(page, column("summary", source)) for source in settings.SOURCE_LANGUAGES):
            assert reading.metas.get("description", "") == own, address
        else:
            # A record without a summary is described by its facts, where it can be read in the language.
            assert bool(reading.metas.get("description")) is page.has_text_in(code), address
        checked += bool(own)
    assert checked > 9 * 50


def test_alternates_agree_with_each_other_and_with_the_records(crawl):
    seen = 0
    for address, code, page, reading in whole_pages(crawl):
        seen += 1
        path = address.removeprefix(f"/{code}/")
        expected = {language_tag(item): f"{HOST}/{item}/{path}" for item in page.text_languages()}
        default = next(item for item in ("en", "zh-hans") if item in page.text_languages())
        expected["x-default"] = f"{HOST}/{default}/{path}"
        assert reading.hreflang == expected, address
        has_text = code in page.text_languages()
        assert reading.is_kept_out is not has_text, address
        assert reading.canonical == f"{HOST}/{code if has_text else default}/{path}", address
    assert seen == 9 * len(live_pages())


def test_sitemaps_hold_exactly_the_pages_that_may_be_indexed(crawl):
    listed = {}
    for code in CODES:
        sitemap = crawl.answers[f"/sitemap-{code}.xml"]
        listed[code] = re.findall("<loc>(.*?)</loc>", sitemap.text)
        assert len(listed[code]) == len(set(listed[code])), code
    for code in CODES:
        indexable = {
            HOST + address
            for address, reading in crawl.pages.items()
            if language_of(address) == code and "?" not in address and not reading.is_kept_out
        }
        assert indexable
        assert set(listed[code]) == indexable, code


def test_robots_lead_to_the_sitemaps(crawl):
    assert f"Sitemap: {HOST}/sitemap.xml" in crawl.answers["/robots.txt"].text
    assert crawl.answers["/sitemap.xml"].links == {f"{HOST}/sitemap-{code}.xml" for code in CODES}


def test_what_says_its_language_is_written_in_it(crawl):
    letters = {language_tag(code): re.compile(found) for code, found in LETTERS.items()}
    seen = Counter()
    for address, reading in html_of(crawl):
        for found in reading.marked:
            if found.lang not in letters:
                assert found.lang == "", f"{found} in {address}"
                continue
            seen[found.lang] += 1
            direction = "rtl" if found.lang == "ar" else "ltr"
            assert found.direction in (direction, "auto"), f"{found} in {address}"
            assert not found.text or letters[found.lang].search(found.text), f"{found} in {address}"
    assert set(seen) == set(letters)


def test_every_text_of_the_interface_has_its_translation(crawl):
    assert sorted(crawl.untranslated) == []


def test_no_latin_words_where_the_language_has_other_letters(crawl):
    found = set()
    for address, reading in html_of(crawl):
        if language_of(address) not in OTHER_LETTERS:
            continue
        for lang, text in reading.texts:
            if lang == reading.html["lang"] and (words := LATIN.findall(STAYS_LATIN.sub("", text))):
                found.add((lang, " ".join(words), text))
    assert sorted(found) == []


def test_pages_are_the_same_for_everybody(crawl):
    """No cookie is set, and only the permanent addresses depend on the reader's cookie and browser."""
    assert {address for address, answer in crawl.answers.items() if answer.cookies} == set()
    varying = {address for address, answer in crawl.answers.items() if answer.vary}
    assert varying == {address for address in crawl.answers if address.startswith("/id/")}


def test_reading_writes_nothing(crawl):
    assert crawl.writes == []
