"""Mountains, deserts, waters, gardens and the sky."""

import math

from ..palettes import INK, PAPER
from ..pen import FIELD, Pen, arc, mix, petal_shape, turned
from .profiles import PROFILES, outline


def mountains(pen: Pen) -> None:
    """Ridges in ink wash, each rising from the mist of the one behind, under one disc."""
    palette = pen.palette
    pen.disc(pen.between(430, 620), pen.between(250, 310), 118, palette.accent)
    for number, depth in enumerate((0.3, 0.46, 0.64, 0.82, 1.0)):
        crest = pen.ridge(520 + 245 * number, 120 - 8 * number)
        ink = mix(palette.second, palette.figure, number / 4)
        pen.fading(crest, 330 + 60 * number, mix(palette.ground, ink, depth), palette.ground)


def dunes(pen: Pen) -> None:
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
        bright = mix(palette.ground, palette.second, 0.35 + 0.13 * number)
        pen.polygon([*crest, (FIELD, FIELD), (0, FIELD)], bright)
        # The ridge winds down from the summit; what lies beyond it is in the shade.
        spine = [
            (
                peak + 70 * math.sin(t * 3.1 + number) * t + 260 * t * t * pen.palette.ground.count("#"),
                base - height + t * 560,
            )
            for t in (n / 30 for n in range(31))
        ]
        shade = mix(palette.second, palette.figure, 0.25 + 0.15 * number)
        pen.polygon([p for p in crest if p[0] >= peak] + [(FIELD, FIELD)] + spine[::-1], shade)


def river(pen: Pen) -> None:
    """A wide river at evening: strokes of water, broader as they come near, and the sun on them."""
    palette = pen.palette
    sun, horizon = pen.between(460, 700), 430
    pen.disc(sun, horizon - 40, 170, palette.accent)
    pen.fading(pen.ridge(horizon - 60, 26), 80, palette.figure, palette.second)
    pen.box(0, horizon, FIELD, FIELD, mix(palette.ground, palette.second, 0.5))
    for number in range(190):
        t = (number / 190) ** 1.7
        y, half = horizon + 10 + t * 1190, 60 + 330 * t * pen.between(0.5, 1.2)
        near_sun = number % 3 == 0
        x = sun + pen.between(-1, 1) * (70 + 150 * t) if near_sun else pen.between(-60, FIELD + 60)
        colour = palette.accent if near_sun else mix(palette.second, palette.figure, pen.between(0.25, 1))
        half *= 0.42 if near_sun else 1
        thick = 2 + 15 * t
        pen.polygon(
            [
                *((x - half + half * n / 8, y - thick * math.sin(math.pi * n / 16)) for n in range(17)),
                *((x + half - half * n / 8, y + thick * math.sin(math.pi * n / 16)) for n in range(17)),
            ],
            colour,
        )


def wreck(pen: Pen) -> None:
    """The lines of the sea, calmer with depth, and a jar that sank."""
    palette = pen.palette
    for number in range(30):
        y, swell = 300 + 44 * number, 46 * 0.9**number
        points = [
            (x, y + swell * (math.sin(x / 128 + number * 0.55) + 0.3 * math.sin(x / 57 + number)))
            for x in range(-10, FIELD + 20, 10)
        ]
        pen.line(points, 15 * 0.93**number + 2, mix(palette.figure, palette.second, min(1, number / 16)))
    jar = outline(PROFILES["amphora"], 620)
    pen.polygon(turned(jar, 690, 1020, -58), palette.accent)
    for side in (-1, 1):
        handle = [(side * (46 + 96 * math.sin(math.pi * t / 20)), -256 + 196 * t / 20) for t in range(21)]
        pen.line(turned(handle, 690, 1020, -58), 26, palette.accent)


def moon_gate(pen: Pen) -> None:
    """Bamboo seen through the round gate of a garden wall."""
    palette = pen.palette
    pen.box(0, 0, FIELD, FIELD, palette.figure)
    pen.disc(800, 800, 652, palette.second)
    pen.disc(800, 800, 618, mix(palette.ground, PAPER, 0.4))
    pen.disc(560, 560, 150, palette.accent)
    for number, x in enumerate((500, 690, 860, 960, 1130)):
        colour = mix(palette.second, palette.figure, (0.2, 0.9, 0.45, 1.0, 0.6)[number])
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
                pen.polygon(
                    turned(petal_shape(10, pen.between(150, 230), 19, 0.9), at(top), top, angle), colour
                )
    # The wall again, around what grew beyond the gate.
    ring = [*arc(800, 800, 640, -90, 270, 180)]
    pen.polygon([*ring, (800, -9), (-9, -9), (-9, 1609), (1609, 1609), (1609, -9), (800, -9)], palette.figure)
    pen.ring(800, 800, 652, 22, palette.second)


def star_map(pen: Pen) -> None:
    """A chart of the sky: circles, the lines of the mansions, stars great and small, some of them joined."""
    palette = pen.palette
    x, y, reach = 800, 800, 660
    pen.disc(x, y, reach, mix(palette.ground, palette.second, 0.28))
    for radius, width in ((reach, 7), (reach - 22, 2), (470, 2), (300, 3), (130, 2)):
        pen.ring(x, y, radius, width, palette.figure)
    for number in range(28):
        angle = number * 360 / 28 + pen.between(-4, 4)
        pen.line(turned([(0, -130), (0, -reach + 22)], x, y, angle), 1.5, palette.second)
    pen.ring(x + 90, y - 60, 420, 4, palette.accent)
    for _figure in range(26):
        radius, angle = reach * 0.93 * math.sqrt(pen.random()), pen.between(0, 360)
        stars = turned([(radius, 0)], x, y, angle)
        for _star in range(int(pen.between(1, 6))):
            step = turned([(pen.between(34, 86), 0)], *stars[-1], pen.between(0, 360))
            if math.dist(step[0], (x, y)) < reach - 40:
                stars += step
        pen.line(stars, 2.5, palette.figure)
        for star in stars:
            pen.disc(*star, pen.pick(5, 7, 7, 10), palette.figure)
    for _star in range(220):
        star = turned([(reach * 0.95 * math.sqrt(pen.random()), 0)], x, y, pen.between(0, 360))[0]
        pen.disc(*star, pen.between(1.5, 3.5), palette.figure)
    pen.disc(x, y, 26, palette.accent)


def peaks(pen: Pen) -> None:
    """Blue and green peaks in the old manner, each in bands from its summit down, with gold clouds at their feet."""
    palette = pen.palette
    pen.disc(1210, 250, 110, palette.accent)
    for row, (base, size, count) in enumerate(((640, 0.66, 5), (960, 0.84, 4), (1300, 1.0, 4))):
        for n in range(count):
            x = FIELD * (n + 0.5 + 0.28 * (row % 2 - 0.5)) / count + pen.between(-60, 60)
            half, height = size * pen.between(215, 275), size * pen.between(450, 660)
            tone = (palette.figure, palette.second)[(n + row) % 2]
            for band in range(5):
                share, fill = 1 - band * 0.17, mix(tone, palette.ground, (0, 0.3, 0.5, 0.68, 0.84)[band])
                # Rounded shoulders, steep flanks.
                slope = [
                    (x + half * share * t, base + 260 - height * (share * (1 - abs(t) ** 1.7) + 0.03 * band))
                    for t in (m / 24 - 1 for m in range(49))
                ]
                pen.polygon([*slope, (x + half * share, FIELD), (x - half * share, FIELD)], fill)
                pen.line(slope, 3, mix(fill, INK, 0.25))
        pen.fading([(0, base + 60), (FIELD, base + 60)], 330, palette.ground, PAPER)
        pen.box(0, min(base + 390, FIELD), FIELD, FIELD, PAPER)
        for _cloud in range(7):
            place = pen.between(40, FIELD - 40), base + pen.between(90, 200)
            cloud_scroll(pen, *place, pen.between(46, 76), PAPER)


def cloud_scroll(pen: Pen, x: float, y: float, size: float, colour: str) -> None:
    """A scroll of cloud: rounds side by side on a straight foot, each with its ring."""
    for shift, part in ((-1.7, 0.55), (1.8, 0.5), (-0.8, 0.85), (0.9, 0.8), (0, 1.1)):
        r = size * part
        pen.disc(x + shift * size, y - r * 0.35, r, colour)
        pen.ring(x + shift * size, y - r * 0.35, r * 0.94, 3, pen.palette.accent)
        pen.ring(x + shift * size, y - r * 0.35, r * 0.55, 3, pen.palette.accent)


def birches(pen: Pen) -> None:
    """A wood of birches, the far ones pale, and one red roof of sunlight low between the trunks."""
    palette = pen.palette
    pen.box(0, 0, FIELD, FIELD, mix(palette.ground, PAPER, 0.3))
    pen.disc(1040, 1020, 210, palette.accent)
    for depth in range(4):
        pen.polygon(
            [*pen.ridge(1180 + 110 * depth, 22, 4), (FIELD, FIELD), (0, FIELD)],
            mix(palette.second, palette.figure, 0.2 + 0.26 * depth),
        )
        count = (11, 8, 6, 4)[depth]
        for n in range(count):
            x = FIELD * (n + pen.between(0.15, 0.85)) / count
            half, lean = 7 + 9 * depth + pen.between(0, 4), pen.between(-40, 40)
            foot = 1240 + 120 * depth
            bark = mix(palette.second, PAPER, 0.4 + 0.2 * depth)
            pen.polygon(
                [(x + lean - half * 0.7, 0), (x + lean + half * 0.7, 0), (x + half, foot), (x - half, foot)],
                bark,
            )
            pen.polygon(
                [
                    (x + lean + half * 0.2, 0),
                    (x + lean + half * 0.7, 0),
                    (x + half, foot),
                    (x + half * 0.35, foot),
                ],
                mix(bark, palette.figure, 0.2),
            )
            y = pen.between(20, 90)
            while y < foot - 40:
                at, side = x + lean * (1 - y / foot), pen.pick(-1, 1)
                wide, tall = half * pen.between(0.5, 1.5), 4 + 2.5 * depth * pen.between(0.6, 1.4)
                edge = at + side * half * 0.9
                pen.polygon(
                    [(edge, y), (edge - side * wide, y + tall * 0.4), (edge, y + tall)], palette.figure
                )
                y += pen.between(26, 110)


def parterre(pen: Pen) -> None:
    """A formal garden from above: a basin where the walks cross, beds of scrolls, clipped trees along the edge."""
    palette = pen.palette
    x = y = FIELD / 2
    pen.box(0, 0, FIELD, FIELD, palette.second)
    for edge, fill in (
        (60, palette.figure),
        (76, palette.ground),
        (150, palette.figure),
        (162, palette.ground),
    ):
        pen.box(edge, edge, FIELD - edge, FIELD - edge, fill)
    for n in range(23):
        at = 113 + (FIELD - 226) * n / 22
        for tree in ((at, 113), (at, FIELD - 113), (113, at), (FIELD - 113, at)):
            pen.disc(*tree, 25, palette.figure)
            pen.disc(tree[0] - 5, tree[1] - 5, 14, palette.second)
    for turn in (0, 90, 180, 270):
        bed = [(70, 70), (600, 70), (600, 600), (70, 600)]
        pen.polygon(turned(bed, x, y, turn), palette.figure)
        pen.polygon(
            turned([(86, 86), (584, 86), (584, 584), (86, 584)], x, y, turn), mix(palette.second, PAPER, 0.25)
        )
        for size, centre in ((1, (400, 400)), (0.6, (180, 480)), (0.6, (480, 180))):
            for mirror in (-1, 1):
                scroll = []
                for n in range(90):
                    angle, radius = n / 90 * 4.6 * math.pi, 158 * size * (1 - n / 96)
                    a, b = radius * math.cos(angle), mirror * radius * math.sin(angle)
                    scroll.append((centre[0] + (a + b) * 0.7071, centre[1] + (a - b) * 0.7071))
                pen.line(turned(scroll, x, y, turn), 15 * size + 3, palette.figure)
            pen.disc(*turned([centre], x, y, turn)[0], 26 * size, palette.accent)
    for radius, fill in (
        (330, palette.ground),
        (300, palette.figure),
        (286, palette.ground),
        (210, palette.accent),
        (196, "#9cc3cf"),
    ):
        pen.disc(x, y, radius, fill)
    for n in range(24):
        pen.disc(
            *turned([(0, -248)], x, y, 15 * n)[0],
            17 if n % 2 else 10,
            palette.figure if n % 2 else palette.accent,
        )
    for radius in (60, 110, 156):
        pen.ring(x, y, radius, 4, PAPER)
    pen.disc(x, y, 20, PAPER)
