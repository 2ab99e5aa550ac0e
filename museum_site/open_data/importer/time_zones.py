"""Which time zone a place is in, by the table of zones that comes with the time zone database."""

import math
import re
from functools import cache
from importlib.resources import files

# A single village, nearer to most of southern Germany than Berlin is.
EXCLAVES = {"Europe/Busingen"}
COORDINATES = re.compile(r"([+-]\d{4,6})([+-]\d{5,7})")


def degrees(text: str) -> float:
    """Degrees of an ISO 6709 coordinate: ±DDMM, ±DDDMM, ±DDMMSS or ±DDDMMSS."""
    sign, digits = (-1 if text[0] == "-" else 1), text[1:]
    seconds = int(digits[-2:]) if len(digits) > 5 else 0
    minutes = int(digits[-4:-2]) if len(digits) > 5 else int(digits[-2:])
    whole = int(digits[:-4] if len(digits) > 5 else digits[:-2])
    return sign * (whole + minutes / 60 + seconds / 3600)


@cache
def zones_by_country() -> dict[str, list[tuple[str, float, float]]]:
    """Name, latitude and longitude of the zones of each country, in the order of the table."""
    zones: dict[str, list[tuple[str, float, float]]] = {}
    for line in (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            country, coordinates, name = line.split("\t")[:3]
            if name in EXCLAVES:
                continue
            latitude, longitude = COORDINATES.fullmatch(coordinates).groups()
            zones.setdefault(country, []).append((name, degrees(latitude), degrees(longitude)))
    return zones


def time_zone(country: str, latitude: float | None = None, longitude: float | None = None) -> str:
    """The zone of the country whose principal place is nearest to the coordinates; without them its first.

    A country without a zone of its own (Bouvet Island) has the zone of its meridian, or UTC.
    """
    zones = zones_by_country().get(country)
    if not zones:
        return "UTC" if longitude is None else f"Etc/GMT{-round(longitude / 15):+d}"
    if latitude is None or longitude is None:
        return zones[0][0]

    def distance(zone: tuple[str, float, float]) -> float:
        _name, north, east = zone
        across = (east - longitude + 180) % 360 - 180
        return math.hypot(north - latitude, across * math.cos(math.radians(latitude)))

    return min(zones, key=distance)[0]
