"""Brush and press."""

import math
from collections.abc import Callable

from ..palettes import INK, PAPER
from ..pen import FIELD, Pen, Point, mix, turned


def bristles(
    pen: Pen, path: Callable[[float, float], Point], count: int, width: float, colours: list[str]
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


def brush_circle(pen: Pen) -> None:
    """One turn of a full brush, and a seal."""
    palette = pen.palette
    x, y, turn = 620, 850, pen.between(100, 150)

    def path(share: float, across: float) -> Point:
        angle = math.radians(turn + 338 * share)
        radius = 410 + 18 * math.sin(2 * angle) - 26 * share + across * 84 * (1 - 0.45 * share**3)
        return x + radius * math.cos(angle), y + radius * math.sin(angle)

    shades = [mix(palette.figure, palette.second, share) for share in (0, 0, 0.08, 0.2)]
    bristles(pen, path, 74, 3.4, shades)
    pen.box(1010, 1340, 1100, 1430, palette.accent)
    for a, b, c, d in (
        (1028, 1358, 1082, 1366),
        (1028, 1381, 1082, 1389),
        (1028, 1404, 1082, 1412),
        (1051, 1358, 1059, 1412),
    ):
        pen.box(a, b, c, d, palette.ground)


def strokes(pen: Pen) -> None:
    """Ten strokes of oil paint, one over the other."""
    palette = pen.palette
    tints = [palette.figure, palette.second, palette.accent, "#d9a03a", PAPER, mix(palette.figure, INK, 0.5)]
    for number in range(10):
        y, rise, bow = 130 + 148 * number, pen.between(-110, 110), pen.between(-50, 50)
        left, right = pen.between(60, 260), pen.between(1340, 1570)
        colour = tints[number % len(tints)]
        shades = [mix(colour, PAPER, 0.1), mix(colour, INK, 0.12), colour, colour]

        def path(share: float, across: float) -> Point:
            height = y + rise * (share - 0.5) + bow * math.sin(math.pi * share) + 96 * across  # noqa: B023
            return left + (right - left) * share, height  # noqa: B023

        bristles(pen, path, 40, 5.4, shades)


def beams(pen: Pen) -> None:
    """Bars, a wedge and a disc on the slant, in the manner of the printers of the time."""
    palette = pen.palette
    pen.box(0, 0, FIELD, FIELD, palette.second)
    tilt = -32
    pen.polygon(
        turned([(-1600, -70), (1600, -70), (1600, 800), (-1600, 800)], 900, 1150, tilt), palette.ground
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
            turned(
                [(left, offset), (right, offset), (right, offset + thick), (left, offset + thick)],
                800,
                900,
                tilt,
            ),
            colour,
        )
    pen.polygon(turned([(-900, -420), (360, -120), (-760, -60)], 900, 900, tilt), palette.ground)
