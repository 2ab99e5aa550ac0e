"""manage.py import_strings: make corrections of the .po files that a translation office sends back."""

from pathlib import Path

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

from museum_site.translations.strings.desk import record
from museum_site.translations.strings.po_import import ImportRefused, read_files

FAULTS_SHOWN = 100


class Command(BaseCommand):
    help = (
        "Make corrections of the texts in .po files that differ from what the site shows. All files are checked "
        "before anything is written; then all goes in, or nothing. The same files again change nothing."
    )

    def add_arguments(self, parser):
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE.po")
        parser.add_argument("--dry-run", action="store_true", help="check, and print what would change")
        parser.add_argument(
            "--language",
            choices=[code for code, _name in settings.LANGUAGES],
            help="refuse files in another language; by default the head of each file says its language",
        )
        parser.add_argument("--user", metavar="NAME", help="the user in whose name the corrections are made")
        parser.add_argument(
            "--note", default="", help="a note for colleagues; by default the name of the command"
        )

    def handle(self, *args, files, dry_run, language, user, note, **options):
        person = self.user(user) if user else None
        try:
            differences = read_files(files, language)
        except ImportRefused as refused:
            lines = list(map(str, refused.faults[:FAULTS_SHOWN]))
            if len(refused.faults) > FAULTS_SHOWN:
                lines.append(f"… and {len(refused.faults) - FAULTS_SHOWN} more.")
            raise CommandError("\n".join([*lines, "Nothing was written."])) from refused
        for difference in differences:
            self.print_difference(difference)
        if dry_run:
            self.stdout.write(f"{len(differences)} texts would change. Nothing was written.")
            return
        if differences:
            record(
                [difference.change for difference in differences], user=person, note=note or "import_strings"
            )
        self.stdout.write(f"{len(differences)} texts were changed.")

    def print_difference(self, difference):
        """Print what a text was and will be, line by line, and what to look at."""
        change = difference.change
        context = f" ({change.entry.context})" if change.entry.context else ""
        self.stdout.write(f"{change.language}: {change.entry.msgid}{context}")
        for old, new in zip(difference.shown, change.forms, strict=True):
            if old != new:
                self.stdout.write(f"  - {old}\n  + {new}")
        for hint in difference.hints:
            self.stdout.write(f"  ? {hint}")

    def user(self, name):
        """The user of a name."""
        try:
            return get_user_model().objects.get_by_natural_key(name)
        except get_user_model().DoesNotExist as error:
            raise CommandError(f"There is no user “{name}”.") from error
