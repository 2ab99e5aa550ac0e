from django.apps import AppConfig


class TranslationsConfig(AppConfig):
    name = "museum_site.translations"
    label = "translations"
