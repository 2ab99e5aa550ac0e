"""Cloth, tiles and fields of arms."""

import math

from ..palettes import INK, PALETTES, PAPER
from ..pen import FIELD, Pen, mix, petal_shape, turned


def robe(pen: Pen) -> None:
    """The hem of a court robe: standing water in bands of colour, round waves, and the rock among them."""
    palette = pen.palette
    colours = (palette.figure, palette.second, palette.accent, PAPER)
    pen.disc(520, 300, 130, palette.accent)
    for half, top, colour in (
        (330, 500, palette.figure),
        (245, 610, palette.accent),
        (160, 720, palette.second),
    ):
        pen.polygon([*turned(petal_shape(0, 1500 - top, half, 0.8), 800, 1500, 0)], colour)
        pen.polygon([*turned(petal_shape(0, 1400 - top, half * 0.66, 0.8), 800, 1500, 0)], PAPER)
        pen.polygon([*turned(petal_shape(0, 1370 - top, half * 0.56, 0.8), 800, 1500, 0)], colour)
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


def textile(pen: Pen) -> None:
    """Woven stripes, some of them with lozenges or teeth."""
    palette = pen.palette
    colours = [
        palette.figure,
        palette.second,
        palette.accent,
        palette.ground,
        mix(palette.accent, INK, 0.45),
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


def lozenges(pen: Pen) -> None:
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
                pen.polygon(turned([(a - x, b - y) for a, b in points], x, y, 0, 0.5), palette.accent)


def girih(pen: Pen) -> None:
    """Eight-pointed stars and the crosses between them."""
    palette = pen.palette
    cell = 320
    star = [turned([((0.5 if n % 2 == 0 else 0.5 * 0.7654), 0)], 0, 0, 22.5 * n)[0] for n in range(16)]
    for row in range(6):
        for column in range(6):
            x, y = cell * column, cell * row
            lit = pen.random() < 0.14
            for size, fill in (
                (1, palette.accent if lit else palette.figure), (0.92, palette.ground),
                (0.8, palette.accent if lit else palette.second),
                (0.5, palette.ground), (0.42, palette.figure),
            ):  # fmt: skip
                pen.polygon(turned(star, x, y, 0, cell * size), fill)
            cx, cy = x + cell / 2, y + cell / 2
            for turn in (0, 90):
                pen.polygon(turned([(-84, 0), (0, -26), (84, 0), (0, 26)], cx, cy, turn + 45), palette.second)


def fans(pen: Pen) -> None:
    """Overlapping fans of the nineteen-twenties, ribbed in gold, some enamelled."""
    palette = pen.palette
    radius, step = 200, 200
    for row in range(-1, 18):
        y = FIELD - 100 * (17 - row) + 100
        for column in range(-1, 10):
            x = step * column + (step / 2 if row % 2 else 0)
            enamel = pen.random()
            fill = palette.second if enamel < 0.28 else palette.accent if enamel < 0.36 else palette.ground
            pen.disc(x, y, radius / 2 + 2, palette.figure)
            pen.disc(x, y, radius / 2 - 4, fill)
            for ring in (0.78, 0.5):
                pen.ring(x, y, radius / 2 * ring, 4, palette.figure)
            for n in range(-4, 5):
                pen.line(turned([(0, -radius * 0.12), (0, -radius * 0.38)], x, y, 19 * n), 4, palette.figure)
            pen.disc(x, y, 22, palette.figure)


def roundels(pen: Pen) -> None:
    """Roundels ringed with pearls, as the weavers along the Silk Road set them, with stars in the spaces."""
    palette = pen.palette
    cell = 533.4
    for row in range(-1, 4):
        for column in range(-1, 4):
            cx, cy = cell * (column + 1), cell * (row + 1)
            for n in range(8):
                pen.polygon(
                    turned(petal_shape(20, 110, 26, 0.6), cx, cy, 45 * n),
                    palette.accent if n % 2 else palette.second,
                )
            pen.disc(cx, cy, 26, palette.figure)
    for row in range(3):
        for column in range(3):
            x, y, r = cell * (column + 0.5), cell * (row + 0.5), 246
            odd = (row + column) % 2
            pen.disc(x, y, r, palette.second if odd else palette.accent)
            pen.ring(x, y, r, 8, palette.figure)
            for n in range(24):
                pen.disc(*turned([(0, -r + 36)], x, y, 15 * n)[0], 21, palette.figure)
            pen.disc(x, y, r - 66, palette.ground)
            pen.ring(x, y, r - 66, 6, palette.figure)
            if odd:
                # A palmette.
                for n, length in ((-3, 84), (3, 84), (-2, 112), (2, 112), (-1, 134), (1, 134), (0, 148)):
                    pen.polygon(turned(petal_shape(8, length, 25, 0.75), x, y + 62, 27 * n), palette.figure)
                    pen.polygon(
                        turned(petal_shape(30, length - 16, 11, 0.75), x, y + 62, 27 * n), palette.accent
                    )
                pen.polygon([(x - 74, y + 70), (x + 74, y + 70), (x, y + 128)], palette.figure)
            else:
                for ring, (length, wide, fill) in enumerate(
                    ((150, 40, palette.figure), (112, 30, palette.second), (70, 20, palette.figure))
                ):
                    for n in range(8):
                        pen.polygon(
                            turned(petal_shape(6, length, wide, 0.7), x, y, 45 * n + 22.5 * ring), fill
                        )
                pen.disc(x, y, 24, palette.accent)
