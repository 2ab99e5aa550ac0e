from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "museum_site.home"
    label = "home"
    verbose_name = _("Home")

    def ready(self):
        from . import connections, countries, languages  # noqa: F401  they register their providers
