"""manage.py export_strings: write corrections of the interface into the .po files, to be committed."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from museum_site.translations.strings.desk import orphans
from museum_site.translations.strings.po_export import clear_settled, export_strings


class Command(BaseCommand):
    help = (
        "Write the corrections of the interface into the .po files below DIRECTORY (by default the site's own "
        "locale/), and compile them. They stay in force until the catalogue with them is deployed and they are "
        "cleared: --clear takes back what the catalogue of this site says by itself, and writes no file."
    )

    def add_arguments(self, parser):
        parser.add_argument("directory", nargs="?", type=Path, default=Path(settings.LOCALE_PATHS[0]))
        parser.add_argument(
            "--language",
            action="append",
            choices=[code for code, _name in settings.LANGUAGES],
            help="only this language; may be given several times",
        )
        parser.add_argument("--clear", action="store_true", help="take back what the catalogue has by now")

    def handle(self, *args, directory, language, clear, **options):
        codes = language or [code for code, _name in settings.LANGUAGES]
        if clear:
            cleared = clear_settled(codes)
            self.stdout.write(f"{len(cleared)} corrections were cleared.")
        else:
            self.export(directory, codes)
        for row in orphans():
            self.stdout.write(f"{row}: the site has no such string any more; the correction has no effect.")

    def export(self, directory, codes):
        """Write the files and say what was done to each."""
        try:
            done = export_strings(directory, codes)
        except OSError as error:
            raise CommandError(f"{error.filename or directory}: {error.strerror or error}") from error
        for result in done:
            self.stdout.write(
                f"{result.path}: {result.written} written, {result.equal} there already, "
                f"{result.unknown} not in the file"
            )
        if not done:
            self.stdout.write("There are no corrections.")
