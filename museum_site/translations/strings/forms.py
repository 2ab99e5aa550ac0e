"""The fields in which a translator corrects a string."""

import json

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminAutoHeightTextInput

from museum_site.core.languages import language, language_tag

from .catalogue import catalogue
from .checks import faults, hints
from .desk import Change, InterfaceString
from .plurals import EXAMPLES, PluralForm

MAX_LENGTH = 5000


def numbers_of(form: PluralForm) -> str:
    """The numbers that take a plural form, as the label of its field."""
    more = " …" if len(form.numbers) == EXAMPLES else ""
    return ", ".join(map(str, form.numbers)) + more


class TextField(forms.CharField):
    """A text with exactly the blanks that were typed, and the line ends of the catalogue."""

    def __init__(self, entry, form, **kwargs):
        super().__init__(required=False, strip=False, max_length=MAX_LENGTH, **kwargs)
        self.entry, self.form = entry, form

    def to_python(self, value):
        return super().to_python(value).replace("\r\n", "\n")

    def validate(self, value):
        super().validate(value)
        found = faults(self.entry, value, self.form)
        if found:
            raise ValidationError(found)


class CorrectionForm(forms.Form):
    """The texts of a string in one language: a field for each plural form that whole numbers take.

    `seen` brings back the texts that the form was opened with, so that what a colleague saved meanwhile is
    neither lost nor taken for a change of one's own.
    """

    seen = forms.CharField(widget=forms.HiddenInput, required=False, strip=False)

    def __init__(self, string: InterfaceString, code: str, data=None):
        super().__init__(data, prefix=code)
        self.string, self.code = string, code
        self.language = language(code)
        self.texts = string.texts(code)
        self.forms = catalogue().forms(string.entry, code)
        self.fields["seen"].initial = json.dumps(self.texts)
        for form in self.edited_forms:
            self.fields[f"text_{form.index}"] = TextField(
                string.entry,
                form,
                # Translators: the plural form of a text for these numbers, such as "1, 21, 31 …".
                label=_("For %(numbers)s") % {"numbers": numbers_of(form)} if form.numbers else _("Text"),
                initial=self.texts[form.index],
                widget=AdminAutoHeightTextInput(
                    attrs={"lang": language_tag(code), "dir": self.language.direction, "rows": 1}
                ),
            )

    @property
    def edited_forms(self) -> list[PluralForm]:
        """The plural forms that can occur; gettext counts whole things only."""
        return [form for form in self.forms if form.numbers or len(self.forms) == 1]

    @property
    def is_unchanged(self) -> bool:
        """Whether the texts came back as they had been shown, or not at all."""
        return self.add_prefix("seen") not in self.data or self.typed() == self.seen_texts()

    def typed(self) -> list[str]:
        """The texts that came back, in the order of the fields."""
        names = (self.add_prefix(f"text_{form.index}") for form in self.edited_forms)
        return [self.data.get(name, "").replace("\r\n", "\n") for name in names]

    def seen_texts(self) -> list[str]:
        """The texts that the form was opened with."""
        try:
            seen = json.loads(self.data.get(self.add_prefix("seen"), ""))
            return [str(seen[form.index]) for form in self.edited_forms]
        except (ValueError, LookupError, TypeError):
            return []

    def full_clean(self):
        # A language that was not touched is not checked: an old fault in it must not keep others from saving.
        if self.is_bound and self.is_unchanged:
            self._errors, self.cleaned_data = forms.utils.ErrorDict(), {}
            return
        super().full_clean()

    def clean(self):
        current = [self.texts[form.index] for form in self.edited_forms]
        if self.seen_texts() != current:
            latest = self.string.latest.get(self.code)
            # Shown again with what is there now, so that saving once more replaces it knowingly.
            self.data = self.data.copy()
            self.data[self.add_prefix("seen")] = json.dumps(self.texts)
            raise ValidationError(
                _(
                    "%(user)s has meanwhile changed this text to “%(text)s”. Save again to replace it with yours."
                ),
                params={
                    "user": latest.made_by if latest and latest.made_by else "–",
                    "text": " / ".join(current),
                },
            )
        return super().clean()

    def change(self) -> Change | None:
        """What is to be recorded, for a form that is valid; None if nothing was changed."""
        if self.is_unchanged:
            return None
        typed = {form.index: text for form, text in zip(self.edited_forms, self.typed(), strict=True)}
        last = list(typed.values())[-1]
        # Forms that no whole number takes keep the catalogue's text.
        own = self.string.entry.texts[self.code]
        texts = tuple(typed.get(form.index) or own[form.index] or last for form in self.forms)
        return Change(self.string.entry, self.code, texts) if texts != self.texts else None

    def hints(self) -> list[str]:
        """What a translator should look at in the texts that were typed."""
        found = [
            hint
            for form, text in zip(self.edited_forms, self.typed(), strict=True)
            for hint in hints(self.string.entry, self.code, form, text)
        ]
        return list(dict.fromkeys(found))


class NoteForm(forms.Form):
    """Why a text was changed."""

    note = forms.CharField(
        label=_("Note"),
        required=False,
        max_length=500,
        help_text=_("Why you change the text; for colleagues and developers."),
        # Not a field of one line: Enter in it would press the first button, which takes a correction back.
        widget=AdminAutoHeightTextInput(attrs={"rows": 1}),
    )
