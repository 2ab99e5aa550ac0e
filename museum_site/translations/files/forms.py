"""The forms of translation files."""

from django import forms
from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from museum_site.core.languages import language

from ..enums import State
from ..models import TranslatableRecord
from ..records import register_labels
from .exporting import NEEDS_WORK
from .formats import FORMATS


class Extent(TextChoices):
    """Which of the texts go into a file."""

    OPEN = "open", _("Only texts that are missing or outdated")
    ALL = "all", _("All texts, for their context")


def language_choices(codes) -> list[tuple[str, str]]:
    """Languages by their own names."""
    return [(code, language(code).autonym) for code in codes]


class ExportForm(forms.Form):
    """What goes into a file: `languages` and `registers` (None: all) are those in which the user may translate."""

    language = forms.ChoiceField(label=_("Language"))
    format = forms.ChoiceField(
        label=_("Format"), choices=[(form.name, form.label) for form in FORMATS.values()], initial="xliff"
    )
    record = forms.IntegerField(widget=forms.HiddenInput, required=False, min_value=1, max_value=2**63 - 1)
    register = forms.ChoiceField(label=_("Register"), required=False)
    states = forms.MultipleChoiceField(
        label=_("State"),
        choices=State.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Without a choice: records in any state."),
        initial=[str(state) for state in NEEDS_WORK],
    )
    source = forms.ChoiceField(
        label=_("Original"),
        help_text=_(
            "A file has texts of one original language; what is only in another needs a second file."
        ),
    )
    extent = forms.ChoiceField(label=_("Texts"), choices=Extent.choices, initial=Extent.OPEN)

    def __init__(self, *args, languages, registers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].choices = language_choices(languages)
        labels = register_labels().items()
        self.fields["register"].choices = [
            ("", _("All registers")),
            *((name, label) for name, label in labels if registers is None or name in registers),
        ]
        self.fields["source"].choices = language_choices(settings.SOURCE_LANGUAGES)

    @property
    def chosen_record(self) -> TranslatableRecord | None:
        """The one record that the form is about; None for a selection."""
        pk = str(self["record"].value() or "")
        return (
            TranslatableRecord.objects.filter(pk=pk).first()
            if pk.isascii() and pk.isdigit() and len(pk) < 19
            else None
        )


class ImportForm(forms.Form):
    """A file to be looked at. `languages` are those into which the user may translate."""

    file = forms.FileField(
        label=_("File"),
        help_text=_("A file that this site made (.po, .xlf, .xlsx). First you see what it would change."),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ".po,.xlf,.xliff,.xlsx"}),
    )
    language = forms.ChoiceField(
        label=_("Language"), required=False, help_text=_("A file in another language is refused.")
    )

    def __init__(self, *args, languages, **kwargs):
        super().__init__(*args, **kwargs)
        # Translators: a choice in a form: any of the languages.
        self.fields["language"].choices = [("", _("Any")), *language_choices(languages)]
