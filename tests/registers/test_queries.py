"""A register asks the database as often for many rows as for few, and a record page stays below its limit."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from delegations.enums import VisitPart
from delegations.models import VisitConnection, VisitRole
from partnerships.enums import CeremonyPart, CommitmentProgress, RelationKind
from partnerships.models import AgreementAction, AgreementRelation, CeremonyRole, Commitment
from tests.factories import (
    AgreementFactory,
    CityFactory,
    DelegationFactory,
    ExhibitionFactory,
    ImageFactory,
    InstitutionFactory,
    NewsFactory,
    PartnerFactory,
    PersonFactory,
    ShowingFactory,
    VisitFactory,
    many_exhibitions,
)

pytestmark = pytest.mark.django_db

MOST_FOR_A_LISTING = 12
MOST_FOR_A_RECORD = 21


@pytest.fixture
def queries(client):
    """How many queries an address costs when the caches of the process are warm."""

    def count(address):
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(
            connection,
        ) as captured:
            client.get(address)
        return len(captured)

    return count


def a_museum():
    """An institution with a city, a partner page and an import key."""
    museum = InstitutionFactory(city=CityFactory())
    PartnerFactory(institution=museum)
    return museum


def an_exhibition():
    """An exhibition at two places with two lenders."""
    return ExhibitionFactory(
        showings=[ShowingFactory(venue=a_museum()), ShowingFactory(place=CityFactory())],
        lenders=[a_museum(), a_museum()],
    )


def an_agreement(**kwargs):
    """An agreement of two museums with fields and a log."""
    return AgreementFactory(
        parties=[a_museum(), a_museum()],
        fields=["loans", "research"],
        actions=[AgreementAction(kind="amended", on="2019", sort_order=0)],
        **kwargs,
    )


def a_visit(number):
    """A public visit; every other one has a page."""
    facts = {"visitors": [a_museum()], "hosts": [a_museum()], "countries": ["FR", "IT"]}
    if number % 2:
        return DelegationFactory(**{f"visit__{name}": value for name, value in facts.items()}).visit
    return VisitFactory(public=True, **facts)


LISTINGS = {
    "exhibitions": lambda number: an_exhibition(),
    "partners": lambda number: a_museum(),
    "agreements": lambda number: an_agreement(),
    "delegations": a_visit,
    "news": lambda number: NewsFactory(),
}


@pytest.mark.parametrize("slug", LISTINGS)
def test_a_listing_costs_the_same_for_few_and_many_rows(site_tree, queries, slug):
    for number in range(3):
        LISTINGS[slug](number)
    few = queries(f"/fr/{slug}/")
    for number in range(9):
        LISTINGS[slug](number)
    assert queries(f"/fr/{slug}/") == few <= MOST_FOR_A_LISTING
    assert queries(f"/fr/{slug}/?year=2018&country=FR&on=2019-01-01&page=2") <= MOST_FOR_A_LISTING


def test_the_list_of_exhibitions_costs_the_same_for_3_and_for_300(site_tree, queries):
    many_exhibitions(3)
    three = queries("/en/exhibitions/")
    filtered = queries("/en/exhibitions/?year=2019&status=past")
    many_exhibitions(297)
    assert queries("/en/exhibitions/") == three <= MOST_FOR_A_LISTING
    assert queries("/en/exhibitions/?year=2019&status=past") == filtered <= MOST_FOR_A_LISTING


def record(kind):
    """A record of a kind with everything that its page can show, connected with others."""
    person, earlier, exhibition = PersonFactory(), an_agreement(), an_exhibition()
    agreement = an_agreement(
        lead_image=ImageFactory(),
        roles=[CeremonyRole(person=person, institution=a_museum(), part=part) for part in CeremonyPart],
        relations=[AgreementRelation(kind=RelationKind.RENEWS, earlier=earlier)],
        commitments=[
            Commitment(
                heading_en="A show", progress=CommitmentProgress.KEPT, kept_by=exhibition, sort_order=0
            ),
            Commitment(heading_en="A book", evidence="https://example.org/book", sort_order=1),
        ],
    )
    exhibition.agreement, exhibition.lead_image = agreement, ImageFactory()
    exhibition.save_revision().publish()
    delegation = DelegationFactory(visit__visitors=[a_museum()], visit__hosts=[a_museum()])
    VisitRole.objects.create(
        visit=delegation.visit, person=person, part=VisitPart.HEAD, institution=a_museum()
    )
    for page in (agreement, exhibition):
        VisitConnection.objects.create(visit=delegation.visit, page=page)
        VisitConnection.objects.create(visit=VisitFactory(public=True), page=page)
    partner = PartnerFactory(institution=InstitutionFactory(parent=a_museum(), city=CityFactory()))
    news = NewsFactory(records=[agreement, exhibition, delegation, partner], lead_image=ImageFactory())
    pages = {
        "agreement": agreement,
        "exhibition": exhibition,
        "delegation": delegation,
        "partner": agreement.parties.first().institution.page,
        "news": news,
    }
    return pages[kind]


@pytest.mark.parametrize("kind", ["agreement", "exhibition", "delegation", "partner", "news"])
def test_a_record_page_stays_below_its_limit(site_tree, queries, kind):
    assert queries(f"/ar{record(kind).url[3:]}") <= MOST_FOR_A_RECORD


def test_the_page_of_a_busy_partner_costs_no_more(site_tree, queries):
    museum = a_museum()

    def be_busy(times):
        for number in range(times):
            ExhibitionFactory(lenders=[museum])
            AgreementFactory(parties=[museum, InstitutionFactory()])
            VisitFactory(public=True, visitors=[museum])
            if number % 2:
                DelegationFactory(visit__visitors=[museum])

    be_busy(2)
    few = queries(museum.page.url)
    be_busy(6)
    assert queries(museum.page.url) == few <= MOST_FOR_A_RECORD


def test_the_home_page_costs_the_same_for_few_and_many_records(site_tree, queries):
    def fill(times):
        for number in range(times):
            for make in LISTINGS.values():
                make(number)

    fill(2)
    few = queries("/en/")
    fill(4)
    assert queries("/en/") == few
