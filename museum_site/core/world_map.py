"""Where a place lies on the site's maps: longitude and latitude become x and y of a drawing.

Both maps are in Equal Earth, which shows every country as large as it is (Šavrič, Patterson and Jenny 2018,
https://doi.org/10.1080/13658816.2018.1504949). The world is drawn around 150° east, so that East Asia stands in
its middle. It is cut through water only: between Brazil and Africa at 31.5° west and, north of the Denmark
Strait, between Greenland and Svalbard at 10° west. Europe is drawn once more, larger and around its own middle.

script/land draws the land under the dots with the functions of this module; it is the only other user of them.
"""

import math
from dataclasses import dataclass
from functools import cached_property

A1, A2, A3, A4 = 1.340264, -0.081106, 0.000893, 0.003796
M = math.sqrt(3) / 2

# Where the world is cut, in degrees: south and north of a latitude.
CUT_SOUTH, CUT_NORTH, CUT_TURNS_AT = -31.5, -10.0, 67.0


def equal_earth(longitude: float, latitude: float) -> tuple[float, float]:
    """x and y, in radii of the globe, of a point in degrees from the central meridian and the equator.

    Longitudes beyond ±180 continue the map at its side.
    """
    theta = math.asin(M * math.sin(math.radians(latitude)))
    square = theta * theta
    sixth = square**3
    x = (
        math.radians(longitude)
        * math.cos(theta)
        / (M * (A1 + 3 * A2 * square + sixth * (7 * A3 + 9 * A4 * square)))
    )
    y = theta * (A1 + A2 * square + sixth * (A3 + A4 * square))
    return x, y


def from_the_cut(longitude: float, latitude: float) -> float:
    """The longitude, a full turn more or less, at which a point stands on the world: east of the cut."""
    cut = CUT_NORTH if latitude > CUT_TURNS_AT else CUT_SOUTH
    return (longitude - cut) % 360 + cut


@dataclass(frozen=True)
class Frame:
    """A map: what lies between two longitudes and two latitudes, around a meridian, so many units wide.

    `west` may be less than -180 or `east` more than 180. `image` is the static file with its land. `stretch` draws
    the map higher, which keeps areas comparable and gives back their shape to lands far from the equator.
    """

    image: str
    meridian: float
    west: float
    east: float
    south: float
    north: float
    width: int
    stretch: float = 1

    def _plain(self, longitude, latitude):
        x, y = equal_earth(longitude - self.meridian, latitude)
        return x, y * self.stretch

    @cached_property
    def _bounds(self):
        # The widest parallel is the one nearest to the equator; the parallels run from west to east.
        latitudes = [self.south, self.north, max(self.south, min(self.north, 0))]
        xs = [
            self._plain(longitude, latitude)[0]
            for longitude in (self.west, self.east)
            for latitude in latitudes
        ]
        return min(xs), max(xs), self._plain(0, self.south)[1], self._plain(0, self.north)[1]

    @cached_property
    def _scale(self):
        left, right, _bottom, _top = self._bounds
        return self.width / (right - left)

    @cached_property
    def height(self) -> int:
        """How many units it is high."""
        _left, _right, bottom, top = self._bounds
        return math.ceil((top - bottom) * self._scale)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """x from the left and y from the top, in units, of a point in degrees."""
        x, y = self._plain(longitude, latitude)
        left, _right, _bottom, top = self._bounds
        return (x - left) * self._scale, (top - y) * self._scale

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a point lies on the map."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


# The Atlantic west of Dakar and the Arctic have no towns; Antarctica is left out.
WORLD = Frame("img/land.svg", meridian=150, west=-25, east=326, south=-57, north=83.7, width=1000)
EUROPE = Frame(
    "img/europe.svg", meridian=15, west=-11, east=42, south=34.5, north=63.3, width=440, stretch=1.45
)


def place_on_world(longitude: float, latitude: float) -> tuple[float, float]:
    """x and y of a point in degrees on the map of the world."""
    return WORLD.place(from_the_cut(longitude, latitude), latitude)


def spread(dots: list[tuple[float, float, float]]) -> list[tuple[float, float]]:
    """Where to draw dots (x, y and radius, the largest first) so that each can be seen and hit.

    A dot more than half of which would lie within a larger one moves to that one's edge; where many crowd, as far
    as there is room.
    """
    placed: list[tuple[float, float, float]] = []
    for index, (x, y, radius) in enumerate(dots):
        for _attempt in range(20):
            near = next(
                (
                    (other_x, other_y, other_radius + radius / 2)
                    for other_x, other_y, other_radius in placed
                    if math.dist((x, y), (other_x, other_y)) < other_radius + radius / 2
                ),
                None,
            )
            if near is None:
                break
            other_x, other_y, apart = near
            # Two dots at one point part in a direction of their own.
            angle = math.atan2(y - other_y, x - other_x) if (x, y) != (other_x, other_y) else index
            # A little farther than needed, since sums of floats are not exact.
            x, y = other_x + math.cos(angle) * apart * 1.001, other_y + math.sin(angle) * apart * 1.001
        placed.append((x, y, radius))
    return [(x, y) for x, y, _radius in placed]
