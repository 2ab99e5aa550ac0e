"""Folding: two spellings that a reader takes for the same become the same text.

Folded away: capitals; accents of Latin, Cyrillic and Greek; full and half width; Arabic vowel signs, tatweel
and the variants of alef, final yeh and teh marbuta (as Lucene's Arabic normalisation does); typographic
apostrophes, hyphens and middle dots; invisible characters; runs of blanks of any kind. Voicing marks of kana
make other letters and stay.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import groupby, pairwise

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

# Accents; Arabic vowel signs, hamza and madda above or below, Quranic signs; tatweel.
DROPPED = re.compile(
    "[\u0300-\u036f\u0483-\u0487\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed]"
)
# What Unicode does not decompose, although readers type the plain form.
PLAIN = str.maketrans(
    {
        **dict.fromkeys("’‘ʼʹ`´′", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("•‧∙⋅・", "·"),
        **dict(zip("øłđıٱىة", "oldiايه", strict=True)),
        "æ": "ae",
        "œ": "oe",
    }
)
BLANKS = re.compile(r"\s+")


@lru_cache(maxsize=20_000)
def is_mark(character: str) -> bool:
    """Whether the character belongs to the one before it: an accent, a vowel sign, a voicing mark."""
    return bool(unicodedata.combining(unicodedata.normalize("NFKD", character)[0]))


@lru_cache(maxsize=20_000)
def fold_letter(letter: str) -> str:
    """Fold one letter with its marks."""
    decomposed = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", letter).casefold())
    kept = BLANKS.sub(" ", DROPPED.sub("", decomposed).translate(PLAIN))
    visible = "".join(character for character in kept if unicodedata.category(character) not in ("Cc", "Cf"))
    return unicodedata.normalize("NFC", visible)


def folded_letters(text: str) -> list[tuple[str, str]]:
    """The letters of a text, with their marks, each with its folded form."""
    starts = [position for position, character in enumerate(text) if position == 0 or not is_mark(character)]
    return [(text[start:end], fold_letter(text[start:end])) for start, end in pairwise([*starts, len(text)])]


def fold(text: str) -> str:
    """The text as it is stored in the index and looked for."""
    return BLANKS.sub(" ", "".join(form for _letter, form in folded_letters(text))).strip()


def highlight(text: str, terms: list[str]) -> SafeString:
    """The text as HTML, escaped, with `<mark>` around every place where one of the folded terms occurs."""
    letters = folded_letters(text)
    folded = "".join(form for _letter, form in letters)
    # To which letter each character of the folded text belongs.
    owner = [index for index, (_letter, form) in enumerate(letters) for _character in form]
    marked = set()
    for term in terms:
        for found in re.finditer(re.escape(term), folded):
            marked.update(owner[found.start() : found.end()])
    html = ""
    for is_marked, group in groupby(range(len(letters)), marked.__contains__):
        piece = escape("".join(letters[index][0] for index in group))
        html += f"<mark>{piece}</mark>" if is_marked else piece
    return mark_safe(html)  # noqa: S308  every piece is escaped
