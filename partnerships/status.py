"""Where an agreement stands on a date: one rule, told once to Python and once to SQL.

The rule, first match wins (docs/decisions/0006-agreement-status.md):

1. no signing date, or signed after the date: not yet signed;
2. the last action that changes the state is a termination, completion, declared expiry or suspension: that;
3. in force only from a later date: signed;
4. an end is known (the last extension's or renewal's, else the one agreed) and has passed: expired, unless the
   agreement renews itself;
5. the term is not known and no end is known: unknown;
6. otherwise: in force.

A partial date counts from its first possible day and ends with its last.
"""

import datetime
from dataclasses import dataclass, fields

from django.db import models
from django.db.models import Case, CharField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from museum_site.core.partial_dates import LAST_DAY_SUFFIX, PartialDate

from .enums import ActionKind, AgreementStatus, RelationKind, Term

ENDING = {
    ActionKind.TERMINATED: AgreementStatus.TERMINATED,
    ActionKind.COMPLETED: AgreementStatus.COMPLETED,
    ActionKind.EXPIRED: AgreementStatus.EXPIRED,
    ActionKind.SUSPENDED: AgreementStatus.SUSPENDED,
}
PROLONGING = (ActionKind.EXTENDED, ActionKind.RENEWED)
STATE_CHANGING = (*ENDING, *PROLONGING, ActionKind.RESUMED)
# Relations by which a later agreement takes the place of an earlier one that has ended.
SUCCEEDING = (RelationKind.RENEWS, RelationKind.REPLACES)


@dataclass(frozen=True)
class StatusOn:
    """A status with the date that decided it.

    `since` is the date from which the status holds, `until` the date on which an agreement in force will end;
    either may be None. `is_prolonged` says of an agreement that its log ends with an extension or renewal of which
    the new end is not known.
    """

    status: AgreementStatus
    since: PartialDate | None = None
    until: PartialDate | None = None
    is_prolonged: bool = False


@dataclass(frozen=True)
class Log:
    """What the log of an agreement says on a date; None for what it does not say.

    `change` is the kind of the last action that changes the state, `changed_on` its date, `changed_until` the new
    end that it brought; `new_end` is the last new end that any extension or renewal brought.
    """

    change: str | None = None
    changed_on: PartialDate | None = None
    changed_until: PartialDate | None = None
    new_end: PartialDate | None = None


def log_of(agreement) -> list:
    """The actions of an agreement, oldest first."""
    return sorted(
        agreement.actions.all(),
        key=lambda action: (str(action.on), action.sort_order or 0, action.pk or 0),
    )


def read_log(agreement, on: datetime.date) -> Log:
    """The log of an agreement on a date, read from its rows."""
    rows = [action for action in log_of(agreement) if action.on.earliest <= on]
    changes = [action for action in rows if action.kind in STATE_CHANGING]
    new_ends = [action.until for action in rows if action.kind in PROLONGING and action.until]
    new_end = new_ends[-1] if new_ends else None
    if not changes:
        return Log(new_end=new_end)
    return Log(changes[-1].kind, changes[-1].on, changes[-1].until, new_end)


def annotated_log(agreement) -> Log:
    """The log of an agreement on the date for which AgreementQuerySet.with_log() annotated it."""
    return Log(*(getattr(agreement, f"log_{field.name}") for field in fields(Log)))


def status_on(agreement, on: datetime.date, log: Log | None = None) -> StatusOn:
    """The status of an agreement on a date, with its reason; `log`, where it is known, saves reading its rows."""
    signed, starts = agreement.signed_on, agreement.in_force_from or agreement.signed_on
    if signed is None or signed.earliest > on:
        return StatusOn(AgreementStatus.NOT_SIGNED)
    log = log or read_log(agreement, on)
    if log.change in ENDING:
        return StatusOn(ENDING[log.change], since=log.changed_on)
    if agreement.in_force_from and agreement.in_force_from.earliest > on:
        return StatusOn(AgreementStatus.SIGNED, since=signed)
    end = log.new_end or agreement.valid_until
    if end and end.latest < on and agreement.term != Term.AUTO_RENEWING:
        is_prolonged = log.change in PROLONGING and log.changed_until is None
        return StatusOn(AgreementStatus.EXPIRED, since=end, is_prolonged=is_prolonged)
    if end is None and agreement.term == Term.UNKNOWN:
        return StatusOn(AgreementStatus.UNKNOWN, since=signed)
    return StatusOn(
        AgreementStatus.IN_FORCE, since=starts, until=end if agreement.term != Term.AUTO_RENEWING else None
    )


def log_annotations(on: datetime.date, actions) -> dict:
    """What read_log() reads, in SQL; `actions` is the model of the log."""
    log = actions.objects.filter(page=OuterRef("pk"), on__lte=on.isoformat()).order_by(
        "-on", Coalesce("sort_order", 0).desc(), "-pk"
    )
    changes = log.filter(kind__in=STATE_CHANGING)
    return {
        "log_change": Subquery(changes.values("kind")[:1]),
        "log_changed_on": Subquery(changes.values("on")[:1]),
        "log_changed_until": Subquery(changes.values("until")[:1]),
        "log_new_end": Subquery(log.filter(kind__in=PROLONGING, until__isnull=False).values("until")[:1]),
    }


def status_expression(on: datetime.date, actions) -> Case:
    """The same rule in SQL; `actions` is the model of the log."""
    day = on.isoformat()
    log = log_annotations(on, actions)
    last_change = log["log_change"]
    end = Coalesce(log["log_new_end"], "valid_until", output_field=CharField())
    end_day = models.functions.Concat(
        end,
        models.functions.Substr(Value(LAST_DAY_SUFFIX), models.functions.Length(end) + 1),
        output_field=CharField(),
    )
    return Case(
        When(Q(signed_on__isnull=True) | Q(signed_on__gt=day), then=Value(AgreementStatus.NOT_SIGNED)),
        *(
            When(models.lookups.Exact(last_change, Value(kind.value)), then=Value(status))
            for kind, status in ENDING.items()
        ),
        When(in_force_from__gt=day, then=Value(AgreementStatus.SIGNED)),
        When(
            ~Q(term=Term.AUTO_RENEWING)
            & Q(models.lookups.IsNull(end, False))
            & Q(models.lookups.LessThan(end_day, Value(day))),
            then=Value(AgreementStatus.EXPIRED),
        ),
        When(Q(models.lookups.IsNull(end, True)) & Q(term=Term.UNKNOWN), then=Value(AgreementStatus.UNKNOWN)),
        default=Value(AgreementStatus.IN_FORCE),
        output_field=CharField(),
    )
