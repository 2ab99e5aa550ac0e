"""The form of a translation: one field for each text."""

import json
from dataclasses import dataclass

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.rich_text import get_rich_text_editor_widget
from wagtail.admin.widgets import AdminAutoHeightTextInput, AdminDateInput

from museum_site.core.languages import Language

from .desk import Entry
from .enums import TextKind
from .models import Comment
from .segments import Text, clean_rich_text, digest, well_formed

# A text with more characters is written in a field of several lines.
ONE_LINE = 50


def widget_for(text: Text, target: Language) -> forms.Widget:
    """What a text is written in: Wagtail's editor with the features of the place, or a plain field."""
    attrs = {"lang": target.tag, "dir": target.direction}
    if text.kind == TextKind.RICH:
        widget = get_rich_text_editor_widget("default", features=list(text.features))
        widget.attrs.update(attrs)
        return widget
    if text.is_long or len(text.text) > ONE_LINE:
        rows = min(10, max(2, len(text.text) // 50))
        return AdminAutoHeightTextInput(attrs={**attrs, "rows": rows, "data-desk-plain": ""})
    return forms.TextInput(attrs={**attrs, "data-desk-plain": ""})


@dataclass(frozen=True)
class Field:
    """The field of one text: its number on the page, the text to be translated, and what stands there."""

    number: int
    source: Text
    value: str
    target: Language

    @property
    def name(self) -> str:
        """The name in the form; keys have signs in them that are none for identifiers in HTML."""
        return f"text-{self.number}"

    @property
    def base(self) -> str:
        """The digest of what its writer starts from."""
        return digest(self.value)

    @property
    def untouched(self) -> str:
        """The digest of what the widget sends back if nobody touches it: Wagtail's editor may write HTML otherwise."""
        is_rich = self.source.kind == TextKind.RICH
        return digest(clean_rich_text(self.value, self.source.features)) if is_rich else self.base

    @property
    def seen(self) -> str:
        """The digest of the source that its writer sees."""
        return digest(self.source.text)

    @property
    def widget(self) -> str:
        """The HTML of the field."""
        attrs = {"id": self.name, "aria-labelledby": f"label-{self.number}"}
        if self.source.max_length:
            attrs["data-desk-limit"] = self.source.max_length
        value = well_formed(self.value) if self.source.kind == TextKind.RICH else self.value
        return widget_for(self.source, self.target).render(self.name, value, attrs)

    @property
    def media(self) -> forms.Media:
        """The scripts and styles of the field."""
        return widget_for(self.source, self.target).media


def read_entries(data, sources: dict[str, Text], target: Language) -> list[Entry]:
    """What somebody wrote, from the data of a request.

    Each field tells by `key-N` which text it is, so that a source that changed meanwhile moves nothing to another
    place. What is no text of the record, or no value of its field, is left out.
    """
    entries = []
    for number in range(len(sources) + 200):
        key = data.get(f"key-{number}")
        if key is None:
            break
        source = sources.get(key)
        if source is None:
            continue
        try:
            value = widget_for(source, target).value_from_datadict(data, {}, f"text-{number}")
        except (json.JSONDecodeError, KeyError, TypeError, AttributeError):
            continue
        if value is None:
            continue
        if source.kind == TextKind.RICH:
            text = value
        elif source.is_long:
            text = value.replace("\r\n", "\n").strip()
        else:
            # A heading stays on one line, however its field is shown.
            text = " ".join(value.split())
        holds = f"holds-{number}" in data
        if holds or digest(text) != data.get(f"untouched-{number}"):
            base, seen = (data.get(f"{name}-{number}", "") for name in ("base", "seen"))
            entries.append(Entry(key, text, base, seen, holds))
    return entries


class SendBackForm(forms.ModelForm):
    """What a reviewer tells the translator; it stands in the form of the texts, which is sent without it too."""

    use_required_attribute = False

    class Meta:
        model = Comment
        fields = ("text",)
        widgets = {"text": forms.Textarea(attrs={"rows": 3})}
        labels = {"text": _("What should be changed?")}


class PersonChoiceField(forms.ModelChoiceField):
    """A choice of people by their full names."""

    def label_from_instance(self, obj):
        return obj.get_full_name() or obj.get_username()


class AssignForm(forms.Form):
    """Who translates, who reviews, and until when. `people` are those who may."""

    assignee = PersonChoiceField(None, label=_("Translator"), required=False)
    reviewer = PersonChoiceField(None, label=_("Reviewer"), required=False)
    due = forms.DateField(label=_("Due"), required=False, widget=AdminDateInput)

    def __init__(self, *args, translators, reviewers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["assignee"].queryset = translators
        self.fields["reviewer"].queryset = reviewers
