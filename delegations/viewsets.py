"""Visits and delegations in the admin, and the view in which a visit is cleared for the public."""

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, StatusTagColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.pages.listing import PageFilterSet
from wagtail.admin.widgets import Button
from wagtail.log_actions import log
from wagtail.snippets.views.snippets import EditView

from museum_site.core.countries import country_name
from museum_site.core.viewsets import (
    RecordChooserViewSet,
    RecordPageListingViewSet,
    RecordViewSet,
    YearFilterSet,
    choice_filter,
    country_filter,
    in_every_language,
    page_columns,
)

from .enums import Publication, VisitDirection, VisitLevel, VisitState
from .models import DelegationIndexPage, DelegationPage, Visit, VisitCountry

MAY_CLEAR = "delegations.clear_visit"


def clearances(visit) -> str:
    """How many of the two people have cleared a visit."""
    return f"{sum(person is not None for person in (visit.cleared_first_id, visit.cleared_second_id))} / 2"


def period(visit) -> str:
    """The days of a visit in words."""
    return " – ".join(date.localized() for date in (visit.starts, visit.ends) if date)


def countries(visit) -> str:
    """The countries and regions of a visit in words."""
    return ", ".join(country_name(row.country) for row in visit.countries.all())


class VisitFilterSet(YearFilterSet):
    """The filters of the register of visits."""

    direction = choice_filter(VisitDirection, gettext_lazy("Direction"))
    level = choice_filter(VisitLevel, gettext_lazy("Level"))
    state = choice_filter(VisitState, gettext_lazy("State"))
    publication = choice_filter(Publication, gettext_lazy("Publication level"))
    country = country_filter(VisitCountry, method="in_country")

    class Meta:
        model = Visit
        fields = ()

    def in_country(self, queryset, name, value):
        return queryset.in_country(value)


class VisitEditView(EditView):
    """The form of a visit, with a button to clear it."""

    @cached_property
    def header_more_buttons(self):
        return [*super().header_more_buttons, *clear_buttons(self.object, self.request.user)]

    def save_instance(self):
        instance = super().save_instance()
        if self.form.takes_clearances_back:
            log(instance, "delegations.take_back_clearances", user=self.request.user)
            messages.warning(
                self.request,
                _("The visit was changed, so its clearances were taken back: two people must clear it anew."),
            )
        return instance


def clear_buttons(visit, user) -> list[Button]:
    """The button that leads to the clearance of a visit, if the user can give the one that is missing."""
    if user.has_perm(MAY_CLEAR) and visit.can_be_cleared_by(user, timezone.localdate()):
        url = reverse("visits:clear", args=[visit.pk])
        return [Button(_("Clear for publication"), url=url, icon_name="check", priority=15)]
    return []


class ClearVisitView(WagtailAdminTemplateMixin, TemplateView):
    """Asks whether a visit may become public, and records the answer of one of the two people needed."""

    template_name = "delegations/clear_visit.html"
    page_title = gettext_lazy("Clear for publication")
    header_icon = "check"

    def dispatch(self, request, *args, **kwargs):
        if not request.user.has_perm(MAY_CLEAR):
            raise PermissionDenied
        self.visit = get_object_or_404(Visit, pk=kwargs["pk"])
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return str(self.visit)

    def get_breadcrumbs_items(self):
        return []

    def get_context_data(self, **kwargs):
        return super().get_context_data(
            visit=self.visit, edit_url=reverse("visits:edit", args=[self.visit.pk]), **kwargs
        )

    def post(self, request, *args, **kwargs):
        try:
            with transaction.atomic():
                visit = Visit.objects.select_for_update().get(pk=self.visit.pk)
                visit.clear(request.user, on=timezone.localdate())
                log(visit, "delegations.clear_visit", user=request.user)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
        else:
            messages.success(request, _("Your clearance of %(visit)s is recorded.") % {"visit": visit})
        return redirect("visits:edit", self.visit.pk)


class VisitChooserViewSet(RecordChooserViewSet):
    """Choose a visit. Most visits are not public, so only those who keep the register see the chooser."""

    def construct_view(self, view_class, **kwargs):
        view = super().construct_view(view_class, **kwargs)
        return permission_required("delegations.view_visit", raise_exception=True)(view)


class VisitViewSet(RecordViewSet):
    """The register of visits."""

    model = Visit
    icon = "group"
    url_namespace = "visits"
    url_prefix = "visits"
    edit_view_class = VisitEditView
    # Each visit has its own people and countries; their rows cannot be copied by the form.
    copy_view_enabled = False
    list_display = (
        "__str__",
        Column("period", label=gettext_lazy("Dates"), accessor=period, sort_key="starts"),
        Column("countries", label=gettext_lazy("Countries and regions"), accessor=countries),
        Column(
            "direction",
            label=gettext_lazy("Direction"),
            accessor="get_direction_display",
            sort_key="direction",
        ),
        Column("level", label=gettext_lazy("Level"), accessor="get_level_display", sort_key="level"),
        Column("state", label=gettext_lazy("State"), accessor="get_state_display", sort_key="state"),
        Column(
            "publication",
            label=gettext_lazy("Publication level"),
            accessor="get_publication_display",
            sort_key="publication",
        ),
        Column("clearances", label=gettext_lazy("Cleared"), accessor=clearances),
        StatusTagColumn(
            "public",
            # Translators: a column that says whether visitors of the site can see a visit today.
            label=gettext_lazy("Public today"),
            accessor=lambda visit: _("yes") if visit.is_public(timezone.localdate()) else _("no"),
            primary=lambda visit: visit.is_public(timezone.localdate()),
        ),
    )
    chooser_viewset_class = VisitChooserViewSet
    chooser_columns = (
        Column("period", label=gettext_lazy("Dates"), accessor=period),
        Column("countries", label=gettext_lazy("Countries and regions"), accessor=countries),
    )
    filterset_class = VisitFilterSet
    search_fields = (
        "registry_number",
        "import_key",
        *in_every_language("heading"),
        *in_every_language("page__heading"),
    )
    ordering = ("-starts", "-registry_number")
    list_export = (
        "registry_number",
        "import_key",
        "direction",
        "starts",
        "ends",
        "level",
        "state",
        "publication",
        "embargo_until",
        "size_qualifier",
        "size",
        "country_codes",
        *in_every_language("heading", "summary"),
        "sources",
        "confidence",
    )
    export_headings = {"country_codes": gettext_lazy("Countries and regions")}

    def for_listing(self, records):
        return records.select_related("page").prefetch_related("countries")

    def get_urlpatterns(self):
        return [*super().get_urlpatterns(), path("clear/<int:pk>/", ClearVisitView.as_view(), name="clear")]


class DelegationFilterSet(PageFilterSet):
    """The filters of the listing of delegations."""

    level = choice_filter(VisitLevel, gettext_lazy("Level"), field_name="visit__level")

    class Meta:
        model = DelegationPage
        fields = ()


class DelegationListing(RecordPageListingViewSet):
    """The pages of delegations."""

    name = "delegations"
    model = DelegationPage
    index_model = DelegationIndexPage
    icon = "group"
    columns = page_columns(
        Column("visit", label=gettext_lazy("Visit"), accessor="visit.registry_number"),
        Column("period", label=gettext_lazy("Dates"), accessor=lambda page: period(page.visit)),
        StatusTagColumn(
            "public",
            label=gettext_lazy("Public today"),
            accessor=lambda page: (
                _("yes") if page.live and page.is_visible(timezone.localdate()) else _("no")
            ),
            primary=lambda page: page.live and page.is_visible(timezone.localdate()),
        ),
    )
    filterset_class = DelegationFilterSet
    search_fields = ("registry_number", "import_key", "visit__registry_number", *in_every_language("heading"))
    list_export = (
        "registry_number",
        "title",
        "visit.registry_number",
        "visit.starts",
        "visit.ends",
        "url",
        "status_string",
    )

    def for_listing(self, pages):
        return pages.prefetch_related("visit")
