"""What the form of a concept must check that a single row cannot know."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from .enums import Usage


class ConceptForm(WagtailAdminModelForm):
    """A concept with its forms: one preferred form per language, no form and no definition twice.

    The rows are saved together, so the database would refuse the second one only after the form was accepted.
    """

    def clean(self):
        cleaned = super().clean()
        self.refuse_second(
            "definitions", self.definition_key, _("A definition in this language already exists.")
        )
        self.refuse_second("forms", self.form_key, _("This form already exists."))
        self.refuse_second(
            "forms", self.preferred_key, _("A preferred form in this language already exists.")
        )
        return cleaned

    @staticmethod
    def definition_key(row):
        """What must not be twice: a definition in a language."""
        return row.get("language")

    @staticmethod
    def form_key(row):
        """What must not be twice: a form in a language, in upper or lower case."""
        text = " ".join(row.get("text", "").split()).casefold()
        return row.get("language"), text

    @staticmethod
    def preferred_key(row):
        """What must not be twice: a preferred form in a language."""
        return row.get("language") if row.get("usage") == Usage.PREFERRED else None

    def refuse_second(self, name, key, message):
        """Put the message at each row whose key a row before it has already."""
        seen = set()
        for form in getattr(self, "formsets", {}).get(name, ()):
            if not form.is_valid() or not form.cleaned_data or form.cleaned_data.get("DELETE"):
                continue
            row = form.cleaned_data
            if key(row) is None:
                continue
            if key(row) in seen:
                form.add_error("language" if name == "definitions" else "text", message)
                self.add_error(None, message)
            seen.add(key(row))
