"""What a form must check that a single row cannot know."""

from museum_site.core.forms import ProsePageForm


class AgreementForm(ProsePageForm):
    """The form of an agreement: enough parties before it can be published."""

    def clean(self):
        cleaned = super().clean()
        parties = self.formsets.get("parties")
        if parties is None or self.is_deferred_validation:
            return cleaned
        count = sum(
            form.is_valid() and bool(form.cleaned_data) and not form.cleaned_data.get("DELETE")
            for form in parties.forms
        )
        self.instance.further_parties_unknown = cleaned.get("further_parties_unknown", False)
        if not self.instance.has_enough_parties(count):
            self.add_error(None, self.instance.TOO_FEW_PARTIES)
        return cleaned
