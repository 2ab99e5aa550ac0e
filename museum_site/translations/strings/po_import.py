"""Reading a .po file that comes back from a translation office: everything is checked before anything is done."""

import io
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import polib
from django.conf import settings
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import to_locale

from .catalogue import Entry, catalogue, catalogue_key, is_source
from .checks import faults, hints
from .desk import Change, InterfaceString, interface_strings
from .plurals import plural_forms

MAX_BYTES = 5_000_000
CHARSET = re.compile(rb"Content-Type:[^\n]*?charset=([\w.:-]+)", re.IGNORECASE)
# polib takes what it can from lines that are none, so they are looked at first.
LINE = re.compile(
    r'\s*(?:#.*|(?:(?P<word>msgctxt|msgid|msgid_plural|msgstr(?:\[\d+\])?)\s+)?(?P<text>"(?:[^"\\]|\\.)*"))?\s*'
)
# After which words of an entry a word may stand; "" is the beginning of the file.
BEFORE = {
    "msgctxt": {"", "msgstr", "msgstr[]"},
    "msgid": {"", "msgctxt", "msgstr", "msgstr[]"},
    "msgid_plural": {"msgid"},
    "msgstr": {"msgid"},
    "msgstr[]": {"msgid_plural", "msgstr[]"},
}
LAST = {"", "msgstr", "msgstr[]"}
# So many texts of another language, and more than of its own, and the head of the file names the wrong one.
TELLING = 5


@dataclass(frozen=True)
class Fault:
    """What is wrong with a file: in which entry (its source text, or "" for the whole file), and why."""

    file: str
    entry: str
    line: int | None
    reason: str

    def __str__(self):
        line = f":{self.line}" if self.line else ""
        entry = f" “{Truncator(self.entry).chars(80)}”" if self.entry else ""
        return f"{self.file}{line}{entry}: {self.reason}"


@dataclass(frozen=True)
class Difference:
    """A text that a file changes: what the site shows now, what it will show, and what to look at."""

    change: Change
    shown: tuple[str, ...]
    hints: tuple[str, ...]


class ImportRefused(Exception):
    """The files have faults; nothing was written."""

    def __init__(self, found: list[Fault]):
        super().__init__("\n".join(map(str, found)))
        self.faults = found


def unreadable_line(text: str) -> int | None:
    """The number of the first line that has no place in a .po file where it stands; None if all have."""
    word, number = "", 0
    for number, line in enumerate(io.StringIO(text, newline=None), start=1):
        found = LINE.fullmatch(line)
        if not found or (found["text"] and not found["word"] and not word):
            return number
        if found["word"]:
            following = re.sub(r"\d+", "", found["word"])
            if word not in BEFORE[following]:
                return number
            word = following
    return None if word in LAST else number


class Reader:
    """Reads one file into `differences` and `faults`."""

    def __init__(self, path: Path, strings: dict[str, InterfaceString], language: str | None):
        self.path, self.strings, self.expected = path, strings, language
        self.faults: list[Fault] = []
        self.differences: list[Difference] = []
        self.code = None

    def fault(self, reason: str, item: polib.POEntry | None = None, line: int | None = None):
        """Note a fault of the file, or of an entry in it."""
        entry, line = (item.msgid, item.linenum) if item else ("", line)
        self.faults.append(Fault(self.path.name, entry, line, reason))

    def read(self):
        """Read and check the file."""
        po = self.parsed()
        if po is None:
            return
        self.code = self.language_of(po)
        if self.code is None or not self.is_rule_ours(po):
            return
        seen = Counter(self.key(item) for item in po if not item.obsolete)
        items = [item for item in po if not item.obsolete]
        for item in items:
            if seen[self.key(item)] > 1:
                self.fault(_("The entry stands more than once."), item)
            else:
                self.read_entry(item)
        self.compare_with_other_languages(items)

    def parsed(self) -> polib.POFile | None:
        """The file, if it is a .po file in UTF-8."""
        try:
            content = self.path.read_bytes()
        except OSError as error:
            return self.fault(_("The file cannot be read: %(error)s") % {"error": error.strerror})
        if len(content) > MAX_BYTES:
            return self.fault(_("The file is too large."))
        charset = CHARSET.search(content)
        if charset and charset[1].decode().lower() not in ("utf-8", "utf8"):
            return self.fault(
                _("The head names the encoding %(name)s; it must be UTF-8.") % {"name": charset[1].decode()}
            )
        try:
            text = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = content.count(b"\n", 0, error.start) + 1
            return self.fault(_("The text is not in UTF-8."), line=line)
        if "\0" in text:
            return self.fault(_("This is not a .po file."))
        number = unreadable_line(text)
        if number:
            return self.fault(_("The line cannot be read as a line of a .po file."), line=number)
        try:
            po = polib.pofile(str(self.path), encoding="utf-8-sig")
        except (OSError, ValueError, IndexError, KeyError) as error:
            found = re.search(r"line (\d+)", str(error))
            return self.fault(
                _("The line cannot be read as a line of a .po file."), line=int(found[1]) if found else None
            )
        if not po.metadata and not len(po):
            return self.fault(_("This is not a .po file."))
        return po

    def language_of(self, po: polib.POFile) -> str | None:
        """The language that the head names, if it is one of the site and the one that was asked for."""
        name = po.metadata.get("Language", "").strip()
        if not name:
            return self.fault(_("The head does not name a language."))
        locales = {to_locale(code).lower(): code for code, _name in settings.LANGUAGES}
        code = locales.get(name.replace("-", "_").lower())
        if code is None:
            return self.fault(_("The site has no language “%(name)s”.") % {"name": name})
        if self.expected and code != self.expected:
            return self.fault(
                _("The file is in the language %(found)s, not %(wanted)s.")
                % {"found": code, "wanted": self.expected}
            )
        return code

    def is_rule_ours(self, po: polib.POFile) -> bool:
        """Whether the head counts the plural forms as the catalogue of the site does."""
        header = po.metadata.get("Plural-Forms")
        if not header:
            return True
        try:
            rule = plural_forms(header)
        except ValueError:
            self.fault(_("The rule of plural forms in the head cannot be read."))
            return False
        if rule != catalogue().plurals[self.code]:
            self.fault(_("The head has another rule of plural forms than the site's catalogue."))
            return False
        return True

    @staticmethod
    def key(item: polib.POEntry) -> str:
        """What a compiled catalogue calls an entry."""
        return catalogue_key(item.msgctxt or "", item.msgid)

    def read_entry(self, item: polib.POEntry):
        """Note the faults of an entry, or else the difference that it makes."""
        string = self.strings.get(self.key(item))
        if string is None or (item.msgid_plural or "") != string.entry.msgid_plural:
            self.fault(_("The site has no such string."), item)
            return
        texts = self.texts(item, string.entry)
        if texts is None or texts == string.texts(self.code):
            return
        if not any(texts):
            return  # not translated: nothing to say
        if item.fuzzy:
            self.fault(_("The entry is marked as fuzzy: its translation is not certain."), item)
            return
        forms = catalogue().forms(string.entry, self.code)
        reasons = dict.fromkeys(
            reason
            for form, text in zip(forms, texts, strict=True)
            for reason in faults(string.entry, text, form)
        )
        for reason in reasons:
            self.fault(reason, item)
        if not reasons:
            looks = [
                hint
                for form, text in zip(forms, texts, strict=True)
                for hint in hints(string.entry, self.code, form, text)
            ]
            self.differences.append(
                Difference(
                    Change(string.entry, self.code, texts),
                    string.texts(self.code),
                    tuple(dict.fromkeys(looks)),
                )
            )

    def texts(self, item: polib.POEntry, entry: Entry) -> tuple[str, ...] | None:
        """The texts of an entry; None if they are not as many as the language has forms, which is a fault."""
        if not entry.msgid_plural:
            return (item.msgstr,)
        forms = catalogue().forms(entry, self.code)
        if sorted(item.msgstr_plural) != [form.index for form in forms]:
            self.fault(
                _("The entry has %(found)s plural forms; the language has %(wanted)s.")
                % {"found": len(item.msgstr_plural), "wanted": len(forms)},
                item,
            )
            return None
        return tuple(item.msgstr_plural[form.index] for form in forms)

    def compare_with_other_languages(self, items: list[polib.POEntry]):
        """Note a fault if the texts are those of another language than the head says."""
        equal = Counter()
        for item in items:
            string = self.strings.get(self.key(item))
            if string and item.msgstr:
                equal.update(
                    code
                    for code, texts in string.entry.texts.items()
                    if not is_source(code) and item.msgstr == texts[0] != item.msgid
                )
        for code, count in equal.most_common(1):
            if count >= TELLING and equal[self.code] * 2 < count:
                self.fault(
                    _("The head names the language %(named)s, but the texts are in %(found)s.")
                    % {"named": self.code, "found": code}
                )


def read_files(paths: list[Path], language: str | None = None) -> list[Difference]:
    """What .po files would change; raises ImportRefused with all faults of all files.

    `language` is the one that the files must be in; by default the head of each file says it.
    """
    strings = {string.entry.key: string for string in interface_strings()}
    readers = [Reader(path, strings, language) for path in paths]
    for reader in readers:
        reader.read()
    found = [fault for reader in readers for fault in reader.faults]
    keys = Counter(
        (difference.change.language, difference.change.entry.key)
        for reader in readers
        for difference in reader.differences
    )
    for reader in readers:
        for difference in reader.differences:
            change = difference.change
            if keys[change.language, change.entry.key] > 1:
                reason = _("The entry stands in more than one file.")
                found.append(Fault(reader.path.name, change.entry.msgid, None, reason))
    if found:
        raise ImportRefused(found)
    return [difference for reader in readers for difference in reader.differences]
