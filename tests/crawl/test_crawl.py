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

pytestmark = pytest.mark.django_db

CODES = [code for code, _autonym in settings.LANGUAGES]
# One that runs from left to right and has every text; one that runs the other way and has few.
FOLLOWED = ("en", "ar")


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
        # One page of each kind has its HTML read by the standard's own parser in every language.
        examples = {type(page): path_of(page.url) for page in live_pages()}
        strictly = {path.partition("/")[2].partition("/")[2] for path in examples.values()}
        with crawl.noting():
            for code in FOLLOWED:
                crawl.follow(f"/{code}/", language=code)
            crawl.follow("/robots.txt", language="en")
            paths = [path_of(address) for address in crawl.pages if language_of(address) == "en"]
            for code in CODES:
                for path in dict.fromkeys(paths):
                    rest = path.removeprefix("/en/")
                    crawl.fetch(f"/{code}/{rest}", language=code, strict=rest in strictly)
                crawl.fetch(f"/{code}/no-such-page/", language=code)
        transaction.set_rollback(True)
    return crawl


def whole_pages(crawl):
    """The pages of the tree: address, path without language, code, reading."""
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
    wrong = {address: answer.status for address, answer in crawl.answers.items() if answer.status not in (200, 303)}
    assert wrong == {f"/{code}/no-such-page/": 404 for code in CODES}


def test_no_link_is_broken(crawl):
    good = {path_of(address) for address, answer in crawl.answers.items() if answer.status in (200, 303)}
    ids = {address: set(reading.ids) for address, reading in crawl.pages.items()}
    broken = set()
    for address, link, fragment in crawl.links():
        path = path_of(link)
        # A page that is not there offers itself in the other languages.
        is_known = path in good or is_static_file(path) or "no-such-page" in path
        if not is_known or (fragment and link in ids and fragment not in ids[link]):
            broken.add((address, link, fragment))
    assert not broken
