"""Bar charts that are tables: beside every number stands a bar, so that picture and table cannot disagree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """A number of a chart: its value, the address of the rows behind it ("" for none), its share of the largest."""

    value: int
    url: str
    share: float

    @property
    def width(self) -> str:
        """The length of the bar as an SVG attribute."""
        return f"{100 * self.share:.4g}%"

    @property
    def start(self) -> str:
        """Where the bar begins on an axis that runs from right to left, as an SVG attribute."""
        return f"{100 - 100 * self.share:.4g}%"


@dataclass(frozen=True)
class Row:
    """One line of a chart: its label with an address ("" for none), and a bar for each series."""

    label: str
    url: str
    bars: list[Bar]


@dataclass(frozen=True)
class BarChart:
    """A chart with one scale for all its series. `slug` is unique on the page; `row_heading` says what labels are."""

    slug: str
    title: str
    row_heading: str
    series: Sequence[str]
    rows: list[Row]


def bar_chart(
    slug: str,
    title: str,
    row_heading: str,
    series: Sequence[str],
    rows: Iterable[tuple[str, str, Sequence[tuple[int, str]]]],
) -> BarChart:
    """A chart of numbers that count the same thing in the same way; figures of other origin get a chart of their own.

    Each of `rows` is a label, its address, and for each series a number (not negative) with the address of its rows.
    """
    rows = list(rows)
    largest = max((value for _label, _url, cells in rows for value, _rows in cells), default=0)
    return BarChart(
        slug,
        title,
        row_heading,
        series,
        [
            Row(
                label,
                url,
                [Bar(value, rows_url, value / largest if largest else 0) for value, rows_url in cells],
            )
            for label, url, cells in rows
        ],
    )
