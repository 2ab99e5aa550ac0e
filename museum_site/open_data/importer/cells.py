"""What may stand in a cell: one reader for each kind of value.

A reader takes the text of a cell that is not empty and returns its value, or raises ValueError with the
reason in the words of the person who has to correct the table.
"""

import re
from collections.abc import Callable
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

from museum_site.core.countries import CODES
from museum_site.core.partial_dates import PATTERN as DATE
from museum_site.core.partial_dates import PartialDate
from partnerships.models import AUTHORITIES

Reader = Callable[[str], object]

KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
CODE = re.compile(r"[a-z0-9]+(?:_[a-z0-9]+)*", re.ASCII)
NUMBER = re.compile(r"[+-]?\d+(?:\.\d+)?", re.ASCII)
KEY_LENGTH = 80
# Lists inside a cell.
SEPARATOR = ";"
# Addresses may hold a semicolon, so sources are separated by one between spaces.
SOURCE_SEPARATOR = " ; "

check_address = URLValidator(schemes=["http", "https"])


def text(limit: int) -> Reader:
    """Text of at most `limit` characters."""

    def read(cell: str) -> str:
        if len(cell) > limit:
            raise ValueError(
                _("%(length)d characters are too many; %(limit)d fit.")
                % {"length": len(cell), "limit": limit}
            )
        return cell

    return read


def key(cell: str) -> str:
    """The key of a record; it becomes the address of its page."""
    if not KEY.fullmatch(cell) or len(cell) > KEY_LENGTH:
        raise ValueError(
            _("“%(cell)s” is no key: only small letters a–z, digits and hyphens, at most %(limit)d.")
            % {"cell": cell, "limit": KEY_LENGTH}
        )
    return cell


def code(cell: str) -> str:
    """The code of an indicator."""
    if not CODE.fullmatch(cell) or len(cell) > KEY_LENGTH:
        raise ValueError(
            _("“%(cell)s” is no code: only small letters a–z, digits and underscores, at most %(limit)d.")
            % {"cell": cell, "limit": KEY_LENGTH}
        )
    return cell


def choice(choices) -> Reader:
    """One of the values of an enumeration or of a dictionary, which is then looked up."""
    values = choices if isinstance(choices, dict) else {value: value for value in choices.values}

    def read(cell: str):
        if cell not in values:
            raise ValueError(
                _("“%(cell)s” is none of: %(values)s.")
                % {"cell": cell, "values": ", ".join(map(str, values))}
            )
        return values[cell]

    return read


def several(read: Reader) -> Reader:
    """A list of values, each once."""

    def read_all(cell: str) -> list:
        items = [item.strip() for item in cell.split(SEPARATOR)]
        if not all(items):
            raise ValueError(
                _("There is nothing between two semicolons, or before the first or after the last.")
            )
        values = [read(item) for item in items]
        if repeated := next((item for item in items if items.count(item) > 1), None):
            raise ValueError(_("“%(item)s” stands there twice.") % {"item": repeated})
        return values

    return read_all


def sources(cell: str) -> str:
    """Sources, one per line."""
    return "\n".join(source.strip() for source in text(1000)(cell).split(SOURCE_SEPARATOR) if source.strip())


def country(cell: str) -> str:
    """An ISO 3166-1 alpha-2 code."""
    if cell not in CODES:
        raise ValueError(_("“%(cell)s” is no ISO 3166-1 country code, such as FR.") % {"cell": cell})
    return cell


def date(cell: str) -> PartialDate:
    """A year, a month or a day."""
    if not DATE.match(cell):
        raise ValueError(_("“%(cell)s” is no date: write 2018, 2018-09 or 2018-09-12.") % {"cell": cell})
    try:
        return PartialDate.parse(cell)
    except ValueError as error:
        raise ValueError(_("“%(cell)s” is not in the calendar.") % {"cell": cell}) from error


def number(cell: str) -> Decimal:
    """A number with at most two decimals, without separators of thousands."""
    if not NUMBER.fullmatch(cell):
        raise ValueError(
            _("“%(cell)s” is no number: write digits only, such as 1430 or 6.8.") % {"cell": cell}
        )
    value = Decimal(cell)
    if len(cell) > 20 or abs(value) >= 10**14 or value != round(value, 2):
        raise ValueError(_("%(cell)s has too many digits.") % {"cell": cell})
    return value


def within(lowest: int, highest: int) -> Reader:
    """A number, with any decimals, within limits."""

    def read(cell: str) -> float:
        if not NUMBER.fullmatch(cell):
            raise ValueError(
                _("“%(cell)s” is no number: write digits only, such as 1430 or 6.8.") % {"cell": cell}
            )
        if not lowest <= float(cell) <= highest:
            raise ValueError(
                _("%(cell)s is not between %(lowest)d and %(highest)d.")
                % {"cell": cell, "lowest": lowest, "highest": highest}
            )
        return float(cell)

    return read


def whole(lowest: int, highest: int) -> Reader:
    """A whole number within limits."""
    read_within = within(lowest, highest)

    def read(cell: str) -> int:
        value = read_within(cell)
        if not value.is_integer():
            raise ValueError(_("%(cell)s is no whole number.") % {"cell": cell})
        return int(value)

    return read


def address(cell: str) -> str:
    """The address of a website."""
    try:
        check_address(cell)
    except ValidationError as error:
        raise ValueError(_("“%(cell)s” is no web address.") % {"cell": cell}) from error
    return text(200)(cell)


def wikidata(cell: str) -> str:
    """An identifier of Wikidata."""
    if not re.match(AUTHORITIES["wikidata"][0], cell, re.ASCII):
        raise ValueError(_("“%(cell)s” is no Wikidata identifier, such as Q19675.") % {"cell": cell})
    return cell
