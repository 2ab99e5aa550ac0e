"""The map of partners: how many stand in which city, as dots on the land, as rows of a table and in words."""

import math
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override, pgettext

from museum_site.core.countries import country_name
from museum_site.core.languages import Prose, name_of
from museum_site.core.numbers import localized_number
from museum_site.core.registers import name_columns
from museum_site.core.world_map import EUROPE, WORLD, Frame, place_on_world, spread

from .models import City

# The radius, in units of the map, of a dot for one partner, and of the largest dot there may be.
RADIUS, LARGEST = 5.5, 30


def place_in_words(city: str, country: str) -> str:
    """A city and its country or region in the active language; once, where both have one name."""
    # Monaco; Hong Kong, China; 中国香港.
    if country.startswith(city) or country.endswith(city):
        return country
    return city + pgettext("between the parts of a place", ", ") + country


@dataclass
class CityOnMap:
    """A city with the number of its partners and the address of their rows.

    `latitude` and `longitude` are None where they are not known. `city` is None for partners without a city; these
    have no address. Map says `x`, `y` and `radius` when it draws the city.
    """

    city: City | None
    partners: int
    latitude: float | None
    longitude: float | None
    url: str
    words: str
    name: Prose | None
    x: float = 0
    y: float = 0
    radius: float = 0

    @property
    def side(self) -> float:
        """The side of a square as large as the dot."""
        return self.radius * math.sqrt(math.pi)

    @property
    def left(self) -> float:
        """The left edge of that square."""
        return self.x - self.side / 2

    @property
    def top(self) -> float:
        """The upper edge of that square."""
        return self.y - self.side / 2


@dataclass
class Map:
    """One drawing: the land of its frame, and the cities on it, the largest first."""

    frame: Frame
    cities: list[CityOnMap]

    def __post_init__(self):
        largest = max((city.partners for city in self.cities), default=1)
        unit = min(RADIUS, LARGEST / math.sqrt(largest))
        for city in self.cities:
            city.radius = unit * math.sqrt(city.partners)
        places = [(*self._place(city), city.radius) for city in self.cities]
        for city, (x, y) in zip(self.cities, spread(places), strict=True):
            city.x, city.y = x, y

    def _place(self, city: CityOnMap) -> tuple[float, float]:
        at = place_on_world if self.frame is WORLD else self.frame.place
        return at(city.longitude, city.latitude)

    def has_moved(self, city: CityOnMap) -> bool:
        """Whether the city is drawn beside its place, because a larger one would cover it there."""
        return (city.x, city.y) != self._place(city)


class PartnerMap:
    """The cities of the partners that a register holds, as its filters narrow it.

    `address` is that of the page of the register, empty on that page itself. Two queries, whatever there is.
    """

    def __init__(self, register, address: str = ""):
        self.register = register
        self.address = address

    @cached_property
    def cities(self) -> list[CityOnMap]:
        """Every city with partners, those with most first, then by name; partners without a city last."""
        counted = list(self.register.queryset().count_by_city())
        cities = City.objects.only("country", "latitude", "longitude", *name_columns()).in_bulk(
            [row["institution__city"] for row in counted if row["institution__city"]]
        )
        found = [self._on_map(cities.get(row["institution__city"]), row) for row in counted]
        return sorted(found, key=lambda item: (item.city is None, -item.partners, str(item.name)))

    def _on_map(self, city, row) -> CityOnMap:
        partners = row["partners"]
        if city is None:
            return CityOnMap(None, partners, None, None, "", "", None)
        name = name_of(city)
        # The whole label is in the language of the name, so that it can be marked as what it is.
        with override(name.language.code):
            # Translators: a place and how many there are of something, such as "Paris, France: 5 partners".
            words = _("%(place)s: %(count)s") % {
                "place": place_in_words(str(name), country_name(city.country)),
                "count": self.register.count_in_words(partners),
            }
        is_known = city.latitude is not None and city.longitude is not None
        return CityOnMap(
            city=city,
            partners=partners,
            latitude=city.latitude if is_known else row["latitude"],
            longitude=city.longitude if is_known else row["longitude"],
            url=self.address + self.register.address(city=str(city.pk)),
            words=words,
            name=name,
        )

    @cached_property
    def placed(self) -> list[CityOnMap]:
        """The cities that can be drawn."""
        return [
            item
            for item in self.cities
            if item.latitude is not None and item.longitude is not None and item.latitude > WORLD.south
        ]

    @property
    def not_placed(self) -> int:
        """The number of partners that are on no map."""
        everywhere = sum(item.partners for item in self.cities)
        return everywhere - sum(item.partners for item in self.placed)

    def not_placed_in_words(self) -> str:
        """That number, as a sentence."""
        words = ngettext(
            # Translators: under the map.
            "%(number)s partner is not on the map, because its place is not recorded.",
            "%(number)s partners are not on the map, because their place is not recorded.",
            self.not_placed,
        )
        return words % {"number": localized_number(self.not_placed)}

    @cached_property
    def _in_europe(self) -> list[CityOnMap]:
        cities = [item for item in self.placed if EUROPE.holds(item.longitude, item.latitude)]
        everywhere = Map(WORLD, self.placed)
        return cities if any(everywhere.has_moved(item) for item in cities) else []

    @cached_property
    def europe(self) -> Map | None:
        """Europe by itself, where the cities would cover each other on the map of the world; else None."""
        return Map(EUROPE, self._in_europe) if self._in_europe else None

    @cached_property
    def world(self) -> Map:
        """The world, without the cities that are drawn apart."""
        apart = {item.city.pk for item in self._in_europe}
        return Map(WORLD, [item for item in self.placed if item.city.pk not in apart])

    def drawn_apart(self) -> list[tuple[float, float]]:
        """Where on the world those cities lie that are drawn apart."""
        return [place_on_world(item.longitude, item.latitude) for item in self._in_europe]

    @property
    def table(self) -> list[CityOnMap]:
        """The cities by country or region and name, those of the home country like all others."""
        return sorted(
            self.cities,
            key=lambda item: (
                item.city is None,
                item.city and country_name(item.city.country),
                str(item.name),
            ),
        )

    @property
    def countries(self) -> set[str]:
        """The countries and regions that partners belong to: each has a page of its own."""
        return self.register.values_in_use["country"]
