"""What changed between two versions of a text, word by word."""

import difflib
import html
import re
from dataclasses import dataclass

from django.utils.html import strip_tags

from .segments import normalized

# Where characters are not parted into words, each is a word of its own.
CHARACTERS = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
WORDS = re.compile(rf"[{CHARACTERS}]|[^\W{CHARACTERS}]+|\s+|[^\w\s]")
# The end of a paragraph or list item, and a line break: what parts lines for a reader.
LINE_END = re.compile(r"</(?:p|li|h\d|blockquote)>|<br\s*/?>")
# Longer texts are compared line by line: the comparison of words takes the product of both lengths.
MOST_WORDS = 4000


@dataclass(frozen=True)
class Part:
    """A stretch of text: in both versions ("same"), in the new one only ("new"), in the old one only ("old")."""

    kind: str
    text: str


def as_lines(text: str) -> str:
    """A plain or rich text as its reader sees it, each paragraph on a line of its own."""
    return html.unescape(strip_tags(LINE_END.sub("\n", normalized(text)))).strip()


def pieces(text: str) -> list[str]:
    """The words, spaces and signs of a text; the lines of one that is very long."""
    found = WORDS.findall(text)
    return found if len(found) <= MOST_WORDS else text.splitlines(keepends=True)


def marked_changes(old: str, new: str) -> list[Part]:
    """The new version with what was added and what was removed, in the order of reading."""
    before, after = pieces(as_lines(old)), pieces(as_lines(new))
    parts: list[Part] = []

    def add(kind, words):
        if words:
            parts.append(Part(kind, "".join(words)))

    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            add("same", after[start:end])
        else:
            add("old", before[first:last])
            add("new", after[start:end])
    return parts
