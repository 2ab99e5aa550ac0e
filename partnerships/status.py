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
from dataclasses import dataclass

from django.db import models
from django.db.models import Case, CharField, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce

from museum_site.core.partial_dates import LAST_DAY_SUFFIX, PartialDate

from .enums import ActionKind, AgreementStatus, Term

ENDING = {
    ActionKind.TERMINATED: AgreementStatus.TERMINATED,
    ActionKind.COMPLETED: AgreementStatus.COMPLETED,
    ActionKind.EXPIRED: AgreementStatus.EXPIRED,
    ActionKind.SUSPENDED: AgreementStatus.SUSPENDED,
}
PROLONGING = (ActionKind.EXTENDED, ActionKind.RENEWED)
STATE_CHANGING = (*ENDING, *PROLONGING, ActionKind.RESUMED)


@dataclass(frozen=True)
class StatusOn:
    """A status with the date that decided it.

    `since` is the date from which the status holds, `until` the date on which an agreement in force will end;
    either may be None.
    """

    status: AgreementStatus
    since: PartialDate | None = None
    until: PartialDate | None = None


def log_of(agreement) -> list:
    """The actions of an agreement, oldest first."""
    return sorted(
        agreement.actions.all(),
        key=lambda action: (str(action.on), action.sort_order or 0, action.pk or 0),
    )


def last_change(agreement, on: datetime.date):
    """The last action up to a date that changes the state; None where there is none."""
    changes = [
        action for action in log_of(agreement) if action.on.earliest <= on and action.kind in STATE_CHANGING
    ]
    return changes[-1] if changes else None


def end_on(agreement, on: datetime.date) -> PartialDate | None:
    """The end as it is agreed on a date: the last extension's or renewal's up to then, else the agreement's own."""
    prolonged = [
        action.until
        for action in log_of(agreement)
        if action.on.earliest <= on and action.kind in PROLONGING and action.until
    ]
    return prolonged[-1] if prolonged else agreement.valid_until


def status_on(agreement, on: datetime.date) -> StatusOn:
    """The status of an agreement on a date, with its reason."""
    signed, starts = agreement.signed_on, agreement.in_force_from or agreement.signed_on
    if signed is None or signed.earliest > on:
        return StatusOn(AgreementStatus.NOT_SIGNED)
    change = last_change(agreement, on)
    if change and change.kind in ENDING:
        return StatusOn(ENDING[change.kind], since=change.on)
    if agreement.in_force_from and agreement.in_force_from.earliest > on:
        return StatusOn(AgreementStatus.SIGNED, since=signed)
    end = end_on(agreement, on)
    if end and end.latest < on and agreement.term != Term.AUTO_RENEWING:
        return StatusOn(AgreementStatus.EXPIRED, since=end)
    if end is None and agreement.term == Term.UNKNOWN:
        return StatusOn(AgreementStatus.UNKNOWN, since=signed)
    return StatusOn(
        AgreementStatus.IN_FORCE, since=starts, until=end if agreement.term != Term.AUTO_RENEWING else None
    )


def status_expression(on: datetime.date, actions) -> Case:
    """The same rule in SQL; `actions` is the model of the log."""
    day = on.isoformat()
    log = actions.objects.filter(page=OuterRef("pk"), on__lte=day).order_by(
        "-on", Coalesce("sort_order", 0).desc(), "-pk"
    )
    last_change = Subquery(log.filter(kind__in=STATE_CHANGING).values("kind")[:1])
    prolonged = Subquery(log.filter(kind__in=PROLONGING, until__isnull=False).values("until")[:1])
    end = Coalesce(prolonged, "valid_until", output_field=CharField())
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
