"""The strings of the interface as the catalogues in `locale/` have them, in all languages side by side.

The .po files are read because the compiled ones hold neither comments nor places of use; a check keeps both
the same.
"""

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import polib
from django.conf import settings
from django.utils.translation import to_locale

from .models import catalogue_key
from .plurals import PluralForm, plural_forms


@dataclass(frozen=True)
class Entry:
    """A string: its source text, what translators should know of it, and its texts by language.

    `texts` holds a tuple for each language, with a text for each plural form of that language, or one for a
    string without plural. An untranslated string has empty texts.
    """

    context: str
    msgid: str
    msgid_plural: str
    comment: str
    files: tuple[str, ...]
    flags: frozenset[str]
    texts: dict[str, tuple[str, ...]] = field(compare=False)

    @property
    def key(self) -> str:
        """The string as it is called in a compiled catalogue."""
        return catalogue_key(self.context, self.msgid)

    @property
    def id(self) -> str:
        """A short name for addresses, made of the key."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:16]

    @property
    def source(self) -> tuple[str, ...]:
        """The source text, and the one in the plural if there is one."""
        return (self.msgid, self.msgid_plural) if self.msgid_plural else (self.msgid,)

    def is_translated(self, code: str) -> bool:
        """Whether the catalogue of a language has every form; English is the source, so it always has."""
        return is_source(code) or all(self.texts[code])

    def shown(self, code: str) -> tuple[str, ...]:
        """What the catalogue shows in a language: its texts, or the source text for those that are missing."""
        return tuple(
            text or self.source[0 if index == 0 or len(self.texts[code]) == 1 else -1]
            for index, text in enumerate(self.texts[code])
        )


@dataclass(frozen=True)
class Catalogue:
    """All strings by key, in the order of the files, and the plural forms of each language."""

    entries: dict[str, Entry]
    plurals: dict[str, tuple[PluralForm, ...]]

    def by_id(self, entry_id: str) -> Entry | None:
        """The string of an address; None if there is none."""
        return next((entry for entry in self.entries.values() if entry.id == entry_id), None)

    def forms(self, entry: Entry, code: str) -> tuple[PluralForm, ...]:
        """The forms that a string has in a language; a single one, without numbers, if it has no plural."""
        return self.plurals[code] if entry.msgid_plural else (PluralForm(0, ()),)


def is_source(code: str) -> bool:
    """Whether the source texts are in this language, so that its catalogue may be empty."""
    return code == settings.LANGUAGE_CODE


def po_path(code: str, directory: Path | None = None) -> Path:
    """The .po file of a language, of the site or below another directory."""
    return Path(directory or settings.LOCALE_PATHS[0]) / to_locale(code) / "LC_MESSAGES" / "django.po"


def po_forms(entry: polib.POEntry, count: int) -> tuple[str, ...]:
    """The texts of an entry of a .po file, with empty ones for forms that the file lacks."""
    if not entry.msgid_plural:
        return (entry.msgstr,)
    return tuple(entry.msgstr_plural.get(index, "") for index in range(count))


def catalogue() -> Catalogue:
    """The strings, read again only when a file has changed."""
    codes = tuple(code for code, _name in settings.LANGUAGES)
    paths = tuple(po_path(code) for code in codes)
    return read_catalogue(codes, paths, tuple(path.stat().st_mtime_ns for path in paths))


@lru_cache(maxsize=1)
def read_catalogue(codes: tuple[str, ...], paths: tuple[Path, ...], changed: tuple[int, ...]) -> Catalogue:
    """Read the .po files of the languages; `changed` are the times of their last changes."""
    files = {code: polib.pofile(str(path)) for code, path in zip(codes, paths, strict=True)}
    plurals = {code: plural_forms(po.metadata["Plural-Forms"]) for code, po in files.items()}
    texts = {
        code: {
            catalogue_key(item.msgctxt or "", item.msgid): po_forms(item, len(plurals[code]))
            for item in po
            if not item.obsolete and not item.fuzzy
        }
        for code, po in files.items()
    }
    entries = {}
    for item in files[settings.LANGUAGE_CODE]:
        if item.obsolete:
            continue
        key = catalogue_key(item.msgctxt or "", item.msgid)
        nothing = {code: ("",) * (len(plurals[code]) if item.msgid_plural else 1) for code in codes}
        entries[key] = Entry(
            context=item.msgctxt or "",
            msgid=item.msgid,
            msgid_plural=item.msgid_plural or "",
            comment=item.comment.removeprefix("Translators:").strip(),
            files=tuple(file for file, _line in item.occurrences),
            flags=frozenset(item.flags),
            texts={code: texts[code].get(key, nothing[code]) for code in codes},
        )
    return Catalogue(entries, plurals)
