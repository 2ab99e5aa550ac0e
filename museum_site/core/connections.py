"""What a record is connected with, told by the domains that know.

Partnerships must show exhibitions and visits without importing them (imports point one way). So each domain
registers a provider; PartnerPage's timeline and "what came of it" ask all of them.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .languages import Prose
from .partial_dates import PartialDate
from .words import StatusWords


@dataclass(frozen=True)
class Connection:
    """One public record in a list of connected records.

    `kind` is "agreement", "exhibition", "visit" or "news"; `date` the date that orders it (None: unknown); `url`
    may be empty for a record that is listed without a page of its own. In a timeline, a record that has a status
    tells it as a code and in words.
    """

    kind: str
    date: PartialDate | None
    end: PartialDate | None
    heading: Prose
    url: str
    record: object
    status: StatusWords | None = None


Provider = Callable[..., Iterable[Connection]]
_institution_providers: list[Provider] = []
_page_providers: list[Provider] = []


def connects_institutions(provider: Provider) -> Provider:
    """Register `provider(institution, now)`: public records in which the institution takes part, at a moment."""
    _institution_providers.append(provider)
    return provider


def connects_pages(provider: Provider) -> Provider:
    """Register `provider(page, on)`: public records that name the page or that the page names."""
    _page_providers.append(provider)
    return provider


def _newest_first(connections: Iterable[Connection]) -> list[Connection]:
    return sorted(connections, key=lambda connection: str(connection.date or ""), reverse=True)


def institution_timeline(institution, now: datetime.datetime) -> list[Connection]:
    """Everything public that ties an institution to the registers at a moment, with its status then.

    Newest first, unknown dates last.
    """
    return _newest_first(item for provider in _institution_providers for item in provider(institution, now))


def connected_records(page, on) -> list[Connection]:
    """Every public record connected with a page, newest first, each once."""
    found = {}
    for provider in _page_providers:
        for item in provider(page, on):
            found.setdefault((item.kind, item.record.pk), item)
    return _newest_first(found.values())
