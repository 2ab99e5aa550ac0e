"""The status of exhibitions in words: with the days that are left where the day is known, by the venue's clock."""

import datetime
import re
from zoneinfo import ZoneInfo

import pytest
from babel.dates import format_date
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from exhibitions.enums import ExhibitionStatus
from exhibitions.models import ExhibitionPage, Showing
from exhibitions.words import exhibition_in_words, showing_in_words
from partnerships.models import City
from tests.factories import CityFactory, ExhibitionFactory, ShowingFactory
from tests.site.reading import source
from tests.strategies import days, maybe_dates, not_before

CODES = [code for code, _autonym in settings.LANGUAGES]


def moment(text: str, zone: str = "Asia/Shanghai") -> datetime.datetime:
    """A moment by the clock of a time zone."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


def showing(opens, closes, zone="Asia/Shanghai", **facts) -> Showing:
    """An unsaved showing in a city of a time zone."""
    return Showing(city=City(name_en="A city", time_zone=zone), opens=opens, closes=closes, **facts)


def words(found: Showing, at: datetime.datetime, code: str = "en") -> str:
    """The words for a showing in a language."""
    with translation.override(code):
        return str(showing_in_words(found, at))


@pytest.mark.parametrize(
    ("opens", "closes", "at", "sentence", "is_due"),
    [
        ("2026-03-01", "2026-06-30", "2025-12-30", "Opens: 1 March 2026", False),
        ("2026-03-01", "2026-06-30", "2025-12-31", "Opens in 60 days", False),
        ("2026-03-01", "2026-06-30", "2026-02-14", "Opens in 15 days", False),
        ("2026-03-01", "2026-06-30", "2026-02-15", "Opens in 14 days", True),
        ("2026-03-01", "2026-06-30", "2026-02-27", "Opens in 2 days", True),
        ("2026-03-01", "2026-06-30", "2026-02-28", "Opens tomorrow", True),
        ("2026-03-01", "2026-06-30", "2026-03-01", "On now, until 30 June 2026", False),
        ("2026-03-01", "2026-06-30", "2026-06-15", "On now, until 30 June 2026", False),
        ("2026-03-01", "2026-06-30", "2026-06-16", "Closes in 14 days", True),
        ("2026-03-01", "2026-06-30", "2026-06-27", "Closes in 3 days", True),
        ("2026-03-01", "2026-06-30", "2026-06-29", "Last day tomorrow", True),
        ("2026-03-01", "2026-06-30", "2026-06-30", "Last day today", True),
        ("2026-03-01", "2026-06-30", "2026-07-01", "Closed: 30 June 2026", False),
        # A leap day counts.
        ("2028-03-01", "2028-06", "2028-02-28", "Opens in 2 days", True),
        # Partial dates stay partial.
        ("2027-03", "2027-06", "2027-02-28", "Opens: March 2027", False),
        ("2027", "2027", "2026-12-31", "Opens: 2027", False),
        ("2026-03", "2026-06", "2026-06-30", "On now, until June 2026", False),
        ("2026", "2026", "2026-12-31", "On now, until 2026", False),
        ("2026", "2026", "2027-01-01", "Closed: 2026", False),
        ("2026-03-01", None, "2030-01-01", "On now", False),
        (None, None, "2026-01-01", "In preparation", False),
    ],
)
def test_the_date_that_matters(opens, closes, at, sentence, is_due):
    found = showing(opens, closes)
    with translation.override("en"):
        told = showing_in_words(found, moment(f"{at}T12:00"))
    assert (str(told), told.is_due) == (sentence, is_due)
    assert told.code == found.status(datetime.date.fromisoformat(at))


def test_what_is_called_off_or_not_recorded():
    at = moment("2026-06-29T12:00")
    assert words(showing("2026-03-01", "2026-06-30", state="cancelled"), at) == "Cancelled"
    assert words(showing("2026-07-01", None, state="postponed"), at) == "Postponed"
    unrecorded = showing("2018-11", None, closes_unrecorded=True)
    assert words(unrecorded, at) == "Opened: November 2018; closing date not recorded"


@pytest.mark.parametrize(
    "zone", ["Asia/Shanghai", "America/Los_Angeles", "Pacific/Auckland", "Asia/Kathmandu"]
)
def test_the_day_changes_at_midnight_at_the_venue(zone):
    found = showing("2026-03-01", "2026-06-30", zone)
    for clock, sentence in (
        ("2026-02-27T23:59", "Opens in 2 days"),
        ("2026-02-28T00:01", "Opens tomorrow"),
        ("2026-02-28T23:59", "Opens tomorrow"),
        ("2026-03-01T00:01", "On now, until 30 June 2026"),
        ("2026-06-29T23:59", "Last day tomorrow"),
        ("2026-06-30T00:01", "Last day today"),
        ("2026-06-30T23:59", "Last day today"),
        ("2026-07-01T00:01", "Closed: 30 June 2026"),
    ):
        assert words(found, moment(clock, zone)) == sentence
        # However the moment is written.
        assert words(found, moment(clock, zone).astimezone(datetime.UTC)) == sentence


def test_one_moment_is_another_day_at_another_venue():
    at = moment("2026-06-30T23:59")
    assert words(showing("2026-03-01", "2026-06-30"), at) == "Last day today"
    assert (
        words(showing("2026-03-01", "2026-06-30"), at + datetime.timedelta(minutes=2))
        == "Closed: 30 June 2026"
    )
    at_the_other = showing("2026-03-01", "2026-06-30", "America/New_York")
    assert words(at_the_other, at + datetime.timedelta(minutes=2)) == "Last day today"


# The word that follows (or holds) the number, for numbers that each language treats in another way.
PLURALS = {
    "en": {2: "Closes in 2 days", 14: "Closes in 14 days"},
    "zh-hans": {2: "2天后闭幕", 14: "14天后闭幕"},
    "fr": {2: "Clôture dans 2 jours", 14: "Clôture dans 14 jours"},
    "es": {2: "Se clausura dentro de 2 días", 14: "Se clausura dentro de 14 días"},
    "ru": {2: "Закрытие через 2 дня", 5: "Закрытие через 5 дней", 14: "Закрытие через 14 дней"},
    "ar": {2: "الاختتام بعد يومين", 3: "الاختتام بعد 3 أيام", 11: "الاختتام بعد 11 يومًا"},
    "ja": {2: "あと2日で閉幕", 14: "あと14日で閉幕"},
    "ko": {2: "2일 후 폐막", 14: "14일 후 폐막"},
    "de": {2: "Endet in 2 Tagen", 14: "Endet in 14 Tagen"},
}


def test_every_language_has_its_plural_forms():
    assert set(PLURALS) == set(CODES)
    for code, sentences in PLURALS.items():
        for left, sentence in sentences.items():
            on = datetime.date(2026, 6, 30) - datetime.timedelta(days=left)
            assert words(showing("2026-03-01", "2026-06-30"), moment(f"{on}T12:00"), code) == sentence
    for left, sentence in (
        (21, "Открытие через 21 день"),
        (32, "Открытие через 32 дня"),
        (60, "через 60 дней"),
    ):
        on = datetime.date(2026, 9, 1) - datetime.timedelta(days=left)
        assert sentence in words(showing("2026-09-01", None), moment(f"{on}T12:00"), "ru")


@given(
    opens=maybe_dates,
    closes=maybe_dates,
    unrecorded=st.booleans(),
    on=days,
    hour=st.integers(0, 23),
    zone=st.sampled_from(["Asia/Shanghai", "Europe/Paris", "America/Los_Angeles", "Pacific/Kiritimati"]),
    code=st.sampled_from(CODES),
)
def test_no_sentence_is_more_exact_than_its_dates(opens, closes, unrecorded, on, hour, zone, code):
    closes = not_before(closes, opens)
    found = showing(opens, closes, zone, closes_unrecorded=unrecorded and closes is None)
    at = datetime.datetime.combine(on, datetime.time(hour), ZoneInfo(zone))
    with translation.override(code):
        told = showing_in_words(found, at)
    assert told.code == found.status(on)
    assert "%" not in told.sentence
    date = closes if told.code in (ExhibitionStatus.CURRENT, ExhibitionStatus.PAST) else opens
    if date is None or not date.day:
        assert not told.is_due
        named = re.sub(r"\D", "", date.localized(code)) if date else ""
        assert re.sub(r"\D", "", told.sentence) == named
    if told.is_due:
        assert 0 <= (date.earliest - on).days <= 14
        assert format_date(date.earliest, "long", code.replace("-", "_").replace("hans", "Hans")) not in str(
            told
        )


@pytest.mark.django_db
class TestExhibitions:
    def test_the_next_opening_or_the_last_closing_decides(self):
        tour = ExhibitionFactory(
            showings=[
                ShowingFactory(place=CityFactory(), opens="2026-03-01", closes="2026-06-30"),
                ShowingFactory(place=CityFactory(), opens="2026-09", closes="2026-12"),
                ShowingFactory(place=CityFactory(), opens="2026-08-20", closes="2027-02-01"),
            ]
        )
        for at, sentence in {
            "2026-02-28": "Opens tomorrow",
            "2026-06-28": "Closes in 2 days",
            "2026-08-19": "Opens tomorrow",
            "2026-12-31": "On now, until 1 February 2027",
            "2027-02-02": "Closed: 1 February 2027",
        }.items():
            with translation.override("en"):
                assert str(exhibition_in_words(tour, moment(f"{at}T12:00", "Europe/Paris"))) == sentence

    def test_a_year_closes_later_than_a_day_in_it(self):
        tour = ExhibitionFactory(
            showings=[
                ShowingFactory(place=CityFactory(), opens="2026-01-01", closes="2026-12-30"),
                ShowingFactory(place=CityFactory(), opens="2026-01-01", closes="2026"),
            ]
        )
        with translation.override("en"):
            assert str(exhibition_in_words(tour, moment("2026-12-29T12:00"))) == "On now, until 2026"

    def test_an_exhibition_without_showings(self):
        with translation.override("en"):
            told = exhibition_in_words(ExhibitionFactory(showings=[]), moment("2026-06-01T12:00"))
        assert (told.code, str(told)) == ("in_preparation", "In preparation")

    def test_the_same_words_everywhere_and_another_day_in_one_process(self, site_tree, client, monkeypatch):
        page = ExhibitionFactory(
            showings=[ShowingFactory(place=CityFactory(), opens="2026-03-01", closes="2026-06-30")]
        )
        for at, status in {
            "2026-06-28T23:59": 'status--current status--due">Closes in 2 days',
            "2026-06-29T00:01": 'status--current status--due">Last day tomorrow',
            "2026-06-30T00:01": 'status--current status--due">Last day today',
            "2026-06-01T00:01": 'status--current">On now, until 30 June 2026',
            "2026-07-01T00:01": 'status--past">Closed: 30 June 2026',
        }.items():
            monkeypatch.setattr("django.utils.timezone.now", lambda at=at: moment(at, "Europe/Paris"))
            for address in (page.url, "/en/exhibitions/", "/en/"):
                assert f'class="status {status}<' in source(client.get(address)), (at, address)
        assert ExhibitionPage.objects.count() == 1
