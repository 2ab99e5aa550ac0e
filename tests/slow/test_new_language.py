"""A tenth language is one line, one generated migration and one .po file: Portuguese, in a copy of the project."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import polib
import pytest
from bs4 import BeautifulSoup
from django.db import connection

from tests.site.reading import alternates, canonical, is_kept_out

TOP = Path(__file__).resolve().parents[2]
COPIED = (
    "manage.py",
    "museum_site",
    "partnerships",
    "exhibitions",
    "delegations",
    "templates",
    "static",
    "locale",
    "script",
)
KEPT = ("PATH", "HOME", "TMPDIR", "LANG", "PYTHONPYCACHEPREFIX")
# CLDR's rule: unlike Django's it counts 0 as singular.
PLURALS = "nplurals=3; plural=(n == 0 || n == 1) ? 0 : n % 1000000 == 0 ? 1 : 2;"
WORDS = """
from museum_site.home.models import HomePage, MuseumSettings
home = HomePage.objects.get()
home.heading_pt, home.summary_pt = "Intercâmbio internacional", "O intercâmbio internacional do museu."
home.save()
museum = MuseumSettings.objects.get().institution
museum.name_pt = "O Museu"
museum.save()
"""
VISIT = """
import json, sys
from django.contrib.auth import get_user_model
from django.test import Client
staff, visitor = Client(), Client()
staff.force_login(get_user_model().objects.create_superuser(sys.argv[1]))
answers = {}
for name, client in (("visitor", visitor), ("staff", staff)):
    for address in sys.argv[2:]:
        response = client.get(address)
        answers[f"{name} {address}"] = [response.status_code, response.content.decode()]
print(json.dumps(answers))
"""


class Copy:
    """A copy of the project with a database of its own."""

    def __init__(self, top: Path):
        self.top = top
        self.data = top / "var"
        for name in COPIED:
            if (TOP / name).is_dir():
                shutil.copytree(TOP / name, top / name, ignore=shutil.ignore_patterns("__pycache__"))
            else:
                shutil.copy(TOP / name, top / name)
        self.data.mkdir()

    def run(self, *arguments, public="", status=0) -> str:
        """What a Python program of the copy prints; it must end with `status`."""
        environment = {
            **{name: os.environ[name] for name in KEPT if name in os.environ},
            "DJANGO_SETTINGS_MODULE": "museum_site.settings.test",
            "DATA_DIR": str(self.data),
            "PUBLIC_LANGUAGES": public,
            "PYTHONPATH": str(self.top),
            "PYTHONWARNINGS": "ignore",
        }
        process = subprocess.run(
            [sys.executable, *arguments], cwd=self.top, env=environment, capture_output=True, text=True
        )
        assert process.returncode == status, process.stdout + process.stderr
        return process.stdout

    def manage(self, *arguments, **kwargs) -> str:
        """What a command of manage.py prints."""
        return self.run("manage.py", *arguments, **kwargs)

    def visit(self, user, *addresses, public="") -> dict[str, list]:
        """Status and text of each address, for a visitor and for a member of the staff named `user`."""
        program = f"import django; django.setup()\n{VISIT}"
        return json.loads(self.run("-c", program, user, *addresses, public=public))


@pytest.fixture
def copy(site_tree, tmp_path):
    """The project, with the pages of the site in its database."""
    assert connection.vendor == "sqlite"
    copy = Copy(tmp_path)
    (copy.data / "db.sqlite3").write_bytes(connection.connection.serialize())
    return copy


def missing(report: str) -> list[str]:
    """The titles of the steps that a report of check_language calls missing or waiting."""
    lines = [line.split(maxsplit=2) for line in report.splitlines()]
    return [words[2] for words in lines if words[0] in ("MISSING", "waits")]


@pytest.mark.thorough
@pytest.mark.django_db
def test_portuguese(copy):
    languages = copy.top / "museum_site" / "settings" / "languages.py"
    # 1. One line.
    text = languages.read_text(encoding="utf-8")
    german = '    ("de", "Deutsch"),\n'
    languages.write_text(text.replace(german, f'{german}    ("pt", "Português"),\n'), encoding="utf-8")
    inside = "en,zh-hans,fr,es,ru,ar,ja,ko,de"
    report = copy.manage("check_language", "pt", status=1, public=inside)
    assert missing(report) == [
        "Migrations written",
        "Migrations applied",
        "Records in the search",
        "Interface translated and compiled",
        "Plural forms of the language",
        "The museum’s own names of countries",
        "Name of the museum",
        "Text of the front page",
    ]

    # 2. Its columns.
    copy.manage("makemigrations")
    copy.manage("migrate")
    copy.manage("rebuild_search")

    # 3. The interface, here as Spanish has it.
    copy.run("script/messages.py")
    path = copy.top / "locale" / "pt" / "LC_MESSAGES" / "django.po"
    spanish = {
        (entry.msgctxt, entry.msgid): entry
        for entry in polib.pofile(str(copy.top / "locale" / "es" / "LC_MESSAGES" / "django.po"))
    }
    catalogue = polib.pofile(str(path), wrapwidth=0)
    catalogue.metadata["Plural-Forms"] = PLURALS
    for entry in catalogue:
        source = spanish[entry.msgctxt, entry.msgid]
        entry.msgstr = source.msgstr
        if source.msgid_plural:
            entry.msgstr_plural = source.msgstr_plural
    catalogue.save()
    copy.run("script/messages.py", "--compile")

    # 4. What it says of the museum.
    report = copy.manage("check_language", "pt", status=1, public=inside)
    assert missing(report) == ["Name of the museum", "Text of the front page"]
    copy.manage("shell", "--no-imports", "-c", WORDS)
    assert "pt is ready. Only staff see it" in copy.manage("check_language", "pt", public=inside)

    # Inside, it is there for staff only.
    answers = copy.visit("first", "/pt/", "/pt/languages/", "/en/", "/sitemap.xml", public=inside)
    assert answers["visitor /pt/"][0] == answers["visitor /pt/languages/"][0] == 404
    assert answers["staff /pt/"][0] == 200
    for address in ("/en/", "/sitemap.xml"):
        assert "/pt/" not in answers[f"visitor {address}"][1]
        assert "-pt.xml" not in answers[f"visitor {address}"][1]

    # 5. Open.
    answers = copy.visit("second", "/pt/", "/en/", "/ar/", "/pt/exhibitions/", "/sitemap-pt.xml")
    assert {status for status, _text in answers.values()} == {200}
    home = BeautifulSoup(answers["visitor /pt/"][1], "html5lib")
    assert (home.html["lang"], home.html["dir"]) == ("pt", "ltr")
    assert [len(home.select(name)) for name in ("title", "h1", "main", "header.masthead", "footer")] == [
        1
    ] * 5
    assert home.h1.get_text() == "Intercâmbio internacional"
    assert home.select_one(".site-name-active").get_text() == "O Museu"
    assert (
        home.find("meta", attrs={"name": "description"})["content"] == "O intercâmbio internacional do museu."
    )
    assert home.select_one(".language-notice") is None
    assert canonical(home) == "http://testserver/pt/"
    assert not is_kept_out(home)
    identifiers = [tag["id"] for tag in home.select("[id]")]
    assert len(identifiers) == len(set(identifiers))
    for address in ("/en/", "/ar/"):
        html = BeautifulSoup(answers[f"visitor {address}"][1], "html5lib")
        link = html.select_one('.masthead-languages a[hreflang="pt"]')
        assert (link["href"], link["lang"], link.get_text()) == ("/pt/", "pt", "Português")
        assert alternates(html)["pt"] == "http://testserver/pt/"
    assert "http://testserver/pt/" in answers["visitor /sitemap-pt.xml"][1]
