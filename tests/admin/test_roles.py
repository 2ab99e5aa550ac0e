"""Who reaches what in the admin."""

import pytest
from django.contrib.auth.models import Group
from django.core.management import call_command
from django.urls import reverse
from wagtail.models import GroupPagePermission, Workflow

from delegations.models import DelegationIndexPage
from exhibitions.models import ExhibitionIndexPage
from museum_site.home.models import HomePage, NewsIndexPage, StandardPage
from museum_site.home.roles import ROLES, ensure_roles
from museum_site.translations.models import TranslationRight
from partnerships.models import AgreementIndexPage, PartnerIndexPage
from tests import factories
from tests.admin.posting import form_data

pytestmark = pytest.mark.django_db

ALL_ROLES = tuple(ROLES)
# What stands behind an address, and the roles that may open it.
REACH = {
    "visits:list": {"protocol"},
    "visits:add": {"protocol"},
    "wagtailsnippetchoosers_delegations_visit:choose": {"protocol"},
    "wagtailsnippetchoosers_delegations_visit:choose_results": {"protocol"},
    "wagtailsnippets_partnerships_institution:list": {
        "editor",
        "registrar",
        "protocol",
        "administrator",
    },
    "wagtailsnippets_partnerships_institution:add": {"editor", "registrar", "protocol", "administrator"},
    "wagtailsnippets_partnerships_person:add": {"editor", "registrar", "protocol", "administrator"},
    "wagtailsnippets_partnerships_city:list": {
        "editor",
        "registrar",
        "protocol",
        "administrator",
    },
    "wagtailsnippets_figures_indicator:list": {"editor", "administrator"},
    "wagtailsnippets_figures_reportedfigure:list": {"editor", "administrator"},
    "wagtailsnippets_home_feedback:list": {"editor", "translator", "administrator"},
    "wagtailsnippetchoosers_home_feedback:choose": {"editor", "administrator"},
    "wagtailsnippets_home_feedback:add": set(),
    "interface_strings:index": {"translator", "administrator"},
    "wagtailsnippets_terms_concept:list": {"translator", "approver", "administrator"},
    "wagtailsnippets_terms_concept:add": {"translator", "approver", "administrator"},
    "exhibitions:index": {"editor", "registrar", "protocol", "approver", "administrator"},
    "wagtailimages:index": {"editor", "registrar", "protocol", "approver", "administrator"},
    "wagtailimages:add": {"editor", "registrar", "protocol", "approver", "administrator"},
    "wagtaildocs:index": {"editor", "registrar", "protocol", "approver", "administrator"},
    "wagtailusers_users:index": {"administrator"},
    "wagtailusers_groups:index": {"administrator"},
    "wagtailadmin_workflows:index": {"administrator"},
    "wagtailadmin_collections:index": {"administrator"},
    "wagtailsites:index": {"administrator"},
}
WRITES = {
    ExhibitionIndexPage: {"editor", "approver", "administrator"},
    PartnerIndexPage: {"editor", "approver", "administrator"},
    NewsIndexPage: {"editor", "approver", "administrator"},
    AgreementIndexPage: {"registrar", "approver", "administrator"},
    DelegationIndexPage: {"protocol", "approver", "administrator"},
}
PUBLISHES = {"approver", "administrator"}


@pytest.mark.parametrize("role", ALL_ROLES)
def test_a_role_opens_what_is_its_own_and_nothing_else(client, user_with_role, role):
    user = user_with_role(role)
    if role == "translator":
        # What a translator sees depends on the languages, too.
        TranslationRight.objects.create(user=user, language="fr")
    client.force_login(user)
    assert client.get("/admin/").status_code == 200
    opened = {name for name in REACH if client.get(reverse(name)).status_code == 200}
    assert opened == {name for name, roles in REACH.items() if role in roles}


@pytest.mark.parametrize("role", ALL_ROLES)
def test_a_role_writes_and_publishes_its_own_pages_only(user_with_role, role):
    user = user_with_role(role)
    for model, roles in WRITES.items():
        rights = factories.section(model).permissions_for_user(user)
        assert rights.can_add_subpage() == (role in roles), model
        assert rights.can_edit() == (role in roles), model
        assert rights.can_publish_subpage() == (role in roles & PUBLISHES), model
    home = HomePage.objects.get().permissions_for_user(user)
    assert home.can_edit() == (role in PUBLISHES)
    assert StandardPage.objects.first().permissions_for_user(user).can_edit() == (
        role in {"editor", *PUBLISHES}
    )


@pytest.mark.parametrize("role", ALL_ROLES)
def test_the_menu_offers_a_role_only_what_it_may_write(client, user_with_role, role):
    client.force_login(user_with_role(role))
    html = client.get("/admin/").content.decode()
    shown = {
        name for name in ("exhibitions", "agreements", "delegations", "visits") if f'"/admin/{name}/"' in html
    }
    registers = {
        "exhibitions": WRITES[ExhibitionIndexPage],
        "agreements": WRITES[AgreementIndexPage],
        "delegations": WRITES[DelegationIndexPage],
        "visits": {"protocol"},
    }
    assert shown == {name for name, roles in registers.items() if role in roles}


def test_only_the_protocol_group_clears_visits(client, user_with_role):
    visit = factories.VisitFactory()
    for role in ALL_ROLES:
        client.force_login(user_with_role(role))
        response = client.post(reverse("visits:clear", args=[visit.pk]))
        visit.refresh_from_db()
        assert (visit.cleared_first is not None) == (role == "protocol")
        assert response.status_code == 302
        type(visit).objects.update(cleared_first=None)


def test_nobody_without_a_role_enters_the_admin(client, site_tree):
    client.force_login(factories.UserFactory())
    assert client.get("/admin/").status_code == 302


def test_a_page_chooser_hides_delegations_that_are_not_public(client, user_with_role):
    factories.DelegationFactory(heading_en="Known visitors")
    factories.DelegationFactory(heading_en="Secret visitors", visit__embargo_until="2100-01-01")
    address = reverse("wagtailadmin_choose_page_child", args=[factories.section(DelegationIndexPage).pk])
    client.force_login(user_with_role("editor"))
    html = client.get(address).content.decode()
    assert "Known visitors" in html
    assert "Secret visitors" not in html
    client.force_login(user_with_role("protocol"))
    assert "Secret visitors" in client.get(address).content.decode()


class TestModeration:
    def test_an_editor_submits_and_an_approver_publishes(self, client, user_with_role):
        page = factories.ExhibitionFactory(live=False)
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        client.force_login(user_with_role("editor"))
        client.post(edit, form_data(client.get(edit)) | {"action-publish": "1"})
        page.refresh_from_db()
        assert not page.live, "an editor does not publish"
        client.post(edit, form_data(client.get(edit)) | {"action-submit": "1"})
        page.refresh_from_db()
        assert page.current_workflow_state.workflow.name == "Moderation"

        client.force_login(user_with_role("registrar"))
        approve = reverse(
            "wagtailadmin_pages:workflow_action",
            args=[page.pk, "approve", page.current_workflow_task_state.pk],
        )
        client.post(approve)
        page.refresh_from_db()
        assert not page.live, "a registrar does not approve"

        client.force_login(user_with_role("approver"))
        client.post(approve)
        page.refresh_from_db()
        assert page.live

    def test_submitting_an_agreement_needs_two_parties(self, client, user_with_role):
        page = factories.AgreementFactory(live=False, parties=[factories.InstitutionFactory()])
        edit = reverse("wagtailadmin_pages:edit", args=[page.pk])
        client.force_login(user_with_role("registrar"))
        response = client.post(edit, form_data(client.get(edit)) | {"action-submit": "1"})
        assert "at least two parties" in response.content.decode()
        page.refresh_from_db()
        assert page.current_workflow_state is None


class TestSetUp:
    def test_it_may_run_twice(self, site_tree):
        first = ensure_roles()
        before = set(GroupPagePermission.objects.values_list("group", "page", "permission"))
        assert ensure_roles() == first
        assert set(GroupPagePermission.objects.values_list("group", "page", "permission")) == before
        assert Workflow.objects.count() == 1

    def test_the_groups_that_wagtail_makes_lose_their_rights_over_the_whole_tree(self, site_tree):
        ensure_roles()
        assert not Group.objects.filter(name="Moderators").exists()
        editors = Group.objects.get(name="Editors")
        assert not editors.page_permissions.filter(page__depth__lte=2).exists()

    def test_the_command_works_on_an_empty_site(self, db, capsys):
        call_command("setup_roles")
        assert "Approvers" in capsys.readouterr().out
