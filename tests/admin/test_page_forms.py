"""The forms of pages, posted as a browser posts them."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.urls import reverse
from wagtail.models import Page
from wagtail.rich_text import RichText
from wagtail.users.models import UserProfile

from delegations.models import DelegationIndexPage, DelegationPage
from exhibitions.models import ExhibitionIndexPage, ExhibitionPage
from museum_site.core.languages import language
from museum_site.home.models import DepartmentPage, HomePage, NewsIndexPage, NewsPage, StandardPage
from partnerships.models import AgreementIndexPage, AgreementPage, PartnerIndexPage, PartnerPage
from tests import factories
from tests.admin.posting import errors_of, form_data, rows, stream

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

# What the form of a new page would send if nobody touched it, by type: the same for all tests, so it is read once.
BLANK = {}


@pytest.fixture
def staff(client, db):
    """A client logged in as somebody who may do everything."""
    client.force_login(factories.UserFactory(superuser=True))
    return client


def add_address(model, parent):
    return reverse(
        "wagtailadmin_pages:add",
        args=[model._meta.app_label, model._meta.model_name, factories.section(parent).pk],
    )


def edit_address(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def add(client, model, parent, data, publish=False):
    """Open the form of a new page, change some fields, send it; returns the response."""
    address = add_address(model, parent)
    if model not in BLANK:
        BLANK[model] = form_data(client.get(address))
    return client.post(address, BLANK[model] | data | ({"action-publish": "1"} if publish else {}))


def change(client, page, data=None, action=None):
    """Open the form of a page, change some fields, send it; returns the response."""
    address = edit_address(page)
    return client.post(
        address, form_data(client.get(address)) | (data or {}) | ({action: "1"} if action else {})
    )


RECORD_PAGES = {
    "exhibition": (ExhibitionPage, ExhibitionIndexPage, dict),
    "agreement": (
        AgreementPage,
        AgreementIndexPage,
        lambda: rows("parties", *({"institution": factories.InstitutionFactory().pk} for _ in range(2))),
    ),
    "partner": (PartnerPage, PartnerIndexPage, lambda: {"institution": factories.InstitutionFactory().pk}),
    "delegation": (DelegationPage, DelegationIndexPage, lambda: {"visit": factories.VisitFactory().pk}),
    "news": (NewsPage, NewsIndexPage, dict),
}
FACTORIES = {
    "exhibition": factories.ExhibitionFactory,
    "agreement": factories.AgreementFactory,
    "partner": factories.PartnerFactory,
    "delegation": factories.DelegationFactory,
    "news": factories.NewsFactory,
}
kinds = pytest.mark.parametrize("kind", RECORD_PAGES)


def headings(kind, **headings):
    """Headings for a type of page that has any; a partner's heading is the name of its institution."""
    return {} if kind == "partner" else headings


class TestTabs:
    def test_the_form_has_a_tab_for_facts_each_source_language_pictures_promotion_and_settings(self, staff):
        html = staff.get(add_address(ExhibitionPage, ExhibitionIndexPage)).content.decode()
        tabs = BeautifulSoup(html, "html.parser").select("[role=tab]")
        # In brackets stands the number of errors.
        assert [tab.get_text(strip=True).removesuffix("()") for tab in tabs][:6] == [
            "Facts",
            "English",
            "简体中文",
            "Pictures and documents",
            "Promote",
            "Settings",
        ]

    @pytest.mark.parametrize("language", ["fr", "ar", "zh-hans"])
    def test_an_editor_writes_into_the_language_that_the_tab_names(self, staff, language):
        UserProfile.objects.update_or_create(
            user=staff_user(staff), defaults={"preferred_language": language}
        )
        response = add(
            staff,
            ExhibitionPage,
            ExhibitionIndexPage,
            {
                "heading_en": "Porcelain",
                "heading_zh_hans": "瓷器",
                "summary_en": "In English",
                "summary_zh_hans": "中文",
                **stream("body_en", [("paragraph", RichText("<p>English text</p>"))]),
                **stream("body_zh_hans", [("paragraph", RichText("<p>中文正文</p>"))]),
            },
            publish=True,
        )
        assert response.status_code == 302
        page = ExhibitionPage.objects.get()
        assert (page.heading_en, page.heading_zh_hans) == ("Porcelain", "瓷器")
        assert (page.summary_en, page.summary_zh_hans) == ("In English", "中文")
        assert "English text" in str(page.body_en)
        assert "中文正文" in str(page.body_zh_hans)
        for code in ("fr", "ar", "ja"):
            assert not getattr(page, f"heading_{code}")
            assert not getattr(page, f"summary_{code}")

    def test_no_panel_edits_the_bare_field_or_a_language_of_the_desk(self, staff):
        for model, parent, _facts in RECORD_PAGES.values():
            names = set(form_data(staff.get(add_address(model, parent))))
            assert not names & {
                "heading",
                "summary",
                "body-count",
                "heading_fr",
                "summary_ar",
                "title",
                "seo_title",
            }


def staff_user(client):
    """The user that a client is logged in as."""
    from django.contrib.auth import get_user_model

    return get_user_model().objects.get(pk=client.session["_auth_user_id"])


class TestDrafts:
    @kinds
    def test_a_draft_with_only_a_heading_and_its_key_facts_is_saved(self, staff, kind):
        model, parent, facts = RECORD_PAGES[kind]
        key_facts = facts() if kind in ("partner", "delegation") else {}
        response = add(staff, model, parent, headings(kind, heading_en="Half a record") | key_facts)
        assert response.status_code == 302
        page = model.objects.get()
        assert not page.live
        assert page.registry_number

    @pytest.mark.parametrize("publish", [True, False])
    def test_a_page_needs_a_heading_to_be_told_from_others(self, staff, publish):
        response = add(staff, ExhibitionPage, ExhibitionIndexPage, {"sources": "What I typed"}, publish)
        assert "A page needs a heading in English or Chinese." in str(errors_of(response))
        assert form_data(response)["sources"] == ["What I typed"]

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"term": "fixed"}, "valid_until"),
            ({"signed_on": "2020", "valid_until": "2019"}, "valid_until"),
            ({"signed_on": "2020", "in_force_from": "2019"}, "in_force_from"),
            ({"signed_on": "30 February"}, "signed_on"),
        ],
    )
    @pytest.mark.parametrize("publish", [True, False])
    def test_wrong_facts_of_an_agreement_are_named_and_nothing_is_lost(self, staff, data, field, publish):
        data = {"heading_en": "Agreement", "summary_en": "What I typed", **data}
        response = add(staff, AgreementPage, AgreementIndexPage, data, publish=publish)
        assert field in errors_of(response)
        assert form_data(response)["summary_en"] == ["What I typed"]
        assert not AgreementPage.objects.exists()

    @pytest.mark.parametrize(
        ("showing", "field"),
        [
            ({}, "venue"),
            ({"venue": "museum", "opens": "2020", "closes": "2019"}, "closes"),
            ({"venue": "museum", "closes": "2019", "closes_unrecorded": "on"}, "closes_unrecorded"),
        ],
    )
    def test_wrong_showings_are_named(self, staff, showing, field):
        museum = factories.InstitutionFactory().pk
        showing = {
            "state": "confirmed",
            "objects_qualifier": "exact",
            "visitors_qualifier": "exact",
            **showing,
        }
        if showing.get("venue"):
            showing["venue"] = museum
        response = add(
            staff, ExhibitionPage, ExhibitionIndexPage, {"heading_en": "E", **rows("showings", showing)}
        )
        assert f"showings-0-{field}" in errors_of(response)

    def test_two_parties_are_needed_to_publish_but_not_to_save(self, staff):
        one = rows("parties", {"institution": factories.InstitutionFactory().pk})
        response = add(staff, AgreementPage, AgreementIndexPage, {"heading_en": "A", **one}, publish=True)
        assert "at least two parties" in str(errors_of(response))
        assert not AgreementPage.objects.exists()
        add(staff, AgreementPage, AgreementIndexPage, {"heading_en": "A", **one})
        assert AgreementPage.objects.get().parties.count() == 1

    def test_one_party_is_enough_where_others_are_not_known(self, staff):
        one = rows("parties", {"institution": factories.InstitutionFactory().pk})
        data = {"heading_en": "A", "further_parties_unknown": "on", **one}
        add(staff, AgreementPage, AgreementIndexPage, data, publish=True)
        assert AgreementPage.objects.get().live

    def test_the_same_party_twice_is_refused_with_a_message(self, staff):
        museum = factories.InstitutionFactory().pk
        data = {"heading_en": "A", **rows("parties", {"institution": museum}, {"institution": museum})}
        response = add(staff, AgreementPage, AgreementIndexPage, data)
        assert response.status_code == 200
        assert not AgreementPage.objects.exists()

    @pytest.mark.parametrize(("kind", "field"), [("partner", "institution"), ("delegation", "visit")])
    def test_a_page_about_a_record_needs_the_record_even_as_a_draft(self, staff, kind, field):
        model, parent, _facts = RECORD_PAGES[kind]
        response = add(staff, model, parent, headings(kind, heading_en="Nobody"))
        assert field in errors_of(response)

    @pytest.mark.parametrize(("kind", "field"), [("partner", "institution"), ("delegation", "visit")])
    def test_a_record_has_one_page_at_most(self, staff, kind, field):
        model, parent, _facts = RECORD_PAGES[kind]
        record = getattr(FACTORIES[kind](), field)
        response = add(staff, model, parent, headings(kind, heading_en="Again") | {field: record.pk})
        assert field in errors_of(response)


class TestSlugAndTitle:
    def test_the_slug_is_made_from_the_heading(self, staff):
        add(staff, ExhibitionPage, ExhibitionIndexPage, {"heading_en": "Passion for Porcelain"})
        page = ExhibitionPage.objects.get()
        assert (page.slug, page.title) == ("passion-for-porcelain", "Passion for Porcelain")

    def test_a_second_page_with_the_same_heading_gets_another_slug(self, staff):
        for _ in range(2):
            add(staff, ExhibitionPage, ExhibitionIndexPage, {"heading_en": "Porcelain"})
        assert sorted(ExhibitionPage.objects.values_list("slug", flat=True)) == ["porcelain", "porcelain-2"]

    def test_a_slug_from_chinese_alone_is_ascii(self, staff):
        add(staff, ExhibitionPage, ExhibitionIndexPage, {"heading_zh_hans": "瓷之韵"})
        page = ExhibitionPage.objects.get()
        assert page.slug.isascii()
        assert page.title == "瓷之韵"

    @pytest.mark.parametrize("slug", ["瓷器", "with space", "a/b"])
    def test_a_slug_that_is_not_ascii_is_refused(self, staff, slug):
        response = add(staff, ExhibitionPage, ExhibitionIndexPage, {"heading_en": "E", "slug": slug})
        assert "slug" in errors_of(response)

    def test_a_slug_in_use_is_refused(self, staff):
        factories.ExhibitionFactory(slug="porcelain")
        response = add(staff, ExhibitionPage, ExhibitionIndexPage, {"heading_en": "E", "slug": "porcelain"})
        assert "slug" in errors_of(response)

    def test_the_working_title_follows_the_heading_in_listings_and_headers(self, staff):
        page = factories.ExhibitionFactory(heading_en="Old name")
        change(staff, page, {"heading_en": "New name"})
        assert "New name" in staff.get(edit_address(page)).content.decode()
        assert "New name" in staff.get(reverse("exhibitions:index")).content.decode()
        page.refresh_from_db()
        assert page.title == "Old name", "a draft does not change the live page"
        change(staff, page, action="action-publish")
        page.refresh_from_db()
        assert page.title == "New name"
        assert page.slug == "old-name" or page.slug.startswith("exhibition")


class TestLifeOfAPage:
    @kinds
    def test_the_form_sends_what_it_shows(self, staff, kind):
        page = FACTORIES[kind]()
        page.save_revision().publish()
        before = form_data(staff.get(edit_address(page)))
        response = change(staff, page, action="action-publish")
        assert response.status_code == 302, errors_of(response)
        after = form_data(staff.get(edit_address(page)))

        def facts(data):
            return {name: value for name, value in data.items() if not name.startswith("loaded_revision")}

        assert facts(after) == facts(before)

    @kinds
    def test_create_publish_unpublish(self, staff, kind):
        model, parent, facts = RECORD_PAGES[kind]
        response = add(
            staff, model, parent, headings(kind, heading_en="Whole", heading_zh_hans="完整") | facts(), True
        )
        assert response.status_code == 302, errors_of(response)
        page = model.objects.get()
        assert page.live
        staff.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]))
        page.refresh_from_db()
        assert not page.live

    @kinds
    def test_history_compare_and_revert(self, staff, kind):
        page = FACTORIES[kind]()
        change(staff, page, {"summary_en": "First"})
        change(staff, page, {"summary_en": "Second"})
        first, second = page.revisions.order_by("pk")[:2]
        assert staff.get(reverse("wagtailadmin_pages:history", args=[page.pk])).status_code == 200
        compared = staff.get(
            reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, first.pk, second.pk])
        )
        assert "Second" in compared.content.decode()
        reverted = staff.get(reverse("wagtailadmin_pages:revisions_revert", args=[page.pk, first.pk]))
        assert form_data(reverted)["summary_en"] == ["First"]

    @pytest.mark.parametrize("kind", ["exhibition", "agreement", "news"])
    def test_copy_gets_its_own_registry_number(self, staff, kind):
        page = FACTORIES[kind]()
        data = {"new_title": page.title, "new_slug": "copy", "new_parent_page": page.get_parent().pk}
        response = staff.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data)
        assert response.status_code == 302
        copy = type(page).objects.get(slug="copy")
        assert copy.registry_number not in ("", page.registry_number)
        assert copy.heading_en == page.heading_en
        assert Page.find_problems() == ([], [], [], [], [])

    @pytest.mark.parametrize("kind", ["partner", "delegation"])
    def test_a_page_that_is_the_only_one_of_its_record_is_not_copied(self, staff, kind):
        page = FACTORIES[kind]()
        data = {"new_title": "Copy", "new_slug": "copy", "new_parent_page": page.get_parent().pk}
        response = staff.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), data, follow=True)
        assert response.status_code == 200
        assert type(page).objects.count() == 1
        assert Page.find_problems() == ([], [], [], [], [])

    def test_move_keeps_the_tree_whole(self, staff):
        target, page = factories.StandardPageFactory(), factories.StandardPageFactory()
        response = staff.post(reverse("wagtailadmin_pages:move_confirm", args=[page.pk, target.pk]))
        assert response.status_code == 302
        assert StandardPage.objects.get(pk=page.pk).get_parent().pk == target.pk
        assert Page.find_problems() == ([], [], [], [], [])

    def test_a_record_cannot_be_moved_out_of_its_register(self, staff):
        page = factories.ExhibitionFactory()
        staff.post(
            reverse("wagtailadmin_pages:move_confirm", args=[page.pk, factories.section(NewsIndexPage).pk])
        )
        assert ExhibitionPage.objects.get(pk=page.pk).get_parent().specific_class is ExhibitionIndexPage

    def test_schedule(self, staff):
        page = factories.ExhibitionFactory(live=False)
        change(staff, page, {"go_live_at": "2100-01-01 10:00"}, action="action-publish")
        page.refresh_from_db()
        assert page.approved_schedule
        assert not page.live

    @pytest.mark.parametrize("model", [HomePage, DepartmentPage])
    def test_standing_pages_send_what_they_show(self, staff, model):
        factories.whole_tree()
        page = model.objects.get()
        response = change(staff, page, {"summary_zh_hans": "摘要"}, action="action-publish")
        assert response.status_code == 302, errors_of(response)
        assert model.objects.get().summary_zh_hans == "摘要"


class TestPreview:
    @pytest.mark.sweep
    @kinds
    def test_a_draft_is_shown_in_each_language(self, staff, kind):
        page = FACTORIES[kind](live=False)
        address = reverse("wagtailadmin_pages:preview_on_edit", args=[page.pk])
        assert staff.post(address, form_data(staff.get(edit_address(page)))).json()["is_valid"]
        for code, _name in settings.LANGUAGES:
            response = staff.get(address, {"mode": code})
            assert response.status_code == 200
            shown = language(code)
            assert f'<html lang="{shown.tag}" dir="{shown.direction}"' in response.content.decode()

    def test_a_new_page_without_a_slug_is_shown(self, staff):
        parent = factories.section(ExhibitionIndexPage)
        address = reverse(
            "wagtailadmin_pages:preview_on_add", args=["exhibitions", "exhibitionpage", parent.pk]
        )
        data = form_data(staff.get(add_address(ExhibitionPage, ExhibitionIndexPage))) | {
            "heading_en": "New idea"
        }
        assert staff.post(address, data).json()["is_valid"]
        assert "New idea" in staff.get(address, {"mode": "en"}).content.decode()
