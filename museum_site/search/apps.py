from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "museum_site.search"
    label = "search"
    verbose_name = _("Search")

    def ready(self):
        from .signals import connect

        connect()
