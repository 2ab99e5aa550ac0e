"""The term base in the admin and in the page editor, its rights, and the terms that come along."""

import datetime

import pytest
from django.conf import settings as django_settings
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from exhibitions.models import ExhibitionPage
from museum_site.home.roles import ensure_roles
from museum_site.translations.terms.enums import ConceptStatus, Domain, Usage
from museum_site.translations.terms.glossaries import approved_terms, record_names
from museum_site.translations.terms.matching import term_uses, terms_in
from museum_site.translations.terms.models import Concept, Definition, Form
from museum_site.translations.terms.seed import load_terms, read_seed
from museum_site.translations.terms.source_texts import forbidden_forms, texts_of_page
from tests import factories
from tests.admin.posting import errors_of, form_data, rows

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

LANGUAGES = [code for code, _name in django_settings.LANGUAGES]
LIST = reverse("wagtailsnippets_terms_concept:list")
NOW = datetime.datetime(2026, 5, 3, tzinfo=datetime.UTC)


def concept(*forms, live=True, **facts):
    """A concept with forms, given as (language, text) or (language, text, usage)."""
    made = Concept.objects.create(**{"domain": Domain.LOANS, "live": live, **facts})
    for language, text, *usage in forms:
        Form.objects.create(concept=made, language=language, text=text, usage=(usage or [Usage.PREFERRED])[0])
    return made


def named(response):
    """The names of the concepts that a listing shows."""
    return [str(row) for row in response.context["object_list"]]


def form_rows(*forms):
    """The data of the rows of forms, given as (language, text, usage)."""
    blank = {"part_of_speech": "", "gender": "", "plural": "", "note": ""}
    return rows(
        "forms",
        *({"language": language, "text": text, "usage": usage, **blank} for language, text, usage in forms),
    )


@pytest.fixture
def staff(client):
    """A client logged in as somebody who may do everything."""
    client.force_login(factories.UserFactory(superuser=True))
    return client


class TestListing:
    def test_a_concept_is_found_by_any_of_its_forms_once(self, staff):
        concept(("en", "loan"), ("fr", "prêt"), ("de", "Leihgabe"), ("de", "Leihe", Usage.ALLOWED))
        concept(("en", "lender"))
        assert named(staff.get(LIST, {"q": "leih"})) == ["loan"]
        assert named(staff.get(LIST, {"q": "PRET"})) == ["loan"]
        assert named(staff.get(LIST, {"q": "курьер"})) == []

    def test_filters(self, staff):
        concept(("en", "loan"), ("fr", "prêt"), domain=Domain.LOANS)
        concept(("en", "museum"), ("fr", "musée", Usage.FORBIDDEN), domain=Domain.INSTITUTIONS)
        concept(("en", "visit"), live=False, domain=Domain.VISITS)
        concept(("en", "crate"), live=False, first_published_at=NOW, domain=Domain.VISITS)
        assert named(staff.get(LIST, {"language": "fr"})) == ["loan"]
        assert set(named(staff.get(LIST, {"missing": "fr"}))) == {"museum", "visit", "crate"}
        assert named(staff.get(LIST, {"standing": "proposed"})) == ["visit"]
        assert named(staff.get(LIST, {"standing": "retired"})) == ["crate"]
        assert set(named(staff.get(LIST, {"standing": "approved"}))) == {"loan", "museum"}
        assert named(staff.get(LIST, {"domain": "loans"})) == ["loan"]

    def test_the_number_of_queries_does_not_grow_with_the_rows(self, staff):
        counts = []
        for _ in range(2):
            for _ in range(3):
                concept(("en", "loan"), ("fr", "prêt"), ("zh-hans", "借展"))
            staff.get(LIST)
            with CaptureQueriesContext(connection) as queries:
                assert staff.get(LIST).status_code == 200
            counts.append(len(queries))
        assert counts[0] == counts[1]


class TestConstraints:
    @pytest.mark.parametrize(("text", "usage"), [("borrowing", Usage.PREFERRED), ("LOAN", Usage.ALLOWED)])
    def test_the_database_refuses_a_second_preferred_form_and_a_form_twice(self, text, usage):
        loan = concept(("en", "loan"))
        with pytest.raises(IntegrityError), transaction.atomic():
            Form.objects.create(concept=loan, language="en", text=text, usage=usage)
        Form.objects.create(concept=loan, language="fr", text=text, usage=usage)

    def test_the_database_refuses_a_second_definition(self):
        loan = concept(("en", "loan"))
        Definition.objects.create(concept=loan, language="en", text="For a time")
        with pytest.raises(IntegrityError), transaction.atomic():
            Definition.objects.create(concept=loan, language="en", text="For some time")

    @pytest.mark.parametrize(
        ("second", "message"),
        [
            (("en", "borrowing", "preferred"), "A preferred form in this language already exists."),
            (("en", " Loan", "allowed"), "This form already exists."),
        ],
    )
    def test_the_form_says_so_first(self, staff, second, message):
        address = reverse("wagtailsnippets_terms_concept:add")
        data = form_data(staff.get(address)) | {"domain": "loans"}
        data |= form_rows(("en", "loan", "preferred"), second)
        response = staff.post(address, data)
        assert message in str(errors_of(response))
        assert not Concept.objects.exists()

    def test_forms_may_exchange_their_texts_and_which_is_preferred(self):
        loan = concept(("en", "loan"), ("en", "lending", Usage.ALLOWED))
        loan = Concept.objects.get(pk=loan.pk)
        first, second = loan.forms.all()
        first.text, second.text = second.text, first.text
        loan.forms.set([first, second])
        loan.save()
        assert list(Form.objects.values_list("text", "usage")) == [
            ("lending", "preferred"),
            ("loan", "allowed"),
        ]


class TestRights:
    def propose(self, client, *, publish=False):
        """Send a new concept; the concept, or None if it was refused."""
        address = reverse("wagtailsnippets_terms_concept:add")
        data = form_data(client.get(address)) | {"domain": "loans"} | form_rows(("en", "crate", "preferred"))
        client.post(address, data | ({"action-publish": "1"} if publish else {}))
        return Concept.objects.get()

    def test_a_translator_proposes_and_an_approver_approves(self, client, user_with_role):
        client.force_login(user_with_role("translator"))
        crate = self.propose(client)
        assert crate.status == ConceptStatus.PROPOSED
        client.force_login(user_with_role("approver"))
        address = reverse("wagtailsnippets_terms_concept:edit", args=[crate.pk])
        client.post(address, form_data(client.get(address)) | {"action-publish": "1"})
        assert Concept.objects.get().status == ConceptStatus.APPROVED
        client.post(reverse("wagtailsnippets_terms_concept:unpublish", args=[crate.pk]))
        assert Concept.objects.get().status == ConceptStatus.RETIRED

    def test_a_translator_cannot_approve_by_any_way(self, client, user_with_role):
        client.force_login(user_with_role("translator"))
        assert self.propose(client, publish=True).status == ConceptStatus.PROPOSED

    def test_what_a_translator_changes_in_an_approved_concept_waits(self, client, user_with_role):
        loan = concept(("en", "loan"))
        client.force_login(user_with_role("translator"))
        address = reverse("wagtailsnippets_terms_concept:edit", args=[loan.pk])
        data = form_data(client.get(address)) | {"forms-0-text": "borrowing", "action-publish": "1"}
        assert client.post(address, data).status_code == 302
        assert str(Concept.objects.get()) == "loan"
        waiting = Concept.objects.get().get_latest_revision_as_object()
        assert str(waiting) == "borrowing"

    @pytest.mark.parametrize("role", ["editor", "registrar", "protocol"])
    def test_others_do_not_write_terms(self, client, user_with_role, role):
        client.force_login(user_with_role(role))
        assert client.get(reverse("wagtailsnippets_terms_concept:add")).status_code == 302


class TestGlossaries:
    def test_only_approved_concepts_count(self):
        concept(("en", "loan"))
        concept(("en", "crate"), live=False)
        assert [hit.found for hit in terms_in("a loan in a crate", "en", approved_terms())] == ["loan"]

    def test_an_approval_counts_at_once(self):
        crate = concept(("en", "crate"), live=False)
        assert not approved_terms()
        crate.save_revision().publish()
        assert approved_terms()
        crate = Concept.objects.get(pk=crate.pk)
        row = crate.forms.get()
        row.text = "box"
        crate.forms.set([row])
        crate.save_revision().publish()
        assert [hit.found for hit in terms_in("a crate, a box", "en", approved_terms())] == ["box"]

    def test_nothing_is_loaded_twice(self, django_assert_num_queries):
        concept(("en", "loan"))
        factories.InstitutionFactory(name_en="Louvre Museum")
        terms, names = approved_terms(), record_names()
        with django_assert_num_queries(4):
            assert approved_terms() is terms
            assert record_names() is names

    def test_names_come_from_institutions_and_people(self):
        factories.InstitutionFactory(
            name_en="National Museum (Oman)", name_fr="Musée national (Oman)", native_name="المتحف الوطني"
        )
        factories.PersonFactory(name_en="Wang Chunfa", name_ru="Ван Чуньфа")
        names = record_names()

        def states(source, text, language):
            return [use.state for use in term_uses(source, "en", text, language, names)]

        assert states("The National Museum (Oman)", "Le Musée national (Oman)", "fr") == ["preferred"]
        assert states("The National Museum (Oman)", "Le Musée national", "fr") == ["allowed"]
        assert states("The National Museum (Oman)", "المتحف الوطني", "fr") == ["allowed"]
        assert states("The National Museum (Oman)", "Le musée d’Oman", "fr") == ["missing"]
        assert states("The National Museum (Oman)", "Museum", "de") == []
        assert states("Wang Chunfa", "Встреча с Ваном Чуньфа", "ru") == ["preferred"]

    def test_a_name_that_was_corrected_counts_at_once(self):
        museum = factories.InstitutionFactory(name_en="Louvre", name_de="Louvre")
        record_names()
        museum.name_de = "Louvre-Museum"
        museum.save()
        [use] = term_uses("The Louvre", "en", "Im Louvre", "de", record_names())
        assert (use.state, use.expected) == ("missing", "Louvre-Museum")


class TestHints:
    def hints(self, text):
        from museum_site.translations.segments import Text
        from museum_site.translations.terms.wagtail_hooks import terms_of_source

        return terms_of_source(Text("summary", "summary", "Summary", "plain", text, "en"), "fr")

    def test_the_terms_of_a_text_with_what_to_write(self):
        concept(("en", "touring exhibition"), ("fr", "exposition itinérante"))
        assert self.hints("Two touring exhibitions") == ["touring exhibitions: exposition itinérante"]

    def test_a_wider_word_for_one_concept_is_not_meant_where_it_is_the_name_of_another(self):
        concept(("en", "museum"), ("fr", "musée"))
        concept(("en", "national museum"), ("en", "museum", Usage.ALLOWED), ("fr", "musée national"))
        assert self.hints("A museum") == ["museum: musée"]

    def test_a_wider_word_is_meant_where_it_is_the_name_of_nothing(self):
        concept(("en", "cultural relic"), ("en", "object", Usage.ALLOWED), ("fr", "bien culturel"))
        assert self.hints("An object") == ["object: bien culturel"]


class TestPageEditor:
    @pytest.fixture(autouse=True)
    def _terms(self, site_tree):
        concept(("en", "touring exhibition"), ("en", "itinerant exhibition", Usage.FORBIDDEN))

    def save(self, staff, summary, **data):
        """Save an exhibition with a summary; the page and the messages shown."""
        page = factories.ExhibitionFactory(heading_en="Maps", slug="maps", live=False)
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        response = staff.post(
            address, form_data(staff.get(address)) | {"summary_en": summary} | data, follow=True
        )
        return ExhibitionPage.objects.get(pk=page.pk), [
            str(message) for message in response.context["messages"]
        ]

    def test_a_forbidden_form_is_pointed_out_after_saving(self, staff):
        page, messages = self.save(staff, "Two itinerant exhibitions")
        told = "Summary (English): the term base forbids “itinerant exhibitions”. Write “touring exhibition”."
        assert any(told in message for message in messages)
        assert page.get_latest_revision_as_object().summary_en == "Two itinerant exhibitions"

    def test_what_saves_itself_heaps_up_no_messages(self, staff):
        page = factories.ExhibitionFactory(live=False)
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = form_data(staff.get(address)) | {"summary_en": "An itinerant exhibition"}
        assert staff.post(address, data, headers={"Accept": "application/json"}).json()["success"]
        assert not list(staff.get(address).context["messages"])

    def test_nothing_is_said_where_nothing_is_wrong(self, staff):
        _page, messages = self.save(staff, "Two touring exhibitions")
        assert not any("term base" in message for message in messages)

    def test_publication_goes_on_where_the_museum_only_warns(self, staff):
        page, messages = self.save(staff, "An itinerant exhibition", **{"action-publish": "1"})
        assert page.live
        assert any("the term base forbids" in message for message in messages)

    @pytest.mark.parametrize(
        "action",
        [
            {"action-publish": "1"},
            {"action-submit": "1"},
            {"action-publish": "1", "go_live_at": "2199-01-01 00:00"},
        ],
        ids=["published", "submitted to moderation", "scheduled"],
    )
    def test_where_the_museum_blocks_nothing_goes_on_its_way_and_nothing_is_lost(
        self, staff, settings, action
    ):
        settings.TRANSLATION_TERMS = "block"
        page = factories.ExhibitionFactory(heading_en="Maps", slug="maps", live=False)
        ensure_roles()
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        answer = staff.post(
            address, form_data(staff.get(address)) | {"summary_en": "An itinerant exhibition"} | action
        )
        html = answer.content.decode()
        assert "Write “touring exhibition”." in html
        assert "An itinerant exhibition</textarea>" in html
        page.refresh_from_db()
        assert not page.live
        assert not page.approved_schedule
        assert not page.workflow_states.exists()

    def test_a_draft_is_saved_where_the_museum_blocks(self, staff, settings):
        settings.TRANSLATION_TERMS = "block"
        page, _messages = self.save(staff, "An itinerant exhibition")
        assert page.get_latest_revision_as_object().summary_en == "An itinerant exhibition"

    def test_of_many_pages_none_is_published_if_one_has_a_forbidden_form(self, staff, settings):
        settings.TRANSLATION_TERMS = "block"
        pages = [
            factories.ExhibitionFactory(summary_en=summary, live=False)
            for summary in ("An itinerant exhibition", "A touring exhibition")
        ]
        for page in pages:
            page.save_revision()
        address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])

        def publish(*chosen, **data):
            query = "&".join(f"id={page.pk}" for page in chosen)
            return staff.post(f"{address}?{query}&next=/admin/", data, follow=True)

        told = [str(message) for message in publish(*pages).context["messages"]]
        assert any("the term base forbids" in message for message in told)
        assert not ExhibitionPage.objects.live().exists()
        publish(pages[0].get_parent(), include_descendants="on")
        assert not ExhibitionPage.objects.live().exists()
        publish(pages[1])
        assert ExhibitionPage.objects.live().get().pk == pages[1].pk

    def test_rows_of_a_form_are_read_too_but_not_those_that_are_deleted(self, staff, settings):
        settings.TRANSLATION_TERMS = "block"
        page = factories.ExhibitionFactory(
            heading_en="Maps",
            live=False,
            showings=[factories.ShowingFactory(note_en="An itinerant exhibition")],
        )
        address = reverse("wagtailadmin_pages:edit", args=[page.pk])
        data = form_data(staff.get(address)) | {"action-publish": "1"}
        assert "Write “touring exhibition”." in staff.post(address, data).content.decode()
        kept = data | {"showings-0-note_en": "A touring exhibition"}
        assert staff.post(address, kept).status_code == 302
        assert ExhibitionPage.objects.get(pk=page.pk).live

    def test_blocks_and_rows_are_read_too(self):
        page = factories.ExhibitionFactory(
            body_en=[("paragraph", "<p>An <b>itinerant</b> exhibition</p>")],
            heading_fr="itinerant exhibition",
        )
        assert [(field, hit.found) for field, hit, _instead in forbidden_forms(texts_of_page(page))] == [
            ("Body (English)", "itinerant exhibition")
        ]


class TestSeed:
    def test_every_concept_has_its_name_in_every_language_and_is_defined(self):
        seed = read_seed()
        assert len(seed) >= 60
        assert len({row["key"] for row in seed}) == len(seed)
        for row in seed:
            assert row["domain"] in Domain.values
            assert set(row["definitions"]) >= set(django_settings.SOURCE_LANGUAGES)
            for language in LANGUAGES:
                preferred = [form for form in row["forms"][language] if "preferred" in form]
                assert len(preferred) == 1, (row["key"], language)

    def test_loading_twice_adds_nothing_and_leaves_what_staff_changed(self, capsys):
        number = load_terms(NOW)
        assert number == len(read_seed())
        loan = Concept.objects.get(import_key="loan")
        assert loan.status == ConceptStatus.APPROVED
        assert loan.name_in("zh-hans") == "借展"
        loan.unpublish()
        loan.forms.filter(language="fr").delete()
        call_command("load_terms")
        assert capsys.readouterr().out == "0 concepts added\n"
        loan = Concept.objects.get(import_key="loan")
        assert loan.status == ConceptStatus.RETIRED
        assert not loan.forms.filter(language="fr").exists()

    def test_the_terms_of_the_file_are_valid(self):
        load_terms()
        for form in Form.objects.select_related("concept"):
            form.full_clean(validate_unique=False, validate_constraints=False)

    def test_nothing_is_forbidden_that_another_concept_allows(self):
        load_terms()
        allowed = {(form.language, form.text.lower()) for form in Form.objects.exclude(usage=Usage.FORBIDDEN)}
        forbidden = {
            (form.language, form.text.lower()) for form in Form.objects.filter(usage=Usage.FORBIDDEN)
        }
        assert not allowed & forbidden
