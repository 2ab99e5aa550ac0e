"""Generated facts: dates that meet at the edges of days, months and years, as hypothesis strategies."""

import datetime

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from museum_site.core.partial_dates import PartialDate

# For tests that write each example into the database.
WITH_DATABASE = settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@st.composite
def partial_dates(draw, first=1000, last=9999):
    """Years, months and days from `first` to `last`."""
    day = draw(st.dates(datetime.date(first, 1, 1), datetime.date(last, 12, 31)))
    parts = draw(st.integers(1, 3))
    return PartialDate(*(day.year, day.month, day.day)[:parts])


# Few days, so that generated dates often meet: first and last days of years and months, and their neighbours.
DAYS = [
    datetime.date.fromisoformat(text)
    for text in (
        "2018-12-31",
        "2019-01-01",
        "2019-06-15",
        "2019-12-31",
        "2020-01-01",
        "2020-02-28",
        "2020-02-29",
        "2020-03-01",
        "2020-12-31",
        "2021-01-01",
    )
]
days = st.sampled_from(DAYS)
close_dates = st.builds(
    lambda day, parts: PartialDate(*(day.year, day.month, day.day)[:parts]), days, st.integers(1, 3)
)
maybe_dates = st.none() | close_dates


def not_before(end, start):
    """Return the end, or None where it is before the start: a span that the database takes."""
    return None if end and start and end.latest < start.earliest else end
