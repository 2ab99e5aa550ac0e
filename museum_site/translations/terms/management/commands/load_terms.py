"""manage.py load_terms: add the terms that the project brings along."""

from django.core.management.base import BaseCommand

from museum_site.translations.terms.seed import load_terms


class Command(BaseCommand):
    help = "Add the terms that the project brings along; concepts that are there already are left alone."

    def handle(self, *args, verbosity, **options):
        number = load_terms()
        if verbosity:
            self.stdout.write(f"{number} concepts added")
