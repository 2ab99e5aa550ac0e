"""Countries and regions: ISO 3166-1 codes, names from CLDR with the institution's own usage, and scope."""

import re

from babel import Locale
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.forms import TypedChoiceField
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from .enums import Scope
from .languages import babel_locale

# CLDR's two-letter territories that are not ISO 3166-1 entries.
NOT_ISO = {"AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "XK", "ZZ"}
CODES = frozenset(
    code for code in Locale.parse("en").territories if re.fullmatch("[A-Z]{2}", code) and code not in NOT_ISO
)


def country_name(code: str, language: str | None = None) -> str:
    """The name of a country or region in a language (the active one by default); "" for no code."""
    if not code:
        return ""
    language = language or get_language()
    if code in settings.COUNTRY_NAMES:
        with override(language):
            return str(settings.COUNTRY_NAMES[code])
    return babel_locale(language).territories.get(code, code)


def country_choices() -> list[tuple[str, str]]:
    """Code and name of every country and region, sorted by name in the active language."""
    return sorted(((code, country_name(code)) for code in CODES), key=lambda choice: choice[1])


def country_scope(code: str) -> str:
    """Domestic, regional or foreign, as seen from HOME_COUNTRY."""
    if code == settings.HOME_COUNTRY:
        return Scope.DOMESTIC
    return Scope.REGIONAL if code in settings.REGIONAL_TERRITORIES else Scope.FOREIGN


def validate_country(code: str) -> None:
    """Raise ValidationError unless the code is an ISO 3166-1 alpha-2 code."""
    if code not in CODES:
        raise ValidationError(_("%(code)s is not an ISO 3166-1 country code."), params={"code": code})


class CountryField(models.CharField):
    """An ISO 3166-1 alpha-2 code, chosen by name in forms."""

    description = _("Country or region")

    def __init__(self, *args, **kwargs):
        kwargs["max_length"] = 2
        super().__init__(*args, **kwargs)
        self.validators.append(validate_country)

    def deconstruct(self):
        name, path, args, kwargs = super().deconstruct()
        del kwargs["max_length"]
        return name, path, args, kwargs

    def formfield(self, **kwargs):
        def choices():
            return [("", "---------"), *country_choices()]

        return models.Field.formfield(self, form_class=TypedChoiceField, choices=choices, **kwargs)
