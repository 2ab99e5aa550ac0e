"""Language tools: what a language is called, which way it runs, and which prose an object has in it.

Rules (docs/decisions/0002-languages.md): no text is ever sent under a wrong `lang`; prose falls back from the
reader's language to the source languages in order, and says so.
"""

from dataclasses import dataclass
from functools import lru_cache

from babel import Locale
from babel.core import get_global, parse_locale
from django.conf import settings
from django.utils import translation
from django.utils.translation import get_language_info


@dataclass(frozen=True)
class Language:
    """One of the site's languages: its code, its name in itself, its direction of writing."""

    code: str
    autonym: str
    direction: str

    @property
    def tag(self) -> str:
        """The BCP 47 tag for `lang` and `hreflang` ("zh-Hans")."""
        return language_tag(self.code)

    @property
    def script(self) -> str:
        """The ISO 15924 code of the script that the language is mostly written in ("Latn"), from CLDR."""
        return script_of(self.code)


def script_of(code: str) -> str:
    """The script that a language is written in, as ISO 15924 ("Latn"), by CLDR's likely subtags; "" for unknown."""
    language, territory, script, *_rest = parse_locale(code, sep="-")
    if script:
        return script
    likely = get_global("likely_subtags")
    found = likely.get(f"{language}_{territory}") or likely.get(language, "")
    return parse_locale(found)[2] if found else ""


@lru_cache
def language(code: str) -> Language:
    """The Language of a code in LANGUAGES; KeyError for any other code."""
    autonym = dict(settings.LANGUAGES)[code]
    return Language(code, autonym, "rtl" if get_language_info(code)["bidi"] else "ltr")


def public_languages() -> list[Language]:
    """The languages that visitors see, in the order of LANGUAGES."""
    return [language(code) for code, _name in settings.LANGUAGES if code in settings.PUBLIC_LANGUAGES]


def language_tag(code: str) -> str:
    """The BCP 47 form of a Django language code: scripts are written with a capital ("zh-Hans")."""
    return "-".join(part.title() if len(part) == 4 else part for part in code.split("-"))


def active_language() -> str:
    """The code of the active language; the first source language when none of ours is active."""
    code = (translation.get_language() or "").lower()
    return code if code in dict(settings.LANGUAGES) else settings.SOURCE_LANGUAGES[0]


def desk_languages() -> list[str]:
    """The languages that are translated at the translators' desk, not written in the page editor."""
    return [code for code, _name in settings.LANGUAGES if code not in settings.SOURCE_LANGUAGES]


def fallback_chain(code: str | None = None) -> list[str]:
    """The languages to look for prose in: `code` (the active one by default), then the source languages."""
    return list(dict.fromkeys([code or active_language(), *settings.SOURCE_LANGUAGES]))


def column(field: str, code: str) -> str:
    """The database column (and attribute) of a translated field in a language: ("name", "zh-hans") → "name_zh_hans"."""
    return f"{field}_{code.replace('-', '_')}"


def columns(field: str, code: str | None = None) -> list[str]:
    """The columns that a listing needs of a translated field: the language's own and its fallbacks."""
    return [column(field, code) for code in fallback_chain(code)]


@lru_cache
def babel_locale(code: str) -> Locale:
    """The CLDR locale of a language code; English is the international one (day before month)."""
    return Locale.parse("en-GB" if code.startswith("en") else code, sep="-")


def language_name(code: str, language: str | None = None) -> str:
    """What a language is called in another one (the active one by default): ("fr", "de") → "Französisch".

    A language that CLDR has no name for is called by its code.
    """
    names = babel_locale(language or active_language()).languages
    return names.get(language_tag(code).replace("-", "_")) or names.get(code.split("-")[0], code)


@dataclass(frozen=True)
class Prose:
    """A text, the language that it really is in, and whether that is not the language asked for."""

    text: object
    language: Language
    is_fallback: bool

    def __bool__(self):
        return bool(self.text)

    def __str__(self):
        return str(self.text)


def prose(obj, field: str, code: str | None = None) -> Prose:
    """The text of a translated field in a language (the active one by default) or the nearest fallback.

    Reads the language's own column, never modeltranslation's bare attribute, so that the language of what is
    returned is known. An object with no text at all gives an empty Prose in the language asked for.
    """
    chain = fallback_chain(code)
    for candidate in chain:
        text = getattr(obj, column(field, candidate))
        if text:
            return Prose(text, language(candidate), candidate != chain[0])
    return Prose("", language(chain[0]), False)


def name_of(obj, code: str | None = None) -> Prose:
    """The name of a record: in the language, else in any source language, else in any language that has one."""
    found = prose(obj, "name", code)
    if found:
        return found
    for candidate, _autonym in settings.LANGUAGES:
        text = getattr(obj, column("name", candidate))
        if text:
            return Prose(text, language(candidate), True)
    return found
