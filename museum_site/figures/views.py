"""The page of figures: what the records count, beside what was reported elsewhere, never mixed."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from museum_site.core.registers import Register, YearFilter
from partnerships.views import link_partners

from .indicators import CountedFigure, counted_figures
from .models import ReportedFigure


@dataclass(frozen=True)
class Source:
    """Where a reported figure comes from: `url` and the host's name as `text`, or only a text."""

    text: str
    url: str = ""


def sources_of(figure: ReportedFigure) -> list[Source]:
    """The sources of a figure, one per line or semicolon."""
    lines = [line.strip() for line in figure.source.replace(" ; ", "\n").splitlines() if line.strip()]
    return [
        Source(urlsplit(line).netloc, line) if line.startswith(("http://", "https://")) else Source(line)
        for line in lines
    ]


@dataclass(frozen=True)
class YearOfFigures:
    """One year: counted from the records, and reported elsewhere."""

    year: int
    counted: list[CountedFigure]
    reported: list[ReportedFigure]


class FiguresByYear(Register):
    """Years instead of rows: all that have figures, latest first, or the one that the address names."""

    filters = (YearFilter("year", _("Year"), lambda rows, year, register: rows),)

    def __init__(self, museum, request, now: datetime.datetime | None = None):
        super().__init__(request.GET, now)
        self.museum = museum
        self.request = request

    @cached_property
    def counted(self) -> dict[int, list[CountedFigure]]:
        """By year: what the records count."""
        return counted_figures(self.museum, self.on, self.request)

    @cached_property
    def reported(self) -> dict[int, list[ReportedFigure]]:
        """By year: what was reported elsewhere, the museum's own figures first."""
        figures = ReportedFigure.objects.select_related("indicator", "institution").order_by(
            "institution", "pk"
        )
        by_year = defaultdict(list)
        for figure in sorted(figures, key=lambda figure: figure.institution != self.museum):
            figure.sources = sources_of(figure)
            by_year[figure.year].append(figure)
        link_partners([figure.institution for figure in figures], self.on)
        return by_year

    @cached_property
    def values_in_use(self):
        return {"year": self.counted.keys() | self.reported.keys()}

    def years(self) -> list[YearOfFigures]:
        """The years to print, latest first."""
        wanted = self.value("year")
        years = [wanted] if wanted else sorted(self.values_in_use["year"], reverse=True)
        return [
            YearOfFigures(year, self.counted.get(year, []), self.reported.get(year, [])) for year in years
        ]
