"""Finding a string by what the page says, in any language."""

import re
from functools import lru_cache

from museum_site.search.folding import fold

from .catalogue import Entry
from .checks import TAG

PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}")
MAX_QUERY = 200
# So many letters of a text must be its own for the text to match by its shape.
LEAST_LETTERS = 3


@lru_cache(maxsize=20_000)
def folded(text: str) -> tuple[str, bool]:
    """A text as it is searched, without HTML, and whether it has placeholders."""
    plain = TAG.sub(" ", text)
    return fold(PLACEHOLDER.sub(" ", plain).replace("%%", "%")), bool(PLACEHOLDER.search(plain))


@lru_cache(maxsize=20_000)
def shape(text: str) -> re.Pattern | None:
    """What a text looks like with any values in its placeholders; None if nothing but values would be left."""
    pieces = [fold(piece.replace("%%", "%")) for piece in PLACEHOLDER.split(TAG.sub("", text))]
    if sum(map(str.isalpha, "".join(pieces))) < LEAST_LETTERS:
        return None
    return re.compile(r"\s*.+?\s*".join(map(re.escape, pieces)), re.DOTALL)


class Query:
    """What somebody looks for: words of a text in any language, or a whole sentence of the page.

    Each word must occur somewhere in the text. Where the text has placeholders the page shows values: then
    digits are not looked for, and a sentence that fits the text with any values in it is found as well.
    """

    def __init__(self, text: str):
        self.text = fold(text[:MAX_QUERY])
        self.words = self.text.split()
        without = (re.sub(r"[\d.,\u202f\u00a0%]+", "", word) for word in self.words)
        self.words_without_numbers = [word for word in without if word]

    def rank(self, text: str) -> int | None:
        """How well a text fits: 0 the whole text, 1 its beginning, 2 all words, 3 its shape; None: not at all."""
        found, has_placeholders = folded(text)
        if found == self.text:
            return 0
        if self.text and found.startswith(self.text):
            return 1
        if self.words and all(word in found for word in self.words):
            return 2
        if not has_placeholders:
            return None
        if self.words_without_numbers and all(word in found for word in self.words_without_numbers):
            return 3
        pattern = shape(text)
        return 3 if pattern and pattern.fullmatch(self.text) else None

    def find(self, entry: Entry, texts: dict[str, tuple[str, ...]]) -> tuple[int, str] | None:
        """The best rank of an entry and the language of the text that has it, or None.

        `texts` are the texts by language that the site shows, in the order in which languages are preferred.
        """
        ranks = [
            (rank, order, code)
            for order, (code, forms) in enumerate(texts.items())
            for text in forms
            if (rank := self.rank(text)) is not None
        ]
        best = min(ranks, default=None)
        return (best[0], best[2]) if best else None
