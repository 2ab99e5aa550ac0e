"""Listings, choosers, exports and forms of the registers."""

import csv
import io
import json

import openpyxl
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.users.models import UserProfile

from museum_site.core.models import MuseumImage
from museum_site.core.viewsets import containing
from museum_site.home.models import Feedback
from museum_site.translations.models import TranslationRight
from partnerships.models import Institution, Person
from tests import factories
from tests.admin.posting import errors_of, form_data

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


@pytest.fixture
def staff(client, db):
    """A client logged in as somebody who may do everything."""
    client.user = factories.UserFactory(superuser=True)
    client.force_login(client.user)
    return client


LISTINGS = [
    "visits:list",
    "wagtailsnippets_partnerships_institution:list",
    "wagtailsnippets_partnerships_person:list",
    "wagtailsnippets_partnerships_city:list",
    "wagtailsnippets_figures_indicator:list",
    "wagtailsnippets_figures_reportedfigure:list",
    "wagtailsnippets_home_feedback:list",
    "exhibitions:index",
    "agreements:index",
    "partners:index",
    "delegations:index",
    "news:index",
]


def one_of_each():
    """One more row for every listing."""
    factories.ExhibitionFactory()
    factories.AgreementFactory()
    factories.PartnerFactory(institution=factories.InstitutionFactory(city=factories.CityFactory()))
    factories.DelegationFactory()
    factories.NewsFactory()
    factories.PersonFactory()
    factories.ReportedFigureFactory()
    Feedback.objects.create(kind="opinion", text="Good", language="en")


class TestListings:
    @pytest.mark.parametrize("name", LISTINGS)
    def test_the_number_of_queries_does_not_grow_with_the_rows(self, staff, name):
        counts = []
        for _ in range(2):
            one_of_each()
            one_of_each()
            staff.get(reverse(name))  # what is read once per process
            with CaptureQueriesContext(
                connection,
            ) as queries:
                assert staff.get(reverse(name)).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]

    @pytest.mark.sweep
    @pytest.mark.parametrize("name", LISTINGS)
    @pytest.mark.parametrize(
        "query", ['"', "NOT NOT a", "%", "_", "\\", "(", "[", "*", "\x00", "a" * 20_000, " "]
    )
    def test_an_odd_search_is_no_error(self, staff, name, query):
        assert staff.get(reverse(name), {"q": query}).status_code == 200

    @pytest.mark.sweep
    @pytest.mark.parametrize(
        "query",
        [
            "p=abc",
            "p=-1",
            "p=9999",
            "ordering=nothing",
            "kind=nothing",
            "year=abc",
            "standing=x",
            "country=XX",
        ],
    )
    def test_an_odd_filter_is_no_error(self, staff, query):
        for name in LISTINGS:
            assert staff.get(reverse(name) + "?" + query).status_code == 200, name

    def test_columns_of_exhibitions(self, staff):
        page = factories.ExhibitionFactory(
            heading_en="Porcelain", showing__opens="2019-04", showing__closes=None
        )
        html = staff.get(reverse("exhibitions:index")).content.decode()
        for text in ("Porcelain", page.registry_number, "April 2019", str(page.status().label)):
            assert text in html

    def test_filters_of_exhibitions(self, staff):
        factories.ExhibitionFactory(heading_en="Still open", showing__opens="2019", showing__closes=None)
        factories.ExhibitionFactory(heading_en="Long over", showing__opens="2012", showing__closes="2013")
        for query, expected in (
            ("standing=current", "Still open"),
            ("standing=past", "Long over"),
            ("year=2012", "Long over"),
        ):
            html = staff.get(reverse("exhibitions:index") + "?" + query).content.decode()
            assert [name for name in ("Still open", "Long over") if name in html] == [expected]

    def test_filters_of_agreements(self, staff):
        factories.AgreementFactory(heading_en="Over", term="fixed", valid_until="2019")
        factories.AgreementFactory(heading_en="Running", term="open_ended")
        html = staff.get(reverse("agreements:index") + "?standing=in_force").content.decode()
        assert "Running" in html
        assert "Over" not in html

    def test_the_scope_of_institutions(self, staff):
        factories.InstitutionFactory(name_en="Abroad")
        factories.InstitutionFactory(name_en="Next door", at_home=True)
        html = staff.get(
            reverse("wagtailsnippets_partnerships_institution:list") + "?scope=domestic"
        ).content.decode()
        assert "Next door" in html
        assert "Abroad" not in html


NAMES = {
    "name_en": "Palace Museum of the Louvre",
    "name_zh_hans": "故宫博物院",
    "name_fr": "Musée du Palais",
    "name_ru": "Государственный Эрмитаж",
    "name_ar": "متحف اللوفر",
    "name_ja": "東京国立博物館",
    "name_ko": "국립중앙박물관",
    "name_de": "Städel Museum",
}
QUERIES = [
    "故宫",
    "博物院",
    "Эрмитаж",
    "эрмитаж",
    "ЭРМИТАЖ",
    "اللوفر",
    "国立",
    "중앙",
    "städel",
    "STÄDEL",
    "stadel",
    "musee palais",
    "louv",
]


class TestSearchByAnyLanguagesName:
    @pytest.mark.parametrize("query", QUERIES)
    def test_listing_and_chooser_find_it(self, staff, query):
        factories.InstitutionFactory(**NAMES, kind="university", country="NZ")
        factories.InstitutionFactory(name_en="Something else")
        for name in (
            "wagtailsnippets_partnerships_institution:list",
            "wagtailsnippetchoosers_partnerships_institution:choose_results",
        ):
            html = staff.get(reverse(name), {"q": query}).content.decode()
            assert "Palace Museum of the Louvre" in html, name
            assert "Something else" not in html, name

    def test_the_chooser_shows_kind_and_country_beside_the_name(self, staff):
        factories.InstitutionFactory(**NAMES, kind="university", country="NZ")
        html = json.loads(
            staff.get(reverse("wagtailsnippetchoosers_partnerships_institution:choose")).content
        )["html"]
        assert "University" in html
        assert "New Zealand" in html

    def test_a_page_is_found_by_its_heading_in_any_language(self, staff):
        factories.ExhibitionFactory(
            heading_en="Passion for Porcelain", heading_ru="Страсть к фарфору", heading_zh_hans="瓷之韵"
        )
        for query in ("фарфору", "ФАРФОРУ", "之韵"):
            assert (
                "Passion for Porcelain"
                in staff.get(reverse("exhibitions:index"), {"q": query}).content.decode()
            )

    def test_a_partner_is_found_by_the_name_of_its_institution(self, staff):
        factories.PartnerFactory(institution=factories.InstitutionFactory(**NAMES))
        for query in ("故宫", "эрмитаж"):
            assert "Palace Museum" in staff.get(reverse("partners:index"), {"q": query}).content.decode()

    def test_every_word_must_be_there(self):
        factories.InstitutionFactory(**NAMES)
        assert containing(Institution.objects, "louvre palace", "name_en").exists()
        assert not containing(Institution.objects, "louvre hermitage", "name_en").exists()
        assert not containing(Institution.objects, "lou.re", "name_en").exists()

    @pytest.mark.parametrize("query", ['"', "(", "\x00", "a" * 20_000, "p=9"])
    def test_an_odd_search_in_the_chooser_is_no_error(self, staff, query):
        address = reverse("wagtailsnippetchoosers_partnerships_institution:choose_results")
        assert staff.get(address, {"q": query}).status_code == 200

    def test_a_new_institution_can_be_entered_in_the_chooser(self, staff):
        address = reverse("wagtailsnippetchoosers_partnerships_institution:create")
        data = {"name_en": "New museum", "name_zh_hans": "新馆", "kind": "museum", "country": "FR"}
        assert json.loads(staff.post(address, data).content)["step"] == "chosen"
        assert Institution.objects.get(name_en="New museum").name_zh_hans == "新馆"
        assert (
            json.loads(staff.post(address, data | {"name_en": "", "name_zh_hans": ""}).content)["step"]
            != "chosen"
        )


class TestExport:
    FORMULAS = ("=1+1", "+49", "-1", "@name", "\t=1", "\r=1")

    @pytest.mark.parametrize("name", LISTINGS)
    @pytest.mark.parametrize("file_format", ["csv", "xlsx"])
    def test_every_listing_is_exported(self, staff, name, file_format):
        one_of_each()
        response = staff.get(reverse(name), {"export": file_format})
        assert response.status_code == 200
        content = b"".join(response.streaming_content)
        if file_format == "csv":
            table = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        else:
            table = list(openpyxl.load_workbook(io.BytesIO(content)).active.values)
        assert len(table) >= 2
        assert all(heading for heading in table[0])

    def test_a_name_does_not_become_a_formula(self, staff):
        for name in self.FORMULAS:
            Person.objects.create(name_en=name)
        address = reverse("wagtailsnippets_partnerships_person:list")
        content = b"".join(staff.get(address, {"export": "csv"}).streaming_content).decode("utf-8-sig")
        cells = [cell for row in csv.reader(io.StringIO(content, newline="")) for cell in row]
        assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        assert "'=1+1" in cells
        content = b"".join(staff.get(address, {"export": "xlsx"}).streaming_content)
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        assert "=1+1" in [cell.value for row in sheet.iter_rows() for cell in row]

    def test_control_characters_do_not_break_a_sheet(self, staff):
        Feedback.objects.create(kind="opinion", text="bell \x07 and text", language="en")
        response = staff.get(reverse("wagtailsnippets_home_feedback:list"), {"export": "xlsx"})
        content = b"".join(response.streaming_content)
        assert "bell  and text" in [
            cell for row in openpyxl.load_workbook(io.BytesIO(content)).active.values for cell in row
        ]

    def test_what_is_filtered_is_exported(self, staff):
        factories.InstitutionFactory(name_en="In France")
        factories.InstitutionFactory(name_en="At home", at_home=True)
        response = staff.get(
            reverse("wagtailsnippets_partnerships_institution:list"),
            {"export": "csv", "country": "CN", "q": "home"},
        )
        content = b"".join(response.streaming_content).decode()
        assert "At home" in content
        assert "In France" not in content


class TestForms:
    @pytest.mark.parametrize("language", ["en", "fr", "ar"])
    def test_a_name_is_written_into_its_own_language(self, staff, language):
        UserProfile.objects.update_or_create(user=staff.user, defaults={"preferred_language": language})
        address = reverse("wagtailsnippets_partnerships_institution:add")
        data = form_data(staff.get(address)) | NAMES | {"country": "FR"}
        response = staff.post(address, data)
        assert response.status_code == 302, errors_of(response)
        saved = Institution.objects.get(name_en=NAMES["name_en"])
        assert {name: getattr(saved, name) for name in NAMES} == NAMES
        assert not saved.name_es

    @pytest.mark.parametrize(
        ("data", "field"),
        [
            ({"name_en": ""}, "name_en"),
            ({"country": ""}, "country"),
            ({"wikidata": "12"}, "wikidata"),
            ({"website": "not an address"}, "website"),
            ({"latitude": "91"}, "latitude"),
        ],
    )
    def test_what_is_wrong_is_named_and_nothing_is_lost(self, staff, data, field):
        address = reverse("wagtailsnippets_partnerships_institution:add")
        typed = {"name_en": "A museum", "country": "FR", "sources": "What I typed", **data}
        response = staff.post(address, form_data(staff.get(address)) | typed)
        assert field in errors_of(response)
        assert form_data(response)["sources"] == ["What I typed"]

    def test_an_institution_in_use_is_not_deleted(self, staff):
        page = factories.PartnerFactory()
        staff.post(reverse("wagtailsnippets_partnerships_institution:delete", args=[page.institution.pk]))
        assert Institution.objects.filter(pk=page.institution.pk).exists()

    def test_the_title_of_a_partner_follows_its_institution(self, staff):
        page = factories.PartnerFactory(institution__name_en="Old name")
        address = reverse("wagtailsnippets_partnerships_institution:edit", args=[page.institution.pk])
        staff.post(address, form_data(staff.get(address)) | {"name_en": "New name"})
        page.refresh_from_db()
        assert (page.title, page.get_admin_display_title()) == ("New name", "New name")


class TestFeedback:
    def test_staff_change_state_and_note_and_nothing_else(self, staff):
        feedback = Feedback.objects.create(
            kind="correction", text="It was 1905.", language="ar", email="a@example.org"
        )
        address = reverse("wagtailsnippets_home_feedback:edit", args=[feedback.pk])
        staff.post(
            address,
            {"state": "done", "note": "Right.", "text": "Forged", "kind": "opinion", "language": "en"},
        )
        feedback.refresh_from_db()
        assert (feedback.state, feedback.note) == ("done", "Right.")
        assert (feedback.text, feedback.kind, feedback.language) == ("It was 1905.", "correction", "ar")

    def test_markup_of_a_visitor_is_shown_as_text(self, staff):
        feedback = Feedback.objects.create(kind="opinion", text="<script>alert(1)</script>", language="en")
        for address in (
            reverse("wagtailsnippets_home_feedback:list"),
            reverse("wagtailsnippets_home_feedback:edit", args=[feedback.pk]),
        ):
            html = staff.get(address).content.decode()
            assert "<script>alert(1)" not in html
            assert "&lt;script&gt;alert(1)" in html

    def test_filters(self, staff):
        for kind, language, state in (("opinion", "en", "new"), ("suggestion", "fr", "done")):
            Feedback.objects.create(kind=kind, text=f"about {kind}", language=language, state=state)
        for query in ("kind=suggestion", "language=fr", "state=done"):
            html = staff.get(reverse("wagtailsnippets_home_feedback:list") + "?" + query).content.decode()
            assert "about suggestion" in html
            assert "about opinion" not in html


class TestTranslationReports:
    """What translators see of feedback."""

    @pytest.fixture
    def user(self, user_with_role):
        user = user_with_role("translator")
        TranslationRight.objects.create(user=user, language="fr", register="exhibitions.exhibitionpage")
        return user

    @pytest.fixture
    def translator(self, client, user):
        client.force_login(user)
        return client

    @pytest.fixture
    def report(self):
        return factories.FeedbackFactory(
            kind="translation_error", text="Wrong.", quote="Le vasse", language="fr", email="a@example.org"
        )

    @pytest.fixture
    def opinion(self):
        return factories.FeedbackFactory(text="An opinion.", email="b@example.org")

    def test_they_see_and_answer_reports_without_addresses(self, translator, report, opinion):
        listing = translator.get(reverse("wagtailsnippets_home_feedback:list")).content.decode()
        assert "Le vasse" in listing
        assert "An opinion." not in listing
        address = reverse("wagtailsnippets_home_feedback:edit", args=[report.pk])
        html = translator.get(address).content.decode()
        assert "Le vasse" in html
        assert "Français" in html
        assert "a@example.org" not in html
        translator.post(address, {"state": "done", "note": "Mended.", "email": "c@example.org"})
        report.refresh_from_db()
        assert (report.state, report.note, report.email) == ("done", "Mended.", "a@example.org")

    @pytest.mark.parametrize("view", ["edit", "history", "usage"])
    def test_other_messages_are_closed_to_them(self, translator, opinion, view):
        address = reverse(f"wagtailsnippets_home_feedback:{view}", args=[opinion.pk])
        response = translator.post(address, {"state": "done"}) if view == "edit" else translator.get(address)
        assert response.status_code in (302, 403)
        assert response.get("Location", "/admin/") == "/admin/"
        opinion.refresh_from_db()
        assert opinion.state == "new"

    def test_their_export_has_no_addresses(self, translator, report, opinion):
        address = reverse("wagtailsnippets_home_feedback:list") + "?export=csv"
        text = b"".join(translator.get(address).streaming_content).decode()
        assert "Le vasse" in text
        assert "example.org" not in text
        assert "An opinion." not in text

    def test_they_delete_nothing(self, translator, report):
        translator.post(reverse("wagtailsnippets_home_feedback:delete", args=[report.pk]))
        assert Feedback.objects.filter(pk=report.pk).exists()

    def test_a_translator_answers_for_the_languages_of_the_desk_s_rights(self, translator, report, user):
        user.translation_rights.update(language="de")
        assert (
            "Le vasse" not in translator.get(reverse("wagtailsnippets_home_feedback:list")).content.decode()
        )
        address = reverse("wagtailsnippets_home_feedback:edit", args=[report.pk])
        assert translator.get(address).status_code in (302, 403)

    def test_others_see_addresses(self, staff, report, opinion):
        address = reverse("wagtailsnippets_home_feedback:edit", args=[report.pk])
        assert "a@example.org" in staff.get(address).content.decode()
        text = b"".join(
            staff.get(reverse("wagtailsnippets_home_feedback:list") + "?export=csv").streaming_content
        ).decode()
        assert "b@example.org" in text


class TestPictures:
    def test_the_form_says_in_which_language_a_text_is_written(self, staff):
        html = staff.get(reverse("wagtailimages:add")).content.decode()
        for text in ("Alternative text – Français", "Caption – العربية", "visitors never see it"):
            assert text in html

    def test_alternative_text_and_caption_are_written_per_language(self, staff, client):
        UserProfile.objects.update_or_create(user=staff.user, defaults={"preferred_language": "fr"})
        image = factories.ImageFactory()
        data = {"title": "Vase", "rights": "own", "collection": image.collection_id, "tags": ""}
        for code, _name in settings.LANGUAGES:
            data[f"alt_{code.replace('-', '_')}"] = f"alt {code}"
            data[f"caption_{code.replace('-', '_')}"] = f"caption {code}"
        staff.post(reverse("wagtailimages:edit", args=[image.pk]), data)
        image.refresh_from_db()
        for code, _name in settings.LANGUAGES:
            assert getattr(image, f"alt_{code.replace('-', '_')}") == f"alt {code}"
            assert getattr(image, f"caption_{code.replace('-', '_')}") == f"caption {code}"

    def test_usage_names_the_pages(self, staff, wagtail_indexes):
        image = factories.ImageFactory()
        factories.ExhibitionFactory(heading_en="Porcelain", lead_image=image)
        assert (
            "Porcelain" in staff.get(reverse("wagtailimages:image_usage", args=[image.pk])).content.decode()
        )

    def test_a_file_that_is_no_picture_is_refused(self, staff):
        file = ContentFile(b"<svg onload=alert(1)>", name="picture.png")
        response = staff.post(reverse("wagtailimages:add"), {"title": "x", "file": file, "rights": "own"})
        assert response.status_code == 200
        assert not MuseumImage.objects.exists()


def test_the_admin_asks_nobody_else(staff):
    """No avatar service, no check for updates, no font or script from elsewhere."""
    html = staff.get("/admin/").content.decode()
    assert "gravatar" not in html
    assert "releases.wagtail.io" not in html
