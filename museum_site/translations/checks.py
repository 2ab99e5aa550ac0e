"""What may be wrong with a translation, found by comparing it with its source.

check() returns Problems. An error stops a translation from being submitted: something is wrong whatever the style
(a number, a date, a link, a placeholder, the length). A warning is shown: something that a translator should look at,
and that may be right. docs/terms.md tells translators what each of them means.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from . import markup, quantities
from .terms.enums import Usage
from .terms.matching import WORD, Glossary, as_glossary, term_uses

ERROR = "error"
WARNING = "warning"


@dataclass(frozen=True)
class Problem:
    """Something that may be wrong: an error or a warning, its code, a sentence for the translator.

    `found` is the part of the text that it is about: of the translation where it is too much there, of the source
    where it is missing in the translation.
    """

    level: str
    code: str
    message: Promise | str
    found: str = ""


@dataclass(frozen=True)
class Pair:
    """A source text and its translation, as they are stored and as a reader sees them."""

    source: str
    translation: str
    source_language: str
    language: str
    kind: str = "plain"
    max_length: int | None = None
    concepts: Glossary = field(default_factory=lambda: Glossary(()))
    names: Glossary = field(default_factory=lambda: Glossary(()))

    @property
    def words(self) -> tuple[str, str]:
        """Both texts as a reader sees them."""
        return markup.words(self.source, self.kind), markup.words(self.translation, self.kind)


def check(
    source: str,
    translation: str,
    *,
    source_language: str,
    language: str,
    kind: str = "plain",
    max_length: int | None = None,
    concepts=(),
    names=(),
) -> list[Problem]:
    """The problems of a translation, errors first.

    `kind` is "plain" or "rich" (HTML of Wagtail); `max_length` counts the characters that are stored. `concepts` and
    `names` are Glossaries or Entries (translations.terms: approved_terms(), record_names()). A translation without
    words has no problems but its length: whether it may be missing is not the question here.
    """
    pair = Pair(
        source,
        translation,
        source_language,
        language,
        kind,
        max_length,
        as_glossary(concepts),
        as_glossary(names),
    )
    checks = [length] if not pair.words[1].strip() else CHECKS
    problems = [problem for one in checks for problem in one(pair)]
    return sorted(problems, key=lambda problem: problem.level != ERROR)


# --- Numbers and dates ----------------------------------------------------------------------------

# Nothing in these patterns is of any length twice: a long text must not take minutes.
URL = re.compile(
    r"(?:https?://|www\.)[^\s<>\"'，。；）)（、]+|\b[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{0,63}\w", re.IGNORECASE
)
PLACEHOLDER = re.compile(
    r"%\(\w{1,60}\)[#0\- +]{0,3}[0-9.]{0,5}[a-zA-Z]|\{\{[^{}]{0,80}\}\}|\{%[^{}%]{0,80}%\}|\{[A-Za-z_][\w.]{0,60}\}"
    r"|(?<![\w%])%[sdif](?!\w)"
)


def numbers(pair: Pair) -> Iterator[Problem]:
    """Numbers and months that one of the texts has and the other has not."""
    in_source, in_translation = (
        quantities.read(PLACEHOLDER.sub(" ", URL.sub(" ", text)), language)
        for text, language in zip(pair.words, (pair.source_language, pair.language), strict=True)
    )
    missing = _("The source says “{found}”; the translation does not.")
    added = _("The translation says “{found}”; the source does not.")
    for one, other, message in (
        (in_source, in_translation, missing),
        (in_translation, in_source, added),
    ):
        # Numerals in Chinese characters may be part of a name or an idiom.
        for level, values in ((ERROR, one.numbers), (WARNING, one.numerals)):
            for value, found in values.items():
                if not other.has_number(value):
                    yield Problem(level, "numbers", format_lazy(message, found=found), found)
        for month, found in one.months.items():
            if not other.has_month(month):
                yield Problem(ERROR, "dates", format_lazy(message, found=found), found)


# --- Links, tags, placeholders --------------------------------------------------------------------


def links(pair: Pair) -> Iterator[Problem]:
    """Links of which one of the texts has more than the other."""
    if pair.kind == "rich":
        in_source, in_translation = (markup.read(text).links for text in (pair.source, pair.translation))
    else:
        in_source, in_translation = (
            Counter(address.rstrip(".,;:!?") for address in URL.findall(text))
            for text in (pair.source, pair.translation)
        )
    for found in in_source - in_translation:
        message = _("The link to {found} is missing in the translation.")
        yield Problem(ERROR, "links", format_lazy(message, found=found), found)
    for found in in_translation - in_source:
        message = _("The translation has a link to {found} that the source has not.")
        yield Problem(ERROR, "links", format_lazy(message, found=found), found)


# Chinese, Japanese and Korean mark titles by brackets, not by italics.
TYPOGRAPHIC = {"b", "i"}


def tags(pair: Pair) -> Iterator[Problem]:
    """Elements of a rich text of which one of the texts has more than the other; their order is free."""
    if pair.kind != "rich":
        return
    in_source, in_translation = (markup.read(text).tags for text in (pair.source, pair.translation))
    for one, other, message in (
        (in_source, in_translation, _("The source has <{found}> more often than the translation.")),
        (in_translation, in_source, _("The translation has <{found}> more often than the source.")),
    ):
        for tag in one - other:
            # Links are compared by their address.
            if tag != "a":
                level = WARNING if tag in TYPOGRAPHIC else ERROR
                yield Problem(level, "tags", format_lazy(message, found=tag), tag)


def placeholders(pair: Pair) -> Iterator[Problem]:
    """Placeholders of which one of the texts has more than the other."""
    in_source, in_translation = (Counter(PLACEHOLDER.findall(text)) for text in pair.words)
    for found in in_source - in_translation:
        message = _("The placeholder {found} is missing in the translation.")
        yield Problem(ERROR, "placeholders", format_lazy(message, found=found), found)
    for found in in_translation - in_source:
        message = _("The translation has a placeholder {found} that the source has not.")
        yield Problem(ERROR, "placeholders", format_lazy(message, found=found), found)


# --- Terms and names ------------------------------------------------------------------------------


def terms(pair: Pair) -> Iterator[Problem]:
    """Forbidden forms, and terms and names that the translation does not have in their form.

    A forbidden form is an error if TRANSLATION_TERMS is "block". A form that is missing is always a warning: the
    translator may have said it in other words.
    """
    source, translation = pair.words
    glossary = together(pair.concepts, pair.names)
    for use in term_uses(source, pair.source_language, translation, pair.language, glossary):
        level = WARNING
        if use.state == Usage.FORBIDDEN:
            level = ERROR if settings.TRANSLATION_TERMS == "block" else WARNING
            message = (
                _("Do not write “{found}” here, but “{expected}”.")
                if use.expected
                else _("Do not write “{found}” here.")
            )
        elif use.state != "missing" or not use.expected:
            continue
        elif use.entry.kind == "name":
            message = _("“{found}” is called “{expected}” in this language.")
        else:
            message = _("The term for “{found}” is “{expected}”.")
        yield Problem(
            level, use.entry.kind, format_lazy(message, found=use.found, expected=use.expected), use.found
        )


@lru_cache(maxsize=4)
def together(concepts: Glossary, names: Glossary) -> Glossary:
    """Terms and names as one glossary, so that the name of a museum is not taken for the terms in it."""
    return Glossary([*concepts.entries, *names.entries])


# --- Length ---------------------------------------------------------------------------------------

# How long a text is in a language, if it has 1000 characters in English: medians of the demonstration's texts.
CHARACTERS = {
    "en": 1000,
    "zh": 290,
    "fr": 1115,
    "es": 1090,
    "ru": 1040,
    "ar": 835,
    "ja": 390,
    "ko": 475,
    "de": 1120,
}
# Below this many characters of English, lengths say nothing.
LONG_ENOUGH = 120
SHORTEST, LONGEST = 0.55, 1.9


def length(pair: Pair) -> Iterator[Problem]:
    """A translation that is too long for its field, or much shorter or longer than such translations are."""
    if pair.max_length and len(pair.translation) > pair.max_length:
        message = _("The translation has {length} characters; there is room for {limit}.")
        yield Problem(
            ERROR, "length", format_lazy(message, length=len(pair.translation), limit=pair.max_length)
        )
    source, translation = pair.words
    usual, expected = (
        CHARACTERS.get(code.split("-")[0], 1000) for code in (pair.source_language, pair.language)
    )
    in_english = len(source) * 1000 / usual
    if in_english < LONG_ENOUGH or not translation.strip():
        return
    ratio = len(translation) * 1000 / expected / in_english
    if ratio < SHORTEST:
        yield Problem(
            WARNING, "short", _("The translation is much shorter than the source: is all of it there?")
        )
    elif ratio > LONGEST:
        yield Problem(WARNING, "long", _("The translation is much longer than the source."))


# --- Language -------------------------------------------------------------------------------------

SCRIPTS = {
    "LATIN": r"A-Za-zÀ-ɏḀ-ỿ",
    "CYRILLIC": r"\u0400-\u052f",
    "ARABIC": r"\u0620-\u064a\u066e-\u06d3\u0750-\u077f",
    "HAN": r"\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff",
    "KANA": r"\u3041-\u3096\u30a1-\u30fa\u30fc",
    "HANGUL": r"\uac00-\ud7a3",
}
OWN_SCRIPTS = {"ru": {"CYRILLIC"}, "ar": {"ARABIC"}, "zh": {"HAN"}, "ja": {"HAN", "KANA"}, "ko": {"HANGUL"}}
OPENING = "（(［[「『《〈【“„«‹‘\"'"
RUNS = {name: re.compile(f"[{letters}]+(?:[ ·・-]*[{letters}]+)*") for name, letters in SCRIPTS.items()}
MIXED = re.compile(
    f"[{SCRIPTS['CYRILLIC']}]+[{SCRIPTS['LATIN']}]+|[{SCRIPTS['LATIN']}]+[{SCRIPTS['CYRILLIC']}]+"
)


def script(pair: Pair) -> Iterator[Problem]:
    """Letters of a script that the language is not written in, and words that mix look-alikes of two scripts.

    Latin letters may stand anywhere: names have them. Others may stand in brackets or quotation marks, and where
    the source has them too.
    """
    source, translation = pair.words
    own = OWN_SCRIPTS.get(pair.language.split("-")[0], {"LATIN"})
    for name, run in RUNS.items():
        if name in own or name == "LATIN":
            continue
        for match in run.finditer(translation):
            before = translation[: match.start()].rstrip()
            if match[0] not in source and not before.endswith(tuple(OPENING)):
                message = _("“{found}” is written in another script than this language.")
                yield Problem(WARNING, "script", format_lazy(message, found=match[0]), match[0])
                break
    for match in MIXED.finditer(translation):
        if match[0] not in source:
            message = _("“{found}” mixes Latin and Cyrillic letters that look alike.")
            yield Problem(WARNING, "script", format_lazy(message, found=match[0]), match[0])


# A run of the source that is no name: this many words, or characters where words are not separated.
SAME_WORDS, SAME_CHARACTERS = 6, 14


def untranslated(pair: Pair) -> Iterator[Problem]:
    """A translation that is the source, or has a run of it left in it.

    Names stay as they are: one word, or the name of a record, is no problem.
    """
    if pair.source_language == pair.language:
        return
    source, translation = (" ".join(text.split()) for text in pair.words)
    if source == translation:
        names = pair.names.matches(source, pair.source_language)
        is_name = any(hit.found == source for hit in names)
        words = WORD.findall(source)
        # What is short and all in capitals, such as New York, or in characters, such as 人民大会堂, is a name too.
        looks_like_one = len(source) < 30 and all(not word[0].islower() for word in words)
        if len(words) > 1 and not is_name and not looks_like_one:
            yield Problem(WARNING, "identical", _("The translation is the same as the source."))
        return
    own = OWN_SCRIPTS.get(pair.language.split("-")[0])
    letters = [c for c in translation if c.isalpha()]
    if own and len(letters) > 25 and not any(RUNS[name].search(translation) for name in own):
        yield Problem(
            WARNING, "untranslated", _("The translation has no letters of the script of this language.")
        )
        return
    found = left_in_source(source, translation)
    if found:
        message = _("“{found}” seems to be left in the language of the source.")
        yield Problem(WARNING, "untranslated", format_lazy(message, found=found), found)


def left_in_source(source: str, translation: str) -> str:
    """The first long run of a translation that stands in its source as well; "" if there is none."""
    words = WORD.findall(translation)
    spaced = f" {' '.join(WORD.findall(source))} "
    for start in range(len(words) - SAME_WORDS + 1):
        run = words[start : start + SAME_WORDS]
        if f" {' '.join(run)} " in spaced and sum(word[0].islower() for word in run) > SAME_WORDS / 2:
            return " ".join(run)
    for match in RUNS["HAN"].finditer(translation):
        for start in range(len(match[0]) - SAME_CHARACTERS + 1):
            run = match[0][start : start + SAME_CHARACTERS]
            if run in source:
                return run
    return ""


# --- Punctuation ----------------------------------------------------------------------------------

ENDS = ".!?…。！？؟．"
ABBREVIATION = re.compile(r"\b[A-Z]\.$")  # Washington, D.C.
CLOSERS = "”’»\"')）」』》】“›］]"
BRACKETS = {
    "(": ")",
    "[": "]",
    "（": "）",
    "［": "］",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
    "【": "】",
}
QUOTES = {
    "en": {"“": "”"},
    "zh": {"“": "”"},
    "fr": {"«": "»", "“": "”"},
    "es": {"«": "»", "“": "”"},
    "ru": {"«": "»", "„": "“"},
    "ar": {"«": "»", "“": "”"},
    "ja": {},
    "ko": {"“": "”"},
    "de": {"„": "“", "»": "«"},
}
# The mark of an item: "1)" or "b)", at the beginning of a line or after a semicolon.
LIST_MARK = re.compile(r"(?m)(?:^|[;；,，])\s*[0-9A-Za-z]{1,2}[)）]")


def spaces(pair: Pair) -> Iterator[Problem]:
    """Two spaces where the source has one."""
    source, translation = pair.words
    doubled = re.compile(r"[^\S\n]{2,}")
    if doubled.search(translation.strip()) and not doubled.search(source.strip()):
        yield Problem(WARNING, "spaces", _("There are two spaces, one after the other."))


def ending(pair: Pair) -> Iterator[Problem]:
    """A sentence that ends in the source and not in the translation; lists end as each language likes it."""
    if pair.kind == "rich" and pair.source.rstrip().endswith(("</ul>", "</ol>")):
        return
    source, translation = (text.strip().rstrip(CLOSERS).rstrip() for text in pair.words)
    if ABBREVIATION.search(source):
        return
    if source.endswith(tuple(ENDS)) and translation and not translation.endswith((*ENDS, ":", "：")):
        yield Problem(
            WARNING, "ending", _("The source ends with a full stop or another mark; this does not.")
        )


def balance(pair: Pair) -> Iterator[Problem]:
    """Brackets and quotation marks of the language that open and do not close, or the other way round."""
    text = LIST_MARK.sub("", pair.words[1])
    marks = BRACKETS | QUOTES.get(pair.language.split("-")[0], {})
    # Both widths of a bracket close each other; Chinese and Japanese texts mix them.
    text = text.translate(str.maketrans("（）［］", "()[]"))
    for opening, closing in marks.items():
        if text.count(opening) != text.count(closing):
            message = _("“{opening}” and “{closing}” are not there equally often.")
            yield Problem(
                WARNING,
                "balance",
                format_lazy(message, opening=opening, closing=closing),
                opening if opening in text else closing,
            )
    if text.count('"') % 2:
        yield Problem(WARNING, "balance", _("A quotation mark is opened and not closed."), '"')


CHECKS = (
    numbers,
    links,
    tags,
    placeholders,
    terms,
    length,
    script,
    untranslated,
    spaces,
    ending,
    balance,
)
