"""What the form of a visit must check."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .enums import VisitState


class VisitForm(WagtailAdminModelForm):
    """The form of a visit: what has not happened yet cannot have taken place; a change takes clearances back.

    The two people cleared exactly what stood in the form. `takes_clearances_back` says whether that changed.
    """

    takes_clearances_back = False

    def clean(self):
        cleaned = super().clean()
        starts = cleaned.get("starts")
        if (
            cleaned.get("state") == VisitState.TOOK_PLACE
            and starts
            and starts.earliest > timezone.localdate()
        ):
            self.add_error("state", _("The first day is in the future; the visit cannot have taken place."))
        self.takes_clearances_back = self.instance.cleared_first_id is not None and self.has_changed()
        if self.takes_clearances_back:
            self.instance.take_back_clearances()
        return cleaned
