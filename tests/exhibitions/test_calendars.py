"""The dates of an exhibition in a reader's calendar: whole days, in the reader's language, and only what is public."""

import datetime

import pytest
from icalendar import Calendar
from wagtail.models import PageViewRestriction

from exhibitions.enums import ShowingState
from tests.factories import CityFactory, ExhibitionFactory, InstitutionFactory, NewsFactory, ShowingFactory
from tests.site.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


@pytest.fixture
def exhibition(site_tree):
    """An exhibition with a showing of known days, two of partial dates and one that was called off."""
    louvre = InstitutionFactory(
        name_en="Louvre",
        name_zh_hans="卢浮宫博物馆",
        city=CityFactory(name_en="Paris", name_zh_hans="巴黎", country="FR"),
    )
    return ExhibitionFactory(
        slug="invention",
        heading_en="The Invention; of the Louvre, in brief",
        heading_zh_hans="卢浮宫的创想",
        summary_en="Objects.\nMany of them.",
        showings=[
            ShowingFactory(venue=louvre, opens="2026-12-28", closes="2027-02-28"),
            ShowingFactory(venue=louvre, opens="2027-03", closes="2027-05-01"),
            ShowingFactory(venue=louvre, opens="2027-06-01", closes=None),
            ShowingFactory(
                venue=louvre, opens="2027-07-01", closes="2027-07-31", state=ShowingState.POSTPONED
            ),
        ],
    )


def events(client, page, code="en"):
    """The entries of the calendar of a page in a language."""
    response = client.get(f"/{code}{page.url[3:]}calendar.ics")
    assert response.status_code == 200
    return Calendar.from_ical(response.content).walk("VEVENT")


def test_a_showing_of_known_days_is_an_entry_of_whole_days(client, exhibition):
    event, called_off = events(client, exhibition)
    assert event["DTSTART"].dt == datetime.date(2026, 12, 28)
    assert event["DTEND"].dt == datetime.date(2027, 3, 1), "the day after the last one"
    assert event["SUMMARY"] == "The Invention; of the Louvre, in brief"
    assert event["SUMMARY"].params["LANGUAGE"] == "en"
    assert event["LOCATION"] == "Louvre, Paris, France"
    permanent = f"http://testserver/id/{exhibition.registry_number}"
    assert event["DESCRIPTION"] == f"Objects.\nMany of them.\n\n{permanent}"
    assert event["URL"] == "http://testserver/en/exhibitions/invention/"
    assert (event["STATUS"], event["TRANSP"]) == ("CONFIRMED", "TRANSPARENT")
    assert called_off["STATUS"] == "CANCELLED"


def test_the_readers_language(client, exhibition):
    event = events(client, exhibition, "zh-hans")[0]
    assert event["SUMMARY"] == "卢浮宫的创想"
    assert event["SUMMARY"].params["LANGUAGE"] == "zh-Hans"
    assert event["LOCATION"] == "卢浮宫博物馆，巴黎，法国"
    assert event["URL"] == "http://testserver/zh-hans/exhibitions/invention/"
    arabic = events(client, exhibition, "ar")[0]
    assert arabic["SUMMARY"].params["LANGUAGE"] == "en", "what falls back says in which language it is"


def test_an_entry_stays_the_same_entry(client, exhibition):
    (first, _other), uid = events(client, exhibition), exhibition.showings.first().uid
    assert first["UID"] == f"{exhibition.registry_number}.{uid}"
    exhibition.heading_en = "Renamed"
    exhibition.save_revision().publish()
    again, _other = events(client, exhibition, "fr")
    assert again["UID"] == first["UID"]
    assert again["SUMMARY"] == "Renamed"


def test_the_answer_can_be_kept_by_anyone(client, exhibition):
    address = f"{exhibition.url}calendar.ics"
    response = client.get(address)
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Language"] == "en"
    assert "public" in response["Cache-Control"]
    assert "Vary" not in response
    assert not response.cookies
    assert client.get(address).content == response.content
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405


def test_what_is_not_public_is_not_found(client, exhibition):
    draft = ExhibitionFactory(
        slug="draft", live=False, showing__opens="2026-01-01", showing__closes="2026-01-02"
    )
    private = ExhibitionFactory(slug="private", showing__opens="2026-01-01", showing__closes="2026-01-02")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    partial = ExhibitionFactory(slug="partial", showing__opens="2026-01-01", showing__closes="2026-01")
    news = NewsFactory(slug="news-item")
    for page in (draft, private, partial, news):
        assert client.get(f"{page.url}calendar.ics").status_code == 404, page.slug
    for address in (
        "/en/exhibitions/none/calendar.ics",
        "/en/none/none/calendar.ics",
        "/xx/exhibitions/invention/calendar.ics",
    ):
        assert client.get(address).status_code == 404, address


@pytest.mark.parametrize(
    ("at", "is_offered"),
    [
        ("2026-01-01T12:00+01:00", True),
        ("2027-02-28T23:59+01:00", True),
        ("2027-03-01T00:01+01:00", False),
        ("2027-04-01T12:00+01:00", False),
        # The showing that was postponed has no days.
        ("2027-07-15T12:00+01:00", False),
    ],
)
def test_the_page_offers_it_until_the_last_known_day(client, exhibition, monkeypatch, at, is_offered):
    now = datetime.datetime.fromisoformat(at)
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    link = read(client.get(exhibition.url)).select_one(".calendar-link a")
    assert bool(link) is is_offered
    if link:
        assert link["href"] == "/en/exhibitions/invention/calendar.ics"
        assert link.text == "Add to calendar"
