"""Places on the maps: the projection against what is published of it, and the land against known places."""

import math
import re
from pathlib import Path

import pytest
from django.conf import settings
from hypothesis import given
from hypothesis import strategies as st

from museum_site.core.world_map import EUROPE, WORLD, equal_earth, from_the_cut, place_on_world, spread

FRAMES = {"land.svg": WORLD, "europe.svg": EUROPE}


# --- The projection -------------------------------------------------------------------------------


def test_proportions_are_those_that_its_authors_give():
    """Half the equator to the height of the pole 2.05458, pole line to equator 0.59247."""
    equator, pole = equal_earth(180, 0)[0], equal_earth(180, 90)
    assert equator / pole[1] == pytest.approx(2.05458, abs=5e-6)
    assert pole[0] / equator == pytest.approx(0.59247, abs=5e-6)
    assert equal_earth(0, 0) == (0, 0)
    assert equal_earth(-180, 0)[0] == pytest.approx(-equator)


@given(latitude=st.floats(-89, 89))
def test_areas_are_true(latitude):
    """What one degree takes on paper is what it takes on the globe, in any latitude."""
    half = 0.01
    low, high = equal_earth(1, latitude - half), equal_earth(1, latitude + half)
    drawn = (low[0] + high[0]) / 2 * (high[1] - low[1])
    true = math.radians(1) * (
        math.sin(math.radians(latitude + half)) - math.sin(math.radians(latitude - half))
    )
    assert drawn == pytest.approx(true, rel=1e-3)


def test_east_asia_stands_in_the_middle_and_no_ocean_between_neighbours():
    beijing, washington, paris = (
        place_on_world(*place) for place in ((116.4, 39.9), (-77, 38.9), (2.35, 48.9))
    )
    assert paris[0] < beijing[0] < washington[0]
    assert WORLD.width * 0.35 < beijing[0] < WORLD.width * 0.6
    # Two places on either side of 180°, in Fiji.
    assert math.dist(place_on_world(179.9, -17), place_on_world(-179.9, -17)) < 1


@pytest.mark.parametrize(
    ("place", "longitude"),
    [
        ((-34.8, -7.1), 325.2),  # João Pessoa, the easternmost town of America
        ((-17.4, 14.7), -17.4),  # Dakar
        ((-25.7, 37.7), -25.7),  # the Azores
        ((-21.9, 64.1), -21.9),  # Reykjavík
        ((-22, 70.5), 338),  # Ittoqqortoormiit, in the east of Greenland
        ((-51.7, 64.2), 308.3),  # Nuuk
        ((-8.7, 71), -8.7),  # Jan Mayen
    ],
)
def test_the_cut_goes_through_water(place, longitude):
    assert from_the_cut(*place) == pytest.approx(longitude)


# --- The land -------------------------------------------------------------------------------------


def rings(name) -> list[list[tuple[float, float]]]:
    """The polygons of a file in units of its map."""
    text = (Path(settings.BASE_DIR) / "static/img" / name).read_text()
    found = []
    for start, line in re.findall(r"M([\d ]+)l([-\d ]+)z", re.search(r' d="(.*?)"', text).group(1)):
        x, y = map(int, start.split())
        points = [(x / 10, y / 10)]
        numbers = [int(number) for number in re.findall(r"-?\d+", line)]
        for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + step_x, y + step_y
            points.append((x / 10, y / 10))
        found.append(points)
    return found


def is_land(polygons, point) -> bool:
    """Whether a point lies in an odd number of polygons."""
    x, y = point
    inside = False
    for ring in polygons:
        for (x1, y1), (x2, y2) in zip(ring, ring[1:] + ring[:1], strict=True):
            if (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1):
                inside = not inside
    return inside


INLAND = {
    "Beijing": (116.4, 39.9),
    "Paris": (2.35, 48.86),
    "Madrid": (-3.7, 40.4),
    "Chukotka": (-172, 66.5),
    "Alice Springs": (133.9, -23.7),
    "Brasília": (-47.9, -15.8),
    "Washington": (-77, 38.9),
    "West of Greenland": (-45, 70),
    "East of Greenland": (-24.5, 72),
    "Timbuktu": (-3, 16.8),
}
AT_SEA = {
    "middle of the Pacific": (-160, 0),
    "Denmark Strait": (-28, 67.5),
    "South Atlantic": (-20, -30),
    "Bay of Bengal": (89, 14),
    "Sea of Japan": (135, 40),
    "Gulf of Mexico": (-92, 25),
}


def test_dots_lie_on_the_land_that_is_drawn():
    world = rings("land.svg")
    assert [name for name, place in INLAND.items() if not is_land(world, place_on_world(*place))] == []
    assert [name for name, place in AT_SEA.items() if is_land(world, place_on_world(*place))] == []


def test_dots_lie_on_the_land_of_europe():
    europe = rings("europe.svg")
    inland = {"Paris": (2.35, 48.86), "Madrid": (-3.7, 40.4), "Moscow": (37.6, 55.8), "Rome": (12.5, 41.9)}
    at_sea = {"North Sea": (3, 56), "Adriatic": (16, 42.7), "Black Sea": (34, 43), "Biscay": (-5, 45.5)}
    assert [name for name, place in inland.items() if not is_land(europe, EUROPE.place(*place))] == []
    assert [name for name, place in at_sea.items() if is_land(europe, EUROPE.place(*place))] == []


@pytest.mark.parametrize("name", FRAMES)
def test_the_land_fits_its_frame_and_is_light(name):
    text = (Path(settings.BASE_DIR) / "static/img" / name).read_text()
    frame = FRAMES[name]
    assert f'viewBox="0 0 {10 * frame.width} {10 * frame.height}"' in text
    assert f"img/{name}" == frame.image
    assert len(text) < 25_000
    for ring in rings(name):
        assert all(0 <= x <= frame.width and 0 <= y <= frame.height for x, y in ring)


# --- Dots that lie close together -----------------------------------------------------------------


def test_neighbours_part_and_the_larger_stays():
    dots = [(100, 100, 20), (101, 100, 5), (300, 100, 5)]
    places = spread(dots)
    assert places[0] == (100, 100)
    assert places[2] == (300, 100)
    assert math.dist(places[0], places[1]) == pytest.approx(22.5, rel=0.01)
    assert places[1][1] == 100


def test_dots_at_one_point_part_too():
    places = spread([(50.0, 50.0, 6.0)] * 4)
    for index, one in enumerate(places):
        for other in places[index + 1 :]:
            assert math.dist(one, other) >= 9


dot = st.tuples(st.floats(0, 1000), st.floats(0, 400), st.floats(3, 30))


@given(dots=st.lists(dot, max_size=30))
def test_spreading_ends_and_keeps_every_dot(dots):
    dots.sort(key=lambda found: -found[2])
    places = spread(dots)
    assert len(places) == len(dots)
    assert all(math.isfinite(x) and math.isfinite(y) for x, y in places)
    assert places == spread(dots)
