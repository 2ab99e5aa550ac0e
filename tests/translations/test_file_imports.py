"""What files do at the desk: out, back as unpublished texts, and undone."""

import datetime
from dataclasses import replace
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from museum_site.home.models import StandardPage
from museum_site.translations import desk
from museum_site.translations.enums import State
from museum_site.translations.files import importing
from museum_site.translations.files.exporting import (
    NEEDS_WORK,
    NothingToExport,
    export,
    file_name,
    make_document,
    select,
)
from museum_site.translations.files.formats import FORMATS
from museum_site.translations.files.importing import PlanChanged, make_plan, undo, write
from museum_site.translations.files.models import ImportedFile
from museum_site.translations.files.units import Status
from museum_site.translations.models import DraftAlternative, TranslationRight
from tests.factories import ExhibitionFactory, InstitutionFactory, StandardPageFactory, UserFactory
from tests.translations.conftest import look_at, state_of, translation_of, write_texts

pytestmark = pytest.mark.django_db

FRENCH = {"heading": "À propos", "summary": "Deux mots"}
LATER = timezone.now() + datetime.timedelta(days=1)


@pytest.fixture
def page(site_tree):
    page = StandardPageFactory(
        heading_en="About the museum",
        summary_en="Two words",
        body_en=[("paragraph", "<p>Some <b>words</b></p>")],
    )
    look_at(page)
    return page


def document_of(record, code="fr", **kwargs):
    """The document of one record."""
    row = translation_of(record, code).record_id
    return make_document(select(code, record=row), code, kwargs.pop("source", "en"), **kwargs)


def answered(document, **texts):
    """A document as it comes back, with translations by key."""
    units = [
        replace(unit, translation=texts[unit.key], status=Status.DONE) if unit.key in texts else unit
        for unit in document.units
    ]
    return replace(document, units=units)


def file_of(document, form="xliff") -> tuple[bytes, str]:
    """The content and the name of a document's file."""
    return export(document, form), file_name(document, form)


def drafts(record) -> dict[str, str]:
    return dict(translation_of(record).drafts.values_list("key", "text"))


def outcomes(plan) -> dict[str, str]:
    return {change.unit.key.split(":")[0]: str(change.outcome) for change in plan.changes}


# --- Out ------------------------------------------------------------------------------------------


def test_a_record_goes_out_with_all_its_texts(page, publish):
    publish(page, FRENCH)
    found = document_of(page, site="https://example.org")
    assert [(unit.source, unit.translation, str(unit.status)) for unit in found.units] == [
        ("About the museum", "À propos", "published"),
        ("Two words", "Deux mots", "published"),
        ("<p>Some <b>words</b></p>", "", "missing"),
    ]
    first = found.units[0]
    assert first.address == f"https://example.org/fr/{page.slug}/"
    assert (first.title, first.label, first.max_length) == ("About the museum", "Heading", 255)
    assert first.record == f"home.standardpage:{page.pk}"


def test_only_what_waits_goes_out_if_that_is_wanted(page, publish, translator):
    publish(page, FRENCH)
    StandardPage.objects.filter(pk=page.pk).update(summary_en="Three words now")
    look_at(page)
    [summary, body] = document_of(page, open_only=True).units
    assert (summary.status, summary.previous) == (Status.OUTDATED, "Two words")
    assert body.status == Status.MISSING
    write_texts(translation_of(page), translator, {"summary": "Trois mots maintenant"})
    assert [unit.key for unit in document_of(page, open_only=True).units] == [body.key]


def test_a_file_has_originals_of_one_language(page):
    StandardPage.objects.filter(pk=page.pk).update(summary_en="", summary_zh_hans="两个字")
    look_at(page)
    assert "summary" not in {unit.key for unit in document_of(page).units}
    chinese = document_of(page, source="zh-hans")
    assert [(unit.key, unit.source) for unit in chinese.units] == [("summary", "两个字")]


def test_selections(page, publish):
    institution = InstitutionFactory()
    look_at(institution)
    publish(page, {"heading": "À propos"})

    def keys(**kwargs):
        return {translation.record.object_id for translation in select("fr", **kwargs)}

    kind = {"register": "partnerships.institution"}
    assert {translation.record.register for translation in select("fr", **kind)} == set(kind.values())
    assert institution.pk in keys(**kind)
    assert page.pk in keys(states=[State.PARTLY], register="pages")
    assert page.pk not in keys(states=[State.MISSING], register="pages")
    assert page.pk in keys(states=NEEDS_WORK)
    desk.plan(translation_of(page), UserFactory(superuser=True), False)
    assert page.pk not in keys(register="pages")
    with pytest.raises(NothingToExport):
        make_document(select("fr", record=0), "fr", "en")


def test_more_records_need_no_more_queries(site_tree):
    def count(number):
        look_at(*ExhibitionFactory.create_batch(number), *InstitutionFactory.create_batch(number))
        with CaptureQueriesContext(connection) as queries:
            make_document(select("fr"), "fr", "en")
        return len(queries)

    count(1)
    assert count(2) == count(6)


# --- Looking --------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_what_comes_back_as_it_went_changes_nothing(page, publish, translator, form):
    publish(page, FRENCH)
    write_texts(translation_of(page), translator, {"heading": "Le musée"})
    StandardPage.objects.filter(pk=page.pk).update(summary_en="Three words now")
    look_at(page)
    plan = make_plan(*file_of(document_of(page), form), translator)
    assert plan.refusals == []
    assert outcomes(plan) == {"heading": "unchanged", "summary": "unchanged", "body": "empty"}
    assert write(*file_of(document_of(page), form), translator).texts == 0
    assert drafts(page) == {"heading": "Le musée"}


def test_looking_writes_nothing(page, translator):
    content = file_of(answered(document_of(page), **FRENCH))
    plan = make_plan(*content, translator)
    assert [(change.old, change.new) for change in plan.written] == [("", "À propos"), ("", "Deux mots")]
    assert not translation_of(page).drafts.exists()
    assert not ImportedFile.objects.exists()


def test_looking_needs_no_more_queries_for_more_records(site_tree, translator):
    def count(number):
        look_at(*ExhibitionFactory.create_batch(number))
        document = make_document(select("fr"), "fr", "en")
        content = file_of(
            replace(document, units=[replace(unit, translation="Mots") for unit in document.units])
        )
        with CaptureQueriesContext(connection) as queries:
            make_plan(*content, translator)
        return len(queries)

    count(1)
    assert count(2) == count(6)


# --- Back -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
def test_translations_become_texts_of_the_desk_and_nothing_public(page, translator, form):
    document = document_of(page)
    body = document.units[2].key
    imported = write(
        *file_of(answered(document, **FRENCH, **{body: "<p>Des <b>mots</b></p>"}), form), translator
    )
    assert (imported.texts, imported.language, imported.by) == (3, "fr", translator)
    found = drafts(page)
    assert (found["heading"], found["summary"]) == ("À propos", "Deux mots")
    assert importing.normalized(found[body]) == "<p>Des <b>mots</b></p>"
    assert state_of(page) == State.TRANSLATING
    assert StandardPage.objects.get(pk=page.pk).heading_fr in ("", None)
    # The same file again has nothing left to do.
    again = file_of(answered(document, **FRENCH, **{body: "<p>Des <b>mots</b></p>"}), form)
    assert write(*again, translator).texts == 0


def test_a_translation_of_an_older_original_is_kept_and_marked_as_outdated(page, translator, reviewer):
    content = file_of(answered(document_of(page), **FRENCH))
    StandardPage.objects.filter(pk=page.pk).update(summary_en="Three words now")
    look_at(page)
    plan = make_plan(*content, translator)
    assert outcomes(plan) == {"heading": "new", "summary": "stale", "body": "empty"}
    write(*content, translator)
    draft = translation_of(page).drafts.get(key="summary")
    assert (draft.text, draft.source_text) == ("Deux mots", "Two words")
    desk.submit(translation_of(page), translator)
    desk.publish(translation_of(page), reviewer)
    assert state_of(page) == State.OUTDATED
    assert translation_of(page).texts.get(key="summary").source_text == "Two words"


def test_a_translation_that_an_office_confirms_is_outdated_no_more(page, publish, translator, reviewer):
    publish(page, FRENCH)
    StandardPage.objects.filter(pk=page.pk).update(summary_en="Two words.")
    look_at(page)
    assert state_of(page) == State.OUTDATED
    plan = make_plan(*file_of(document_of(page), "po"), translator)
    # Still fuzzy in the file: nobody has confirmed it.
    assert outcomes(plan)["summary"] == "unchanged"
    content, name = file_of(document_of(page), "po")
    content = content.replace(b"#, fuzzy\n", b"")
    assert outcomes(make_plan(content, name, translator))["summary"] == "confirmed"
    write(content, name, translator)
    desk.submit(translation_of(page), translator)
    desk.publish(translation_of(page), reviewer)
    assert state_of(page) == State.PARTLY


def test_an_uncertain_translation_is_left_out(page, publish, translator):
    publish(page, FRENCH)
    StandardPage.objects.filter(pk=page.pk).update(summary_en="Three words")
    look_at(page)
    content, name = file_of(document_of(page), "po")
    content = content.replace(b"Deux mots", b"Trois mots")
    assert outcomes(make_plan(content, name, translator))["summary"] == "open"
    assert write(content, name, translator).texts == 0


def test_what_was_changed_at_the_desk_meanwhile_is_kept_beside_the_file_s(page, translator):
    document = document_of(page)
    write_texts(translation_of(page), translator, {"heading": "Le musée"})
    office = UserFactory()
    TranslationRight.objects.create(user=office, language="fr")
    content = file_of(answered(document, **FRENCH))
    assert outcomes(make_plan(*content, office))["heading"] == "beside"
    imported = write(*content, office)
    assert drafts(page) == {"heading": "Le musée", "summary": "Deux mots"}
    assert DraftAlternative.objects.get().text == "À propos"
    undo(imported, office)
    assert drafts(page) == {"heading": "Le musée"}
    assert not DraftAlternative.objects.exists()


def test_what_changed_since_somebody_looked_is_looked_at_again(page, translator):
    content = file_of(answered(document_of(page), **FRENCH))
    seen = make_plan(*content, translator).fingerprint
    StandardPage.objects.filter(pk=page.pk).update(summary_en="Three words now")
    look_at(page)
    with pytest.raises(PlanChanged):
        write(*content, translator, fingerprint=seen)
    assert drafts(page) == {}
    write(*content, translator, fingerprint=make_plan(*content, translator).fingerprint)


def test_an_import_takes_a_translation_back_from_review_and_says_so(page, translator):
    write_texts(translation_of(page), translator, {"heading": "Le musée"})
    document = answered(replace(document_of(page), exported_at=LATER), **FRENCH)
    desk.submit(translation_of(page), translator)
    assert make_plan(*file_of(document), translator).taken_from_review == [translation_of(page)]
    imported = write(*file_of(document), translator)
    assert state_of(page) == State.TRANSLATING
    undo(imported, translator)
    assert (state_of(page), translation_of(page).submitted_by) == (State.REVIEW, translator)
    assert drafts(page) == {"heading": "Le musée"}


def test_formatting_that_its_place_does_not_allow_is_taken_out(page, translator):
    document = document_of(page)
    body = document.units[2].key
    text = "<p onclick=''>Des <b style='color:red'>mots</b></p>"
    source = text.replace("Des", "Some").replace("mots", "words")
    forged = [replace(unit, source=source) if unit.key == body else unit for unit in document.units]
    write(*file_of(answered(replace(document, units=forged), **{body: text})), translator)
    assert importing.normalized(drafts(page)[body]) == "<p>Des <b>mots</b></p>"


# --- Taking back ----------------------------------------------------------------------------------


def test_an_import_is_taken_back(page, publish, translator):
    publish(page, FRENCH)
    write_texts(translation_of(page), translator, {"heading": "Le musée"})
    before = list(translation_of(page).drafts.values())
    document = replace(document_of(page), exported_at=LATER)
    imported = write(
        *file_of(answered(document, heading="Notre musée", summary="Deux autres mots")), translator
    )
    assert len(drafts(page)) == 2
    result = undo(imported, translator)
    assert (result.texts, result.left) == (2, 0)
    there = list(translation_of(page).drafts.values())
    assert [{**row, "id": 0} for row in there] == [{**row, "id": 0} for row in before]
    imported.refresh_from_db()
    assert (imported.undone_by, imported.undone_at is not None) == (translator, True)
    with pytest.raises(desk.NothingToDo):
        undo(imported, translator)


def test_what_others_changed_since_an_import_stays(page, translator, reviewer):
    imported = write(*file_of(answered(document_of(page), **FRENCH)), translator)
    write_texts(translation_of(page), translator, {"heading": "Notre musée"})
    result = undo(imported, translator)
    assert (result.texts, result.left) == (1, 1)
    assert drafts(page) == {"heading": "Notre musée"}


def test_what_was_published_since_an_import_stays_public(page, translator, reviewer):
    imported = write(*file_of(answered(document_of(page), **FRENCH)), translator)
    desk.submit(translation_of(page), translator)
    desk.publish(translation_of(page), reviewer)
    assert undo(imported, translator).left == 2
    assert StandardPage.objects.get(pk=page.pk).heading_fr == "À propos"
    assert drafts(page) == {}


def test_somebody_else_s_language_is_not_taken_back(page, translator):
    imported = write(*file_of(answered(document_of(page), **FRENCH)), translator)
    russian = UserFactory()
    TranslationRight.objects.create(user=russian, language="ru")
    with pytest.raises(PermissionDenied):
        undo(imported, russian)
    assert len(drafts(page)) == 2


# --- Commands -------------------------------------------------------------------------------------


def run(*args, **kwargs) -> str:
    out = StringIO()
    call_command(*args, stdout=out, **kwargs)
    return out.getvalue()


@pytest.mark.parametrize(("form", "ending"), [("po", "po"), ("xliff", "xlf"), ("xlsx", "xlsx")])
def test_commands_write_a_file_and_read_it_again(page, translator, tmp_path, form, ending):
    row = translation_of(page).record_id
    told = run("export_translations", "fr", "--format", form, "--record", str(row), "--output", str(tmp_path))
    [path] = tmp_path.iterdir()
    assert path.suffix == f".{ending}"
    assert "3 texts" in told
    content, _name = file_of(answered(document_of(page), **FRENCH), form)
    path.write_bytes(content)
    told = run("import_translations", str(path), "--user", translator.username)
    assert "+ À propos" in told
    assert "Nothing was written" in told
    assert drafts(page) == {}
    assert "2 texts were imported" in run(
        "import_translations", str(path), "--user", translator.username, "--write"
    )
    assert drafts(page) == FRENCH


def test_commands_name_what_is_wrong(page, translator, tmp_path):
    path = tmp_path / "a.po"
    path.write_bytes(b"nothing")
    for arguments, found in (
        ([path, "--user", translator.username, "--write"], "unreadable"),
        ([tmp_path / "b.po", "--user", translator.username], "cannot be read"),
        ([path, "--user", "nobody-here"], "no user"),
    ):
        with pytest.raises(CommandError, match=found):
            run("import_translations", *map(str, arguments))
    with pytest.raises(CommandError, match="Nothing is to be translated"):
        run("export_translations", "fr", "--record", "0", "--output", str(tmp_path))
    assert not ImportedFile.objects.exists()
