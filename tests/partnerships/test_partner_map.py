"""The map of partners: every partner counts once, every number leads to its rows, nothing private shows."""

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from museum_site.core.world_map import EUROPE
from partnerships.maps import PartnerMap
from partnerships.views import PartnerRegister
from tests.factories import CityFactory, InstitutionFactory, PartnerFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

PLACES = {
    "Paris": ("FR", 48.86, 2.35),
    "Madrid": ("ES", 40.42, -3.70),
    "London": ("GB", 51.51, -0.13),
    "Berlin": ("DE", 52.52, 13.40),
    "Rome": ("IT", 41.89, 12.48),
    "Cairo": ("EG", 30.04, 31.24),
}


def city(name, **kwargs):
    """A city of PLACES with its coordinates."""
    country, latitude, longitude = PLACES[name]
    return CityFactory(name_en=name, country=country, latitude=latitude, longitude=longitude, **kwargs)


def partners_in(place, number=1, **kwargs):
    """So many partners in a city, of its country."""
    country = place.country if place else "FR"
    for _number in range(number):
        PartnerFactory(institution=InstitutionFactory(city=place, country=country, **kwargs))


def drawn(query="") -> PartnerMap:
    """The map of the register as a query string narrows it."""
    return PartnerMap(PartnerRegister(QueryDict(query)))


def figure(client, address="/en/partners/"):
    """The map on a page."""
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib").select_one("figure.map")


@pytest.fixture
def mixed(site_tree):
    """Nine partners: three in Paris, two in Cairo, one where only the institution's place is known, three
    whose place is not.
    """
    paris, cairo = city("Paris", name_fr="Paris", name_ar="باريس"), city("Cairo")
    partners_in(paris, 3)
    partners_in(cairo, 2)
    partners_in(CityFactory(name_en="Nice"), latitude=43.7, longitude=7.27)
    partners_in(CityFactory(name_en="Nowhere"), 2)
    partners_in(None)
    PartnerFactory(institution=InstitutionFactory(city=paris), live=False)
    return paris


class TestCounts:
    def test_every_partner_counts_once(self, mixed):
        found = drawn()
        assert sum(item.partners for item in found.cities) == found.register.total == 9
        assert sum(item.partners for item in found.placed) == 6
        assert found.not_placed == 3
        drawn_cities = [*found.world.cities, *(found.europe.cities if found.europe else [])]
        assert {item.city.name_en: item.partners for item in drawn_cities} == {
            "Paris": 3,
            "Cairo": 2,
            "Nice": 1,
        }

    def test_a_city_is_where_its_institutions_are_unless_it_has_a_place_of_its_own(self, mixed):
        places = {item.city.name_en: (item.latitude, item.longitude) for item in drawn().placed}
        assert places["Nice"] == (43.7, 7.27)
        assert places["Paris"] == (48.86, 2.35)

    def test_a_city_and_country_of_one_name_are_named_once(self, site_tree):
        partners_in(CityFactory(name_en="Monaco", country="MC"))
        partners_in(CityFactory(name_en="Hong Kong", name_zh_hans="香港", country="HK"))

        def words():
            return {item.words for item in drawn().cities}

        assert words() == {"Monaco: 1 partner", "Hong Kong, China: 1 partner"}
        with translation.override("zh-hans"):
            assert "中国香港：1个合作机构" in words()

    def test_the_filters_of_the_register_narrow_it(self, mixed):
        found = drawn("country=EG")
        assert [(item.city.name_en, item.partners) for item in found.cities] == [("Cairo", 2)]

    def test_every_number_leads_to_as_many_rows(self, mixed, client):
        for item in drawn("scope=foreign").cities:
            if item.city:
                assert "scope=foreign" in item.url
                register = client.get(f"/en/partners/{item.url}").context["register"]
                assert register.counts["matching"] == item.partners, item.words

    def test_areas_are_as_the_numbers(self, mixed):
        by_name = {item.city.name_en: item.radius**2 / item.partners for item in drawn().world.cities}
        assert by_name["Paris"] == pytest.approx(by_name["Nice"])

    def test_it_costs_the_same_for_few_and_for_many(self, mixed):
        def queries():
            with CaptureQueriesContext(connection) as captured:
                found = drawn()
                assert found.world
                assert found.table
            return len(captured)

        few = queries()
        for number in range(40):
            partners_in(CityFactory(country="IT", latitude=-40 + 2 * number, longitude=4 * number))
        assert queries() == few


class TestEurope:
    def test_cities_that_can_be_told_apart_stay_on_the_world(self, mixed):
        assert drawn().europe is None

    def test_two_that_cannot_are_drawn_apart(self, site_tree):
        partners_in(CityFactory(country="FR", latitude=48.86, longitude=2.35), 9)
        partners_in(CityFactory(country="FR", latitude=48.8, longitude=2.12))
        found = drawn()
        assert len(found.europe.cities) == 2
        assert not found.world.cities

    def test_many_are_drawn_apart_each_once(self, site_tree):
        for name in PLACES:
            partners_in(city(name))
        found = drawn()
        assert {item.city.name_en for item in found.europe.cities} == set(PLACES) - {"Cairo"}
        assert [item.city.name_en for item in found.world.cities] == ["Cairo"]
        assert len(found.drawn_apart()) == 5
        for item in found.europe.cities:
            assert 0 < item.x < EUROPE.width
            assert 0 < item.y < EUROPE.height


class TestPage:
    def test_every_dot_is_a_named_link_and_a_row_of_the_table(self, mixed, client):
        found = figure(client)
        dots = {link.title.text: link["href"] for link in found.select("svg a")}
        assert set(dots) == {
            "Paris, France: 3 partners",
            "Cairo, Egypt: 2 partners",
            "Nice, France: 1 partner",
        }
        rows = [
            [cell.get_text(strip=True) for cell in row.select("th, td")] for row in found.select("tbody tr")
        ]
        assert rows == [
            ["Cairo", "Egypt", "2"],
            ["Nice", "France", "1"],
            ["Nowhere", "France", "2"],
            ["Paris", "France", "3"],
            ["City not recorded", "", "1"],
        ]
        links = [link["href"] for link in found.select("tbody th a")]
        assert set(dots.values()) < set(links)
        assert "3 partners are not on the map" in found.figcaption.text

    def test_the_largest_come_first_so_that_small_ones_lie_on_top(self, mixed, client):
        numbers = [int(link.title.text.split(": ")[1].split()[0]) for link in figure(client).select("svg a")]
        assert numbers == sorted(numbers, reverse=True)

    def test_a_keyboard_gets_past_it(self, mixed, client):
        found = figure(client)
        skip = found.find("a")
        assert found.select_one(skip["href"]).name == "details"
        assert all(svg.get("role") == "group" for svg in found.select("svg"))
        assert all(svg.get("aria-label") or svg.get("aria-labelledby") for svg in found.select("svg"))
        assert all(image["aria-hidden"] == "true" for image in found.select("svg image"))
        assert not found.select("[tabindex], [style]")

    def test_the_museum_s_own_city_is_a_square(self, mixed, museum, client):
        museum.city.latitude, museum.city.longitude = 39.9, 116.4
        museum.city.save()
        assert not figure(client).select("rect")
        assert "square" not in figure(client).figcaption.text
        PartnerFactory(institution=museum)
        own = figure(client).select("svg a:has(rect)")
        assert [link["class"] for link in own] == [["map-own"]]
        assert "square" in figure(client).figcaption.text

    def test_a_name_without_translation_has_its_label_in_its_own_language(self, mixed, client):
        dots = {link["href"]: link for link in figure(client, "/ar/partners/").select("svg a")}
        assert len(dots) == 3
        own = [link for link in dots.values() if not link.get("lang")]
        assert [link.title.text.startswith("باريس") for link in own] == [True]
        others = [link for link in dots.values() if link.get("lang")]
        assert {link["lang"] for link in others} == {"en"}
        assert "Cairo, Egypt: 2 partners" in [link.title.text for link in others]

    def test_coordinates_are_written_for_machines_in_every_language(self, mixed, client):
        for code in ("fr", "ar", "de"):
            for circle in figure(client, f"/{code}/partners/").select("circle"):
                assert all(float(circle[name]) > 0 for name in ("cx", "cy", "r"))

    def test_the_front_page_has_it_too(self, mixed, client):
        links = figure(client, "/en/").select("svg a")
        assert len(links) == 3
        assert all(link["href"].startswith("/en/partners/?city=") for link in links)

    def test_it_stands_on_the_first_page_only(self, site_tree, client):
        partners_in(city("Paris"), 25)
        assert figure(client)
        assert figure(client, "/en/partners/?page=2") is None

    def test_without_partners_there_is_none(self, site_tree, client):
        assert figure(client) is None
        assert figure(client, "/en/") is None

    def test_countries_in_the_table_lead_to_their_pages(self, mixed, client):
        links = {link["href"] for link in figure(client).select("tbody td a")}
        assert links == {"/en/countries/fr/", "/en/countries/eg/"}
        for link in links:
            assert client.get(link).status_code == 200

    def test_a_city_abroad_of_an_embassy_leads_to_no_page_that_is_not_there(self, site_tree, client):
        PartnerFactory(institution=InstitutionFactory(country="FR", city=city("Cairo")))
        found = figure(client)
        assert not found.select("tbody td a")
        assert client.get("/en/countries/eg/").status_code == 404


class TestCityFilter:
    def test_it_offers_the_cities_of_public_partners(self, mixed, client):
        CityFactory(name_en="Elsewhere")
        partner = InstitutionFactory(city=CityFactory(name_en="Hidden"))
        PartnerFactory(institution=partner, live=False)
        page = BeautifulSoup(client.get("/en/partners/").content, "html5lib")
        names = [option.text for option in page.select("#filter-city option")]
        assert names == ["All", "Cairo", "Nice", "Nowhere", "Paris"]
        sentence = client.get(f"/en/partners/?city={partner.city.pk}").content.decode()
        assert "This register knows no city" in sentence

    @pytest.mark.parametrize("text", ["abc", "-1", "9999999999999999999999", "%00", "1.5", "x" * 5000])
    def test_odd_cities_are_left_out(self, mixed, client, text):
        response = client.get(f"/en/partners/?city={text}")
        assert response.status_code == 200
        assert response.context["register"].counts["matching"] == 9
