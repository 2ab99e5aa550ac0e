"""When a translation was made and when its original was changed since, told by whoever keeps that.

The pages tell a reader that the original is newer without knowing how translations are made: the translators' desk
registers a provider, as the domains do in connections.py.
"""

import datetime
from collections.abc import Callable

from django.utils.translation import gettext as _

from .partial_dates import PartialDate

# The day on which the original was changed, and the day of the translation.
Dates = tuple[datetime.date, datetime.date]
Provider = Callable[..., Dates | None]
_providers: list[Provider] = []


def provides_states(provider: Provider) -> Provider:
    """Register `provider(page, code)`: the Dates of a page in a language whose original is newer, else None."""
    _providers.append(provider)
    return provider


def translation_dates(page, code: str) -> Dates | None:
    """When the original of a page was changed and when its older translation was made; None if it is not older."""
    answers = (provider(page, code) for provider in _providers)
    return next((dates for dates in answers if dates), None)


def newer_original_sentence(changed_on: datetime.date, translated_on: datetime.date) -> str:
    """Tell the reader, in the active language, that the original is newer than the translation."""
    # Translators: above a translated text. Both dates are days, such as "3 May 2026" in your language.
    sentence = _("The original was changed on %(changed)s; this translation is of %(translated)s.")
    return sentence % {
        "changed": PartialDate.from_date(changed_on).localized(),
        "translated": PartialDate.from_date(translated_on).localized(),
    }
