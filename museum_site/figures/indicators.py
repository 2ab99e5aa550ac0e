"""What the records themselves count, year by year: counting rules in code, never stored.

A rule goes through the public and the counted records in which one museum takes part, and gives what is to be
counted with its years. The same thing in the same year counts once. Each number leads to the rows from which
it is counted: the filters of a rule are those of its register.
"""

import datetime
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Exists, OuterRef
from django.db.models.functions import Substr
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from delegations.enums import VisitDirection, VisitLevel
from delegations.models import DelegationIndexPage, Visit
from exhibitions.enums import Direction
from exhibitions.models import ExhibitionIndexPage, ExhibitionPage, Showing
from museum_site.core.models import SectionPage, in_private_section
from museum_site.core.registers import PartnerFilter, years_between
from partnerships.models import AgreementIndexPage, AgreementPage, AgreementParty, Institution


@dataclass(frozen=True)
class VisitFacts:
    """What the rules read of a counted visit, once per country; `is_listed`: the public register shows it."""

    pk: int
    years: set[int]
    direction: str
    level: str
    country: str | None
    is_listed: bool


class Records:
    """The records in which a museum takes part (all records if none is given), as of a date."""

    def __init__(self, museum: Institution | None, on: datetime.date):
        self.museum = museum
        self.on = on

    def with_museum(self, records):
        """The records of a queryset in which the museum takes part."""
        return records.with_partner(self.museum) if self.museum else records

    @cached_property
    def visits(self) -> list[VisitFacts]:
        """Counted visits: some of them are not listed."""
        listed = Visit.objects.public(self.on).filter(pk=OuterRef("pk"))
        rows = (
            self.with_museum(Visit.objects.counted(self.on))
            .annotate(first=Substr("starts", 1, 4), last=Substr("ends", 1, 4), is_listed=Exists(listed))
            .values_list("pk", "first", "last", "direction", "level", "countries__country", "is_listed")
        )
        return [
            VisitFacts(pk, years_between([(first, last)]), direction, level, country, is_listed)
            for pk, first, last, direction, level, country, is_listed in rows
        ]

    @cached_property
    def showings(self) -> list[tuple[int, set[int], str]]:
        """Exhibition, years and direction of each showing of the public exhibitions."""
        rows = (
            Showing.objects.filter(page__in=self.with_museum(ExhibitionPage.objects.visible(self.on)))
            .with_direction()
            .annotate(first=Substr("opens", 1, 4), last=Substr("closes", 1, 4))
            .values_list("page", "first", "last", "direction_code")
        )
        return [(pk, years_between([(first, last)]), direction) for pk, first, last, direction in rows]

    @cached_property
    def parties(self) -> list[tuple[int, int, int]]:
        """Agreement, year of signing and institution of the parties to public agreements signed so far."""
        rows = (
            AgreementParty.objects.filter(
                page__in=self.with_museum(AgreementPage.objects.visible(self.on)),
                page__signed_on__lte=self.on.isoformat(),
            )
            .annotate(year=Substr("page__signed_on", 1, 4))
            .values_list("page", "year", "institution")
        )
        return [(pk, int(year), institution) for pk, year, institution in rows]


# Year, what is counted, and whether the register shows it.
Counted = Iterator[tuple[int, Hashable, bool]]


def visits_of(facts: Iterable[VisitFacts], direction: str, level: str | None = None) -> Counted:
    """Visits of a direction and level."""
    return (
        (year, visit.pk, visit.is_listed)
        for visit in facts
        if visit.direction == direction and level in (None, visit.level)
        for year in visit.years
    )


def countries_of(facts: Iterable[VisitFacts], direction: str, level: str | None = None) -> Counted:
    """Countries and regions of the visits of a direction and level."""
    return (
        (year, visit.country, visit.is_listed)
        for visit in facts
        if visit.country and visit.direction == direction and level in (None, visit.level)
        for year in visit.years
    )


def exhibitions_in(showings: Iterable[tuple[int, set[int], str]], direction: str) -> Counted:
    """Exhibitions on show of which a showing has a direction."""
    with_direction = {pk for pk, _years, code in showings if code == direction}
    return ((year, pk, True) for pk, years, _code in showings if pk in with_direction for year in years)


@dataclass(frozen=True)
class CountingRule:
    """An indicator: its name, how it is counted, and from which rows of which register."""

    code: str
    label: Promise
    count: Callable[[Records], Counted]
    register: type[SectionPage]
    filters: tuple[tuple[str, str], ...] = ()


RULES = (
    CountingRule(
        "visits_received",
        # Translators: a figure of one year, counted from the register of visits.
        _("Delegations received"),
        lambda records: visits_of(records.visits, VisitDirection.INCOMING),
        DelegationIndexPage,
        (("direction", VisitDirection.INCOMING),),
    ),
    CountingRule(
        "visits_by_heads_of_state",
        # Translators: a figure of one year: delegations that a head of state led.
        _("Delegations received, led by a head of state"),
        lambda records: visits_of(records.visits, VisitDirection.INCOMING, VisitLevel.HEAD_OF_STATE),
        DelegationIndexPage,
        (("direction", VisitDirection.INCOMING), ("level", VisitLevel.HEAD_OF_STATE)),
    ),
    CountingRule(
        "visits_by_heads_of_government",
        # Translators: a figure of one year: delegations that a head of government led.
        _("Delegations received, led by a head of government"),
        lambda records: visits_of(records.visits, VisitDirection.INCOMING, VisitLevel.HEAD_OF_GOVERNMENT),
        DelegationIndexPage,
        (("direction", VisitDirection.INCOMING), ("level", VisitLevel.HEAD_OF_GOVERNMENT)),
    ),
    CountingRule(
        "countries_of_visitors",
        # Translators: a figure of one year.
        _("Countries and regions that delegations came from"),
        lambda records: countries_of(records.visits, VisitDirection.INCOMING),
        DelegationIndexPage,
        (("direction", VisitDirection.INCOMING),),
    ),
    CountingRule(
        "visits_sent",
        # Translators: a figure of one year: journeys of the museum's own people.
        _("Delegations sent abroad"),
        lambda records: visits_of(records.visits, VisitDirection.OUTGOING),
        DelegationIndexPage,
        (("direction", VisitDirection.OUTGOING),),
    ),
    CountingRule(
        "destinations_of_experts",
        # Translators: a figure of one year: countries and regions to which the museum's experts travelled.
        _("Destinations of experts’ trips"),
        lambda records: countries_of(records.visits, VisitDirection.OUTGOING, VisitLevel.EXPERT),
        DelegationIndexPage,
        (("direction", VisitDirection.OUTGOING), ("level", VisitLevel.EXPERT)),
    ),
    CountingRule(
        "agreements_signed",
        # Translators: a figure of one year.
        _("Agreements signed"),
        lambda records: ((year, pk, True) for pk, year, _institution in records.parties),
        AgreementIndexPage,
    ),
    CountingRule(
        "partners_of_agreements",
        # Translators: a figure of one year: the other parties to the agreements that were signed.
        _("Partners in the agreements signed"),
        lambda records: (
            (year, institution, True)
            for _pk, year, institution in records.parties
            if records.museum is None or institution != records.museum.pk
        ),
        AgreementIndexPage,
    ),
    CountingRule(
        "exhibitions_incoming",
        # Translators: a figure of one year: exhibitions from abroad that could be seen at home in that year.
        _("Exhibitions from abroad on show"),
        lambda records: exhibitions_in(records.showings, Direction.INCOMING),
        ExhibitionIndexPage,
        (("direction", Direction.INCOMING),),
    ),
    CountingRule(
        "exhibitions_outgoing",
        # Translators: a figure of one year: exhibitions from home that could be seen abroad in that year.
        _("Exhibitions sent abroad on show"),
        lambda records: exhibitions_in(records.showings, Direction.OUTGOING),
        ExhibitionIndexPage,
        (("direction", Direction.OUTGOING),),
    ),
)


@dataclass(frozen=True)
class CountedFigure:
    """A number of a year that the records count.

    `listed` is how many of them the public register shows; `url` leads to those rows, "" if there are none.
    """

    rule: CountingRule
    year: int
    counted: int
    listed: int
    url: str

    @property
    def is_listed_whole(self) -> bool:
        """Whether the register shows everything that is counted."""
        return self.listed == self.counted


def register_addresses(request=None) -> dict[type[SectionPage], str]:
    """The addresses of the registers that visitors may see, by the models of their pages."""
    pages = Page.objects.live().exclude(in_private_section()).exact_type(*{rule.register for rule in RULES})
    return {page.cached_content_type.model_class(): page.get_url(request) for page in pages}


def counted_figures(
    museum: Institution | None, on: datetime.date, request=None
) -> dict[int, list[CountedFigure]]:
    """The figures of every year up to a date, in the order of RULES; what a year has none of is left out."""
    records = Records(museum, on)
    registers = register_addresses(request)
    figures = defaultdict(list)
    for rule in RULES:
        things, listed = defaultdict(set), defaultdict(set)
        for year, thing, is_listed in rule.count(records):
            things[year].add(thing)
            if is_listed:
                listed[year].add(thing)
        for year, counted in things.items():
            if year <= on.year:
                parameters = {"year": year, **{name: str(value) for name, value in rule.filters}}
                if museum:
                    parameters["partner"] = PartnerFilter.key(museum)
                address = registers.get(rule.register)
                url = f"{address}?{urlencode(parameters)}" if address and listed[year] else ""
                figures[year].append(CountedFigure(rule, year, len(counted), len(listed[year]), url))
    return dict(figures)
