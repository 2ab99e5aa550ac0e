from django.apps import AppConfig


class TermsConfig(AppConfig):
    name = "museum_site.translations.terms"
    label = "terms"
