"""One process, one address, two days: what was on is past, and nothing of yesterday stays."""

import datetime
import re

import pytest
from django.utils import timezone

from exhibitions.models import ExhibitionPage, Showing
from tests.factories import VisitFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

CHINA = datetime.timezone(datetime.timedelta(hours=8))


@pytest.fixture
def on_day(monkeypatch):
    """A function that makes it noon in China on a day."""

    def travel(day: datetime.date):
        noon = datetime.datetime.combine(day, datetime.time(12), CHINA)
        monkeypatch.setattr(timezone, "now", lambda: noon)

    return travel


@pytest.fixture
def showing() -> Showing:
    """A showing of the demonstration in China, alone in its exhibition, whose last day is known."""
    for page in ExhibitionPage.objects.order_by("pk"):
        showings = list(page.showings.all())
        if len(showings) == 1 and showings[0].country == "CN" and len(str(showings[0].closes or "")) == 10:
            return showings[0]
    pytest.fail("the demonstration has no such showing")


def status_on_pages(client, page, code) -> dict[str, bool]:
    """For each place that tells the status of an exhibition: whether it says that it is on."""
    path = page.url.replace("/en/", f"/{code}/", 1)
    record = client.get(path).content.decode()
    current = client.get(f"/{code}/exhibitions/?status=current").content.decode()
    closed = f"status=past&year={page.showings.get().closes.year}"
    past = client.get(f"/{code}/exhibitions/?{closed}").content.decode()
    feed = client.get(f"/{code}/exhibitions/feed/?status=current").content.decode()
    home = client.get(f"/{code}/").context
    on_home = [home["feature"], *(row for _id, _title, rows in home["strips"] for row in rows)]
    row = re.compile(rf'href="{re.escape(path)}"')
    return {
        "record": "status--current" in record and "status--past" not in record,
        "register": bool(row.search(current)) and not row.search(past),
        "feed": path in feed,
        "home": page.pk in {row.pk for row in on_home if row.status_words.code == "current"},
    }


def test_the_last_day_of_an_exhibition_and_the_day_after(client, on_day, showing):
    page, last = showing.page, showing.closes.latest
    everywhere = {"record", "register", "feed", "home"}
    for code in ("en", "zh-hans", "ar"):
        for day, expected in ((last, True), (last + datetime.timedelta(days=1), False), (last, True)):
            on_day(day)
            assert status_on_pages(client, page, code) == dict.fromkeys(everywhere, expected), (code, day)


def test_the_day_on_which_an_embargo_ends(client, on_day):
    end = datetime.date(2026, 5, 4)
    visit = VisitFactory(heading_en="Long a secret", public=True, starts="2026-01-02", embargo_until=end)
    addresses = ("/en/delegations/?year=2026", "/en/")
    for day, public in ((end - datetime.timedelta(days=1), False), (end, True)):
        on_day(day)
        for address in addresses:
            assert ("Long a secret" in client.get(address).content.decode()) is public, (address, day)
        assert client.get(f"/id/{visit.registry_number}").status_code == (303 if public else 404)
