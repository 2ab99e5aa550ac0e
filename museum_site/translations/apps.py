from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    name = "museum_site.translations"
    label = "translations"
    verbose_name = _("Translations")

    def ready(self):
        from .signals import connect

        connect()
