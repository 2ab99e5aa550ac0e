"""How alike two texts are, and which of many are most like one: for earlier translations of similar texts.

Texts are compared by the sets of their trigrams (three characters in a row); where Chinese, Japanese and Korean are
written, by bigrams of characters, because words there are short. The measure is Dice's: twice the shared pieces,
divided by the pieces of both; 1 for the same text, 0 for texts that share nothing.
"""

import heapq
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import lru_cache

CJK = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
PIECES = re.compile(f"[{CJK}]+|[^\\W_{CJK}]+")


@lru_cache(maxsize=20_000)
def grams(text: str) -> frozenset[str]:
    """The pieces of a text: trigrams of words, with their borders, and bigrams of characters."""
    found = set()
    for match in PIECES.finditer(unicodedata.normalize("NFKC", text).casefold()):
        run = match[0]
        if re.match(f"[{CJK}]", run):
            found.update(run[start : start + 2] for start in range(max(1, len(run) - 1)))
        else:
            padded = f"  {run} "
            found.update(padded[start : start + 3] for start in range(len(padded) - 2))
    return frozenset(found)


def similarity(one: str, other: str) -> float:
    """How alike two texts are, from 0 to 1. Texts without letters and figures are alike only if they are equal."""
    first, second = grams(one), grams(other)
    if not first or not second:
        return float(one.strip() == other.strip())
    return 2 * len(first & second) / (len(first) + len(second))


@dataclass(frozen=True)
class Match:
    """A text that is like the one asked for: its key, the text, and how alike it is."""

    key: Hashable
    text: str
    similarity: float


class TextIndex:
    """Texts by a key of the caller's, ready to be asked many times which are like another."""

    def __init__(self, texts: Iterable[tuple[Hashable, str]]):
        found = ((key, text, grams(text), order) for order, (key, text) in enumerate(texts))
        # Ordered by size, so that texts too short or too long to be alike are cut off at both ends.
        self.texts = sorted(found, key=lambda row: len(row[2]))
        self.sizes = [len(pieces) for _key, _text, pieces, _order in self.texts]
        self.by_gram = defaultdict(list)
        for number, (_key, _text, pieces, _order) in enumerate(self.texts):
            for gram in pieces:
                self.by_gram[gram].append(number)

    def best_matches(self, text: str, limit: int = 5, least: float = 0.6) -> list[Match]:
        """At most `limit` texts that are at least so much alike, the most alike first; equals in the given order.

        Texts without letters and figures are like no other; `least` is more than 0.
        """
        wanted = grams(text)
        size = len(wanted)
        if not wanted or limit < 1 or not self.texts:
            return []
        # Rounding must not cut off what is just alike enough; the measure itself decides at the end.
        bound = least * 0.999
        first = bisect_left(self.sizes, bound * size / (2 - bound))
        end = bisect_right(self.sizes, (2 - bound) * size / bound)
        # The commonest pieces say least and cost most: texts alike enough share others too.
        skipped = max(0, int(bound * size / (2 - bound)) - 1)
        by_frequency = sorted(wanted, key=lambda gram: len(self.by_gram.get(gram, ())))
        shared = Counter()
        for gram in by_frequency[: size - skipped]:
            numbers = self.by_gram.get(gram, ())
            shared.update(numbers[bisect_left(numbers, first) : bisect_left(numbers, end)])
        matches = []
        for number, count in shared.items():
            both = size + self.sizes[number]
            if 2 * (count + skipped) >= bound * both:
                key, found, pieces, order = self.texts[number]
                alike = 2 * len(wanted & pieces) / both
                if alike >= least:
                    matches.append((alike, -order, Match(key, found, alike)))
        return [match for _alike, _order, match in heapq.nlargest(limit, matches, key=lambda row: row[:2])]


def best_matches(
    text: str, candidates: TextIndex | Iterable[str], limit: int = 5, least: float = 0.6
) -> list[Match]:
    """The candidates most like a text. Whoever asks more than once makes a TextIndex; others give texts."""
    index = candidates if isinstance(candidates, TextIndex) else TextIndex(enumerate(candidates))
    return index.best_matches(text, limit, least)
