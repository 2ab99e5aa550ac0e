"""News and feedback in the admin."""

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.permission_policies import ModelPermissionPolicy

from museum_site.core.viewsets import (
    RecordPageListingViewSet,
    RecordViewSet,
    choice_filter,
    in_every_language,
    page_columns,
)

from .enums import FeedbackKind, FeedbackState
from .models import Feedback, NewsIndexPage, NewsPage


class NewsListing(RecordPageListingViewSet):
    """The pages of news."""

    name = "news"
    model = NewsPage
    index_model = NewsIndexPage
    icon = "doc-full"
    columns = page_columns(
        Column(
            "published_on",
            label=_("Date"),
            accessor=lambda page: date_format(page.published_on),
            sort_key="published_on",
        ),
    )
    ordering = "-published_on"
    search_fields = ("registry_number", "import_key", *in_every_language("heading"))
    list_export = ("registry_number", "title", "published_on", "url", "status_string")


class FeedbackFilterSet(WagtailFilterSet):
    """The filters of the listing of feedback."""

    kind = choice_filter(FeedbackKind, _("Kind"))
    state = choice_filter(FeedbackState, _("State"))

    class Meta:
        model = Feedback
        fields = ("language",)


class FeedbackPermissionPolicy(ModelPermissionPolicy):
    """Feedback is written by visitors: nobody adds any in the admin."""

    def user_has_permission(self, user, action):
        return action != "add" and super().user_has_permission(user, action)


class FeedbackViewSet(RecordViewSet):
    """What visitors wrote. Staff change its state and their own note, nothing else."""

    model = Feedback
    icon = "comment"
    list_display = (
        Column("text", label=_("Message"), accessor=lambda feedback: feedback.text[:120]),
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("language", label=_("Language"), accessor="get_language_display", sort_key="language"),
        StatusTagColumn(
            "state",
            label=_("State"),
            accessor="get_state_display",
            primary=lambda feedback: feedback.state == FeedbackState.NEW,
            sort_key="state",
        ),
        DateColumn("sent_at", label=_("Sent"), sort_key="sent_at"),
    )
    filterset_class = FeedbackFilterSet
    search_fields = ("text", "about", "note")
    ordering = ("-sent_at", "-pk")
    list_export = ("sent_at", "kind", "language", "text", "email", "about", "state", "note")
    copy_view_enabled = False
    permission_policy = FeedbackPermissionPolicy(Feedback)
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("text", read_only=True),
                FieldRowPanel([FieldPanel("kind", read_only=True), FieldPanel("language", read_only=True)]),
                FieldRowPanel([FieldPanel("about", read_only=True), FieldPanel("email", read_only=True)]),
                FieldPanel("sent_at", read_only=True),
            ],
            heading=_("What the visitor wrote"),
        ),
        FieldPanel("state"),
        FieldPanel("note", help_text=_("For colleagues; visitors never see it.")),
    ]
