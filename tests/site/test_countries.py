"""The pages of countries and regions: what belongs to each, in words and rows, and nothing private."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from museum_site.home.countries import ROWS, counts_by_country
from tests.factories import (
    AgreementFactory,
    CityFactory,
    DelegationFactory,
    ExhibitionFactory,
    InstitutionFactory,
    PartnerFactory,
    ShowingFactory,
    VisitFactory,
    many_exhibitions,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def page(client, address):
    """The parsed page of an address that answers 200."""
    response = client.get(address)
    assert response.status_code == 200, address
    return BeautifulSoup(response.content, "html5lib")


def main_words(client, address) -> str:
    """The visible words of its main part."""
    return " ".join(page(client, address).main.get_text(" ").split())


@pytest.fixture
def records(site_tree):
    """France with one record of each kind; Spain with a lender, Italy with a showing, both without a partner."""
    louvre = InstitutionFactory(name_en="Louvre", country="FR", city=CityFactory(name_en="Paris"))
    PartnerFactory(institution=louvre)
    AgreementFactory(heading_en="Memorandum", parties=[louvre, InstitutionFactory(at_home=True)])
    ExhibitionFactory(
        heading_en="Vases",
        showings=[ShowingFactory(venue=louvre), ShowingFactory(place=CityFactory(country="IT"))],
        lenders=[louvre, InstitutionFactory(country="ES")],
    )
    VisitFactory(heading_en="A minister calls", public=True, countries=["FR", "HK"])


class TestPage:
    def test_it_tells_what_there_is_in_words_with_links_to_the_rows(self, records, client):
        found = page(client, "/en/countries/fr/")
        assert found.h1.text == "France"
        assert found.title.text.startswith("France")
        counts = {link.text: link["href"] for link in found.select(".counts a")}
        assert counts == {
            "1 partner": "/en/partners/?country=FR",
            "1 agreement": "/en/agreements/?country=FR",
            "1 exhibition": "/en/exhibitions/?country=FR",
            "1 visit": "/en/delegations/?country=FR",
        }
        description = found.find("meta", {"name": "description"})["content"]
        assert description == "France: 1 partner, 1 agreement, 1 exhibition and 1 visit"
        for heading in ("Louvre", "Memorandum", "Vases", "A minister calls"):
            assert heading in found.main.text

    def test_every_number_leads_to_as_many_rows(self, records, client):
        for section in page(client, "/en/countries/").select(".countries .entry"):
            for link in section.select(".inline a"):
                register = client.get(link["href"]).context["register"]
                assert link.text == register.count_in_words(register.counts["matching"]), link["href"]

    def test_long_lists_are_cut_and_lead_to_the_whole(self, records, client):
        VisitFactory.create_batch(ROWS, public=True)
        found = page(client, "/en/countries/fr/")
        section = found.select_one("section[aria-labelledby=visits]")
        assert len(section.select(".entry")) == ROWS
        more = section.select_one(".more a")
        assert (more.text, more["href"]) == (f"All: {ROWS + 1} visits", "/en/delegations/?country=FR")
        assert not found.select("section[aria-labelledby=partners] .more")

    def test_a_country_where_something_was_only_shown_or_lent_has_one(self, records, client):
        for code, name in (("it", "Italy"), ("es", "Spain")):
            words = main_words(client, f"/en/countries/{code}/")
            assert name in words
            assert "1 exhibition" in words
            assert "partner" not in words

    def test_the_map_shows_the_cities_of_the_country(self, records, client):
        paris = CityFactory(name_en="Paris", latitude=48.86, longitude=2.35)
        madrid = CityFactory(name_en="Madrid", country="ES", latitude=40.4, longitude=-3.7)
        for city in (paris, madrid):
            PartnerFactory(institution=InstitutionFactory(country=city.country, city=city))
        links = page(client, "/en/countries/fr/").select("figure.map svg a")
        assert [link.title.text for link in links] == ["Paris, France: 1 partner"]
        assert links[0]["href"] == f"/en/partners/?country=FR&city={paris.pk}"

    def test_the_address_has_one_form(self, records, client):
        response = client.get("/fr/countries/FR/")
        assert (response.status_code, response["Location"]) == (301, "/fr/countries/fr/")

    @pytest.mark.parametrize(
        "code",
        ["xx", "XX", "eu", "de", "De", "f", "fra", "%00", "f%00", "%C4%B1t", "..", "feed", "1", "a" * 3000],
    )
    def test_a_code_without_records_is_not_found(self, records, client, code):
        response = client.get(f"/en/countries/{code}/")
        assert response.status_code == 404
        assert "There is no page at this address" in response.content.decode()

    def test_regions_are_called_as_the_institution_calls_them(self, records, client):
        assert page(client, "/zh-hans/countries/hk/").h1.text == "中国香港"
        assert "Hong Kong, Macao and Taiwan" in main_words(client, "/en/countries/hk/")

    def test_in_arabic_everything_but_the_map_runs_from_the_right(self, records, client):
        found = page(client, "/ar/countries/fr/")
        assert (found.html["lang"], found.html["dir"]) == ("ar", "rtl")
        assert found.h1.text == "فرنسا"
        assert [link["hreflang"] for link in found.select("head link[hreflang]")][-1] == "x-default"

    def test_it_stands_in_every_language_under_its_own_address(self, records, client):
        found = page(client, "/de/countries/fr/")
        assert found.find("link", rel="canonical")["href"] == "http://testserver/de/countries/fr/"
        alternates = {link["hreflang"]: link["href"] for link in found.select("head link[hreflang]")}
        assert len(alternates) == 10
        assert alternates["zh-Hans"] == "http://testserver/zh-hans/countries/fr/"
        assert not found.find("meta", {"name": "robots"})


class TestList:
    def test_it_has_every_country_with_records_by_scope(self, records, client):
        found = page(client, "/en/countries/")
        scopes = {
            section.h2.text: [
                entry.select_one(".entry-heading").get_text(strip=True) for entry in section.select(".entry")
            ]
            for section in found.select("main section")
        }
        assert scopes == {
            "Domestic": ["China"],
            "Hong Kong, Macao and Taiwan": ["Hong Kong, China"],
            "Foreign": ["France", "Italy", "Spain"],
        }
        assert "5 countries and regions" in found.main.text

    def test_every_page_that_it_names_is_there_and_no_other(self, records, client):
        links = [link["href"] for link in page(client, "/en/countries/").select(".entry-heading a")]
        assert len(links) == 5
        for link in links:
            assert client.get(link).status_code == 200

    def test_without_records_it_says_so(self, site_tree, client):
        assert "still empty" in main_words(client, "/en/countries/")

    def test_the_numbers_are_those_of_the_filters(self, records):
        now = timezone.now()
        from museum_site.home.countries import SECTIONS

        for section in SECTIONS:
            everything = section.register(now=now).everything
            for code, number in counts_by_country(now)[section.name].items():
                assert everything.in_country(code).count() == number, (section.name, code)


class TestLinks:
    def test_the_front_page_counts_them(self, records, client):
        link = page(client, "/en/").select_one('.counts a[href="/en/countries/"]')
        assert link.text == "5 countries and regions"

    def test_partners_registers_and_visits_lead_there(self, records, client):
        delegation = DelegationFactory(visit__countries=["HK"])
        partner = InstitutionFactory(country="FR")
        addresses = {
            PartnerFactory(institution=partner).url: "/en/countries/fr/",
            "/en/partners/": "/en/countries/fr/",
            "/en/delegations/": "/en/countries/hk/",
            delegation.url: "/en/countries/hk/",
        }
        for address, expected in addresses.items():
            assert page(client, address).main.select(f'a[href="{expected}"]'), address

    def test_sitemaps_name_them(self, records, client):
        for code in ("en", "ar"):
            sitemap = client.get(f"/sitemap-{code}.xml").content.decode()
            assert f"<loc>http://testserver/{code}/countries/</loc>" in sitemap
            assert f"<loc>http://testserver/{code}/countries/fr/</loc>" in sitemap
            assert "countries/de/" not in sitemap


def queries(client, address):
    """How many queries an address costs when the caches of the process are warm."""
    assert client.get(address).status_code == 200
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    return len(captured)


def test_a_page_and_the_list_cost_the_same_for_3_and_for_300(site_tree, client):
    def more(times):
        for _number in range(times):
            louvre = InstitutionFactory(country="FR", city=CityFactory(latitude=48, longitude=2))
            PartnerFactory(institution=louvre)
            AgreementFactory(parties=[louvre, InstitutionFactory(country="IT")])
            VisitFactory(public=True, visitors=[louvre], countries=["FR", "IT"])

    more(3)
    many_exhibitions(3)
    few = queries(client, "/en/countries/fr/"), queries(client, "/en/countries/")
    more(5)
    many_exhibitions(297)
    assert (queries(client, "/en/countries/fr/"), queries(client, "/en/countries/")) == few
    assert few[0] <= 35
    assert few[1] <= 15
