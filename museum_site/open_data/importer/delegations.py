"""delegations.csv: visits received and paid, with a page for each that is dated to a month or a day."""

from django.utils import timezone
from django.utils.translation import gettext as _

from delegations.enums import InstitutionPart, Publication, VisitDirection, VisitLevel, VisitState
from delegations.models import DelegationPage, Visit

from . import cells
from .kinds import HEADING, SOURCE_COLUMNS, SUMMARY, Kind, check_end, check_heading, set_plain, set_rows
from .pages import publish_changes, publish_new
from .tables import Column

# What a visit and its page have both; what the page has instead of the visit.
SHARED = ("sources", "confidence")
PROSE = ("heading_en", "heading_zh_hans", "summary_en")


class Delegations(Kind):
    """The table of visits, all of which took place."""

    name = "delegations"
    page_model = DelegationPage
    columns = [
        Column("key", cells.key, required=True),
        Column("direction", cells.choice(VisitDirection), required=True),
        Column("date", cells.date, required=True),
        Column("end_date", cells.date),
        Column("level", cells.choice(VisitLevel), required=True),
        Column("countries", cells.several(cells.country)),
        Column("institution_key", cells.key),
        Column("title_en", HEADING),
        Column("title_zh_hans", HEADING),
        Column("summary_en", SUMMARY),
        Column("party_size", cells.whole(1, 100_000)),
        *SOURCE_COLUMNS,
        Column("host_key", cells.key),
    ]

    def check(self, row, known):
        yield from check_heading(row)
        yield from check_end(row, "date", "end_date")
        for column in ("date", "end_date"):
            if row.values[column] and row.values[column].earliest > timezone.localdate():
                yield row.problem(column, _("This is in the future; the table holds visits that took place."))
        for column in ("institution_key", "host_key"):
            yield from known.unknown_keys(row, column)

    def facts(self, values):
        visitor, host = values["institution_key"], values["host_key"]
        institutions = [
            # A museum that is named on both sides is the one that receives: a guest from elsewhere came.
            *([(visitor, InstitutionPart.VISITOR)] if visitor and visitor != host else ()),
            *([(host, InstitutionPart.HOST)] if host else ()),
        ]
        return {
            "direction": values["direction"],
            "starts": values["date"],
            "ends": values["end_date"],
            "level": values["level"],
            "countries": values["countries"] or [],
            "institutions": institutions,
            "heading_en": values["title_en"] or "",
            "heading_zh_hans": values["title_zh_hans"] or "",
            "summary_en": values["summary_en"] or "",
            "size": values["party_size"],
            "sources": values["source"],
            "confidence": values["confidence"],
        }

    def existing(self):
        return Visit.objects.in_bulk(field_name="import_key")

    def create(self, key, facts, store):
        """Make the visit; one that is dated to a year only is listed, any other gets a page."""
        full = facts["starts"].precision != "year"
        visit = Visit(
            import_key=key,
            state=VisitState.TOOK_PLACE,
            publication=Publication.FULL_PAGE if full else Publication.LISTED,
        )
        page = DelegationPage(import_key=key, slug=key) if full else None
        self._set_visit(visit, facts, store, with_prose=not full)
        if page:
            set_plain(page, {name: facts[name] for name in (*SHARED, *PROSE)})
        self._clear(visit, store)
        store.on_new(self.name, visit)
        visit.save()
        if page is None:
            return [visit]
        page.visit = visit
        store.on_new("delegation_pages", page)
        publish_new(store.parent(DelegationPage), page)
        return [visit, page]

    def update(self, visit, changes, store):
        """Write the changes. The publication level stays; clearances are given anew or taken back."""
        page = DelegationPage.objects.filter(visit=visit).first()
        self._set_visit(visit, changes, store, with_prose=page is None)
        visit.take_back_clearances()
        self._clear(visit, store)
        visit.save()
        about_page = {name: changes[name] for name in (*SHARED, *PROSE) if name in changes}
        if page and about_page:
            publish_changes(page, lambda version: set_plain(version, about_page))

    def _clear(self, visit, store):
        if store.cleared_by:
            visit.cleared_first, visit.cleared_second = store.cleared_by

    def _set_visit(self, visit, facts, store, with_prose):
        set_plain(visit, facts, apart=("countries", "institutions", *(() if with_prose else PROSE)))
        if "countries" in facts:
            set_rows(
                visit, "countries", [{"country": code} for code in facts["countries"]], identity=("country",)
            )
        if "institutions" in facts:
            rows = [
                {"institution": store.institutions[key], "part": part} for key, part in facts["institutions"]
            ]
            set_rows(visit, "institutions", rows, identity=("institution", "part"))
