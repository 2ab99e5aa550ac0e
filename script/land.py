"""What script/land does: draws the coasts of Natural Earth as the SVG files behind the site's maps.

The data are in the public domain; the npm package world-atlas 2.0.2 (ISC licence) holds them in TopoJSON, at
1:110,000,000 for the world and at 1:50,000,000 for Europe. Only coasts are drawn, no borders. Needs nothing but Python.
"""

import argparse
import json
import sys
from itertools import accumulate, pairwise
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from museum_site.core.world_map import EUROPE, WORLD, from_the_cut  # noqa: E402

# Points of a path per unit of the map.
FINENESS = 10
# How far, in points, a coast may stray when it is drawn with fewer points, and the smallest island, in square points.
STRAY = {WORLD: 1.5, EUROPE: 2.0}
SMALLEST = {WORLD: 60, EUROPE: 200}

LIGHT, DARK = "#e3dac8", "#39332b"
SVG = """<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">\
<style>path{{fill:{light}}}@media(prefers-color-scheme:dark){{path{{fill:{dark}}}}}</style>\
<path d="{path}"/></svg>
"""


def rings_of(topology: dict) -> list[list[tuple[float, float]]]:
    """Every ring of coast in degrees. Longitudes run on where a ring crosses 180°."""
    (step_x, step_y), (start_x, start_y) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = [
        [
            (x * step_x + start_x, y * step_y + start_y)
            for x, y in accumulate(arc, lambda one, other: (one[0] + other[0], one[1] + other[1]))
        ]
        for arc in topology["arcs"]
    ]
    rings = []
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for numbers in polygon:
                points = []
                for number in numbers:
                    # A negative number is an arc read backwards; arcs share their ends.
                    arc = arcs[number] if number >= 0 else arcs[~number][::-1]
                    points += arc[1:] if points else arc
                rings.append(unwrapped(points))
    return rings


def unwrapped(points):
    """The same ring without a jump from 180° to -180°."""
    turns, last, found = 0, points[0][0], []
    for longitude, latitude in points:
        if abs(longitude - last) > 180:
            turns += 1 if longitude < last else -1
        last = longitude
        found.append((longitude + 360 * turns, latitude))
    return found


def on_the_world(ring):
    """A ring east of the cut. One that the cut goes through would be torn, and must not be."""
    shifts = {
        round(from_the_cut(longitude, latitude) - longitude)
        for longitude, latitude in ring
        if latitude > WORLD.south
    }
    if len(shifts) > 1:
        raise ValueError(f"the cut goes through the land near {ring[0]}")
    shift = shifts.pop()
    return [(longitude + shift, latitude) for longitude, latitude in ring]


def clipped(points, width, height):
    """What of a polygon lies in a rectangle (Sutherland and Hodgman 1974)."""
    for axis, bound, sign in ((0, 0, 1), (0, width, -1), (1, 0, 1), (1, height, -1)):
        found = []
        for one, other in zip(points, points[1:] + points[:1], strict=True):
            before, after = sign * (one[axis] - bound), sign * (other[axis] - bound)
            if before >= 0:
                found.append(one)
            if before * after < 0:
                part = before / (before - after)
                found.append(tuple(a + (b - a) * part for a, b in zip(one, other, strict=True)))
        points = found
    return points


def simplified(points, stray):
    """Fewer points of a line that stays within a distance of it (Douglas and Peucker 1973)."""
    kept, waiting = {0, len(points) - 1}, [(0, len(points) - 1)]
    while waiting:
        first, last = waiting.pop()
        (x, y), (to_x, to_y) = points[first], points[last]
        dx, dy = to_x - x, to_y - y
        length = (dx * dx + dy * dy) ** 0.5

        def distance(index, x=x, y=y, dx=dx, dy=dy, length=length):
            px, py = points[index][0] - x, points[index][1] - y
            return abs(dx * py - dy * px) / length if length else (px * px + py * py) ** 0.5

        far = max(range(first + 1, last), key=distance, default=None)
        if far is not None and distance(far) > stray:
            kept.add(far)
            waiting += [(first, far), (far, last)]
    return [points[index] for index in sorted(kept)]


def area(points):
    """The area of a polygon."""
    return abs(sum(x * to_y - to_x * y for (x, y), (to_x, to_y) in pairwise([*points, points[0]]))) / 2


def path_of(rings, frame):
    """The SVG path of rings on a map, in relative whole points."""
    parts = []
    for ring in rings:
        placed = [tuple(FINENESS * part for part in frame.place(*point)) for point in ring]
        placed = clipped(placed[:-1], FINENESS * frame.width, FINENESS * frame.height)
        if len(placed) < 3 or area(placed) < SMALLEST[frame]:
            continue
        points = [(round(x), round(y)) for x, y in simplified([*placed, placed[0]], STRAY[frame])]
        steps = [(to_x - x, to_y - y) for (x, y), (to_x, to_y) in pairwise(points[:-1])]
        numbers = [number for step in steps if step != (0, 0) for number in step]
        # A minus sign parts two numbers as well as a blank does.
        line = "".join(f"{number}" if number < 0 else f" {number}" for number in numbers)
        parts.append(f"M{points[0][0]} {points[0][1]}l{line.lstrip()}z")
    return "".join(parts)


def draw(frame, rings):
    """Write the file of a map."""
    # Antarctica goes all the way round the world, and lies outside the maps.
    northern = [ring for ring in rings if any(latitude > WORLD.south for _longitude, latitude in ring)]
    path = path_of([on_the_world(ring) for ring in northern], frame)
    text = SVG.format(
        width=FINENESS * frame.width, height=FINENESS * frame.height, path=path, light=LIGHT, dark=DARK
    )
    file = ROOT / "static" / frame.image
    file.write_text(text)
    print(f"{file.relative_to(ROOT)}: {len(text):,} bytes")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("coarse", type=Path, help="land-110m.json")
    parser.add_argument("fine", type=Path, help="land-50m.json")
    options = parser.parse_args()
    draw(EUROPE, rings_of(json.loads(options.fine.read_text())))
    draw(WORLD, rings_of(json.loads(options.coarse.read_text())))


if __name__ == "__main__":
    main()
