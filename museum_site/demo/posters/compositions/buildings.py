"""Doors, windows, roofs and walls."""

from ..palettes import INK, PAPER
from ..pen import FIELD, Pen, Point, arc, mix, turned


def onion_dome(x: float, top: float, half: float) -> list[Point]:
    """An onion dome with its point at x, top."""
    right = [
        (half * r, top + half * 2.5 * t)
        for t, r in (
            (0, 0.012), (0.12, 0.03), (0.22, 0.08), (0.32, 0.22), (0.42, 0.5), (0.52, 0.8), (0.62, 0.97),
            (0.72, 1.0), (0.82, 0.93), (0.92, 0.78), (1, 0.62),
        )
    ]  # fmt: skip
    return [(x + a, b) for a, b in right] + [(x - a, b) for a, b in reversed(right)]


def lattice(pen: Pen) -> None:
    """A lattice window with the moon behind it."""
    palette = pen.palette
    pen.box(0, 0, FIELD, FIELD, mix(palette.ground, INK, 0.28))
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


def arches(pen: Pen) -> None:
    """Doorways one behind another, with light in the last; they drift to one side as they recede."""
    palette = pen.palette
    drift, count = pen.pick(-46, -30, 34, 48), pen.pick(6, 7, 8)
    for step in range(count):
        half = 730 * (1 - step / (count + 0.6))
        fill = (palette.second, palette.ground, palette.figure, palette.ground)[step % 4]
        pen.arch(
            800 + drift * step, 90 + 62 * step, half, FIELD, palette.accent if step == count - 1 else fill
        )


def arcade(pen: Pen) -> None:
    """Three tiers of a Roman arcade, the light coming from one side."""
    palette = pen.palette
    light = mix(palette.ground, palette.second, 0.55)
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
                palette.accent if clear else mix(palette.figure, INK, 0.55),
            )
            # What the arch shades stays within its opening.
            pen.polygon(
                [(x + 140, top + 236), (x + 200, top + 236), (x + 200, top + 530), (x + 140, top + 530)],
                light,
            )
            pen.polygon([*arc(x, top + 236, 140, 270, 360), (x + 200, top + 236), (x + 200, top + 96)], light)


def domes(pen: Pen) -> None:
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
        pen.box(x - half * 0.6, neck - 4, x + half * 0.6, FIELD, mix(palette.ground, PAPER, 0.55))
        pen.box(x + half * 0.2, neck - 4, x + half * 0.6, FIELD, mix(palette.ground, palette.second, 0.55))
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
        dome = onion_dome(x, top, half)
        pen.polygon(dome, body)
        if pen.random() < 0.6:
            for share in (0.72, 0.28):
                inner = [(x + (a - x) * share, b) for a, b in dome]
                pen.polygon(inner, ornament if share > 0.5 else body)
        pen.line([(x, top + 8), (x, top - half * 0.35)], 5, palette.figure)
        pen.disc(x, top - half * 0.35, 11, palette.accent)


def pyramid(pen: Pen) -> None:
    """Pyramids in evening light, course upon course of stone."""
    palette = pen.palette
    pen.disc(560, 560, 300, palette.accent)
    for apex, top, foot, half in ((1240, 760, 1330, 420), (330, 900, 1340, 330), (850, 330, 1420, 760)):
        edge = apex + half * 0.16
        pen.polygon(
            [(apex, top), (edge, foot + 40), (apex - half, foot)], mix(palette.ground, palette.second, 0.75)
        )
        pen.polygon([(apex, top), (edge, foot + 40), (apex + half, foot)], palette.figure)
        courses = int((foot - top) / 38)
        for n in range(1, courses):
            t = n / courses
            left, ridge, right = (apex + (at - apex) * t for at in (apex - half, edge, apex + half))
            y, low = top + (foot - top) * t, top + (foot + 40 - top) * t
            pen.line([(left, y), (ridge, low)], 2.5, palette.second)
            pen.line([(ridge, low), (right, y)], 2.5, mix(palette.figure, INK, 0.25))
    pen.box(0, 1330, FIELD, FIELD, mix(palette.ground, palette.second, 0.6))
    pen.polygon([(90, 1330), (FIELD, 1330), (FIELD, 1380), (972, 1462)], palette.figure)
    pen.polygon([(90, 1330), (972, 1462), (850, 1330)], mix(palette.ground, palette.second, 0.75))
    for y in (1500, 1540, 1570):
        pen.line([(pen.between(0, 300), y), (pen.between(1000, 1600), y)], 3, palette.second)


def temple(pen: Pen) -> None:
    """A stepped pyramid with its stair, its temple and the sun behind."""
    palette = pen.palette
    pen.disc(800, 400, 300, palette.accent)
    for ring in range(36):
        pen.polygon(
            turned([(-5, -330), (5, -330), (0, -390 - 30 * (ring % 2))], 800, 400, ring * 10), palette.accent
        )
    pen.box(610, 370, 990, 560, palette.figure)
    pen.box(580, 340, 1020, 384, palette.second)
    for n in range(11):
        pen.box(624 + 33 * n, 270 - 18 * (n % 2), 640 + 33 * n, 340, palette.figure)
    for x in (680, 800, 920):
        pen.box(x - 32, 430, x + 32, 560, palette.ground)
    for step in range(8):
        top, half = 560 + 130 * step, 300 + 74 * step
        pen.box(800 - half, top, 800 + half, top + 131, mix(palette.second, palette.figure, step / 7))
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


def salon(pen: Pen) -> None:
    """A wall hung from floor to ceiling, as the Salon was."""
    palette = pen.palette
    pen.box(0, 0, FIELD, FIELD, palette.figure)
    tints = [
        palette.second,
        palette.accent,
        palette.ground,
        mix(palette.figure, INK, 0.5),
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
        pen.box(left + 22, top + 26, right - 8, bottom - 4, mix(palette.figure, INK, 0.45))
        for inset, fill in ((14, "#c08a34"), (22, "#e0b45c"), (32, "#8f6020"), (38, tint)):
            pen.box(left + inset, top + inset, right - inset, bottom - inset, fill)
        middle, low = (left + right) / 2, bottom - 38
        r = min(width, height) * 0.17
        other = mix(tint, PAPER, 0.42)
        if height > width:
            pen.polygon([*arc(middle, low, r * 1.7, 180, 360)], other)
            pen.disc(middle, low - r * 2.45, r * 0.8, other)
        else:
            pen.box(left + 38, low - r * 1.1, right - 38, low, other)
            pen.disc(left + width * 0.66, low - r * 1.9, r * 0.5, other)

    hang(26, 26, FIELD - 26, FIELD - 26, 5)


def roofs(pen: Pen) -> None:
    """The roofs of a palace one behind another, their eaves turned up, mist between them."""
    palette = pen.palette
    pen.disc(470, 300, 130, palette.accent)
    for number, (x, y, half, colour) in enumerate(
        (
            (1080, 480, 420, palette.second), (420, 700, 500, palette.second), (1130, 900, 560, palette.figure),
            (520, 1130, 640, palette.figure), (1000, 1390, 820, palette.figure),
        )
    ):  # fmt: skip
        tone = mix(palette.ground, colour, 0.4 + 0.15 * number)
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
            mix(tone, palette.accent, 0.55),
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
            pen.line(place([top, bend, low]), 2.5, mix(tone, palette.ground, 0.3))
        pen.line(place(eave), 12, mix(tone, INK, 0.3))
        pen.box(x - half * 0.5, y - rise - 16, x + half * 0.5, y - rise + 6, mix(tone, INK, 0.3))
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
                mix(tone, INK, 0.3),
            )


def colonnade(pen: Pen) -> None:
    """Columns in pairs under a long entablature, half of each in the shade; the moon between them."""
    palette = pen.palette
    pale = mix(palette.figure, palette.second, 0.18)
    pen.disc(1040, 560, 230, palette.accent)
    shade = mix(palette.second, palette.ground, 0.35)
    pen.box(0, 0, FIELD, 90, palette.second)
    for top, foot, fill in (
        (90, 150, pale),
        (150, 166, shade),
        (166, 236, palette.figure),
        (236, 250, shade),
    ):
        pen.box(0, top, FIELD, foot, fill)
    for n in range(42):
        pen.box(38 * n + 6, 104, 38 * n + 26, 136, shade)
    for x in (70, 230, 610, 770, 1330, 1490):
        pen.box(x - 78, 250, x + 78, 276, pale)
        for side in (-1, 1):
            pen.disc(x + side * 58, 300, 30, pale)
            pen.disc(x + side * 58, 300, 15, shade)
        pen.box(x - 62, 276, x + 62, 326, pale)
        shaft = [(x - 50, 326), (x + 50, 326), (x + 62, 1280), (x - 62, 1280)]
        pen.polygon(shaft, palette.figure)
        for n in range(5):
            left, right = -0.9 + 0.36 * n, -0.9 + 0.36 * n + 0.16 + 0.03 * n
            pen.polygon(
                [(x + 50 * left, 326), (x + 50 * right, 326), (x + 62 * right, 1280), (x + 62 * left, 1280)],
                mix(palette.figure, shade, 0.3 + 0.17 * n),
            )
        for half, top, foot in ((72, 1280, 1306), (84, 1306, 1336), (92, 1336, 1372)):
            pen.box(x - half, top, x + half, foot, pale)
            pen.box(x + half * 0.3, top, x + half, foot, mix(pale, shade, 0.45))
    for n in range(4):
        pen.box(0, 1372 + 57 * n, FIELD, 1372 + 57 * n + 46, mix(pale, palette.ground, 0.16 * n))
        pen.box(0, 1372 + 57 * n + 46, FIELD, 1372 + 57 * (n + 1), shade)


def caisson(pen: Pen) -> None:
    """The coffered ceiling above a throne: squares turned in squares, an eightfold well, and a pearl."""
    palette = pen.palette
    x = y = FIELD / 2
    tones = (palette.figure, palette.ground, palette.second, palette.figure, palette.accent)
    pen.box(0, 0, FIELD, FIELD, mix(palette.ground, INK, 0.25))
    cell = FIELD / 10
    for row in range(10):
        for column in range(10):
            a, b = cell * (column + 0.5), cell * (row + 0.5)
            for share, fill in ((0.46, palette.figure), (0.43, palette.second), (0.33, palette.ground)):
                pen.box(a - cell * share, b - cell * share, a + cell * share, b + cell * share, fill)
            for n in range(6):
                pen.disc(*turned([(0, -cell * 0.17)], a, b, 60 * n)[0], cell * 0.075, palette.figure)
            pen.disc(a, b, cell * 0.08, palette.accent)

    def square(half: float, turn: float, fill: str) -> None:
        pen.polygon(turned([(-half, -half), (half, -half), (half, half), (-half, half)], x, y, turn), fill)

    for half, turn in ((640, 0), (560, 45), (470, 0)):
        for step, inset in enumerate((0, 12, 22, 52, 60)):
            square(half - inset, turn, tones[step])
    for step, radius in enumerate((455, 443, 428, 404, 396)):
        pen.disc(x, y, radius, tones[step])
    for ring, (radius, count) in enumerate(((350, 32), (282, 24), (214, 16))):
        pen.disc(x, y, radius + 38, mix(palette.ground, INK, 0.18 * ring))
        for n in range(count):
            bracket = [(-15, 26), (-24, -6), (-9, -30), (9, -30), (24, -6), (15, 26)]
            place = turned([(0, -radius)], x, y, 360 / count * n)[0]
            pen.polygon(turned(bracket, *place, 360 / count * n), palette.figure if n % 2 else palette.second)
    for radius, fill in (
        (172, palette.figure),
        (160, mix(palette.ground, INK, 0.45)),
        (104, palette.accent),
        (60, PAPER),
    ):
        pen.disc(x, y, radius, fill)
