"""agreements.csv: agreements with their parties, their fields and the people at the ceremony."""

import re
from typing import NamedTuple

from django.utils.translation import gettext as _

from partnerships.enums import CeremonyPart, CooperationField, Instrument, Term
from partnerships.models import AgreementPage

from . import cells
from .kinds import HEADING, SOURCE_COLUMNS, SUMMARY, Kind, check_end, check_heading, set_plain, set_rows
from .pages import publish_changes, publish_new
from .tables import Column

EXCHANGE = "exchange"
INSTRUMENTS = {
    "memorandum_of_understanding": Instrument.MEMORANDUM,
    "strategic_cooperation": Instrument.STRATEGIC_COOPERATION,
    "letter_of_intent": Instrument.LETTER_OF_INTENT,
    "joint_statement": Instrument.DECLARATION,
    "publishing": Instrument.PUBLICATION,
    # The title decides: see instrument_of().
    EXCHANGE: EXCHANGE,
}
# In these tables the host of a ceremony is the one who presided over it (主持人), not the one who invited.
PARTS = {
    "speaker": CeremonyPart.SPEAKER,
    "host": CeremonyPart.PRESIDER,
    "witness": CeremonyPart.WITNESS,
    "attendee": CeremonyPart.ATTENDEE,
}
CEREMONY_ROLE = re.compile(r"(?P<part>[a-z]+)\s*:\s*(?P<name>[^()]+?)\s*(?:\((?P<position>.+)\))?")
CEREMONY_COLUMNS = ("signatories", "ceremony_roles")
NAME = cells.text(200)
POSITION = cells.text(255)


class PersonAt(NamedTuple):
    """A person at a ceremony, as a table names them."""

    name: str
    position: str
    part: str
    party: str | None = None


def signatories(cell: str) -> list[PersonAt] | str:
    """Signatories as "name | position | party key", separated by semicolons; any other text is a note."""
    if "|" not in cell:
        return cells.text(250)(cell)
    found = []
    for entry in cell.split(cells.SEPARATOR):
        parts = [part.strip() for part in entry.split("|")]
        if len(parts) != 3 or not all(parts):
            raise ValueError(
                _("“%(entry)s” is not “name | position | party key”.") % {"entry": entry.strip()}
            )
        found.append(
            PersonAt(NAME(parts[0]), POSITION(parts[1]), CeremonyPart.SIGNATORY, cells.key(parts[2]))
        )
    return found


def ceremony_roles(cell: str) -> list[PersonAt] | str:
    """Roles as "role: name (position)", separated by semicolons; any other text is a note."""
    if ":" not in cell:
        return cells.text(250)(cell)
    found = []
    for entry in cell.split(cells.SEPARATOR):
        match = CEREMONY_ROLE.fullmatch(entry.strip())
        if not match or match["part"] not in PARTS:
            raise ValueError(
                _("“%(entry)s” is not “role: name (position)” with one of the roles %(roles)s.")
                % {"entry": entry.strip(), "roles": ", ".join(PARTS)}
            )
        found.append(PersonAt(NAME(match["name"]), POSITION(match["position"] or ""), PARTS[match["part"]]))
    return found


def named_people(value: list[PersonAt] | str | None) -> list[PersonAt]:
    """The people in a cell of the ceremony; none in a note."""
    return value if isinstance(value, list) else []


def instrument_of(values) -> Instrument:
    """The instrument; one on "exchange" is a framework if its title says so, otherwise unspecified."""
    if values["kind"] != EXCHANGE:
        return values["kind"]
    title = f"{values['title_en'] or ''} {values['title_zh_hans'] or ''}".lower()
    return Instrument.FRAMEWORK if "framework" in title or "框架" in title else Instrument.UNSPECIFIED


class Agreements(Kind):
    """The table of agreements."""

    name = "agreements"
    page_model = AgreementPage
    columns = [
        Column("key", cells.key, required=True),
        Column("kind", cells.choice(INSTRUMENTS), required=True),
        Column("title_en", HEADING),
        Column("title_zh_hans", HEADING),
        Column("party_keys", cells.several(cells.key), required=True),
        Column("signed_on", cells.date),
        Column("place", cells.text(255)),
        Column("valid_until", cells.date),
        Column("areas", cells.several(cells.choice(CooperationField))),
        Column("signatories", signatories),
        Column("ceremony_roles", ceremony_roles),
        Column("summary_en", SUMMARY),
        *SOURCE_COLUMNS,
    ]

    def check(self, row, known):
        values = row.values
        yield from check_heading(row)
        yield from check_end(row, "signed_on", "valid_until")
        yield from known.unknown_keys(row, "party_keys")
        parties = values["party_keys"]
        if len(parties) < 2 and values["kind"] != Instrument.DECLARATION:
            yield row.problem("party_keys", _("An agreement has at least two parties."))
        for column in CEREMONY_COLUMNS:
            yield from self._check_people(row, column, parties)

    def _check_people(self, row, column, parties):
        people = named_people(row.values[column])
        for number, person in enumerate(people):
            if person.party and person.party not in parties:
                yield row.problem(
                    column,
                    _("%(person)s signs for “%(key)s”, which is no party.")
                    % {"person": person.name, "key": person.party},
                )
            if any((person.name, person.part) == (other.name, other.part) for other in people[:number]):
                yield row.problem(column, _("%(person)s stands there twice.") % {"person": person.name})

    def facts(self, values):
        notes = [values[column] for column in CEREMONY_COLUMNS if isinstance(values[column], str)]
        return {
            "instrument": instrument_of(values),
            "heading_en": values["title_en"] or "",
            "heading_zh_hans": values["title_zh_hans"] or "",
            "parties": values["party_keys"],
            "further_parties_unknown": len(values["party_keys"]) < 2,
            "signed_on": values["signed_on"],
            "place_en": values["place"] or "",
            "term": Term.FIXED if values["valid_until"] else Term.UNKNOWN,
            "valid_until": values["valid_until"],
            "fields": values["areas"] or [],
            "roles": [person for column in CEREMONY_COLUMNS for person in named_people(values[column])],
            "ceremony_note_en": " ".join(notes),
            "summary_en": values["summary_en"] or "",
            "sources": values["source"],
            "confidence": values["confidence"],
        }

    def existing(self):
        return AgreementPage.objects.in_bulk(field_name="import_key")

    def create(self, key, facts, store):
        page = AgreementPage(import_key=key, slug=key)
        self._set(page, facts, store)
        store.on_new(self.name, page)
        publish_new(store.parent(AgreementPage), page)
        return [page]

    def update(self, page, changes, store):
        publish_changes(page, lambda version: self._set(version, changes, store))

    def _set(self, page, facts, store):
        set_plain(page, facts, apart=("parties", "fields", "roles"))
        if "parties" in facts:
            parties = [{"institution": store.institutions[key]} for key in facts["parties"]]
            set_rows(page, "parties", parties, identity=("institution",))
        if "fields" in facts:
            set_rows(page, "fields", [{"field": field} for field in facts["fields"]], identity=("field",))
        if "roles" in facts:
            roles = [
                {
                    "person": store.person(person.name),
                    "part": person.part,
                    "position_en": person.position,
                    "institution": store.institutions[person.party] if person.party else None,
                }
                for person in facts["roles"]
            ]
            set_rows(page, "roles", roles, identity=("person", "part"))
