"""The form of pictures.

It stands apart from forms.py, because Wagtail's cannot be imported before the models are loaded.
"""

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from wagtail.images.forms import BaseImageForm

from .languages import column, language
from .pictures import FILTERS, prepare


class MuseumImageForm(BaseImageForm):
    """The form of a picture: alternative text and caption stand together, language by language."""

    class Meta(BaseImageForm.Meta):
        help_texts = {"title": _("For finding the picture in the admin; visitors never see it.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for code, _name in settings.LANGUAGES:
            for name in ("alt", "caption"):
                field = self.fields[column(name, code)]
                label = capfirst(self._meta.model._meta.get_field(name).verbose_name)
                field.label = f"{label} – {language(code).autonym}"
                if code != settings.SOURCE_LANGUAGES[0]:
                    field.help_text = ""

    def save(self, commit=True):
        """Save the picture; one that pages show gets its files anew, around its new focal point or of its new file."""
        specs = [made.spec for made in FILTERS]
        is_shown = self.instance.pk and self.instance.renditions.filter(filter_spec__in=specs).exists()
        image = super().save(commit)
        if is_shown and commit:
            prepare(image)
        return image
