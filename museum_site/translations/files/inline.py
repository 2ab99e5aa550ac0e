"""Rich text as words and codes: what a translator sees of HTML, and must not damage.

A code is a tag, or anything else in the HTML that is no word: an entity such as `&nbsp;`, a stray `<`. Words and codes
put together again are the same HTML, character by character.
"""

import html
import re
from collections import Counter
from dataclasses import dataclass

from ..checks import PLACEHOLDER
from .units import Fault, Refusal

TOKEN = re.compile(
    r"<!--.*?-->|<(?P<end>/)?(?P<tag>[a-zA-Z][\w-]*)(?:[^<>\"']|\"[^\"]*\"|'[^']*')*>|&(?P<plain>amp|lt|gt);|&(?:#?\w+;)?|[<>]",
    re.DOTALL,
)
ATTRIBUTE = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
VOID = {"br", "hr", "embed", "img"}
# Emphasis is a matter of each language: Chinese and Japanese mark titles by brackets, not by italics.
FREE = {"b", "i", "strong", "em"}
# What is said in a tag in words, and translated; and Draftail's mark, which says nothing.
WORDS = {"alt", "title", "data-block-key"}


@dataclass(frozen=True)
class Word:
    """Words of a rich text, without any escape."""

    text: str


@dataclass(frozen=True)
class Code:
    """Something that is no word: its HTML and, of a tag, its name and whether it opens or closes."""

    raw: str
    tag: str = ""
    kind: str = ""


def tokens(text: str) -> list[Word | Code]:
    """A rich text as words and codes."""
    found, words, end = [], "", 0
    for match in TOKEN.finditer(text):
        words += text[end : match.start()]
        end = match.end()
        if match["plain"]:
            words += html.unescape(match[0])
            continue
        if words:
            found.append(Word(words))
            words = ""
        tag = (match["tag"] or "").lower()
        kind = ""
        if tag and tag not in VOID and not match[0].endswith("/>"):
            kind = "close" if match["end"] else "open"
        found.append(Code(match[0], tag, kind))
    words += text[end:]
    return [*found, Word(words)] if words else found


def as_html(words: str) -> str:
    """Words as they stand in a rich text."""
    return html.escape(words, quote=False)


def pairs(parts: list[Word | Code]) -> dict[int, int] | None:
    """Where each opening tag is closed, by position; None if the tags are not nested as they should be."""
    found, opened = {}, []
    for number, part in enumerate(parts):
        if isinstance(part, Word) or not part.kind:
            continue
        if part.kind == "open":
            opened.append(number)
        elif opened and parts[opened[-1]].tag == part.tag:
            found[opened.pop()] = number
        else:
            return None
    return None if opened else found


def counted(parts: list[Word | Code]) -> Counter:
    """How often each tag stands in a text, with the attributes that are no words."""
    found = Counter()
    for part in parts:
        if isinstance(part, Code) and part.tag and part.kind != "close" and part.tag not in FREE:
            attributes = {
                name: html.unescape(double or single) for name, double, single in ATTRIBUTE.findall(part.raw)
            }
            values = sorted(f'{name}="{value}"' for name, value in attributes.items() if name not in WORDS)
            found[" ".join([part.tag, *values])] += 1
    return found


def damage(source: str, translation: str, is_rich: bool, place: str) -> list[Refusal]:
    """What of tags and placeholders is not as it is in the source."""
    found = []
    if is_rich:
        parts = tokens(translation)
        if pairs(parts) is None:
            found.append(Refusal(Fault.BROKEN_TAGS, place))
        found += differences(Fault.BROKEN_TAGS, counted(tokens(source)), counted(parts), "<{}>", place)
    placeholders = (Counter(PLACEHOLDER.findall(text)) for text in (source, translation))
    return found + differences(Fault.BROKEN_PLACEHOLDERS, *placeholders, "{}", place)


def differences(fault: Fault, wanted: Counter, there: Counter, form: str, place: str) -> list[Refusal]:
    """A refusal for each thing of which one text has more: − is missing, + is too many."""
    return [
        Refusal(fault, place, sign + form.format(thing[:80]))
        for sign, more in (("−", wanted - there), ("+", there - wanted))
        for thing in more
    ]
