from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DemoContentConfig(AppConfig):
    name = "museum_site.demo"
    label = "demo"
    verbose_name = _("Demo content")
