"""Drafts and copies: what a version of a page may bring back, and what belongs to the record as a whole."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Page, Revision

from exhibitions.models import ExhibitionPage, Showing
from museum_site.core.languages import column, desk_languages
from museum_site.core.models import keep_desk_translations
from museum_site.home.models import DepartmentPage
from partnerships.models import AgreementAction, AgreementPage, CeremonyRole, Commitment
from tests.factories import (
    AgreementFactory,
    ExhibitionFactory,
    NewsFactory,
    PersonFactory,
    ShowingFactory,
    StandardPageFactory,
    VisitFactory,
    section,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

OLD, NEW = "Ancienne traduction", "Nouvelle traduction"


def paragraph(text):
    """The value of a body with one paragraph."""
    return [("paragraph", text)]


def test_an_old_draft_brings_back_no_old_translation_of_the_page():
    page = StandardPageFactory(heading_en="First", heading_fr=OLD, body_fr=paragraph(OLD))
    page.heading_en = "Second"
    revision = page.save_revision()
    live = type(page).objects.get(pk=page.pk)
    live.heading_fr, live.summary_ar, live.body_fr = NEW, "ملخص", paragraph(NEW)
    live.save()
    revision.publish()
    live.refresh_from_db()
    assert live.heading_en == "Second"
    assert (live.heading_fr, live.summary_ar) == (NEW, "ملخص")
    assert [str(block.value) for block in live.body_fr] == [NEW]


@pytest.mark.parametrize("code", desk_languages())
def test_every_language_of_the_desk_is_kept(code):
    name = column("heading", code)
    page = StandardPageFactory(**{name: OLD})
    revision = page.save_revision()
    type(page).objects.filter(pk=page.pk).update(**{name: NEW})
    assert getattr(revision.as_object(), name) == NEW


def test_the_languages_of_the_editor_are_the_draft_s_own():
    page = StandardPageFactory(heading_en="First", heading_zh_hans="第一")
    revision = page.save_revision()
    type(page).objects.filter(pk=page.pk).update(heading_en="Second", heading_zh_hans="第二")
    draft = revision.as_object()
    assert (draft.heading_en, draft.heading_zh_hans) == ("First", "第一")


def test_a_translation_that_was_withdrawn_does_not_come_back():
    page = StandardPageFactory(heading_fr=OLD, body_fr=paragraph(OLD))
    revision = page.save_revision()
    live = type(page).objects.get(pk=page.pk)
    live.heading_fr, live.body_fr = "", []
    live.save()
    revision.publish()
    live.refresh_from_db()
    assert live.heading_fr == ""
    assert not live.body_fr


def test_every_text_of_a_department_page_is_kept():
    page = section(DepartmentPage)
    page.mandate_en, page.mandate_fr = paragraph("Mandate"), paragraph(OLD)
    page.save()
    revision = page.save_revision()
    page.mandate_fr = paragraph(NEW)
    page.save()
    assert [str(block.value) for block in revision.as_object().mandate_fr] == [NEW]


def agreement_with_rows():
    """An agreement with translated rows of each kind."""
    return AgreementFactory(
        place_fr=OLD,
        roles=[
            CeremonyRole(person=PersonFactory(), part="signatory", position_en="Director", position_fr=OLD)
        ],
        actions=[AgreementAction(kind="amended", on="2020", note_en="Amended", note_fr=OLD)],
        commitments=[
            Commitment(sort_order=0, heading_en="Book", heading_fr=OLD, summary_fr=OLD),
            Commitment(sort_order=1, heading_en="Forum", heading_fr="Forum"),
        ],
    )


def test_an_old_draft_brings_back_no_old_translation_of_a_row():
    page = agreement_with_rows()
    revision = page.save_revision()
    page.roles.update(position_fr=NEW)
    page.actions.update(note_fr=NEW)
    page.commitments.filter(heading_en="Book").update(heading_fr=NEW, summary_fr=NEW, summary_de="Neu")
    AgreementPage.objects.update(place_fr=NEW)
    revision.publish()
    page = AgreementPage.objects.get()
    assert page.place_fr == NEW
    assert [role.position_fr for role in page.roles.all()] == [NEW]
    assert [action.note_fr for action in page.actions.all()] == [NEW]
    assert [
        (row.heading_en, row.heading_fr, row.summary_fr, row.summary_de) for row in page.commitments.all()
    ] == [("Book", NEW, NEW, "Neu"), ("Forum", "Forum", None, None)]


def test_rows_are_recognised_after_publishing_gave_them_new_keys():
    """Of two drafts published in turn, the second finds translations of rows that the first wrote anew."""
    page = agreement_with_rows()
    first, second = page.save_revision(), page.save_revision()
    keys = set(page.commitments.values_list("pk", "uid"))
    first.publish()
    Commitment.objects.filter(heading_en="Book").update(heading_fr=NEW)
    second.publish()
    assert Commitment.objects.get(heading_en="Book").heading_fr == NEW
    assert {uid for _pk, uid in keys} == set(Commitment.objects.values_list("uid", flat=True))


def test_rows_are_matched_by_what_they_are_not_by_where_they_stand():
    page = agreement_with_rows()
    draft = page.save_revision().as_object()
    first, second = draft.commitments.all()
    first.sort_order, second.sort_order = 1, 0
    first.heading_en = "Catalogue"
    revision = draft.save_revision()
    Commitment.objects.filter(heading_en="Book").update(heading_fr=NEW)
    revision.publish()
    found = AgreementPage.objects.get().commitments.all()
    assert [(row.heading_en, row.heading_fr) for row in found] == [("Forum", "Forum"), ("Catalogue", NEW)]


def test_a_row_that_only_the_draft_has_keeps_its_own_words():
    page = ExhibitionFactory()
    page.showings.add(ShowingFactory(note_en="Second venue", note_fr="Deuxième lieu"))
    page.save_revision().publish()
    assert {showing.note_fr or "" for showing in Showing.objects.all()} == {"", "Deuxième lieu"}


def test_a_row_that_the_draft_removed_stays_removed():
    page = agreement_with_rows()
    draft = page.save_revision().as_object()
    draft.commitments.remove(draft.commitments.all()[0])
    draft.save_revision().publish()
    assert [row.heading_en for row in Commitment.objects.all()] == ["Forum"]


def test_a_scheduled_draft_keeps_translations_too():
    page = StandardPageFactory(heading_fr=OLD)
    revision = page.save_revision(approved_go_live_at=datetime.datetime(2020, 1, 1, tzinfo=datetime.UTC))
    type(page).objects.filter(pk=page.pk).update(heading_fr=NEW)
    revision.publish()
    assert type(page).objects.get(pk=page.pk).heading_fr == NEW


def test_the_rule_costs_one_query_for_the_page_and_one_for_each_kind_of_row(django_assert_num_queries):
    for count in (1, 8):
        page = AgreementFactory(commitments=[Commitment(heading_en=str(number)) for number in range(count)])
        draft = page.save_revision().as_object()
        with django_assert_num_queries(4):  # the page; roles, actions and commitments
            keep_desk_translations(page, draft)


# --- What belongs to the record -------------------------------------------------------------------


def test_an_old_draft_does_not_change_the_number_or_the_key():
    page = ExhibitionFactory()
    revision = page.save_revision()
    revision.content |= {"registry_number": "E-1900-001", "import_key": "another"}
    revision.save()
    ExhibitionPage.objects.update(import_key="key")
    Revision.objects.get(pk=revision.pk).publish()
    page = ExhibitionPage.objects.get()
    assert (page.registry_number, page.import_key) == ("E-2019-001", "key")


@pytest.mark.parametrize("copy_revisions", [True, False])
@pytest.mark.parametrize("keep_live", [True, False])
def test_a_copy_is_another_record(copy_revisions, keep_live):
    page = ExhibitionFactory(heading_fr=NEW, import_key="key")
    page.save_revision()
    copy = page.copy(update_attrs={"slug": "copy"}, copy_revisions=copy_revisions, keep_live=keep_live)
    copy.get_latest_revision().publish()
    page.save_revision().publish()
    copy, page = ExhibitionPage.objects.get(pk=copy.pk), ExhibitionPage.objects.get(pk=page.pk)
    assert (page.registry_number, page.import_key) == ("E-2019-001", "key")
    assert (copy.registry_number, copy.import_key) == ("E-2019-002", None)
    assert copy.heading_fr == NEW
    assert copy.showings.count() == page.showings.count() == 1
    assert Page.find_problems() == ([], [], [], [], [])


@pytest.mark.parametrize("factory", [AgreementFactory, NewsFactory, ExhibitionFactory])
def test_every_kind_of_record_can_be_copied(factory):
    page = factory()
    copy = page.copy(update_attrs={"slug": "copy"})
    assert copy.registry_number != page.registry_number


# --- Title and slug -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("headings", "title", "slug"),
    [
        (
            {"heading_en": "Viking Treasures", "heading_zh_hans": "维京珍宝"},
            "Viking Treasures",
            "viking-treasures",
        ),
        ({"heading_en": "Ça va? & “more”"}, "Ça va? & “more”", "ca-va-more"),
        ({"heading_en": "x" * 255}, "x" * 255, "x" * 80),
    ],
)
def test_title_and_slug_come_from_the_heading(headings, title, slug):
    page = StandardPageFactory(**headings)
    assert (page.title, page.draft_title, page.slug) == (title, title, slug)


def test_a_chinese_heading_alone_is_enough():
    page = StandardPageFactory(heading_en="", heading_zh_hans="维京珍宝")
    assert page.title == "维京珍宝"
    assert page.slug.isascii()
    assert page.slug.startswith("standardpage-")
    other = StandardPageFactory(heading_en="", heading_zh_hans="维京珍宝")
    assert other.slug != page.slug


def test_two_pages_with_one_heading_have_two_addresses():
    slugs = [StandardPageFactory(heading_en="Viking Treasures").slug for _ in range(3)]
    assert slugs == ["viking-treasures", "viking-treasures-2", "viking-treasures-3"]


def test_a_given_slug_stays_when_the_heading_changes():
    page = StandardPageFactory(heading_en="First", slug="stays")
    page.heading_en = "Second"
    page.save_revision().publish()
    page.refresh_from_db()
    assert (page.title, page.slug) == ("Second", "stays")


def test_the_working_title_follows_a_draft_in_the_admin_only():
    page = StandardPageFactory(heading_en="First")
    page.heading_en = "Second"
    page.save_revision()
    page.refresh_from_db()
    assert (page.title, page.draft_title) == ("First", "Second")


def test_a_page_needs_a_heading_that_staff_can_read():
    with pytest.raises(ValidationError, match="heading in English or Chinese"):
        StandardPageFactory(heading_en="", heading_fr="Trésors")


# --- Texts ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("texts", "languages"),
    [
        ({"heading_en": "A"}, ["en"]),
        ({"heading_en": "A", "heading_fr": "B"}, ["en", "fr"]),
        ({"heading_en": "A", "summary_en": "a", "heading_fr": "B"}, ["en"]),
        ({"heading_en": "A", "summary_en": "a", "heading_fr": "B", "summary_fr": "b"}, ["en", "fr"]),
        ({"heading_en": "A", "summary_fr": "b", "heading_fr": "B"}, ["en", "fr"]),
        ({"heading_en": "A", "heading_zh_hans": "甲", "summary_zh_hans": "乙"}, ["zh-hans"]),
    ],
)
def test_a_page_is_offered_in_the_languages_in_which_it_has_text(texts, languages):
    page = StandardPageFactory(**texts)
    assert page.text_languages() == languages
    assert [code for code in ("en", "zh-hans", "fr", "ar") if page.has_text_in(code)] == languages


def test_a_language_that_is_not_public_yet_is_not_offered(settings):
    settings.PUBLIC_LANGUAGES = ("en", "zh-hans")
    assert StandardPageFactory(heading_en="A", heading_fr="B").text_languages() == ["en"]


# --- The tree -------------------------------------------------------------------------------------


def test_the_tree_has_no_problems_after_every_operation(site_tree):
    page = ExhibitionFactory()
    page.save_revision().publish()
    page.unpublish()
    page.get_latest_revision().publish()
    page.copy(update_attrs={"slug": "copy"})
    standing = StandardPageFactory(heading_en="Above")
    below = StandardPageFactory(parent=standing, heading_en="Below")
    below.move(type(site_tree).objects.get(), pos="last-child")
    AgreementFactory.create_batch(2)
    ExhibitionPage.objects.first().delete()
    Page.objects.get(pk=standing.pk).delete()
    VisitFactory()
    assert Page.find_problems() == ([], [], [], [], [])
