"""What the desk adds to the forms of editors."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel
from wagtail.models import Page

from .models import MinorChange


class MinorChangePanel(Panel):
    """A checkbox by which an editor says that translations stay valid; hooks read it, no field of the record."""

    def __init__(self, **kwargs):
        super().__init__(**{"heading": _("Translations"), **kwargs})

    class BoundPanel(Panel.BoundPanel):
        template_name = "translations/minor_change_panel.html"

        def is_shown(self):
            return self.instance.pk is not None

        def is_ticked(self) -> bool:
            """Whether the changes that are not public yet were called minor before."""
            page = self.instance
            return (
                isinstance(page, Page)
                and page.has_unpublished_changes
                and MinorChange.objects.filter(revision=page.latest_revision_id).exists()
            )
