"""manage.py import_records: import tables of institutions, agreements, exhibitions, visits and figures."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.core.management.base import BaseCommand, CommandError

from museum_site.open_data.importer import FILES, ImportRefused, import_records, museum_key
from museum_site.open_data.progress import Progress

PROBLEMS_SHOWN = 100


class Command(BaseCommand):
    help = (
        f"Import the tables {', '.join(FILES)} of a directory, those that are there. All of them are checked "
        "before anything is written; then all goes in, or nothing. The same tables again change nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("directory", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="check, and say what would be done")
        parser.add_argument(
            "--museum",
            metavar="KEY",
            help="the institution whose site this is; default: the one chosen in the settings of the site",
        )
        parser.add_argument(
            "--cleared-by",
            nargs=2,
            metavar="USER",
            default=(),
            help="two users by whom the visits of the tables are cleared; otherwise none of them is public",
        )

    def handle(self, *args, directory, dry_run, museum, cleared_by, verbosity, **options):
        if not directory.is_dir():
            raise CommandError(f"{directory} is not a directory.")
        shown = {"report": Progress(self.stderr._out)} if verbosity else {}
        try:
            summary = import_records(
                directory,
                museum=museum or museum_key(),
                dry_run=dry_run,
                cleared_by=[self.user(name) for name in cleared_by],
                **shown,
            )
        except ImportRefused as refused:
            raise CommandError(self.in_words(refused.problems)) from refused
        except PermissionDenied as denied:
            raise CommandError(str(denied)) from denied
        for name, counts in summary.counts.items():
            self.stdout.write(
                f"{name}: {counts.created} created, {counts.updated} updated, {counts.unchanged} unchanged"
            )
        if dry_run:
            self.stdout.write("Nothing was written.")

    def user(self, name):
        """The user of a name."""
        try:
            return get_user_model().objects.get_by_natural_key(name)
        except get_user_model().DoesNotExist as error:
            raise CommandError(f"There is no user “{name}”.") from error

    def in_words(self, problems):
        """The first faults, one per line, and how many more there are."""
        lines = [str(problem) for problem in problems[:PROBLEMS_SHOWN]]
        more = len(problems) - len(lines)
        return "\n".join([*lines, *([f"… and {more} more."] if more > 0 else ()), "Nothing was written."])
