"""/id/<registry number> leads to the record for ever, and tells nothing about what is not public."""

import datetime

import pytest
from django.utils import timezone

from delegations.enums import Publication
from tests import factories


@pytest.fixture
def exhibition(site_tree):
    """A public exhibition."""
    return factories.ExhibitionFactory(slug="shown")


def test_it_leads_to_the_record_in_the_readers_language(client, exhibition):
    response = client.get(f"/id/{exhibition.registry_number}", headers={"accept-language": "fr-CH"})
    assert (response.status_code, response["Location"]) == (303, "/fr/exhibitions/shown/")
    assert {"Accept-Language", "Cookie"} <= set(response["Vary"].split(", "))
    client.cookies["language"] = "ar"
    assert client.get(f"/id/{exhibition.registry_number}")["Location"] == "/ar/exhibitions/shown/"


def test_case_and_a_last_slash_do_not_matter(client, exhibition):
    number = exhibition.registry_number
    for address in (f"/id/{number.lower()}", f"/id/{number}/", f"/id/{number}?a=%00"):
        assert client.get(address).status_code == 303
    assert client.head(f"/id/{number}").status_code == 303
    assert client.post(f"/id/{number}").status_code == 405


@pytest.mark.parametrize(
    "make",
    [
        factories.AgreementFactory,
        factories.PartnerFactory,
        factories.NewsFactory,
        factories.DelegationFactory,
    ],
)
def test_every_kind_of_record_has_one(client, site_tree, make):
    page = make()
    response = client.get(f"/id/{page.registry_number}")
    assert response.status_code == 303
    assert response["Location"] == f"/en/{page.get_parent().slug}/{page.slug}/"


def test_a_visit_leads_to_its_page_or_to_its_row(client, site_tree):
    delegation = factories.DelegationFactory(slug="visit")
    assert client.get(f"/id/{delegation.visit.registry_number}")["Location"] == "/en/delegations/visit/"
    listed = factories.VisitFactory(public=True)
    number = listed.registry_number
    assert client.get(f"/id/{number}")["Location"] == f"/en/delegations/?page=1#{number}"


def test_the_row_of_a_visit_is_on_the_page_that_it_leads_to(client, site_tree):
    for day in range(1, 26):
        factories.VisitFactory(public=True, starts=f"2018-10-{day:02d}")
    number = factories.VisitFactory(public=True, starts="2018-01-01").registry_number
    location = client.get(f"/id/{number}")["Location"]
    assert location == f"/en/delegations/?page=2#{number}"
    assert f'id="{number}"'.encode() in client.get(location.partition("#")[0]).content


def test_what_is_not_public_is_404(client, site_tree):
    draft = factories.ExhibitionFactory(live=False)
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    hidden = [
        draft,
        factories.VisitFactory(),
        factories.VisitFactory(public=True, publication=Publication.COUNTED),
        factories.VisitFactory(public=True, publication=Publication.NOT_COUNTED),
        factories.VisitFactory(public=True, embargo_until=tomorrow),
        factories.VisitFactory(publication=Publication.FULL_PAGE),
        factories.DelegationFactory(visit__embargo_until=tomorrow),
        factories.DelegationFactory(visit__cleared_second=None),
    ]
    hidden += [page.visit for page in hidden if hasattr(page, "visit_id")]
    answers = [client.get(f"/id/{record.registry_number}") for record in hidden]
    unknown = client.get("/id/V-2018-999")
    assert {answer.status_code for answer in answers} == {404}
    for record, answer in zip(hidden, answers, strict=True):
        number = record.registry_number.encode()
        assert answer.content.replace(number, b"") == unknown.content.replace(b"V-2018-999", b"")


def test_a_page_in_a_private_section_is_404(client, exhibition):
    from wagtail.models import PageViewRestriction

    PageViewRestriction.objects.create(
        page=exhibition.get_parent(), restriction_type=PageViewRestriction.LOGIN
    )
    assert client.get(f"/id/{exhibition.registry_number}").status_code == 404


JUNK = [
    "",
    "x",
    "E-2019",
    "E-2019-00x",
    "Z-2019-001",
    "E-2019-999",
    "%00",
    "E-2019-001%0a",
    "E-٢٠١٩-001",
    "%ff",
]
JUNK += ["E-2019-001/x", "..", "E-2019-" + "9" * 3000, "V" * 20_000, "' OR 1=1", "\\"]


def test_junk_is_404(client, site_tree):
    for junk in JUNK:
        assert client.get(f"/id/{junk}").status_code == 404, junk[:50]
