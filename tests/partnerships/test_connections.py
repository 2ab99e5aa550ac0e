"""What ties records to each other: found from both sides, public only, at the same cost for any number."""

import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delegations.enums import Publication
from delegations.models import VisitConnection
from museum_site.core.connections import connected_records, institution_timeline
from museum_site.core.partial_dates import PartialDate
from partnerships.enums import RelationKind
from partnerships.models import AgreementRelation, Commitment
from tests.factories import (
    AgreementFactory,
    DelegationFactory,
    ExhibitionFactory,
    InstitutionFactory,
    NewsFactory,
    PartnerFactory,
    VisitFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

NOW = datetime.datetime(2022, 1, 1, 12, tzinfo=datetime.UTC)
ON = NOW.date()


def kinds(connections):
    """What kinds of records are connected, in order."""
    return [item.kind for item in connections]


@pytest.fixture
def partner():
    """A partner with an agreement, an exhibition that it lends to, one that it shows, and two visits."""
    institution = InstitutionFactory()
    AgreementFactory(parties=[institution, InstitutionFactory()], signed_on="2018-09")
    ExhibitionFactory(lenders=[institution], showing__opens="2019", showing__closes="2019-12")
    ExhibitionFactory(showing__venue=institution, showing__opens="2020", showing__closes=None)
    VisitFactory(public=True, visitors=[institution], starts="2017-05-01")
    DelegationFactory(visit__visitors=[institution], visit__starts="2021-02")
    return PartnerFactory(institution=institution)


def test_a_timeline_tells_everything_newest_first(partner):
    timeline = partner.timeline(NOW)
    assert [(item.kind, str(item.date)) for item in timeline] == [
        ("visit", "2021-02"),
        ("exhibition", "2020"),
        ("exhibition", "2019"),
        ("agreement", "2018-09"),
        ("visit", "2017-05-01"),
    ]
    assert all(item.heading for item in timeline)
    assert [bool(item.url) for item in timeline] == [True, True, True, True, False]


def test_a_partner_is_one_since_the_first_dated_tie(partner):
    assert partner.partner_since(NOW) == PartialDate(2017, 5, 1)
    assert PartnerFactory().partner_since(NOW) is None


def test_a_record_without_a_date_stands_last(partner):
    AgreementFactory(parties=[partner.institution, InstitutionFactory()], signed_on=None)
    assert kinds(partner.timeline(NOW))[-1] == "agreement"
    assert partner.partner_since(NOW) == PartialDate(2017, 5, 1)


def test_an_institution_that_lends_organises_and_shows_is_told_once():
    institution = InstitutionFactory()
    ExhibitionFactory(lenders=[institution], organisers=[institution], showing__venue=institution)
    assert kinds(institution_timeline(institution, NOW)) == ["exhibition"]


@pytest.mark.parametrize(
    "facts",
    [
        {"publication": Publication.COUNTED},
        {"cleared_second": None},
        {"embargo_until": ON + datetime.timedelta(1)},
        {"starts": "2022-01-02"},
    ],
)
def test_a_visit_that_is_not_public_is_in_no_timeline(facts):
    institution = InstitutionFactory()
    DelegationFactory(
        **{f"visit__{name}": value for name, value in facts.items()}, visit__visitors=[institution]
    )
    assert institution_timeline(institution, NOW) == []


def test_what_is_not_published_is_in_no_timeline(partner):
    for item in partner.timeline(NOW):
        if item.url and item.kind != "visit":
            item.record.specific.unpublish()
    assert kinds(partner.timeline(NOW)) == ["visit", "visit"]


def test_a_draft_lends_its_heading_to_nobody(partner):
    """A full visit whose page is unpublished is told by the register's own words."""
    page = DelegationFactory(heading_en="Secret heading", visit__visitors=[partner.institution])
    page.unpublish()
    assert "Secret heading" not in [str(item.heading) for item in partner.timeline(NOW)]


# --- Both ways ------------------------------------------------------------------------------------


def connected(page):
    """The primary keys of the records connected with a page, after checking that each stands there once."""
    found = [(item.kind, item.record.pk) for item in connected_records(page, ON)]
    assert len(found) == len(set(found))
    return found


def test_agreement_and_exhibition_know_each_other():
    agreement = AgreementFactory()
    exhibition = ExhibitionFactory(agreement=agreement)
    assert connected(agreement) == [("exhibition", exhibition.pk)]
    assert connected(exhibition) == [("agreement", agreement.pk)]


def test_a_promise_and_what_kept_it_know_each_other():
    exhibition = ExhibitionFactory()
    agreement = AgreementFactory(commitments=[Commitment(heading_en="An exhibition", kept_by=exhibition)])
    assert connected(agreement) == [("exhibition", exhibition.pk)]
    assert connected(exhibition) == [("agreement", agreement.pk)]


def test_a_promise_kept_by_a_visit():
    delegation = DelegationFactory()
    agreement = AgreementFactory(commitments=[Commitment(heading_en="A visit", kept_by=delegation)])
    assert connected(agreement) == [("visit", delegation.visit_id)]
    assert connected(delegation) == [("agreement", agreement.pk)]


@pytest.mark.parametrize("kind", RelationKind.values)
def test_earlier_and_later_agreements_know_each_other(kind):
    earlier = AgreementFactory()
    later = AgreementFactory(relations=[AgreementRelation(kind=kind, earlier=earlier)])
    assert connected(later) == [("agreement", earlier.pk)]
    assert connected(earlier) == [("agreement", later.pk)]


@pytest.mark.parametrize("factory", [AgreementFactory, ExhibitionFactory])
def test_a_visit_and_what_it_belongs_to_know_each_other(factory):
    page, delegation = factory(), DelegationFactory()
    VisitConnection.objects.create(visit=delegation.visit, page=page)
    assert connected(page) == [("visit", delegation.visit_id)]
    assert connected(delegation) == [(page._meta.verbose_name, page.pk)]


@pytest.mark.parametrize("factory", [AgreementFactory, ExhibitionFactory, DelegationFactory])
def test_news_and_its_records_know_each_other(factory):
    page = factory()
    news = NewsFactory(records=[page])
    record = ("visit", page.visit_id) if factory is DelegationFactory else (page._meta.verbose_name, page.pk)
    assert connected(page) == [("news", news.pk)]
    assert connected(news) == [record]


def test_two_ways_to_one_record_show_it_once():
    agreement = AgreementFactory()
    exhibition = ExhibitionFactory(agreement=agreement)
    agreement.commitments.add(Commitment(heading_en="An exhibition", kept_by=exhibition))
    agreement.save()
    visit = VisitFactory(public=True)
    for page in (agreement, exhibition):
        VisitConnection.objects.create(visit=visit, page=page)
    assert len(connected(agreement)) == 2
    assert len(connected(exhibition)) == 2


def test_an_unpublished_record_is_connected_with_nothing():
    agreement = AgreementFactory()
    ExhibitionFactory(agreement=agreement).unpublish()
    NewsFactory(records=[agreement]).unpublish()
    assert connected(agreement) == []


# --- Cost -----------------------------------------------------------------------------------------


def queries(work) -> int:
    """How many queries a function takes, once what is kept for longer (site, content types) is known."""
    work()
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured)


def test_a_timeline_costs_the_same_for_any_length(partner):
    few = queries(lambda: partner.timeline(NOW))
    for _ in range(3):
        AgreementFactory(parties=[partner.institution, InstitutionFactory()])
        ExhibitionFactory(lenders=[partner.institution])
        VisitFactory(public=True, visitors=[partner.institution])
        DelegationFactory(visit__visitors=[partner.institution])
    assert queries(lambda: partner.timeline(NOW)) == few <= 6


def test_connected_records_cost_the_same_for_any_number():
    agreement = AgreementFactory()

    def connect():
        exhibition = ExhibitionFactory(agreement=agreement)
        AgreementFactory(relations=[AgreementRelation(kind="renews", earlier=agreement)])
        NewsFactory(records=[agreement, exhibition])
        for visit in (DelegationFactory().visit, VisitFactory(public=True)):
            VisitConnection.objects.create(visit=visit, page=agreement)

    connect()
    few = queries(lambda: connected_records(agreement, ON))
    for _ in range(3):
        connect()
    assert len(connected_records(agreement, ON)) == 20
    assert queries(lambda: connected_records(agreement, ON)) == few <= 7
