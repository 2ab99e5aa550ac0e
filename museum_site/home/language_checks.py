"""What a language needs before visitors can be let in: the steps of docs/adding-a-language.md, each checked."""

import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from gettext import c2py
from pathlib import Path

import polib
from babel import UnknownLocaleError
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.utils.translation import get_language_info, override, to_locale
from modeltranslation.translator import translator

from museum_site.core.languages import babel_locale, column, language_tag, script_of
from museum_site.core.models import translated_fields
from museum_site.search.models import SearchEntry

from .models import HomePage, MuseumSettings

# The form in which Django writes a BCP 47 tag: language, script, region.
TAG = re.compile(r"[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?")
# The style sheet sets all languages as these scripts are set, unless a rule says otherwise.
SCRIPTS_WITHOUT_RULE = {"Latn", "Cyrl"}
NUMBERS = range(1000)


@dataclass
class Step:
    """One step: whether it is done (None: it cannot be checked before an earlier one is), and what to know or do."""

    title: str
    is_done: bool | None = None
    notes: list[str] = field(default_factory=list)


def check_language(code: str) -> list[Step]:
    """The steps for a language code in order; a step that stands on one that is missing waits."""
    steps = []
    for title, check, needs in STEPS:
        step = Step(title)
        if all(steps[index].is_done for index in needs):
            step.notes = check(code)
            step.is_done = not step.notes
        steps.append(step)
    return steps


def who_sees(code: str) -> str:
    """Whether visitors are let in, as a sentence; that is no step but a decision."""
    if code in settings.PUBLIC_LANGUAGES:
        return "Visitors see it."
    return "Only staff see it: PUBLIC_LANGUAGES leaves it out."


def check_name(code: str) -> list[str]:
    """Problems of the line in LANGUAGES."""
    if not TAG.fullmatch(code):
        return [f"{code!r} is no language tag as Django writes them: pt, pt-br, zh-hant."]
    autonym = dict(settings.LANGUAGES).get(code)
    if autonym is None:
        return [f'Add ("{code}", "its name in itself") to LANGUAGES in museum_site/settings/languages.py.']
    if not autonym.strip():
        return ["Its name in LANGUAGES is empty."]
    try:
        get_language_info(code)
    except KeyError:
        return [
            f"Django does not know {code}, nor in which direction it runs: add it to django.conf.locale.LANG_INFO."
        ]
    return []


def check_cldr(code: str) -> list[str]:
    """Problems of the names, dates and numbers that come from CLDR."""
    try:
        locale = babel_locale(code)
    except (UnknownLocaleError, ValueError):
        return [f"babel has no CLDR data for {code}."]
    lists = {"countries": locale.territories, "months": locale.months["format"]["wide"]}
    return [f"CLDR has no names of {what} in {code}." for what, names in lists.items() if not names]


def check_migrations(code: str) -> list[str]:
    """Changes of models for which no migration has been written."""
    found = io.StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=found, stderr=found, verbosity=1)
    except SystemExit:
        return ["Run manage.py makemigrations, and commit what it writes."]
    return []


def check_columns(code: str) -> list[str]:
    """Columns of translated fields that the database does not have."""
    missing = []
    with connection.cursor() as cursor:
        for model in translator.get_registered_models(abstract=False):
            table = model._meta.db_table
            there = {found.name for found in connection.introspection.get_table_description(cursor, table)}
            missing += [
                f"{table}.{column(name, code)}"
                for name in translated_fields(model)
                if (own := model._meta.get_field(column(name, code))).model is model
                and own.column not in there
            ]
    return (
        [f"Run manage.py migrate: {missing[0]} and {len(missing) - 1} more columns are missing."]
        if missing
        else []
    )


def catalogue_path(code: str) -> Path:
    """The path of the .po file of a language."""
    return Path(settings.LOCALE_PATHS[0]) / to_locale(code) / "LC_MESSAGES" / "django.po"


def catalogue_of(code: str) -> polib.POFile:
    """The .po file of a language; an empty one where there is none."""
    path = catalogue_path(code)
    return polib.pofile(str(path), wrapwidth=0) if path.exists() else polib.POFile()


def check_catalogue(code: str) -> list[str]:
    """Problems of the .po and .mo files."""
    path = catalogue_path(code)
    if not path.exists():
        return [f"There is no {path.relative_to(settings.BASE_DIR)}: run script/messages."]
    catalogue = catalogue_of(code)
    compiled = path.with_suffix(".mo")
    problems = []
    # English is the language of the sources themselves.
    if code.split("-")[0] != "en" and (left := catalogue.untranslated_entries()):
        problems.append(
            f"{len(left)} of {len(catalogue)} entries are not translated, such as {left[0].msgid!r}."
        )
    if catalogue.fuzzy_entries():
        problems.append(f"{len(catalogue.fuzzy_entries())} entries are marked as fuzzy.")
    if not compiled.exists() or compiled.read_bytes() != catalogue.to_binary():
        problems.append(f"{compiled.name} does not match the .po file: run script/messages --compile.")
    return problems


def plural_rule(header: str) -> tuple[int, Callable[[int], int]]:
    """The number of plural forms in a Plural-Forms header and the rule that chooses one; ValueError without them."""
    found = re.fullmatch(r"\s*nplurals\s*=\s*(\d+)\s*;\s*plural\s*=\s*(.+?)\s*;?\s*", header)
    if not found:
        raise ValueError(f"no plural rule: {header!r}")
    return int(found.group(1)), c2py(found.group(2))


def check_plurals(code: str) -> list[str]:
    """Problems of the plural forms: one form for two of CLDR's categories, or forms that are not written."""
    catalogue = catalogue_of(code)
    try:
        forms, choose = plural_rule(catalogue.metadata.get("Plural-Forms", ""))
    except ValueError:
        return ["The header has no plural rule."]
    category = babel_locale(code).plural_form
    categories = {}
    for number in NUMBERS:
        categories.setdefault(choose(number), {}).setdefault(category(number), number)
    problems = [
        f"Plural form {form} stands for {' and '.join(str(number) for number in found.values())}, which differ in CLDR:"
        " write another rule into the header."
        for form, found in sorted(categories.items())
        if len(found) > 1
    ]
    wrong = [entry.msgid for entry in catalogue if entry.msgid_plural and len(entry.msgstr_plural) != forms]
    if wrong:
        problems.append(f"{len(wrong)} entries do not have {forms} plural forms, such as {wrong[0]!r}.")
    return problems


def check_countries(code: str) -> list[str]:
    """The institution's own names of countries (COUNTRY_NAMES) that have no translation."""
    if code.split("-")[0] == "en":
        return []
    catalogue = catalogue_of(code)
    translated = {entry.msgid for entry in catalogue.translated_entries()}
    with override(None):
        names = {country: str(name) for country, name in settings.COUNTRY_NAMES.items()}
    left = [f"{name} ({country})" for country, name in names.items() if name not in translated]
    return [f"No name for {', '.join(left)}: translate it in the .po file."] if left else []


def check_search(code: str) -> list[str]:
    """Whether the search finds records in it."""
    if SearchEntry.objects.exists() and not SearchEntry.objects.filter(language=code).exists():
        return ["Run manage.py rebuild_search: the search finds nothing in it yet."]
    return []


def check_museum(code: str) -> list[str]:
    """Whether the museum has its name."""
    found = [
        item.institution for item in MuseumSettings.objects.select_related("institution") if item.institution
    ]
    if not found:
        return ["No museum is chosen: Settings → Museum in the admin."]
    return [
        f"Write the name of {museum} in it: Registers → Institutions in the admin."
        for museum in found
        if not getattr(museum, column("name", code))
    ]


def check_home(code: str) -> list[str]:
    """Whether the front page has its text."""
    pages = list(HomePage.objects.live())
    if not pages:
        return ["There is no front page."]
    return [
        f"The front page “{page}” has no heading in it, or no summary."
        for page in pages
        if not page.has_text_in(code)
    ]


def check_script(code: str) -> list[str]:
    """Whether the style sheets set the script of the language."""
    script = script_of(code)
    if script in SCRIPTS_WITHOUT_RULE:
        return []
    names = {language_tag(code), code.split("-")[0]}
    sheets = (Path(settings.BASE_DIR) / "static" / "css").glob("*.css")
    ruled = {
        tag for sheet in sheets for tag in re.findall(r":lang\(([^)]+)\)", sheet.read_text(encoding="utf-8"))
    }
    if names & ruled:
        return []
    return [
        f"No style sheet has a rule :lang({language_tag(code)}) with fonts and leading for the script {script}."
    ]


# Title, check, and the steps (by position) that must be done before it can be checked.
STEPS = [
    ("One line in LANGUAGES", check_name, ()),
    ("Names of countries, dates and numbers in CLDR", check_cldr, (0,)),
    ("Migrations written", check_migrations, (0,)),
    ("Migrations applied", check_columns, (0,)),
    ("Records in the search", check_search, (0, 3)),
    ("Interface translated and compiled", check_catalogue, (0,)),
    ("Plural forms of the language", check_plurals, (0, 1)),
    ("The museum’s own names of countries", check_countries, (0,)),
    ("Name of the museum", check_museum, (0, 3)),
    ("Text of the front page", check_home, (0, 3)),
    ("Fonts for the script", check_script, (0, 1)),
]
