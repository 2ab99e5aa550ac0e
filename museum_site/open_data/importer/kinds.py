"""What every table has in common: how its rows are checked, told as facts, and written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model
from django.utils.text import slugify
from django.utils.translation import gettext as _
from wagtail.models import Page

from museum_site.core.enums import Confidence
from partnerships.enums import InstitutionKind
from partnerships.models import City, Institution, Person

from . import cells
from .tables import Column, Problem, Row, Table
from .time_zones import time_zone

SOURCE_COLUMNS = [
    Column("source", cells.sources, required=True),
    Column("confidence", cells.choice(Confidence), True),
]
HEADING = cells.text(255)
SUMMARY = cells.text(2000)

OnNew = Callable[[str, Model], None]


@dataclass(frozen=True)
class Place:
    """What the checks need to know of an institution: what it is, whose it is and where it stands."""

    kind: str
    country: str
    city: str
    city_country: str

    @property
    def scope(self) -> str:
        """Its scope, by the rule of Institution.scope."""
        return Institution(kind=self.kind, country=self.country).scope

    @property
    def shown_in(self) -> str:
        """The country or region in which something is that is shown there."""
        return self.city_country or self.country


class Known:
    """What rows may refer to: the institutions and cities of the database and of the tables."""

    def __init__(self, table: Table):
        # Keys of rows that could not be read: what refers to them is not to blame.
        self.unread = table.unread
        self.cities = set(City.objects.values_list("name_en", "country"))
        self.institutions: dict[str, Place] = {}
        self.wikidata = {}
        columns = ("import_key", "wikidata", "kind", "country", "city__name_en", "city__country")
        for key, wikidata, *place in Institution.objects.exclude(import_key=None).values_list(*columns):
            self.institutions[key] = Place(*(part or "" for part in place))
            self.wikidata[wikidata] = key
        rows = [row.values for row in table.rows]
        self.cities |= {
            (row["city"], row["country"])
            for row in rows
            if row["city"] and row["kind"] != InstitutionKind.EMBASSY
        }
        for row in rows:
            country = self.country_of_city(row["city"], row["kind"], row["country"]) or ""
            self.institutions[row["key"]] = Place(row["kind"], row["country"], row["city"] or "", country)

    def country_of_city(self, city: str | None, kind: str, country: str) -> str | None:
        """The country of the city in which an institution stands; None if it cannot be told.

        An embassy stands in another country than its own: in the one of which the city is known.
        """
        if kind != InstitutionKind.EMBASSY or not city:
            return country if city else None
        found = {other for name, other in self.cities if name == city and other != country}
        return found.pop() if len(found) == 1 else None

    def unknown_keys(self, row: Row, column: str) -> Iterator[Problem]:
        """A problem for every key in a column that no institution has."""
        keys = row.values[column] or []
        for key in [keys] if isinstance(keys, str) else keys:
            if key not in self.institutions and key not in self.unread:
                yield row.problem(column, _("No institution has the key “%(key)s”.") % {"key": key})


class Store:
    """The records that rows are written to and refer to; makes cities and people as they are met."""

    def __init__(self, on_new: OnNew, cleared_by: tuple = (), museum: str | None = None):
        self.on_new = on_new
        self.cleared_by = cleared_by
        self.museum = museum
        self.parents: dict[type[Page], Page] = {}

    @cached_property
    def institutions(self) -> dict[str, Institution]:
        """Institutions by key."""
        return {
            item.import_key: item
            for item in Institution.objects.exclude(import_key=None).select_related("city")
        }

    @cached_property
    def cities(self) -> dict[tuple[str, str], City]:
        """Cities by English name and country."""
        return {(city.name_en, city.country): city for city in City.objects.order_by("-pk")}

    @cached_property
    def people(self) -> dict[str, Person]:
        """People by key."""
        return {person.import_key: person for person in Person.objects.exclude(import_key=None)}

    def city(
        self, name: str, country: str, latitude: float | None = None, longitude: float | None = None
    ) -> City:
        """The city of an English name in a country; a new one gets its time zone from the coordinates."""
        if (name, country) not in self.cities:
            zone = time_zone(country, latitude, longitude)
            city = City(name_en=name, country=country, time_zone=zone)
            self.on_new("cities", city)
            city.save()
            self.cities[name, country] = city
        return self.cities[name, country]

    def person(self, name: str) -> Person:
        """The person of an English name. Two people of one name are one record until staff part them."""
        key = slugify(name, allow_unicode=True)[: cells.KEY_LENGTH]
        if key not in self.people:
            person = Person(import_key=key, name_en=name)
            self.on_new("people", person)
            person.save()
            self.people[key] = person
        return self.people[key]

    def parent(self, model: type[Page]) -> Page:
        """The one page under which pages of a model belong."""
        if model not in self.parents:
            self.parents[model] = parent_of(model)
        return self.parents[model]


def parent_of(model: type[Page]) -> Page | None:
    """The one page under which pages of a model belong; None if the site has no such page."""
    (parent_model,) = model.clean_parent_page_models()
    return parent_model.objects.first()


class Kind:
    """One kind of table; subclasses tell its columns, checks, facts and how to write them.

    `facts` turns the values of a row into facts by name, with keys instead of records, so that two versions
    of a row can be compared. `create` and `update` write facts, `update` only those that changed.
    """

    name: str
    columns: list[Column]
    key_column = "key"
    page_model: type[Page] | None = None

    @property
    def file(self) -> str:
        """The name of the file."""
        return f"{self.name}.csv"

    def key(self, values: dict) -> str:
        """What tells a row from all others."""
        return values["key"]

    def rank(self, values: dict) -> int:
        """Rows of a lower rank are written before those of a higher."""
        return 0

    def check(self, row: Row, known: Known) -> Iterator[Problem]:
        """The faults of a row that its cells alone do not show."""
        raise NotImplementedError

    def facts(self, values: dict) -> dict[str, object]:
        """The facts that a row states."""
        raise NotImplementedError

    def existing(self) -> dict[str, Model]:
        """The records that the database holds, by key."""
        raise NotImplementedError

    def create(self, key: str, facts: dict, store: Store) -> list[Model]:
        """Make the record of a new row, with its page; returns what was made."""
        raise NotImplementedError

    def update(self, record: Model, changes: dict, store: Store) -> None:
        """Write the facts of a row that changed since it was last imported."""
        raise NotImplementedError


def set_plain(record: Model, facts: dict, apart=()) -> None:
    """Set the facts that are fields of the record, all but those named in `apart`."""
    for name, value in facts.items():
        if name not in apart:
            setattr(record, name, value)


def set_rows(record: Model, relation: str, wanted: list[dict], identity: tuple[str, ...]) -> None:
    """Make the inline rows of a record those that are wanted, in this order.

    A row that is there already, by the fields of `identity`, is kept with its translations.
    """
    manager = getattr(record, relation)
    model = manager.model
    names = [model._meta.get_field(name).attname for name in identity]

    def same(row) -> tuple:
        return tuple(getattr(row, name) for name in names)

    there = {same(row): row for row in manager.all()}
    rows = []
    for position, values in enumerate(wanted):
        row = model(**values, sort_order=position)
        kept = there.get(same(row))
        if kept:
            set_plain(kept, {**values, "sort_order": position})
        rows.append(kept or row)
    manager.set(rows)


def check_end(row: Row, start: str, end: str) -> Iterator[Problem]:
    """A problem if the end is before the start."""
    first, last = row.values[start], row.values[end]
    if first and last and last.latest < first.earliest:
        yield row.problem(end, _("%(end)s is before %(start)s.") % {"end": last, "start": first})


def check_heading(row: Row) -> Iterator[Problem]:
    """A problem if a page would have no heading."""
    if not row.values["title_en"] and not row.values["title_zh_hans"]:
        yield row.problem("title_en", _("A title in English or Chinese is needed."))


def check_qualifier(row: Row, number: str, qualifier: str) -> Iterator[Problem]:
    """A problem if there is a qualifier without the number that it is about."""
    if row.values[qualifier] and row.values[number] is None:
        yield row.problem(qualifier, _("There is no number that this could be about."))
