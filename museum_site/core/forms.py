"""The forms of pages."""

from django.core.validators import validate_slug
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminPageForm


class ProsePageForm(WagtailAdminPageForm):
    """The form of every page: the slug may be left empty."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["slug"].required = False
        self.fields["slug"].validators.append(validate_slug)  # Wagtail's own would take any script
        self.fields["slug"].help_text = _(
            "The last part of the page's address, the same in all languages: letters a–z, digits and "
            "hyphens. Left empty, it is made from the heading. Addresses that others have linked to should "
            "not change."
        )
