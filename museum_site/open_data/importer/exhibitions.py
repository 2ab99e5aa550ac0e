"""exhibitions.csv: exhibitions, each with one showing, with their organisers and lenders."""

from types import SimpleNamespace

from django.utils.translation import gettext as _

from exhibitions.enums import Contribution, Direction, UnnamedLenders
from exhibitions.models import ExhibitionPage, Showing
from exhibitions.status import showing_direction
from museum_site.core.enums import Qualifier, Scope

from . import cells
from .kinds import (
    HEADING,
    SOURCE_COLUMNS,
    SUMMARY,
    Kind,
    check_end,
    check_heading,
    check_qualifier,
    set_plain,
    set_rows,
)
from .pages import publish_changes, publish_new
from .tables import Column

JOINT = "joint"
DIRECTIONS = {"incoming": Direction.INCOMING, "outgoing": Direction.OUTGOING, JOINT: JOINT}
# Where the objects come from if no lender is named.
UNNAMED = {
    Direction.INCOMING: UnnamedLenders.ABROAD,
    Direction.OUTGOING: UnnamedLenders.HOME,
    JOINT: UnnamedLenders.BOTH,
}
SHOWING = ("venue", "city", "opens", "closes", "closes_unrecorded", "objects_count", "objects_qualifier")


class Exhibitions(Kind):
    """The table of exhibitions.

    `direction` is not stored: the site computes it from who lends and who hosts. Where lenders are named it
    must agree with them; where none is named it tells on which side they are.
    """

    name = "exhibitions"
    page_model = ExhibitionPage
    columns = [
        Column("key", cells.key, required=True),
        Column("direction", cells.choice(DIRECTIONS), required=True),
        Column("title_en", HEADING),
        Column("title_zh_hans", HEADING),
        Column("start_date", cells.date),
        Column("end_date", cells.date),
        Column("venue_key", cells.key),
        Column("city", cells.text(255)),
        Column("country", cells.country),
        Column("organiser_keys", cells.several(cells.key)),
        Column("lender_keys", cells.several(cells.key)),
        Column("number_of_objects", cells.whole(0, 100_000_000)),
        Column("summary_en", SUMMARY),
        Column("summary_zh_hans", SUMMARY),
        *SOURCE_COLUMNS,
        Column("number_qualifier", cells.choice(Qualifier)),
    ]

    def check(self, row, known):
        yield from check_heading(row)
        yield from check_end(row, "start_date", "end_date")
        yield from check_qualifier(row, "number_of_objects", "number_qualifier")
        for column in ("venue_key", "organiser_keys", "lender_keys"):
            yield from known.unknown_keys(row, column)
        needed = {row.values["venue_key"], *(row.values["lender_keys"] or ())} - {None}
        if needed <= known.institutions.keys():
            yield from self._check_place(row, known)
            yield from self._check_direction(row, known)

    def _check_place(self, row, known):
        values = row.values
        if not values["venue_key"]:
            for column in ("city", "country"):
                if not values[column]:
                    yield row.problem(column, _("Without a venue, the city and its country are needed."))
            return
        venue = known.institutions[values["venue_key"]]
        for column, there in (("city", venue.city), ("country", venue.shown_in)):
            if values[column] and there and values[column] != there:
                yield row.problem(
                    column,
                    _("The venue “%(venue)s” stands in %(there)s, not in %(here)s.")
                    % {"venue": values["venue_key"], "there": there, "here": values[column]},
                )

    def _check_direction(self, row, known):
        values = row.values
        direction, lenders = values["direction"], values["lender_keys"] or []
        venue = known.institutions.get(values["venue_key"])
        place = SimpleNamespace(country=venue.shown_in if venue else values["country"])
        domestic = [known.institutions[key].scope == Scope.DOMESTIC for key in lenders]
        home, abroad = any(domestic), not all(domestic)
        if not lenders:
            home, abroad = direction in (Direction.OUTGOING, JOINT), direction in (Direction.INCOMING, JOINT)
        if direction == JOINT:
            if not (home and abroad):
                yield row.problem("direction", _("A joint exhibition has lenders at home and abroad."))
            return
        computed = showing_direction(place, (home, abroad))
        if computed != direction:
            yield row.problem(
                "direction",
                _("The lenders and the place make it “%(computed)s”, not “%(told)s”.")
                % {"computed": computed.label, "told": direction.label},
            )

    def facts(self, values):
        lenders = values["lender_keys"] or []
        contributions = [
            *((key, Contribution.ORGANISER) for key in values["organiser_keys"] or []),
            *((key, Contribution.LENDER) for key in lenders),
        ]
        return {
            "heading_en": values["title_en"] or "",
            "heading_zh_hans": values["title_zh_hans"] or "",
            "summary_en": values["summary_en"] or "",
            "summary_zh_hans": values["summary_zh_hans"] or "",
            "contributions": contributions,
            "unnamed_lenders": "" if lenders else UNNAMED[values["direction"]],
            "venue": values["venue_key"],
            "city": None if values["venue_key"] else (values["city"], values["country"]),
            "opens": values["start_date"],
            "closes": values["end_date"],
            # An empty cell means unknown, not an exhibition without an end.
            "closes_unrecorded": values["end_date"] is None,
            "objects_count": values["number_of_objects"],
            "objects_qualifier": values["number_qualifier"] or Qualifier.EXACT,
            "sources": values["source"],
            "confidence": values["confidence"],
        }

    def existing(self):
        return ExhibitionPage.objects.in_bulk(field_name="import_key")

    def create(self, key, facts, store):
        page = ExhibitionPage(import_key=key, slug=key)
        self._set(page, facts, store)
        store.on_new(self.name, page)
        publish_new(store.parent(ExhibitionPage), page)
        return [page]

    def update(self, page, changes, store):
        publish_changes(page, lambda version: self._set(version, changes, store))

    def _set(self, page, facts, store):
        set_plain(page, facts, apart=("contributions", *SHOWING))
        if "contributions" in facts:
            rows = [
                {"institution": store.institutions[key], "contribution": contribution}
                for key, contribution in facts["contributions"]
            ]
            set_rows(page, "contributions", rows, identity=("institution", "contribution"))
        about_showing = {name: facts[name] for name in SHOWING if name in facts}
        if about_showing:
            # The table knows one showing, the first; staff may have added others.
            first, *others = page.showings.all() or [Showing(sort_order=0)]
            set_plain(first, about_showing, apart=("venue", "city"))
            if "venue" in about_showing:
                first.venue = store.institutions.get(about_showing["venue"])
            if "city" in about_showing:
                first.city = store.city(*about_showing["city"]) if about_showing["city"] else None
            page.showings.set([first, *others])
