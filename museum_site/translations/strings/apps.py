from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class StringsConfig(AppConfig):
    name = "museum_site.translations.strings"
    label = "strings"
    # Translators: the words of the site itself: labels, buttons, messages.
    verbose_name = _("Interface strings")
