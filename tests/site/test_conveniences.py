"""The small conveniences of a page: citation, sharing, other languages, breadcrumbs, feeds."""

import json
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from django.conf import settings
from django.utils import translation

from museum_site.core.enums import TextState
from tests import factories
from tests.site.reading import read

pytestmark = pytest.mark.django_db

CODES = [code for code, _autonym in settings.LANGUAGES]


@pytest.fixture
def record(museum):
    """An exhibition with English and Chinese headings."""
    return factories.ExhibitionFactory(
        slug="shown", heading_en="“Great” & small", heading_zh_hans="大与小", summary_en="A summary."
    )


def words(element) -> str:
    """The text of an element without runs of white space."""
    return " ".join(element.text.split())


class TestCitation:
    def test_it_names_museum_record_number_and_permanent_address(self, client, record):
        html = read(client.get(record.url))
        assert words(html.select_one(".citation")) == (
            f"The Museum, ““Great” & small”, registry number {record.registry_number}, "
            f"http://testserver/id/{record.registry_number}"
        )

    def test_it_stands_in_the_readers_language_and_marks_what_does_not(self, client, record):
        chinese = read(client.get("/zh-hans/exhibitions/shown/")).select_one(".citation")
        assert words(chinese).startswith(f"博物馆：“大与小”，登记号{record.registry_number}，http://")
        assert not chinese.select("[lang]")
        german = read(client.get("/de/exhibitions/shown/")).select_one(".citation")
        assert [(part["lang"], part.text) for part in german.select("[lang]")] == [
            ("en", "The Museum"),
            ("en", "“Great” & small"),
        ]

    def test_without_scripts_there_is_no_button(self, client, record):
        section = read(client.get(record.url)).select_one(".cite")
        assert not section.select("button, [role=status]")

    def test_every_kind_of_record_has_it_and_other_pages_have_not(self, client, site_tree):
        for factory in (
            factories.PartnerFactory,
            factories.AgreementFactory,
            factories.DelegationFactory,
            factories.NewsFactory,
        ):
            page = factory()
            assert page.registry_number in words(read(client.get(page.url)).select_one(".citation"))
        assert not read(client.get("/en/about/")).select(".citation, script[src*=copy]")


class TestSharing:
    def test_links_are_plain_and_ask_nothing_of_others(self, client, record):
        for code in CODES:
            html = read(client.get(f"/{code}/exhibitions/shown/"))
            mail, *others = html.select(".share a")
            address = f"http://testserver/{code}/exhibitions/shown/"
            assert parse_qs(urlsplit(mail["href"]).query)["body"] == [address]
            assert mail["href"].startswith("mailto:?subject=")
            assert others
            for link in others:
                assert link["rel"] == ["noopener", "nofollow"]
                assert link["href"].startswith("https://")
                assert address in unquote(link["href"])
                assert link.text
            loaded = [tag.get("src") for tag in html.select("img, script, iframe") if tag.get("src")]
            assert all(source.startswith("/") for source in loaded)

    def test_the_title_reaches_the_service_whole(self, client, record):
        html = read(client.get(record.url))
        (x,) = (link for link in html.select(".share a") if link.text == "X")
        assert parse_qs(urlsplit(x["href"]).query)["text"] == ["“Great” & small"]
        mail = urlsplit(html.select_one(".share a")["href"])
        assert parse_qs(mail.query)["subject"] == ["“Great” & small"]
        assert "+" not in mail.query, "programs for e-mail would print it"

    def test_readers_find_the_services_of_their_language(self, client, record):
        def names(code):
            links = read(client.get(f"/{code}/exhibitions/shown/")).select(".share a")
            return [link.text for link in links][1:]

        assert names("zh-hans")[0] == "微博"
        assert names("ru")[0] == "ВКонтакте"
        assert names("ja")[0] == "LINE"
        assert "Facebook" in names("fr")


class TestOtherLanguages:
    def states(self, client, address):
        """The state of each language that a page names, by the language's tag."""
        rows = read(client.get(address)).select(".other-languages li")
        return {row.a["hreflang"]: words(row.select_one(".text-state")) for row in rows}

    def test_each_says_how_far_its_text_is(self, client, site_tree):
        body = [("paragraph", "<p>Text</p>")]
        page = factories.NewsFactory(
            heading_en="Told",
            summary_en="Briefly",
            body_en=body,
            heading_zh_hans="已述",
            summary_zh_hans="简述",
            body_zh_hans=body,
            heading_fr="Raconté",
            summary_fr="En bref",
            heading_ar="عنوان",
        )
        found = self.states(client, page.url)
        assert "en" not in found
        assert (found["zh-Hans"], found["fr"], found["ar"]) == ("complete", "in part", "facts only")
        assert self.states(client, page.url.replace("/en/", "/fr/"))["en"] == "complet"

    def test_a_text_has_no_facts(self, client, site_tree):
        assert set(self.states(client, "/en/about/").values()) == {"not yet translated"}

    def test_a_partner_is_called_by_the_name_of_the_institution(self, client, site_tree):
        institution = factories.InstitutionFactory(name_en="Louvre", name_fr="Musée du Louvre")
        page = factories.PartnerFactory(
            institution=institution, summary_en="A museum.", summary_fr="Un musée."
        )
        found = self.states(client, page.url)
        assert (found["fr"], found["de"]) == ("complete", "facts only")

    def test_every_state_has_a_word_in_every_language(self):
        for code in CODES:
            with translation.override(code):
                assert len({str(state.label) for state in TextState}) == len(TextState)


class TestBreadcrumbs:
    def steps(self, client, address):
        """The breadcrumbs of a page: text and address, None for the page itself."""
        html = read(client.get(address))
        here = html.select(".breadcrumbs [aria-current]")
        assert len(here) <= 1
        assert not here or here[0]["aria-current"] == "page"
        return [(words(step), step.a and step.a["href"]) for step in html.select(".breadcrumbs li")]

    def test_they_lead_from_the_front_page_to_this_one(self, client, record):
        assert self.steps(client, "/en/") == []
        assert self.steps(client, "/en/exhibitions/") == [("Home", "/en/"), ("Exhibitions", None)]
        assert self.steps(client, record.url) == [
            ("Home", "/en/"),
            ("Exhibitions", "/en/exhibitions/"),
            ("“Great” & small", None),
        ]

    def test_they_lead_to_the_search_too(self, client, site_tree):
        assert self.steps(client, "/en/search/?q=louvre") == [("Home", "/en/"), ("Search", None)]
        assert self.steps(client, "/de/search/") == [("Start", "/de/"), ("Suche", None)]

    def test_what_robots_read_agrees(self, client, record):
        for address in ("/en/exhibitions/", record.url, "/en/about/", "/ar/exhibitions/shown/"):
            html = read(client.get(address))
            document = json.loads(html.find("script", type="application/ld+json").string)
            (told,) = (thing for thing in document["@graph"] if thing["@type"] == "BreadcrumbList")
            names = [
                step["name"]["@value"] if isinstance(step["name"], dict) else step["name"]
                for step in told["itemListElement"]
            ]
            assert names == [text for text, _address in self.steps(client, address)]
            assert told["itemListElement"][-1]["item"] == f"http://testserver{address}"


def test_a_register_leads_to_its_feed(client, site_tree):
    factories.ExhibitionFactory(showing__opens="2018", showing__closes="2018")
    for slug in ("exhibitions", "partners", "agreements", "delegations", "news"):
        link = read(client.get(f"/fr/{slug}/")).select_one(".register-feed a")
        assert link["href"] == f"/fr/{slug}/feed/"
        assert client.get(link["href"])["Content-Type"].startswith("application/atom+xml")
    link = read(client.get("/en/exhibitions/?year=2018&page=1")).select_one(".register-feed a")
    assert link["href"] == "/en/exhibitions/feed/?year=2018"
    assert "these rows" in link.text
