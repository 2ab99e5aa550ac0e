"""The forms of pictures and documents.

They stand apart from forms.py, because Wagtail's cannot be imported before the models are loaded.
"""

from collections.abc import Iterable

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

from .languages import column, language
from .pictures import FILTERS, prepare


def name_languages(form, names: Iterable[str], codes: Iterable[str]) -> None:
    """Label the fields of translated texts with their languages; only the first language has the help text."""
    codes = list(codes)
    for code in codes:
        for name in names:
            field = form.fields[column(name, code)]
            label = capfirst(form._meta.model._meta.get_field(name).verbose_name)
            field.label = f"{label} – {language(code).autonym}"
            if code != codes[0]:
                field.help_text = ""


class MuseumImageForm(BaseImageForm):
    """The form of a picture: alternative text and caption stand together, language by language."""

    class Meta(BaseImageForm.Meta):
        help_texts = {"title": _("For finding the picture in the admin; visitors never see it.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_languages(self, ("alt", "caption"), dict(settings.LANGUAGES))

    def save(self, commit=True):
        """Save the picture; one that pages show gets its files anew, around its new focal point or of its new file."""
        specs = [made.spec for made in FILTERS]
        is_shown = self.instance.pk and self.instance.renditions.filter(filter_spec__in=specs).exists()
        image = super().save(commit)
        if is_shown and commit:
            prepare(image)
        return image


class MuseumDocumentForm(BaseDocumentForm):
    """The form of a document: its title for visitors in the languages that the museum writes itself."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        name_languages(self, ("name",), settings.SOURCE_LANGUAGES)
