"""The status of showings and exhibitions in words, with the date or the number of days that matters.

Days are those of the venue. Only a date whose day is known is counted down to; any other stays as it is known.
"""

import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from museum_site.core.numbers import localized_number
from museum_site.core.words import StatusWords, days_until

from .enums import ExhibitionStatus

# How many days before its opening and its closing a showing counts them.
DAYS_BEFORE_OPENING = 60
DAYS_BEFORE_CLOSING = 14
# From how many days on an opening or closing is near.
DUE = 14


def showing_in_words(showing, at: datetime.datetime) -> StatusWords:
    """The status of a showing at a moment."""
    on = at.astimezone(ZoneInfo(showing.time_zone)).date()
    status = showing.status(on)
    if status == ExhibitionStatus.CURRENT:
        days = days_until(showing.closes, on)
        return StatusWords(status, _open(showing, days), days is not None and days <= DUE)
    if status == ExhibitionStatus.UPCOMING:
        days = days_until(showing.opens, on)
        return StatusWords(status, _not_yet_open(showing, days), days is not None and days <= DUE)
    if status == ExhibitionStatus.PAST:
        # Translators: an exhibition; %(date)s is a day, a month or a year.
        return StatusWords(status, _("Closed: %(date)s") % {"date": showing.closes.localized()})
    if status == ExhibitionStatus.UNRECORDED:
        # Translators: an exhibition; %(date)s is a day, a month or a year.
        sentence = _("Opened: %(date)s; closing date not recorded") % {"date": showing.opens.localized()}
        return StatusWords(status, sentence)
    return StatusWords(status, str(status.label))


def _open(showing, days: int | None) -> str:
    """A showing that is on, so many days before it closes."""
    if showing.closes is None:
        return str(ExhibitionStatus.CURRENT.label)
    if days == 0:
        # Translators: an exhibition that can be seen today for the last time.
        return _("Last day today")
    if days == 1:
        # Translators: an exhibition that can be seen today and tomorrow, then no more.
        return _("Last day tomorrow")
    if days is not None and days <= DAYS_BEFORE_CLOSING:
        # Translators: an exhibition; its last day comes in so many days, two at least.
        words = ngettext("Closes in %(days)s day", "Closes in %(days)s days", days)
        return words % {"days": localized_number(days)}
    # Translators: an exhibition; %(date)s is a day, a month or a year.
    return _("On now, until %(date)s") % {"date": showing.closes.localized()}


def _not_yet_open(showing, days: int | None) -> str:
    """A showing that is still to come, so many days before it opens."""
    if days == 1:
        # Translators: an exhibition.
        return _("Opens tomorrow")
    if days is not None and days <= DAYS_BEFORE_OPENING:
        # Translators: an exhibition; it opens in so many days, two at least.
        words = ngettext("Opens in %(days)s day", "Opens in %(days)s days", days)
        return words % {"days": localized_number(days)}
    # Translators: an exhibition; %(date)s is a day, a month or a year.
    return _("Opens: %(date)s") % {"date": showing.opens.localized()}


def exhibition_in_words(exhibition, at: datetime.datetime) -> StatusWords:
    """The status of an exhibition at a moment: that of the showing which decides it, the last to close or the
    next to open.
    """
    status = exhibition.status(at=at)
    deciding = [showing for showing in exhibition.showings.all() if showing.status(at=at) == status]
    if not deciding:
        return StatusWords(status, str(status.label))
    if status == ExhibitionStatus.UPCOMING:
        return showing_in_words(min(deciding, key=lambda showing: showing.opens.earliest), at)
    # An open end is later than any date.
    return showing_in_words(
        max(deciding, key=lambda showing: showing.closes.latest if showing.closes else datetime.date.max), at
    )
