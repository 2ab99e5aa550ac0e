"""Numbers as sources give them: "nearly 200", "about 20", "more than 400"."""

from babel.numbers import format_decimal
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from .enums import Qualifier
from .languages import babel_locale

PHRASES = {
    # Translators: a number that the source gives as approximate, e.g. "about 20".
    Qualifier.ABOUT: _("about %(number)s"),
    # Translators: a number slightly below, e.g. "nearly 200".
    Qualifier.NEARLY: _("nearly %(number)s"),
    # Translators: e.g. "more than 400".
    Qualifier.MORE_THAN: _("more than %(number)s"),
    # Translators: e.g. "at least 15".
    Qualifier.AT_LEAST: _("at least %(number)s"),
    # Translators: e.g. "up to 50".
    Qualifier.UP_TO: _("up to %(number)s"),
}


def localized_number(value, language: str | None = None) -> str:
    """The number with the digits and separators of the language (the active one by default)."""
    return format_decimal(value, locale=babel_locale(language or get_language()))


def qualified_number(value, qualifier: str = Qualifier.EXACT) -> str:
    """The number in words of the active language, as exact as the source: "about 1,400"; "" for None."""
    if value is None:
        return ""
    number = localized_number(value)
    return PHRASES[qualifier] % {"number": number} if qualifier in PHRASES else number


def qualifier_field(what) -> models.CharField:
    """The column that says how exact the number beside it is; `what` is the number's name in the admin."""
    return models.CharField(what, max_length=10, choices=Qualifier, default=Qualifier.EXACT)
