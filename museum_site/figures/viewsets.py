"""Reported figures and what they are about in the admin."""

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column

from museum_site.core.viewsets import RecordChooserViewSet, RecordViewSet, choice_filter, in_every_language

from .enums import Unit
from .models import Indicator, ReportedFigure


class IndicatorChooserViewSet(RecordChooserViewSet):
    """Choose an indicator, or enter a new one."""

    form_fields = ("code", "name_en", "name_zh_hans")
    creation_tab_label = _("New indicator")


class IndicatorViewSet(RecordViewSet):
    """What reported figures are about."""

    model = Indicator
    icon = "list-ul"
    list_display = ("__str__", Column("code", label=_("Code"), sort_key="code"))
    chooser_viewset_class = IndicatorChooserViewSet
    search_fields = ("code", *in_every_language("name"))
    ordering = ("code",)
    list_export = ("code", *in_every_language("name"))


class ReportedFigureFilterSet(WagtailFilterSet):
    """The filters of the listing of reported figures."""

    year = django_filters.NumberFilter(label=_("Year"))
    unit = choice_filter(Unit, _("Unit"))

    class Meta:
        model = ReportedFigure
        fields = ("indicator",)


class ReportedFigureViewSet(RecordViewSet):
    """Figures reported elsewhere."""

    model = ReportedFigure
    icon = "table"
    list_display = (
        Column("indicator", label=_("Indicator")),
        Column("year", label=_("Year"), sort_key="year"),
        Column("value", label=_("Value"), accessor="in_words", sort_key="value"),
        Column("unit", label=_("Unit"), accessor="get_unit_display", sort_key="unit"),
        Column("institution", label=_("Institution")),
        Column("source", label=_("Source")),
    )
    filterset_class = ReportedFigureFilterSet
    search_fields = ("source", *in_every_language("indicator__name", "institution__name"))
    ordering = ("-year", "indicator__code", "pk")
    list_export = (
        "indicator.code",
        "indicator",
        "institution",
        "year",
        "qualifier",
        "value",
        "unit",
        "source",
        "confidence",
        *in_every_language("note"),
    )

    def for_listing(self, records):
        return records.select_related("indicator", "institution")
