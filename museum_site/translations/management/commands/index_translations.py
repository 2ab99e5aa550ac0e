"""manage.py index_translations."""

from django.core.management.base import BaseCommand

from museum_site.translations.index import rebuild


class Command(BaseCommand):
    """Look at every record anew: what there is to translate, and which translations visitors see."""

    help = "Bring the translators' desk up to date with all records. Loses nothing and may run at any time."

    def handle(self, *args, **options):
        total = rebuild()
        if options["verbosity"]:
            self.stdout.write(f"{total} records indexed.")
