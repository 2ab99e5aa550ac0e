"""What the form of a visit must check."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .enums import VisitState


class VisitForm(WagtailAdminModelForm):
    """The form of a visit: what has not happened yet cannot have taken place; a change takes clearances back."""

    def clean(self):
        cleaned = super().clean()
        starts = cleaned.get("starts")
        if cleaned.get("state") == VisitState.TOOK_PLACE and starts and starts.earliest > timezone.localdate():
            self.add_error("state", _("The first day is in the future; the visit cannot have taken place."))
        return cleaned
