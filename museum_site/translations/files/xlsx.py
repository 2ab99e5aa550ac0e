"""XLSX: for those who work with tables. One row for each text; only the translation and the mark beside it are open."""

import io
import re
import zipfile
import zlib

import openpyxl
from django.utils.translation import gettext
from openpyxl.styles import Alignment, Font, Protection
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.datavalidation import DataValidation

from museum_site.core.languages import language

from .units import (
    MAX_UNITS,
    MAX_UNPACKED,
    Document,
    Fault,
    Status,
    Unit,
    read_time,
    refuse,
    split_context,
)

# The headings are the same for everybody, since they say on the way back which column is which.
KEY, RECORD, FIELD, ADDRESS, LIMIT, STATE = "Key", "Record", "Field", "Address", "Limit", "State"
ORIGINAL, TRANSLATION, CORRECT, EXPORTED = "Original", "Translation", "Still correct", "Exported"
HEADINGS = (KEY, RECORD, FIELD, ADDRESS, LIMIT, ORIGINAL, TRANSLATION, STATE, CORRECT, EXPORTED)
WIDTHS = (18, 28, 28, 24, 8, 60, 60, 12, 14, 14)
NEEDED = (KEY, ORIGINAL, TRANSLATION)
LANGUAGE_IN_HEADING = re.compile(r"(.*?)\s*\[([\w-]+)\]")
# What a cell may hold, by the limits of the program that made the format.
MAX_CELL = 32_767
# Characters that XML can't hold or changes are written as _xHHHH_ by all programs; so is what looks like that.
UNWRITABLE = re.compile("_(?=x[0-9A-Fa-f]{4}_)|[\x00-\x08\x0b-\x1f\ufffe\uffff]")
WRITTEN = re.compile(r"_x([0-9A-Fa-f]{4})_")
MOST_PARTS = 500
TYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
# How a damaged package shows itself, and one that has other things in it than a workbook.
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError)
NO_BOOK = (InvalidFileException, SyntaxError, KeyError, IndexError, TypeError, AttributeError)


class CellTooLong(Exception):
    """A text is longer than a cell may be."""


# --- Out ------------------------------------------------------------------------------------------


def escaped(text: str) -> str:
    """A text as it stands in a cell. Raises CellTooLong."""
    found = UNWRITABLE.sub(lambda match: f"_x{ord(match[0]):04X}_", text)
    if len(found.encode("utf-16-le")) // 2 > MAX_CELL:
        raise CellTooLong(text[:60])
    return found


def unescaped(text: str) -> str:
    """The text of a cell."""
    return WRITTEN.sub(lambda match: chr(int(match[1], 16)), text)


def put(cell, value, *, is_open: bool = False, direction: int = 0) -> None:
    """Put a text or number into a cell; a text that begins like a formula stays a text."""
    if isinstance(value, str):
        cell.value = escaped(value)
        cell.data_type = "s"
        cell.number_format = "@"
    else:
        cell.value = value
    cell.alignment = Alignment(wrap_text=True, vertical="top", readingOrder=direction)
    cell.protection = Protection(locked=not is_open)


def write(document: Document) -> bytes:
    """A document as an XLSX file. Raises CellTooLong for a text that no cell can hold."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = document.language
    target = language(document.language)
    # 1: from left to right, 2: from right to left, as the format counts.
    reading = {"ltr": 1, "rtl": 2}
    directions = {
        ORIGINAL: reading[language(document.source_language).direction],
        TRANSLATION: reading[target.direction],
    }
    sheet.sheet_view.rightToLeft = target.direction == "rtl"
    for number, (heading, width) in enumerate(zip(HEADINGS, WIDTHS, strict=True), start=1):
        codes = {ORIGINAL: document.source_language, TRANSLATION: document.language}
        cell = sheet.cell(1, number)
        put(cell, f"{heading} [{codes[heading]}]" if heading in codes else heading)
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = width
    exported = document.exported_at.isoformat() if document.exported_at else ""
    for row, unit in enumerate(document.units, start=2):
        values = (
            unit.context,
            unit.title,
            unit.label,
            unit.address,
            unit.max_length,
            unit.source,
            unit.translation,
            unit.status,
            "",
            exported,
        )
        for number, (heading, value) in enumerate(zip(HEADINGS, values, strict=True), start=1):
            is_open = heading in (TRANSLATION, CORRECT)
            put(sheet.cell(row, number), value, is_open=is_open, direction=directions.get(heading, 0))
    sheet.freeze_panes = "A2"
    for heading in (KEY, EXPORTED):
        sheet.column_dimensions[sheet.cell(1, HEADINGS.index(heading) + 1).column_letter].hidden = True
    choices = DataValidation(type="list", formula1='"yes"', allow_blank=True)
    letter = sheet.cell(1, HEADINGS.index(CORRECT) + 1).column_letter
    choices.add(f"{letter}2:{letter}{max(2, sheet.max_row)}")
    sheet.add_data_validation(choices)
    sheet.protection.sheet = True
    for name in ("formatCells", "formatColumns", "formatRows", "sort", "autoFilter"):
        setattr(sheet.protection, name, False)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# --- Back -----------------------------------------------------------------------------------------


def read(content: bytes) -> Document:
    """The document in an XLSX file."""
    check_package(content)
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    except (*DAMAGED, *NO_BOOK) as error:
        refuse(Fault.UNREADABLE, found=type(error).__name__)
    try:
        if not book.worksheets:
            refuse(Fault.NO_TEXTS)
        return document_of(book.worksheets[0])
    except (*DAMAGED, *NO_BOOK) as error:
        refuse(Fault.UNREADABLE, found=type(error).__name__)
    finally:
        book.close()


def check_package(content: bytes) -> None:
    """Refuse what is no XLSX file before anything in it is read."""
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        refuse(Fault.LOCKED)
    if not content.startswith(b"PK"):
        refuse(Fault.WRONG_FORMAT)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            parts = package.infolist()
            if sum(part.file_size for part in parts) > MAX_UNPACKED or len(parts) > MOST_PARTS:
                refuse(Fault.TOO_LARGE)
            names = {part.filename for part in parts}
            if not {"[Content_Types].xml", "xl/workbook.xml"} <= names:
                refuse(Fault.WRONG_FORMAT)
            if "xl/vbaProject.bin" in names:
                refuse(Fault.MACROS)
            for part in parts:
                if part.filename.endswith((".xml", ".rels")) and TYPE.search(package.read(part)):
                    refuse(Fault.ENTITIES, found=part.filename)
            if package.testzip():
                refuse(Fault.UNREADABLE)
    except DAMAGED as error:
        refuse(Fault.UNREADABLE, found=type(error).__name__)


def document_of(sheet) -> Document:
    """The document in a sheet."""
    rows = sheet.iter_rows()
    columns, codes = {}, {}
    for number, cell in enumerate(next(rows, ())):
        heading = str(cell.value or "").strip()
        match = LANGUAGE_IN_HEADING.fullmatch(heading)
        if match:
            heading, codes[match[1]] = match[1], match[2].lower()
        if heading in columns and heading in HEADINGS:
            refuse(Fault.UNREADABLE, heading)
        if heading:
            columns[heading] = number
    missing = [heading for heading in NEEDED if heading not in columns]
    if missing:
        refuse(Fault.MISSING_COLUMNS, found=", ".join(missing))
    units, exported = [], None
    for number, row in enumerate(rows, start=2):
        place = gettext("Row %(number)d") % {"number": number}
        cells = {heading: row[column] for heading, column in columns.items() if column < len(row)}
        if all(cell.value in (None, "") for cell in cells.values()):
            continue
        if len(units) >= MAX_UNITS:
            refuse(Fault.TOO_MANY_TEXTS, place)
        key, source, translation = (text_of(cells.get(heading), f"{place}, {heading}") for heading in NEEDED)
        record, name = split_context(key, place)
        mark = cells.get(CORRECT)
        status = Status.DONE if mark is not None and str(mark.value or "").strip() else Status.UNSAID
        units.append(Unit(record, name, source, translation, status, place=place))
        exported = exported or read_time(str(getattr(cells.get(EXPORTED), "value", "")))
    return Document(codes.get(ORIGINAL, ""), codes.get(TRANSLATION, ""), units, exported)


def text_of(cell, place: str) -> str:
    """The text of a cell; refuses formulas, numbers and dates."""
    value = getattr(cell, "value", None)
    if value is None:
        return ""
    if cell.data_type == "f":
        refuse(Fault.FORMULA, place, value)
    if not isinstance(value, str) or cell.data_type == "e":
        refuse(Fault.NOT_TEXT, place, value)
    return unescaped(value)
