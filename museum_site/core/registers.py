"""Registers: the rows of a kind of record, narrowed by filters that come from the address.

A register page, its feed and its downloads use one Register, so that they can't disagree about what it holds.
Filters read themselves from the query string. A parameter that no filter knows is ignored. A value that can't
be read leaves its filter out and says so beside it; it is never an error.
"""

import datetime
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf
from django.http import QueryDict
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from .countries import CODES, country_name
from .languages import columns, name_of
from .numbers import localized_number
from .partial_dates import PartialDate

PAGE_SIZE = 20
YEAR = re.compile(r"[1-9]\d{3}", re.ASCII)
DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# How much of a wrong value is shown back to the reader.
SHOWN_CHARACTERS = 40


def shown(text: str) -> str:
    """What a visitor typed, fit to be printed: short and without control characters."""
    return Truncator("".join(char for char in text if char.isprintable())).chars(SHOWN_CHARACTERS)


class Filter:
    """One parameter of a register.

    `name` is the parameter, `label` its name for readers. `narrow(rows, value, register)` gives the rows that
    have the value; it is None for a parameter that chooses no rows. Filters hold nothing of a request;
    BoundFilter does.
    """

    kind = "select"

    def __init__(self, name: str, label, narrow: Callable[[QuerySet, object, "Register"], QuerySet] | None):
        self.name = name
        self.label = label
        self.narrow = narrow

    def read(self, text: str, register: "Register"):
        """The value that a text means; raises ValidationError, with a sentence for the reader, if none."""
        raise NotImplementedError

    @staticmethod
    def key(value) -> str:
        """What stands in the address for a value."""
        return str(value)

    def in_use(self, register: "Register") -> Iterable:
        """The values that visible records have."""
        return register.values_in_use.get(self.name, ())

    def options(self, value, register: "Register") -> list[tuple[str, object]]:
        """Text and label of the values on offer: those in use, and the one that is set."""
        raise NotImplementedError

    def in_words(self, value, register: "Register") -> str:
        """What readers call a value: the label of its option."""
        labels = dict(self.options(value, register))
        return str(labels[self.key(value)])


class ChoiceFilter(Filter):
    """A value of a vocabulary, offered in the order of the vocabulary."""

    def __init__(self, name, label, choices, narrow):
        super().__init__(name, label, narrow)
        self.choices = choices

    def read(self, text, register):
        if text not in self.choices.values:
            raise ValidationError(_("“%(value)s” is not one of the choices.") % {"value": shown(text)})
        return text

    def options(self, value, register):
        in_use = {value, *self.in_use(register)}
        return [choice for choice in self.choices.choices if choice[0] in in_use]


class YearFilter(Filter):
    """A year of four digits, the latest first."""

    def read(self, text, register):
        if not YEAR.fullmatch(text):
            raise ValidationError(_("“%(value)s” is not a year.") % {"value": shown(text)})
        return int(text)

    def options(self, value, register):
        years = {*self.in_use(register), *([value] if value else [])}
        return [(str(year), str(year)) for year in sorted(years, reverse=True)]


class CountryFilter(Filter):
    """A country or region by its ISO 3166-1 code, sorted by name in the active language."""

    def read(self, text, register):
        code = text.upper()
        if code not in CODES:
            raise ValidationError(
                _("“%(value)s” is not the code of a country or region.") % {"value": shown(text)}
            )
        return code

    def options(self, value, register):
        codes = {*self.in_use(register), *([value] if value else [])} - {""}
        return sorted(((code, country_name(code)) for code in codes), key=lambda option: option[1])


class PartnerFilter(Filter):
    """An institution that takes part in visible records, by its import key, or primary key if it has none.

    The register gives the institutions as `values_in_use`. Others are unknown here: that an institution takes
    part in something that is not public must not be told.
    """

    @staticmethod
    def key(institution) -> str:
        """What stands in the address for an institution."""
        return institution.import_key or str(institution.pk)

    def read(self, text, register):
        for institution in self.in_use(register):
            if text in (institution.import_key, str(institution.pk)):
                return institution
        raise ValidationError(_("This register knows no partner “%(value)s”.") % {"value": shown(text)})

    def options(self, value, register):
        found = ((self.key(institution), name_of(institution)) for institution in self.in_use(register))
        return sorted(found, key=lambda option: str(option[1]).casefold())


class DayFilter(Filter):
    """A day as 2019-12-31; typed, not chosen."""

    kind = "day"

    def read(self, text, register):
        try:
            if not DAY.fullmatch(text):
                raise ValueError(text)
            return datetime.date.fromisoformat(text)
        except ValueError as error:
            message = _("“%(value)s” is not a day in the form 2019-12-31.") % {"value": shown(text)}
            raise ValidationError(message) from error

    def options(self, value, register):
        return []

    def in_words(self, value, register):
        return PartialDate.from_date(value).localized()


class BoundFilter:
    """A filter and what an address says about it."""

    def __init__(self, definition: Filter, register: "Register"):
        self.filter = definition
        self.register = register

    @cached_property
    def reading(self) -> tuple[object, str]:
        """Value and error; read when asked for, because one filter may need the value of another."""
        # QueryDict.get() gives the last of repeated parameters.
        text = self.register.query.get(self.filter.name, "").strip()
        if not text:
            return None, ""
        try:
            return self.filter.read(text, self.register), ""
        except ValidationError as error:
            return None, error.message

    @property
    def value(self):
        """The value; None where there is none."""
        return self.reading[0]

    @property
    def error(self) -> str:
        """What is wrong with the value, as a sentence; "" where nothing is."""
        return self.reading[1]

    @property
    def name(self) -> str:
        """The parameter."""
        return self.filter.name

    @property
    def label(self):
        """The name of the filter for readers."""
        return self.filter.label

    @property
    def kind(self) -> str:
        """The kind of control: "select" or "day"."""
        return self.filter.kind

    @property
    def text(self) -> str:
        """The value as it stands in an address; "" where there is none."""
        return "" if self.value is None else self.filter.key(self.value)

    @cached_property
    def options(self) -> list[tuple[str, object]]:
        """Text and label of the values on offer; a label is a text or a Prose that knows its language."""
        return self.filter.options(self.value, self.register)

    @property
    def in_words(self) -> str:
        """What readers call the value; "" where there is none."""
        return "" if self.value is None else self.filter.in_words(self.value, self.register)


class Register:
    """The rows of one register as an address asks for them.

    `query` is the query string (request.GET), `now` the moment of the request; statuses and publicity follow
    it. Subclasses say which rows there are, in which order and groups, and how they are counted in words.
    """

    filters: tuple[Filter, ...] = ()
    page_size = PAGE_SIZE

    def __init__(self, query=None, now: datetime.datetime | None = None):
        self.query = QueryDict() if query is None else query
        self.now = now or timezone.now()
        self.on = timezone.localdate(self.now)

    # What a subclass tells

    @cached_property
    def everything(self) -> QuerySet:
        """All the rows that the public may see."""
        raise NotImplementedError

    def ordered(self, rows: QuerySet) -> QuerySet:
        """The rows in the order of the register."""
        return rows.newest_first()

    def loaded(self, rows: QuerySet) -> QuerySet:
        """The rows with what a listing prints of them, and nothing else."""
        return rows

    def prepare(self, rows: list) -> None:
        """Give the rows of one page what the listing prints and the database can't say."""

    def group_of(self, row):
        """The heading under which a row stands; equal for neighbouring rows of one group."""
        raise NotImplementedError

    @cached_property
    def values_in_use(self) -> dict[str, Iterable]:
        """By the names of the filters: the values that visible records have."""
        return {}

    def count_in_words(self, count: int) -> str:
        """A number of rows in words, for example "42 exhibitions"."""
        raise NotImplementedError

    def share_in_words(self, count: int, total: int) -> str:
        """A part of the rows in words, for example "3 of 42 exhibitions"."""
        raise NotImplementedError

    # What every register does

    @cached_property
    def fields(self) -> list[BoundFilter]:
        """The filters with what the address says about them."""
        return [BoundFilter(definition, self) for definition in self.filters]

    def value(self, name: str):
        """The value of a filter; None if it is not set."""
        return next(field.value for field in self.fields if field.name == name)

    @property
    def errors(self) -> list[str]:
        """A sentence for every filter that could not be read."""
        return [field.error for field in self.fields if field.error]

    @property
    def is_set(self) -> bool:
        """Whether a parameter is set."""
        return any(field.value is not None for field in self.fields)

    @property
    def narrowing(self) -> list[BoundFilter]:
        """The filters that are set and choose rows."""
        return [field for field in self.fields if field.filter.narrow and field.value is not None]

    @property
    def is_filtered(self) -> bool:
        """Whether a filter chooses rows."""
        return bool(self.narrowing)

    def queryset(self) -> QuerySet:
        """The rows that the filters leave, in order, without paging."""
        rows = self.everything
        for field in self.narrowing:
            rows = field.filter.narrow(rows, field.value, self)
        return self.ordered(rows)

    @cached_property
    def counts(self) -> dict[str, int]:
        """The number of all rows ("total") and of those that the filters leave ("matching"), in one query."""
        if not self.is_filtered:
            total = self.everything.count()
            return {"total": total, "matching": total}
        matching = Q(pk__in=self.queryset().order_by().values("pk"))
        return self.everything.aggregate(total=Count("pk"), matching=Count("pk", filter=matching))

    @property
    def total(self) -> int:
        """The number of all rows."""
        return self.counts["total"]

    @cached_property
    def rows(self) -> Page:
        """The page of rows that the address asks for; the nearest page where there is no such page."""
        paginator = Paginator(self.loaded(self.queryset()), self.page_size)
        paginator.count = self.counts["matching"]
        try:
            number = int(self.query.get("page", 1))
        except ValueError:
            number = 1
        page = paginator.page(min(max(number, 1), paginator.num_pages))
        page.object_list = list(page.object_list)
        self.prepare(page.object_list)
        return page

    def groups(self) -> list[tuple[object, list]]:
        """The rows of the page under their headings."""
        return [(heading, list(rows)) for heading, rows in groupby(self.rows, self.group_of)]

    def in_words(self) -> str:
        """How many rows there are, in words."""
        if self.is_filtered:
            return self.share_in_words(self.counts["matching"], self.total)
        return self.count_in_words(self.total)

    def chosen_in_words(self) -> str:
        """What readers call the values that are set, for example "2018 · France"; "" where none is."""
        return " · ".join(words for field in self.fields if (words := field.in_words))

    def view_in_words(self) -> str:
        """What sets this view of the register apart from its first page, for titles; "" for the first page itself."""
        rows, parts = self.rows, [self.chosen_in_words()]
        if rows.number > 1:
            numbers = {
                "number": localized_number(rows.number),
                "pages": localized_number(rows.paginator.num_pages),
            }
            # Translators: in the title of a later page of a register: "Exhibitions · Page 2 of 3".
            parts.append(_("Page %(number)s of %(pages)s") % numbers)
        return " · ".join(part for part in parts if part)

    def first(self, rows: QuerySet, number: int) -> list:
        """The first of some rows in the order of the register, ready to be printed."""
        found = list(self.loaded(self.ordered(rows))[:number])
        self.prepare(found)
        return found

    def page_order(self) -> list[int]:
        """The primary keys of the pages of all rows in the order of the register, by one query."""
        # Only what the order needs, because a database may group by all that is read.
        return [row["pk"] for row in self.ordered(self.everything.values("pk", "registry_number"))]

    def neighbours(self, page) -> "Neighbours":
        """The records before and after a page in the order of the register; two queries."""
        order = self.page_order()
        if page.pk not in order:
            return Neighbours()
        here = order.index(page.pk)
        keys = {"before": order[here - 1] if here else None, "after": next(iter(order[here + 1 :]), None)}
        pages = type(page).objects.filter(pk__in=[key for key in keys.values() if key]).with_texts()
        found = {neighbour.pk: neighbour for neighbour in pages}
        return Neighbours(**{side: found.get(key) for side, key in keys.items()})

    def page_numbers(self) -> list:
        """The numbers of the pages to link to, with an ellipsis for those between."""
        return list(self.rows.paginator.get_elided_page_range(self.rows.number, on_each_side=2, on_ends=1))

    def address(self, **changes) -> str:
        """The query string of this view of the register ("?year=2018"), with changes; no page number.

        Without any filter it is "?", because an empty address would keep the query string of the page.
        """
        query = QueryDict(mutable=True)
        for name, text in ({field.name: field.text for field in self.fields} | changes).items():
            if text:
                query[name] = text
        return f"?{query.urlencode()}"

    @property
    def page_address(self) -> str:
        """What comes before the number of a page in a link."""
        address = self.address()
        return f"{address}{'' if address == '?' else '&'}page="


@dataclass(frozen=True)
class Neighbours:
    """The pages before and after another in a register; None at its ends and for what it does not hold."""

    before: object = None
    after: object = None


class RegisterPage:
    """What the index page of a register adds to a page: its register in the context; a mixin."""

    def register_for(self, query=None, now: datetime.datetime | None = None) -> Register:
        """The register of which this is the page, as a query string asks for it."""
        raise NotImplementedError

    def get_context(self, request, *args, **kwargs):
        register = self.register_for(request.GET)
        context = super().get_context(request, *args, **kwargs)
        return context | {"register": register, "rows": register.rows, "groups": register.groups()}


def year_heading(date: PartialDate | None) -> str:
    """The heading for the rows of a date's year, in the active language."""
    return PartialDate(date.year).localized() if date else _("Date not known")


def name_columns(*prefixes: str) -> list[str]:
    """The columns that name_of() reads, below each prefix ("institution__")."""
    codes = [code.replace("-", "_") for code, _autonym in settings.LANGUAGES]
    return [f"{prefix}name_{code}" for prefix in prefixes or ("",) for code in codes]


def name_order(prefix: str = ""):
    """An expression that orders by the name in the active language or its fallbacks.

    `prefix` is the path to the record ("institution__").
    """
    return Coalesce(*(NullIf(F(f"{prefix}{name}"), Value("")) for name in columns("name")), Value(""))


def years_between(spans: Iterable[tuple[str | None, str | None]]) -> set[int]:
    """Every year that spans of partial dates, as text, touch; a missing end means the start alone."""
    years = set()
    for start, end in spans:
        if start:
            first = int(start[:4])
            years.update(range(first, int((end or start)[:4]) + 1))
    return years
