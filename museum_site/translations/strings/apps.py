from django.apps import AppConfig


class StringsConfig(AppConfig):
    name = "museum_site.translations.strings"
    label = "strings"
