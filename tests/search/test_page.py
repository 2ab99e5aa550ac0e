"""The page of the search: any address gets an answer, in the reader's language."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from museum_site.search import index
from museum_site.search.enums import Problem
from museum_site.search.views import count_in_words
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


@pytest.fixture(autouse=True)
def _site(site_tree):
    pass


def page_of(client, query="", language="en", **parameters):
    index.rebuild()
    response = client.get(f"/{language}/search/", {"q": query, **parameters})
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib").main


def text(element):
    return " ".join(element.get_text(" ").split())


def test_results_tell_what_and_when_and_mark_what_was_looked_for(client):
    page = factories.AgreementFactory(
        slug="loans", heading_en="Loans & more", summary_en="Loans of <b>paintings</b>.", signed_on="2018"
    )
    main = page_of(client, "LOAN")
    (result,) = main.select(".search-results li")
    assert text(result) == "Agreement · 2018 Loan s & more Loan s of <b>paintings</b>."
    assert [mark.get_text() for mark in result.select("mark")] == ["Loan", "Loan"]
    assert result.a["href"] == page.url == "/en/agreements/loans/"
    assert text(main.h2) == "1 result for “\u2068LOAN\u2069”"
    assert main.select_one("input[name=q]")["value"] == "LOAN"


def test_a_fallback_keeps_its_own_language(client):
    factories.ExhibitionFactory(heading_zh_hans="珍宝", heading_en="", summary_en="Treasures")
    (result,) = page_of(client, "珍宝", "ar").select(".search-results li")
    assert (result.a["lang"], result.a["dir"]) == ("zh-Hans", "ltr")
    assert result.select_one("div > p > span")["lang"] == "en"


def test_a_listed_visit_leads_to_its_row(client):
    visit = factories.VisitFactory(public=True, heading_en="Experts travel", starts="2010")
    for year in range(2011, 2035):
        if year <= timezone.localdate().year:
            factories.VisitFactory.create_batch(2, public=True, heading_en="Other", starts=str(year))
    (result,) = page_of(client, "experts").select(".search-results li")
    address = result.a["href"]
    assert address.endswith(f"#{visit.registry_number}")
    register = BeautifulSoup(client.get(address.partition("#")[0]).content, "html5lib")
    assert register.find(id=visit.registry_number)


@pytest.mark.sweep
@pytest.mark.parametrize("code", settings.PUBLIC_LANGUAGES)
def test_hints_stand_in_every_language(client, code):
    for query, problem in (("", Problem.BLANK), ("a", Problem.TOO_SHORT)):
        main = page_of(client, query, code)
        with translation.override(code):
            assert main.select_one("#search-hint").get_text() == str(problem.label)
    assert not page_of(client, "nothing like it", code).select("#search-hint")


@pytest.mark.parametrize(("count", "words"), [(0, "0 results"), (1, "1 result"), (1_234, "1,234 results")])
def test_the_count_is_said_in_words(count, words):
    results = index.search("seal", "en", timezone.localdate())
    assert count_in_words(results, count) == f"{words} for “\u2068seal\u2069”"


def test_results_are_paged_and_odd_numbers_lead_to_the_nearest_page(client):
    for number in range(21):
        factories.StandardPageFactory(heading_en=f"Seal {number}")
    first = page_of(client, "seal")
    assert len(first.select(".search-results li")) == 20
    assert first.select_one("a[rel=next]")["href"] == "?q=seal&page=2"
    second = client.get("/en/search/?q=seal&page=2").content
    for odd in ("3", "999999999", "9" * 5_000):
        content = client.get("/en/search/", {"q": "seal", "page": odd}).content
        if len(odd) < 5_000:
            assert content == second
    for odd in ("0", "-1", "abc", "\0", "9" * 5_000, ""):
        main = page_of(client, "seal", page=odd)
        assert len(main.select(".search-results li")) == 20


@pytest.mark.sweep
@pytest.mark.parametrize(
    "query",
    [
        "'",
        '"',
        "\\",
        "%",
        "_",
        "\0",
        "a\0b",
        "(",
        "NOT",
        "*",
        "--",
        ";",
        "<script>",
        "\u202e",
        "\ufffd",
        "🏺",
        "x" * 20_000,
    ],
)
def test_no_query_is_an_error(client, query):
    factories.StandardPageFactory(heading_en="Seal")
    assert "<script>" not in str(page_of(client, query))


def test_raw_bytes_and_repeated_parameters_are_answered(client):
    for query in ("q=%ff%fe", "q=a&q=seal", "q[]=seal", "%00=%00", "q"):
        assert client.get(f"/en/search/?{query}").status_code == 200


def test_results_are_not_indexed_and_set_no_cookie(client):
    response = client.get("/en/search/?q=seal")
    robots = BeautifulSoup(response.content, "html5lib").select("meta[name=robots]")
    assert [tag["content"] for tag in robots] == ["noindex"]
    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert client.post("/en/search/").status_code == 405


def test_the_number_of_queries_does_not_depend_on_the_results(client):
    def add():
        for factory in (
            factories.ExhibitionFactory,
            factories.AgreementFactory,
            factories.NewsFactory,
            factories.StandardPageFactory,
        ):
            factory(heading_en="Seal")
        factories.DelegationFactory(heading_en="Seal")
        factories.VisitFactory(public=True, heading_en="Seal")
        factories.PartnerFactory(institution__name_en="Seal")

    def queries():
        client.get("/en/search/?q=seal")
        with CaptureQueriesContext(connection) as captured:
            client.get("/en/search/?q=seal")
        return len(captured)

    add()
    index.rebuild()
    few = queries()
    add()
    index.rebuild()
    assert queries() == few <= 14
