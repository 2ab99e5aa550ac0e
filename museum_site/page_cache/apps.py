from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.utils.translation import gettext_lazy as _


class PageCacheConfig(AppConfig):
    name = "museum_site.page_cache"
    label = "page_cache"
    # Translators: public pages that are kept, so that they need not be made anew for each visitor.
    verbose_name = _("Page cache")

    def ready(self):
        from .writes import watch

        connection_created.connect(watch, dispatch_uid="page_cache")
