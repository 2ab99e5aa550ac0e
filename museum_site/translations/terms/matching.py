"""Which terms a text uses, and how a translation renders them.

How a form is recognised:

- Chinese, Japanese and Korean: as it stands, anywhere (a Korean particle follows its noun without a space).
- Other languages: word by word, in upper or lower case, with or without marks, and in another inflection as
  far as it shows at the end of a word: stem() takes off one ending of those in ENDINGS. Arabic words are also
  looked for without the article and the particles that are written together with them (و ف ب ك ل).

That is meant to find a little too much rather than too little: inflections of irregular words are not known, so
a term that is "missing" is a question, not a verdict.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ..markup import words as words_of
from .enums import Usage

UNSPACED = ("zh", "ja", "ko")


@dataclass(frozen=True)
class Wording:
    """A form of a concept in a language."""

    text: str
    usage: str = Usage.PREFERRED
    note: str = ""


@dataclass(frozen=True, eq=False)
class Entry:
    """A concept, or a record that has a name, with its wordings by language code.

    `kind` is "term" or "name"; `key` is the primary key of the concept, or model and key of the record;
    `definitions` are by language code.
    """

    key: object
    wordings: Mapping[str, tuple[Wording, ...]]
    kind: str = "term"
    definitions: Mapping[str, str] = field(default_factory=dict)

    def preferred(self, language: str) -> str:
        """The form to write in a language; "" where there is none."""
        found = (form.text for form in self.wordings.get(language, ()) if form.usage == Usage.PREFERRED)
        return next(found, "")


@dataclass(frozen=True)
class Hit:
    """A wording found in a text: which, of which entry, and where; `found` is how the text has it."""

    entry: Entry
    wording: Wording
    start: int
    end: int
    found: str


@dataclass(frozen=True)
class TermUse:
    """How a translation renders an entry that its source uses.

    `state` is a value of Usage, or "missing"; `found` is what the translation says instead of `expected`, if it is
    forbidden, and else what the source says.
    """

    entry: Entry
    state: str
    found: str
    expected: str


# --- Words ----------------------------------------------------------------------------------------

# A letter or figure, with the marks that follow it; Arabic stretches words by U+0640.
MARKS = "\u0300-\u036f\u0640\u064b-\u0655\u0670"
WORD = re.compile(rf"[^\W_](?:[^\W_]|[{MARKS}])*")


def plain_word(word: str) -> str:
    """A word in lower case and without marks: "Über" → "uber"."""
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in decomposed if not unicodedata.combining(c) and c != "\u0640")


def endings(*pairs: str) -> list[tuple[str, str]]:
    """Endings and what takes their place ("ies:y"; "s": nothing), longest first, as plain_word() leaves them."""
    found = [tuple(plain_word(part) for part in f"{pair}:".split(":")[:2]) for pair in pairs]
    return sorted(found, key=lambda pair: -len(pair[0]))


ENDINGS = {
    "en": endings("sses:ss", "ss:ss", "us:us", "is:is", "ies:y", "s"),
    "fr": endings("eaux:eau", "aux:al", "ales:al", "ale:al", "ees:e", "es", "e", "s", "x"),
    "es": endings("ces:z", "es", "as", "os", "s", "e", "a", "o"),
    "de": endings("ern", "ers", "ens", "ums", "em", "en", "er", "es", "um", "e", "s"),
    "ru": [
        *endings("иями", "ями", "ами", "ией", "иям", "ием", "иях", "ого", "его", "ому", "ему", "ыми", "ими"),
        *endings("ой", "ий", "ый", "ая", "яя", "ое", "ее", "ые", "ие", "ых", "их", "ым", "им", "ую", "юю"),
        *endings("ов", "ев", "ам", "ям", "ом", "ем", "ах", "ях", "ия", "ии", "ию", "ью"),
        *endings("а", "я", "о", "е", "ы", "и", "у", "ю", "й", "ь"),
    ],
    "ar": endings("يات", "ات", "ان", "ين", "ون", "ية", "ي", "ة", "ا"),
}
SHORTEST_STEM = {"de": 4}
PARTICLES = "وفبكل"


def stem(word: str, language: str) -> str:
    """A word without marks, case and ending: the same for most inflections of it, if it has a pattern."""
    language = language.split("-")[0]
    word = plain_word(word)
    if language == "ar":
        word = word.replace("ى", "ي")
        if word.startswith("ال") and len(word) > 4:
            word = word[2:]
    shortest = SHORTEST_STEM.get(language, 3)
    for ending, instead in ENDINGS.get(language, ()):
        if word.endswith(ending) and len(word) - len(ending) >= shortest:
            word = word[: -len(ending)] + instead
            break
    if language == "ru" and len(word) > 4 and word[-2] in "ое" and word[-1] == "к":
        # выставок, выставка
        word = f"{word[:-2]}к"
    return word


@lru_cache(maxsize=50_000)
def stems(word: str, language: str) -> tuple[str, ...]:
    """The stems by which a word of a text is looked up: one, or several where particles may be attached."""
    found = [stem(word, language)]
    if language.startswith("ar"):
        rest = plain_word(word)
        # Up to three letters: "and", "to", and the article, which is written ل after ل.
        for _attached in range(3):
            if len(rest) < 3 or rest[0] not in PARTICLES:
                break
            rest = rest[1:]
            found.append(stem(rest, language))
    return tuple(dict.fromkeys(found))


# --- Finding --------------------------------------------------------------------------------------


class WordIndex:
    """Finds wordings of a language that separates words."""

    def __init__(self, language: str, wordings: Iterable[tuple[Entry, Wording]]):
        self.language = language
        self.by_first = defaultdict(list)
        for entry, wording in wordings:
            parts = tuple(stem(match[0], language) for match in WORD.finditer(wording.text))
            if parts:
                self.by_first[parts[0]].append((parts, entry, wording))

    def matches(self, text: str):
        """Every wording at every place, as Hits."""
        words = [
            (match.start(), match.end(), stems(match[0], self.language)) for match in WORD.finditer(text)
        ]
        for position, (start, _end, first) in enumerate(words):
            for candidate in first:
                for parts, entry, wording in self.by_first.get(candidate, ()):
                    following = words[position : position + len(parts)]
                    if len(following) == len(parts) and all(
                        part in options
                        for part, (_start, _end, options) in zip(parts, following, strict=True)
                    ):
                        end = following[-1][1]
                        yield Hit(entry, wording, start, end, text[start:end])


class TextIndex:
    """Finds wordings of a language that writes without spaces, or joins particles to words."""

    def __init__(self, language: str, wordings: Iterable[tuple[Entry, Wording]]):
        self.by_first = defaultdict(list)
        for entry, wording in wordings:
            text = same_length_lower(wording.text)
            if text:
                self.by_first[text[0]].append((text, entry, wording))

    def matches(self, text: str):
        """Every wording at every place, as Hits."""
        lowered = same_length_lower(text)
        for start, character in enumerate(lowered):
            for wanted, entry, wording in self.by_first.get(character, ()):
                if lowered.startswith(wanted, start):
                    end = start + len(wanted)
                    yield Hit(entry, wording, start, end, text[start:end])


def same_length_lower(text: str) -> str:
    """The text in lower case, but for letters of which there are more in lower case: places must stay the same."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


class Glossary:
    """Entries, made ready for finding; each language is compiled when it is first asked for."""

    def __init__(self, entries: Iterable[Entry]):
        self.entries = tuple(entries)
        self.indexes = {}

    def __bool__(self):
        return bool(self.entries)

    def matches(self, text: str, language: str) -> list[Hit]:
        """Every wording at every place, overlapping ones too, longer ones first at each place."""
        if language not in self.indexes:
            index = TextIndex if language.split("-")[0] in UNSPACED else WordIndex
            self.indexes[language] = index(
                language,
                ((entry, form) for entry in self.entries for form in entry.wordings.get(language, ())),
            )
        return sorted(self.indexes[language].matches(text), key=lambda hit: (hit.start, -hit.end))


def as_glossary(concepts) -> Glossary:
    """A Glossary as it is, or one made of entries."""
    return concepts if isinstance(concepts, Glossary) else Glossary(concepts)


def terms_in(text: str, language: str, concepts, kind: str = "plain") -> list[Hit]:
    """The terms in a text in the order in which they stand there: the longest at each place.

    `concepts` is a Glossary or Entries; a Glossary is compiled once. `kind` is "plain" or "rich"; places in a rich
    text are those in its words. Two concepts with the same form give two hits.
    """
    found, covered, last = [], 0, None
    for hit in as_glossary(concepts).matches(words_of(text, kind), language):
        if hit.start >= covered or (last and (hit.start, hit.end) == last):
            found.append(hit)
            covered, last = hit.end, (hit.start, hit.end)
    return found


def forbidden_in(text: str, language: str, concepts, kind: str = "plain") -> list[Hit]:
    """The forbidden forms in a text that is no translation: forms that no other concept allows.

    A form that is part of a longer one that is allowed is not meant.
    """
    glossary, words = as_glossary(concepts), words_of(text, kind)
    matches = glossary.matches(words, language)
    return [
        hit
        for hit in terms_in(words, language, glossary)
        if hit.wording.usage == Usage.FORBIDDEN
        and not any(
            other.wording.usage != Usage.FORBIDDEN and other.start <= hit.start and other.end >= hit.end
            for other in matches
        )
    ]


def term_uses(
    source: str, source_language: str, translation: str, language: str, concepts, kind: str = "plain"
) -> list[TermUse]:
    """How a translation renders each entry that its source uses, in the order of the source.

    Left out is what nothing can be said about: entries without a form in the language of the translation, and those
    that the translation has not and of which the source has an allowed form only: such words are often wider ("work").
    Of several entries that have the same form in the source, one in the translation is enough.
    """
    glossary = as_glossary(concepts)
    in_translation = glossary.matches(words_of(translation, kind), language)
    by_place, seen = defaultdict(list), set()
    for hit in terms_in(source, source_language, glossary, kind):
        if hit.entry not in seen and hit.entry.wordings.get(language):
            seen.add(hit.entry)
            by_place[hit.start].append(hit)
    uses = []
    for hits in by_place.values():
        found = [use_of(hit, in_translation, language) for hit in hits]
        present = [use for use in found if use.state != "missing"]
        meant = [use for use, hit in zip(found, hits, strict=True) if hit.wording.usage != Usage.ALLOWED]
        uses += present or meant[:1]
    return uses


def use_of(hit: Hit, in_translation: list[Hit], language: str) -> TermUse:
    """How a translation, of which all matches are given, renders the entry of a hit in the source."""
    expected = hit.entry.preferred(language)
    by_usage = defaultdict(list)
    for match in in_translation:
        if match.entry is hit.entry and not (
            match.wording.usage == Usage.FORBIDDEN and inside_allowed(match, in_translation)
        ):
            by_usage[match.wording.usage].append(match.found)
    if by_usage[Usage.FORBIDDEN]:
        return TermUse(hit.entry, Usage.FORBIDDEN, by_usage[Usage.FORBIDDEN][0], expected)
    for usage in (Usage.PREFERRED, Usage.ALLOWED):
        if by_usage[usage]:
            return TermUse(hit.entry, usage, by_usage[usage][0], expected)
    return TermUse(hit.entry, "missing", hit.found, expected)


def inside_allowed(match: Hit, matches: list[Hit]) -> bool:
    """Whether a match is part of a longer one that may be written: "memorandum" in "memorandum of understanding"."""
    return any(
        other.wording.usage != Usage.FORBIDDEN
        and other.start <= match.start
        and other.end >= match.end
        and (other.end - other.start) > (match.end - match.start)
        for other in matches
    )
