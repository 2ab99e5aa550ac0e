"""Dates as sources give them: a year, a month or a day, never a made-up day.

A partial date is stored as ISO 8601 text of reduced precision ("2018", "2018-09", "2018-09-12"). Such texts
sort and compare in the right order, in Python and in every database, because a shorter text is a prefix of
the days that it covers.
"""

import calendar
import datetime
import re
from dataclasses import dataclass
from functools import total_ordering

from babel.dates import format_date, format_skeleton
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Concat, Length, Substr
from django.db.models.query_utils import DeferredAttribute
from django.forms import CharField as CharFormField
from django.forms import TextInput
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext_lazy as _

from .languages import babel_locale

PATTERN = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$", re.ASCII)
# Later than any real day of the year or month that it completes.
LAST_DAY_SUFFIX = "0000-99-99"


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A year, optionally with month, optionally with day."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self):
        if self.day is not None and self.month is None:
            raise ValueError("a day needs a month")
        datetime.date(self.year, *(1 if part is None else part for part in (self.month, self.day)))

    @classmethod
    def parse(cls, text: str) -> "PartialDate":
        """Read "2018", "2018-09" or "2018-09-12"; anything else raises ValueError."""
        match = PATTERN.match(text.strip())
        if not match:
            raise ValueError(f"not a year, month or day in the form YYYY, YYYY-MM or YYYY-MM-DD: {text!r}")
        return cls(*(int(part) for part in match.groups() if part))

    @classmethod
    def from_date(cls, date: datetime.date) -> "PartialDate":
        """The partial date of day precision for a full date."""
        return cls(date.year, date.month, date.day)

    @property
    def precision(self) -> str:
        """ "year", "month" or "day"."""
        return "day" if self.day else "month" if self.month else "year"

    @property
    def earliest(self) -> datetime.date:
        """The first day that the date can mean."""
        return datetime.date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> datetime.date:
        """The last day that the date can mean."""
        month = self.month or 12
        return datetime.date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def localized(self, language: str | None = None) -> str:
        """The date in the language's own words, no more precise than it is ("avril 2019", "2019年4月")."""
        locale = babel_locale(language or get_language())
        if self.day:
            return format_date(self.earliest, "long", locale)
        return format_skeleton("yMMMM" if self.month else "y", self.earliest, locale=locale)

    def __str__(self):
        return "-".join(
            f"{part:0{width}d}" for part, width in ((self.year, 4), (self.month, 2), (self.day, 2)) if part
        )

    def __lt__(self, other):
        if not isinstance(other, PartialDate):
            return NotImplemented
        return str(self) < str(other)


def span_of_dates(opens, closes) -> tuple[str, dict]:
    """The words of a span of dates as a pattern in the active language, and the dates that the pattern names.

    The same date is named once; without any the pattern is empty.
    """
    if opens and closes and opens != closes:
        # Translators: a span from one date to another; each may be a day, a month or a year.
        return pgettext("span of dates", "{start} – {end}"), {"start": opens, "end": closes}
    if opens and not closes:
        # Translators: a span with an open end. The date may be a day, a month or a year.
        return pgettext("span of dates", "from {date}"), {"date": opens}
    if closes and not opens:
        # Translators: a span with an unknown beginning. The date may be a day, a month or a year.
        return pgettext("span of dates", "until {date}"), {"date": closes}
    return ("{date}", {"date": opens}) if opens else ("", {})


def search_dates(code: str, *dates: PartialDate | None) -> list[str]:
    """What a search in a language finds known dates by: their ISO form and the language's own words."""
    return [form for date in dates if date for form in (str(date), date.localized(code))]


class PartialDateFormField(CharFormField):
    """A text input that takes YYYY, YYYY-MM or YYYY-MM-DD and gives a PartialDate or None."""

    widget = TextInput
    default_error_messages = {
        "invalid": _("Write a year, a month or a day as 2018, 2018-09 or 2018-09-12; the date must exist.")
    }

    def __init__(self, **kwargs):
        kwargs["empty_value"] = None
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("placeholder", "2018-09-12")

    def to_python(self, value):
        value = super().to_python(value)
        if not value or isinstance(value, PartialDate):
            return value or None
        try:
            return PartialDate.parse(value)
        except ValueError as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error


class PartialDateAttribute(DeferredAttribute):
    """Makes a PartialDate of whatever is assigned, so that an unsaved object reads as a saved one."""

    def __set__(self, instance, value):
        instance.__dict__[self.field.attname] = self.field.to_python(value)


class PartialDateField(models.CharField):
    """A PartialDate, stored as text; NULL when unknown. Assigned text must be one (ValidationError)."""

    descriptor_class = PartialDateAttribute
    description = _("A year, month or day")

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 10
        kwargs.setdefault("help_text", _("As precise as the source: 2018, 2018-09 or 2018-09-12."))
        super().__init__(*args, **kwargs)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def from_db_value(self, value, expression, connection):
        return PartialDate.parse(value) if value else None

    def to_python(self, value):
        if value in (None, "") or isinstance(value, PartialDate):
            return value or None
        if isinstance(value, datetime.date):
            return PartialDate.from_date(value)
        try:
            return PartialDate.parse(str(value))
        except ValueError as error:
            raise ValidationError(PartialDateFormField.default_error_messages["invalid"]) from error

    def get_prep_value(self, value):
        if value in (None, ""):
            return None
        return value.isoformat() if isinstance(value, datetime.date) else str(value)

    def value_to_string(self, obj):
        return self.get_prep_value(self.value_from_object(obj))

    def clean(self, value, model_instance):
        value = self.to_python(value)
        if value is None and not self.null:
            raise ValidationError(self.error_messages["null"], code="null")
        if value is None and not self.blank:
            raise ValidationError(self.error_messages["blank"], code="blank")
        return value

    def formfield(self, **kwargs):
        return models.Field.formfield(self, form_class=PartialDateFormField, **kwargs)


def last_day(field: str):
    """SQL text for the last day that the partial date column `field` can mean (2018 → "2018-99-99").

    The first day needs no function: the column itself compares as the first day that it covers.
    """
    return Concat(
        models.F(field),
        Substr(models.Value(LAST_DAY_SUFFIX), Length(models.F(field)) + 1),
        output_field=models.CharField(),
    )


def not_before(end: str, start: str) -> models.Q:
    """A condition for a check constraint: `end` is not before `start`, as far as both are known."""
    return (
        models.Q(**{f"{end}__isnull": True})
        | models.Q(**{f"{start}__isnull": True})
        | models.Q(models.lookups.GreaterThanOrEqual(last_day(end), models.F(start)))
    )


def overlaps(start: str, end: str, year: int) -> models.Q:
    """Rows whose span from `start` to `end` touches the year; a missing end means the start alone."""
    first, last = f"{year:04d}", f"{year:04d}-99-99"
    within = models.Q(**{f"{start}__gte": first, f"{start}__lte": last})
    return within | models.Q(**{f"{start}__lt": first, f"{end}__gte": first})
