"""The forms of pictures and documents, in which an editor can say that translations stay valid."""

from django import forms
from django.utils.translation import gettext_lazy as _

from museum_site.core.media_forms import MuseumDocumentForm, MuseumImageForm

from .signals import minor_change


class MinorChangeMixin:
    """A checkbox in the form of a record that exists: the change is minor."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.fields["minor_change"] = forms.BooleanField(
                label=_("Minor change: translations stay valid"),
                help_text=_("Tick this when you only corrected spelling or punctuation."),
                required=False,
            )

    def save(self, commit=True):
        """Save the record, and let the receivers of signals know whether its change is minor."""
        before = minor_change.set(self.cleaned_data.get("minor_change", False))
        try:
            return super().save(commit)
        finally:
            minor_change.reset(before)


class ImageForm(MinorChangeMixin, MuseumImageForm):
    """The form of a picture."""


class DocumentForm(MinorChangeMixin, MuseumDocumentForm):
    """The form of a document."""
