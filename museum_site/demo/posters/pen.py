"""What the compositions draw with: a pen in the colours of a sheet, and figures as lists of points."""

import hashlib
import math
import random
from collections.abc import Iterable

from PIL import Image, ImageChops, ImageColor, ImageDraw

from .palettes import Palette

WIDTH, HEIGHT, MARGIN = 1600, 2400, 110
FIELD = WIDTH  # The picture is a square across the sheet, below the title or above it.
SCALE = 2  # It is drawn twice as large and reduced, since Pillow's shapes have hard edges.

Point = tuple[float, float]
Box = tuple[int, int, int, int]


class Pen:
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
        self.polygon([*arc(x, crown + half, half, 180, 360), (x + half, foot), (x - half, foot)], fill)

    def glow(self, x: float, y: float, radius: float, colour: str, strength: float) -> None:
        """Light that falls off evenly from a point."""
        size = round(2 * radius * SCALE)
        # At the middle of its edges the gradient has come to 180.
        mask = Image.radial_gradient("L").point(lambda v: round(255 * max(0, 1 - v / 180) * strength))
        corner = (round((x - radius) * SCALE), round((y - radius) * SCALE))
        self.image.paste(colour, corner, mask.resize((size, size), Image.Resampling.BICUBIC))

    def fading(self, crest: list[Point], depth: float, colour: str, into: str) -> None:
        """A wash that starts at a line and pales downwards, as ink does in wet paper."""
        steps = 40
        for step in range(steps):
            upper, lower = (depth * n / steps for n in (step, step + 1.3))
            fill = mix(colour, into, (step / (steps - 1)) ** 0.8)
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


def mix(first: str, second: str, share: float) -> str:
    mixed = (
        a + (b - a) * share for a, b in zip(ImageColor.getrgb(first), ImageColor.getrgb(second), strict=True)
    )
    return "#" + "".join(f"{round(value):02x}" for value in mixed)


def arc(x: float, y: float, radius: float, start: float, end: float, steps: int = 60) -> list[Point]:
    """Points of an arc; angles in degrees, clockwise from three o'clock."""
    angles = (math.radians(start + (end - start) * n / steps) for n in range(steps + 1))
    return [(x + radius * math.cos(a), y + radius * math.sin(a)) for a in angles]


def turned(points: Iterable[Point], x: float, y: float, angle: float, size: float = 1) -> list[Point]:
    """Points around the origin, enlarged, turned by degrees and moved to x, y."""
    cos, sin = size * math.cos(math.radians(angle)), size * math.sin(math.radians(angle))
    return [(x + a * cos - b * sin, y + a * sin + b * cos) for a, b in points]


def petal_shape(inner: float, outer: float, half: float, point: float = 0.5) -> list[Point]:
    """A petal that points upwards from the origin, rounder as `point` falls."""
    right = [
        (
            half * math.sin(math.pi * t / 24) ** point * (0.55 + 0.45 * t / 24),
            -inner - (outer - inner) * t / 24,
        )
        for t in range(25)
    ]
    return right + [(-x, y) for x, y in reversed(right)]


def noise(seed: bytes, name: str, width: int, height: int) -> Image.Image:
    return Image.frombytes(
        "L", (width, height), hashlib.shake_128(seed + name.encode()).digest(width * height)
    )


def clouded(seed: bytes, size: tuple[int, int], cells: tuple[int, ...]) -> Image.Image:
    """Even, cloudy grey: noise of several grains, the finer the fainter."""
    cloud = None
    for number in cells:
        layer = noise(seed, str(number), number, number).resize(size, Image.Resampling.BICUBIC)
        cloud = Image.blend(cloud, layer, 0.4) if cloud else layer
    return cloud


def printed(sheet: Image.Image, seed: bytes) -> Image.Image:
    """The sheet as if printed by hand: the colour lies a little unevenly, with a fine grain."""
    cloud = clouded(seed, (WIDTH // 4, HEIGHT // 4), (5, 11, 29, 67)).resize((WIDTH, HEIGHT))
    grain = noise(seed, "grain", WIDTH // 2, HEIGHT // 2).resize((WIDTH, HEIGHT), Image.Resampling.BILINEAR)
    texture = Image.blend(cloud, grain, 0.22).point([round(128 + (v - 128) * 0.34) for v in range(256)])
    return ImageChops.soft_light(sheet, Image.merge("RGB", (texture,) * 3))
