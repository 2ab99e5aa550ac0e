"""How alike two texts are: for earlier translations of similar texts.

Texts are compared by the sets of their trigrams (three characters in a row); where Chinese, Japanese and Korean are
written, by bigrams of characters, because words there are short. The measure is Dice's: twice the shared pieces,
divided by the pieces of both; 1 for the same text, 0 for texts that share nothing.
"""

import re
import unicodedata
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
