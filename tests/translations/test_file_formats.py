"""Texts go out and come back without change, in every format; and the files are what translators' programs expect."""

import datetime
import io
import os
import shutil
import subprocess
import zipfile
from dataclasses import replace
from xml.etree import ElementTree as ET

import openpyxl
import polib
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from museum_site.translations.files.formats import FORMATS, read_document
from museum_site.translations.files.inline import Code, as_html, damage, pairs, tokens
from museum_site.translations.files.units import Document, Fault, Status, Unit
from museum_site.translations.files.xliff import NS
from museum_site.translations.files.xlsx import MAX_CELL, CellTooLong

EXPORTED_AT = datetime.datetime(2026, 5, 3, 12, 30, tzinfo=datetime.UTC)
# What breaks files: marks of direction, quotation marks, line breaks, escapes, 4-byte characters, formulas, HTML.
PIECES = st.sampled_from(
    [
        "\u200f", "\u200e", "\u202b", "\u202c", "\u2067", "\u2069", "\u061c", '"', "'", "«", "”", "\\", "\\n", "\n",
        "\r\n", "\r", "\t", "\u2028", "\x85", "\x0b", "\x1f", "\ufffe", "\xa0", "😀", "𠮷", "𝔐", "=1+1", "@a", "+",
        "-", "#, fuzzy", "_x000D_", "_x005F_", "<", ">", "&", "&amp;", "&nbsp;", "&#8217;", "]]>", "<![CDATA[", "<!--",
        "-->", "<p>", "</p>", "<br>", "<br/>", '<a href="https://example.org/?a=1&amp;b=2">', "</a>", "<i>", "</i>",
        '<a linktype="page" id="3">', "متحف", "博物馆", "музей", " ", "  ", "a", "%(name)s", "msgid", "~",
    ]
)  # fmt: skip
ANY = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=20)
TEXTS = st.lists(st.one_of(PIECES, ANY), max_size=8).map("".join)


def document(*units, language="ar") -> Document:
    """A document from English, exported at a known moment."""
    return Document("en", language, list(units), EXPORTED_AT)


def sent(form: str, *units, language="ar") -> bytes:
    """The file of texts."""
    return FORMATS[form].module.write(document(*units, language=language))


def returned(form: str, content: bytes) -> Document:
    """The document that the site reads in a file."""
    return read_document(content, f"file.{FORMATS[form].endings[0]}")


def text(source="One", translation="", key="heading", **kwargs) -> Unit:
    return Unit("home.standardpage:12", key, source, translation, **kwargs)


# --- Out and back ---------------------------------------------------------------------------------


@pytest.mark.parametrize("form", FORMATS)
@settings(deadline=None, max_examples=150)
@given(source=TEXTS, translation=TEXTS, previous=TEXTS, is_rich=st.booleans())
@example(source="=SUM(A1)", translation="\u200f«متحف»\n\u202b<b>😀</b>\u202c\r\n", previous="", is_rich=True)
@example(source="", translation="&amp;", previous="", is_rich=True)
def test_texts_go_out_and_come_back_without_change(form, source, translation, previous, is_rich):
    units = [
        text(f"x{source}", translation, is_rich=is_rich, previous=previous, status=Status.OUTDATED),
        text(f"y{source}", translation, "body:1f.source", is_rich=is_rich, title=source, label="Body"),
    ]
    found = returned(form, sent(form, *units))
    assert (found.source_language, found.language, found.exported_at) == ("en", "ar", EXPORTED_AT)
    assert [(unit.record, unit.key, unit.source, unit.translation) for unit in found.units] == [
        (unit.record, unit.key, unit.source, unit.translation) for unit in units
    ]


@settings(deadline=None)
@given(TEXTS)
def test_words_and_codes_are_the_same_html_again(html):
    parts = tokens(html)
    assert "".join(part.raw if isinstance(part, Code) else as_html(part.text) for part in parts) == html


@pytest.mark.parametrize("form", FORMATS)
def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(form):
    content = sent(form, text("One\ntwo", "Un\ndeux"), language="fr")
    if form != "xlsx":
        content = b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n")
    assert [unit.translation for unit in returned(form, content).units] == ["Un\ndeux"]


# --- PO -------------------------------------------------------------------------------------------


def test_a_po_file_speaks_to_translators():
    unit = text(
        "Two words",
        "Deux mots",
        title="About",
        label="Summary",
        address="https://example.org/fr/about/",
        max_length=255,
        status=Status.OUTDATED,
        previous="One word",
        is_rich=True,
    )
    po = polib.pofile(sent("po", unit, language="fr").decode())
    assert po.metadata["Language"] == "fr"
    [entry] = po
    assert (entry.msgctxt, entry.msgid, entry.msgstr) == (
        "home.standardpage:12#heading",
        "Two words",
        "Deux mots",
    )
    assert (entry.flags, entry.previous_msgid) == (["fuzzy"], "One word")
    for words in ("About – Summary", "https://example.org/fr/about/", "255", "HTML"):
        assert words in entry.comment


def test_what_is_fuzzy_in_a_po_file_is_not_done():
    content = sent(
        "po", text("One", "Un", status=Status.OUTDATED), text("Two", "Deux", "summary"), language="fr"
    )
    assert [unit.status for unit in returned("po", content).units] == [Status.OPEN, Status.DONE]
    done = content.replace(b"#, fuzzy\n", b"")
    assert [unit.status for unit in returned("po", done).units] == [Status.DONE, Status.DONE]


def test_obsolete_entries_and_comments_of_programs_are_passed_over():
    content = sent("po", text("One", "Un"), language="fr")
    content += b'\n# by hand\n#: a.py:3\n#~ msgid "Old"\n#~ msgstr "Vieux"\n'
    assert [unit.translation for unit in returned("po", content).units] == ["Un"]


def test_languages_of_two_words_keep_their_code():
    found = returned("po", sent("po", text("One", "一"), language="zh-hans"))
    assert found.language == "zh-hans"


# --- XLIFF ----------------------------------------------------------------------------------------


def elements(content: bytes, name: str) -> list:
    """The elements of a name in an XLIFF file."""
    return list(ET.fromstring(content).iter(f"{{{NS}}}{name}"))


HTML = '<p>See <a href="https://example.org/?a=1&amp;b=2">this &amp; that</a><br/>now</p>'


def test_tags_are_codes_that_programs_protect():
    content = sent("xliff", text(HTML, HTML.replace("See", "Voir"), is_rich=True), language="fr")
    [source] = elements(content, "source")
    assert "".join(source.itertext()) == "See this & thatnow"
    assert [code.tag.split("}")[1] for code in source.iter()][1:] == ["pc", "pc", "ph"]
    assert {code.get("canDelete") for code in list(source.iter())[1:]} == {"no"}
    [target] = elements(content, "target")
    assert [code.get("id") for code in target.iter()] == [code.get("id") for code in source.iter()]
    assert {data.get("id"): data.text for data in elements(content, "data")} == {
        "d1": "<p>",
        "d2": "</p>",
        "d3": '<a href="https://example.org/?a=1&amp;b=2">',
        "d4": "</a>",
        "d5": "<br/>",
    }


def test_a_code_keeps_its_number_where_words_change_places():
    source, target = "<p><b>a</b> <u>b</u></p>", "<p><u>b</u> <b>a</b></p>"
    content = sent("xliff", text(source, target, is_rich=True), language="fr")
    numbers = [
        {code.get("dataRefStart"): code.get("id") for code in element.iter(f"{{{NS}}}pc")}
        for name in ("source", "target")
        for element in elements(content, name)
    ]
    assert numbers[0] == numbers[1]
    assert returned("xliff", content).units[0].translation == target


def test_an_xliff_file_says_its_languages_states_and_notes():
    units = [
        text("One", "Un", status=Status.OUTDATED, previous="Zero", title="About", max_length=9),
        text("Two", "Deux", "summary", status=Status.PUBLISHED),
        text("Three", "", "note", status=Status.MISSING),
    ]
    content = sent("xliff", *units, language="zh-hans")
    root = ET.fromstring(content)
    assert (root.get("version"), root.get("srcLang"), root.get("trgLang")) == ("2.0", "en", "zh-Hans")
    [file] = elements(content, "file")
    assert file.get("id") == "home.standardpage:12"
    assert [unit.get("id") for unit in elements(content, "unit")] == ["heading", "summary", "note"]
    states = [(segment.get("state"), segment.get("subState")) for segment in elements(content, "segment")]
    assert states == [("initial", "museum:outdated"), ("final", None), ("initial", None)]
    assert len(elements(content, "target")) == 2
    notes = {note.get("category"): note.text for note in elements(content, "note")}
    assert notes["previous-source"] == "Zero"
    assert notes["limit"] == "At most 9 characters."
    # XLIFF 2.0, 4.2.2: notes, then the HTML of codes, then segments.
    [unit] = elements(sent("xliff", text(HTML, is_rich=True, max_length=9)), "unit")
    order = [child.tag.split("}")[1] for child in unit]
    assert order == ["notes", "originalData", "segment"]


def test_segments_that_a_program_cut_are_one_text_again():
    content = sent("xliff", text("One. Two.", ""), language="fr").decode()
    cut = (
        "<segment state='translated'><source>One.</source><target>Un.</target></segment>"
        "<ignorable><source> </source></ignorable>"
        "<segment state='translated'><source>Two.</source><target>Deux.</target></segment>"
    )
    start, end = content.index("<segment"), content.index("</segment>") + len("</segment>")
    [unit] = returned("xliff", (content[:start] + cut + content[end:]).encode()).units
    assert (unit.source, unit.translation, unit.status) == ("One. Two.", "Un. Deux.", Status.DONE)
    half = cut.replace("<target>Deux.</target>", "")
    [unit] = returned("xliff", (content[:start] + half + content[end:]).encode()).units
    assert unit.translation == ""


def test_a_country_that_a_program_added_to_the_language_does_no_harm():
    content = sent("xliff", text("One", "Un"), language="fr").replace(b'trgLang="fr"', b'trgLang="fr-FR"')
    assert returned("xliff", content).language == "fr"


# --- XLSX -----------------------------------------------------------------------------------------


def sheet_of(content: bytes):
    return openpyxl.load_workbook(io.BytesIO(content)).active


def test_only_the_translation_can_be_changed_in_a_table():
    sheet = sheet_of(sent("xlsx", text("One", "Un", max_length=9), language="fr"))
    assert sheet.protection.sheet
    headings = [cell.value for cell in sheet[1]]
    unlocked = [
        heading for heading, cell in zip(headings, sheet[2], strict=True) if not cell.protection.locked
    ]
    assert unlocked == ["Translation [fr]", "Still correct"]
    assert not sheet.sheet_view.rightToLeft


def test_an_arabic_table_runs_from_right_to_left():
    sheet = sheet_of(sent("xlsx", text("One", "واحد")))
    assert sheet.sheet_view.rightToLeft
    assert [sheet.cell(2, number).alignment.readingOrder for number in (6, 7)] == [1, 2]


@pytest.mark.parametrize("words", ["=1+1", '=HYPERLINK("x")', "+1", "-1", "@SUM(A1)", "#N/A", "2019"])
def test_a_text_that_looks_like_a_formula_stays_a_text(words):
    content = sent("xlsx", text(f"x{words}", words))
    cell = sheet_of(content).cell(2, 7)
    assert (cell.value, cell.data_type, cell.number_format) == (words, "s", "@")
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        assert b"<f>" not in package.read("xl/worksheets/sheet1.xml")


def test_a_text_that_no_cell_can_hold_is_not_cut():
    assert returned("xlsx", sent("xlsx", text("x" * MAX_CELL))).units[0].source == "x" * MAX_CELL
    with pytest.raises(CellTooLong):
        sent("xlsx", text("😀" * (MAX_CELL // 2 + 1)))


def test_columns_may_change_places_and_empty_rows_are_passed_over():
    book = openpyxl.load_workbook(io.BytesIO(sent("xlsx", text("One", ""), language="fr")))
    sheet = book.active
    sheet.insert_cols(1)
    sheet.insert_rows(2)
    sheet["H3"], sheet["J3"] = "Un", "yes"
    out = io.BytesIO()
    book.save(out)
    [unit] = returned("xlsx", out.getvalue()).units
    assert (unit.translation, unit.status) == ("Un", Status.DONE)


# --- What must not be broken ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "translation", "found"),
    [
        ("<p>a</p>", "<p>b</p>", []),
        ("<p>a <b>b</b></p>", "<p>c</p>", []),
        ("<p>a <b>b</b></p>", "<p><b>c</p></b>", [""]),
        ("<p>a</p>", "<p>b", [""]),
        ("<p>a</p>", "b", ["−<p>"]),
        ("<p>a</p>", "<p>b</p><p>c</p>", ["+<p>"]),
        ("<p>a<br/></p>", "<p>b</p>", ["−<br>"]),
        ("<p>a</p>", "<p>b</p><script>x</script>", ["+<script>"]),
        ('<a href="x">a</a>', '<a href="y">a</a>', ['−<a href="x">', '+<a href="y">']),
        ('<a href="x&amp;y" id="1">a</a>', "<a id='1' href='x&amp;y'>a</a>", []),
        ('<embed alt="A lion" id="1"/>', '<embed alt="Un lion" id="1"/>', []),
        ("<p data-block-key='a'>a</p>", "<p>b</p>", []),
    ],
)
def test_damage_to_tags(source, translation, found):
    refusals = damage(source, translation, True, "here")
    assert [refusal.found for refusal in refusals] == found
    assert {refusal.fault for refusal in refusals} <= {Fault.BROKEN_TAGS}
    assert damage(source, source, True, "here") == []


@pytest.mark.parametrize(
    ("source", "translation", "found"),
    [
        ("%(count)s rooms", "%(count)s salles", []),
        ("%(count)s rooms", "%(nombre)s salles", ["−%(count)s", "+%(nombre)s"]),
        ("{name} is here", "Ici", ["−{name}"]),
        ("100 % cotton", "100 % coton", []),
    ],
)
def test_damage_to_placeholders(source, translation, found):
    refusals = damage(source, translation, False, "here")
    assert [refusal.found for refusal in refusals] == found
    assert {refusal.fault for refusal in refusals} <= {Fault.BROKEN_PLACEHOLDERS}


def test_tags_of_a_plain_text_are_words():
    assert damage("a <b", "c", False, "") == []
    assert pairs(tokens("<p><b>a</b></p>")) == {1: 3, 0: 4}
    assert replace(text("One"), key="b").context == "home.standardpage:12#b"


@pytest.mark.skipif(not shutil.which("msgfmt"), reason="GNU gettext (msgfmt) is not installed")
def test_gettext_has_nothing_to_say_of_a_po_file(tmp_path):
    file = tmp_path / "file.po"
    file.write_bytes(
        sent(
            "po",
            text("Say “%(name)s”\n\\ twice", "Dire « %(name)s »\n\\ deux fois", status=Status.PUBLISHED),
            text(
                "<p>Two</p>",
                "<p>Deux</p>",
                "body:1f",
                is_rich=True,
                previous="<p>One</p>",
                status=Status.OUTDATED,
            ),
            text("Three", "", "summary"),
            language="fr",
        )
    )
    told = subprocess.run(
        ["msgfmt", "--check", "--statistics", "--output-file", os.devnull, file],
        capture_output=True, text=True, check=True, env=os.environ | {"LC_ALL": "C"},
    )  # fmt: skip
    assert told.stderr == "1 translated message, 1 fuzzy translation, 1 untranslated message.\n"
