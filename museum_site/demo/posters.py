"""Placeholder posters for the demonstration exhibitions: plain geometry, drawn from the key alone."""

import hashlib
import math
import unicodedata
from collections.abc import Callable
from functools import cache
from io import BytesIO
from itertools import pairwise
from typing import NamedTuple

from PIL import Image, ImageColor, ImageDraw, ImageFont

WIDTH, HEIGHT, MARGIN = 1600, 2400, 130
FIELD = (WIDTH - 2 * MARGIN, 1400)
# The picture stands above the title or below it; both arrangements share the foot of the sheet.
FIELD_TOPS, TITLE_TOPS = (MARGIN, 700), (1610, MARGIN)
TITLE_HEIGHT, FOOT = 480, 2160
SCALE = 2  # The picture is drawn twice as large and reduced, since Pillow's shapes have hard edges.

PAPER, INK, CINNABAR, INDIGO, CELADON, OCHRE = (
    "#faf8f3",
    "#1c1a17",
    "#9e2a1c",
    "#22406b",
    "#3c6b5c",
    "#8a5a00",
)

Box = tuple[int, int, int, int]


class Palette(NamedTuple):
    """The three colours of a picture: its ground, its figure and the single accent."""

    ground: str
    figure: str
    accent: str


PALETTES = (
    Palette(INDIGO, PAPER, CINNABAR),
    Palette("#ece6d8", INDIGO, CINNABAR),
    Palette(CELADON, PAPER, INK),
    Palette("#ece6d8", INK, CINNABAR),
    Palette(CINNABAR, PAPER, INK),
    Palette("#e6e8df", CELADON, OCHRE),
    Palette(OCHRE, PAPER, INDIGO),
    Palette(INK, PAPER, CINNABAR),
)


def draw_poster(key: str, title: str, dates: str, place: str) -> bytes:
    """Return the poster of a record as a JPEG of 1,600 by 2,400 pixels.

    `key` alone decides palette, composition and arrangement; `title`, `dates` and `place` are set as text.
    The same arguments always give the same bytes.
    """
    seed, top = _seed(key), _arrangement(key)
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    picture, _ = _picture(seed)
    sheet.paste(picture, (MARGIN, FIELD_TOPS[top]))
    draw = ImageDraw.Draw(sheet)
    _set_title(draw, _printable(title), TITLE_TOPS[top])
    draw.line((MARGIN, FOOT, WIDTH - MARGIN, FOOT), fill=INK, width=3)
    column = FIELD[0] // 2
    for x, text in ((MARGIN, dates), (MARGIN + column, place)):
        _set_lines(draw, _wrap(_printable(text), _font(36), column - 40)[:2], (x, FOOT + 32), 36)
    draw.text((MARGIN, HEIGHT - 84), "Generated placeholder", font=_font(20), fill="#6b665c")
    buffer = BytesIO()
    sheet.save(buffer, "JPEG", quality=82, optimize=True)
    return buffer.getvalue()


def poster_focal_point(key: str) -> Box:
    """Return x, y, width and height of the focus of a poster, in pixels from the top left corner."""
    seed = _seed(key)
    x, y, width, height = _composition(seed)(None, seed, _palette(seed))
    return MARGIN + x, FIELD_TOPS[_arrangement(key)] + y, width, height


# --- What the key decides -------------------------------------------------------------------------


def _seed(key: str) -> bytes:
    # hash() is salted per process; a digest is the same on every machine.
    return hashlib.sha256(key.encode()).digest()


def _arrangement(key: str) -> int:
    return _seed(key)[2] % 2


def _palette(seed: bytes) -> Palette:
    return PALETTES[seed[1] % len(PALETTES)]


def _composition(seed: bytes) -> "Composition":
    return COMPOSITIONS[sorted(COMPOSITIONS)[seed[0] % len(COMPOSITIONS)]]


def _picture(seed: bytes) -> tuple[Image.Image, Box]:
    palette = _palette(seed)
    image = Image.new("RGB", (FIELD[0] * SCALE, FIELD[1] * SCALE), palette.ground)
    focus = _composition(seed)(_Pen(ImageDraw.Draw(image)), seed, palette)
    return image.reduce(SCALE), focus


# --- Compositions: each draws into the field (pen may be None) and returns its focus --------------


class _Pen:
    """Draws in field coordinates on the enlarged canvas."""

    def __init__(self, draw: ImageDraw.ImageDraw) -> None:
        self.draw = draw

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        self.draw.ellipse([SCALE * v for v in (x - radius, y - radius, x + radius, y + radius)], fill=fill)

    def polygon(self, points: list[tuple[float, float]], fill: str) -> None:
        self.draw.polygon([(SCALE * x, SCALE * y) for x, y in points], fill=fill)


Composition = Callable[[_Pen | None, bytes, Palette], Box]


def _around(x: float, y: float, radius: float) -> Box:
    return round(x - radius), round(y - radius), round(2 * radius), round(2 * radius)


def _arches(pen: _Pen | None, seed: bytes, palette: Palette) -> Box:
    """Doorways one behind another, the last one in the accent; they drift to one side as they recede."""
    width, height = FIELD
    drift = (-34, 0, 34)[seed[4] % 3]
    for step in range(6):
        half, x = width * (0.43 - 0.068 * step), width / 2 + drift * step
        spring = height * 0.09 + half + step * 78
        fill = palette.accent if step == 5 else (palette.figure, palette.ground)[step % 2]
        if pen:
            pen.disc(x, spring, half, fill)
            pen.polygon(
                [(x - half, spring), (x + half, spring), (x + half, height), (x - half, height)], fill
            )
    return round(x - half), round(spring - half), round(2 * half), round(height - spring + half)


def _lattice(pen: _Pen | None, seed: bytes, palette: Palette) -> Box:
    """A round window with a lattice, upright or on edge, and one small disc behind it."""
    width, height = FIELD
    x, y, radius, bars = width / 2, height / 2, width * 0.4, 5 + seed[4] % 3
    turn = math.pi / 4 * (seed[5] % 2)
    moon = (x + radius * 0.36 * (-1) ** seed[6], y - radius * 0.3, radius * 0.34)
    if pen:
        pen.disc(x, y, radius, palette.figure)
        pen.disc(*moon, palette.accent)
        for angle in (turn, turn + math.pi / 2):
            along, across = (math.cos(angle), math.sin(angle)), (-math.sin(angle), math.cos(angle))
            for bar in range(-bars, bars + 1):
                offset = radius * bar / (bars + 0.5)
                # One bar is the chord of the window at this offset, longer so that its ends leave no sliver.
                reach = math.sqrt(radius**2 - offset**2) + 8
                ends = [(along[0] * s * reach, along[1] * s * reach) for s in (-1, 1)]
                sides = [offset - 5, offset + 5]
                corners = [(ends[i], sides[j]) for i, j in ((0, 0), (1, 0), (1, 1), (0, 1))]
                pen.polygon(
                    [(x + e[0] + across[0] * s, y + e[1] + across[1] * s) for e, s in corners], palette.ground
                )
    return _around(*moon)


def _mountains(pen: _Pen | None, seed: bytes, palette: Palette) -> Box:
    """Ridges paling with distance under one disc."""
    width, height = FIELD
    sun = (width * (0.3, 0.68)[seed[4] % 2], height * 0.3, width * 0.13)
    if pen:
        pen.disc(*sun, palette.accent)
        for ridge in range(4):
            phases = [b / 255 * math.tau for b in seed[5 + 3 * ridge : 8 + 3 * ridge]]
            waves = list(zip(phases, (0.9, 2.1, 4.3), (95, 46, 14), strict=True))
            base = height * (0.47 + 0.135 * ridge)
            crest = [
                (x, base - sum(a * math.sin(p + f * math.tau * x / width) for p, f, a in waves))
                for x in range(0, width + 4, 4)
            ]
            fill = _mix(palette.ground, palette.figure, (0.22, 0.42, 0.66, 1.0)[ridge])
            pen.polygon([*crest, (width, height), (0, height)], fill)
    return _around(*sun)


def _vessel(pen: _Pen | None, seed: bytes, palette: Palette) -> Box:
    """The turned profile of a jar, a bottle or a double gourd, with a few bands, before a disc."""
    width, height = FIELD
    profile = VESSELS[seed[4] % len(VESSELS)]
    top, foot, x = height * 0.17, height * 0.88, width / 2
    if pen:
        side = (-1) ** seed[5]
        pen.disc(x + side * width * 0.2, height * 0.36, width * 0.2, palette.accent)
        outline = [(_radius(profile, t / 300) * width, top + (foot - top) * t / 300) for t in range(301)]
        pen.polygon(
            [(x - r, y) for r, y in outline] + [(x + r, y) for r, y in reversed(outline)], palette.figure
        )
        for start, thickness in ((0.3, 4), (0.325, 12), (0.62, 4), (0.64, 4), (0.66, 4)):
            band = [
                (_radius(profile, start) * width + 2, top + (foot - top) * start + d) for d in (0, thickness)
            ]
            pen.polygon(
                [(x - r, y) for r, y in band] + [(x + r, y) for r, y in reversed(band)], palette.ground
            )
    widest = max(r for _, r in profile) * width
    return round(x - widest), round(top), round(2 * widest), round(foot - top)


def _waves(pen: _Pen | None, seed: bytes, palette: Palette) -> Box:
    """The overlapping scales of a stylised sea, and a disc rising from it."""
    width, height = FIELD
    radius = width / (6, 8, 10)[seed[4] % 3]
    sun = (width * (0.32, 0.5, 0.68)[seed[5] % 3], height * 0.4, width * 0.19)
    if pen:
        pen.disc(*sun, palette.accent)
        for row in range(int(height / radius * 2) + 2):
            y = height * 0.47 + radius * (1 + row / 2)
            for x in range(-1, int(width / radius) + 2):
                if x % 2 == row % 2:
                    for ring in range(6):
                        colour = (palette.ground, palette.figure)[ring % 2]
                        pen.disc(x * radius, y, radius * (1 - 0.16 * ring), colour)
            if y - radius > height:
                break
    return _around(*sun)


COMPOSITIONS: dict[str, Composition] = {
    "arches": _arches,
    "lattice": _lattice,
    "mountains": _mountains,
    "vessel": _vessel,
    "waves": _waves,
}

# Radius (in widths of the field) at heights from the lip (0) to the foot (1).
VESSELS = (
    ((0, 0.085), (0.04, 0.07), (0.09, 0.075), (0.33, 0.27), (0.85, 0.13), (1, 0.15)),
    ((0, 0.1), (0.05, 0.06), (0.36, 0.065), (0.72, 0.26), (0.95, 0.14), (1, 0.15)),
    ((0, 0.05), (0.06, 0.05), (0.26, 0.16), (0.43, 0.09), (0.72, 0.26), (0.97, 0.14), (1, 0.14)),
)


def _radius(profile: tuple[tuple[float, float], ...], t: float) -> float:
    # Half a cosine between two knots keeps the profile free of corners.
    for (t0, r0), (t1, r1) in pairwise(profile):
        if t <= t1:
            return r0 + (r1 - r0) * (1 - math.cos(math.pi * (t - t0) / (t1 - t0))) / 2
    return profile[-1][1]


def _mix(first: str, second: str, share: float) -> str:
    mixed = (
        a + (b - a) * share for a, b in zip(ImageColor.getrgb(first), ImageColor.getrgb(second), strict=True)
    )
    return "#" + "".join(f"{round(value):02x}" for value in mixed)


# --- Text -----------------------------------------------------------------------------------------


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.load_default(size=size)


@cache
def _covered(character: str) -> bool:
    # Pillow does not show a font's character map; an uncovered character looks like a noncharacter.
    shapes = [(mask.size, bytes(mask)) for mask in map(_font(40).getmask, (character, "\uffff"))]
    return character == " " or shapes[0] != shapes[1]


def _printable(text: str) -> str:
    """Text in characters the built-in font covers: others lose their accents, or are dropped."""
    plain = text.translate(str.maketrans("‘’“”–—", "''\"\"--")) if not all(map(_covered, "‘’“”–—")) else text
    kept = (c if _covered(c) else "".join(filter(_covered, unicodedata.normalize("NFKD", c))) for c in plain)
    return " ".join("".join(kept).split())


def _wrap(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


def _set_lines(draw: ImageDraw.ImageDraw, lines: list[str], at: tuple[int, int], size: int) -> int:
    """Set lines of one size from the point ``at`` and return the height below them."""
    leading = round(size * 1.14)
    for number, line in enumerate(lines):
        draw.text((at[0], at[1] + number * leading), line, font=_font(size), fill=INK)
    return at[1] + len(lines) * leading


def _set_title(draw: ImageDraw.ImageDraw, title: str, top: int) -> None:
    # The words after a colon are the subtitle, at under half the size; the largest size that fits is taken.
    head, _, tail = title.partition(": ")
    for size in range(148, 47, -4):
        small = max(44, round(size * 0.44))
        heads, tails = _wrap(head, _font(size), FIELD[0]), _wrap(tail, _font(small), FIELD[0])
        height = 1.14 * (len(heads) * size + len(tails) * small) + 24
        if (
            height <= TITLE_HEIGHT
            and len(heads) <= 3
            and max(map(_font(size).getlength, heads), default=0) <= FIELD[0]
        ):
            break
    below = _set_lines(draw, heads, (MARGIN - size // 16, top), size)
    _set_lines(draw, tails, (MARGIN, below + 24), small)
