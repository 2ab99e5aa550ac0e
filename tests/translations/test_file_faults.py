"""Broken files: each is refused by the name of its fault, and nothing of it is written."""

import io
import re
import zipfile
from dataclasses import replace

import openpyxl
import pytest

from museum_site.translations.files import formats, importing, units
from museum_site.translations.files.exporting import export, make_document, select
from museum_site.translations.files.importing import make_plan, write
from museum_site.translations.files.models import ImportedFile
from museum_site.translations.files.units import Fault, FileRefused
from museum_site.translations.models import DraftAlternative, DraftText, TranslationRight
from tests.factories import InstitutionFactory, StandardPageFactory, UserFactory
from tests.translations.conftest import look_at

pytestmark = pytest.mark.django_db

RICH = '<p>Read <a href="https://example.org/">this</a></p>'


@pytest.fixture
def page(site_tree):
    page = StandardPageFactory(
        heading_en="About the museum", summary_en="%(count)s words", body_en=[("paragraph", RICH)]
    )
    look_at(page)
    return page


@pytest.fixture
def document(page):
    """What an office sends back for the page: all texts translated into French."""
    found = make_document(select("fr"), "fr", "en")
    own = [unit for unit in found.units if unit.record == f"home.standardpage:{page.pk}"]
    words = {"heading": "À propos", "summary": "%(count)s mots"}
    return replace(
        found,
        units=[
            replace(unit, translation=words.get(unit.key, unit.source.replace("Read", "Lisez")))
            for unit in own
        ],
    )


def faults(content, name, user, **kwargs) -> set[str]:
    """The names of the faults for which a file is refused, by looking and by writing; nothing may be written."""
    try:
        seen = make_plan(content, name, user, **kwargs).refusals
    except FileRefused as error:
        seen = error.refusals
    with pytest.raises(FileRefused) as refused:
        write(content, name, user, **kwargs)
    assert refused.value.refusals == seen
    assert str(refused.value).strip()
    assert not DraftText.objects.exists()
    assert not DraftAlternative.objects.exists()
    assert not ImportedFile.objects.exists()
    return {str(refusal.fault) for refusal in refused.value.refusals}


def changed(pattern, replacement):
    """A function that changes the first place in a file that a pattern finds."""

    def change(content: bytes) -> bytes:
        assert re.search(pattern, content, re.DOTALL)
        return re.sub(pattern, replacement, content, count=1, flags=re.DOTALL)

    return change


@pytest.mark.parametrize("form", formats.FORMATS)
def test_a_whole_file_is_not_refused(form, document, translator):
    plan = make_plan(
        export(document, form), f"a.{formats.FORMATS[form].endings[0]}", translator, language="fr"
    )
    assert plan.refusals == []
    assert [str(change.outcome) for change in plan.changes] == ["new"] * 3


# --- Any format -----------------------------------------------------------------------------------


@pytest.mark.parametrize("ending", ["po", "xlf", "xlsx"])
@pytest.mark.parametrize(
    ("content", "names"),
    [
        (b"", {"empty"}),
        (b" \n\n", {"empty"}),
        (b"%PDF-1.7 nothing", {"wrong_format", "unreadable"}),
        (b"\x89PNG\r\n\x1a\n\x00\x00", {"wrong_format", "unreadable", "nul"}),
        (b"<html><body>Sign in</body></html>", {"wrong_format", "unreadable"}),
        ('msgid "Café"'.encode("utf-16"), {"wrong_format", "wrong_encoding", "nul", "unreadable"}),
    ],
)
def test_what_is_no_translation_file(content, names, ending, translator):
    assert faults(content, f"a.{ending}", translator) <= names


@pytest.mark.parametrize("name", ["a.xls", "a", "a.po.exe", "", "a.docx"])
def test_another_ending(name, document, translator):
    assert faults(export(document, "po"), name, translator) == {"unknown_format"}


@pytest.mark.parametrize("form", formats.FORMATS)
def test_too_large(form, document, translator, monkeypatch):
    content = export(document, form)
    monkeypatch.setattr(formats, "MAX_BYTES", len(content) - 1)
    assert faults(content, f"a.{formats.FORMATS[form].endings[0]}", translator) == {"too_large"}


@pytest.mark.parametrize("form", formats.FORMATS)
def test_too_many_texts(form, document, translator, monkeypatch):
    monkeypatch.setattr(formats, "MAX_UNITS", 2)
    content = export(document, form)
    assert faults(content, f"a.{formats.FORMATS[form].endings[0]}", translator) == {"too_many_texts"}


@pytest.mark.parametrize("form", formats.FORMATS)
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"language": "ru"}, "no_right"),
        ({"language": "en"}, "unknown_language"),
        ({"source_language": "fr"}, "wrong_source"),
    ],
)
def test_languages(form, change, fault, document, translator):
    content = export(replace(document, **change), form)
    assert faults(content, f"a.{formats.FORMATS[form].endings[0]}", translator) == {fault}


@pytest.mark.parametrize("form", formats.FORMATS)
def test_the_language_chosen(form, document, translator):
    content = export(document, form)
    assert faults(content, f"a.{formats.FORMATS[form].endings[0]}", translator, language="ru") == {
        "wrong_language"
    }


@pytest.mark.parametrize("form", formats.FORMATS)
@pytest.mark.parametrize(
    ("change", "fault"),
    [
        ({"record": "home.standardpage:999999"}, "unknown_record"),
        ({"record": "auth.user:1"}, "unknown_record"),
        ({"record": "home.standardpage:" + "9" * 30}, "unknown_record"),
        ({"key": "password"}, "unknown_key"),
        ({"translation": "\x1b[2J"}, "control"),
        ({"translation": "x" * (units.MAX_TEXT + 1)}, "too_long_text"),
        ({"translation": "x" * 300}, "problem"),
    ],
)
def test_a_text_that_has_no_place_or_no_words(form, change, fault, document, translator):
    if form == "xlsx" and fault == "too_long_text":
        return  # no cell can hold it
    first = replace(document.units[0], **change)
    content = export(replace(document, units=[first, *document.units[1:]]), form)
    assert faults(content, f"a.{formats.FORMATS[form].endings[0]}", translator) == {fault}


@pytest.mark.parametrize("form", formats.FORMATS)
@pytest.mark.parametrize(
    ("key", "old", "new", "fault"),
    [
        ("summary", "%(count)s", "%(nombre)s", "broken_placeholders"),
        ("summary", "%(count)s", "", "broken_placeholders"),
        ("body", "</a>", "", "broken_tags"),
        ("body", "https://example.org/", "https://example.com/", "broken_tags"),
        ("body", "<p>", "<p><script>alert(1)</script>", "broken_tags"),
        ("body", "<a ", '<a onclick="x" ', "broken_tags"),
    ],
)
def test_damaged_tags_and_placeholders(form, key, old, new, fault, document, translator):
    found = [
        replace(unit, translation=unit.translation.replace(old, new)) if unit.key.startswith(key) else unit
        for unit in document.units
    ]
    content = export(replace(document, units=found), form)
    assert faults(content, f"a.{formats.FORMATS[form].endings[0]}", translator) == {fault}


@pytest.mark.parametrize("form", formats.FORMATS)
def test_a_text_that_stands_twice(form, document, translator):
    content = export(replace(document, units=[*document.units, document.units[0]]), form)
    assert faults(content, f"a.{formats.FORMATS[form].endings[0]}", translator) == {"duplicate"}


def test_one_fault_keeps_every_text_of_the_file_out(document, translator):
    broken = replace(document.units[1], translation="mots")
    content = export(replace(document, units=[document.units[0], broken, document.units[2]]), "po")
    assert faults(content, "a.po", translator) == {"broken_placeholders"}


def test_a_record_in_a_register_that_is_not_the_translator_s(document, page):
    user = UserFactory()
    TranslationRight.objects.create(user=user, language="fr", register="partnerships.institution")
    look_at(InstitutionFactory())
    assert faults(export(document, "po"), "a.po", user) == {"no_right"}


def test_a_database_that_fails_leaves_nothing(document, translator, monkeypatch):
    calls = []

    def fail(*args, **kwargs):
        calls.append(save(*args, **kwargs))
        raise RuntimeError

    save = importing.desk.save_texts
    monkeypatch.setattr(importing.desk, "save_texts", fail)
    with pytest.raises(RuntimeError):
        write(export(document, "po"), "a.po", translator)
    assert calls
    assert not DraftText.objects.exists()


# --- PO -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda content: content[: content.rindex(b'msgstr "')], "unreadable"),
        (lambda content: content[:-5], "unreadable"),
        (lambda content: content.replace("À".encode(), b"\xc0"), "wrong_encoding"),
        (changed(rb"charset=UTF-8", b"charset=latin-1"), "wrong_encoding"),
        (changed(rb"propos", b"pro\0pos"), "nul"),
        (changed(rb'""\nmsgstr ""\n', b'""\r\nmsgstr ""\r\n'), "mixed_newlines"),
        (changed(rb"propos", rb'pro"pos'), "unreadable"),
        (changed(rb'msgid "About', b'msgidd "About'), "unreadable"),
        (changed(rb'msgctxt "home[^\n]*\n', b""), "no_key"),
        (changed(rb'msgctxt "home[^\n]*\n', b'msgctxt "Button"\n'), "no_key"),
        (changed(rb'(msgid "About the museum"\n)msgstr', rb'\1msgid_plural "x"\nmsgstr[0]'), "plural"),
        (changed(rb'"Language: fr', b'"Language: de'), "wrong_language"),
        (changed(rb'"Language: fr\\n"\n(.*)"X-Target-Language: fr\\n"\n', rb"\1"), "no_language"),
        (changed(rb"\nmsgctxt.*", b""), "no_texts"),
        (lambda content: b'msgid ""\nmsgstr ""\n', "no_texts"),
        (lambda content: b"# nothing\n", "wrong_format"),
        (lambda content: b'"alone"\n' + content, "unreadable"),
    ],
)
def test_broken_po(change, fault, document, translator):
    assert faults(change(export(document, "po")), "a.po", translator) == {fault}


# --- XLIFF ----------------------------------------------------------------------------------------

BOMB = (
    b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;">'
    b'<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;">]><xliff>&c;</xliff>'
)
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]><xliff>&a;</xliff>'


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda content: content[:-20], "unreadable"),
        (lambda content: content.replace(b"</source>", b"</sauce>", 1), "unreadable"),
        (lambda content: content.replace("À".encode(), b"\xc0"), "wrong_encoding"),
        (changed(rb"encoding='utf-8'", b"encoding='no-such'"), "wrong_encoding"),
        (changed(rb"propos", b"pro\0pos"), "nul"),
        (lambda content: BOMB, "entities"),
        (lambda content: OUTSIDE, "entities"),
        (lambda content: content.replace(b"?>", b"?><!DOCTYPE xliff>", 1), "entities"),
        (changed(rb' version="2.0"', b' version="2.1"'), "wrong_version"),
        (changed(rb"xliff:document:2.0", b"xliff:document:1.2"), "wrong_version"),
        (lambda content: b"<html></html>", "wrong_format"),
        (changed(rb' trgLang="fr"', b""), "no_language"),
        (changed(rb' trgLang="fr"', b' trgLang="pt"'), "unknown_language"),
        (changed(rb'<unit id="heading"', b"<unit"), "no_key"),
        (changed(rb"<segment.*?</segment>", b""), "unreadable"),
        (changed(rb'dataRefStart="d1"', b'dataRefStart="d99"'), "broken_codes"),
        (changed(rb"<pc[^>]*>(Lisez.*?)</pc></target>", rb"\1</target>"), "broken_tags"),
        (changed(rb"propos", b'pro<cp hex="D800"/>pos'), "broken_codes"),
        (changed(rb"propos", b'pro<cp hex="0000"/>pos'), "control"),
        (changed(rb"propos", b"pro<b>pos</b>"), "broken_codes"),
        (changed(rb"(<file.*</file>)", b""), "no_texts"),
    ],
)
def test_broken_xliff(change, fault, document, translator):
    assert faults(change(export(document, "xliff")), "a.xlf", translator) == {fault}


# --- XLSX -----------------------------------------------------------------------------------------


def edited(edit):
    """A function that changes the sheet of a file, as somebody does in a program for tables."""

    def change(content: bytes) -> bytes:
        book = openpyxl.load_workbook(io.BytesIO(content))
        edit(book.active)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()

    return change


def put(address, value):
    return edited(lambda sheet: sheet.__setitem__(address, value))


def package(**parts: bytes) -> bytes:
    """A zip with files in it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def with_part(name, change):
    """A function that changes one part of the package; what is not there is added."""

    def repack(content: bytes) -> bytes:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = {part: archive.read(part) for part in archive.namelist()}
        parts[name] = change(parts.get(name, b""))
        return package(**parts)

    return repack


SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize(
    ("change", "fault"),
    [
        (lambda content: content[: len(content) // 2], "unreadable"),
        (lambda content: b"PK\x03\x04 and nothing", "unreadable"),
        (lambda content: package(**{"word/document.xml": b"<a/>"}), "wrong_format"),
        (
            lambda content: package(**{"[Content_Types].xml": b"<a/>", "xl/workbook.xml": b"<a/>"}),
            "unreadable",
        ),
        (lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), "locked"),
        (with_part("xl/vbaProject.bin", lambda part: b"Sub x()"), "macros"),
        (with_part(SHEET, lambda part: BOMB), "entities"),
        (with_part("xl/sharedStrings.xml", lambda part: OUTSIDE), "entities"),
        (with_part(SHEET, lambda part: part[:-40]), "unreadable"),
        (with_part(SHEET, lambda part: b"<a/>"), "missing_columns"),
        (edited(lambda sheet: sheet.delete_cols(7)), "missing_columns"),
        (edited(lambda sheet: sheet.delete_cols(1)), "missing_columns"),
        (edited(lambda sheet: sheet.delete_rows(1)), "missing_columns"),
        (edited(lambda sheet: sheet.delete_rows(2, 9)), "no_texts"),
        (put("J1", "Key"), "unreadable"),
        (put("G1", "Translation"), "no_language"),
        (put("G1", "Translation [de]"), "no_right"),
        (put("G2", "=1+1"), "formula"),
        (put("G2", '=HYPERLINK("https://example.org")'), "formula"),
        (put("F2", "=A1"), "formula"),
        (put("G2", 2019), "not_text"),
        (put("G2", "#N/A"), "not_text"),
        (put("A2", ""), "no_key"),
        (put("A2", "somewhere"), "no_key"),
        (put("G2", "_x0000_"), "control"),
    ],
)
def test_broken_xlsx(change, fault, document, translator):
    assert faults(change(export(document, "xlsx")), "a.xlsx", translator) == {fault}


def test_a_table_that_unpacks_to_more_than_the_memory(document, translator, monkeypatch):
    content = with_part("xl/media/x.bin", lambda part: bytes(60_000_000))(export(document, "xlsx"))
    assert len(content) < 200_000
    assert faults(content, "a.xlsx", translator) == {"too_large"}


def test_every_fault_has_words_of_its_own():
    assert len(Fault) >= 20
    assert len({str(fault.label) for fault in Fault}) == len(Fault)
