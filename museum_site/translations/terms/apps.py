from django.apps import AppConfig


class TermsConfig(AppConfig):
    name = "museum_site.translations.terms"
    label = "terms"

    def ready(self):
        from museum_site.core.forms import PUBLICATION_CHECKS

        from .source_texts import block_forbidden_forms

        PUBLICATION_CHECKS.append(block_forbidden_forms)
