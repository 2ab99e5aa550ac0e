"""The words on a sheet: the title in both scripts, dates and place over or under a rule, the credit."""

import re
import unicodedata
from typing import NamedTuple

from PIL import Image, ImageDraw

from museum_site.core.lettering import CHINESE, DISPLAY, TEXT, covers, font, lines

from .compositions import Composition
from .palettes import INK, PAPER, Palette
from .pen import HEIGHT, MARGIN, WIDTH, Box

FACT_SIZE, FACT_LEADING, CREDIT_SIZE = 38, 48, 22
LARGEST_TITLE, SMALLEST_TITLE = 200, 40
# What an ideograph needs of the height of a column, below which the text is set in a row.
SMALLEST_HEAD, SMALLEST_TAIL = 62, 32
UPRIGHT = re.compile(r"[\u4e00-\u9fff·]+")
# A dash or colon between title and explanation, a comma between the halves of a title; full-width.
EXPLANATION, PAUSE = re.compile("——|[:\uff1a]"), re.compile("[,\uff0c]")


class ChineseTitle(NamedTuple):
    """A Chinese title: the columns of its head, the column of what explains it, and what must be set in a row.

    Figures and Latin letters do not stand upright in a column, so that a part with any of them becomes a row.
    """

    head: list[str]
    tail: str
    rows: list[str]


def chinese_parts(title: str, height: int) -> ChineseTitle:
    """The parts of a Chinese title, for columns of a height; none where the face lacks a character."""
    if not covers(CHINESE, title):
        title = ""
    head, *tail = EXPLANATION.split(title, maxsplit=1)
    columns, explanation = [part for part in PAUSE.split(head) if part], "".join(tail)
    rows = []
    too_long = max(map(len, columns), default=0) * SMALLEST_HEAD > height
    if too_long or not all(map(UPRIGHT.fullmatch, columns)):
        columns, rows = [], [head]
    if not UPRIGHT.fullmatch(explanation) or not columns or len(explanation) * SMALLEST_TAIL > height:
        explanation, rows = "", [*rows, explanation] if explanation else rows
    return ChineseTitle(columns, explanation, rows)


def printable(text: str) -> str:
    """Text in characters the Latin face covers: others lose their accents, or are left out."""
    kept = (
        c if covers(TEXT, c) else "".join(p for p in unicodedata.normalize("NFKD", c) if covers(TEXT, p))
        for c in text
    )
    return " ".join("".join(kept).split())


def ideographs(
    draw: ImageDraw.ImageDraw, place: tuple[float, float], text: str, em: int, colour: str
) -> None:
    """Set Chinese a little bolder than the face is, to stand beside the Latin."""
    draw.text(place, text, font=font(CHINESE, em), fill=colour, stroke_width=em / 90, stroke_fill=colour)


def set_columns(draw: ImageDraw.ImageDraw, title: ChineseTitle, top: int, height: int, colour: str) -> int:
    """Set a title in columns from the right margin and return the left edge of the last."""
    right = WIDTH - MARGIN
    if not title.head:
        return right
    longest = max(map(len, title.head))
    size = min(150, int(height / longest / 1.06))
    parts = [(column, size) for column in title.head]
    if title.tail:
        parts.append((title.tail, min(44, max(28, int(height / len(title.tail) / 1.1)))))
    for number, (column, em) in enumerate(parts):
        step = em * (1.06 if em > 60 else 1.1)
        for place, character in enumerate(column):
            # The face leaves more room above an ideograph than below it.
            ideographs(draw, (right - em, top - em * 0.29 + round(place * step)), character, em, colour)
        right -= round(em * 1.35) if number + 1 < len(title.head) else em + 28
    return right


def set_text(
    sheet: Image.Image,
    composition: Composition,
    palette: Palette,
    title: str,
    chinese_title: str,
    facts: tuple[str, str],
) -> None:
    """Set all the words of a sheet where its composition leaves room for them."""
    draw = ImageDraw.Draw(sheet)
    column, rule, top, bottom = (
        ((230, 830), 186, 230, 800) if composition.low else ((MARGIN, 1380), 2206, 1676, 2180)
    )
    if not composition.low and not composition.clear:
        column = (1690, 480)
    chinese = chinese_parts(chinese_title, column[1])
    edge = set_columns(draw, chinese, *column, palette.text)
    right = WIDTH - MARGIN if composition.clear else edge - 30 if chinese.head else WIDTH - MARGIN
    set_title(draw, printable(title), chinese.rows, (MARGIN, top, right, bottom), palette.text)
    draw.line((MARGIN, rule, WIDTH - MARGIN, rule), fill=palette.text, width=3)
    half = (WIDTH - 2 * MARGIN) // 2
    face = font(TEXT, FACT_SIZE)
    for x, text in ((MARGIN, facts[0]), (MARGIN + half, facts[1])):
        # A span of dates does not begin a line with its dash.
        words = printable(text).replace(" – ", "\u00a0– ")
        rows = lines(words, face, half - 16)[:2]
        start = rule - 22 - FACT_LEADING * len(rows) if composition.low else rule + 16
        for number, line in enumerate(rows):
            draw.text((x, start + FACT_LEADING * number), line, font=face, fill=palette.text)
    corner = (MARGIN, HEIGHT - 54)
    light = sum(sheet.getpixel(corner)) > 330
    draw.text(corner, "Generated placeholder", font=font(TEXT, CREDIT_SIZE), fill=INK if light else PAPER)


def set_title(draw: ImageDraw.ImageDraw, title: str, rows: list[str], within: Box, colour: str) -> None:
    """Set a title and, under it, the Chinese that stands in rows, as large as the space allows.

    The words after a colon are the subtitle, in the text cut and at under half the size.
    """
    left, top, right, bottom = within
    width = right - left
    head, _, tail = title.partition(": ")
    for size in range(LARGEST_TITLE, SMALLEST_TITLE, -4):
        small = max(42, min(66, round(size * 0.4)))
        heads = lines(head, font(DISPLAY, size), width)
        tails = lines(tail, font(TEXT, small), width)
        em = max(40, min(76, round(size * 0.46)))
        row_sizes = [min(em if n == 0 else 42, width // max(1, len(row))) for n, row in enumerate(rows)]
        height = 1.06 * size * len(heads) + 1.24 * small * len(tails) + 1.4 * sum(row_sizes) + 40
        fits = height <= bottom - top and len(heads) <= 3
        if fits and all(font(DISPLAY, size).getlength(line) <= width for line in heads):
            break
    y = float(top)
    for line in heads:
        # The stem of a large letter, not its side bearing, stands on the margin.
        draw.text((left - size // 18, y - size * 0.16), line, font=font(DISPLAY, size), fill=colour)
        y += 1.06 * size
    y += 18
    for line in tails:
        draw.text((left, y), line, font=font(TEXT, small), fill=colour)
        y += 1.24 * small
    y += 10
    for row, em in zip(rows, row_sizes, strict=True):
        ideographs(draw, (left, y - em * 0.2), row, em, colour)
        y += 1.4 * em
