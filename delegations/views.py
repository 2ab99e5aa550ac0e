"""The register of visits and the page of one delegation."""

import datetime

from django.db.models import Exists, OuterRef, Prefetch
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext

from museum_site.core.connections import connected_records
from museum_site.core.languages import prose
from museum_site.core.numbers import localized_number
from museum_site.core.registers import (
    ChoiceFilter,
    CountryFilter,
    PartnerFilter,
    Register,
    YearFilter,
    name_columns,
    year_heading,
    years_between,
)
from partnerships.models import Institution
from partnerships.views import link_partners

from .enums import InstitutionPart, VisitDirection, VisitLevel, VisitPart
from .models import DelegationPage, Visit, VisitInstitution


class VisitRegister(Register):
    """Public visits by year. A listed visit is only a row; one with a page of its own leads to it."""

    filters = (
        YearFilter("year", gettext_lazy("Year"), lambda rows, year, register: rows.in_year(year)),
        CountryFilter(
            "country", gettext_lazy("Country or region"), lambda rows, code, register: rows.in_country(code)
        ),
        ChoiceFilter(
            "direction",
            gettext_lazy("Direction"),
            VisitDirection,
            lambda rows, direction, register: rows.filter(direction=direction),
        ),
        ChoiceFilter(
            "level", gettext_lazy("Level"), VisitLevel, lambda rows, level, register: rows.filter(level=level)
        ),
        PartnerFilter(
            "partner",
            gettext_lazy("Partner"),
            lambda rows, institution, register: rows.with_partner(institution),
        ),
    )

    @cached_property
    def everything(self):
        return Visit.objects.public(self.on)

    def loaded(self, rows):
        institutions = VisitInstitution.objects.select_related("institution").only(
            "visit", "part", "institution__kind", "institution__country", *name_columns("institution__")
        )
        return rows.with_public_page(
            self.on, "registry_number", "direction", "level", "starts", "ends"
        ).prefetch_related("countries", Prefetch("institutions", institutions))

    def prepare(self, rows):
        for row in rows:
            row.public_page = row.page if row.has_public_page else None
            row.heading_words = row.public_page.heading_in() if row.public_page else prose(row, "heading")
            row.visitors = row.institutions_as(InstitutionPart.VISITOR)
            row.hosts = row.institutions_as(InstitutionPart.HOST)
        # A listed visit has no page of its own that would lead to the partners.
        link_partners([part.institution for row in rows for part in row.institutions.all()], self.on)

    def page_order(self):
        pages = DelegationPage.objects.visible(self.on)
        return list(self.ordered(self.everything.filter(page__in=pages)).values_list("page", flat=True))

    def group_of(self, row):
        return year_heading(row.starts)

    @cached_property
    def values_in_use(self):
        facts = set(
            self.everything.annotate(first=Substr("starts", 1, 4), last=Substr("ends", 1, 4))
            .order_by()
            .values_list("first", "last", "direction", "level", "countries__country")
        )
        parts = VisitInstitution.objects.filter(visit__in=self.everything, institution=OuterRef("pk"))
        return {
            "year": years_between((first, last) for first, last, *_rest in facts),
            "country": {country for *_rest, country in facts if country},
            "direction": {direction for _first, _last, direction, _level, _country in facts},
            "level": {level for *_rest, level, _country in facts},
            "partner": list(Institution.objects.filter(Exists(parts)).only("import_key", *name_columns())),
        }

    def count_in_words(self, count):
        # Translators: how many rows the register of delegations has.
        words = ngettext("%(number)s visit", "%(number)s visits", count)
        return words % {"number": localized_number(count)}

    def share_in_words(self, count, total):
        # Translators: how many rows of a register the filters leave; the plural form follows %(total)s.
        words = ngettext("%(number)s of %(total)s visit", "%(number)s of %(total)s visits", total)
        return words % {"number": localized_number(count), "total": localized_number(total)}


def delegation_context(page, now: datetime.datetime | None = None) -> dict:
    """What the page of a delegation prints, at a moment."""
    now = now or timezone.now()
    on = timezone.localdate(now)
    visit = page.visit
    institutions = list(visit.institutions.select_related("institution"))
    roles = list(visit.roles.select_related("person", "institution"))
    link_partners(
        [
            *(row.institution for row in institutions),
            *(role.institution for role in roles if role.institution_id),
        ],
        on,
    )
    return {
        "visit": visit,
        "countries": [row.country for row in visit.countries.all()],
        "institutions": [
            (part, found)
            for part in InstitutionPart
            if (found := [row.institution for row in institutions if row.part == part])
        ],
        "people": [
            (part, found) for part in VisitPart if (found := [role for role in roles if role.part == part])
        ],
        "connections": connected_records(page, on),
        "neighbours": VisitRegister(now=now).neighbours(page),
    }
