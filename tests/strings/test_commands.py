"""Corrections go into the .po files and come out of them, whole or not at all."""

import importlib.util
import shutil
from io import StringIO
from pathlib import Path

import polib
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from museum_site.translations.strings import catalogue as catalogues
from museum_site.translations.strings.checks import faults
from museum_site.translations.strings.desk import Change, record
from museum_site.translations.strings.models import Correction
from museum_site.translations.strings.po_import import read_files
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
VISITS = "%(number)s visit"


@pytest.fixture
def locale(tmp_path, settings):
    """A copy of the catalogues, as they are in a checkout."""
    directory = tmp_path / "locale"
    shutil.copytree(settings.LOCALE_PATHS[0], directory)
    return directory


def po_file(directory, code="fr") -> Path:
    """The .po file of a language in a directory."""
    return catalogues.po_path(code, directory)


def lines_that_differ(old: str, new: str) -> list[str]:
    """The lines of a text that another one has not."""
    known = set(old.splitlines())
    return [line for line in new.splitlines() if line not in known]


# --- Out ------------------------------------------------------------------------------------------


def test_an_export_changes_the_corrected_texts_and_nothing_else(locale, correct):
    before = {path: path.read_text() for path in locale.rglob("*.po")}
    correct("fr", "Exhibitions", "Les expositions")
    correct("ru", VISITS, *(f"%(number)s {form}" for form in ("приезд", "приезда", "приездов", "приезда")))
    call_command("export_strings", locale)
    after = {path: path.read_text() for path in before}
    changed = {path: lines_that_differ(before[path], after[path]) for path in before}
    assert {path.parts[-3]: lines for path, lines in changed.items() if lines} == {
        "fr": ['msgstr "Les expositions"'],
        "ru": [
            'msgstr[0] "%(number)s приезд"',
            'msgstr[1] "%(number)s приезда"',
            'msgstr[2] "%(number)s приездов"',
            'msgstr[3] "%(number)s приезда"',
        ],
    }
    assert all(len(before[path].splitlines()) == len(after[path].splitlines()) for path in before)


def test_what_is_exported_is_compiled_as_the_scripts_do(locale, correct, settings):
    spec = importlib.util.spec_from_file_location("messages", settings.BASE_DIR / "script/messages.py")
    messages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(messages)
    correct("fr", "Exhibitions", "Les expositions")
    call_command("export_strings", locale)
    assert messages.stale(locale.parent) == []
    before = po_file(locale).read_bytes()
    messages.tidy(po_file(locale), "fr")
    assert po_file(locale).read_bytes() == before


def test_only_the_languages_asked_for_are_exported(locale, correct, capsys):
    correct("fr", "Exhibitions", "Les expositions")
    correct("ru", "Exhibitions", "Все выставки")
    call_command("export_strings", locale, language=["ru"])
    assert "Все выставки" in po_file(locale, "ru").read_text()
    assert "Les expositions" not in po_file(locale, "fr").read_text()
    assert "1 written" in capsys.readouterr().out


def test_an_empty_directory_gets_the_site_s_catalogue_with_the_corrections(tmp_path, correct):
    correct("fr", "Exhibitions", "Les expositions")
    call_command("export_strings", tmp_path / "out")
    po = polib.pofile(str(po_file(tmp_path / "out")))
    assert po.find("Exhibitions", msgctxt=False).msgstr == "Les expositions"
    assert po_file(tmp_path / "out").with_suffix(".mo").exists()


def test_a_directory_that_cannot_be_written_is_named(tmp_path, correct):
    correct("fr", "Exhibitions", "Les expositions")
    (tmp_path / "file").write_text("")
    with pytest.raises(CommandError, match="file"):
        call_command("export_strings", tmp_path / "file")


def test_a_correction_that_was_deployed_can_be_cleared(locale, correct, settings, capsys):
    correct("fr", "Exhibitions", "Les expositions")
    correct("fr", "Partners", "Les partenaires")
    call_command("export_strings", clear=True)
    assert Correction.objects.in_force().count() == 2
    po = polib.pofile(str(po_file(locale)), wrapwidth=0)
    po.find("Exhibitions", msgctxt=False).msgstr = "Les expositions"
    po.save()
    settings.LOCALE_PATHS = [locale]
    capsys.readouterr()
    call_command("export_strings", clear=True)
    assert capsys.readouterr().out.startswith("1 corrections were cleared.")
    assert [row.msgid for row in Correction.objects.in_force()] == ["Partners"]


def test_a_correction_of_a_string_that_is_gone_is_told(correct, locale, capsys):
    gone = correct("fr", "Exhibitions", "Les expositions")
    Correction.objects.filter(pk=gone.pk).update(msgid="Gone")
    call_command("export_strings", locale)
    out = capsys.readouterr().out
    assert "1 not in the file" in out
    assert "fr: Gone: the site has no such string any more" in out


# --- In -------------------------------------------------------------------------------------------


def change(path, msgid, text, **attributes):
    """Change the text of an entry of a .po file."""
    po = polib.pofile(str(path), wrapwidth=0)
    entry = po.find(msgid, msgctxt=False)
    if isinstance(text, dict):
        entry.msgstr_plural = text
    else:
        entry.msgstr = text
    for name, value in attributes.items():
        setattr(entry, name, value)
    po.save(str(path))
    return path


def refusal(*files, **options) -> str:
    """What the command says when it refuses files; nothing may have been written."""
    with pytest.raises(CommandError) as refused:
        call_command("import_strings", *files, **options)
    assert not Correction.objects.exists()
    return str(refused.value)


def test_a_file_that_comes_back_becomes_corrections(locale, capsys):
    user = UserFactory()
    change(po_file(locale), "Exhibitions", "Les expositions")
    change(po_file(locale), VISITS, {0: "%(number)s venue", 1: "%(number)s venues"})
    call_command("import_strings", po_file(locale), user=user.username)
    assert {row.msgid: row.forms for row in Correction.objects.all()} == {
        "Exhibitions": ["Les expositions"],
        VISITS: ["%(number)s venue", "%(number)s venues"],
    }
    assert {row.made_by for row in Correction.objects.all()} == {user}
    call_command("import_strings", po_file(locale))
    assert Correction.objects.count() == 2


@pytest.mark.parametrize("code", ["zh-hans", "ru", "ar", "en"])
def test_a_file_that_was_not_changed_changes_nothing(locale, code):
    call_command("import_strings", po_file(locale, code))
    assert not Correction.objects.exists()


def test_what_was_exported_can_be_imported_elsewhere(locale, correct):
    text = "Les «\u202fexpositions\u202f»\u200f 🏛 ’"
    correct("fr", "Exhibitions", text)
    call_command("export_strings", locale)
    Correction.objects.all().delete()
    call_command("import_strings", po_file(locale))
    assert Correction.objects.get().forms == [text]


def test_a_dry_run_prints_the_differences_and_writes_nothing(locale, capsys):
    change(po_file(locale), "Exhibitions", "Les expositions :")
    call_command("import_strings", po_file(locale), dry_run=True)
    out = capsys.readouterr().out
    assert "fr: Exhibitions\n  - Expositions\n  + Les expositions :\n" in out
    assert "  ? It ends with another punctuation mark than the source text." in out
    assert "1 texts would change. Nothing was written." in out
    assert not Correction.objects.exists()


def test_texts_that_are_not_translated_yet_are_passed_over(locale):
    change(po_file(locale), "Exhibitions", "")
    call_command("import_strings", po_file(locale))
    assert not Correction.objects.exists()


def test_one_fault_keeps_everything_out(locale):
    change(po_file(locale), "Exhibitions", "Les expositions")
    change(po_file(locale, "ru"), VISITS, dict.fromkeys(range(4), "визиты"))
    said = refusal(po_file(locale), po_file(locale, "ru"))
    assert "“%(number)s visit”: The placeholder %(number)s is missing." in said
    assert said.endswith("Nothing was written.")


def rewritten(path, old, new):
    """A .po file with a piece of its text exchanged."""
    content = path.read_bytes()
    assert old in content
    path.write_bytes(content.replace(old, new, 1))
    return path


FAULTS = {
    "no language": (
        lambda path: rewritten(path, b'"Language: fr\\n"\n', b""),
        "The head does not name a language.",
    ),
    "unknown language": (
        lambda path: rewritten(path, b"Language: fr", b"Language: pt"),
        "The site has no language “pt”.",
    ),
    "another language than the head says": (
        lambda path: rewritten(path, b"Language: fr", b"Language: es"),
        "another rule of plural forms",
    ),
    "texts of another language": (
        lambda path: rewritten(path, b"Language: fr", b"Language: de"),
        "another rule of plural forms",
    ),
    "rule that cannot be read": (
        lambda path: rewritten(path, b"nplurals=2", b"nplurals=x"),
        "The rule of plural forms in the head cannot be read.",
    ),
    "fuzzy": (
        lambda path: change(path, "Exhibitions", "Les expos", flags=["fuzzy"]),
        "“Exhibitions”: The entry is marked as fuzzy",
    ),
    "unknown string": (
        lambda path: rewritten(path, b'msgid "Exhibitions"', b'msgid "Exibitions"'),
        "“Exibitions”: The site has no such string.",
    ),
    "too few plural forms": (
        lambda path: change(path, VISITS, {0: "%(number)s venue"}),
        "The entry has 1 plural forms; the language has 2.",
    ),
    "too many plural forms": (
        lambda path: change(path, VISITS, dict.fromkeys(range(3), "%(number)s venue")),
        "The entry has 3 plural forms; the language has 2.",
    ),
    "a plural form left empty": (
        lambda path: change(path, VISITS, {0: "%(number)s venue", 1: ""}),
        "“%(number)s visit”: The text is empty.",
    ),
    "broken placeholder": (
        lambda path: change(path, VISITS, {0: "%(nombre)s visite", 1: "%(number)s visites"}),
        "“%(number)s visit”: The placeholder %(nombre)s is not in the source text.",
    ),
    "markup": (
        lambda path: change(path, "Exhibitions", "<b>Expositions</b>"),
        "“Exhibitions”: HTML is not allowed here",
    ),
    "not UTF-8": (
        lambda path: rewritten(path, "é".encode(), "é".encode("latin-1")),
        "The text is not in UTF-8.",
    ),
    "another encoding in the head": (
        lambda path: rewritten(path, b"charset=UTF-8", b"charset=ISO-8859-1"),
        "The head names the encoding ISO-8859-1; it must be UTF-8.",
    ),
    "syntax": (
        lambda path: rewritten(path, b'msgid "Exhibitions"', b"msgid Exhibitions"),
        "The line cannot be read as a line of a .po file.",
    ),
    "a text that does not end": (
        lambda path: rewritten(path, b'msgstr "Expositions"', b'msgstr "Expositions'),
        "The line cannot be read as a line of a .po file.",
    ),
    "words where a text should be": (
        lambda path: rewritten(path, b'msgstr "Expositions"', b"Expositions"),
        "The line cannot be read as a line of a .po file.",
    ),
    "an entry without a text": (
        lambda path: rewritten(path, b'msgstr "Expositions"\n', b""),
        "The line cannot be read as a line of a .po file.",
    ),
    "a text without an entry": (
        lambda path: path.write_text(f'"x"\n{path.read_text()}') and path,
        "django.po:1: The line cannot be read as a line of a .po file.",
    ),
    "an end too early": (
        lambda path: path.write_text(f'{path.read_text()}\nmsgid "Exhibitions"\n') and path,
        "The line cannot be read as a line of a .po file.",
    ),
    "the same entry twice": (
        lambda path: path.write_text(f'{path.read_text()}\nmsgid "Exhibitions"\nmsgstr "Expos"\n') and path,
        "“Exhibitions”: The entry stands more than once.",
    ),
    "something else": (
        lambda path: path.write_bytes(b"\x89PNG\x00\x00") and path,
        "The text is not in UTF-8.",
    ),
    "nothing in it": (lambda path: path.write_bytes(b"") or path, "This is not a .po file."),
    "too large": (lambda path: path.write_bytes(b"#" * 5_000_001) and path, "The file is too large."),
    "no file": (lambda path: path.with_name("none.po"), "none.po: The file cannot be read"),
}


@pytest.mark.parametrize("kind", FAULTS)
def test_a_broken_file_is_refused_by_the_name_of_its_fault(locale, kind):
    spoil, reason = FAULTS[kind]
    assert reason in refusal(spoil(po_file(locale)))


def test_texts_in_another_language_than_the_head_says_are_noticed(locale):
    """Japanese and Korean have the same plural rule."""
    path = rewritten(po_file(locale, "ja"), b"Language: ja", b"Language: ko")
    assert "The head names the language ko, but the texts are in ja." in refusal(path)


def test_a_file_in_another_language_than_asked_for_is_refused(locale):
    assert "The file is in the language fr, not ru." in refusal(po_file(locale), language="ru")


def test_the_same_string_in_two_files_is_refused(locale, tmp_path):
    one = change(po_file(locale), "Exhibitions", "Les expositions")
    other = Path(shutil.copy(one, tmp_path / "other.po"))
    assert "The entry stands in more than one file." in refusal(one, other)


def test_a_fault_names_file_line_and_entry(locale):
    path = change(po_file(locale), "Exhibitions", "<b>x</b>")
    lines = path.read_text().splitlines()
    line = lines.index('msgid "Exhibitions"')
    assert lines[line - 1].startswith("#: ")  # the first line of the entry
    assert f"django.po:{line} “Exhibitions”: HTML" in refusal(path)


def test_an_unknown_user_is_named(locale):
    assert "There is no user “nobody”." in refusal(po_file(locale), user="nobody")


# --- Out and in -----------------------------------------------------------------------------------

ODD = st.text(
    st.sampled_from("aé ’«»\u202f\u00a0\u200f\u200e\u2028\\\"'%{}<>&#~;\t\n中文العربية🏛𠀀"),
    min_size=1,
    max_size=30,
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ODD)
def test_a_text_that_may_be_saved_goes_out_and_comes_back_as_it_was(tmp_path, entry, text):
    exhibitions = entry("Exhibitions")
    assume(not faults(exhibitions, text))
    with transaction.atomic():
        record([Change(exhibitions, "fr", (text,))])
        call_command("export_strings", tmp_path, language=["fr"], stdout=StringIO())
        Correction.objects.all().delete()
        assert [difference.change.forms for difference in read_files([po_file(tmp_path)])] == [(text,)]
        transaction.set_rollback(True)
