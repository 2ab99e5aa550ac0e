"""Previous and next on a record page follow the order of its register, and only through what visitors may see."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delegations.views import VisitRegister
from exhibitions.views import ExhibitionRegister
from museum_site.core.registers import Register
from museum_site.home.views import NewsRegister
from partnerships.views import AgreementRegister, PartnerRegister
from tests.factories import (
    AgreementFactory,
    DelegationFactory,
    ExhibitionFactory,
    InstitutionFactory,
    NewsFactory,
    PartnerFactory,
    VisitFactory,
    many_exhibitions,
)
from tests.site.reading import read

pytestmark = pytest.mark.django_db


def exhibitions():
    """Of different years, two of the same day, one without any date, one hidden."""
    for opens in ("2016-03", "2019", "2019-04-12", "2019-04-12", None):
        ExhibitionFactory(showing__opens=opens, showing__closes=None)
    ExhibitionFactory(showing__opens="2018", showing__closes=None, live=False)


def partners():
    """In three countries, in the order of which the languages differ."""
    for country, name in (("FR", "B"), ("DE", "C"), ("FR", "A"), ("EG", "D"), ("FR", "A")):
        PartnerFactory(institution=InstitutionFactory(country=country, name_en=name))
    PartnerFactory(institution=InstitutionFactory(country="FR", name_en="AA"), live=False)


def agreements():
    """Of different years, one without a date, one hidden."""
    for signed_on in ("2018", "2018-09-12", None, "2022-08-22"):
        AgreementFactory(signed_on=signed_on)
    AgreementFactory(signed_on="2019", live=False)


def delegations():
    """With a page each, between them visits without one and one that is not public."""
    for starts in ("2018-09-05", "2019", "2017-01-02"):
        DelegationFactory(visit__starts=starts)
        VisitFactory(public=True, starts=starts)
    DelegationFactory(visit=VisitFactory(starts="2018-10"))


def news():
    """Of different days, two of the same."""
    for published_on in ("2022-08-22", "2019-01-02", "2022-08-22", "2024-05-06"):
        NewsFactory(published_on=published_on)


def rows_in_order(slug, client, code):
    """The addresses of the records in the order in which their register prints them."""
    html = read(client.get(f"/{code}/{slug}/"))
    return [link["href"] for link in html.select(".rows .entry-heading a")]


@pytest.mark.sweep
@pytest.mark.parametrize("fill", [exhibitions, partners, agreements, delegations, news])
@pytest.mark.parametrize("code", ["en", "de"])
def test_the_way_through_a_register_is_its_order(site_tree, client, fill, code):
    fill()
    order = rows_in_order(fill.__name__, client, code)
    assert len(order) >= 3
    for position, address in enumerate(order):
        html = read(client.get(address))
        before = html.select_one('.neighbours a[rel="prev"]')
        after = html.select_one('.neighbours a[rel="next"]')
        assert (before and before["href"]) == (order[position - 1] if position else None)
        assert (after and after["href"]) == (order[position + 1] if position + 1 < len(order) else None)


def test_headings_of_neighbours_say_their_language(site_tree, client):
    NewsFactory(heading_en="Only English", published_on="2019-01-02")
    page = NewsFactory(heading_en="New", heading_ar="جديد", published_on="2020-01-02")
    link = read(client.get(page.url.replace("/en/", "/ar/"))).select_one('.neighbours a[rel="next"]')
    assert link.select_one('span[lang="en"][dir="ltr"]').text == "Only English"
    assert link["href"].startswith("/ar/news/")


def test_a_record_alone_has_no_neighbours(site_tree, client):
    assert not read(client.get(NewsFactory().url)).select(".neighbours")


@pytest.mark.parametrize(
    ("register", "fill"),
    [
        (ExhibitionRegister, exhibitions),
        (PartnerRegister, partners),
        (AgreementRegister, agreements),
        (VisitRegister, delegations),
        (NewsRegister, news),
    ],
)
def test_neighbours_cost_two_queries(site_tree, register: type[Register], fill):
    fill()
    order = register().page_order()
    model = {VisitRegister: DelegationFactory}.get(register)
    pages = (model._meta.model if model else register().everything.model).objects
    page = pages.get(pk=order[1])
    with CaptureQueriesContext(connection) as captured:
        found = register().neighbours(page)
        assert [found.before.pk, found.after.pk] == [order[0], order[2]]
        assert found.before.heading_in()
    assert len(captured) <= 2


def test_neighbours_cost_the_same_among_many(site_tree, client):
    page = ExhibitionFactory(showing__opens="2019-05", showing__closes=None)

    def queries():
        client.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            client.get(page.url)
        return len(captured)

    many_exhibitions(3)
    few = queries()
    many_exhibitions(297)
    assert queries() == few
