"""What must not be public is on no page of the registers, under no filter and in no count."""

import pytest

from delegations.enums import Publication, VisitState
from delegations.models import VisitConnection
from museum_site.home.models import NewsRecord
from partnerships.enums import CommitmentProgress
from partnerships.models import Commitment, PartnerPage
from tests.factories import (
    AgreementFactory,
    CityFactory,
    DelegationFactory,
    ExhibitionFactory,
    InstitutionFactory,
    NewsFactory,
    PartnerFactory,
    UserFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db

SECRET = "Secret of the museum"


def hidden_visits():
    """Visits that the public may not know of, for different reasons, by that reason."""
    return {
        "counted only": {"public": True, "publication": Publication.COUNTED},
        "not counted": {"public": True, "publication": Publication.NOT_COUNTED},
        "not cleared": {"publication": Publication.FULL_PAGE},
        "cleared once": {"publication": Publication.LISTED, "cleared_first": UserFactory()},
        "under embargo": {"public": True, "embargo_until": "2999-01-01"},
        "in the future": {"publication": Publication.LISTED, "starts": "2999", "state": VisitState.PLANNED},
        "cancelled": {"publication": Publication.LISTED, "state": VisitState.CANCELLED},
    }


@pytest.fixture
def secrets(site_tree):
    """A partner, an agreement and an exhibition that are public, connected with much that is not."""
    partner = PartnerFactory(institution=InstitutionFactory(import_key="open", name_en="Open museum"))
    agreement = AgreementFactory(
        heading_en="Open agreement", parties=[partner.institution, InstitutionFactory()]
    )
    exhibition = ExhibitionFactory(heading_en="Open exhibition", lenders=[partner.institution])
    guest = InstitutionFactory(import_key="guest", name_en=f"{SECRET}: guest", country="IS")
    for facts in hidden_visits().values():
        visit = VisitFactory(
            heading_en=SECRET, visitors=[guest, partner.institution], countries=["IS"], **facts
        )
        VisitConnection.objects.create(visit=visit, page=agreement)
        VisitConnection.objects.create(visit=visit, page=exhibition)
    for factory, facts in (
        (AgreementFactory, {"parties": [guest, partner.institution]}),
        (ExhibitionFactory, {"lenders": [guest, partner.institution]}),
        (PartnerFactory, {"institution": guest}),
    ):
        factory(heading_en=SECRET, live=False, **facts)
    draft = ExhibitionFactory(heading_en=SECRET, live=False, agreement=agreement)
    Commitment.objects.create(
        page=agreement, heading_en="A plan", kept_by=draft, progress=CommitmentProgress.KEPT
    )
    news = NewsFactory(heading_en="Open news", records=[agreement, exhibition])
    NewsRecord.objects.create(page=news, record=draft)
    NewsFactory(heading_en=SECRET, live=False, records=[agreement])
    delegation = DelegationFactory(
        heading_en=SECRET, visit__heading_en="Open visit", visit__visitors=[partner.institution], live=False
    )
    VisitConnection.objects.create(visit=delegation.visit, page=agreement)
    return [partner, agreement, exhibition, news]


def test_on_no_page(secrets, client):
    addresses = [
        "/en/",
        *(f"/en/{slug}/" for slug in ("exhibitions", "partners", "agreements", "delegations", "news")),
        "/en/countries/",
        "/en/countries/fr/",
    ]
    addresses += [page.url for page in secrets]
    for address in addresses:
        response = client.get(address)
        assert response.status_code == 200
        assert SECRET not in response.content.decode(), address


def test_under_no_filter(secrets, client):
    for slug in ("exhibitions", "partners", "agreements", "delegations"):
        page = client.get(f"/en/{slug}/?partner=guest&country=IS&on=2999-12-31").content.decode()
        assert SECRET not in page, slug
        assert 'value="guest"' not in page, slug
        page = client.get(f"/en/{slug}/").content.decode()
        assert 'value="IS"' not in page, slug
        assert 'value="2999"' not in page, slug


def test_in_no_count(secrets, words):
    assert "1 exhibition" in words("/en/exhibitions/")
    assert "1 partner" in words("/en/partners/")
    assert "1 agreement" in words("/en/agreements/")
    assert "1 visit" in words("/en/delegations/")
    assert "1 exhibition 1 partner 1 agreement 1 visit 1 country or region" in words("/en/")
    assert "France 1 partner 1 agreement 1 exhibition 1 visit" in words("/en/countries/fr/")


def test_a_country_known_only_from_what_is_not_public_has_no_page(secrets, client):
    """The guest's country is Iceland; it has a partner page, an agreement, an exhibition and visits, all hidden."""
    assert client.get("/en/countries/is/").status_code == 404
    assert client.get("/en/countries/IS/").status_code == 404
    assert "Iceland" not in client.get("/en/countries/").content.decode()
    assert "/countries/is/" not in client.get("/sitemap-en.xml").content.decode()


def test_a_city_known_only_from_a_hidden_partner_is_on_no_map(secrets, client):
    hidden = PartnerPage.objects.get(institution__import_key="guest").institution
    hidden.city = CityFactory(name_en=SECRET, country="IS", latitude=64.1, longitude=-21.9)
    hidden.save()
    for address in ("/en/", "/en/partners/", f"/en/partners/?city={hidden.city.pk}", "/en/countries/fr/"):
        assert SECRET not in client.get(address).content.decode(), address


def test_a_visit_whose_page_is_a_draft_is_only_listed(secrets, client):
    page = client.get("/en/delegations/").content.decode()
    assert "Open visit" in page
    assert "Open visit</a>" not in page


def test_a_page_of_a_hidden_visit_is_not_found(site_tree, client):
    for facts in hidden_visits().values():
        page = DelegationFactory(visit=VisitFactory(**{"public": False} | facts))
        assert client.get(page.url).status_code == 404
