"""The forms of pages."""

from collections.abc import Callable, Iterable

from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm

# Each is asked with the form of a page that is to be published, scheduled or submitted to moderation, and gives
# messages that keep it from that. Drafts are saved whatever they say.
PUBLICATION_CHECKS: list[Callable[[WagtailAdminPageForm], Iterable[str]]] = []


class ProsePageForm(WagtailAdminPageForm):
    """The form of every page: the slug may be left empty, and a publication may be refused (PUBLICATION_CHECKS)."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].validators.append(validate_slug)  # Wagtail's own would take any script
        self.fields["slug"].help_text = _(
            "The last part of the page's address, the same in all languages: letters a–z, digits and "
            "hyphens. Left empty, it is made from the heading. Addresses that others have linked to should "
            "not change."
        )

    def is_valid(self):
        if not super().is_valid():
            return False
        if not self.is_deferred_validation:
            for check in PUBLICATION_CHECKS:
                for message in check(self):
                    self.add_error(None, message)
        return not self.errors
