"""manage.py rebuild_search"""

from django.core.management.base import BaseCommand

from museum_site.search.index import rebuild


class Command(BaseCommand):
    help = "Builds the public search index anew. Harmless at any time; a second run changes nothing."

    def handle(self, **options):
        def progress(done, total):
            if options["verbosity"] > 0:
                self.stdout.write(f"Indexed {done} of {total} records.")

        count = rebuild(progress)
        self.stdout.write(self.style.SUCCESS(f"The search index holds {count} records in every language."))
