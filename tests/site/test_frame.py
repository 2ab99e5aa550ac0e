"""What every page has around it: masthead, headers, nothing that belongs to one visitor."""

import pytest
from django.conf import settings
from django.contrib.staticfiles.finders import find
from wagtail.models import PageViewRestriction

from tests import factories
from tests.site.reading import read

PAGES = ["/en/", "/fr/exhibitions/", "/ar/about/", "/ja/partners/", "/de/no-such-page/"]


def test_a_page_is_the_same_for_everybody(client, site_tree):
    for address in PAGES:
        client.cookies.clear()
        plain = client.get(address)
        client.cookies["language"] = "ko"
        client.cookies["sessionid"] = "x" * 32
        with_cookies = client.get(address, headers={"accept-language": "ru"})
        assert not plain.cookies
        assert not with_cookies.cookies
        assert "Vary" not in plain
        assert plain.content == with_cookies.content


def test_staff_see_the_public_page_too(client, site_tree, user_with_role):
    anonymous = client.get("/en/about/").content
    client.force_login(user_with_role("editor"))
    response = client.get("/en/about/")
    assert response.content == anonymous
    assert "Cookie" not in response.get("Vary", "")


def test_nothing_inline_and_nothing_from_elsewhere(client, site_tree):
    for address in PAGES:
        response = client.get(address)
        html = read(response)
        scripts = [tag for tag in html.find_all("script") if tag.get("type") != "application/ld+json"]
        assert [tag["src"] for tag in scripts] == ["/static/js/site.js"]
        assert not html.find_all("style")
        for tag in html.find_all(True):
            assert not [name for name in tag.attrs if name == "style" or name.startswith("on")], tag
        loaded = [
            tag.get("src") or tag.get("href")
            for tag in html.select("script, img, link[rel=stylesheet], link[rel=icon]")
        ]
        assert loaded
        assert all(address.startswith(("/static/", "/media/")) for address in loaded if address)
        assert "unsafe" not in response["Content-Security-Policy"]
        assert "camera=()" in response["Permissions-Policy"]


def test_every_page_has_its_landmarks(client, site_tree):
    for address in PAGES:
        html = read(client.get(address))
        assert len(html.find_all("main", id="main")) == 1
        assert html.body.find("a")["href"] == "#main", "the first link skips to the content"
        assert len(html.find_all("h1")) == 1
        assert len({tag["id"] for tag in html.find_all(id=True)}) == len(html.find_all(id=True))
        for label in html.find_all("label"):
            assert html.find(id=label["for"])
        assert html.select_one("details.menu summary")


def test_the_navigation_tells_where_the_reader_is(client, site_tree):
    factories.ExhibitionFactory(slug="shown")

    def current(address):
        html = read(client.get(address))
        return [
            (link.text, link["aria-current"])
            for link in html.select(".masthead-bar .navigation a[aria-current]")
        ]

    assert current("/en/") == []
    assert current("/en/exhibitions/") == [("Exhibitions", "page")]
    assert current("/en/exhibitions/shown/") == [("Exhibitions", "true")]


def test_breadcrumbs_lead_up(client, site_tree):
    factories.ExhibitionFactory(slug="shown")

    def trail(address):
        return [link["href"] for link in read(client.get(address)).select(".breadcrumbs a")]

    assert trail("/fr/") == []
    assert trail("/fr/exhibitions/") == ["/fr/"]
    assert trail("/fr/exhibitions/shown/") == ["/fr/", "/fr/exhibitions/"]
    assert trail("/fr/languages/") == ["/fr/"]
    assert trail("/fr/countries/") == ["/fr/"]


@pytest.mark.parametrize(
    ("address", "here"),
    [
        ("exhibitions/", "Exhibitions"),
        ("search/", "Search"),
        ("languages/", "Languages of this site"),
        ("countries/", "Countries and regions"),
        ("countries/fr/", "France"),
    ],
)
def test_breadcrumbs_end_with_the_page_itself(client, site_tree, address, here):
    factories.ExhibitionFactory(showing__place=factories.CityFactory(country="FR"))
    steps = read(client.get(f"/en/{address}")).select(".breadcrumbs li")
    assert steps[-1].get_text(strip=True) == here
    assert steps[-1].select_one("[aria-current=page]")


class TestDescription:
    """What search engines print below a title: in the language of the page, or nothing."""

    def description(self, client, address):
        found = read(client.get(address)).find("meta", attrs={"name": "description"})
        return found and found["content"]

    def test_it_is_the_summary(self, client, site_tree):
        factories.ExhibitionFactory(slug="shown", summary_en="Forty bronzes.", summary_fr="Quarante bronzes.")
        assert self.description(client, "/en/exhibitions/shown/") == "Forty bronzes."
        assert self.description(client, "/fr/exhibitions/shown/") == "Quarante bronzes."
        assert self.description(client, "/de/exhibitions/shown/") is None

    def test_without_a_summary_it_is_name_kind_and_facts(self, client, site_tree):
        paris = factories.CityFactory(name_en="Paris", name_de="Paris", country="FR")
        institution = factories.InstitutionFactory(
            name_en="The Louvre", name_de="Der Louvre", city=paris, country="FR"
        )
        page = factories.PartnerFactory(institution=institution)
        assert self.description(client, page.url) == "The Louvre · Partner · Paris · France"
        german = page.url.replace("/en/", "/de/")
        assert self.description(client, german) == "Der Louvre · Partner · Paris · Frankreich"
        assert self.description(client, page.url.replace("/en/", "/fr/")) is None


def test_the_masthead_bears_the_museums_name_and_its_native_name(client, site_tree, museum):
    museum.name_ar = "المتحف"
    museum.native_name, museum.native_language = "博物馆", "zh-Hans"
    museum.save()
    arabic = read(client.get("/ar/about/"))
    assert arabic.find(class_="site-name-active").text == "المتحف"
    native = arabic.find(class_="site-name-native")
    assert (native.text, native["lang"]) == ("博物馆", "zh-Hans")
    french = read(client.get("/fr/about/")).select_one(".site-name-active span")
    assert (french.text, french["lang"]) == ("The Museum", "en")
    assert read(client.get("/zh-hans/about/")).find(class_="site-name-native") is None


def test_the_site_works_before_anybody_has_chosen_a_museum(client, site_tree):
    from museum_site.home.models import MuseumSettings

    MuseumSettings.objects.all().delete()
    html = read(client.get("/en/about/"))
    assert html.find(class_="site-name-active").text == settings.WAGTAIL_SITE_NAME
    assert not MuseumSettings.objects.exists(), "reading a page writes nothing"


def test_pages_that_are_not_public_are_in_no_navigation(client, site_tree):
    factories.StandardPageFactory(slug="draft", heading_en="Unfinished", live=False)
    private = factories.StandardPageFactory(slug="private", heading_en="Unfinished")
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    assert b"Unfinished" not in client.get("/en/").content
    assert client.get("/en/draft/").status_code == 404
    response = client.get("/en/private/")
    assert response.status_code == 302
    assert response["Location"].startswith("/en/_util/login/")


def test_the_frame_costs_five_queries(client, site_tree, django_assert_num_queries):
    """The site, the page, its own type, the museum, the navigation: the rest is the page's own budget."""
    client.get("/en/about/")
    with django_assert_num_queries(5):
        client.get("/en/about/")


def test_other_methods(client, site_tree):
    for address in ("/en/", "/en/about/", "/en/exhibitions/"):
        head = client.head(address)
        assert (head.status_code, head.content) == (200, b"")
        options = client.options(address)
        assert options.status_code == 200
        assert "GET" in options["Allow"]
        assert client.put(address).status_code in (200, 405)
        assert client.delete(address).status_code in (200, 405)


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("fr", ["exchange-serif-latin"]),
        ("ru", ["exchange-serif-cyrillic"]),
        ("ar", ["exchange-naskh", "exchange-serif-figures"]),
        ("ja", []),
    ],
)
def test_a_page_asks_early_for_the_fonts_of_its_headings(client, site_tree, code, names):
    links = read(client.get(f"/{code}/")).find_all("link", rel="preload")
    assert [link["href"] for link in links] == [f"/static/fonts/{name}.woff2" for name in names]
    assert all(find(link["href"].removeprefix("/static/")) for link in links)
