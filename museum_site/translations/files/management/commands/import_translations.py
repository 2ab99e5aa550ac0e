"""manage.py import_translations: look at a file that comes back from a translation office, and import it."""

from pathlib import Path

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.utils.text import Truncator

from museum_site.core.languages import desk_languages
from museum_site.translations.files.importing import Change, Outcome, make_plan, write
from museum_site.translations.files.units import MAX_BYTES, FileRefused

FAULTS_SHOWN = 100


class Command(BaseCommand):
    """Tell what a file would change at the desk; with --write, change it."""

    help = "Tell what a translated file would change; with --write, make unpublished texts of the desk of it."

    def add_arguments(self, parser):
        parser.add_argument("file", type=Path)
        parser.add_argument(
            "--user", required=True, metavar="NAME", help="the user in whose name it is imported"
        )
        parser.add_argument("--language", choices=desk_languages(), help="refuse a file in another language")
        parser.add_argument("--write", action="store_true", help="import; by default nothing is written")

    def handle(self, *args, file, user, language, **options):
        try:
            with file.open("rb") as opened:
                content = opened.read(MAX_BYTES + 1)
        except OSError as error:
            raise CommandError(f"The file cannot be read: {error.strerror}") from error
        try:
            self.look_and_write(content, file.name, self.user(user), language or "", options["write"])
        except FileRefused as refused:
            lines = [f"{refusal.fault}: {refusal}" for refusal in refused.refusals[:FAULTS_SHOWN]]
            if len(refused.refusals) > FAULTS_SHOWN:
                lines.append(f"… and {len(refused.refusals) - FAULTS_SHOWN} more.")
            raise CommandError("\n".join([*lines, "Nothing was written."])) from refused

    def look_and_write(self, content, name, user, language, is_written):
        """Print the plan of a file, and write it if that was asked for."""
        plan = make_plan(content, name, user, language=language)
        for change in plan.written:
            self.print_change(change)
        for label, number in plan.counts:
            self.stdout.write(f"{label}: {number}")
        for translation in plan.taken_from_review:
            self.stdout.write(f"In review, goes back to its translator: {translation}")
        if plan.refusals:
            raise FileRefused(*plan.refusals)
        if not is_written:
            self.stdout.write("Nothing was written. Use --write to import.")
            return
        imported = write(content, name, user, language=language, fingerprint=plan.fingerprint)
        self.stdout.write(f"{imported.texts} texts were imported.")

    def print_change(self, change: Change):
        """Print a text as it is and as it will be, and what to look at."""
        self.stdout.write(f"{change.translation.record.title}, {change.source.label}")
        if change.outcome != Outcome.CONFIRMED:
            for sign, text in (("-", change.old), ("+", change.new)):
                if text:
                    self.stdout.write(f"  {sign} {Truncator(text).chars(300)}")
        if change.outcome != Outcome.NEW:
            self.stdout.write(f"  ! {change.outcome.label}")
        for problem in change.problems:
            self.stdout.write(f"  ? {problem.message}")

    def user(self, name):
        """The user of a name."""
        try:
            return get_user_model().objects.get_by_natural_key(name)
        except get_user_model().DoesNotExist as error:
            raise CommandError(f"There is no user “{name}”.") from error
