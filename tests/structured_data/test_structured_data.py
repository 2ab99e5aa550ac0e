"""JSON-LD: known terms of schema.org, true facts and languages, nothing that breaks out of its element."""

import datetime
import json
import os
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from exhibitions.enums import ShowingState
from museum_site.core.languages import Prose, language
from museum_site.core.structured_data import breadcrumb_list, item, script
from tests import factories

# The terms that the site uses, by type. test_terms_are_in_the_vocabulary compares them with the file of
# schema.org itself (schemaorg-current-https.jsonld) where SCHEMAORG_VOCABULARY names it.
PLACE = {"name", "alternateName", "url", "address", "geo", "sameAs", "mainEntityOfPage"}
TERMS = {
    "Museum": PLACE,
    "Place": PLACE,
    "Organization": {"name", "alternateName", "url", "address", "sameAs", "foundingDate", "mainEntityOfPage"},
    "PostalAddress": {"addressLocality", "addressCountry"},
    "GeoCoordinates": {"latitude", "longitude"},
    "WebPage": {"url", "inLanguage"},
    "ExhibitionEvent": {
        "name",
        "description",
        "url",
        "mainEntityOfPage",
        "identifier",
        "startDate",
        "endDate",
        "eventStatus",
        "location",
        "organizer",
    },
    "NewsArticle": {
        "headline",
        "description",
        "inLanguage",
        "identifier",
        "datePublished",
        "dateModified",
        "url",
        "mainEntityOfPage",
        "publisher",
    },
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}
EVENT_STATUSES = {"EventScheduled", "EventPostponed", "EventCancelled"}

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def types_of(thing):
    kind = thing["@type"]
    return kind if isinstance(kind, list) else [kind]


def graph_of(client, address):
    """The things that a page tells of, with their terms checked."""
    page = BeautifulSoup(client.get(address).content, "html5lib")
    (element,) = page.select("script[type='application/ld+json']")
    document = json.loads(element.string)
    assert document["@context"] == "https://schema.org"
    check(document["@graph"])
    return {types_of(thing)[0]: thing for thing in document["@graph"]}


def check(value):
    if isinstance(value, list):
        for part in value:
            check(part)
    elif isinstance(value, dict) and "@type" in value:
        allowed = set().union(*(TERMS[kind] for kind in types_of(value)))
        assert {name for name in value if not name.startswith("@")} <= allowed
        for part in value.values():
            check(part)
    elif isinstance(value, dict):
        assert value.keys() <= {"@value", "@language"}
    else:
        assert value not in (None, "")


@pytest.fixture
def exhibition(museum):
    abroad = factories.InstitutionFactory(
        name_en="Louvre",
        native_name="Musée du Louvre",
        native_language="fr",
        website="https://www.louvre.fr/",
        wikidata="Q19675",
        city=factories.CityFactory(name_en="Paris", latitude=48.86, longitude=2.34),
    )
    return factories.ExhibitionFactory(
        slug="invention",
        heading_en="The Invention of the Louvre",
        heading_fr="L’invention du Louvre",
        summary_en="Objects from the Louvre.",
        organisers=[museum, abroad],
        showings=[
            factories.ShowingFactory(venue=abroad, opens="2016-12", closes="2017-03-31"),
            factories.ShowingFactory(
                place=abroad.city, opens="2018", closes=None, state=ShowingState.CANCELLED
            ),
        ],
    )


def test_each_showing_is_an_event(client, exhibition):
    page = BeautifulSoup(client.get("/en/exhibitions/invention/").content, "html5lib")
    things = json.loads(page.select_one("script[type='application/ld+json']").string)["@graph"]
    check(things)
    first, second = (thing for thing in things if thing["@type"] == "ExhibitionEvent")
    assert first["name"] == "The Invention of the Louvre"
    assert (first["startDate"], first["endDate"]) == ("2016-12", "2017-03-31")
    assert first["identifier"] == exhibition.registry_number
    assert first["location"]["@type"] == "Museum"
    assert first["location"]["alternateName"] == {"@value": "Musée du Louvre", "@language": "fr"}
    assert first["location"]["address"] == {
        "@type": "PostalAddress",
        "addressLocality": "Paris",
        "addressCountry": "FR",
    }
    assert first["location"]["sameAs"] == ["https://www.wikidata.org/wiki/Q19675"]
    assert [organiser["name"] for organiser in first["organizer"]] == ["The Museum", "Louvre"]
    assert second["startDate"] == "2018"
    assert "endDate" not in second
    assert second["eventStatus"] == "https://schema.org/EventCancelled"
    assert second["location"]["geo"] == {"@type": "GeoCoordinates", "latitude": 48.86, "longitude": 2.34}
    assert first["@id"] != second["@id"]


def test_texts_in_another_language_say_so(client, exhibition):
    event = graph_of(client, "/fr/exhibitions/invention/")["ExhibitionEvent"]
    assert event["name"] == "L’invention du Louvre"
    assert event["description"] == {"@value": "Objects from the Louvre.", "@language": "en"}
    assert event["mainEntityOfPage"]["inLanguage"] == "fr"
    assert event["url"] == "http://testserver/fr/exhibitions/invention/"
    assert (
        graph_of(client, "/ja/exhibitions/invention/")["ExhibitionEvent"]["mainEntityOfPage"]["inLanguage"]
        == "en"
    )


def test_the_way_to_a_page(client, exhibition):
    steps = graph_of(client, "/en/exhibitions/invention/")["BreadcrumbList"]["itemListElement"]
    assert [(step["position"], step["name"], step["item"]) for step in steps] == [
        (1, "Home", "http://testserver/en/"),
        (2, "Exhibitions", "http://testserver/en/exhibitions/"),
        (3, "The Invention of the Louvre", "http://testserver/en/exhibitions/invention/"),
    ]
    assert list(graph_of(client, "/en/exhibitions/")) == ["BreadcrumbList"]


def test_the_front_page_is_about_the_museum(client, museum):
    museum.founded = 1912
    museum.save()
    graph = graph_of(client, "/zh-hans/")
    assert list(graph) == ["Museum"]
    assert graph["Museum"]["name"] == "博物馆"
    assert graph["Museum"]["foundingDate"] == "1912"
    assert graph["Museum"]["mainEntityOfPage"]["url"] == "http://testserver/zh-hans/"


def test_news_are_articles_of_the_museum(client, museum):
    page = factories.NewsFactory(
        slug="signed",
        heading_en="Signed",
        last_published_at=datetime.datetime(2022, 8, 23, tzinfo=datetime.UTC),
    )
    article = graph_of(client, "/en/news/signed/")["NewsArticle"]
    assert article["headline"] == "Signed"
    assert article["datePublished"] == "2022-08-22"
    assert article["dateModified"] == "2022-08-23T00:00:00+00:00"
    assert article["inLanguage"] == "en"
    assert article["publisher"]["name"] == "The Museum"
    assert article["identifier"] == page.registry_number


def test_nothing_breaks_out_of_the_element(client, site_tree):
    heading = "</script><!-- & <script>alert(1)</script>"
    factories.NewsFactory(slug="signed", heading_en=heading)
    assert graph_of(client, "/en/news/signed/")["NewsArticle"]["headline"] == heading
    assert b"<script>alert" not in client.get("/en/news/signed/").content


def test_nothing_to_tell_prints_nothing():
    assert script([]) == ""
    assert item("Place", name="", url=None, sameAs=[]) == {"@type": "Place"}
    name = Prose("Старт", language("ru"), is_fallback=True)
    assert breadcrumb_list([(name, "/")])["itemListElement"][0]["name"] == {
        "@value": "Старт",
        "@language": "ru",
    }


@pytest.mark.skipif("SCHEMAORG_VOCABULARY" not in os.environ, reason="SCHEMAORG_VOCABULARY names no file")
def test_terms_are_in_the_vocabulary():
    nodes = {
        node["@id"]: node
        for node in json.loads(Path(os.environ["SCHEMAORG_VOCABULARY"]).read_text("utf-8"))["@graph"]
    }

    def ids(value):
        return {node["@id"] for node in (value if isinstance(value, list) else [value] if value else [])}

    def with_parents(kind):
        return {kind}.union(*(with_parents(parent) for parent in ids(nodes[kind].get("rdfs:subClassOf"))))

    for kind, properties in TERMS.items():
        for name in properties:
            domains = ids(nodes[f"schema:{name}"]["schema:domainIncludes"])
            assert domains & with_parents(f"schema:{kind}"), (kind, name)
    assert all(f"schema:{status}" in nodes for status in EVENT_STATUSES)


@pytest.mark.browser
def test_the_content_security_policy_lets_the_data_stand(page, live_server, site_tree):
    """The fixture fails on any violation that the browser reports."""
    response = page.goto(f"{live_server.url}/en/news/")
    assert "script-src 'self'" in response.headers["content-security-policy"]
    assert page.locator("script[type='application/ld+json']").count() == 1
