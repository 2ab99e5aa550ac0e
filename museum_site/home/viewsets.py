"""News and feedback in the admin."""

from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn
from wagtail.snippets.views.snippets import EditView, HistoryView, UsageView

from museum_site.core.viewsets import (
    RecordChooserViewSet,
    RecordIndexView,
    RecordPageListingViewSet,
    RecordViewSet,
    choice_filter,
    in_every_language,
    page_columns,
)

from .enums import FeedbackKind, FeedbackState
from .models import Feedback, NewsIndexPage, NewsPage
from .permissions import ALL_FEEDBACK, FeedbackPermissionPolicy


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


class FeedbackChooserViewSet(RecordChooserViewSet):
    """Nothing points to feedback, so only those who see all of it may choose any."""

    def construct_view(self, view_class, **kwargs):
        view = super().construct_view(view_class, **kwargs)
        return permission_required(ALL_FEEDBACK, raise_exception=True)(view)


class OwnFeedbackMixin:
    """A view of one message, for those who may see that one."""

    def get_object(self, *args, **kwargs):
        message = super().get_object(*args, **kwargs)
        if not self.user_has_permission_for_instance("change", message):
            raise PermissionDenied
        return message


class FeedbackIndexView(RecordIndexView):
    """The listing of feedback; e-mail addresses leave it only with those who see all feedback."""

    def setup(self, request, *args, **kwargs):
        super().setup(request, *args, **kwargs)
        if not request.user.has_perm(ALL_FEEDBACK):
            self.list_export = [name for name in self.list_export if name != "email"]


class FeedbackEditView(OwnFeedbackMixin, EditView):
    """One message."""


class FeedbackHistoryView(OwnFeedbackMixin, HistoryView):
    """What staff did with one message."""


class FeedbackUsageView(OwnFeedbackMixin, UsageView):
    """Where one message is used."""


class FeedbackViewSet(RecordViewSet):
    """What visitors wrote. Staff change its state and their own note, nothing else."""

    model = Feedback
    icon = "comment"
    index_view_class = FeedbackIndexView
    edit_view_class = FeedbackEditView
    history_view_class = FeedbackHistoryView
    usage_view_class = FeedbackUsageView
    chooser_viewset_class = FeedbackChooserViewSet
    list_display = (
        Column("text", label=_("Message"), accessor=lambda feedback: feedback.text[:120]),
        Column("quote", label=_("Quoted text"), accessor=lambda feedback: feedback.quote[:120]),
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
    search_fields = ("text", "quote", "about", "note")
    ordering = ("-sent_at", "-pk")
    list_export = ("sent_at", "kind", "language", "text", "quote", "email", "about", "state", "note")
    copy_view_enabled = False
    permission_policy = FeedbackPermissionPolicy(Feedback)
    panels = [
        MultiFieldPanel(
            [
                FieldPanel("text", read_only=True),
                FieldPanel("quote", read_only=True),
                FieldRowPanel([FieldPanel("kind", read_only=True), FieldPanel("language", read_only=True)]),
                FieldRowPanel(
                    [
                        FieldPanel("about", read_only=True),
                        FieldPanel("email", read_only=True, permission=ALL_FEEDBACK),
                    ]
                ),
                FieldPanel("sent_at", read_only=True),
            ],
            heading=_("What the visitor wrote"),
        ),
        FieldPanel("state"),
        FieldPanel("note", help_text=_("For colleagues; visitors never see it.")),
    ]

    def get_queryset(self, request):
        return self.for_listing(
            self.permission_policy.instances_user_has_any_permission_for(request.user, ["change", "view"])
        )
