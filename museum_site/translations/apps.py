from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TranslationsConfig(AppConfig):
    name = "museum_site.translations"
    label = "translations"
    verbose_name = _("Translations")

    def ready(self):
        from museum_site.core.panels import ADDED_PANELS

        from . import readers  # noqa: F401
        from .panels import MinorChangePanel
        from .signals import connect

        connect()
        ADDED_PANELS.append(MinorChangePanel())
