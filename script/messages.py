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

from museum_site.settings.languages import LANGUAGES  # noqa: E402

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


def check():
    """Return the exit status of --check, and say why."""
    gettext = shutil.which("xgettext") and shutil.which("msgmerge")
    problems = [f"{path} does not match its .po file: run script/messages --compile" for path in stale(TOP)]
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
