"""The desk in the Wagtail admin."""

from django import forms
from django.urls import path, reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext, gettext_lazy
from wagtail import hooks
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, TitleColumn
from wagtail.admin.views.generic import IndexView
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import LogFormatter

from museum_site.core.languages import desk_languages, language, language_name

from .models import MinorChange, TranslationRight
from .records import register_labels
from .rights import rights_of
from .signals import minor_change
from .views import ActionView, EditView, HelpView, MatrixView, MyWorkView, my_work

# --- Pages and menu -------------------------------------------------------------------------------


class DeskViewSet(ViewSet):
    """The matrix, "my work" and the editor."""

    name = "translations"
    url_prefix = "translations"
    icon = "globe"

    def get_urlpatterns(self):
        return [
            path("", MatrixView.as_view(), name="index"),
            path("results/", MatrixView.as_view(results_only=True), name="index_results"),
            path("my-work/", MyWorkView.as_view(), name="my_work"),
            path("<int:pk>/", EditView.as_view(), name="edit"),
            path("<int:pk>/help/", HelpView.as_view(), name="help"),
            path("<int:pk>/<slug:action>/", ActionView.as_view(), name="act"),
        ]


class DeskMenuItem(MenuItem):
    """A menu item for those who have a right at the desk."""

    def is_shown(self, request):
        return bool(rights_of(request))


class MyWorkMenuItem(DeskMenuItem):
    """ "My work", with the number of translations that wait."""

    def render_component(self, request):
        component = super().render_component(request)
        count = sum(
            len(items) for _heading, items in my_work(request.user, rights_of(request), timezone.localdate())
        )
        if count:
            # Translators: a menu item with the number of things that wait.
            component.label = gettext("%(label)s (%(count)d)") % {"label": self.label, "count": count}
        return component


class RightsMenuItem(MenuItem):
    """The menu item of those who give rights."""

    def is_shown(self, request):
        return request.user.has_perm("translations.change_translationright")


@hooks.register("register_admin_viewset")
def desk_viewset():
    """Register the pages of the desk."""
    return DeskViewSet()


# Other parts of the desk add to its menu by the hook "register_translations_menu_item".
desk_menu = Menu(register_hook_name="register_translations_menu_item")


@hooks.register("register_admin_menu_item")
def menu():
    """The menu of the desk."""
    return SubmenuMenuItem(
        gettext_lazy("Translations"), desk_menu, name="translations", icon_name="globe", order=170
    )


@hooks.register("register_translations_menu_item")
def my_work_item():
    """What waits for the user."""
    return MyWorkMenuItem(
        gettext_lazy("My work"),
        reverse_lazy("translations:my_work"),
        name="my-work",
        icon_name="tasks",
        order=10,
    )


@hooks.register("register_translations_menu_item")
def matrix_item():
    """The matrix."""
    return DeskMenuItem(
        gettext_lazy("All translations"),
        reverse_lazy("translations:index"),
        name="all-translations",
        icon_name="table",
        order=20,
    )


@hooks.register("register_translations_menu_item")
def rights_item():
    """Who may translate what."""
    return RightsMenuItem(
        gettext_lazy("Rights"),
        reverse_lazy("translation_rights:index"),
        name="rights",
        icon_name="lock",
        order=90,
    )


# --- Rights ---------------------------------------------------------------------------------------


class RightForm(WagtailAdminModelForm):
    """The form of a right; languages and registers are chosen from what there is."""

    language = forms.ChoiceField(label=gettext_lazy("Language"))
    register = forms.ChoiceField(label=gettext_lazy("Register"), required=False)

    class Meta:
        model = TranslationRight
        fields = ("user", "group", "language", "register", "may_translate", "may_review")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = [(code, language(code).autonym) for code in desk_languages()]
        self.fields["register"].choices = [("", gettext("All registers")), *register_labels().items()]


class RightsIndexView(IndexView):
    """The list of rights."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("user", "group")


class RightsViewSet(ModelViewSet):
    """Who may translate and review what."""

    model = TranslationRight
    name = "translation_rights"
    url_prefix = "translation-rights"
    icon = "lock"
    add_to_admin_menu = False
    index_view_class = RightsIndexView
    list_display = (
        TitleColumn("holder", label=gettext_lazy("User or group"), url_name="translation_rights:edit"),
        Column(
            "language",
            label=gettext_lazy("Language"),
            accessor=lambda right: language(right.language).autonym,
        ),
        Column(
            "register",
            label=gettext_lazy("Register"),
            accessor=lambda right: register_labels().get(right.register, gettext("All registers")),
        ),
        BooleanColumn("may_translate", label=gettext_lazy("May translate")),
        BooleanColumn("may_review", label=gettext_lazy("May review")),
    )
    list_filter = ("language", "may_review")

    def get_form_class(self, for_update=False):
        return RightForm


@hooks.register("register_admin_viewset")
def rights_viewset():
    """Register the list of rights."""
    return RightsViewSet()


# --- Minor changes --------------------------------------------------------------------------------


def is_ticked(request) -> bool:
    """Whether the editor ticked that translations stay valid."""
    return request.method == "POST" and "minor_change" in request.POST


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("before_publish_page")
def remember_minor_change(request, page):
    """Keep with the revision whether its changes are minor, until it is published, whenever and by whom."""
    if request.method != "POST" or page.latest_revision_id is None:
        return
    if is_ticked(request):
        MinorChange.objects.get_or_create(revision_id=page.latest_revision_id)
    else:
        MinorChange.objects.filter(revision=page.latest_revision_id).delete()


@hooks.register("before_edit_snippet")
def remember_minor_change_of_record(request, instance):
    """Let the receivers of signals know whether the change of a record that has no revisions is minor."""
    minor_change.set(is_ticked(request))


# --- History --------------------------------------------------------------------------------------


@hooks.register("register_log_actions")
def log_actions(actions):
    """What the history of a record tells of its translations."""

    def message(text):
        def format_message(self, entry):
            return text % {"language": language_name(entry.data.get("language", ""))}

        return format_message

    for action, label, text in (
        (
            "translations.published",
            gettext_lazy("Publish a translation"),
            gettext_lazy("Published the translation into %(language)s"),
        ),
        (
            "translations.withdrawn",
            gettext_lazy("Withdraw a translation"),
            gettext_lazy("Withdrew the translation into %(language)s"),
        ),
        (
            "translations.restored",
            gettext_lazy("Restore a translation"),
            gettext_lazy("Restored an earlier translation into %(language)s"),
        ),
    ):
        formatter = type("TranslationLog", (LogFormatter,), {"label": label, "format_message": message(text)})
        actions.register_action(action)(formatter)
