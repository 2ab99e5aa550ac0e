"""Statuses as sentences: what is common to the words of every kind of record.

Each domain says its own sentences in its module words.py.
"""

import datetime
from dataclasses import dataclass

from .partial_dates import PartialDate


@dataclass(frozen=True)
class StatusWords:
    """The status of a record on a date, as components/status.html prints it.

    `code` is the value of the domain's vocabulary, `sentence` stands in the active language; `is_due` says that
    the day of the next change is near.
    """

    code: str
    sentence: str
    is_due: bool = False

    def __str__(self):
        return self.sentence


def days_until(date: PartialDate | None, on: datetime.date) -> int | None:
    """The number of days from `on` to a date; None where no day is known. Negative for a date before."""
    return (date.earliest - on).days if date and date.day else None
