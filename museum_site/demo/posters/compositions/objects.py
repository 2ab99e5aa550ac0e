"""Vessels, jewels, tools."""

import math

from PIL import Image, ImageChops, ImageColor, ImageDraw, ImageOps

from ..palettes import INK, PAPER
from ..pen import FIELD, MARGIN, SCALE, Pen, Point, arc, clouded, mix, petal_shape, turned
from .profiles import PROFILES, outline, radius_at


def vessel(pen: Pen) -> None:
    """One vessel, turned, with bands of ornament, before a disc."""
    palette = pen.palette
    profile, height = PROFILES[pen.pick("meiping", "gourd", "jar", "hu", "bottle")], 1180
    x, y = 760, 860
    pen.disc(x - 190, 520, 270, palette.accent)
    place = lambda points: turned(points, x, y, 0)  # noqa: E731
    pen.polygon(place(outline(profile, height)), palette.figure)
    start = 0.3
    for number in range(3):
        thick = pen.between(0.05, 0.12)
        pen.polygon(place(outline(profile, height, start, start + thick)), palette.ground)
        for edge in (start + 0.008, start + thick - 0.012):
            pen.polygon(place(outline(profile, height, edge, edge + 0.004)), palette.figure)
        middle = start + thick / 2
        width, radius = radius_at(profile, middle) * height, thick * height * 0.29
        count = max(3, round(width / radius / 1.5))
        for n in range(-count, count + 1):
            # Ornaments on a round wall crowd together towards its edge.
            at, squeeze = width * math.sin(n / count * 1.42), max(0.12, math.cos(n / count * 1.42))
            shape = (arc(0, 0, radius, 0, 360, 24), [(0, -radius), (radius, 0), (0, radius), (-radius, 0)])[
                number % 2
            ]
            pen.polygon(
                [(x + at + a * squeeze, y + (middle - 0.5) * height + b) for a, b in shape],
                palette.second if number % 2 else palette.figure,
            )
        start += thick + pen.between(0.03, 0.07)
    # The side turned from the light.
    whole = outline(profile, height)
    shadow = [(a, b) for a, b in whole if a > 0]
    mask = Image.new("L", pen.image.size)
    ImageDraw.Draw(mask).polygon(
        [(SCALE * a, SCALE * b) for a, b in place(shadow + [(a * 0.45, b) for a, b in reversed(shadow)])],
        fill=46,
    )
    pen.image.paste(INK, (0, 0), mask)


def shelf(pen: Pen) -> None:
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
            pen.polygon(turned(outline(profile, height), x, y, 0), colour)
            at = pen.pick(0.45, 0.55)
            pen.polygon(turned(outline(profile, height, at, at + 0.05), x, y, 0), palette.ground)
            if name == "ewer":
                pen.line(
                    [(x + 60 + 80 * math.sin(math.pi * t / 20), y - 150 + 260 * t / 20) for t in range(21)],
                    15,
                    colour,
                )
            left += width + gap


def stone(pen: Pen) -> None:
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
    cloud = clouded(pen.seed, (400, 400), (4, 9, 23, 53))
    # Folding the grey over turns its middle tones into veins.
    veins = cloud.point([255 - min(255, abs(v - 128) * 7) for v in range(256)])
    grey = ImageOps.autocontrast(Image.blend(ImageOps.autocontrast(cloud), veins, 0.3))
    texture = ImageOps.colorize(grey, "#0d3d2e", "#d6ecc9", "#2f8060").rotate(24, Image.Resampling.BICUBIC)
    mask = Image.new("L", size)
    ImageDraw.Draw(mask).polygon([(SCALE * x, SCALE * y) for x, y in outline], fill=255)
    pen.polygon([(x + 46, y + 60) for x, y in outline], mix(palette.ground, INK, 0.5))
    pen.image.paste(texture.resize(size, Image.Resampling.BICUBIC), (0, 0), mask)


def iris(pen: Pen) -> None:
    """The blades of a diaphragm, and light through them."""
    palette = pen.palette
    x, y, reach, blades = 800, 800, 670, 9
    pen.disc(x, y, reach, palette.figure)
    hole = 235
    for n in range(blades):
        a, b = 360 / blades * n, 360 / blades * (n + 1)
        first, second = turned([(hole, 0)], x, y, a)[0], turned([(hole, 0)], x, y, b)[0]
        far = arc(x, y, reach - 56, a + 62, b + 62, 20)
        pen.polygon(
            [first, second, *far[::-1]], mix(palette.figure, palette.second, 0.12 + 0.76 * n / blades)
        )
        pen.line([first, far[0]], 3, palette.ground)
    pen.polygon(
        turned([(hole, 0)], x, y, 0)
        + [turned([(hole, 0)], x, y, 360 / blades * n)[0] for n in range(1, blades)],
        palette.accent,
    )
    pen.ring(x, y, reach - 24, 4, palette.ground)
    for n in range(120):
        pen.line(
            turned([(0, -reach + 30), (0, -reach + (54 if n % 5 == 0 else 42))], x, y, 3 * n),
            2.5,
            palette.ground,
        )


def ruff(pen: Pen) -> None:
    """A pleated collar in the light of a single window."""
    palette = pen.palette
    pen.glow(500, 560, 900, palette.second, 0.95)
    x, y, count = 690, 850, 46
    for n in range(count):
        angle = 360 / count * n
        # The light falls from the upper left.
        share = 0.5 + 0.5 * math.cos(math.radians(angle + 48))
        tint = mix(palette.second, palette.figure, 0.15 + 0.85 * share)
        pen.polygon(turned(petal_shape(170, 500, 42, 0.45), x, y, angle), tint)
        pen.polygon(turned(petal_shape(300, 482, 22, 0.45), x, y, angle), mix(palette.ground, tint, 0.28))
        pen.polygon(turned(petal_shape(330, 474, 9, 0.45), x, y, angle), mix(palette.ground, tint, 0.7))
    pen.disc(x, y, 205, palette.ground)
    pen.glow(x - 60, y - 70, 230, palette.accent, 0.5)


def gears(pen: Pen) -> None:
    """Wheels that really mesh: every radius follows from its number of teeth."""
    palette = pen.palette
    module = 13.2

    def wheel(x: float, y: float, teeth: int, turn: float, colour: str, spokes: int) -> None:
        radius, pitch = module * teeth, 360 / teeth
        rim = []
        for n in range(teeth):
            for at, out in ((-0.27, -1.15), (-0.14, 1), (0.14, 1), (0.27, -1.15)):
                rim += turned([(radius + out * module, 0)], x, y, turn + pitch * (n + at))
        pen.polygon(rim, colour)
        pen.disc(x, y, radius - 3.6 * module, palette.ground)
        for n in range(spokes):
            pen.polygon(
                turned(
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
        x, y = turned([(distance, 0)], *at, angle)[0]
        # A tooth of one wheel faces a gap of the next on the line between their centres.
        facing = (angle - turn) % (360 / teeth) * teeth / other
        wheel(x, y, other, angle + 180 + 180 / other + facing, colour, spokes)


def jewel(pen: Pen) -> None:
    """A cut stone from above, facet by facet, and the rays it throws."""
    palette = pen.palette
    x, y, sides = 680, 800, pen.pick(8, 10, 12)
    for n in range(72):
        pen.line(
            turned([(0, -480), (0, -(530 + 30 * (n % 3 == 0) + 14 * (n % 2)))], x, y, 5 * n),
            3,
            palette.accent,
        )
    rings = [(175, 0.0), (300, 0.5), (440, 0.0)]
    tones = [
        palette.figure,
        palette.second,
        palette.accent,
        mix(palette.second, palette.ground, 0.55),
        mix(palette.figure, palette.second, 0.5),
    ]

    def corner(ring: int, n: float) -> Point:
        radius, shift = rings[ring]
        return turned([(0, -radius)], x, y, 360 / sides * (n + shift))[0]

    pen.polygon([corner(2, n) for n in range(sides)], palette.second)
    for n in range(sides):
        facets = (
            ([corner(0, n), corner(0, n + 1), corner(1, n)], (n * 2) % 5),
            ([corner(0, n), corner(1, n - 1), corner(2, n), corner(1, n)], (n * 3 + 1) % 5),
            (
                [corner(1, n), corner(2, n), turned([(0, -431)], x, y, 360 / sides * (n + 0.5))[0]],
                (n * 2 + 3) % 5,
            ),
            (
                [corner(1, n), corner(2, n + 1), turned([(0, -431)], x, y, 360 / sides * (n + 0.5))[0]],
                (n + 4) % 5,
            ),
        )
        for points, tone in facets:
            pen.polygon(points, tones[tone])
            pen.line([*points, points[0]], 2, palette.ground)
    pen.polygon([corner(0, n) for n in range(sides)], mix(palette.figure, PAPER, 0.3))
    pen.polygon([corner(0, n) for n in range(sides // 2 + 1)], mix(palette.figure, palette.second, 0.25))


def egg(pen: Pen) -> None:
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
            *arc(x, 1500, 210, 200, 340),
        ],
        palette.accent,
    )
    for r, top in ((26, 148), (13, 106)):
        pen.disc(x, top + 16, r, palette.accent)


def petals(pen: Pen) -> None:
    """A flower from above, ring upon ring of petals."""
    palette = pen.palette
    x, y, count = 800, 830, 24
    for ring, outer in enumerate((660, 560, 455, 350, 250, 160)):
        fill = mix(palette.figure, palette.ground, (0.0, 0.35, 0.62, 0.2, 0.5, 0.8)[ring])
        for n in range(count):
            angle = 360 / count * (n + ring / 2)
            petal = turned(petal_shape(30, outer, outer * 0.145, 0.5), x, y, angle)
            pen.polygon(petal, palette.ground)
            pen.polygon(turned(petal_shape(30, outer - 7, outer * 0.145 - 5, 0.5), x, y, angle), fill)
            pen.line(turned([(0, -outer * 0.35), (0, -outer * 0.86)], x, y, angle), 3, palette.ground)
    pen.disc(x, y, 74, palette.accent)
    for n in range(34):
        pen.disc(*turned([(10 * math.sqrt(n + 0.5), 0)], x, y, 137.5 * n)[0], 4, palette.ground)


def discs(pen: Pen) -> None:
    """Three round trays in three colours, carved in three ways, each over the edge of the last."""
    palette = pen.palette
    for number, (x, y, r, colour) in enumerate(
        ((520, 470, 370, palette.figure), (960, 860, 370, palette.second), (560, 1200, 350, palette.accent))
    ):
        pen.disc(x + 14, y + 20, r, mix(palette.ground, "#000000", 0.6))
        pen.disc(x, y, r, colour)
        dark = mix(colour, palette.ground, 0.62)
        pen.ring(x, y, r - 22, 5, dark)
        if number == 0:
            for ring in range(4):
                for n in range(12):
                    pen.line(
                        turned(
                            petal_shape(40, 310 - 72 * ring, 62 - 14 * ring, 0.5), x, y, 30 * n + 15 * ring
                        ),
                        5,
                        dark,
                    )
        elif number == 1:
            for n in range(-7, 8):
                line = [(x + 46 * n + 26 * math.sin(t / 3), y - 320 + 16 * t) for t in range(41)]
                pen.line([p for p in line if math.dist(p, (x, y)) < r - 34], 6, dark)
        else:
            for n in range(190):
                pen.disc(*turned([(22.5 * math.sqrt(n), 0)], x, y, 137.5 * n)[0], 8 if n % 3 else 12, dark)


def tripod(pen: Pen) -> None:
    """A bronze cauldron on three legs, two bands of squared spirals around it, before a disc."""
    palette = pen.palette
    x, rim, half = 760, 470, 430
    pen.disc(x - 250, 420, 260, palette.accent)
    dark = mix(palette.figure, palette.ground, 0.55)
    for side in (-1, 1):
        at = x + side * 300
        pen.polygon(
            [(at - 78, rim + 10), (at - 88, 250), (at + 88, 250), (at + 78, rim + 10)], palette.figure
        )
        pen.polygon(
            [(at - 34, rim + 10), (at - 38, 312), (at + 38, 312), (at + 34, rim + 10)], palette.ground
        )
    pen.polygon([(x - 52, 1010), (x + 52, 1010), (x + 40, 1400), (x - 40, 1400)], dark)
    for side in (-1, 1):
        leg = [
            (side * 215, 930),
            (side * 350, 900),
            (side * 318, 1210),
            (side * 330, 1430),
            (side * 232, 1430),
            (side * 236, 1210),
        ]
        pen.polygon([(x + a, b) for a, b in leg], palette.figure)
    bowl = [
        (x - half, rim + 40),
        *(
            (x + half * math.cos(a), 800 + 290 * math.sin(a))
            for a in (math.pi * (1 - n / 60) for n in range(61))
        ),
        (x + half, rim + 40),
    ]
    pen.polygon(bowl, palette.figure)
    pen.box(x - half - 28, rim, x + half + 28, rim + 52, palette.figure)
    pen.box(x - half - 28, rim + 52, x + half + 28, rim + 62, dark)
    spiral = (
        (-1, 1),
        (-1, -1),
        (1, -1),
        (1, 0.55),
        (-0.5, 0.55),
        (-0.5, -0.45),
        (0.5, -0.45),
        (0.5, 0.1),
        (0, 0.1),
    )
    for top, size, count in ((585, 120, 7), (730, 74, 11)):
        pen.box(x - half, top - 14, x + half, top - 6, palette.ground)
        pen.box(x - half, top + size + 6, x + half, top + size + 14, palette.ground)
        for n in range(count):
            # Around a wall, squares narrow towards the edge.
            left, right = (
                half * math.sin(math.pi / 2 * (2 * (n + shift) / count - 1)) for shift in (0.06, 0.94)
            )
            middle, wide, mirror = x + (left + right) / 2, (right - left) / 2, -1 if n < count / 2 else 1
            path = [(middle + mirror * a * wide * 0.86, top + size / 2 + b * size * 0.43) for a, b in spiral]
            pen.line(path, 9 if size > 100 else 7, palette.ground)
    for n in range(3):
        pen.line([(x - 330 + 40 * n, 930 + 40 * n), (x + 330 - 40 * n, 930 + 40 * n)], 5, dark)


def mended_jar(pen: Pen) -> None:
    """A jar put together again from its sherds, the joins filled with gold."""
    palette = pen.palette
    profile, height, x, y = PROFILES["jar"], 1140, 760, 830
    size = (FIELD * SCALE, FIELD * SCALE)
    # Every point belongs to the sherd whose centre is nearest; a join is where two are equally near.
    centres = [(x + pen.between(-430, 430), y + pen.between(-600, 600)) for _sherd in range(17)]
    tones = [mix(palette.figure, palette.second, pen.between(0, 0.85)) for _sherd in centres]
    coarse = 4
    sherds, joins = (
        Image.new("RGB", (FIELD // coarse, FIELD // coarse)),
        Image.new("L", (FIELD // coarse, FIELD // coarse)),
    )
    colours = [ImageColor.getrgb(tone) for tone in tones]
    tone_of, join_of = sherds.load(), joins.load()
    for row in range(FIELD // coarse):
        for column in range(FIELD // coarse):
            a, b = column * coarse, row * coarse
            # A slow wave bends the joins.
            a, b = a + 26 * math.sin(b / 70), b + 26 * math.sin(a / 60)
            near = sorted(((a - cx) ** 2 + (b - cy) ** 2, n) for n, (cx, cy) in enumerate(centres))[:2]
            tone_of[column, row] = colours[near[0][1]]
            gap = math.sqrt(near[1][0]) - math.sqrt(near[0][0])
            join_of[column, row] = round(max(0, min(255, (17 - gap) * 40)))
    mask = Image.new("L", size)
    outline_points = [(SCALE * a, SCALE * b) for a, b in turned(outline(profile, height), x, y, 0)]
    ImageDraw.Draw(mask).polygon(outline_points, fill=255)
    pen.image.paste(sherds.resize(size, Image.Resampling.NEAREST), (0, 0), mask)
    seams = joins.resize(size, Image.Resampling.BICUBIC).point(lambda v: 255 if v > 110 else 0)
    pen.image.paste("#e3b24f", (0, 0), ImageChops.multiply(seams, mask))
    pen.disc(1290, 1360, 70, palette.accent)


def plates(pen: Pen) -> None:
    """A laid table from above: plates of a service, each with a border of its own, and the cutlery between them."""
    palette = pen.palette
    gold = palette.accent
    for row in range(3):
        for column in range(3):
            x, y, r = 290 + 510 * column, 290 + 510 * row, 205
            kind = (row * 2 + column) % 4
            pen.disc(x + 8, y + 12, r, mix(palette.ground, INK, 0.35))
            pen.disc(x, y, r, palette.figure)
            pen.ring(x, y, r - 8, 7, gold)
            pen.ring(x, y, r * 0.62, 4, gold)
            for n in range(24):
                angle = 15 * n
                if kind == 0:
                    pen.polygon(
                        turned(petal_shape(0, 40, 13, 0.7), *turned([(0, -r * 0.66)], x, y, angle)[0], angle),
                        palette.ground,
                    )
                elif kind == 1:
                    pen.disc(
                        *turned([(0, -r * 0.79)], x, y, angle)[0],
                        13 if n % 2 else 7,
                        palette.second if n % 2 else gold,
                    )
                elif kind == 2:
                    pen.line(turned([(-20, -r * 0.68), (20, -r * 0.9)], x, y, angle), 6, palette.ground)
                else:
                    pen.polygon(
                        turned([(-22, -r * 0.68), (22, -r * 0.68), (0, -r * 0.92)], x, y, angle),
                        palette.second,
                    )
            for n in range(8):
                if kind in (0, 3):
                    pen.polygon(
                        turned(petal_shape(14, 100, 26, 0.6), x, y, 45 * n),
                        palette.second if kind == 0 else palette.ground,
                    )
                elif kind == 1 and n < 4:
                    pen.ring(x, y, 36 + 22 * n, 4, palette.ground)
            pen.disc(x, y, 14, gold)
    for row in range(3):
        for column in range(2):
            x, y = 545 + 510 * column, 290 + 510 * row
            pen.box(x - 5, y - 20, x + 5, y + 160, gold)
            if column:
                pen.polygon(
                    [(x - 5, y), (x + 5, y), (x + 16, y - 90), (x + 5, y - 165), (x - 5, y - 165)], gold
                )
            else:
                for tine in (-14, -5, 4, 13):
                    pen.box(x + tine - 3, y - 165, x + tine + 4, y - 70, gold)
                pen.polygon([(x - 17, y - 76), (x + 17, y - 76), (x + 5, y - 10), (x - 5, y - 10)], gold)
