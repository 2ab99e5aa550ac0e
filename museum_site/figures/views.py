"""The page of figures: what the records count, beside what was reported elsewhere, never mixed."""

import datetime
from collections import defaultdict
from dataclasses import dataclass

from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _

from museum_site.core.charts import BarChart, bar_chart
from museum_site.core.partial_dates import PartialDate
from museum_site.core.registers import Register, YearFilter
from museum_site.core.sources import sources_in
from partnerships.views import link_partners

from .indicators import RULES, CountedFigure, counted_figures
from .models import ReportedFigure

# The charts: a title and the codes of the two rules that are compared in it.
CHARTS = (
    (_("Delegations"), ("visits_received", "visits_sent")),
    # Translators: title of a chart of the delegations that a head of state or of government led.
    (_("Delegations at the highest level"), ("visits_by_heads_of_state", "visits_by_heads_of_government")),
    (_("Countries and regions"), ("countries_of_visitors", "destinations_of_experts")),
    # Translators: title of a chart.
    (_("Agreements"), ("agreements_signed", "partners_of_agreements")),
    (_("Exhibitions"), ("exhibitions_incoming", "exhibitions_outgoing")),
)


@dataclass(frozen=True)
class YearOfFigures:
    """One year: counted from the records, and reported elsewhere."""

    year: int
    counted: list[CountedFigure]
    reported: list[ReportedFigure]


def number_with_rows(figure: CountedFigure | None) -> tuple[int, str]:
    """The number of a figure (0 for none) and the address of its rows, if all that is counted stands there."""
    if figure is None:
        return 0, ""
    return figure.counted, figure.url if figure.is_listed_whole else ""


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
            # One per line, or between semicolons as in the tables.
            figure.sources = sources_in(figure.source.replace(" ; ", "\n"))
            by_year[figure.year].append(figure)
        link_partners([figure.institution for figure in figures], self.on)
        return by_year

    def charts(self) -> list[BarChart]:
        """What the records count over all years, from the first to the last with a number; none for a single year.

        A year leads to its figures on this page, a number to its rows if the register shows all that is counted.
        """
        if self.value("year"):
            return []
        labels = {rule.code: rule.label for rule in RULES}
        found = {
            (figure.rule.code, year): figure for year, figures in self.counted.items() for figure in figures
        }
        charts = []
        for title, codes in CHARTS:
            years = {year for code, year in found if code in codes}
            if years:
                rows = [
                    (
                        PartialDate(year).localized(),
                        self.address(year=str(year)),
                        [number_with_rows(found.get((code, year))) for code in codes],
                    )
                    for year in range(min(years), max(years) + 1)
                ]
                charts.append(
                    bar_chart(f"chart-{codes[0]}", title, _("Year"), [labels[code] for code in codes], rows)
                )
        return charts

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
