"""Status and direction of showings and exhibitions: each rule told once to Python and once to SQL.

Status of a showing, first match wins (docs/decisions/0005-exhibition-status.md): cancelled or postponed as
recorded; no opening date: in preparation; opens later: upcoming; closed before: past; closing date not
recorded: unrecorded; otherwise current, so that the last day and an open end count as current. A partial date
counts from its first possible day and ends with its last.

The status of an exhibition is the first of RANK that one of its showings has.

Direction: shown at home with lenders abroad is incoming, without them at home; shown abroad with lenders at home
is outgoing, without them elsewhere; without any known lender it is unknown.
"""

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Case, CharField, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from museum_site.core.enums import Scope
from museum_site.core.partial_dates import last_day
from partnerships.querysets import in_scope

from .enums import Contribution, Direction, ExhibitionStatus, ShowingState, UnnamedLenders

RANK = (
    ExhibitionStatus.CURRENT,
    ExhibitionStatus.UPCOMING,
    ExhibitionStatus.UNRECORDED,
    ExhibitionStatus.PAST,
    ExhibitionStatus.POSTPONED,
    ExhibitionStatus.CANCELLED,
)
CALLED_OFF = {
    ShowingState.POSTPONED: ExhibitionStatus.POSTPONED,
    ShowingState.CANCELLED: ExhibitionStatus.CANCELLED,
}


def showing_status(showing, on: datetime.date) -> ExhibitionStatus:
    """The status of a showing on a date of its venue."""
    if showing.state in CALLED_OFF:
        return CALLED_OFF[showing.state]
    if showing.opens is None:
        return ExhibitionStatus.IN_PREPARATION
    if showing.opens.earliest > on:
        return ExhibitionStatus.UPCOMING
    if showing.closes and showing.closes.latest < on:
        return ExhibitionStatus.PAST
    if showing.closes is None and showing.closes_unrecorded:
        return ExhibitionStatus.UNRECORDED
    return ExhibitionStatus.CURRENT


def first_in_rank(statuses) -> ExhibitionStatus:
    """The status of an exhibition whose showings have these."""
    found = set(statuses)
    return next((status for status in RANK if status in found), ExhibitionStatus.IN_PREPARATION)


def local_dates(zones, at: datetime.datetime) -> dict[datetime.date, list[str]]:
    """The date that each time zone has at a moment: at most three dates, each with its zones."""
    dates: dict[datetime.date, list[str]] = {}
    for zone in zones:
        dates.setdefault(at.astimezone(ZoneInfo(zone)).date(), []).append(zone)
    return dates


def status_annotations(on: datetime.date | dict[datetime.date, list[str]]) -> dict:
    """The rule for showings in SQL: annotations `zone`, `day` and `status_code`, in this order.

    `on` is a date, or local_dates() for "today" at every venue.
    """
    if isinstance(on, dict):
        day = Case(
            *(When(zone__in=zones, then=Value(date.isoformat())) for date, zones in on.items()),
            default=Value(""),
            output_field=CharField(),
        )
    else:
        day = Value(on.isoformat(), output_field=CharField())
    return {
        "zone": Coalesce("venue__city__time_zone", "city__time_zone", Value(settings.TIME_ZONE)),
        "day": day,
        "status_code": Case(
            *(When(state=state, then=Value(status)) for state, status in CALLED_OFF.items()),
            When(opens__isnull=True, then=Value(ExhibitionStatus.IN_PREPARATION)),
            When(opens__gt=F("day"), then=Value(ExhibitionStatus.UPCOMING)),
            When(
                Q(closes__isnull=False) & Q(LessThan(last_day("closes"), F("day"))),
                then=Value(ExhibitionStatus.PAST),
            ),
            When(closes__isnull=True, closes_unrecorded=True, then=Value(ExhibitionStatus.UNRECORDED)),
            default=Value(ExhibitionStatus.CURRENT),
            output_field=CharField(),
        ),
    }


def lends(exhibition) -> tuple[bool, bool]:
    """Whether lenders at home and whether lenders abroad take part."""
    scopes = [
        row.institution.scope
        for row in exhibition.contributions.all()
        if row.contribution == Contribution.LENDER
    ]
    home = Scope.DOMESTIC in scopes or exhibition.unnamed_lenders in (
        UnnamedLenders.HOME,
        UnnamedLenders.BOTH,
    )
    abroad = any(scope != Scope.DOMESTIC for scope in scopes) or exhibition.unnamed_lenders in (
        UnnamedLenders.ABROAD,
        UnnamedLenders.BOTH,
    )
    return home, abroad


def showing_direction(showing, lenders: tuple[bool, bool]) -> Direction:
    """The direction of a showing; `lenders` is what lends() says of its exhibition."""
    home, abroad = lenders
    country = showing.country
    if not (home or abroad) or not country:
        return Direction.UNKNOWN
    if country == settings.HOME_COUNTRY:
        return Direction.INCOMING if abroad else Direction.AT_HOME
    return Direction.OUTGOING if home else Direction.ELSEWHERE


def direction_annotations(contributions) -> dict:
    """The same rule in SQL, for a queryset of showings; `contributions` is the model of the contributors."""
    lenders = contributions.objects.filter(page=OuterRef("page"), contribution=Contribution.LENDER)
    domestic = in_scope(Scope.DOMESTIC, "institution__")
    home = Exists(lenders.filter(domestic)) | Q(
        page__unnamed_lenders__in=(UnnamedLenders.HOME, UnnamedLenders.BOTH)
    )
    abroad = Exists(lenders.exclude(domestic)) | Q(
        page__unnamed_lenders__in=(UnnamedLenders.ABROAD, UnnamedLenders.BOTH)
    )
    country = Coalesce("venue__city__country", "venue__country", "city__country", Value(""))
    return {
        "shown_in": country,
        "direction_code": Case(
            When(Q(shown_in="") | ~(home | abroad), then=Value(Direction.UNKNOWN)),
            When(Q(shown_in=settings.HOME_COUNTRY) & abroad, then=Value(Direction.INCOMING)),
            When(shown_in=settings.HOME_COUNTRY, then=Value(Direction.AT_HOME)),
            When(home, then=Value(Direction.OUTGOING)),
            default=Value(Direction.ELSEWHERE),
            output_field=CharField(),
        ),
    }
