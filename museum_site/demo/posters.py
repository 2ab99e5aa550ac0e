"""Posters of the demonstration exhibitions, drawn from what their records say: no photograph, none faked.

The words of a record choose a composition and a palette (`THEMES`); its key decides every detail. The sheet is
drawn with Pillow alone and set in the faces of `poster_fonts`, so that every machine draws the same picture.
"""

import hashlib
import math
import random
import re
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageFont, ImageOps

WIDTH, HEIGHT, MARGIN = 1600, 2400, 110
FIELD = WIDTH  # The picture is a square across the sheet, below the title or above it.
SCALE = 2  # It is drawn twice as large and reduced, since Pillow's shapes have hard edges.
FONTS = Path(__file__).parent / "poster_fonts"

Point = tuple[float, float]
Box = tuple[int, int, int, int]


class Palette(NamedTuple):
    """The colours of a sheet: its ground, two of the figure, a sparing accent, and the text on the ground."""

    ground: str
    figure: str
    second: str
    accent: str
    text: str


PAPER, INK = "#f6f1e6", "#1c1a17"
PALETTES = {
    "celadon": Palette("#dde5d8", "#2f5f50", "#8fb3a0", "#b0761c", INK),
    "cinnabar": Palette("#9e2a1c", "#f3e6cf", "#d9694a", "#e2ab4c", PAPER),
    "cobalt": Palette("#f0ebdf", "#1f4a8c", "#8fa9cc", "#b4331f", INK),
    "dusk": Palette("#e9c9b1", "#5b2a3c", "#c0705a", "#9e2a1c", "#2a1418"),
    "gold": Palette("#dca83f", "#7e1f16", "#f2d590", "#22406b", INK),
    "graphite": Palette("#dcdcd8", "#26282b", "#8c9196", "#c23b22", INK),
    "indigo": Palette("#1d3a63", "#f0e7d2", "#6d8fb8", "#d8973a", PAPER),
    "ink": Palette("#f3eee3", "#211f1c", "#8f887c", "#a52a1a", INK),
    "jade": Palette("#12312a", "#7fb59a", "#3d7a63", "#e3c987", PAPER),
    "lacquer": Palette("#1a1210", "#b0301c", "#d9a548", "#efe2c8", PAPER),
    "mineral": Palette("#e8dfc6", "#1f5f6b", "#6f9e86", "#b57a24", INK),
    "moss": Palette("#c9cda6", "#3b4a2a", "#87914f", "#b2431f", INK),
    "night": Palette("#131c33", "#e9dfc4", "#4c6795", "#d9a24a", PAPER),
    "sand": Palette("#f0dfbd", "#b06a2c", "#dba763", "#9e2a1c", "#2b1a10"),
    "sea": Palette("#0f3b4a", "#cfe3dc", "#3f8491", "#e0a458", PAPER),
    "snow": Palette("#e4ebee", "#22406b", "#93adc2", "#b3261a", INK),
    "umber": Palette("#21160f", "#e9d8b4", "#7a5330", "#c98d3a", PAPER),
    "vermilion": Palette("#d8452b", "#1c1a17", "#f0c9a6", "#f6f1e6", INK),
}

# Words of a record (its key, title and place), composition, palette. The first line that matches is taken.
THEMES = (
    ("shi-lu", "brush_circle", "ink"),
    ("repin", "strokes", "moss"),
    ("rembrandt", "ruff", "umber"),
    ("painting", "strokes", "cobalt"),
    ("volga|river|danube", "river", "snow"),
    ("gallery", "domes", "gold"),
    ("revolution", "beams", "vermilion"),
    ("patent|innovation|machine", "gears", "graphite"),
    ("lens|photograph", "iris", "ink"),
    ("academy|salon", "salon", "dusk"),
    ("shipwreck|wreck|maritime", "wreck", "sea"),
    ("bronze|metals", "vessel", "jade"),
    ("lacquer", "discs", "lacquer"),
    ("flowers?", "petals", "celadon"),
    ("porcelain|ceramics?", "vessel", "cobalt"),
    ("pottery|artifacts", "vessel", "sand"),
    ("dining|tea|wine", "shelf", "celadon"),
    ("feast|table", "shelf", "cinnabar"),
    ("fabergé|faberge", "egg", "mineral"),
    ("schlumberger|jewels?|jewellery", "jewel", "night"),
    ("cartier", "jewel", "cinnabar"),
    ("pounamu|jade|stone", "stone", "jade"),
    ("gandhara|dunhuang", "mountains", "sand"),
    ("renaissance", "arches", "mineral"),
    ("silk road", "dunes", "dusk"),
    ("arabia|desert", "dunes", "gold"),
    ("pyramid|egypt", "pyramid", "sand"),
    ("maya|mayas|aztec|inca", "temple", "mineral"),
    ("versailles", "arches", "cinnabar"),
    ("louvre", "arches", "indigo"),
    ("italia|rome|roman", "arcade", "sand"),
    ("monaco: a|dynasty .*europe|princes", "lozenges", "cinnabar"),
    ("throne|emperors", "robe", "gold"),
    ("empress|empresses", "robe", "cinnabar"),
    ("golden age", "mountains", "mineral"),
    ("apartments|garden", "moon_gate", "snow"),
    ("palace museum", "roofs", "snow"),
    ("forbidden city", "lattice", "cinnabar"),
    ("tang", "star_map", "night"),
    ("chopin|polish|poland", "textile", "dusk"),
    ("romania", "textile", "ink"),
    ("kremlin|moscow|russia|russian", "domes", "snow"),
    ("riyadh|jeddah|cairo|doha", "girih", "indigo"),
)


def draw_poster(key: str, title: str, dates: str, place: str, chinese_title: str = "") -> bytes:
    """Return the poster of a record as a JPEG of 1,600 by 2,400 pixels.

    `title` is in a Latin script; characters its face does not cover lose their accents or are left out.
    `chinese_title` is set only when its face covers all of it. The same arguments always give the same bytes.
    """
    composition, palette = _choice(key, title, place)
    seed = _seed(key)
    sheet = Image.new("RGB", (WIDTH, HEIGHT), palette.ground)
    pen = _Pen(palette, seed)
    composition.draw(pen)
    sheet.paste(pen.image.reduce(SCALE), (0, composition.top))
    sheet = _printed(sheet, seed)
    _set_text(sheet, composition, palette, title, chinese_title, (dates, place))
    buffer = BytesIO()
    sheet.save(buffer, "JPEG", quality=84, optimize=True)
    return buffer.getvalue()


def poster_focal_point(key: str, title: str = "", place: str = "") -> Box:
    """Return x, y, width and height of the focus of a poster, in pixels from the top left corner."""
    composition, _palette = _choice(key, title, place)
    x, y, width, height = composition.focus
    return x, composition.top + y, width, height


# --- What a record decides ------------------------------------------------------------------------


def _seed(key: str) -> bytes:
    # hash() is salted per process; a digest is the same on every machine.
    return hashlib.sha256(key.encode()).digest()


def _choice(key: str, title: str, place: str) -> tuple["Composition", Palette]:
    words = f"{key} {title} {place}".lower()
    for pattern, composition, palette in THEMES:
        if re.search(rf"\b(?:{pattern})\b", words):
            return COMPOSITIONS[composition], PALETTES[palette]
    seed = _seed(key)
    return tuple(
        table[sorted(table)[byte % len(table)]]
        for table, byte in zip((COMPOSITIONS, PALETTES), seed, strict=False)
    )


# --- Drawing --------------------------------------------------------------------------------------


class _Pen:
    """Draws in the coordinates of the field, 1,600 by 1,600, on the enlarged canvas."""

    def __init__(self, palette: Palette, seed: bytes) -> None:
        self.palette, self.seed = palette, seed
        self.image = Image.new("RGB", (FIELD * SCALE, FIELD * SCALE), palette.ground)
        self.canvas = ImageDraw.Draw(self.image)
        # Of the generators of the standard library, random() alone is promised to stay the same.
        self.random = random.Random(seed).random  # noqa: S311

    def between(self, low: float, high: float) -> float:
        return low + (high - low) * self.random()

    def pick(self, *options):
        return options[int(self.random() * len(options))]

    def polygon(self, points: Iterable[Point], fill: str) -> None:
        self.canvas.polygon([(SCALE * x, SCALE * y) for x, y in points], fill=fill)

    def line(self, points: Iterable[Point], width: float, fill: str) -> None:
        self.canvas.line(
            [(SCALE * x, SCALE * y) for x, y in points], fill=fill, width=round(SCALE * width), joint="curve"
        )

    def box(self, left: float, top: float, right: float, bottom: float, fill: str) -> None:
        self.canvas.rectangle([round(SCALE * v) for v in (left, top, right, bottom)], fill=fill)

    def disc(self, x: float, y: float, radius: float, fill: str) -> None:
        self.canvas.ellipse([SCALE * v for v in (x - radius, y - radius, x + radius, y + radius)], fill=fill)

    def ring(self, x: float, y: float, radius: float, width: float, colour: str) -> None:
        edges = [SCALE * v for v in (x - radius, y - radius, x + radius, y + radius)]
        self.canvas.ellipse(edges, outline=colour, width=round(SCALE * width))

    def arch(self, x: float, crown: float, half: float, foot: float, fill: str) -> None:
        self.polygon([*_arc(x, crown + half, half, 180, 360), (x + half, foot), (x - half, foot)], fill)

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float) -> None:
        """Light that falls off evenly from a point."""
        size = round(2 * radius * SCALE)
        mask = Image.radial_gradient("L").point(lambda v: round(max(0, 255 - v * 1.0) * strength))
        corner = (round((x - radius) * SCALE), round((y - radius) * SCALE))
        self.image.paste(colour, corner, mask.resize((size, size), Image.Resampling.BICUBIC))

    def fading(self, crest: list[Point], depth: float, colour: str, into: str) -> None:
        """A wash that starts at a line and pales downwards, as ink does in wet paper."""
        steps = 40
        for step in range(steps):
            upper, lower = (depth * n / steps for n in (step, step + 1.3))
            fill = _mix(colour, into, (step / (steps - 1)) ** 0.8)
            self.polygon([(x, y + upper) for x, y in crest] + [(x, y + lower) for x, y in crest[::-1]], fill)

    def ridge(self, base: float, rough: float, octaves: int = 7) -> list[Point]:
        """A line of hills across the field: waves of halving length and height, at random phases."""
        waves = [
            (rough / 1.9**n, 1.3 * 1.93**n * self.between(0.8, 1.2), self.between(0, math.tau))
            for n in range(octaves)
        ]
        return [
            (x, base - sum(a * math.sin(p + f * math.tau * x / FIELD) for a, f, p in waves))
            for x in range(-8, FIELD + 17, 8)
        ]


def _mix(first: str, second: str, share: float) -> str:
    mixed = (
        a + (b - a) * share for a, b in zip(ImageColor.getrgb(first), ImageColor.getrgb(second), strict=True)
    )
    return "#" + "".join(f"{round(value):02x}" for value in mixed)


def _arc(x: float, y: float, radius: float, start: float, end: float, steps: int = 60) -> list[Point]:
    """Points of an arc; angles in degrees, clockwise from three o'clock."""
    angles = (math.radians(start + (end - start) * n / steps) for n in range(steps + 1))
    return [(x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles]


def _turned(points: Iterable[Point], x: float, y: float, angle: float, size: float = 1) -> list[Point]:
    """Points around the origin, enlarged, turned by degrees and moved to x, y."""
    cos, sin = size * math.cos(math.radians(angle)), size * math.sin(math.radians(angle))
    return [(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in points]


def _petal(inner: float, outer: float, half: float, point: float = 0.5) -> list[Point]:
    """A petal that points upwards from the origin, rounder as `point` falls."""
    right = [
        (
            half * math.sin(math.pi * t / 24) ** point * (0.55 + 0.45 * t / 24),
            -inner - (outer - inner) * t / 24,
        )
        for t in range(25)
    ]
    return right + [(-x, y) for x, y in reversed(right)]


def _noise(seed: bytes, name: str, width: int, height: int) -> Image.Image:
    return Image.frombytes(
        "L", (width, height), hashlib.shake_128(seed + name.encode()).digest(width * height)
    )


def _cloud(seed: bytes, size: tuple[int, int], cells: tuple[int, ...]) -> Image.Image:
    """Even, cloudy grey: noise of several grains, the finer the fainter."""
    cloud = None
    for number in cells:
        layer = _noise(seed, str(number), number, number).resize(size, Image.Resampling.BICUBIC)
        cloud = Image.blend(cloud, layer, 0.4) if cloud else layer
    return cloud


def _printed(sheet: Image.Image, seed: bytes) -> Image.Image:
    """The sheet as if printed by hand: the colour lies a little unevenly, with a fine grain."""
    cloud = _cloud(seed, (WIDTH // 4, HEIGHT // 4), (5, 11, 29, 67)).resize((WIDTH, HEIGHT))
    grain = _noise(seed, "grain", WIDTH // 2, HEIGHT // 2).resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
    texture = Image.blend(cloud, grain, 0.22).point([round(128 + (v - 128) * 0.34) for v in range(256)])
    return ImageChops.soft_light(sheet, Image.merge("RGB", (texture,) * 3))


# --- Compositions ---------------------------------------------------------------------------------


def _mountains(pen: _Pen) -> None:
    """Ridges in ink wash, each rising from the mist of the one behind, under one disc."""
    palette = pen.palette
    pen.disc(pen.between(430, 620), pen.between(250, 310), 118, palette.accent)
    for number, depth in enumerate((0.3, 0.46, 0.64, 0.82, 1.0)):
        crest = pen.ridge(520 + 245 * number, 120 - 8 * number)
        ink = _mix(palette.second, palette.figure, number / 4)
        pen.fading(crest, 330 + 60 * number, _mix(palette.ground, ink, depth), palette.ground)


def _dunes(pen: _Pen) -> None:
    """Dunes with a bright and a dark flank, one before the other."""
    palette = pen.palette
    pen.disc(pen.between(380, 620), 250, 150, palette.accent)
    for number in range(6):
        base, peak = 560 + 190 * number, pen.between(0.12, 0.88) * FIELD
        height, left, right = pen.between(150, 260), pen.between(380, 700), pen.between(380, 700)
        crest = [
            (x, base - height * math.exp(-(((x - peak) / (left if x < peak else right)) ** 2)))
            for x in range(0, FIELD + 9, 8)
        ]
        bright = _mix(palette.ground, palette.second, 0.35 + 0.13 * number)
        pen.polygon([*crest, (FIELD, FIELD), (0, FIELD)], bright)
        # The ridge winds down from the summit; what lies beyond it is in the shade.
        spine = [
            (
                peak + 70 * math.sin(t * 3.1 + number) * t + 260 * t * t * pen.palette.ground.count("#"),
                base - height + t * 560,
            )
            for t in (n / 30 for n in range(31))
        ]
        shade = _mix(palette.second, palette.figure, 0.25 + 0.15 * number)
        pen.polygon([p for p in crest if p[0] >= peak] + [(FIELD, FIELD)] + spine[::-1], shade)


def _river(pen: _Pen) -> None:
    """A wide river at evening: strokes of water, broader as they come near, and the sun on them."""
    palette = pen.palette
    sun, horizon = pen.between(460, 700), 430
    pen.disc(sun, horizon - 40, 170, palette.accent)
    pen.fading(pen.ridge(horizon - 60, 26), 80, palette.figure, palette.second)
    pen.box(0, horizon, FIELD, FIELD, _mix(palette.ground, palette.second, 0.5))
    for number in range(190):
        t = (number / 190) ** 1.7
        y, half = horizon + 10 + t * 1190, 60 + 330 * t * pen.between(0.5, 1.2)
        near_sun = number % 3 == 0
        x = sun + pen.between(-1, 1) * (70 + 150 * t) if near_sun else pen.between(-60, FIELD + 60)
        colour = palette.accent if near_sun else _mix(palette.second, palette.figure, pen.between(0.25, 1))
        half *= 0.42 if near_sun else 1
        thick = 2 + 15 * t
        pen.polygon(
            [
                *((x - half + half * n / 8, y - thick * math.sin(math.pi * n / 16)) for n in range(17)),
                *((x + half - half * n / 8, y + thick * math.sin(math.pi * n / 16)) for n in range(17)),
            ],
            colour,
        )


def _wreck(pen: _Pen) -> None:
    """The lines of the sea, calmer with depth, and a jar that sank."""
    palette = pen.palette
    for number in range(30):
        y, swell = 300 + 44 * number, 46 * 0.9**number
        points = [
            (x, y + swell * (math.sin(x / 128 + number * 0.55) + 0.3 * math.sin(x / 57 + number)))
            for x in range(-10, FIELD + 20, 10)
        ]
        pen.line(points, 15 * 0.93**number + 2, _mix(palette.figure, palette.second, min(1, number / 16)))
    jar = _outline(PROFILES["amphora"], 620)
    pen.polygon(_turned(jar, 690, 1020, -58), palette.accent)
    for side in (-1, 1):
        handle = [(side * (46 + 96 * math.sin(math.pi * t / 20)), -256 + 196 * t / 20) for t in range(21)]
        pen.line(_turned(handle, 690, 1020, -58), 26, palette.accent)


def _robe(pen: _Pen) -> None:
    """The hem of a court robe: standing water in bands of colour, round waves, and the rock among them."""
    palette = pen.palette
    colours = (palette.figure, palette.second, palette.accent, PAPER)
    pen.disc(520, 300, 130, palette.accent)
    for half, top, colour in (
        (330, 500, palette.figure),
        (245, 610, palette.accent),
        (160, 720, palette.second),
    ):
        pen.polygon([*_turned(_petal(0, 1500 - top, half, 0.8), 800, 1500, 0)], colour)
        pen.polygon([*_turned(_petal(0, 1400 - top, half * 0.66, 0.8), 800, 1500, 0)], PAPER)
        pen.polygon([*_turned(_petal(0, 1370 - top, half * 0.56, 0.8), 800, 1500, 0)], colour)
    for row in range(4):
        for n in range(-1, 10):
            x, y = 200 * n + 100 * (row % 2), 1090 + 74 * row - 30 * math.cos((n - 3.5) / 2)
            for step in range(6):
                pen.disc(
                    x, y, 124 - 21 * step, (PAPER, *colours)[(step * 2 + row) % 5] if step % 2 else PAPER
                )
    for number in range(-12, 60):
        left = 44 * number
        edge = [(left + 30 * math.sin(t / 5) + 13 * t, 1290 + 13 * t) for t in range(26)]
        pen.polygon(edge + [(x + 44, y) for x, y in reversed(edge)], colours[number % 4])
    pen.box(0, 1282, FIELD, 1294, PAPER)


PROFILES = {
    # Radius at heights from the lip (0) to the foot (1), both in heights of the vessel.
    "meiping": ((0, 0.075), (0.035, 0.058), (0.075, 0.062), (0.27, 0.262), (0.8, 0.13), (1, 0.155)),
    "bottle": ((0, 0.085), (0.04, 0.05), (0.4, 0.058), (0.74, 0.245), (0.95, 0.15), (1, 0.155)),
    "gourd": ((0, 0.05), (0.06, 0.05), (0.27, 0.165), (0.44, 0.085), (0.74, 0.265), (0.96, 0.15), (1, 0.15)),
    "jar": ((0, 0.15), (0.05, 0.135), (0.1, 0.145), (0.4, 0.36), (0.9, 0.17), (1, 0.18)),
    "hu": ((0, 0.135), (0.05, 0.115), (0.28, 0.11), (0.66, 0.3), (0.88, 0.17), (0.9, 0.165), (1, 0.2)),
    "amphora": ((0, 0.1), (0.04, 0.07), (0.2, 0.07), (0.38, 0.24), (0.9, 0.05), (1, 0.03)),
    "bowl": ((0, 0.62), (0.55, 0.5), (0.84, 0.2), (0.86, 0.2), (1, 0.24)),
    "goblet": ((0, 0.26), (0.3, 0.25), (0.5, 0.05), (0.85, 0.045), (1, 0.22)),
    "ewer": ((0, 0.1), (0.08, 0.075), (0.25, 0.07), (0.65, 0.29), (0.94, 0.15), (1, 0.17)),
    "cup": ((0, 0.42), (0.6, 0.38), (0.88, 0.2), (1, 0.24)),
    "tureen": (
        (0, 0.03),
        (0.1, 0.03),
        (0.14, 0.08),
        (0.34, 0.46),
        (0.38, 0.5),
        (0.8, 0.3),
        (0.9, 0.2),
        (1, 0.3),
    ),
}
Profile = tuple[Point, ...]


def _radius(profile: Profile, t: float) -> float:
    # Half a cosine between two knots keeps the profile free of corners.
    for (t0, r0), (t1, r1) in pairwise(profile):
        if t <= t1:
            return r0 + (r1 - r0) * (1 - math.cos(math.pi * (t - t0) / (t1 - t0))) / 2
    return profile[-1][1]


def _outline(profile: Profile, height: float, start: float = 0, end: float = 1) -> list[Point]:
    """A vessel, or a band of it, around the origin."""
    steps = [start + (end - start) * n / 120 for n in range(121)]
    right = [(_radius(profile, t) * height, (t - 0.5) * height) for t in steps]
    return right + [(-x, y) for x, y in reversed(right)]


def _vessel(pen: _Pen) -> None:
    """One vessel, turned, with bands of ornament, before a disc."""
    palette = pen.palette
    profile, height = PROFILES[pen.pick("meiping", "gourd", "jar", "hu", "bottle")], 1180
    x, y = 760, 860
    pen.disc(x - 190, 520, 270, palette.accent)
    place = lambda points: _turned(points, x, y, 0)  # noqa: E731
    pen.polygon(place(_outline(profile, height)), palette.figure)
    start = 0.3
    for number in range(3):
        thick = pen.between(0.05, 0.12)
        pen.polygon(place(_outline(profile, height, start, start + thick)), palette.ground)
        for edge in (start + 0.008, start + thick - 0.012):
            pen.polygon(place(_outline(profile, height, edge, edge + 0.004)), palette.figure)
        middle = start + thick / 2
        width, radius = _radius(profile, middle) * height, thick * height * 0.29
        count = max(3, round(width / radius / 1.5))
        for n in range(-count, count + 1):
            # Ornaments on a round wall crowd together towards its edge.
            at, squeeze = width * math.sin(n / count * 1.42), max(0.12, math.cos(n / count * 1.42))
            shape = (_arc(0, 0, radius, 0, 360, 24), [(0, -radius), (radius, 0), (0, radius), (-radius, 0)])[
                number % 2
            ]
            pen.polygon(
                [(x + at + a * squeeze, y + (middle - 0.5) * height + b) for a, b in shape],
                palette.second if number % 2 else palette.figure,
            )
        start += thick + pen.between(0.03, 0.07)
    # The side turned from the light.
    whole = _outline(profile, height)
    shadow = [(a, b) for a, b in whole if a > 0]
    mask = Image.new("L", pen.image.size)
    ImageDraw.Draw(mask).polygon(
        [(SCALE * a, SCALE * b) for a, b in place(shadow + [(a * 0.45, b) for a, b in reversed(shadow)])],
        fill=46,
    )
    pen.image.paste(INK, (0, 0), mask)


def _shelf(pen: _Pen) -> None:
    """Three shelves of table ware in silhouette."""
    palette = pen.palette
    names = [
        "ewer",
        "bowl",
        "goblet",
        "bottle",
        "cup",
        "tureen",
        "gourd",
        "meiping",
        "jar",
        "goblet",
        "ewer",
        "bowl",
    ]
    heights = {"bowl": 170, "cup": 170, "tureen": 260, "goblet": 290, "jar": 300}
    turn = int(pen.random() * len(names))
    names = names[turn:] + names[:turn]
    for row, floor in enumerate((520, 1000, 1480)):
        pen.box(MARGIN, floor, FIELD - MARGIN, floor + 7, palette.text)
        chosen = names[4 * row : 4 * row + 4]
        widths = [2 * max(r for _, r in PROFILES[n]) * heights.get(n, 370) for n in chosen]
        gap = (FIELD - 2 * MARGIN - sum(widths)) / 4
        left = MARGIN + gap / 2
        for number, (name, width) in enumerate(zip(chosen, widths, strict=True)):
            height, profile = heights.get(name, 370), PROFILES[name]
            x, y = left + width / 2, floor - height / 2
            colour = (palette.figure, palette.accent, palette.second)[(number + row) % 3]
            pen.polygon(_turned(_outline(profile, height), x, y, 0), colour)
            at = pen.pick(0.45, 0.55)
            pen.polygon(_turned(_outline(profile, height, at, at + 0.05), x, y, 0), palette.ground)
            if name == "ewer":
                pen.line(
                    [(x + 60 + 80 * math.sin(math.pi * t / 20), y - 150 + 260 * t / 20) for t in range(21)],
                    15,
                    colour,
                )
            left += width + gap


def _lattice(pen: _Pen) -> None:
    """A lattice window with the moon behind it."""
    palette = pen.palette
    pen.box(0, 0, FIELD, FIELD, _mix(palette.ground, INK, 0.28))
    pen.disc(pen.between(560, 1000), pen.between(560, 900), 400, palette.accent)
    bar, cell = 13, 320
    for x in range(0, FIELD + 1, cell):
        for y in range(0, FIELD + 1, cell):
            for inset, width in ((0, bar * 1.3), (54, bar), (108, bar)):
                left, top, right, bottom = x + inset, y + inset, x + cell - inset, y + cell - inset
                for edge in (
                    (left - width / 2, top - width / 2, right + width / 2, top + width / 2),
                    (left - width / 2, bottom - width / 2, right + width / 2, bottom + width / 2),
                    (left - width / 2, top, left + width / 2, bottom),
                    (right - width / 2, top, right + width / 2, bottom),
                ):
                    pen.box(*edge, palette.figure)
            middle = cell / 2
            for a, b in ((middle, 0), (middle, cell - 108), (0, middle), (cell - 108, middle)):
                upright = a == middle
                pen.box(
                    x + a - (bar / 2 if upright else 0),
                    y + b - (0 if upright else bar / 2),
                    x + a + (bar / 2 if upright else 108),
                    y + b + (108 if upright else bar / 2),
                    palette.figure,
                )


def _moon_gate(pen: _Pen) -> None:
    """Bamboo seen through the round gate of a garden wall."""
    palette = pen.palette
    pen.box(0, 0, FIELD, FIELD, palette.figure)
    pen.disc(800, 800, 652, palette.second)
    pen.disc(800, 800, 618, _mix(palette.ground, PAPER, 0.4))
    pen.disc(560, 560, 150, palette.accent)
    for number, x in enumerate((500, 690, 860, 960, 1130)):
        colour = _mix(palette.second, palette.figure, (0.2, 0.9, 0.45, 1.0, 0.6)[number])
        lean, thick = pen.between(-60, 60), pen.between(24, 40)
        for joint in range(7):
            top, bottom = (150 + 200 * joint + shift for shift in (0, 192))
            at = lambda y: x + lean * (800 - y) / 800  # noqa: B023, E731
            pen.polygon(
                [
                    (at(top) - thick / 2, top),
                    (at(top) + thick / 2, top),
                    (at(bottom) + thick / 2, bottom),
                    (at(bottom) - thick / 2, bottom),
                ],
                colour,
            )
            for _leaf in range(2):
                angle = pen.pick(-1, 1) * pen.between(95, 150)
                pen.polygon(_turned(_petal(10, pen.between(150, 230), 19, 0.9), at(top), top, angle), colour)
    # The wall again, around what grew beyond the gate.
    ring = [*_arc(800, 800, 640, -90, 270, 180)]
    pen.polygon([*ring, (800, -9), (-9, -9), (-9, 1609), (1609, 1609), (1609, -9), (800, -9)], palette.figure)
    pen.ring(800, 800, 652, 22, palette.second)


def _arches(pen: _Pen) -> None:
    """Doorways one behind another, with light in the last; they drift to one side as they recede."""
    palette = pen.palette
    drift, count = pen.pick(-46, -30, 34, 48), pen.pick(6, 7, 8)
    for step in range(count):
        half = 730 * (1 - step / (count + 0.6))
        fill = (palette.second, palette.ground, palette.figure, palette.ground)[step % 4]
        pen.arch(
            800 + drift * step, 90 + 62 * step, half, FIELD, palette.accent if step == count - 1 else fill
        )


def _arcade(pen: _Pen) -> None:
    """Three tiers of a Roman arcade, the light coming from one side."""
    palette = pen.palette
    light = _mix(palette.ground, palette.second, 0.55)
    pen.box(0, 0, FIELD, FIELD, light)
    sun = pen.pick(1, 2)
    for row in range(3):
        top = 40 + 530 * row
        pen.box(0, top, FIELD, top + 16, palette.figure)
        pen.box(0, top + 40, FIELD, top + 46, palette.figure)
        for number in range(5):
            x = 400 * number + 0
            clear = row == 1 and number == sun
            pen.arch(x, top + 96, 140, top + 530, palette.figure)
            pen.arch(
                x + 34,
                top + 122,
                120,
                top + 530,
                palette.accent if clear else _mix(palette.figure, INK, 0.55),
            )
            # What the arch shades stays within its opening.
            pen.polygon(
                [(x + 140, top + 236), (x + 200, top + 236), (x + 200, top + 530), (x + 140, top + 530)],
                light,
            )
            pen.polygon(
                [*_arc(x, top + 236, 140, 270, 360), (x + 200, top + 236), (x + 200, top + 96)], light
            )


def _textile(pen: _Pen) -> None:
    """Woven stripes, some of them with lozenges or teeth."""
    palette = pen.palette
    colours = [
        palette.figure,
        palette.second,
        palette.accent,
        palette.ground,
        _mix(palette.accent, INK, 0.45),
    ]
    upright, at, last = palette.ground != PALETTES["ink"].ground, 0.0, ""

    def place(points):
        return [(y, x) for x, y in points] if upright else points

    while at < FIELD:
        colour = pen.pick(*(c for c in colours if c != last))
        wide = pen.random() < 0.3
        size = pen.pick(96, 128, 160) if wide else pen.pick(10, 16, 24, 40)
        pen.polygon(place([(0, at), (FIELD, at), (FIELD, at + size), (0, at + size)]), colour)
        if wide:
            figure = pen.pick(*(c for c in colours if c != colour))
            half, middle, teeth = size * 0.4, at + size / 2, pen.random() < 0.4
            for n in range(int(FIELD / half / 2) + 2):
                x = 2 * half * n
                if teeth:
                    pen.polygon(
                        place([(x - half, at + size), (x + half, at + size), (x, at + size * 0.25)]), figure
                    )
                else:
                    for share, fill in ((1, figure), (0.58, colour), (0.28, figure)):
                        r = half * share
                        pen.polygon(
                            place([(x, middle - r), (x + r, middle), (x, middle + r), (x - r, middle)]), fill
                        )
        at, last = at + size, colour


def _lozenges(pen: _Pen) -> None:
    """A field of lozenges as in a coat of arms, a few of them gilt."""
    palette = pen.palette
    wide, tall = 133.4, 200
    for row in range(-1, 17):
        for column in range(-1, 13):
            x, y = wide * (column + row % 2 / 2), tall / 2 * row
            gilt = pen.random() < 0.05
            points = [(x, y - tall / 2), (x + wide / 2, y), (x, y + tall / 2), (x - wide / 2, y)]
            fill = palette.accent if gilt else palette.figure
            if row % 2 == 0:
                pen.polygon(points, fill)
            elif gilt:
                pen.polygon(_turned([(a - x, b - y) for a, b in points], x, y, 0, 0.5), palette.accent)


def _dome(x: float, top: float, half: float) -> list[Point]:
    """An onion dome with its point at x, top."""
    right = [
        (half * r, top + half * 2.5 * t)
        for t, r in (
            (0, 0.012), (0.12, 0.03), (0.22, 0.08), (0.32, 0.22), (0.42, 0.5), (0.52, 0.8), (0.62, 0.97),
            (0.72, 1.0), (0.82, 0.93), (0.92, 0.78), (1, 0.62),
        )
    ]  # fmt: skip
    return [(x + a, b) for a, b in right] + [(x - a, b) for a, b in reversed(right)]


def _domes(pen: _Pen) -> None:
    """Onion domes on their drums, gathered round the tallest."""
    palette = pen.palette
    for x, top, half in (
        (170, 640, 130), (1450, 620, 140), (470, 430, 165), (1140, 470, 160), (300, 860, 135), (1310, 880, 130),
        (800, 130, 235), (560, 930, 140), (1050, 950, 140),
    ):  # fmt: skip
        body, ornament = pen.pick(
            (palette.figure, palette.second),
            (palette.accent, palette.ground),
            (palette.second, palette.figure),
        )
        neck = top + half * 2.5
        pen.box(x - half * 0.6, neck - 4, x + half * 0.6, FIELD, _mix(palette.ground, PAPER, 0.55))
        pen.box(x + half * 0.2, neck - 4, x + half * 0.6, FIELD, _mix(palette.ground, palette.second, 0.55))
        for n in range(-1, 2):
            pen.arch(x + n * half * 0.36, neck + half * 0.4, half * 0.1, neck + half * 1.25, palette.figure)
        for shift in (0, 0.16):
            pen.box(
                x - half * 0.66,
                neck + half * shift,
                x + half * 0.66,
                neck + half * (shift + 0.06),
                palette.figure,
            )
        dome = _dome(x, top, half)
        pen.polygon(dome, body)
        if pen.random() < 0.6:
            for share in (0.72, 0.28):
                inner = [(x + (a - x) * share, b) for a, b in dome]
                pen.polygon(inner, ornament if share > 0.5 else body)
        pen.line([(x, top + 8), (x, top - half * 0.35)], 5, palette.figure)
        pen.disc(x, top - half * 0.35, 11, palette.accent)


def _star_map(pen: _Pen) -> None:
    """A chart of the sky: circles, the lines of the mansions, stars great and small, some of them joined."""
    palette = pen.palette
    x, y, reach = 800, 800, 660
    pen.disc(x, y, reach, _mix(palette.ground, palette.second, 0.28))
    for radius, width in ((reach, 7), (reach - 22, 2), (470, 2), (300, 3), (130, 2)):
        pen.ring(x, y, radius, width, palette.figure)
    for number in range(28):
        angle = number * 360 / 28 + pen.between(-4, 4)
        pen.line(_turned([(0, -130), (0, -reach + 22)], x, y, angle), 1.5, palette.second)
    pen.ring(x + 90, y - 60, 420, 4, palette.accent)
    for _figure in range(26):
        radius, angle = reach * 0.93 * math.sqrt(pen.random()), pen.between(0, 360)
        stars = _turned([(radius, 0)], x, y, angle)
        for _star in range(int(pen.between(1, 6))):
            step = _turned([(pen.between(34, 86), 0)], *stars[-1], pen.between(0, 360))
            if math.dist(step[0], (x, y)) < reach - 40:
                stars += step
        pen.line(stars, 2.5, palette.figure)
        for star in stars:
            pen.disc(*star, pen.pick(5, 7, 7, 10), palette.figure)
    for _star in range(220):
        star = _turned([(reach * 0.95 * math.sqrt(pen.random()), 0)], x, y, pen.between(0, 360))[0]
        pen.disc(*star, pen.between(1.5, 3.5), palette.figure)
    pen.disc(x, y, 26, palette.accent)


def _bristles(
    pen: _Pen, path: Callable[[float, float], Point], count: int, width: float, colours: list[str]
) -> None:
    """A stroke of a broad brush: `path` gives the point at a share of its length, a share of its breadth.

    Each bristle starts and leaves off at its own place, and the outer ones run dry first.
    """
    for number in range(count):
        across = number / (count - 1) * 2 - 1
        start, end = 0.05 * pen.random() ** 2, 1 - (0.1 + 0.32 * abs(across)) * pen.random() ** 2
        jitter = pen.between(-0.5, 0.5) / count
        points = [path(start + (end - start) * n / 48, across + jitter) for n in range(49)]
        pen.line(points, width * pen.between(0.5, 1.5), pen.pick(*colours))


def _brush_circle(pen: _Pen) -> None:
    """One turn of a full brush, and a seal."""
    palette = pen.palette
    x, y, turn = 730, 830, pen.between(100, 150)

    def path(share: float, across: float) -> Point:
        angle = math.radians(turn + 338 * share)
        radius = 440 + 18 * math.sin(2 * angle) - 26 * share + across * 84 * (1 - 0.45 * share**3)
        return x + radius * math.cos(angle), y + radius * math.sin(angle)

    shades = [_mix(palette.figure, palette.second, share) for share in (0, 0, 0.08, 0.2)]
    _bristles(pen, path, 74, 3.4, shades)
    pen.box(1120, 1340, 1210, 1430, palette.accent)
    for a, b, c, d in (
        (1138, 1358, 1192, 1366),
        (1138, 1381, 1192, 1389),
        (1138, 1404, 1192, 1412),
        (1161, 1358, 1169, 1412),
    ):
        pen.box(a, b, c, d, palette.ground)


def _strokes(pen: _Pen) -> None:
    """Ten strokes of oil paint, one over the other."""
    palette = pen.palette
    tints = [palette.figure, palette.second, palette.accent, "#d9a03a", PAPER, _mix(palette.figure, INK, 0.5)]
    for number in range(10):
        y, rise, bow = 130 + 148 * number, pen.between(-110, 110), pen.between(-50, 50)
        left, right = pen.between(60, 260), pen.between(1340, 1570)
        colour = tints[number % len(tints)]
        shades = [_mix(colour, PAPER, 0.1), _mix(colour, INK, 0.12), colour, colour]

        def path(share: float, across: float) -> Point:
            height = y + rise * (share - 0.5) + bow * math.sin(math.pi * share) + 96 * across  # noqa: B023
            return left + (right - left) * share, height  # noqa: B023

        _bristles(pen, path, 40, 5.4, shades)


def _pyramid(pen: _Pen) -> None:
    """Pyramids in evening light, course upon course of stone."""
    palette = pen.palette
    pen.disc(560, 560, 300, palette.accent)
    for apex, top, foot, half in ((1240, 760, 1330, 420), (330, 900, 1340, 330), (850, 330, 1420, 760)):
        edge = apex + half * 0.16
        pen.polygon(
            [(apex, top), (edge, foot + 40), (apex - half, foot)], _mix(palette.ground, palette.second, 0.75)
        )
        pen.polygon([(apex, top), (edge, foot + 40), (apex + half, foot)], palette.figure)
        courses = int((foot - top) / 38)
        for n in range(1, courses):
            t = n / courses
            left, ridge, right = (apex + (at - apex) * t for at in (apex - half, edge, apex + half))
            y, low = top + (foot - top) * t, top + (foot + 40 - top) * t
            pen.line([(left, y), (ridge, low)], 2.5, palette.second)
            pen.line([(ridge, low), (right, y)], 2.5, _mix(palette.figure, INK, 0.25))
    pen.box(0, 1330, FIELD, FIELD, _mix(palette.ground, palette.second, 0.6))
    pen.polygon([(90, 1330), (FIELD, 1330), (FIELD, 1380), (972, 1462)], palette.figure)
    pen.polygon([(90, 1330), (972, 1462), (850, 1330)], _mix(palette.ground, palette.second, 0.75))
    for y in (1500, 1540, 1570):
        pen.line([(pen.between(0, 300), y), (pen.between(1000, 1600), y)], 3, palette.second)


def _temple(pen: _Pen) -> None:
    """A stepped pyramid with its stair, its temple and the sun behind."""
    palette = pen.palette
    pen.disc(800, 400, 300, palette.accent)
    for ring in range(36):
        pen.polygon(
            _turned([(-5, -330), (5, -330), (0, -390 - 30 * (ring % 2))], 800, 400, ring * 10), palette.accent
        )
    pen.box(610, 370, 990, 560, palette.figure)
    pen.box(580, 340, 1020, 384, palette.second)
    for n in range(11):
        pen.box(624 + 33 * n, 270 - 18 * (n % 2), 640 + 33 * n, 340, palette.figure)
    for x in (680, 800, 920):
        pen.box(x - 32, 430, x + 32, 560, palette.ground)
    for step in range(8):
        top, half = 560 + 130 * step, 300 + 74 * step
        pen.box(800 - half, top, 800 + half, top + 131, _mix(palette.second, palette.figure, step / 7))
        pen.box(800 - half - 10, top, 800 + half + 10, top + 22, palette.figure)
        for n in range(int(half * 2 / 74)):
            left = 800 - half + 18 + 74 * n
            pen.box(left, top + 52, left + 40, top + 60, palette.ground)
            pen.box(left, top + 60, left + 8, top + 100, palette.ground)
            pen.box(left, top + 92, left + 40, top + 100, palette.ground)
            pen.box(left + 32, top + 74, left + 40, top + 100, palette.ground)
    for n in range(45):
        y, half = 560 + 23.2 * n, 96 + 1.5 * n
        pen.box(800 - half, y, 800 + half, y + 24, palette.ground if n % 2 else palette.figure)
    for side in (-1, 1):
        pen.polygon(
            [
                (800 + side * 96, 560),
                (800 + side * 132, 560),
                (800 + side * 208, 1600),
                (800 + side * 164, 1600),
            ],
            palette.accent,
        )


def _stone(pen: _Pen) -> None:
    """A polished stone with the clouds and veins of greenstone."""
    palette = pen.palette
    outline = [
        (
            760 + (400 + 46 * math.sin(a * 2 + 0.6) + 26 * math.sin(a * 3)) * math.cos(a),
            800 + (620 + 30 * math.cos(a * 2 + 1) + 20 * math.sin(a * 3 + 2)) * math.sin(a),
        )
        for a in (math.tau * n / 120 for n in range(120))
    ]
    size = (FIELD * SCALE, FIELD * SCALE)
    cloud = _cloud(pen.seed, (400, 400), (4, 9, 23, 53))
    # Folding the grey over turns its middle tones into veins.
    veins = cloud.point([255 - min(255, abs(v - 128) * 7) for v in range(256)])
    grey = ImageOps.autocontrast(Image.blend(ImageOps.autocontrast(cloud), veins, 0.3))
    texture = ImageOps.colorize(grey, "#0d3d2e", "#d6ecc9", "#2f8060").rotate(24, Image.Resampling.BICUBIC)
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).polygon([(SCALE * x, SCALE * y) for x, y in outline], fill=255)
    pen.polygon([(x + 46, y + 60) for x, y in outline], _mix(palette.ground, INK, 0.5))
    pen.image.paste(texture.resize(size, Image.Resampling.BICUBIC), (0, 0), mask)


def _iris(pen: _Pen) -> None:
    """The blades of a diaphragm, and light through them."""
    palette = pen.palette
    x, y, reach, blades = 800, 800, 670, 9
    pen.disc(x, y, reach, palette.figure)
    hole = 235
    for n in range(blades):
        a, b = 360 / blades * n, 360 / blades * (n + 1)
        first, second = _turned([(hole, 0)], x, y, a)[0], _turned([(hole, 0)], x, y, b)[0]
        far = _arc(x, y, reach - 56, a + 62, b + 62, 20)
        pen.polygon(
            [first, second, *far[::-1]], _mix(palette.figure, palette.second, 0.12 + 0.76 * n / blades)
        )
        pen.line([first, far[0]], 3, palette.ground)
    pen.polygon(
        _turned([(hole, 0)], x, y, 0)
        + [_turned([(hole, 0)], x, y, 360 / blades * n)[0] for n in range(1, blades)],
        palette.accent,
    )
    pen.ring(x, y, reach - 24, 4, palette.ground)
    for n in range(120):
        pen.line(
            _turned([(0, -reach + 30), (0, -reach + (54 if n % 5 == 0 else 42))], x, y, 3 * n),
            2.5,
            palette.ground,
        )


def _ruff(pen: _Pen) -> None:
    """A pleated collar in the light of a single window."""
    palette = pen.palette
    pen.glow(560, 560, 900, palette.second, 0.95)
    x, y, count = 760, 850, 46
    for n in range(count):
        angle = 360 / count * n
        # The light falls from the upper left.
        share = 0.5 + 0.5 * math.cos(math.radians(angle + 48))
        tint = _mix(palette.second, palette.figure, 0.15 + 0.85 * share)
        pen.polygon(_turned(_petal(170, 500, 42, 0.45), x, y, angle), tint)
        pen.polygon(_turned(_petal(300, 482, 22, 0.45), x, y, angle), _mix(palette.ground, tint, 0.28))
        pen.polygon(_turned(_petal(330, 474, 9, 0.45), x, y, angle), _mix(palette.ground, tint, 0.7))
    pen.disc(x, y, 205, palette.ground)
    pen.glow(x - 60, y - 70, 230, palette.accent, 0.5)


def _beams(pen: _Pen) -> None:
    """Bars, a wedge and a disc on the slant, in the manner of the printers of the time."""
    palette = pen.palette
    pen.box(0, 0, FIELD, FIELD, palette.second)
    tilt = -32
    pen.polygon(
        _turned([(-1600, -70), (1600, -70), (1600, 800), (-1600, 800)], 900, 1150, tilt), palette.ground
    )
    pen.disc(1010, 620, 360, palette.figure)
    pen.disc(1010, 620, 240, palette.second)
    pen.disc(1010, 620, 130, palette.ground)
    for offset, thick, left, right, colour in (
        (-10, 90, -1500, 1600, palette.figure), (130, 26, -1500, 520, palette.accent),
        (190, 150, -1500, -60, palette.accent),
        (220, 26, 40, 1600, palette.figure), (270, 26, 40, 1600, palette.figure), (320, 26, 40, 1600, palette.figure),
        (420, 200, -600, 1600, palette.figure), (660, 40, -1500, 1600, palette.accent),
    ):  # fmt: skip
        pen.polygon(
            _turned(
                [(left, offset), (right, offset), (right, offset + thick), (left, offset + thick)],
                800,
                900,
                tilt,
            ),
            colour,
        )
    pen.polygon(_turned([(-900, -420), (360, -120), (-760, -60)], 900, 900, tilt), palette.ground)


def _salon(pen: _Pen) -> None:
    """A wall hung from floor to ceiling, as the Salon was."""
    palette = pen.palette
    pen.box(0, 0, FIELD, FIELD, palette.figure)
    tints = [
        palette.second,
        palette.accent,
        palette.ground,
        _mix(palette.figure, INK, 0.5),
        "#2f4a45",
        "#c9974a",
        "#33405e",
    ]
    last = -1

    def hang(left: float, top: float, right: float, bottom: float, depth: int) -> None:
        nonlocal last
        width, height = right - left, bottom - top
        if depth and max(width, height) > 330:
            share = pen.between(0.36, 0.64)
            if width > height:
                hang(left, top, left + width * share, bottom, depth - 1)
                hang(left + width * share, top, right, bottom, depth - 1)
            else:
                hang(left, top, right, top + height * share, depth - 1)
                hang(left, top + height * share, right, bottom, depth - 1)
            return
        last = (last + 1 + int(pen.random() * (len(tints) - 1))) % len(tints)
        tint = tints[last]
        pen.box(left + 22, top + 26, right - 8, bottom - 4, _mix(palette.figure, INK, 0.45))
        for inset, fill in ((14, "#c08a34"), (22, "#e0b45c"), (32, "#8f6020"), (38, tint)):
            pen.box(left + inset, top + inset, right - inset, bottom - inset, fill)
        middle, low = (left + right) / 2, bottom - 38
        r = min(width, height) * 0.17
        other = _mix(tint, PAPER, 0.42)
        if height > width:
            pen.polygon([*_arc(middle, low, r * 1.7, 180, 360)], other)
            pen.disc(middle, low - r * 2.45, r * 0.8, other)
        else:
            pen.box(left + 38, low - r * 1.1, right - 38, low, other)
            pen.disc(left + width * 0.66, low - r * 1.9, r * 0.5, other)

    hang(26, 26, FIELD - 26, FIELD - 26, 5)


def _gears(pen: _Pen) -> None:
    """Wheels that really mesh: every radius follows from its number of teeth."""
    palette = pen.palette
    module = 13.2

    def wheel(x: float, y: float, teeth: int, turn: float, colour: str, spokes: int) -> None:
        radius, pitch = module * teeth, 360 / teeth
        rim = []
        for n in range(teeth):
            for at, out in ((-0.27, -1.15), (-0.14, 1), (0.14, 1), (0.27, -1.15)):
                rim += _turned([(radius + out * module, 0)], x, y, turn + pitch * (n + at))
        pen.polygon(rim, colour)
        pen.disc(x, y, radius - 3.6 * module, palette.ground)
        for n in range(spokes):
            pen.polygon(
                _turned(
                    [
                        (-0.9 * module, 0),
                        (0.9 * module, 0),
                        (1.4 * module, -radius + 3 * module),
                        (-1.4 * module, -radius + 3 * module),
                    ],
                    x,
                    y,
                    360 / spokes * n + turn,
                ),
                colour,
            )
        pen.disc(x, y, 3.2 * module, colour)
        pen.disc(x, y, 1.3 * module, palette.ground)

    at, teeth, turn = (560.0, 930.0), 32, 0.0
    wheel(*at, teeth, turn, palette.figure, 6)
    for angle, other, colour, spokes in ((-52, 16, palette.accent, 3), (28, 24, palette.second, 5)):
        distance = module * (teeth + other)
        x, y = _turned([(distance, 0)], *at, angle)[0]
        # A tooth of one wheel faces a gap of the next on the line between their centres.
        facing = (angle - turn) % (360 / teeth) * teeth / other
        wheel(x, y, other, angle + 180 + 180 / other + facing, colour, spokes)


def _jewel(pen: _Pen) -> None:
    """A cut stone from above, facet by facet, and the rays it throws."""
    palette = pen.palette
    x, y, sides = 760, 800, pen.pick(8, 10, 12)
    for n in range(72):
        pen.line(
            _turned([(0, -540), (0, -(620 + 90 * (n % 3 == 0) + 40 * (n % 2)))], x, y, 5 * n),
            3,
            palette.accent,
        )
    rings = [(190, 0.0), (330, 0.5), (490, 0.0)]
    tones = [
        palette.figure,
        palette.second,
        palette.accent,
        _mix(palette.second, palette.ground, 0.55),
        _mix(palette.figure, palette.second, 0.5),
    ]

    def corner(ring: int, n: float) -> Point:
        radius, shift = rings[ring]
        return _turned([(0, -radius)], x, y, 360 / sides * (n + shift))[0]

    pen.polygon([corner(2, n) for n in range(sides)], palette.second)
    for n in range(sides):
        facets = (
            ([corner(0, n), corner(0, n + 1), corner(1, n)], (n * 2) % 5),
            ([corner(0, n), corner(1, n - 1), corner(2, n), corner(1, n)], (n * 3 + 1) % 5),
            (
                [corner(1, n), corner(2, n), _turned([(0, -480)], x, y, 360 / sides * (n + 0.5))[0]],
                (n * 2 + 3) % 5,
            ),
            (
                [corner(1, n), corner(2, n + 1), _turned([(0, -480)], x, y, 360 / sides * (n + 0.5))[0]],
                (n + 4) % 5,
            ),
        )
        for points, tone in facets:
            pen.polygon(points, tones[tone])
            pen.line([*points, points[0]], 2, palette.ground)
    pen.polygon([corner(0, n) for n in range(sides)], _mix(palette.figure, PAPER, 0.3))
    pen.polygon([corner(0, n) for n in range(sides // 2 + 1)], _mix(palette.figure, palette.second, 0.25))


def _egg(pen: _Pen) -> None:
    """An enamelled egg under engine-turned lines, on its stand."""
    palette = pen.palette
    x, y = 760, 790

    def half(t: float) -> float:
        return 430 * math.sin(math.acos(1 - 2 * t)) * (0.86 + 0.17 * t)

    rows = [n / 160 for n in range(161)]
    at = lambda t: y - 610 + 1160 * t  # noqa: E731
    pen.polygon(
        [(x + half(t), at(t)) for t in rows] + [(x - half(t), at(t)) for t in rows[::-1]], palette.figure
    )
    for n in range(-9, 10):
        for turn in (-1, 1):
            line = [
                (x + half(t) * math.sin((n / 9 + turn * (t - 0.5) * 1.1) * math.pi / 2), at(t))
                for t in rows
                if abs(n / 9 + turn * (t - 0.5) * 1.1) <= 1
            ]
            if len(line) > 1:
                pen.line(line, 3, palette.second)
    for top, thick, colour in ((0.4, 0.2, palette.ground), (0.415, 0.17, palette.accent)):
        band = [top + thick * n / 20 for n in range(21)]
        pen.polygon([(x + half(t), at(t)) for t in band] + [(x - half(t), at(t)) for t in band[::-1]], colour)
    for n in range(-6, 7):
        angle = n / 6 * 1.35
        squeeze = max(0.2, math.cos(angle))
        cx = x + half(0.5) * math.sin(angle)
        for radius, colour in ((58, palette.ground), (36, palette.figure), (13, palette.second)):
            pen.polygon(
                [
                    (cx + a * squeeze, at(0.5) + b)
                    for a, b in ((0, -radius), (radius * 0.8, 0), (0, radius), (-radius * 0.8, 0))
                ],
                colour,
            )
    pen.polygon([(x - 150, at(0.985)), (x + 150, at(0.985)), (x + 40, 1420), (x - 40, 1420)], palette.accent)
    pen.polygon(
        [
            *_arc(x, 1500, 210, 200, 340),
        ],
        palette.accent,
    )
    for r, top in ((26, 148), (13, 106)):
        pen.disc(x, top + 16, r, palette.accent)


def _petals(pen: _Pen) -> None:
    """A flower from above, ring upon ring of petals."""
    palette = pen.palette
    x, y, count = 800, 830, 24
    for ring, outer in enumerate((660, 560, 455, 350, 250, 160)):
        fill = _mix(palette.figure, palette.ground, (0.0, 0.35, 0.62, 0.2, 0.5, 0.8)[ring])
        for n in range(count):
            angle = 360 / count * (n + ring / 2)
            petal = _turned(_petal(30, outer, outer * 0.145, 0.5), x, y, angle)
            pen.polygon(petal, palette.ground)
            pen.polygon(_turned(_petal(30, outer - 7, outer * 0.145 - 5, 0.5), x, y, angle), fill)
            pen.line(_turned([(0, -outer * 0.35), (0, -outer * 0.86)], x, y, angle), 3, palette.ground)
    pen.disc(x, y, 74, palette.accent)
    for n in range(34):
        pen.disc(*_turned([(10 * math.sqrt(n + 0.5), 0)], x, y, 137.5 * n)[0], 4, palette.ground)


def _discs(pen: _Pen) -> None:
    """Three round trays in three colours, carved in three ways, each over the edge of the last."""
    palette = pen.palette
    for number, (x, y, r, colour) in enumerate(
        ((520, 470, 370, palette.figure), (960, 860, 370, palette.second), (560, 1200, 350, palette.accent))
    ):
        pen.disc(x + 14, y + 20, r, _mix(palette.ground, "#000000", 0.6))
        pen.disc(x, y, r, colour)
        dark = _mix(colour, palette.ground, 0.62)
        pen.ring(x, y, r - 22, 5, dark)
        if number == 0:
            for ring in range(4):
                for n in range(12):
                    pen.line(
                        _turned(_petal(40, 310 - 72 * ring, 62 - 14 * ring, 0.5), x, y, 30 * n + 15 * ring),
                        5,
                        dark,
                    )
        elif number == 1:
            for n in range(-7, 8):
                line = [(x + 46 * n + 26 * math.sin(t / 3), y - 320 + 16 * t) for t in range(41)]
                pen.line([p for p in line if math.dist(p, (x, y)) < r - 34], 6, dark)
        else:
            for n in range(190):
                pen.disc(*_turned([(22.5 * math.sqrt(n), 0)], x, y, 137.5 * n)[0], 8 if n % 3 else 12, dark)


def _roofs(pen: _Pen) -> None:
    """The roofs of a palace one behind another, their eaves turned up, mist between them."""
    palette = pen.palette
    pen.disc(470, 300, 130, palette.accent)
    for number, (x, y, half, colour) in enumerate(
        (
            (1080, 480, 420, palette.second), (420, 700, 500, palette.second), (1130, 900, 560, palette.figure),
            (520, 1130, 640, palette.figure), (1000, 1390, 820, palette.figure),
        )
    ):  # fmt: skip
        tone = _mix(palette.ground, colour, 0.4 + 0.15 * number)
        rise = half * 0.36
        eave = [(half * t, rise * (0.06 - 0.13 * abs(t) ** 5)) for t in (n / 30 - 1 for n in range(61))]
        right = [
            (half * (0.5 + 0.5 * t), -rise + rise * (1.02 - (1 - t) ** 1.8) * 0.93)
            for t in (n / 20 for n in range(21))
        ]
        roof = [(-a, b) for a, b in reversed(right)][:-1]
        shape = [*right, *eave[::-1], *roof]
        place = lambda points: [(x + a, y + b) for a, b in points]  # noqa: B023, E731
        pen.fading(
            [(x - half * 0.86, y), (x + half * 0.86, y)],
            half * 0.5,
            _mix(tone, palette.accent, 0.55),
            palette.ground,
        )
        for n in range(-5, 6):
            pen.fading(
                [(x + n * half * 0.155 - 7, y), (x + n * half * 0.155 + 7, y)],
                half * 0.42,
                tone,
                palette.ground,
            )
        pen.polygon(place(shape), tone)
        for n in range(-15, 16):
            top, low = (half * 0.5 * n / 16, -rise * 0.96), (half * 0.96 * n / 16, 0)
            bend = ((top[0] + low[0]) / 2 - n * half * 0.006, -rise * 0.36)
            pen.line(place([top, bend, low]), 2.5, _mix(tone, palette.ground, 0.3))
        pen.line(place(eave), 12, _mix(tone, INK, 0.3))
        pen.box(x - half * 0.5, y - rise - 16, x + half * 0.5, y - rise + 6, _mix(tone, INK, 0.3))
        for side in (-1, 1):
            pen.polygon(
                place(
                    [
                        (side * half * 0.47, -rise),
                        (side * half * 0.52, -rise),
                        (side * half * 0.535, -rise - 46),
                        (side * half * 0.49, -rise - 34),
                    ]
                ),
                _mix(tone, INK, 0.3),
            )


def _girih(pen: _Pen) -> None:
    """Eight-pointed stars and the crosses between them."""
    palette = pen.palette
    cell = 320
    star = [_turned([((0.5 if n % 2 == 0 else 0.5 * 0.7654), 0)], 0, 0, 22.5 * n)[0] for n in range(16)]
    for row in range(6):
        for column in range(6):
            x, y = cell * column, cell * row
            lit = pen.random() < 0.14
            for size, fill in (
                (1, palette.accent if lit else palette.figure), (0.92, palette.ground),
                (0.8, palette.accent if lit else palette.second),
                (0.5, palette.ground), (0.42, palette.figure),
            ):  # fmt: skip
                pen.polygon(_turned(star, x, y, 0, cell * size), fill)
            cx, cy = x + cell / 2, y + cell / 2
            for turn in (0, 90):
                pen.polygon(
                    _turned([(-84, 0), (0, -26), (84, 0), (0, 26)], cx, cy, turn + 45), palette.second
                )


class Composition(NamedTuple):
    """How a picture is drawn and where it stands: at the foot of the sheet, under the title, or at its head.

    `focus` is x, y, width and height in the field. `clear` tells that the right edge of the field stays empty
    enough for a column of Chinese.
    """

    draw: Callable[[_Pen], None]
    focus: Box
    low: bool = False
    clear: bool = False

    @property
    def top(self) -> int:
        """The upper edge of the field on the sheet."""
        return HEIGHT - FIELD if self.low else 0


COMPOSITIONS = {
    "arcade": Composition(_arcade, (200, 400, 1200, 900)),
    "arches": Composition(_arches, (400, 500, 900, 1000)),
    "beams": Composition(_beams, (500, 250, 900, 900)),
    "brush_circle": Composition(_brush_circle, (230, 330, 1000, 1000), clear=True),
    "discs": Composition(_discs, (200, 200, 1200, 1200)),
    "domes": Composition(_domes, (400, 150, 800, 1000), low=True),
    "dunes": Composition(_dunes, (200, 150, 1100, 900), low=True),
    "egg": Composition(_egg, (330, 180, 860, 1200), clear=True),
    "gears": Composition(_gears, (200, 300, 1200, 1100)),
    "girih": Composition(_girih, (300, 300, 1000, 1000)),
    "iris": Composition(_iris, (300, 300, 1000, 1000)),
    "jewel": Composition(_jewel, (270, 310, 980, 980), clear=True),
    "lattice": Composition(_lattice, (300, 300, 1000, 900)),
    "lozenges": Composition(_lozenges, (300, 300, 1000, 1000)),
    "moon_gate": Composition(_moon_gate, (250, 250, 1100, 1100)),
    "mountains": Composition(_mountains, (250, 150, 1000, 900), low=True),
    "petals": Composition(_petals, (300, 330, 1000, 1000)),
    "pyramid": Composition(_pyramid, (300, 280, 1100, 1000), low=True),
    "river": Composition(_river, (250, 200, 900, 900), low=True),
    "robe": Composition(_robe, (350, 200, 900, 1000), low=True),
    "roofs": Composition(_roofs, (250, 250, 1100, 1000), low=True),
    "ruff": Composition(_ruff, (260, 350, 1000, 1000), clear=True),
    "salon": Composition(_salon, (200, 200, 1200, 1200)),
    "shelf": Composition(_shelf, (200, 200, 1200, 1200)),
    "star_map": Composition(_star_map, (250, 250, 1100, 1100)),
    "stone": Composition(_stone, (330, 180, 860, 1240), clear=True),
    "strokes": Composition(_strokes, (200, 200, 1200, 1200)),
    "temple": Composition(_temple, (350, 150, 900, 900), low=True),
    "textile": Composition(_textile, (300, 300, 1000, 1000)),
    "vessel": Composition(_vessel, (330, 260, 860, 1200), clear=True),
    "wreck": Composition(_wreck, (300, 600, 900, 800), low=True),
}


# --- Text -----------------------------------------------------------------------------------------

DISPLAY, TEXT, SONG = "PosterSerif-Display.ttf", "PosterSerif-Text.ttf", "PosterSong-SemiBold.ttf"
FACT_SIZE, CREDIT_SIZE = 34, 19
IDEOGRAPHS = re.compile(r"[\u4e00-\u9fff·]+")


@cache
def _font(name: str, size: int) -> ImageFont.FreeTypeFont:
    # The other engine depends on a library that not every machine has.
    return ImageFont.truetype(FONTS / name, size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _covered(name: str, character: str) -> bool:
    # Pillow does not show a font's character map; an uncovered character looks like a noncharacter.
    shapes = [(mask.size, bytes(mask)) for mask in map(_font(name, 40).getmask, (character, "\uffff"))]
    return character == " " or shapes[0] != shapes[1]


def _printable(text: str) -> str:
    """Text in characters the Latin face covers: others lose their accents, or are left out."""
    kept = (
        c if _covered(TEXT, c) else "".join(p for p in unicodedata.normalize("NFKD", c) if _covered(TEXT, p))
        for c in text
    )
    return " ".join("".join(kept).split())


def _wrap(text: str, font: ImageFont.FreeTypeFont, width: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        if lines and font.getlength(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines


class _Chinese(NamedTuple):
    """A Chinese title: the columns of its head, the column of what explains it, and what must be set in a row.

    Figures and Latin letters do not stand upright in a column, so that a part with any of them becomes a row.
    """

    head: list[str]
    tail: str
    rows: list[str]


def _chinese(title: str) -> _Chinese:
    if not all(_covered(SONG, character) for character in title):
        title = ""
    head, *tail = re.split(r"——|[::]", title, maxsplit=1)
    columns, explanation = [part for part in re.split("[,,]", head) if part], "".join(tail)
    rows = []
    if not all(map(IDEOGRAPHS.fullmatch, columns)):
        columns, rows = [], [head]
    if not IDEOGRAPHS.fullmatch(explanation) or not columns:
        explanation, rows = "", [*rows, explanation] if explanation else rows
    return _Chinese(columns, explanation, rows)


def _set_columns(draw: ImageDraw.ImageDraw, chinese: _Chinese, top: int, height: int, colour: str) -> int:
    """Set a title in columns from the right margin and return the left edge of the last."""
    right = WIDTH - MARGIN
    if not chinese.head:
        return right
    longest = max(map(len, chinese.head))
    size = min(150, int(height / longest / 1.06))
    parts = [(column, size) for column in chinese.head]
    if chinese.tail:
        parts.append((chinese.tail, min(40, max(26, int(height / len(chinese.tail) / 1.1)))))
    for number, (column, em) in enumerate(parts):
        step = em * (1.06 if em > 60 else 1.1)
        for place, character in enumerate(column):
            draw.text(
                (right - em, top + round(place * step)),
                character,
                font=_font(SONG, em),
                fill=colour,
                anchor="la",
            )
        right -= round(em * 1.35) if number + 1 < len(chinese.head) else em + 28
    return right


def _set_text(
    sheet: Image.Image,
    composition: Composition,
    palette: Palette,
    title: str,
    chinese_title: str,
    facts: tuple[str, str],
) -> None:
    draw = ImageDraw.Draw(sheet)
    chinese = _chinese(chinese_title)
    column, rule, facts_top, top, bottom = (
        ((200, 900), 176, 84, 214, 800) if composition.low else ((MARGIN, 1380), 2222, 2238, 1676, 2196)
    )
    if not composition.low and not composition.clear:
        column = (1690, 500)
    edge = _set_columns(draw, chinese, *column, palette.text)
    right = WIDTH - MARGIN if composition.clear else edge - 30 if chinese.head else WIDTH - MARGIN
    _set_title(draw, _printable(title), chinese.rows, (MARGIN, top, right, bottom), palette.text)
    draw.line((MARGIN, rule, WIDTH - MARGIN, rule), fill=palette.text, width=3)
    half = (WIDTH - 2 * MARGIN) // 2
    for x, text in ((MARGIN, facts[0]), (MARGIN + half, facts[1])):
        font = _font(TEXT, FACT_SIZE)
        lines = _wrap(_printable(text), font, half - 30)[:2]
        start = rule - 22 - 42 * len(lines) if composition.low else facts_top
        for number, line in enumerate(lines):
            draw.text((x, start + 42 * number), line, font=font, fill=palette.text)
    corner = (MARGIN, HEIGHT - 50)
    light = sum(sheet.getpixel(corner)) > 330
    draw.text(corner, "Generated placeholder", font=_font(TEXT, CREDIT_SIZE), fill=INK if light else PAPER)


def _set_title(draw: ImageDraw.ImageDraw, title: str, rows: list[str], within: Box, colour: str) -> None:
    """Set a title and, under it, the Chinese that stands in rows, as large as the space allows.

    The words after a colon are the subtitle, in the text cut and at under half the size.
    """
    left, top, right, bottom = within
    head, _, tail = title.partition(": ")
    for size in range(156, 40, -4):
        small = max(38, round(size * 0.4))
        heads = _wrap(head, _font(DISPLAY, size), right - left)
        tails = _wrap(tail, _font(TEXT, small), right - left)
        em = max(34, round(size * 0.46))
        row_sizes = [
            min(em if n == 0 else 36, (right - left) // max(1, len(row))) for n, row in enumerate(rows)
        ]
        height = 1.06 * size * len(heads) + 1.24 * small * len(tails) + 1.3 * sum(row_sizes) + 40
        if height <= bottom - top and all(
            _font(DISPLAY, size).getlength(line) <= right - left for line in heads
        ):
            break
    y = float(top)
    for line in heads:
        # The stem of a large letter, not its side bearing, stands on the margin.
        draw.text((left - size // 18, y - size * 0.16), line, font=_font(DISPLAY, size), fill=colour)
        y += 1.06 * size
    y += 18
    for line in tails:
        draw.text((left, y), line, font=_font(TEXT, small), fill=colour)
        y += 1.24 * small
    y += 16
    for row, em in zip(rows, row_sizes, strict=True):
        draw.text((left, y), row, font=_font(SONG, em), fill=colour)
        y += 1.3 * em
