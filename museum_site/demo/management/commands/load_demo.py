"""manage.py load_demo: fill an empty site with the demonstration."""

from pathlib import Path

from django.core.management.base import BaseCommand

from museum_site.core.pictures import left_for_later
from museum_site.demo.loader import load
from museum_site.open_data.progress import Progress


class Command(BaseCommand):
    help = (
        "Load the demonstration: pages, real records in nine languages, posters, one user per role. "
        "Loading it again changes nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument(
            "--passwords",
            type=Path,
            metavar="FILE",
            help="JSON file of the users' passwords, written if missing; without it nobody can log in",
        )

        parser.add_argument("--no-posters", action="store_true", help="draw no posters for the exhibitions")

    def handle(self, *args, passwords, no_posters, verbosity, **options):
        shown = {"report": Progress(self.stderr._out)} if verbosity else {}
        with left_for_later():
            summary = load(passwords_file=passwords, with_posters=not no_posters, **shown)
        if not verbosity:
            return
        for name, counts in summary.counts.items():
            self.stdout.write(
                f"{name}: {counts.created} created, {counts.updated} updated, {counts.unchanged} unchanged"
            )
