"""The state of a record in a language follows from its texts."""

import datetime

import pytest

from delegations.enums import Publication, VisitState
from exhibitions.models import ExhibitionPage
from museum_site.translations import desk
from museum_site.translations.index import index_records, rebuild
from museum_site.translations.models import SourceText, TranslatableRecord, TranslatedText, Translation
from partnerships.models import Institution
from tests.factories import (
    DelegationFactory,
    ExhibitionFactory,
    InstitutionFactory,
    ShowingFactory,
    StandardPageFactory,
    UserFactory,
    VisitFactory,
)
from tests.translations.conftest import look_at, state_of, translation_of, write_texts

pytestmark = pytest.mark.django_db


def change(record, minor=False, now=None, **columns):
    """Change columns of a record, as somebody's form does, and look at it."""
    type(record).objects.filter(pk=record.pk).update(**columns)
    look_at(record, minor=minor, **({"now": now} if now else {}))


@pytest.fixture
def page():
    page = StandardPageFactory(heading_en="About the museum", summary_en="Two words")
    look_at(page)
    return page


def nothing(page, publish, translator):
    """Nobody did anything."""


def one_of_two(page, publish, translator):
    publish(page, {"heading": "À propos"})


def all_texts(page, publish, translator):
    publish(page, {"heading": "À propos", "summary": "Deux mots"})


def all_then_changed(page, publish, translator):
    all_texts(page, publish, translator)
    change(page, summary_en="Three words now")


def one_then_changed(page, publish, translator):
    one_of_two(page, publish, translator)
    change(page, heading_en="About us")


def all_then_minor_change(page, publish, translator):
    all_texts(page, publish, translator)
    change(page, minor=True, summary_en="Two words.")


def all_then_one_more(page, publish, translator):
    StandardPageFactory._meta.model.objects.filter(pk=page.pk).update(summary_en="")
    look_at(page)
    publish(page, {"heading": "À propos"})
    change(page, summary_en="A summary at last")


def written(page, publish, translator):
    write_texts(translation_of(page), translator, {"heading": "À propos"})


def written_over_what_is_public(page, publish, translator):
    all_texts(page, publish, translator)
    write_texts(translation_of(page), translator, {"heading": "À propos du musée"})


def submitted(page, publish, translator):
    written(page, publish, translator)
    desk.submit(translation_of(page), translator)


def not_planned(page, publish, translator):
    desk.plan(translation_of(page), UserFactory(superuser=True), False)


def made_elsewhere(page, publish, translator):
    change(page, heading_fr="À propos", summary_fr="Deux mots")


@pytest.mark.parametrize(
    ("happened", "state"),
    [
        (nothing, "missing"),
        (one_of_two, "partly"),
        (all_texts, "current"),
        (all_then_changed, "outdated"),
        (one_then_changed, "outdated"),
        (all_then_minor_change, "current"),
        (all_then_one_more, "partly"),
        (written, "translating"),
        (written_over_what_is_public, "translating"),
        (submitted, "review"),
        (not_planned, "not_planned"),
        (made_elsewhere, "current"),
    ],
)
def test_states(page, publish, translator, happened, state):
    happened(page, publish, translator)
    assert state_of(page) == state
    assert state_of(page, "ru") == "missing"
    rebuild()
    assert state_of(page) == state


def test_outdated_says_since_when(page, publish):
    publish(page, {"heading": "À propos", "summary": "Deux mots"})
    first = datetime.datetime(2026, 5, 3, 10, tzinfo=datetime.UTC)
    change(page, now=first, heading_en="About us")
    change(page, now=first + datetime.timedelta(days=1), summary_en="Three words now")
    assert translation_of(page).outdated_since == first


def test_a_minor_change_does_not_cover_the_change_before_it(page, publish):
    publish(page, {"heading": "À propos", "summary": "Deux mots"})
    change(page, summary_en="Quite another summary")
    change(page, minor=True, summary_en="Quite another summary.")
    assert state_of(page) == "outdated"


def test_a_change_after_a_minor_one_is_marked_against_the_minor_one(page, publish):
    publish(page, {"heading": "À propos", "summary": "Deux mots"})
    change(page, minor=True, summary_en="Two words.")
    change(page, summary_en="Three words.")
    assert TranslatedText.objects.get(key="summary").source_text == "Two words."


def test_a_fact_makes_nothing_outdated(publish):
    exhibition = ExhibitionFactory(heading_en="Bronze", showing__note_en="Free entry")
    look_at(exhibition)
    key = f"showings:{exhibition.showings.get().uid}.note"
    publish(exhibition, {"heading": "Bronze", key: "Entrée libre"})
    exhibition = ExhibitionPage.objects.get(pk=exhibition.pk)
    showing = exhibition.showings.get()
    showing.opens, showing.venue = "2019-01-01", InstitutionFactory()
    exhibition.showings = [showing, ShowingFactory()]
    exhibition.save_revision().publish()
    look_at(exhibition)
    assert state_of(exhibition) == "current"


def test_a_text_that_leaves_the_source_leaves_the_desk(page, publish):
    publish(page, {"heading": "À propos", "summary": "Deux mots"})
    change(page, summary_en="")
    translation = translation_of(page)
    assert (translation.state, translation.total, translation.translated) == ("current", 1, 1)


def test_a_translation_from_elsewhere_is_true_to_the_source_of_that_day(page):
    change(page, heading_en="About us", heading_fr="Qui sommes-nous", summary_fr="Deux mots")
    assert state_of(page) == "current"
    text = TranslatedText.objects.get(key="heading", translation__language="fr")
    assert (text.by, text.source_text) == (None, "About us")
    change(page, summary_en="Three")
    assert state_of(page) == "outdated"
    change(page, summary_fr="Trois")
    assert state_of(page) == "current"


def test_text_in_one_source_language_only_counts_once():
    page = StandardPageFactory(heading_zh_hans="关于")
    look_at(page)
    assert (translation_of(page).total, state_of(page)) == (1, "missing")


# --- What is at the desk --------------------------------------------------------------------------


def listed_from(record):
    """The day from which a record is at the desk."""
    look_at(record)
    return TranslatableRecord.objects.of(record).get().listed_from


def test_what_the_public_must_not_know_is_not_at_the_desk():
    assert listed_from(VisitFactory()) is None
    assert listed_from(VisitFactory(state=VisitState.PLANNED, starts=None)) is None
    assert listed_from(StandardPageFactory(live=False)) is None


def test_a_visit_comes_to_the_desk_on_the_day_on_which_it_gets_public():
    embargo = datetime.date(2030, 1, 1)
    assert listed_from(VisitFactory(public=True, embargo_until=embargo)) == embargo
    page = DelegationFactory(visit__embargo_until=embargo, visit__publication=Publication.FULL_PAGE)
    assert listed_from(page) == embargo
    assert not TranslatableRecord.objects.of(page).listed(datetime.date(2029, 12, 31))
    assert TranslatableRecord.objects.of(page).listed(embargo)


def test_a_record_without_words_is_not_at_the_desk():
    institution = InstitutionFactory(name_en="", native_name="Musée")
    assert listed_from(institution) is None


def test_what_is_deleted_leaves_the_desk():
    institution = InstitutionFactory()
    look_at(institution)
    pk = institution.pk
    institution.delete()
    index_records(Institution, [pk])
    assert not TranslatableRecord.objects.filter(object_id=pk, register="partnerships.institution").exists()


# --- The index ------------------------------------------------------------------------------------


def test_saving_anything_with_words_brings_the_desk_up_to_date(django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        exhibition = ExhibitionFactory(heading_en="Bronze", showing__note_en="Free entry")
        institution = InstitutionFactory(name_en="The Museum")
    assert SourceText.objects.filter(text="The Museum", source_language="en").exists()
    with django_capture_on_commit_callbacks(execute=True):
        showing = exhibition.showings.get()
        showing.note_en = "Tickets at the door"
        showing.save()
        institution.delete()
    assert SourceText.objects.filter(text="Tickets at the door", source_language="en").exists()
    assert not SourceText.objects.filter(text="The Museum").exists()


def test_a_draft_changes_nothing_at_the_desk(django_capture_on_commit_callbacks, page):
    page.heading_en = "Another draft"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision()
    assert set(SourceText.objects.filter(key="heading").values_list("text", flat=True)) == {
        "About the museum"
    }


def test_indexing_takes_the_same_queries_for_many_records(django_assert_max_num_queries, publish):
    pages = StandardPageFactory.create_batch(12, heading_en="About")
    model = type(pages[0])
    index_records(model, [page.pk for page in pages])
    with django_assert_max_num_queries(15):
        index_records(model, [page.pk for page in pages])
    assert Translation.objects.filter(record__register="pages", language="fr").count() == 12
