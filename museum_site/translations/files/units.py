"""What a translation file says, whatever its format, and what may be wrong with it."""

import datetime
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

MAX_BYTES = 5_000_000
# What a compressed file may become.
MAX_UNPACKED = 50_000_000
MAX_UNITS = 20_000
MAX_TEXT = 100_000


class Fault(models.TextChoices):
    """Why a file, or a text in it, is refused: each fault has a name of its own."""

    # Faults of the whole file.
    EMPTY = "empty", _("The file is empty.")
    TOO_LARGE = "too_large", _("The file is too large.")
    TOO_MANY_TEXTS = "too_many_texts", _("The file has too many texts.")
    UNKNOWN_FORMAT = "unknown_format", _("The name of the file must end in .po, .xlf or .xlsx.")
    WRONG_FORMAT = "wrong_format", _("This is not a file of the format that its name promises.")
    NUL = "nul", _("The file has NUL characters: it is damaged, or in another encoding.")
    WRONG_ENCODING = "wrong_encoding", _("The text is not in UTF-8.")
    MIXED_NEWLINES = "mixed_newlines", _("The lines end in different ways: the file is damaged.")
    UNREADABLE = "unreadable", _("The file is damaged or incomplete here.")
    # Translators: XML can define abbreviations (entities) that fill the memory or read files.
    ENTITIES = "entities", _("The file defines entities or a document type, which is not allowed.")
    WRONG_VERSION = "wrong_version", _("The file is not in XLIFF 2.0.")
    LOCKED = "locked", _("The file is protected by a password, or in the old format .xls.")
    MACROS = "macros", _("The file has macros.")
    NO_LANGUAGE = "no_language", _("The file does not say its languages.")
    UNKNOWN_LANGUAGE = "unknown_language", _("The site does not translate into this language.")
    WRONG_LANGUAGE = "wrong_language", _("The file is for another language than the one chosen.")
    WRONG_SOURCE = "wrong_source", _("The site has no originals in this language.")
    MISSING_COLUMNS = "missing_columns", _("A column is missing.")
    NO_TEXTS = "no_texts", _("There are no texts in the file.")
    # Faults of a text.
    NO_KEY = "no_key", _("A text has no key of this site.")
    PLURAL = "plural", _("A text has plural forms; the texts of this site have none.")
    FORMULA = "formula", _("The cell has a formula instead of a text.")
    NOT_TEXT = "not_text", _("The cell has a number or a date instead of a text.")
    BROKEN_CODES = "broken_codes", _("A code that stands for formatting is damaged.")
    DUPLICATE = "duplicate", _("The text stands in the file more than once.")
    TOO_LONG_TEXT = "too_long_text", _("The text is longer than any text of this site.")
    CONTROL = "control", _("The translation has control characters.")
    UNKNOWN_RECORD = "unknown_record", _("The desk has no such record.")
    UNKNOWN_KEY = "unknown_key", _("The record has no such text.")
    NO_RIGHT = "no_right", _("You may not translate this record into this language.")
    BROKEN_TAGS = "broken_tags", _("The formatting is not that of the original.")
    BROKEN_PLACEHOLDERS = "broken_placeholders", _("The placeholders are not those of the original.")
    PROBLEM = "problem", _("A check of the desk found an error.")


@dataclass(frozen=True)
class Refusal:
    """A fault, where it is (a line, a row, a text), and what was found there."""

    fault: Fault
    place: str = ""
    found: str = ""

    def __str__(self):
        sentence = str(self.fault.label)
        if self.found:
            # Translators: a sentence about a fault in a file, and what was found there.
            sentence = gettext("%(sentence)s Found: %(found)s") % {"sentence": sentence, "found": self.found}
        # Translators: where a fault in a file is, such as a line or a text, and a sentence about it.
        return (
            gettext("%(place)s: %(fault)s") % {"place": self.place, "fault": sentence}
            if self.place
            else sentence
        )


class FileRefused(Exception):
    """A file has faults; nothing of it was written."""

    def __init__(self, *refusals: Refusal):
        super().__init__("\n".join(map(str, refusals)))
        self.refusals = list(refusals)


def refuse(fault: Fault, place: str = "", found: object = "") -> None:
    """Refuse a file for one fault."""
    raise FileRefused(Refusal(fault, place, str(found)))


class Status(models.TextChoices):
    """What a file says about a translation: on the way out how it stands, on the way back whether it is done."""

    # On the way out.
    MISSING = "missing"
    OUTDATED = "outdated"
    DRAFT = "draft"
    PUBLISHED = "published"
    # On the way back: said to be right; said to be uncertain; nothing said.
    DONE = "done"
    OPEN = "open"
    UNSAID = ""


@dataclass(frozen=True)
class Unit:
    """A text in a file: where it belongs, the original, the translation, and what helps a translator.

    `record` is the address of a record ("home.standardpage:12"), `key` that of a text in it (segments.py). `previous`
    is the original that an outdated translation was made from. `place` says where in the file the text was read.
    """

    record: str
    key: str
    source: str
    translation: str = ""
    status: str = Status.UNSAID
    is_rich: bool = False
    title: str = field(default="", compare=False)
    label: str = field(default="", compare=False)
    address: str = field(default="", compare=False)
    max_length: int | None = field(default=None, compare=False)
    previous: str = field(default="", compare=False)
    place: str = field(default="", compare=False)

    @property
    def context(self) -> str:
        """Record and text as one key: what a file calls it."""
        return f"{self.record}#{self.key}"

    @property
    def name(self) -> str:
        """What a person calls the text."""
        return f"{self.title}, {self.label}" if self.title else self.context


@dataclass(frozen=True)
class Document:
    """The texts of a file: their languages, and when they left the site (None: the file does not say)."""

    source_language: str
    language: str
    units: list[Unit]
    exported_at: datetime.datetime | None = None


def split_context(context: str, place: str) -> tuple[str, str]:
    """Record and key of a context; refuses one that no file of this site has."""
    record, sign, key = context.partition("#")
    if not (sign and record and key):
        refuse(Fault.NO_KEY, place, context[:80])
    return record, key


def read_time(text: str | None) -> datetime.datetime | None:
    """A moment as a file says it in ISO 8601; None where it says nothing of use."""
    try:
        moment = datetime.datetime.fromisoformat((text or "").strip())
    except ValueError:
        return None
    return moment if moment.tzinfo else None


def decoded(content: bytes) -> str:
    """The text of a file in UTF-8, with or without a byte order mark."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        refuse(Fault.WRONG_ENCODING)
    if b"\0" in content:
        refuse(Fault.NUL)
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        refuse(
            Fault.WRONG_ENCODING,
            gettext("Line %(number)d") % {"number": content.count(b"\n", 0, error.start) + 1},
        )
