"""A translation goes public on its own: it touches no other language, no fact and no editor's draft."""

import json

import pytest
from django.core.exceptions import PermissionDenied
from wagtail.models import ModelLogEntry, PageLogEntry, Revision

from exhibitions.models import ExhibitionPage
from museum_site.home.models import StandardPage
from museum_site.search.models import SearchEntry
from museum_site.translations import desk
from museum_site.translations.models import DraftAlternative, TranslatedText, TranslationRight, Version
from tests.factories import (
    ExhibitionFactory,
    InstitutionFactory,
    ShowingFactory,
    StandardPageFactory,
    UserFactory,
)
from tests.translations.conftest import look_at, state_of, translation_of, write_texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def blocks(*items):
    """A body of headings and paragraphs: pairs of identifier and text; a text in tags is a paragraph."""
    raw = [
        {"id": key, "type": "paragraph" if text.startswith("<") else "heading", "value": text}
        for key, text in items
    ]
    return StandardPage._meta.get_field("body_en").stream_block.to_python(raw)


@pytest.fixture
def page():
    page = StandardPageFactory(
        heading_en="About",
        summary_en="Two words",
        heading_ru="О нас",
        body_en=blocks(("a", "Aims"), ("b", "<p>Words</p>")),
    )
    page.save_revision().publish()
    look_at(page)
    return StandardPage.objects.get(pk=page.pk)


FRENCH = {"heading": "À propos", "summary": "Deux mots", "body:a": "Buts", "body:b": "<p>Mots</p>"}


def live(page):
    """The page as visitors see it."""
    return type(page).objects.get(pk=page.pk)


def stored(record) -> dict:
    """All columns of a record as they are stored."""
    names = [field.attname for field in record._meta.concrete_fields]
    values = type(record)._base_manager.filter(pk=record.pk).values(*names).get()
    return {name: str(value) for name, value in values.items()}


# --- What visitors see ----------------------------------------------------------------------------


def test_publishing_writes_the_columns_of_one_language(page, publish):
    before = stored(page)
    assert publish(page, FRENCH) == desk.Published(texts=4, held_back=0)
    after = stored(page)
    assert {name for name in after if after[name] != before[name]} == {"heading_fr", "summary_fr", "body_fr"}
    now = live(page)
    assert now.heading_fr == "À propos"
    assert [block.id for block in now.body_fr] == ["a", "b"]
    assert state_of(page) == "current"


def test_part_of_a_body_is_held_back(page, publish):
    result = publish(page, {"heading": "À propos", "body:a": "Buts"})
    assert result == desk.Published(texts=1, held_back=1)
    assert (live(page).heading_fr, len(live(page).body_fr)) == ("À propos", 0)
    assert state_of(page) == "translating"
    publish(page, {"summary": "Deux mots", "body:b": "<p>Mots</p>"})
    assert len(live(page).body_fr) == 2
    assert state_of(page) == "current"


def test_a_public_body_follows_the_order_and_the_pictures_of_the_source(page, publish):
    publish(page, FRENCH)
    raw = [
        {"id": "b", "type": "paragraph", "value": "<p>Words</p>"},
        {"id": "d", "type": "document", "value": None},
        {"id": "a", "type": "heading", "value": "Aims"},
    ]
    StandardPage.objects.filter(pk=page.pk).update(body_en=json.dumps(raw))
    look_at(page)
    assert [(block["id"], block["type"]) for block in live(page).body_fr.raw_data] == [
        ("b", "paragraph"),
        ("d", "document"),
        ("a", "heading"),
    ]
    assert state_of(page) == "current"


def test_search_finds_a_translation_at_once(page, publish, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        publish(page, FRENCH)
    assert "a propos" in SearchEntry.objects.get(page=page.pk, language="fr").title


def test_a_name_is_published_on_its_record(publish):
    institution = InstitutionFactory(name_en="The Museum")
    look_at(institution)
    publish(institution, {"name": "Le Musée"})
    institution.refresh_from_db()
    assert (institution.name_en, institution.name_fr) == ("The Museum", "Le Musée")
    assert ModelLogEntry.objects.filter(action="translations.published", object_id=institution.pk).exists()


def test_history_tells_of_it(page, publish, reviewer):
    publish(page, FRENCH)
    entry = PageLogEntry.objects.get(page=page.pk, action="translations.published")
    assert entry.user == reviewer
    assert entry.message == "Published the translation into French"


# --- Drafts of editors ----------------------------------------------------------------------------


def test_an_old_draft_brings_back_no_old_translation(page, publish):
    publish(page, FRENCH)
    draft = live(page)
    draft.summary_en = "Three words now"
    revision = draft.save_revision()
    publish(page, {"heading": "Qui sommes-nous", "body:a": "Nos buts"})
    Revision.objects.get(pk=revision.pk).publish()
    look_at(page)
    now = live(page)
    assert (now.summary_en, now.heading_fr) == ("Three words now", "Qui sommes-nous")
    assert [str(block.value) for block in now.body_fr] == ["Nos buts", "<p>Mots</p>"]
    assert state_of(page) == "outdated"


def test_a_draft_stays_as_it_is(page, publish):
    draft = live(page)
    draft.heading_en = "About us"
    revision = draft.save_revision()
    content = Revision.objects.get(pk=revision.pk).content
    publish(page, FRENCH)
    assert Revision.objects.get(pk=revision.pk).content == content
    assert live(page).get_latest_revision() == revision
    assert live(page).has_unpublished_changes


def test_inline_rows_and_bodies_survive_an_open_draft(publish):
    exhibition = ExhibitionFactory(
        heading_en="Bronze",
        body_en=blocks(("a", "Aims")),
        showings=[ShowingFactory(note_en="Free entry"), ShowingFactory(note_en="Closed on Mondays")],
    )
    exhibition.save_revision().publish()
    look_at(exhibition)
    draft = ExhibitionPage.objects.get(pk=exhibition.pk).get_latest_revision_as_object()
    first, second = draft.showings.all()
    second.note_en, first.opens = "Closed on Tuesdays", "2019-02-03"
    draft.showings = [second, first]
    revision = draft.save_revision()
    keys = [f"showings:{row.uid}.note" for row in (first, second)]
    publish(
        exhibition,
        {"heading": "Bronze", "body:a": "Buts", keys[0]: "Entrée libre", keys[1]: "Fermé le lundi"},
    )
    Revision.objects.get(pk=revision.pk).publish()
    look_at(exhibition)
    now = ExhibitionPage.objects.get(pk=exhibition.pk)
    notes = {str(row.uid): row.note_fr for row in now.showings.all()}
    assert notes == {str(first.uid): "Entrée libre", str(second.uid): "Fermé le lundi"}
    assert [block.value for block in now.body_fr] == ["Buts"]
    translation = translation_of(exhibition)
    assert translation.state == "outdated"
    outdated = TranslatedText.objects.get(translation=translation, key=keys[1])
    assert (outdated.source_text, outdated.source.text) == ("Closed on Mondays", "Closed on Tuesdays")


def test_a_translation_of_a_source_that_changed_meanwhile_is_outdated(page, translator, reviewer):
    translation = translation_of(page)
    write_texts(translation, translator, FRENCH)
    StandardPage.objects.filter(pk=page.pk).update(summary_en="Three words now")
    look_at(page)
    desk.submit(translation, translator)
    desk.publish(translation, reviewer)
    assert state_of(page) == "outdated"
    assert TranslatedText.objects.get(key="summary", translation=translation).source_text == "Two words"


def test_an_outdated_text_can_be_confirmed(page, publish, translator, reviewer):
    publish(page, FRENCH)
    StandardPage.objects.filter(pk=page.pk).update(summary_en="Two words!")
    look_at(page)
    translation = translation_of(page)
    write_texts(translation, translator, {"summary": "Deux mots"})
    assert not translation.drafts.exists()
    write_texts(translation, translator, {"summary": "Deux mots"}, holds=True)
    desk.submit(translation, translator)
    desk.publish(translation, reviewer)
    assert state_of(page) == "current"


# --- Taking back ----------------------------------------------------------------------------------


def test_a_translation_is_withdrawn_and_restored(page, publish, reviewer):
    publish(page, FRENCH)
    before, translation = stored(page), translation_of(page)
    made = {text.key: text.at for text in translation.texts.all()}
    desk.withdraw(translation, reviewer)
    assert (live(page).heading_fr, live(page).summary_fr, len(live(page).body_fr)) == ("", "", 0)
    assert live(page).heading_ru == "О нас"
    assert state_of(page) == "missing"
    desk.restore(Version.objects.filter(translation=translation, event="published").first(), reviewer)
    assert stored(page) == before
    assert state_of(page) == "current"
    assert {text.key: text.at for text in translation.texts.all()} == made
    assert [version.event for version in translation.versions.all()] == ["restored", "withdrawn", "published"]


def test_a_translation_that_came_from_elsewhere_can_be_restored_too(page, reviewer):
    StandardPage.objects.filter(pk=page.pk).update(heading_fr="Une importation")
    look_at(page)
    translation = translation_of(page)
    desk.withdraw(translation, reviewer)
    desk.restore(translation.versions.last(), reviewer)
    assert live(page).heading_fr == "Une importation"


def test_an_earlier_version_that_is_true_to_an_older_source_is_outdated(page, publish, reviewer):
    publish(page, FRENCH)
    first = translation_of(page).versions.first()
    StandardPage.objects.filter(pk=page.pk).update(summary_en="Three words now")
    look_at(page)
    publish(page, {"summary": "Trois mots"})
    assert state_of(page) == "current"
    desk.restore(first, reviewer)
    assert (state_of(page), live(page).summary_fr) == ("outdated", "Deux mots")


# --- Two at once ----------------------------------------------------------------------------------


def test_two_translators_at_once_lose_nothing(page, translator):
    other = UserFactory()
    TranslationRight.objects.create(user=other, language="fr")
    translation = translation_of(page)
    base = desk.digest("")
    assert not desk.save_texts(translation, translator, [desk.Entry("heading", "À propos", base)])
    entries = [desk.Entry("heading", "Qui sommes-nous", base), desk.Entry("summary", "Deux mots", base)]
    [conflict] = desk.save_texts(translation, other, entries)
    assert (conflict.key, conflict.text, conflict.by) == ("heading", "À propos", translator)
    kept = DraftAlternative.objects.get()
    assert (kept.text, kept.by) == ("Qui sommes-nous", other)
    assert dict(translation.drafts.values_list("key", "text")) == {
        "heading": "À propos",
        "summary": "Deux mots",
    }
    desk.settle(kept, other, take=True)
    assert translation.drafts.get(key="heading").text == "Qui sommes-nous"
    assert not DraftAlternative.objects.exists()


def test_what_was_not_touched_overwrites_nothing(page, translator):
    translation = translation_of(page)
    write_texts(translation, translator, {"heading": "À propos"})
    untouched = desk.Entry("heading", "", desk.digest(""))
    assert not desk.save_texts(translation, translator, [untouched])
    assert translation.drafts.get().text == "À propos"


def test_going_back_to_the_public_text_leaves_no_draft(page, publish, translator):
    publish(page, FRENCH)
    translation = translation_of(page)
    write_texts(translation, translator, {"heading": "Autre"})
    write_texts(translation, translator, {"heading": "À propos"})
    assert state_of(page) == "current"


# --- Rights ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["ru", "en", "zh-hans"])
def test_a_french_translator_writes_no_other_language(page, translator, code):
    translation = translation_of(page)
    translation.language = code
    translation.pk = None
    if code == "ru":
        translation = translation_of(page, "ru")
    else:
        translation.save()
    with pytest.raises(PermissionDenied):
        write_texts(translation, translator, {"heading": "Autre"})


def test_a_source_language_is_no_language_of_the_desk(page):
    boss = UserFactory(superuser=True)
    translation = translation_of(page)
    translation.pk, translation.language = None, "en"
    translation.save()
    with pytest.raises(PermissionDenied):
        write_texts(translation, boss, {"heading": "Autre"})


def test_nobody_reviews_their_own_translation(page):
    both = UserFactory()
    TranslationRight.objects.create(user=both, language="fr", may_review=True)
    boss = UserFactory(superuser=True)
    for user in (both, boss):
        translation = translation_of(page)
        write_texts(translation, user, {"heading": f"Par {user}"})
        desk.submit(translation, user)
        with pytest.raises(PermissionDenied):
            desk.publish(translation, user)
    desk.publish(translation_of(page), both)
    assert live(page).heading_fr == f"Par {boss}"


def test_what_is_not_in_review_is_not_published(page, translator, reviewer):
    translation = translation_of(page)
    write_texts(translation, translator, FRENCH)
    with pytest.raises(PermissionDenied):
        desk.publish(translation, reviewer)


def test_a_translator_neither_publishes_nor_withdraws(page, publish, translator):
    publish(page, FRENCH)
    with pytest.raises(PermissionDenied):
        desk.withdraw(translation_of(page), translator)
    with pytest.raises(PermissionDenied):
        desk.restore(translation_of(page).versions.first(), translator)
    with pytest.raises(PermissionDenied):
        desk.plan(translation_of(page), translator, False)


def test_a_right_may_be_for_one_register(page):
    user = UserFactory()
    TranslationRight.objects.create(user=user, language="fr", register="partnerships.institution")
    institution = InstitutionFactory()
    look_at(institution)
    write_texts(translation_of(institution), user, {"name": "Le Musée"})
    with pytest.raises(PermissionDenied):
        write_texts(translation_of(page), user, FRENCH)


def test_somebody_who_left_may_do_nothing(page, translator):
    translator.is_active = False
    translator.save()
    with pytest.raises(PermissionDenied):
        write_texts(translation_of(page), translator, FRENCH)


def test_writing_on_takes_a_translation_back_from_review(page, translator):
    translation = translation_of(page)
    write_texts(translation, translator, {"heading": "À propos"})
    desk.submit(translation, translator)
    write_texts(translation_of(page), translator, {"heading": "Qui sommes-nous"})
    assert state_of(page) == "translating"


def test_a_reviewer_corrects_without_ending_the_review(page, translator, reviewer):
    translation = translation_of(page)
    write_texts(translation, translator, {"heading": "A propos"})
    desk.submit(translation, translator)
    write_texts(translation, reviewer, {"heading": "À propos"})
    assert state_of(page) == "review"
    desk.publish(translation, reviewer)
    assert live(page).heading_fr == "À propos"
