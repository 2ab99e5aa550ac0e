"""What the records count, year by year, and that each number leads to the rows that it is counted from."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext

from delegations.enums import Publication, VisitDirection, VisitLevel
from museum_site.figures.indicators import RULES, counted_figures
from partnerships.models import AgreementIndexPage
from tests import factories

pytestmark = pytest.mark.django_db

ON = datetime.date(2021, 6, 1)


@pytest.fixture
def figures(museum):
    """A function that gives the counted numbers of a year by code."""

    def of_year(year, on=ON):
        return {figure.rule.code: figure for figure in counted_figures(museum, on).get(year, [])}

    return of_year


def counted(figures):
    return {code: figure.counted for code, figure in figures.items()}


def test_only_records_of_the_museum_count(figures, museum):
    others = factories.InstitutionFactory.create_batch(2)
    factories.AgreementFactory(parties=others)
    factories.ExhibitionFactory(lenders=others[:1], showing__venue=factories.InstitutionFactory(at_home=True))
    factories.VisitFactory(hosts=others[:1])
    assert figures(2018) == {}
    factories.AgreementFactory(parties=[museum, others[0]])
    assert counted(figures(2018)) == {"agreements_signed": 1, "partners_of_agreements": 1}


def test_visits_count_once_listed_or_not(figures, museum):
    factories.VisitFactory(public=True, hosts=[museum], countries=["FR", "DE"])
    factories.VisitFactory(
        publication=Publication.COUNTED, hosts=[museum], countries=["FR"], level=VisitLevel.HEAD_OF_STATE
    )
    factories.VisitFactory(publication=Publication.NOT_COUNTED, hosts=[museum])
    factories.VisitFactory(hosts=[museum], starts="2022")
    found = figures(2018)
    assert counted(found) == {
        "visits_received": 2,
        "visits_by_heads_of_state": 1,
        "countries_of_visitors": 2,
    }
    assert found["visits_received"].listed == 1
    assert found["visits_by_heads_of_state"].listed == 0
    assert found["visits_by_heads_of_state"].url == ""
    assert found["countries_of_visitors"].is_listed_whole
    assert 2022 not in counted_figures(museum, ON)


def test_destinations_are_countries_not_trips(figures, museum):
    trip = {"public": True, "visitors": [museum], "direction": VisitDirection.OUTGOING, "starts": "2018"}
    for country in ("PK", "PK", "FR"):
        factories.VisitFactory(**trip, level=VisitLevel.EXPERT, countries=[country])
    factories.VisitFactory(**trip, level=VisitLevel.INSTITUTION_HEAD, countries=["DE"])
    assert counted(figures(2018)) == {"destinations_of_experts": 2, "visits_sent": 4}


def test_a_visit_over_new_year_counts_in_both_years(figures, museum):
    factories.VisitFactory(public=True, hosts=[museum], starts="2018-12-30", ends="2019-01-02")
    assert counted(figures(2018))["visits_received"] == counted(figures(2019))["visits_received"] == 1


def test_agreements_count_when_signed(figures, museum):
    partner = factories.InstitutionFactory()
    for signed_on in ("2018", "2018-05", "2019-01-01", "2021-12-01", None):
        factories.AgreementFactory(parties=[museum, partner], signed_on=signed_on)
    assert counted(figures(2018)) == {"agreements_signed": 2, "partners_of_agreements": 1}
    assert figures(2021) == {}
    factories.AgreementFactory(parties=[museum, partner]).unpublish()
    assert counted(figures(2018))["agreements_signed"] == 2


def test_exhibitions_count_by_direction_in_every_year_on_show(figures, museum):
    abroad = factories.InstitutionFactory()
    factories.ExhibitionFactory(
        lenders=[abroad], showing__venue=museum, showing__opens="2018-11", showing__closes="2020-02"
    )
    factories.ExhibitionFactory(lenders=[museum], showing__opens="2019", showing__closes=None)
    assert counted(figures(2018)) == counted(figures(2020)) == {"exhibitions_incoming": 1}
    assert counted(figures(2019)) == {"exhibitions_incoming": 1, "exhibitions_outgoing": 1}


def test_every_number_leads_to_its_rows(figures, museum):
    abroad = factories.InstitutionFactory.create_batch(2)
    for year in ("2018", "2019-03-01"):
        for partner in abroad:
            factories.AgreementFactory(parties=[museum, partner], signed_on=year)
            factories.ExhibitionFactory(
                lenders=[partner], showing__venue=museum, showing__opens=year, showing__closes="2019-12"
            )
            factories.ExhibitionFactory(
                lenders=[museum], showing__venue=partner, showing__opens=year, showing__closes=None
            )
            for level in VisitLevel:
                factories.VisitFactory(public=True, hosts=[museum], starts=year, level=level)
            factories.VisitFactory(
                public=True,
                visitors=[museum],
                starts=year,
                level=VisitLevel.EXPERT,
                direction=VisitDirection.OUTGOING,
            )
        factories.AgreementFactory(parties=abroad, signed_on=year)
        factories.VisitFactory(public=True, hosts=abroad, starts=year)
    codes = set()
    for year in (2018, 2019):
        for code, figure in figures(year).items():
            page = figure.rule.register.objects.get()
            assert figure.url.startswith(page.url)
            register = page.register_for(QueryDict(figure.url.partition("?")[2]))
            assert register.errors == []
            rows = register.queryset()
            codes.add(code)
            if code.startswith(("countries", "destinations")):
                assert {row.country for visit in rows for row in visit.countries.all()} == {"FR"}
                assert figure.counted == 1
            elif code == "partners_of_agreements":
                assert {p.institution for row in rows for p in row.parties.all()} == {museum, *abroad}
                assert figure.counted == 2
            else:
                assert figure.counted == rows.count() > 0
    assert codes == {rule.code for rule in RULES}


def test_without_a_museum_all_records_count(site_tree):
    factories.AgreementFactory()
    figure = counted_figures(None, ON)[2018][0]
    assert (figure.rule.code, figure.counted) == ("agreements_signed", 1)
    assert figure.url == f"{AgreementIndexPage.objects.get().url}?year=2018"


# --- The page -------------------------------------------------------------------------------------


def soup(client, query="", language="en"):
    response = client.get(f"/{language}/figures/{query}")
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


def texts(elements):
    return [" ".join(element.get_text(" ").split()) for element in elements]


def test_counted_and_reported_stand_apart(client, museum):
    factories.AgreementFactory(parties=[museum, factories.InstitutionFactory()])
    factories.VisitFactory(public=True, hosts=[museum])
    factories.VisitFactory(hosts=[museum])
    factories.ReportedFigureFactory(
        institution=museum,
        indicator__name_en="Foreign delegations received",
        indicator__name_fr="Délégations étrangères reçues",
        qualifier="nearly",
        note_en="up to the time of writing",
        source="https://www.example.org/report.html ; Yearbook",
    )
    page = soup(client, language="en")
    assert texts(page.select("table.figures-counted tbody tr")) == [
        "Delegations received 2 counted, 1 listed",
        "Countries and regions that delegations came from 1",
        "Agreements signed 1",
        "Partners in the agreements signed 1",
    ]
    assert texts(page.select("table.figures-reported tbody tr")) == [
        "Foreign delegations received nearly 200 visits The Museum www.example.org Yearbook"
        " up to the time of writing"
    ]
    source = page.select_one("table.figures-reported a[rel]")
    assert source["href"] == "https://www.example.org/report.html"
    french = soup(client, language="fr").select_one("table.figures-reported tbody tr")
    assert "Délégations étrangères reçues" in french.get_text()
    assert french.select_one("[lang=en]").get_text() == "The Museum"


def test_one_year_or_all_latest_first(client, museum):
    for year in (2016, 2018):
        factories.ReportedFigureFactory(institution=museum, year=year)
    assert texts(soup(client).select("h2[id^=y]")) == ["2018", "2016"]
    assert texts(soup(client, "?year=2016").select("h2[id^=y]")) == ["2016"]
    wrong = soup(client, "?year=abc")
    assert texts(wrong.select("h2[id^=y]")) == ["2018", "2016"]
    assert "“abc” is not a year." in wrong.select_one(".error").get_text()
    none = soup(client, "?year=1901")
    assert "The records hold nothing for this year." in none.get_text()


def test_charts_tell_the_counted_figures_of_all_years_and_nothing_reported(client, museum):
    abroad = factories.InstitutionFactory()
    factories.ExhibitionFactory(
        lenders=[abroad], showing__venue=museum, showing__opens="2016", showing__closes="2016"
    )
    for year in ("2018", "2019"):
        factories.ExhibitionFactory(lenders=[museum], showing__opens="2018", showing__closes=year)
    factories.VisitFactory(public=True, hosts=[museum])
    factories.VisitFactory(hosts=[museum])
    factories.ReportedFigureFactory(institution=museum, year=2017, value=200)
    page = soup(client)
    exhibitions = page.select_one("table[aria-labelledby=chart-exhibitions_incoming]")
    assert texts(exhibitions.select("tr")) == [
        "Year Exhibitions from abroad on show Exhibitions sent abroad on show",
        "2016 1 0",
        "2017 0 0",
        "2018 0 2",
        "2019 0 1",
    ]
    assert [bar["width"] for bar in exhibitions.select("rect")] == ["50%", "100%", "50%"]
    year, number = (cell.a["href"] for cell in exhibitions.select("tbody tr:first-child :has(> a)"))
    assert texts(soup(client, year).select("h2[id^=y]")) == ["2016"]
    assert client.get(number).context["register"].counts["matching"] == 1
    # What the register does not show in full leads to no rows.
    visits = page.select_one("table[aria-labelledby=chart-visits_received] tbody")
    assert texts(visits.select("tr")) == ["2018 2 0"]
    assert visits.select("td a") == []


def test_a_single_year_has_no_charts(client, museum):
    factories.AgreementFactory(parties=[museum, factories.InstitutionFactory()])
    assert soup(client).select("figure.chart")
    assert not soup(client, "?year=2018").select("figure.chart")


@pytest.mark.parametrize(
    "query", ["?year=%00", "?year=" + "9" * 20_000, "?year=0000", "?year=2018&year=x", "?x=%ff"]
)
def test_odd_addresses_are_answered(client, site_tree, query):
    soup(client, query)


def queries_of(client):
    client.get("/en/figures/")
    with CaptureQueriesContext(
        connection,
    ) as captured:
        client.get("/en/figures/")
    return len(captured)


def test_the_number_of_queries_does_not_depend_on_the_records(client, museum):
    def add():
        factories.AgreementFactory(parties=[museum, factories.InstitutionFactory()])
        factories.VisitFactory(public=True, hosts=[museum])
        factories.ExhibitionFactory(lenders=[museum])
        factories.ReportedFigureFactory(source="Other")

    add()
    few = queries_of(client)
    for _ in range(5):
        add()
    assert queries_of(client) == few <= 12
