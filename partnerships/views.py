"""The registers of partners and agreements, and the pages of one partner and one agreement."""

import datetime

from django.core.exceptions import ValidationError
from django.db.models import (
    Case,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Value,
    When,
    prefetch_related_objects,
)
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from museum_site.core.connections import connected_records
from museum_site.core.countries import country_name, country_scope
from museum_site.core.enums import Scope
from museum_site.core.languages import name_of
from museum_site.core.numbers import localized_number
from museum_site.core.partial_dates import PartialDate
from museum_site.core.registers import (
    ChoiceFilter,
    CountryFilter,
    DayFilter,
    Filter,
    PartnerFilter,
    Register,
    YearFilter,
    name_columns,
    name_order,
    shown,
    year_heading,
)

from .enums import AgreementStatus, CeremonyPart, CooperationField, InstitutionKind, Instrument
from .models import (
    AgreementDocument,
    AgreementField,
    AgreementPage,
    AgreementParty,
    AgreementRelation,
    CeremonyRole,
    City,
    Commitment,
    Institution,
    PartnerPage,
)
from .status import SUCCEEDING, annotated_log, status_on
from .timeline import course_of, timeline_years
from .words import agreement_in_words


def load_rows(page, *prefetches: Prefetch) -> None:
    """Read the inline rows of a live page with few queries; a draft holds its rows already."""
    if page.pk and not getattr(page, "_cluster_related_objects", None):
        prefetch_related_objects([page], *prefetches)


def link_partners(institutions, on: datetime.date) -> None:
    """Give institutions `partner_url`: the address of their partner page if visitors may see it, else ""."""
    pages = PartnerPage.objects.visible(on).filter(
        institution__in={institution.pk for institution in institutions}
    )
    urls = {page.institution_id: page.url for page in pages.with_heading("institution")}
    for institution in institutions:
        institution.partner_url = urls.get(institution.pk, "")


# --- Partners -------------------------------------------------------------------------------------


class CityFilter(Filter):
    """A city in which partners stand, by its primary key, sorted by name in the active language."""

    @staticmethod
    def key(value):
        return str(value.pk)

    def read(self, text, register):
        for city in self.in_use(register):
            if text == self.key(city):
                return city
        raise ValidationError(_("This register knows no city “%(value)s”.") % {"value": shown(text)})

    def options(self, value, register):
        found = ((self.key(city), name_of(city)) for city in self.in_use(register))
        return sorted(found, key=lambda option: str(option[1]).casefold())


class PartnerRegister(Register):
    """Partners by country or region, in the order of the active language's names."""

    filters = (
        CountryFilter(
            "country", gettext_lazy("Country or region"), lambda rows, code, register: rows.in_country(code)
        ),
        CityFilter(
            "city", gettext_lazy("City"), lambda rows, city, register: rows.filter(institution__city=city)
        ),
        ChoiceFilter(
            "kind", gettext_lazy("Kind"), InstitutionKind, lambda rows, kind, register: rows.of_kind(kind)
        ),
        ChoiceFilter(
            "scope", gettext_lazy("Scope"), Scope, lambda rows, scope, register: rows.in_scope(scope)
        ),
        ChoiceFilter(
            "field",
            gettext_lazy("Field of cooperation"),
            CooperationField,
            lambda rows, field, register: rows.filter(
                Exists(
                    register.agreement_fields.filter(
                        field=field, page__parties__institution=OuterRef("institution")
                    )
                )
            ),
        ),
    )

    @cached_property
    def everything(self):
        return PartnerPage.objects.visible(self.on)

    @cached_property
    def agreement_fields(self):
        """The fields of cooperation of agreements that the public may see."""
        return AgreementField.objects.filter(page__in=AgreementPage.objects.visible(self.on))

    def ordered(self, rows):
        codes = sorted(self.values_in_use["country"], key=country_name)
        by_name = (name_order("institution__"), "pk")
        if not codes:
            # PostgreSQL takes a constant to order by for the number of a column.
            return rows.order_by(*by_name)
        position = Case(
            *(When(institution__country=code, then=Value(index)) for index, code in enumerate(codes)),
            default=Value(len(codes)),
            output_field=IntegerField(),
        )
        return rows.order_by(position, *by_name)

    def page_order(self):
        rows = self.everything.order_by(name_order("institution__"), "pk")
        facts = rows.values_list("pk", "institution__country")
        # As ordered(), which must ask first which countries there are.
        return [pk for pk, country in sorted(facts, key=lambda fact: country_name(fact[1]))]

    def loaded(self, rows):
        return rows.select_related("institution__city").only(
            "id",
            "path",
            "depth",
            "url_path",
            "slug",
            "content_type",
            "live",
            "registry_number",
            "institution__kind",
            "institution__country",
            "institution__city__country",
            *name_columns("institution__", "institution__city__"),
        )

    def group_of(self, row):
        return country_name(row.institution.country)

    @cached_property
    def values_in_use(self):
        facts = set(self.everything.order_by().values_list("institution__country", "institution__kind"))
        fields = self.agreement_fields.filter(
            Exists(self.everything.filter(institution__agreement_parties__page=OuterRef("page")))
        )
        return {
            "country": {country for country, _kind in facts},
            "kind": {kind for _country, kind in facts},
            "scope": {
                Scope.INTERNATIONAL
                if kind == InstitutionKind.INTERNATIONAL_ORGANISATION
                else country_scope(country)
                for country, kind in facts
            },
            "field": set(fields.order_by().values_list("field", flat=True).distinct()),
            "city": list(
                City.objects.filter(Exists(self.everything.filter(institution__city=OuterRef("pk")))).only(
                    "country", *name_columns()
                )
            ),
        }

    def count_in_words(self, count):
        # Translators: how many rows a register has.
        words = ngettext("%(number)s partner", "%(number)s partners", count)
        return words % {"number": localized_number(count)}

    def share_in_words(self, count, total):
        # Translators: how many rows of a register the filters leave; the plural form follows %(total)s.
        words = ngettext("%(number)s of %(total)s partner", "%(number)s of %(total)s partners", total)
        return words % {"number": localized_number(count), "total": localized_number(total)}


def partner_context(page, now: datetime.datetime | None = None) -> dict:
    """What the page of a partner prints at a moment."""
    now = now or timezone.now()
    on = timezone.localdate(now)
    timeline = page.timeline(now)
    parts = list(page.institution.parts.only("kind", "country", *name_columns()))
    link_partners([*parts, *([page.institution.parent] if page.institution.parent_id else [])], on)
    return {
        "institution": page.institution,
        "scope": Scope(page.institution.scope),
        "parts": parts,
        "partner_since": page.partner_since(now, timeline),
        "news": [item for item in connected_records(page, on) if item.kind == "news"],
        "years": timeline_years(timeline),
        "kinds": {item.kind for item in timeline},
        "neighbours": PartnerRegister(now=now).neighbours(page),
    }


# --- Agreements -----------------------------------------------------------------------------------


class AgreementRegister(Register):
    """Agreements by the year of signing, with their status today or on the day that `on` names."""

    filters = (
        YearFilter(
            "year", gettext_lazy("Year of signing"), lambda rows, year, register: rows.signed_in(year)
        ),
        CountryFilter(
            "country", gettext_lazy("Country or region"), lambda rows, code, register: rows.in_country(code)
        ),
        ChoiceFilter(
            "instrument",
            gettext_lazy("Instrument"),
            Instrument,
            lambda rows, instrument, register: rows.filter(instrument=instrument),
        ),
        ChoiceFilter(
            "status",
            gettext_lazy("Status"),
            AgreementStatus,
            lambda rows, status, register: rows.in_status(status, register.status_day),
        ),
        ChoiceFilter(
            "field",
            gettext_lazy("Field of cooperation"),
            CooperationField,
            lambda rows, field, register: rows.in_field(field),
        ),
        PartnerFilter(
            "partner",
            gettext_lazy("Partner"),
            lambda rows, institution, register: rows.with_partner(institution),
        ),
        DayFilter("on", gettext_lazy("Status on the day"), None),
    )

    @cached_property
    def everything(self):
        return AgreementPage.objects.visible(self.on)

    @cached_property
    def status_day(self) -> datetime.date:
        """The day for which statuses are computed."""
        return self.value("on") or self.on

    @property
    def status_day_in_words(self) -> str:
        """That day in the active language."""
        return PartialDate.from_date(self.status_day).localized()

    def loaded(self, rows):
        parties = AgreementParty.objects.select_related("institution").only(
            "page", "institution__kind", "institution__country", *name_columns("institution__")
        )
        facts = ("registry_number", "signed_on", "instrument", "term", "in_force_from", "valid_until")
        return (
            rows.with_log(self.status_day)
            .with_successor(self.on)
            .with_heading(*facts)
            .prefetch_related(Prefetch("parties", parties))
        )

    def prepare(self, rows):
        for row in rows:
            found = status_on(row, self.status_day, annotated_log(row))
            row.status_words = agreement_in_words(row, found, self.status_day, row.successor)

    def group_of(self, row):
        return year_heading(row.signed_on)

    @cached_property
    def values_in_use(self):
        facts = set(
            self.everything.with_status(self.status_day)
            .annotate(year=Substr("signed_on", 1, 4))
            .order_by()
            .values_list("year", "instrument", "status_code")
        )
        fields = AgreementField.objects.filter(page__in=self.everything).order_by()
        parties = AgreementParty.objects.filter(page__in=self.everything, institution=OuterRef("pk"))
        institutions = list(
            Institution.objects.filter(Exists(parties)).only("import_key", "country", *name_columns())
        )
        return {
            "year": {int(year) for year, _instrument, _status in facts if year},
            "country": {institution.country for institution in institutions},
            "instrument": {instrument for _year, instrument, _status in facts},
            "status": {status for _year, _instrument, status in facts},
            "field": set(fields.values_list("field", flat=True).distinct()),
            "partner": institutions,
        }

    def count_in_words(self, count):
        # Translators: how many rows a register has.
        words = ngettext("%(number)s agreement", "%(number)s agreements", count)
        return words % {"number": localized_number(count)}

    def share_in_words(self, count, total):
        # Translators: how many rows of a register the filters leave; the plural form follows %(total)s.
        words = ngettext("%(number)s of %(total)s agreement", "%(number)s of %(total)s agreements", total)
        return words % {"number": localized_number(count), "total": localized_number(total)}


def agreement_context(page, now: datetime.datetime | None = None) -> dict:
    """What the page of an agreement prints, at a moment."""
    now = now or timezone.now()
    on = timezone.localdate(now)
    load_rows(
        page,
        Prefetch("parties", AgreementParty.objects.select_related("institution__city")),
        "fields",
        Prefetch("roles", CeremonyRole.objects.select_related("person", "institution")),
        "actions",
        Prefetch("commitments", Commitment.objects.select_related("kept_by")),
        Prefetch("agreement_documents", AgreementDocument.objects.select_related("document")),
    )
    parties = [party.institution for party in page.parties.all()]
    roles = list(page.roles.all())
    link_partners([*parties, *(role.institution for role in roles if role.institution_id)], on)
    connections = connected_records(page, on)
    agreements = {item.record.pk: item for item in connections if item.kind == "agreement"}
    by_address = {item.url: item for item in connections if item.url}
    commitments = list(page.commitments.all())
    for commitment in commitments:
        # Only what visitors may see is named, so the page is looked for among the connections.
        commitment.kept = by_address.get(commitment.kept_by.url) if commitment.kept_by_id else None
    relations = AgreementRelation.objects.filter(Q(page=page.pk) | Q(earlier=page.pk))
    earlier = [
        (relation.get_kind_display(), agreements[relation.earlier_id])
        for relation in relations
        if relation.earlier_id in agreements
    ]
    later = [
        (relation.get_kind_display(), agreements[relation.page_id])
        for relation in relations
        if relation.page_id in agreements
    ]
    successors = {
        relation.kind
        for relation in relations
        if relation.earlier_id == page.pk and relation.page_id in agreements and relation.kind in SUCCEEDING
    }
    successor = min(successors, default=None)
    return {
        "status_words": agreement_in_words(page, page.status_on(on), on, successor),
        "parties": parties,
        "fields": [field.get_field_display() for field in page.fields.all()],
        "ceremony": [
            (part, people)
            for part in CeremonyPart
            if (people := [role for role in roles if role.part == part])
        ],
        "course": course_of(
            page, on, connections, [(promise, promise.kept) for promise in commitments], earlier, later
        ),
        "commitments": commitments,
        "documents": list(page.agreement_documents.all()),
        "neighbours": AgreementRegister(now=now).neighbours(page),
    }
