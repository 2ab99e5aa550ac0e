"""Institutions, people, partners and agreements in the admin."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.pages.listing import PageFilterSet

from museum_site.core.countries import country_name
from museum_site.core.enums import Scope
from museum_site.core.viewsets import (
    RecordChooserViewSet,
    RecordPageListingViewSet,
    RecordViewSet,
    choice_filter,
    country_filter,
    in_every_language,
    page_columns,
)

from .enums import AgreementStatus, InstitutionKind, Instrument
from .models import (
    AUTHORITIES,
    AgreementIndexPage,
    AgreementPage,
    City,
    Institution,
    PartnerIndexPage,
    PartnerPage,
    Person,
)

COUNTRY = Column("country", label=_("Country or region"), accessor=lambda row: country_name(row.country))


class InstitutionFilterSet(WagtailFilterSet):
    """The filters of the listing of institutions."""

    kind = choice_filter(InstitutionKind, _("Kind"))
    country = country_filter(Institution)
    scope = choice_filter(Scope, _("Scope"), method="in_scope")

    class Meta:
        model = Institution
        fields = ()

    def in_scope(self, queryset, name, value):
        return queryset.in_scope(value)


class InstitutionChooserViewSet(RecordChooserViewSet):
    """Choose an institution, or enter the little that is needed to choose it; the rest can follow."""

    form_fields = ("name_en", "name_zh_hans", "kind", "country")
    creation_tab_label = _("New institution")


class InstitutionViewSet(RecordViewSet):
    """The register of institutions."""

    model = Institution
    icon = "home"
    list_display = (
        "__str__",
        Column("native_name", label=_("Native name"), sort_key="native_name"),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        COUNTRY,
        Column("city", label=_("City")),
    )
    chooser_viewset_class = InstitutionChooserViewSet
    chooser_columns = (Column("kind", label=_("Kind"), accessor="get_kind_display"), COUNTRY)
    filterset_class = InstitutionFilterSet
    search_fields = (*in_every_language("name"), "native_name", "import_key", *AUTHORITIES)
    ordering = ("name_en", "pk")
    list_export = (
        "import_key",
        *in_every_language("name"),
        "native_name",
        "native_language",
        "kind",
        "parent",
        "country",
        "city",
        "latitude",
        "longitude",
        "website",
        "founded",
        *AUTHORITIES,
        "sources",
        "confidence",
    )

    def for_listing(self, records):
        return records.select_related("city", "parent")


class PersonChooserViewSet(RecordChooserViewSet):
    """Choose a person, or enter a new one."""

    form_fields = ("name_en", "name_zh_hans", "native_name", "name_order")
    creation_tab_label = _("New person")


class PersonViewSet(RecordViewSet):
    """The register of people."""

    model = Person
    icon = "user"
    list_display = (
        "__str__",
        Column("native_name", label=_("Name in native script"), sort_key="native_name"),
    )
    chooser_viewset_class = PersonChooserViewSet
    chooser_columns = (Column("native_name", label=_("Name in native script")),)
    search_fields = (*in_every_language("name"), "native_name", "import_key")
    ordering = ("name_en", "pk")
    list_export = ("import_key", *in_every_language("name"), "native_name", "name_order")


class CityFilterSet(WagtailFilterSet):
    """The filters of the listing of cities."""

    country = country_filter(City)

    class Meta:
        model = City
        fields = ()


class CityChooserViewSet(RecordChooserViewSet):
    """Choose a city, or enter a new one."""

    form_fields = ("name_en", "name_zh_hans", "country", "time_zone")
    creation_tab_label = _("New city")


class CityViewSet(RecordViewSet):
    """The register of cities."""

    model = City
    icon = "globe"
    list_display = ("__str__", COUNTRY, Column("time_zone", label=_("Time zone"), sort_key="time_zone"))
    chooser_viewset_class = CityChooserViewSet
    chooser_columns = (COUNTRY,)
    filterset_class = CityFilterSet
    search_fields = in_every_language("name")
    ordering = ("name_en", "pk")
    list_export = (*in_every_language("name"), "country", "latitude", "longitude", "time_zone")


class PartnerFilterSet(PageFilterSet):
    """The filters of the listing of partners."""

    kind = choice_filter(InstitutionKind, _("Kind"), field_name="institution__kind")
    country = country_filter(PartnerPage, "institution__country")

    class Meta:
        model = PartnerPage
        fields = ()


class PartnerListing(RecordPageListingViewSet):
    """The pages of partners."""

    name = "partners"
    model = PartnerPage
    index_model = PartnerIndexPage
    icon = "link"
    columns = page_columns(
        Column("kind", label=_("Kind"), accessor="institution.get_kind_display"),
        Column(
            "country",
            label=_("Country or region"),
            accessor=lambda page: country_name(page.institution.country),
        ),
    )
    filterset_class = PartnerFilterSet
    search_fields = ("registry_number", "institution__native_name", *in_every_language("institution__name"))
    list_export = (
        "registry_number",
        "title",
        "institution.kind",
        "institution.country",
        "url",
        "status_string",
    )

    def for_listing(self, pages):
        return pages.prefetch_related("institution")


class AgreementFilterSet(PageFilterSet):
    """The filters of the listing of agreements."""

    standing = choice_filter(AgreementStatus, _("Status today"), method="in_status")
    instrument = choice_filter(Instrument, _("Instrument"))

    class Meta:
        model = AgreementPage
        fields = ()

    def in_status(self, queryset, name, value):
        return queryset.in_status(value, timezone.localdate())


def agreement_status(page) -> str:
    """The status of an agreement today, in words."""
    return page.status_on(timezone.localdate()).status.label


class AgreementListing(RecordPageListingViewSet):
    """The pages of agreements."""

    name = "agreements"
    model = AgreementPage
    index_model = AgreementIndexPage
    icon = "form"
    columns = page_columns(
        Column(
            "signed_on",
            label=_("Signed on"),
            accessor=lambda page: page.signed_on.localized() if page.signed_on else "",
            sort_key="signed_on",
        ),
        StatusTagColumn("standing", label=_("Status today"), accessor=agreement_status),
    )
    filterset_class = AgreementFilterSet
    search_fields = ("registry_number", "import_key", *in_every_language("heading"))
    list_export = (
        "registry_number",
        "title",
        "instrument",
        "signed_on",
        "in_force_from",
        "term",
        "valid_until",
        "url",
        "status_string",
    )

    def for_listing(self, pages):
        return pages.prefetch_related("actions")
