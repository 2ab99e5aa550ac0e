"""The demo is found in nine languages."""

import datetime

import pytest

from museum_site.search.index import search

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.mark.parametrize(
    ("language", "query", "slug"),
    [
        ("en", "versailles forbidden city", "forbidden-city-versailles-2024"),
        ("zh-hans", "凡尔赛", "palace-museum-versailles-2024"),
        ("fr", "chateau versailles", "palace-museum-versailles-2024"),
        ("es", "arabia", "roads-of-arabia-2016"),
        ("ru", "ЭРМИТАЖ", "hermitage"),
        ("ar", "اللوفر", "louvre"),
        ("ja", "ルーヴル", "invention-of-the-louvre-2017"),
        ("ko", "루브르", "louvre"),
        ("de", "französische malerei", "ten-french-masterpieces-2014"),
        ("de", "munch norwegen 2018", "nmc-munch-2018"),
    ],
)
def test_records_are_found_in_every_language(language, query, slug):
    entries = search(query, language, datetime.date(2026, 11, 1)).entries
    assert slug in {entry.page.slug for entry in entries if entry.page}


def test_the_fifteen_trips_are_found_by_their_countries():
    entries = search("2018 pakistan", "en", datetime.date(2026, 11, 1)).entries
    assert [entry.visit.import_key for entry in entries if entry.visit] == ["nmc-experts-pk-2018"]
