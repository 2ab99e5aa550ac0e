"""Where an agreement stands in words, with the date or the number of days that matters.

Days are those of the museum. Only an end whose day is known is counted down to; any other date stays as it is
known.
"""

import datetime

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from museum_site.core.numbers import localized_number
from museum_site.core.partial_dates import PartialDate
from museum_site.core.words import StatusWords, days_until

from .enums import AgreementStatus, RelationKind, Term
from .status import StatusOn

# How many days before its end an agreement counts them.
DAYS_BEFORE_END = 60


def agreement_in_words(agreement, found: StatusOn, on: datetime.date, successor: str | None) -> StatusWords:
    """Where an agreement stands on a date, as `found` then.

    `successor` is the relation by which a later agreement that visitors may see takes its place (one of
    status.SUCCEEDING); None where there is no such agreement.
    """
    status = found.status
    if status == AgreementStatus.IN_FORCE and found.until:
        days = days_until(found.until, on)
        is_due = days is not None and days <= DAYS_BEFORE_END
        return StatusWords(status, _until(found.until, days if is_due else None), is_due)
    if not found.since:
        return StatusWords(status, str(status.label))
    if status == AgreementStatus.EXPIRED:
        sentence = _expired(found, successor)
    elif status == AgreementStatus.IN_FORCE and agreement.term == Term.AUTO_RENEWING:
        # Translators: an agreement; %(date)s is a day, a month or a year.
        sentence = _("In force since %(date)s; renews itself")
    else:
        sentence = _since(status)
    return StatusWords(status, sentence % {"date": found.since.localized()})


def _until(end: PartialDate, days: int | None) -> str:
    """An agreement in force until an end; in so many days, where they are counted."""
    if days is None:
        # Translators: an agreement; %(date)s is a day, a month or a year.
        return _("In force until %(date)s") % {"date": end.localized()}
    if days == 0:
        # Translators: an agreement; today is the last day on which it is in force.
        return _("Ends today")
    if days == 1:
        # Translators: an agreement; tomorrow is the last day on which it is in force.
        return _("Ends tomorrow")
    # Translators: an agreement; the last day on which it is in force comes in so many days, two at least.
    words = ngettext("Ends in %(days)s day", "Ends in %(days)s days", days)
    return words % {"days": localized_number(days)}


def _expired(found: StatusOn, successor: str | None) -> str:
    """The sentence for an agreement that has expired: what came of it, as far as the records tell."""
    if successor == RelationKind.RENEWS:
        # Translators: an agreement; %(date)s is a day, a month or a year.
        return _("Expired %(date)s; renewed by a later agreement")
    if successor == RelationKind.REPLACES:
        # Translators: an agreement; %(date)s is a day, a month or a year.
        return _("Expired %(date)s; replaced by a later agreement")
    if found.is_prolonged:
        # Translators: an agreement; %(date)s is a day, a month or a year.
        return _("Expired: %(date)s")
    # Translators: an agreement; %(date)s is a day, a month or a year.
    return _("Expired %(date)s, not renewed")


def _since(status: AgreementStatus) -> str:
    """The sentence for any other status, with a place for its date."""
    sentences = {
        # Translators: an agreement; %(date)s is a day, a month or a year.
        AgreementStatus.IN_FORCE: _("In force since %(date)s"),
        # Translators: an agreement; %(date)s is a day, a month or a year.
        AgreementStatus.SIGNED: _("Signed: %(date)s; not yet in force"),
        # Translators: an agreement; %(date)s is a day, a month or a year.
        AgreementStatus.UNKNOWN: _("Signed: %(date)s; term not known"),
        # Translators: an agreement; %(date)s is a day, a month or a year.
        AgreementStatus.TERMINATED: _("Terminated: %(date)s"),
        # Translators: an agreement; %(date)s is a day, a month or a year.
        AgreementStatus.COMPLETED: _("Completed: %(date)s"),
        # Translators: an agreement; %(date)s is a day, a month or a year.
        AgreementStatus.SUSPENDED: _("Suspended since: %(date)s"),
    }
    return sentences[status]
