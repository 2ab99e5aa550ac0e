"""The work of script/messages, which describes it."""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import polib
from django.utils.translation import to_locale

TOP = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(TOP))

from museum_site.settings.languages import LANGUAGE_CODE, LANGUAGES, PUBLIC_LANGUAGES  # noqa: E402

SOURCES = ["museum_site", "partnerships", "exhibitions", "delegations", "templates", "locale"]
LOCALES = [to_locale(code) for code, _name in LANGUAGES]
# What gettext adds to these (dates, placeholders for names) differs at every run and tells nothing.
METADATA = ["Language", "MIME-Version", "Content-Type", "Content-Transfer-Encoding", "Plural-Forms"]


def po_path(top, locale):
    """Return the path of the .po file of a locale below the top directory of a checkout."""
    return top / "locale" / locale / "LC_MESSAGES" / "django.po"


def collect(top):
    """Update the .po files below `top` from the sources there."""
    command = [sys.executable, "-m", "django", "makemessages", "--verbosity=0", "--no-wrap", "--no-obsolete"]
    command += ["--add-location=file", "--extension=html,py,txt,xml"]
    command += [
        f"--ignore={name}" for name in (".*", "var", "node_modules", "tests", "script", "*.md", "*.in")
    ]
    command += ["--ignore=requirements*.txt", *(f"--locale={locale}" for locale in LOCALES)]
    (top / "locale").mkdir(exist_ok=True)
    # Without settings everything goes to ./locale, and no database or application is needed.
    environment = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
    subprocess.run(command, cwd=top, env=environment, check=True)
    for locale in LOCALES:
        tidy(po_path(top, locale), locale)


def tidy(path, locale):
    """Take out of a .po file what is noise, and gettext's guesses: a text is translated or it is not."""
    po = polib.pofile(str(path), wrapwidth=0)
    po.header = ""
    po.metadata = {name: po.metadata[name] for name in METADATA if name in po.metadata}
    po.metadata["Language"] = locale
    po.metadata_is_fuzzy = []
    for entry in po:
        if entry.fuzzy:
            entry.flags.remove("fuzzy")
            entry.msgstr = ""
            entry.msgstr_plural = dict.fromkeys(entry.msgstr_plural, "")
        entry.previous_msgid = entry.previous_msgid_plural = entry.previous_msgctxt = None
    po.save()


def compiled(path):
    """Return the bytes of the .mo file for a .po file."""
    return polib.pofile(str(path), wrapwidth=0).to_binary()


def stale(top):
    """Return the paths of .mo files that do not match their .po file."""
    return [
        str(po.with_suffix(".mo").relative_to(top))
        for locale in LOCALES
        if not (po := po_path(top, locale)).exists()
        or not (mo := po.with_suffix(".mo")).exists()
        or mo.read_bytes() != compiled(po)
    ]


def outdated(top):
    """Return the paths of .po files that collecting the texts would change, tried on a copy."""
    with tempfile.TemporaryDirectory() as directory:
        copy = Path(directory)
        for name in SOURCES:
            if (top / name).exists():
                shutil.copytree(top / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        collect(copy)
        return [
            str(po_path(top, locale).relative_to(top))
            for locale in LOCALES
            if not po_path(top, locale).exists()
            or po_path(top, locale).read_bytes() != po_path(copy, locale).read_bytes()
        ]


def coverage(top):
    """Return by language code how many texts its .po file translates, and how many there are.

    The texts are in the default language: its catalogue is complete without any translation. A plural is
    translated when all its forms are.
    """
    counts = {}
    for code, _name in LANGUAGES:
        path = po_path(top, to_locale(code))
        po = polib.pofile(str(path)) if path.exists() else []
        entries = [entry for entry in po if not entry.obsolete]
        translated = [entry for entry in entries if code == LANGUAGE_CODE or is_translated(entry)]
        counts[code] = len(translated), len(entries)
    return counts


def is_translated(entry):
    """Return True if an entry has all its texts, and nobody doubts them."""
    texts = entry.msgstr_plural.values() if entry.msgid_plural else [entry.msgstr]
    return bool(texts) and all(texts) and not entry.fuzzy


def report_coverage(top):
    """Print how complete each catalogue is; return a sentence for each that visitors see and that is not."""
    problems = []
    for code, (translated, texts) in coverage(top).items():
        percent = 100 * translated // texts if texts else 0
        print(f"{code:<8}{translated:>6} of {texts} texts  {percent:>3} %")
        if code in PUBLIC_LANGUAGES and not texts:
            problems.append(f"{code}: there is no catalogue")
        elif code in PUBLIC_LANGUAGES and translated < texts:
            problems.append(f"{code}: {texts - translated} texts are not translated")
    return problems


def check():
    """Return the exit status of --check, and say why."""
    gettext = shutil.which("xgettext") and shutil.which("msgmerge")
    problems = [f"{path} does not match its .po file: run script/messages --compile" for path in stale(TOP)]
    problems += report_coverage(TOP)
    if gettext:
        problems += [f"{path} is not up to date: run script/messages" for path in outdated(TOP)]
    elif os.environ.get("CI") == "true":
        problems.append("GNU gettext is missing, so that nobody knows if the .po files are up to date")
    else:
        print("skipped: whether the .po files are up to date, which needs GNU gettext (apt install gettext)")
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    return 1 if problems else 0


def main():
    if "--check" in sys.argv:
        return check()
    if "--compile" not in sys.argv:
        collect(TOP)
    for locale in LOCALES:
        po = po_path(TOP, locale)
        po.with_suffix(".mo").write_bytes(compiled(po))
    return 0


if __name__ == "__main__":
    sys.exit(main())
