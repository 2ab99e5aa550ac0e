"""Make the icons of the site, static/img/, from its mark, static/img/seal.svg: `python script/icons.py`.

The mark is made of upright and level lines only, which Pillow draws as well as any renderer. Run it again, and
commit the files, when the mark changes.
"""

import re
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageDraw

FOLDER = Path(__file__).parents[1] / "static/img"
GROUND = "#9e2a1c"
SCALE = 8
# Side in pixels, side of the mark as a share of it, colour around the mark. Systems cut a "maskable" icon to a round
# or a drop of their own: all that matters stands within four fifths of it. Apple's icons have no transparency.
ICONS = {
    "icon-32.png": (32, 1.0, None),
    "icon-180.png": (180, 1.1, GROUND),
    "icon-192.png": (192, 1.0, None),
    "icon-512.png": (512, 1.0, None),
    "icon-maskable-512.png": (512, 1.0, GROUND),
}


def points(commands: str) -> list[list[tuple[float, float]]]:
    """The lines of a path of M, H, V, h, v and z."""
    lines, x, y = [], 0.0, 0.0
    for command, numbers in re.findall(r"([MHVhvz])([-\d. ]*)", commands):
        values = [float(number) for number in numbers.split()]
        if command == "M":
            x, y = values
            lines.append([(x, y)])
            continue
        if command == "z":
            x, y = lines[-1][0]
        elif command in "Hh":
            x = values[0] + (x if command == "h" else 0)
        else:
            y = values[0] + (y if command == "v" else 0)
        lines[-1].append((x, y))
    return lines


def icon(side: int, share: float, around: str | None) -> Image.Image:
    """The mark on a square of a side."""
    large = side * SCALE
    image = Image.new("RGBA", (large, large), around or (0, 0, 0, 0))
    canvas = ImageDraw.Draw(image)
    svg = ElementTree.parse(FOLDER / "seal.svg").getroot()
    unit = large * share / float(svg.get("viewBox").split()[2])
    shift = large * (1 - share) / 2
    for path in svg.iter("{http://www.w3.org/2000/svg}path"):
        for line in points(path.get("d")):
            place = [(shift + x * unit, shift + y * unit) for x, y in line]
            if path.get("fill") != "none":
                canvas.polygon(place, fill=path.get("fill"))
                continue
            half = float(path.get("stroke-width")) * unit / 2
            closed = line[0] == line[-1]
            for (x0, y0), (x1, y1) in pairwise(place):
                # A closed line has mitred corners, an open one ends where it ends.
                end = half if closed else 0
                level = y0 == y1
                left, right, top, bottom = min(x0, x1), max(x0, x1), min(y0, y1), max(y0, y1)
                box = (
                    (left - end, top - half, right + end, bottom + half)
                    if level
                    else (left - half, top - end, right + half, bottom + end)
                )
                canvas.rectangle(box, fill=path.get("stroke"))
    return image.resize((side, side), Image.Resampling.LANCZOS)


def main() -> None:
    """Write all the files."""
    for name, (side, share, around) in ICONS.items():
        picture = icon(side, share, around)
        if around:
            picture = picture.convert("RGB")
        picture.save(FOLDER / name, optimize=True)
    icon(32, 1.0, None).save(FOLDER / "favicon.ico", sizes=[(32, 32)])


if __name__ == "__main__":
    main()
