"""The strings in the admin's menu."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from .rights import may_see
from .views import StringListView, StringView


class StringsMenuItem(MenuItem):
    """A menu item for those who may see the strings."""

    def is_shown(self, request):
        return may_see(request.user)


class StringsViewSet(ViewSet):
    """The list of strings and the form of one."""

    name = "interface_strings"
    url_prefix = "interface-strings"
    icon = "openquote"
    menu_label = _("Interface strings")
    menu_name = "interface-strings"
    menu_order = 175
    add_to_admin_menu = True
    menu_item_class = StringsMenuItem

    def get_urlpatterns(self):
        return [
            path("", StringListView.as_view(), name="index"),
            path("results/", StringListView.as_view(results_only=True), name="index_results"),
            path("<slug:entry_id>/", StringView.as_view(), name="edit"),
        ]


@hooks.register("register_admin_viewset")
def strings_viewset():
    """Register the strings and their menu item."""
    return StringsViewSet()
