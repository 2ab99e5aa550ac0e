from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    name = "museum_site.translations.files"
    label = "translation_files"
    # Translators: files that go to a translation office and come back.
    verbose_name = _("Translation files")
