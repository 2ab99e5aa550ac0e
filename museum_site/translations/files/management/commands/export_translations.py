"""manage.py export_translations: write a file for a translation office."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation

from museum_site.core.languages import desk_languages
from museum_site.translations.enums import State
from museum_site.translations.files.exporting import (
    NEEDS_WORK,
    NothingToExport,
    TooMuchToExport,
    export,
    file_name,
    make_document,
    select,
)
from museum_site.translations.files.formats import FORMATS
from museum_site.translations.files.xlsx import CellTooLong
from museum_site.translations.records import register_labels


class Command(BaseCommand):
    """Write texts and their translations into a file: all that wait to be translated, or a selection."""

    help = "Write a PO, XLIFF or XLSX file of the texts of a language that are missing or outdated, or of a selection."

    def add_arguments(self, parser):
        parser.add_argument("language", choices=desk_languages())
        parser.add_argument("--format", choices=FORMATS, default="po")
        parser.add_argument(
            "--source", choices=settings.SOURCE_LANGUAGES, default=settings.SOURCE_LANGUAGES[0]
        )
        parser.add_argument("--record", type=int, help="the number of a row of the matrix")
        parser.add_argument("--register", choices=register_labels(), default="")
        parser.add_argument(
            "--state", action="append", choices=State.values, help="may be given several times"
        )
        parser.add_argument("--all", action="store_true", help="also texts that are up to date")
        parser.add_argument(
            "--site", default=settings.WAGTAILADMIN_BASE_URL, help="what addresses begin with"
        )
        parser.add_argument("--output", type=Path, help="a file or a directory; by default the current one")

    def handle(self, *args, language, **options):
        states = options["state"] or (() if options["all"] or options["record"] else NEEDS_WORK)
        chosen = select(language, record=options["record"], register=options["register"], states=states)
        with translation.override(settings.SOURCE_LANGUAGES[0]):
            try:
                document = make_document(
                    chosen,
                    language,
                    options["source"],
                    open_only=not options["all"],
                    site=options["site"].rstrip("/"),
                )
                content = export(document, options["format"])
            except NothingToExport as error:
                raise CommandError("Nothing is to be translated in this selection.") from error
            except TooMuchToExport as error:
                raise CommandError("Too many texts for one file: choose a register.") from error
            except CellTooLong as error:
                raise CommandError(
                    f"A text is too long for a cell; choose another format: {error}"
                ) from error
        path = options["output"] or Path()
        if path.is_dir():
            path = path / file_name(document, options["format"])
        path.write_bytes(content)
        self.stdout.write(f"{path}: {len(document.units)} texts.")
