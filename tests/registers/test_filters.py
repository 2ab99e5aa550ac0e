"""Registers with filters: what an address asks for is what the rows are; odd addresses do no harm."""

from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup
from django.http import QueryDict
from django.utils import translation

from delegations.enums import VisitDirection, VisitLevel
from delegations.views import VisitRegister
from exhibitions.enums import UnnamedLenders
from exhibitions.models import ExhibitionIndexPage
from exhibitions.views import ExhibitionRegister
from museum_site.core.registers import PAGE_SIZE
from partnerships.enums import Instrument, Term
from partnerships.views import AgreementRegister, PartnerRegister
from tests.factories import (
    AgreementFactory,
    CityFactory,
    ExhibitionFactory,
    InstitutionFactory,
    NewsFactory,
    PartnerFactory,
    ShowingFactory,
    VisitFactory,
    many_exhibitions,
)

pytestmark = pytest.mark.django_db

REGISTERS = ("exhibitions", "partners", "agreements", "delegations", "news")


def rows(register, query=""):
    """The rows that a register gives for a query string."""
    return list(register(QueryDict(query)).queryset())


def options(register, name, query=""):
    """The texts that the form offers for a filter."""
    field = next(field for field in register(QueryDict(query)).fields if field.name == name)
    return [text for text, _label in field.options]


class TestExhibitions:
    def test_year_takes_every_year_of_the_dates(self, site_tree):
        long = ExhibitionFactory(showing__opens="2012-06-22", showing__closes="2014-01-06")
        ExhibitionFactory(showing__opens="2016", showing__closes=None)
        assert rows(ExhibitionRegister, "year=2013") == [long]
        assert options(ExhibitionRegister, "year") == ["2016", "2014", "2013", "2012"]

    def test_country_is_where_it_is_shown_or_whose_institution_takes_part(self, site_tree):
        shown = ExhibitionFactory(
            showings=[ShowingFactory(place=CityFactory(country="GR"))], organisers=[InstitutionFactory()]
        )
        lent = ExhibitionFactory(
            showing__venue=InstitutionFactory(at_home=True), lenders=[InstitutionFactory(country="GR")]
        )
        ExhibitionFactory()
        assert set(rows(ExhibitionRegister, "country=GR")) == {shown, lent}
        assert rows(ExhibitionRegister, "country=gr") == rows(ExhibitionRegister, "country=GR")
        assert set(options(ExhibitionRegister, "country")) == {"CN", "FR", "GR"}

    def test_direction_follows_from_lenders_and_venues(self, site_tree):
        incoming = ExhibitionFactory(
            showing__venue=InstitutionFactory(at_home=True), lenders=[InstitutionFactory()]
        )
        outgoing = ExhibitionFactory(unnamed_lenders=UnnamedLenders.HOME)
        assert rows(ExhibitionRegister, "direction=incoming") == [incoming]
        assert rows(ExhibitionRegister, "direction=outgoing") == [outgoing]
        assert options(ExhibitionRegister, "direction") == ["incoming", "outgoing"]

    def test_status_is_of_today(self, site_tree, at):
        at("2019-05-01T12:00+08:00")
        past = ExhibitionFactory(showing__opens="2018", showing__closes="2018-12-31")
        current = ExhibitionFactory(showing__opens="2019-04-12", showing__closes=None)
        upcoming = ExhibitionFactory(showing__opens="2019-05-02", showing__closes="2019-06")
        for status, found in {"past": past, "current": current, "upcoming": upcoming}.items():
            assert rows(ExhibitionRegister, f"status={status}") == [found]
        assert options(ExhibitionRegister, "status") == ["current", "upcoming", "past"]

    def test_partner_by_import_key_or_primary_key(self, site_tree):
        lender, host = InstitutionFactory(import_key="louvre"), InstitutionFactory(import_key=None)
        lent, hosted = ExhibitionFactory(lenders=[lender]), ExhibitionFactory(showing__venue=host)
        assert rows(ExhibitionRegister, "partner=louvre") == [lent]
        assert rows(ExhibitionRegister, f"partner={lender.pk}") == [lent]
        assert rows(ExhibitionRegister, f"partner={host.pk}") == [hosted]
        assert "louvre" in options(ExhibitionRegister, "partner")
        assert str(host.pk) in options(ExhibitionRegister, "partner")

    def test_filters_narrow_together(self, site_tree):
        lender = InstitutionFactory(import_key="louvre")
        found = ExhibitionFactory(lenders=[lender], showing__opens="2018", showing__closes="2018")
        ExhibitionFactory(lenders=[lender], showing__opens="2016", showing__closes="2016")
        ExhibitionFactory(showing__opens="2018", showing__closes="2018")
        assert rows(ExhibitionRegister, "partner=louvre&year=2018") == [found]

    def test_newest_first_and_unknown_dates_last(self, site_tree):
        undated = ExhibitionFactory(showing__opens=None, showing__closes=None)
        older = ExhibitionFactory(showing__opens="2012", showing__closes=None)
        newer = ExhibitionFactory(showing__opens="2012-03", showing__closes=None)
        assert rows(ExhibitionRegister) == [newer, older, undated]


class TestPartners:
    def test_country_kind_and_scope(self, site_tree):
        home = PartnerFactory(institution=InstitutionFactory(at_home=True, kind="ministry"))
        regional = PartnerFactory(institution=InstitutionFactory(country="HK"))
        abroad = PartnerFactory(institution=InstitutionFactory(country="EG"))
        assert rows(PartnerRegister, "country=EG") == [abroad]
        assert rows(PartnerRegister, "kind=ministry") == [home]
        assert rows(PartnerRegister, "scope=regional") == [regional]
        assert options(PartnerRegister, "scope") == ["domestic", "regional", "foreign"]
        assert options(PartnerRegister, "kind") == ["museum", "ministry"]

    def test_field_of_cooperation_counts_only_public_agreements(self, site_tree):
        partner = PartnerFactory()
        others = PartnerFactory()
        AgreementFactory(parties=[partner.institution, InstitutionFactory()], fields=["loans"])
        AgreementFactory(parties=[others.institution, InstitutionFactory()], fields=["loans"], live=False)
        AgreementFactory(fields=["research"])
        assert rows(PartnerRegister, "field=loans") == [partner]
        assert options(PartnerRegister, "field") == ["loans"]

    def test_in_the_order_of_country_and_name_in_the_readers_language(self, site_tree, client):
        for country, name in (("FR", "B"), ("DE", "C"), ("FR", "A")):
            PartnerFactory(institution=InstitutionFactory(country=country, name_en=name))
        groups = client.get("/en/partners/").context["groups"]
        assert [(heading, [str(row.heading_in()) for row in found]) for heading, found in groups] == [
            ("France", ["A", "B"]),
            ("Germany", ["C"]),
        ]
        groups = client.get("/fr/partners/").context["groups"]
        assert [heading for heading, _found in groups] == ["Allemagne", "France"]


class TestAgreements:
    def test_year_country_instrument_field_and_partner(self, site_tree):
        vmfa = InstitutionFactory(import_key="vmfa", country="US")
        loan = AgreementFactory(
            parties=[vmfa, InstitutionFactory(at_home=True)],
            instrument=Instrument.LOAN,
            signed_on="2018",
            fields=["loans"],
        )
        AgreementFactory(signed_on="2019-04")
        for query in ("year=2018", "country=US", "instrument=loan", "field=loans", "partner=vmfa"):
            assert rows(AgreementRegister, query) == [loan], query
        assert options(AgreementRegister, "year") == ["2019", "2018"]
        assert options(AgreementRegister, "instrument") == ["loan", "unspecified"]

    def test_status_on_a_day(self, site_tree, at, words):
        at("2026-01-15T12:00+08:00")
        agreement = AgreementFactory(signed_on="2018-09-12", term=Term.FIXED, valid_until="2020")
        assert rows(AgreementRegister, "status=in_force") == []
        assert rows(AgreementRegister, "status=expired") == [agreement]
        assert rows(AgreementRegister, "status=in_force&on=2020-12-31") == [agreement]
        assert rows(AgreementRegister, "status=expired&on=2021-01-01") == [agreement]
        assert rows(AgreementRegister, "status=not_signed&on=2018-09-11") == [agreement]
        text = words("/en/agreements/?on=2020-12-31")
        assert "In force" in text
        assert "The status of each agreement is the one that it had on this day: 31 December 2020." in text
        assert "1 agreement" in text
        assert "1 of 1" not in text
        assert "on this day" not in words("/en/agreements/")


class TestVisits:
    def test_year_country_direction_level_and_partner(self, site_tree):
        prado = InstitutionFactory(import_key="prado")
        found = VisitFactory(
            public=True,
            direction=VisitDirection.OUTGOING,
            level=VisitLevel.EXPERT,
            starts="2016-12-30",
            ends="2017-01-02",
            countries=["ES"],
            hosts=[prado],
        )
        VisitFactory(public=True)
        for query in (
            "year=2016",
            "year=2017",
            "country=ES",
            "direction=outgoing",
            "level=expert",
            "partner=prado",
        ):
            assert rows(VisitRegister, query) == [found], query
        assert options(VisitRegister, "year") == ["2018", "2017", "2016"]
        assert options(VisitRegister, "level") == ["minister", "expert"]
        assert options(VisitRegister, "country") == ["FR", "ES"]

    def test_a_listed_visit_is_a_row_with_an_anchor_and_no_link(self, site_tree, client):
        visit = VisitFactory(public=True, heading_en="A listed visit")
        page = client.get("/en/delegations/").content.decode()
        assert f'id="{visit.registry_number}"' in page
        assert "A listed visit" in page
        assert ">A listed visit</a>" not in page


def test_news_by_year(site_tree, words):
    NewsFactory(heading_en="Old news", published_on="2019-01-02")
    NewsFactory(heading_en="Fresh news", published_on="2022-08-22")
    assert "Old news" in words("/en/news/?year=2019")
    assert "Fresh news" not in words("/en/news/?year=2019")


# --- Odd addresses --------------------------------------------------------------------------------

ODD = [
    "page=abc",
    "page=-1",
    "page=0",
    "page=9999",
    "page=" + "9" * 5000,
    "page=%00",
    "page=1.5",
    "page=",
    "unknown=1&unknown=2",
    "year=" + "x" * 20_000,
    "year=%00",
    "year=2018%00",
    "year=0",
    "year=99999",
    "year=%D9%A2%D9%A0%D9%A1%D9%A8",
    "year=-2018",
    "country=%00",
    "country=XX",
    "country[]=FR",
    "partner=%27%22%3E%3Cscript%3E",
    "partner=999999999999999999999999",
    "status=in_force%27--",
    "direction=%FF%FE",
    "level=%F0%9F%8F%BA",
    "on=2019-02-30",
    "on=20190230",
    "on=2019-W10-1",
    "on=9999-12-31",
    "on=0001-01-01",
    "field=&kind=&scope=",
    "&&&=&=&",
    "%",
]


@pytest.mark.sweep
@pytest.mark.parametrize("slug", REGISTERS)
def test_no_query_string_does_any_harm(site_tree, client, slug):
    ExhibitionFactory(), AgreementFactory(), PartnerFactory(), VisitFactory(public=True), NewsFactory()
    for query in ODD:
        response = client.get(f"/en/{slug}/?{query}")
        assert response.status_code == 200, query[:60]
        assert "\x00" not in response.content.decode(), query[:60]
        assert len(response.content) < 60_000, query[:60]


@pytest.mark.parametrize(
    ("address", "message"),
    [
        ("/en/exhibitions/?year=abc", "“abc” is not a year."),
        ("/en/exhibitions/?country=Peru", "“Peru” is not the code of a country or region."),
        ("/en/exhibitions/?direction=up", "“up” is not one of the choices."),
        ("/en/exhibitions/?partner=nobody", "This register knows no partner “nobody”."),
        ("/en/agreements/?on=2019-02-30", "“2019-02-30” is not a day in the form 2019-12-31."),
        ("/en/delegations/?level=boss", "“boss” is not one of the choices."),
    ],
)
def test_a_wrong_filter_says_so_beside_itself_and_is_left_out(site_tree, client, address, message):
    ExhibitionFactory(heading_en="The only one")
    response = client.get(address)
    page = response.content.decode()
    name = address.partition("?")[2].partition("=")[0]
    assert f'aria-describedby="error-{name}"' in page
    assert message in page.split(f'id="error-{name}"')[1].split("</p>")[0]
    assert not response.context["register"].is_filtered
    if "exhibitions" in address:
        assert "The only one" in page


def test_a_wrong_value_is_shown_short_and_escaped(site_tree, client):
    page = client.get("/en/exhibitions/?year=" + quote("<b>" + "x" * 20_000)).content.decode()
    assert "&lt;b&gt;xxx" in page
    assert "x" * 60 not in page


def test_a_value_that_no_row_has_gives_no_rows_and_the_way_back(site_tree, client, words):
    ExhibitionFactory()
    assert "Nothing matches these filters. Show the whole register" in words("/en/exhibitions/?year=1999")
    page = client.get("/en/exhibitions/?year=1999").content.decode()
    assert '<option value="1999" selected>' in " ".join(page.split())
    assert 'href="/en/exhibitions/">Show the whole register</a>' in page


def test_an_empty_register_says_so(site_tree, words):
    assert "This register is still empty." in words("/en/exhibitions/")


def test_of_repeated_parameters_the_last_counts(site_tree):
    found = ExhibitionFactory(showing__opens="2018", showing__closes=None)
    ExhibitionFactory(showing__opens="2016", showing__closes=None)
    assert rows(ExhibitionRegister, "year=2016&year=2018") == [found]


# --- Pages and languages --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("number", "shown"), [("2", 2), ("abc", 1), ("-1", 1), ("0", 1), ("9999", 3), ("%00", 1), ("", 1)]
)
def test_the_nearest_page_answers(site_tree, client, number, shown):
    many_exhibitions(2 * PAGE_SIZE + 1)
    context = client.get(f"/en/exhibitions/?page={number}").context
    assert context["rows"].number == shown
    assert len(context["rows"]) == (PAGE_SIZE if shown < 3 else 1)


def test_links_between_pages_keep_the_filters_and_nothing_else(site_tree, client):
    many_exhibitions(PAGE_SIZE + 1)
    page = client.get("/en/exhibitions/?year=2019&unknown=1&country=xx&page=1").content.decode()
    assert 'rel="next" href="?year=2019&amp;page=2"' in page
    page = client.get("/en/exhibitions/").content.decode()
    assert 'rel="next" href="?page=2"' in page


def test_rows_stand_under_their_year_in_the_readers_words(site_tree, client):
    ExhibitionFactory(showing__opens="2018-03")
    ExhibitionFactory(showing__opens="2018-05")
    ExhibitionFactory(showing__opens=None, showing__closes=None)
    groups = client.get("/zh-hans/exhibitions/").context["groups"]
    (year, dated), (_not_known, undated) = groups
    assert (year, len(dated), len(undated)) == ("2018年", 2, 1)


def test_another_language_keeps_the_filter_and_drops_the_page(site_tree, client):
    many_exhibitions(2 * PAGE_SIZE)
    response = client.get("/en/exhibitions/?year=2019&page=2")
    urls = {item.language.code: item.url for item in response.context["alternates"]}
    assert urls["ar"] == "/ar/exhibitions/?year=2019"
    assert 'href="/ar/exhibitions/?year=2019"' in response.content.decode()


def test_the_form_works_without_script_and_keeps_its_values(site_tree, client):
    ExhibitionFactory(
        lenders=[InstitutionFactory(import_key="louvre", name_en="Louvre", name_fr="Le Louvre")]
    )
    page = " ".join(client.get("/fr/exhibitions/?partner=louvre").content.decode().split())
    assert '<form class="filters" method="get"' in page
    assert '<option value="louvre" selected>Le Louvre</option>' in page


def test_an_option_in_another_language_says_which(site_tree, client):
    ExhibitionFactory(lenders=[InstitutionFactory(import_key="louvre", name_en="Louvre")])
    page = " ".join(client.get("/ar/exhibitions/").content.decode().split())
    assert '<option value="louvre" lang="en" dir="ltr" >Louvre</option>' in page


class TestView:
    """A view of a register says what it is, above its rows and in the title."""

    def test_the_title_names_what_is_chosen_and_the_page(self, site_tree, client):
        many_exhibitions(2 * PAGE_SIZE + 1)

        def title(query=""):
            return BeautifulSoup(client.get(f"/en/exhibitions/{query}").content, "html5lib").title.text

        first = title()
        assert first.startswith("Exhibitions · ")
        assert "Page" not in first
        assert title("?page=2") == first.replace("Exhibitions", "Exhibitions · Page 2 of 3")
        assert title("?page=999") == title("?page=3")
        assert title("?year=1990&country=FR") == first.replace("Exhibitions", "Exhibitions · 1990 · France")
        assert title("?year=soon&page=1") == first

    def test_no_two_pages_have_one_description(self, site_tree, client):
        ExhibitionIndexPage.objects.update(summary_en="All of them.")
        many_exhibitions(PAGE_SIZE + 1)

        def description(query):
            html = BeautifulSoup(client.get(f"/en/exhibitions/{query}").content, "html5lib")
            return html.find("meta", attrs={"name": "description"})["content"]

        assert description("") == "All of them."
        assert description("?page=2") == "Page 2 of 2 · All of them."

    def test_a_day_is_named_as_the_reader_writes_it(self):
        register = AgreementRegister(QueryDict("on=2020-01-31"))
        with translation.override("de"):
            assert register.chosen_in_words() == "31. Januar 2020"

    def test_filters_are_folded_unless_one_is_wrong_and_the_fold_names_what_is_set(self, site_tree, client):
        def fold(query):
            html = BeautifulSoup(client.get(f"/en/exhibitions/{query}").content, "html5lib")
            return html.select_one(".filters-fold")

        assert not fold("?country=FR").has_attr("open")
        assert fold("?country=FR").summary.get_text(" ", strip=True) == "Filters France"
        assert fold("").summary.get_text(" ", strip=True) == "Filters"
        assert fold("?year=soon").has_attr("open")
