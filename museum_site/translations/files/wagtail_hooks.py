"""Translation files in the menu of the desk."""

from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from ..rights import rights_of
from .views import ExportView, FileView, ImportView


class FilesViewSet(ViewSet):
    """The pages of translation files."""

    name = "translation_files"
    url_prefix = "translation-files"
    icon = "doc-full"

    def get_urlpatterns(self):
        return [
            path("export/", ExportView.as_view(), name="export"),
            path("", ImportView.as_view(), name="import"),
            path("<int:pk>/", FileView.as_view(), name="file"),
        ]


class FilesMenuItem(MenuItem):
    """A menu item for those who may translate into some language."""

    def is_shown(self, request):
        return bool(rights_of(request).translating)


@hooks.register("register_admin_viewset")
def files_viewset():
    """Register the pages of translation files."""
    return FilesViewSet()


@hooks.register("register_translations_menu_item")
def export_item():
    """Files that go to an office."""
    return FilesMenuItem(
        gettext_lazy("Export for translation"),
        reverse_lazy("translation_files:export"),
        name="translations-export",
        icon_name="download",
        order=60,
    )


@hooks.register("register_translations_menu_item")
def import_item():
    """Files that come back."""
    return FilesMenuItem(
        gettext_lazy("Import translations"),
        reverse_lazy("translation_files:import"),
        name="translations-import",
        icon_name="upload",
        order=61,
    )
