"""Records lead to each other in both directions."""

import re

import pytest

from delegations.models import VisitConnection
from partnerships.enums import CommitmentProgress, RelationKind
from partnerships.models import AgreementRelation, Commitment
from tests.factories import (
    AgreementFactory,
    DelegationFactory,
    ExhibitionFactory,
    InstitutionFactory,
    NewsFactory,
    PartnerFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def records(site_tree):
    """One record of each kind, all connected."""
    partner = PartnerFactory(institution=InstitutionFactory(name_en="Partner"))
    earlier = AgreementFactory(
        heading_en="Earlier agreement", parties=[partner.institution, InstitutionFactory()]
    )
    agreement = AgreementFactory(
        heading_en="Agreement",
        parties=[partner.institution, InstitutionFactory()],
        relations=[AgreementRelation(kind=RelationKind.RENEWS, earlier=earlier)],
    )
    exhibition = ExhibitionFactory(
        heading_en="Exhibition", lenders=[partner.institution], agreement=agreement
    )
    visit = DelegationFactory(heading_en="Visit", visit__visitors=[partner.institution])
    VisitConnection.objects.create(visit=visit.visit, page=agreement)
    VisitConnection.objects.create(visit=visit.visit, page=exhibition)
    news = NewsFactory(heading_en="News", records=[agreement, exhibition, visit, partner])
    return {
        "partner": partner,
        "earlier": earlier,
        "agreement": agreement,
        "exhibition": exhibition,
        "visit": visit,
        "news": news,
    }


PAIRS = [
    ("partner", "agreement"),
    ("partner", "exhibition"),
    ("partner", "visit"),
    ("partner", "news"),
    ("agreement", "earlier"),
    ("agreement", "exhibition"),
    ("agreement", "visit"),
    ("agreement", "news"),
    ("exhibition", "visit"),
    ("exhibition", "news"),
    ("visit", "news"),
]


def links(client, page):
    """The addresses that the main part of a page links to."""
    main = client.get(page.url).content.decode().split("<main")[1].split("</main>")[0]
    return set(re.findall(r'href="([^"]+)"', main))


@pytest.mark.parametrize(("one", "other"), PAIRS)
def test_both_ways(records, client, one, other):
    assert records[other].url in links(client, records[one])
    assert records[one].url in links(client, records[other])


def test_in_the_readers_language(records, client):
    french = client.get(records["agreement"].url.replace("/en/", "/fr/")).content.decode()
    main = french.split("<main")[1].split("</main>")[0].split('class="other-languages"')[0]
    assert records["exhibition"].url.replace("/en/", "/fr/") in main
    assert 'href="/en/' not in main


def test_a_commitment_leads_to_what_kept_it(records, words, client):
    Commitment.objects.create(
        page=records["agreement"],
        heading_en="A joint show",
        due="2024",
        progress=CommitmentProgress.KEPT,
        kept_by=records["exhibition"],
        evidence="https://example.org/book",
    )
    text = words(records["agreement"].url)
    assert "A joint show" in text
    assert "Due: 2024" in text
    assert "Progress: Kept" in text
    assert "Kept by: Exhibition" in text
    assert "https://example.org/book" in links(client, records["agreement"])


def test_what_an_agreement_renews_is_said_on_both(records, words):
    assert "This agreement renews: Earlier agreement" in words(records["agreement"].url)
    assert "Agreement renews this agreement" in words(records["earlier"].url)


def test_the_timeline_of_a_partner_is_by_year_newest_first(records, client):
    context = client.get(records["partner"].url).context
    assert [year.heading for year in context["years"]] == ["2019", "2018"]
    assert str(context["partner_since"]) == "2018-09-05"


def test_a_row_has_no_list_of_partners_when_only_the_museum_itself_takes_part(client, site_tree, museum):
    ExhibitionFactory(heading_en="Alone", lenders=[museum])
    assert b"Organisers and lenders" not in client.get("/en/exhibitions/").content
    ExhibitionFactory(heading_en="Together", lenders=[museum, InstitutionFactory(name_en="Louvre")])
    page = client.get("/en/exhibitions/").content.decode()
    partners = re.findall(r'aria-label="Organisers and lenders">(.*?)</ul>', page, re.S)
    assert len(partners) == 1
    assert "Louvre" in partners[0]
    assert partners[0].count("<li>") == 1
