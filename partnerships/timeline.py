"""What stands on the timelines of a partner and of an agreement, derived from their records; nothing is queried.

A date that opens something counts from its first possible day, one that ends something counts to its last, as
for the status of an agreement (status.py).
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.utils.translation import pgettext

from museum_site.core.connections import Connection
from museum_site.core.partial_dates import PartialDate
from museum_site.core.registers import year_heading, years_between

from .enums import ActionKind, Term
from .models import AgreementAction, AgreementPage, Commitment
from .status import ENDING, log_of, read_log

# How many years without a record a timeline mentions; it does not draw time to scale.
SILENT_YEARS = 3

# --- Partner --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class TimelineYear:
    """The records of one year, and the years of silence after it.

    `heading` is the year in the active language, `silence` the first and the last year without any record
    between this year and the next one on the timeline; None where it is too short to be told.
    """

    heading: str
    items: list[Connection]
    silence: tuple[PartialDate, PartialDate] | None = None


def timeline_years(timeline: list[Connection]) -> list[TimelineYear]:
    """A timeline that runs newest first, year by year; records without a date are the last group."""
    covered = years_between((str(item.date), str(item.end or item.date)) for item in timeline if item.date)
    years = []
    later = None
    for year, items in groupby(timeline, lambda item: item.date.year if item.date else None):
        silence = None
        if later and year:
            # A long exhibition fills years in which nothing begins.
            filled = max((other for other in covered if other < later), default=year)
            if later - filled > SILENT_YEARS:
                silence = PartialDate(filled + 1), PartialDate(later - 1)
        years.append(TimelineYear(year_heading(PartialDate(year) if year else None), list(items), silence))
        later = year
    return years


# --- Agreement ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Event:
    """One event of an agreement, or where it stands today.

    `kind` is "signed", "in_force", "action", "commitment", "end", "present", "earlier" or "later" (another
    agreement, with the `relation` in words), or the kind of a connection. `words` say what happened, where no
    record does. `is_ahead`: it lies in the future. `commitments` are the one that is due, or those that the
    connected record kept.
    """

    kind: str
    date: PartialDate | None
    is_ahead: bool = False
    words: str = ""
    action: AgreementAction | None = None
    connection: Connection | None = None
    relation: str = ""
    commitments: tuple[Commitment, ...] = ()

    @property
    def mark(self) -> str:
        """The shape that marks it: that of its record, of a commitment, or of the agreement itself."""
        if self.connection:
            return self.connection.kind
        return "commitment" if self.commitments else "agreement"


@dataclass(frozen=True)
class Course:
    """The events of an agreement, oldest first, and those whose date is not known."""

    events: list[Event]
    undated: list[Event]


# What stands first of events on the same day.
ORDER = (
    "earlier",
    "signed",
    "in_force",
    "action",
    "later",
    "agreement",
    "visit",
    "exhibition",
    "news",
    "commitment",
    "end",
)
# Kinds whose date is the last day of something.
CLOSING = ("commitment", "end")

# Related agreements, each with the relation in words.
Relations = Iterable[tuple[str, Connection]]
# Commitments, each with the public record that kept it.
Promises = Iterable[tuple[Commitment, Connection | None]]


def course_of(
    agreement: AgreementPage,
    on: datetime.date,
    connections: Iterable[Connection] = (),
    promises: Promises = (),
    earlier: Relations = (),
    later: Relations = (),
) -> Course:
    """The course of an agreement as known on a date.

    `connections` are the public records connected with it, `earlier` and `later` the related agreements among
    them. A commitment that a public record kept stands with that record, any other at its due date. The event
    "present" stands between what was and what lies ahead.
    """
    related = [item for _relation, item in (*earlier, *later)]

    def connected(kind: str, item: Connection, relation: str = "") -> Event:
        ahead = item.date is not None and item.date.earliest > on
        kept = tuple(promise for promise, kept_by in promises if kept_by == item)
        return Event(kind, item.date, ahead, connection=item, relation=relation, commitments=kept)

    events = [
        *_term(agreement, on),
        *(
            Event("action", action.on, action.on.earliest > on, action.get_kind_display(), action=action)
            for action in log_of(agreement)
        ),
        *(connected("earlier", item, relation) for relation, item in earlier),
        *(connected("later", item, relation) for relation, item in later),
        *(connected(item.kind, item) for item in connections if item not in related),
        *(
            Event("commitment", promise.due, _lasts(promise.due, on), commitments=(promise,))
            for promise, kept_by in promises
            if kept_by is None
        ),
    ]
    dated = sorted((event for event in events if event.date), key=_position)
    return Course(
        [
            *(event for event in dated if not event.is_ahead),
            Event("present", PartialDate.from_date(on)),
            *(event for event in dated if event.is_ahead),
        ],
        [event for event in events if not event.date],
    )


def _lasts(date: PartialDate | None, on: datetime.date) -> bool:
    """Whether the last day of something is not over."""
    return date is not None and date.latest >= on


def _position(event: Event) -> tuple[datetime.date, int]:
    """Where a dated event stands on the line."""
    return event.date.latest if event.kind in CLOSING else event.date.earliest, ORDER.index(event.kind)


def _term(agreement: AgreementPage, on: datetime.date) -> Iterable[Event]:
    """Signing, entry into force and end."""
    signed, starts, log = agreement.signed_on, agreement.in_force_from, read_log(agreement, on)
    end = log.new_end or agreement.valid_until
    if signed:
        ahead = signed.earliest > on
        words = pgettext("timeline", "To be signed") if ahead else pgettext("timeline", "Signed")
        yield Event("signed", signed, ahead, words)
    if starts and starts != signed:
        ahead = starts.earliest > on
        words = pgettext("timeline", "Comes into force") if ahead else pgettext("timeline", "Came into force")
        yield Event("in_force", starts, ahead, words)
    # A suspended agreement still ends; one that was terminated, completed or declared expired has ended by that.
    is_over = log.change in ENDING and log.change != ActionKind.SUSPENDED
    if end and not is_over:
        ahead = _lasts(end, on)
        if agreement.term == Term.AUTO_RENEWING:
            words = (
                pgettext("timeline", "The term ends; the agreement renews itself")
                if ahead
                else pgettext("timeline", "The term ended; the agreement renewed itself")
            )
        else:
            # Translators: an agreement, on the date beside it.
            words = pgettext("timeline", "Ends") if ahead else pgettext("timeline", "Ended")
        yield Event("end", end, ahead, words)
