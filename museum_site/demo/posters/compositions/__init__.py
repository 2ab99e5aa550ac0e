"""The pictures that a sheet can carry, and where each stands on it."""

from collections.abc import Callable
from typing import NamedTuple

from ..pen import FIELD, HEIGHT, Box, Pen
from .buildings import arcade, arches, caisson, colonnade, domes, lattice, pyramid, roofs, salon, temple
from .landscape import birches, dunes, moon_gate, mountains, parterre, peaks, river, star_map, wreck
from .objects import (
    discs,
    egg,
    gears,
    iris,
    jewel,
    mended_jar,
    petals,
    plates,
    ruff,
    shelf,
    stone,
    tripod,
    vessel,
)
from .patterns import fans, girih, lozenges, robe, roundels, textile
from .strokes import beams, brush_circle, strokes


class Composition(NamedTuple):
    """How a picture is drawn and where it stands: at the foot of the sheet, under the title, or at its head.

    `focus` is x, y, width and height in the field. `clear` tells that the right edge of the field stays empty
    enough for a column of Chinese.
    """

    draw: Callable[[Pen], None]
    focus: Box
    low: bool = False
    clear: bool = False

    @property
    def top(self) -> int:
        """The upper edge of the field on the sheet."""
        return HEIGHT - FIELD if self.low else 0


COMPOSITIONS = {
    "arcade": Composition(arcade, (200, 400, 1200, 900)),
    "arches": Composition(arches, (400, 500, 900, 1000)),
    "beams": Composition(beams, (500, 250, 900, 900)),
    "birches": Composition(birches, (500, 500, 900, 900)),
    "brush_circle": Composition(brush_circle, (230, 330, 1000, 1000), clear=True),
    "caisson": Composition(caisson, (200, 200, 1200, 1200)),
    "colonnade": Composition(colonnade, (300, 200, 1000, 1000)),
    "discs": Composition(discs, (200, 200, 1200, 1200)),
    "domes": Composition(domes, (400, 150, 800, 1000), low=True),
    "dunes": Composition(dunes, (200, 150, 1100, 900), low=True),
    "egg": Composition(egg, (330, 180, 860, 1200), clear=True),
    "fans": Composition(fans, (300, 300, 1000, 1000)),
    "gears": Composition(gears, (200, 300, 1200, 1100)),
    "girih": Composition(girih, (300, 300, 1000, 1000)),
    "iris": Composition(iris, (300, 300, 1000, 1000)),
    "jewel": Composition(jewel, (270, 310, 980, 980), clear=True),
    "lattice": Composition(lattice, (300, 300, 1000, 900)),
    "lozenges": Composition(lozenges, (300, 300, 1000, 1000)),
    "mended_jar": Composition(mended_jar, (330, 230, 860, 1200), clear=True),
    "moon_gate": Composition(moon_gate, (250, 250, 1100, 1100)),
    "mountains": Composition(mountains, (250, 150, 1000, 900), low=True),
    "parterre": Composition(parterre, (300, 300, 1000, 1000)),
    "peaks": Composition(peaks, (250, 150, 1100, 1000), low=True),
    "petals": Composition(petals, (300, 330, 1000, 1000)),
    "plates": Composition(plates, (200, 200, 1200, 1200)),
    "pyramid": Composition(pyramid, (300, 280, 1100, 1000), low=True),
    "river": Composition(river, (250, 200, 900, 900), low=True),
    "robe": Composition(robe, (350, 200, 900, 1000), low=True),
    "roofs": Composition(roofs, (250, 250, 1100, 1000), low=True),
    "roundels": Composition(roundels, (270, 270, 1060, 1060)),
    "ruff": Composition(ruff, (260, 350, 1000, 1000), clear=True),
    "salon": Composition(salon, (200, 200, 1200, 1200)),
    "shelf": Composition(shelf, (200, 200, 1200, 1200)),
    "star_map": Composition(star_map, (250, 250, 1100, 1100)),
    "stone": Composition(stone, (330, 180, 860, 1240), clear=True),
    "strokes": Composition(strokes, (200, 200, 1200, 1200)),
    "temple": Composition(temple, (350, 150, 900, 900), low=True),
    "textile": Composition(textile, (300, 300, 1000, 1000)),
    "tripod": Composition(tripod, (250, 230, 1020, 1200), clear=True),
    "vessel": Composition(vessel, (330, 260, 860, 1200), clear=True),
    "wreck": Composition(wreck, (300, 600, 900, 800), low=True),
}
