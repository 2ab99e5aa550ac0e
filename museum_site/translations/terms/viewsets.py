"""The term base in the admin."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_filters import ChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, StatusTagColumn

from museum_site.core.languages import language
from museum_site.core.viewsets import RecordIndexView, RecordViewSet, choice_filter

from .enums import ConceptStatus, Domain
from .models import Concept


def language_filter(label, method: str) -> ChoiceFilter:
    """A filter by one of the languages; `method` is a method of the filter set."""
    return ChoiceFilter(label=label, choices=settings.LANGUAGES, empty_label=_("All"), method=method)


class ConceptFilterSet(WagtailFilterSet):
    """The filters of the listing of concepts."""

    standing = choice_filter(ConceptStatus, pgettext_lazy("term", "Status"), method="in_status")
    domain = choice_filter(Domain, pgettext_lazy("term", "Field"))
    language = language_filter(_("Has a form in"), "with_form_in")
    missing = language_filter(_("Has no form in"), "without_form_in")

    class Meta:
        model = Concept
        fields = ()

    def in_status(self, queryset, name, value):
        return queryset.in_status(value)

    def with_form_in(self, queryset, name, value):
        return queryset.with_form_in(value)

    def without_form_in(self, queryset, name, value):
        return queryset.without_form_in(value)


class ConceptIndexView(RecordIndexView):
    """The listing of concepts: each is found by any of its forms and definitions, once."""

    def search_queryset(self, queryset):
        if not self.is_searching:
            return queryset
        # A search that joins the forms finds a concept once for each form.
        found = super().search_queryset(self.model.objects.all()).values("pk")
        return queryset.filter(pk__in=found)


def source_columns() -> list[Column]:
    """A column for the preferred form in each source language; the first is the title, which links."""
    return [
        Column(code, label=language(code).autonym, accessor=lambda concept, code=code: concept.name_in(code))
        for code in settings.SOURCE_LANGUAGES[1:]
    ]


class ConceptViewSet(RecordViewSet):
    """The term base."""

    model = Concept
    icon = "openquote"
    menu_label = _("Term base")
    menu_name = "terms"
    menu_order = 170
    add_to_admin_menu = True
    index_view_class = ConceptIndexView
    list_display = (
        "__str__",
        *source_columns(),
        Column(
            "domain", label=pgettext_lazy("term", "Field"), accessor="get_domain_display", sort_key="domain"
        ),
        StatusTagColumn(
            "standing",
            label=pgettext_lazy("term", "Status"),
            accessor=lambda concept: concept.status.label,
            primary=lambda concept: concept.live,
        ),
    )
    filterset_class = ConceptFilterSet
    search_fields = ("forms__text", "definitions__text", "import_key")
    ordering = ("domain", "import_key", "pk")
    list_export = ("import_key", "domain", "status", "note", "source")

    def for_listing(self, records):
        return records.prefetch_related("forms")
