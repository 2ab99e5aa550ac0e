"""The register of visits in the admin: clearances by two people."""

import datetime

import pytest
from django.urls import reverse
from wagtail.models import ModelLogEntry

from delegations.enums import Publication
from tests import factories
from tests.admin.posting import errors_of, form_data, rows

pytestmark = pytest.mark.django_db

ON = datetime.date(2026, 1, 1)


@pytest.fixture
def protocol(client, user_with_role):
    """Two people of the protocol group, the first of them logged in: (client, first, second)."""
    first, second = user_with_role("protocol"), user_with_role("protocol")
    client.force_login(first)
    return client, first, second


def clear(client, visit):
    client.post(reverse("visits:clear", args=[visit.pk]))
    visit.refresh_from_db()


def change(client, visit, data=None):
    address = reverse("visits:edit", args=[visit.pk])
    response = client.post(address, form_data(client.get(address)) | (data or {}))
    visit.refresh_from_db()
    return response


class TestClearance:
    def test_two_people_make_a_listed_visit_public(self, protocol):
        client, first, second = protocol
        visit = factories.VisitFactory(publication=Publication.LISTED)
        clear(client, visit)
        assert (visit.cleared_first, visit.cleared_second) == (first, None)
        assert not visit.is_public(ON)
        client.force_login(second)
        clear(client, visit)
        assert (visit.cleared_first, visit.cleared_second) == (first, second)
        assert visit.is_public(ON)

    def test_one_person_does_not_clear_twice(self, protocol):
        client, first, _second = protocol
        visit = factories.VisitFactory(publication=Publication.LISTED)
        clear(client, visit)
        clear(client, visit)
        assert (visit.cleared_first, visit.cleared_second) == (first, None)
        assert "another person" in client.get(reverse("visits:edit", args=[visit.pk])).content.decode()

    @pytest.mark.parametrize("facts", [{"state": "planned"}, {"starts": "2100-01-01"}])
    def test_a_visit_that_has_not_taken_place_is_not_cleared(self, protocol, facts):
        client, _first, _second = protocol
        visit = factories.VisitFactory(**facts)
        clear(client, visit)
        assert visit.cleared_first is None

    def test_it_stands_in_the_history(self, protocol):
        client, first, _second = protocol
        visit = factories.VisitFactory()
        clear(client, visit)
        entry = ModelLogEntry.objects.for_instance(visit).get(action="delegations.clear_visit")
        assert entry.user == first
        assert (
            "Cleared for publication"
            in client.get(reverse("visits:history", args=[visit.pk])).content.decode()
        )

    def test_reading_the_page_clears_nothing(self, protocol):
        client, _first, _second = protocol
        visit = factories.VisitFactory()
        assert client.get(reverse("visits:clear", args=[visit.pk])).status_code == 200
        visit.refresh_from_db()
        assert visit.cleared_first is None

    def test_the_button_is_offered_to_whom_it_serves(self, protocol):
        client, _first, second = protocol
        visit = factories.VisitFactory()
        address, button = reverse("visits:edit", args=[visit.pk]), reverse("visits:clear", args=[visit.pk])
        for page in (address, reverse("visits:list")):
            assert button in client.get(page).content.decode()
        clear(client, visit)
        for page in (address, reverse("visits:list")):
            assert button not in client.get(page).content.decode()
        client.force_login(second)
        assert button in client.get(address).content.decode()


class TestChange:
    def test_saving_without_a_change_keeps_the_clearances(self, protocol):
        client, _first, _second = protocol
        institution = factories.InstitutionFactory()
        visit = factories.VisitFactory(
            public=True, size=12, hosts=[institution], embargo_until=datetime.date(2020, 1, 1)
        )
        assert change(client, visit).status_code == 302
        assert visit.is_public(ON)

    @pytest.mark.parametrize(
        "data",
        [
            {"starts": "2018-09-06"},
            {"heading_fr": "Visite"},
            {"publication": Publication.FULL_PAGE.value},
            {"embargo_until": "2100-01-01"},
            {"state": "cancelled"},
            {"roles": True},
        ],
    )
    def test_a_change_takes_the_clearances_back(self, protocol, data):
        client, first, _second = protocol
        visit = factories.VisitFactory(public=True)
        if "roles" in data:
            data = rows("roles", {"person": factories.PersonFactory().pk, "part": "head"})
        response = change(client, visit, data)
        assert response.status_code == 302, errors_of(response)
        assert (visit.cleared_first, visit.cleared_second) == (None, None)
        entry = ModelLogEntry.objects.for_instance(visit).get(action="delegations.take_back_clearances")
        assert entry.user == first

    def test_clearances_are_not_typed(self, protocol):
        client, first, second = protocol
        visit = factories.VisitFactory(publication=Publication.LISTED)
        change(client, visit, {"cleared_first": first.pk, "cleared_second": second.pk})
        assert (visit.cleared_first, visit.cleared_second) == (None, None)

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"starts": "2018-09-06", "ends": "2018-09-05"}, "ends"),
            ({"starts": "", "state": "took_place"}, "starts"),
            ({"starts": "2100-01-01"}, "state"),
            ({"starts": "30 February"}, "starts"),
        ],
    )
    def test_wrong_facts_are_named(self, protocol, data, field):
        client, _first, _second = protocol
        assert field in errors_of(change(client, factories.VisitFactory(), data))
