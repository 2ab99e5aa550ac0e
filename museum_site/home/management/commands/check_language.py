"""Check every step of docs/adding-a-language.md for a language."""

from django.core.management.base import BaseCommand, CommandError

from museum_site.home.language_checks import check_language, who_sees

MARKS = {True: "done   ", False: "MISSING", None: "waits  "}


class Command(BaseCommand):
    """Print the steps in order with what is missing; exit status 1 as long as anything is."""

    help = "Checks every step of docs/adding-a-language.md for a language and says what is missing, in order."

    def add_arguments(self, parser):
        parser.add_argument("code", help="the code in LANGUAGES, such as pt or zh-hans")

    def handle(self, *args, code, **options):
        steps = check_language(code)
        for number, step in enumerate(steps, 1):
            self.stdout.write(f"{MARKS[step.is_done]} {number}. {step.title}")
            for line in step.notes:
                self.stdout.write(f"           {line}")
        missing = [step for step in steps if not step.is_done]
        if missing:
            raise CommandError(
                f"{code} is not ready: {len(missing)} of {len(steps)} steps are left.", returncode=1
            )
        self.stdout.write(f"{code} is ready. {who_sees(code)}")
