"""The page that says how much of the site stands in which language."""

import datetime
from dataclasses import dataclass

from babel.lists import format_list
from babel.numbers import format_percent
from django.conf import settings
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from delegations.models import DelegationPage
from exhibitions.models import ExhibitionPage
from museum_site.core.alternates import localized_path
from museum_site.core.languages import (
    Language,
    active_language,
    babel_locale,
    desk_languages,
    language_name,
    public_languages,
)
from museum_site.core.numbers import localized_number
from museum_site.core.sitemaps import adds_to_sitemaps
from partnerships.models import AgreementPage, PartnerPage

from .models import NewsPage

REGISTERS = (ExhibitionPage, PartnerPage, AgreementPage, DelegationPage, NewsPage)


@dataclass(frozen=True)
class Coverage:
    """How many of `total` records have their own text in a language."""

    count: int
    total: int

    def __add__(self, other):
        return Coverage(self.count + other.count, self.total + other.total)

    @property
    def percent(self) -> int:
        """The share in whole percent, rounded so that 0 and 100 mean none and all; 0 of no records."""
        if not 0 < self.count < self.total:
            return 100 if self.count and self.count == self.total else 0
        return min(max(round(100 * self.count / self.total), 1), 99)

    @property
    def percent_in_words(self) -> str:
        """The share as the reader's language writes it; "" of no records."""
        return (
            format_percent(self.percent / 100, locale=babel_locale(active_language())) if self.total else ""
        )

    @property
    def in_words(self) -> str:
        """The number in words of the active language."""
        numbers = {"number": localized_number(self.count), "total": localized_number(self.total)}
        if not self.total:
            # Translators: in a table of languages: a register in which there are no records yet.
            return _("no records yet")
        if not self.count:
            return _("facts only")
        # Translators: in a table of languages: how many records have their text; the plural form follows %(total)s.
        return ngettext("%(number)s of %(total)s text", "%(number)s of %(total)s texts", self.total) % numbers


@dataclass(frozen=True)
class LanguageRow:
    """A language of the site: the address of its front page, what it covers in all and in each register."""

    language: Language
    address: str
    registers: list[Coverage]

    @property
    def name(self) -> str:
        """What the language is called in the active one."""
        return language_name(self.language.code)

    @property
    def whole(self) -> Coverage:
        """All registers together."""
        return sum(self.registers, Coverage(0, 0))


def language_rows(on: datetime.date) -> list[LanguageRow]:
    """The public languages with what each covers on a date; one query per register."""
    languages = public_languages()
    codes = [item.code for item in languages]
    counts = [model.objects.visible(on).count_texts(codes) for model in REGISTERS]
    return [
        LanguageRow(
            item,
            localized_path("/", item.code),
            [Coverage(found[item.code], found["total"]) for found in counts],
        )
        for item in languages
    ]


def names_in_words(codes) -> str:
    """The names of languages as a list in the active language: "English and Simplified Chinese"."""
    return format_list([language_name(code) for code in codes], locale=babel_locale(active_language()))


@adds_to_sitemaps
def languages_address(on: datetime.date) -> list[str]:
    """The address of this page."""
    return [reverse("languages")]


@require_safe
def languages_page(request):
    """How many records have their text in each language, and how texts and translations are made."""
    translated = [code for code in desk_languages() if code in settings.PUBLIC_LANGUAGES]
    context = {
        "rows": language_rows(timezone.localdate()),
        "registers": [capfirst(model._meta.verbose_name_plural) for model in REGISTERS],
        "source_languages": names_in_words(settings.SOURCE_LANGUAGES),
        "translated_languages": names_in_words(translated),
    }
    return render(request, "pages/languages.html", context)
