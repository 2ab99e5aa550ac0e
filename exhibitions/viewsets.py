"""Exhibitions in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.pages.listing import PageFilterSet

from museum_site.core.viewsets import (
    RecordPageListingViewSet,
    YearFilterSet,
    choice_filter,
    in_every_language,
    page_columns,
)

from .enums import Direction, ExhibitionStatus
from .models import ExhibitionIndexPage, ExhibitionPage


class ExhibitionFilterSet(YearFilterSet, PageFilterSet):
    """The filters of the listing of exhibitions."""

    standing = choice_filter(ExhibitionStatus, _("Status today"), method="in_status")
    direction = choice_filter(Direction, _("Direction"), method="in_direction")

    class Meta:
        model = ExhibitionPage
        fields = ()

    def in_status(self, queryset, name, value):
        return queryset.in_status(value)

    def in_direction(self, queryset, name, value):
        return queryset.in_direction(value)


def dates_in_words(page) -> str:
    """The first opening and the last closing of an exhibition, as far as they are known."""
    opens = min((showing.opens for showing in page.showings.all() if showing.opens), default=None)
    closes = max((showing.closes for showing in page.showings.all() if showing.closes), default=None)
    return " – ".join(date.localized() for date in (opens, closes) if date)


class ExhibitionListing(RecordPageListingViewSet):
    """The pages of exhibitions."""

    name = "exhibitions"
    model = ExhibitionPage
    index_model = ExhibitionIndexPage
    icon = "image"
    columns = page_columns(
        Column("dates", label=_("Dates"), accessor=dates_in_words),
        Column(
            "direction",
            label=_("Direction"),
            accessor=lambda page: ", ".join(str(direction.label) for direction in page.directions()),
        ),
        StatusTagColumn("standing", label=_("Status today"), accessor=lambda page: page.status().label),
    )
    filterset_class = ExhibitionFilterSet
    search_fields = ("registry_number", "import_key", *in_every_language("heading"))
    list_export = (
        "registry_number",
        "title",
        "first_opens",
        "last_closes",
        "unnamed_lenders",
        "url",
        "status_string",
    )

    def for_listing(self, pages):
        return pages.with_dates().prefetch_related(
            "showings__venue__city", "showings__city", "contributions__institution"
        )
