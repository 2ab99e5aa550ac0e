"""The countries and regions of the records: the list of all, and a page for each.

A country or region has a page while a record that the public may see belongs to it. What belongs to it is what
its filter leaves in a register, so that every number leads to as many rows.
"""

import datetime
from dataclasses import dataclass

from babel.lists import format_list
from django.http import Http404, HttpResponsePermanentRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy
from django.views.decorators.http import require_safe
from wagtail.models import Page, Site

from delegations.models import DelegationIndexPage
from delegations.views import VisitRegister
from exhibitions.models import ExhibitionIndexPage
from exhibitions.views import ExhibitionRegister
from museum_site.core.countries import country_name, country_scope
from museum_site.core.enums import Scope
from museum_site.core.languages import active_language, babel_locale
from museum_site.core.models import in_private_section
from museum_site.core.numbers import localized_number
from museum_site.core.registers import Register
from museum_site.core.sitemaps import adds_to_sitemaps
from partnerships.maps import PartnerMap
from partnerships.models import AgreementIndexPage, PartnerIndexPage
from partnerships.views import AgreementRegister, PartnerRegister

# How many rows of each register stand on the page of a country.
ROWS = 6


@dataclass(frozen=True)
class Section:
    """A register as the page of a country shows it: its page, the title and the template of its rows."""

    name: str
    register: type[Register]
    page: type[Page]
    title: str
    row_template: str


SECTIONS = (
    Section(
        "partners", PartnerRegister, PartnerIndexPage, gettext_lazy("Partners"), "components/partner_row.html"
    ),
    Section(
        "agreements",
        AgreementRegister,
        AgreementIndexPage,
        gettext_lazy("Agreements"),
        "components/agreement_row.html",
    ),
    Section(
        "exhibitions",
        ExhibitionRegister,
        ExhibitionIndexPage,
        gettext_lazy("Exhibitions"),
        "components/exhibition_row.html",
    ),
    Section(
        "visits",
        VisitRegister,
        DelegationIndexPage,
        # Translators: the title of a list of visits, not something that somebody does.
        pgettext_lazy("title", "Visits"),
        "components/visit_row.html",
    ),
)


def register_addresses(request) -> dict[type[Page], str]:
    """The addresses of the registers that visitors may see, by the models of their pages."""
    pages = (
        Page.objects.live()
        .exclude(in_private_section())
        .exact_type(*(section.page for section in SECTIONS))
        .descendant_of(Site.find_for_request(request).root_page)
    )
    return {page.cached_content_type.model_class(): page.get_url(request) for page in pages}


def counts_by_country(now: datetime.datetime) -> dict[str, dict[str, int]]:
    """By the names of SECTIONS, the number of public records of every country and region that has any."""
    return {section.name: section.register(now=now).everything.count_by_country() for section in SECTIONS}


def countries_in_use(now: datetime.datetime) -> set[str]:
    """The codes of the countries and regions that have a page at a moment."""
    return set().union(*counts_by_country(now).values())


def countries_in_words(count: int) -> str:
    """A number of countries and regions in words."""
    # Translators: Hong Kong, Macao and Taiwan are regions.
    words = ngettext("%(number)s country or region", "%(number)s countries and regions", count)
    return words % {"number": localized_number(count)}


def country_address(code: str) -> str:
    """The address of the page of a country or region in the active language."""
    return reverse("country", args=[code.lower()])


@adds_to_sitemaps
def country_addresses(on: datetime.date) -> list[str]:
    """The addresses of this module that the public may know on a date, which is today."""
    return [reverse("countries"), *map(country_address, sorted(countries_in_use(timezone.now())))]


@require_safe
def country_list(request):
    """All countries and regions with records, by scope and name, with the number of each kind of record."""
    now = timezone.now()
    counts = counts_by_country(now)
    addresses = register_addresses(request)
    in_words = {section.name: section.register(now=now).count_in_words for section in SECTIONS}
    by_scope = {scope: [] for scope in Scope}
    codes = set().union(*counts.values())
    for code in sorted(codes, key=country_name):
        numbers = [
            (in_words[section.name](number), address_of(addresses, section, code))
            for section in SECTIONS
            if (number := counts[section.name].get(code))
        ]
        by_scope[country_scope(code)].append((code, numbers))
    context = {
        "count_in_words": countries_in_words(len(codes)),
        "scopes": [(scope, countries) for scope, countries in by_scope.items() if countries],
    }
    return render(request, "pages/countries.html", context)


def address_of(addresses: dict[type[Page], str], section: Section, code: str) -> str:
    """The address of the rows of a country in a register, "" if the register is not public."""
    return f"{addresses[section.page]}?country={code}" if section.page in addresses else ""


def described(code: str, counts: list[str]) -> str:
    """A country or region and what there is of it, for search engines: "France: 9 partners and 2 agreements"."""
    # Translators: a place and how many there are of something, such as "France: 9 partners and 2 agreements".
    return _("%(place)s: %(count)s") % {
        "place": country_name(code),
        "count": format_list(counts, locale=babel_locale(active_language())),
    }


@require_safe
def country_page(request, code):
    """What the records tell about one country or region; 404 if no public record belongs to it."""
    code = code.upper()
    now = timezone.now()
    addresses = register_addresses(request)
    ledgers = []
    for section in SECTIONS:
        register = section.register(QueryDict(f"country={code}"), now)
        rows = register.everything.in_country(code)
        count = rows.count()
        if count:
            ledgers.append(
                {
                    "section": section,
                    "count_in_words": register.count_in_words(count),
                    "address": address_of(addresses, section, code),
                    "rows": register.first(rows, ROWS),
                    "is_whole": count <= ROWS,
                }
            )
    if not ledgers:
        raise Http404("no public record of this country or region")
    if request.path != country_address(code):
        return HttpResponsePermanentRedirect(country_address(code))
    partners = PartnerRegister(QueryDict(f"country={code}"), now)
    context = {
        "code": code,
        "scope": Scope(country_scope(code)),
        "description": described(code, [ledger["count_in_words"] for ledger in ledgers]),
        "ledgers": ledgers,
        "partner_map": PartnerMap(partners, addresses[PartnerIndexPage])
        if PartnerIndexPage in addresses
        else None,
    }
    return render(request, "pages/country.html", context)
