from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CoreConfig(AppConfig):
    name = "museum_site.core"
    label = "core"
    verbose_name = _("Core")

    def ready(self):
        from wagtail.signals import page_published

        from .pictures import prepare_published

        page_published.connect(prepare_published, dispatch_uid="prepare_pictures")
