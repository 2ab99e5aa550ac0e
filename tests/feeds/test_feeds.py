"""Feeds: valid Atom in every language, with true languages, the register's filters and nothing private."""

import datetime

import feedparser
import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

SECTIONS = ["news", "exhibitions", "agreements", "partners", "delegations"]


@pytest.fixture(autouse=True)
def _site(site_tree):
    pass


def published(factory, days_ago=0, **facts):
    """A record that was published some days ago."""
    moment = timezone.now() - datetime.timedelta(days=days_ago)
    return factory(first_published_at=moment, last_published_at=moment, **facts)


def feed(client, address="/en/exhibitions/feed/"):
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    found = feedparser.parse(response.content)
    assert not found.bozo, found.bozo_exception
    assert found.version == "atom10"
    return found


@pytest.mark.sweep
@pytest.mark.parametrize("section", SECTIONS)
@pytest.mark.parametrize("code", settings.PUBLIC_LANGUAGES)
def test_every_section_has_a_feed_in_every_language(client, section, code):
    found = feed(client, f"/{code}/{section}/feed/").feed
    assert found.link == f"http://testserver/{code}/{section}/"
    assert found.id == f"http://testserver/{code}/{section}/feed/"
    assert found.author
    assert found.updated_parsed


def test_an_entry_has_a_permanent_id_dates_and_a_link(client):
    page = published(
        factories.AgreementFactory, slug="loans", heading_en="Loans", summary_en="Two <paintings>."
    )
    (entry,) = feed(client, "/en/agreements/feed/").entries
    assert entry.title == "Loans"
    assert entry.id == f"http://testserver/id/{page.registry_number}"
    assert entry.link == "http://testserver/en/agreements/loans/"
    assert entry.summary == "Two <paintings>."
    assert datetime.datetime.fromisoformat(entry.updated) == page.last_published_at
    french = feed(client, "/fr/agreements/feed/").entries[0]
    assert french.id == entry.id
    assert french.link == "http://testserver/fr/agreements/loans/"


def test_texts_are_marked_with_the_language_they_stand_in(client):
    published(factories.NewsFactory, heading_en="Signed", heading_fr="Signé", summary_zh_hans="签署")
    found = feed(client, "/fr/news/feed/")
    (entry,) = found.entries
    assert entry.title_detail.language == "fr"
    assert entry.summary_detail.language == "zh-Hans"
    # The section of these tests has an English heading only.
    assert found.feed.title_detail.language == "en"


def test_a_feed_holds_what_its_register_holds(client):
    published(factories.ExhibitionFactory, heading_en="Old", showing__opens="2010", showing__closes="2011")
    published(factories.ExhibitionFactory, heading_en="New", showing__opens="2019", showing__closes="2020")
    found = feed(client, "/en/exhibitions/feed/?year=2019&x=1")
    assert [entry.title for entry in found.entries] == ["New"]
    assert found.feed.link == "http://testserver/en/exhibitions/?year=2019"
    assert found.feed.id == "http://testserver/en/exhibitions/feed/?year=2019"
    assert len(feed(client, "/en/exhibitions/feed/?year=abc").entries) == 2


def test_the_latest_change_comes_first(client):
    for days in (2, 0, 1):
        published(factories.NewsFactory, days_ago=days, heading_en=f"{days} days ago")
    titles = [entry.title for entry in feed(client, "/en/news/feed/").entries]
    assert titles == ["0 days ago", "1 days ago", "2 days ago"]


def test_nothing_private_is_in_a_feed(client):
    published(factories.DelegationFactory, heading_en="Public")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    published(factories.DelegationFactory, heading_en="Embargo", visit__embargo_until=tomorrow)
    published(factories.DelegationFactory, heading_en="Uncleared", visit__cleared_second=None)
    published(factories.DelegationFactory, heading_en="Listed only", visit__publication=2)
    published(factories.DelegationFactory, heading_en="Draft").unpublish()
    factories.VisitFactory(public=True, heading_en="Listed")
    assert [entry.title for entry in feed(client, "/en/delegations/feed/").entries] == ["Public"]


def test_control_characters_do_not_break_a_feed(client):
    published(factories.NewsFactory, heading_en="One\x0btwo & <three>")
    assert feed(client, "/en/news/feed/").entries[0].title == "Onetwo & <three>"


@pytest.mark.parametrize("address", ["/en/figures/feed/", "/en/nothing/feed/", "/en/feed/", "/xx/news/feed/"])
def test_other_addresses_have_no_feed(client, address):
    assert client.get(address).status_code == 404


def test_registers_name_their_feed(client):
    published(factories.ExhibitionFactory, showing__opens="2019", showing__closes="2020")
    for section in SECTIONS:
        page = BeautifulSoup(client.get(f"/en/{section}/").content, "html5lib")
        link = page.head.select_one("link[type='application/atom+xml']")
        assert link["href"] == f"/en/{section}/feed/"
        assert link["title"]
    page = BeautifulSoup(client.get("/en/exhibitions/?year=2019&page=1").content, "html5lib")
    address = page.head.select_one("link[type='application/atom+xml']")["href"]
    assert address == "/en/exhibitions/feed/?year=2019"


def test_the_number_of_queries_does_not_depend_on_the_entries(client):
    def queries(section):
        with CaptureQueriesContext(connection) as captured:
            feed(client, f"/en/{section}/feed/")
        return len(captured)

    for section, factory in {
        "exhibitions": factories.ExhibitionFactory,
        "partners": factories.PartnerFactory,
        "delegations": factories.DelegationFactory,
    }.items():
        published(factory)
        queries(section)
        few = queries(section)
        for _time in range(5):
            published(factory)
        assert queries(section) == few <= 12
