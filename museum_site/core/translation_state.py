"""Which translations of a page are older than its original, told by whoever keeps that.

The pages tell a reader that the original is newer without knowing how translations are made: the translators' desk
registers a provider, as the domains do in connections.py.
"""

import datetime
from collections.abc import Callable, Mapping
from typing import NamedTuple

from django.utils.translation import gettext as _

from .partial_dates import PartialDate


class NewerOriginal(NamedTuple):
    """The day on which the original was changed, and the day of the translation."""

    changed_on: datetime.date
    translated_on: datetime.date

    @property
    def sentence(self) -> str:
        """What a reader of the translation is told, in the active language."""
        # Translators: above a translated text. Both dates are days, such as "3 May 2026" in your language.
        sentence = _("The original was changed on %(changed)s; this translation is of %(translated)s.")
        return sentence % {
            "changed": PartialDate.from_date(self.changed_on).localized(),
            "translated": PartialDate.from_date(self.translated_on).localized(),
        }


Provider = Callable[..., Mapping[str, NewerOriginal]]
_providers: list[Provider] = []


def provides_newer_originals(provider: Provider) -> Provider:
    """Register `provider(page)`: by code, the languages in which a page's translation is older than its original."""
    _providers.append(provider)
    return provider


def newer_originals(page) -> dict[str, NewerOriginal]:
    """By code, the languages in which the translation of a page is older than its original."""
    return {code: found for provider in _providers for code, found in provider(page).items()}
