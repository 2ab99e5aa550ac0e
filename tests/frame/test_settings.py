"""Production starts only with what it needs, and every variable it reads is documented."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

TOP = Path(__file__).resolve().parents[2]
ENOUGH = {"SECRET_KEY": "a secret of the test", "ALLOWED_HOSTS": "exchange.example.org, www.example.org"}


def production(environment, *names):
    """Return the process that prints the named production settings as JSON under these variables."""
    program = (
        "import json, sys; from museum_site.settings import production as p;"
        "print(json.dumps({name: getattr(p, name) for name in sys.argv[1:]}, default=str))"
    )
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPYCACHEPREFIX") if name in os.environ}
    environment = kept | environment
    return subprocess.run(
        [sys.executable, "-c", program, *names], cwd=TOP, env=environment, capture_output=True, text=True
    )


def settings(environment, *names):
    """Return the named production settings under these variables as a dictionary."""
    process = production(environment, *names)
    assert process.returncode == 0, process.stderr
    return json.loads(process.stdout)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"SECRET_KEY": ""}, "Set SECRET_KEY"),
        ({"SECRET_KEY_FILE": "/nowhere/secret"}, "SECRET_KEY_FILE names a file that can't be read"),
        ({"ALLOWED_HOSTS": ""}, "Set ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": " , "}, "Set ALLOWED_HOSTS"),
        ({"SECURE_TLS": "perhaps"}, "SECURE_TLS must be 1 (on) or 0 (off)"),
        ({"HSTS_SECONDS": "a year"}, "HSTS_SECONDS must be a whole number"),
        ({"TRANSLATION_TERMS": "perhaps"}, "TRANSLATION_TERMS must be warn or block"),
        ({"PROXY_COUNT": "-1"}, "PROXY_COUNT must be a whole number"),
        ({"PUBLIC_LANGUAGES": "en,xx"}, "PUBLIC_LANGUAGES names 'xx'"),
        ({"PUBLIC_LANGUAGES": "fr,de"}, "PUBLIC_LANGUAGES needs one of en, zh-hans"),
    ],
)
def test_production_refuses_to_start(change, named):
    process = production(ENOUGH | change)
    assert process.returncode != 0
    assert f"ImproperlyConfigured: {named}" in process.stderr


def test_secret_comes_from_a_file(tmp_path):
    (tmp_path / "secret").write_text("from the file\n", encoding="utf-8")
    environment = ENOUGH | {"SECRET_KEY": "", "SECRET_KEY_FILE": str(tmp_path / "secret")}
    assert settings(environment, "SECRET_KEY") == {"SECRET_KEY": "from the file"}


@pytest.mark.parametrize(
    ("text", "codes"),
    [("en", ["en"]), (" fr, en ,", ["en", "fr"]), ("", None), (" , ", None)],
)
def test_languages_can_stay_inside(text, codes):
    found = settings(ENOUGH | {"PUBLIC_LANGUAGES": text}, "PUBLIC_LANGUAGES", "LANGUAGES")
    assert found["PUBLIC_LANGUAGES"] == (codes or [code for code, _name in found["LANGUAGES"]])


@pytest.mark.parametrize(("variable", "expected"), [({}, True), ({"SECURE_TLS": "0"}, False)])
def test_one_variable_switches_everything_that_needs_tls(variable, expected):
    switched = ["SECURE_SSL_REDIRECT", "SECURE_HSTS_SECONDS", "SECURE_PROXY_SSL_HEADER"]
    switched += ["SESSION_COOKIE_SECURE", "CSRF_COOKIE_SECURE", "LANGUAGE_COOKIE_SECURE"]
    values = settings(ENOUGH | variable, *switched)
    assert {name: bool(value) for name, value in values.items()} == dict.fromkeys(switched, expected)


def test_values_of_the_environment():
    environment = ENOUGH | {
        "DATABASE_URL": "postgres://user:word@db.example.org:5433/museum",
        "EMAIL_HOST": "mail.example.org",
        "PROXY_COUNT": "1",
    }
    names = ["DEBUG", "ALLOWED_HOSTS", "DATABASES", "EMAIL_HOST", "EMAIL_BACKEND", "MIDDLEWARE"]
    values = settings(environment, *names)
    database = values["DATABASES"]["default"]
    assert values["DEBUG"] is False
    assert values["ALLOWED_HOSTS"] == ["exchange.example.org", "www.example.org"]
    assert (database["HOST"], database["PORT"], database["NAME"]) == ("db.example.org", 5433, "museum")
    assert database["OPTIONS"]["pool"] == {"min_size": 1, "max_size": 4}
    assert values["EMAIL_BACKEND"].endswith("smtp.EmailBackend")
    assert values["MIDDLEWARE"][0].endswith("ClientAddressMiddleware")


def test_sqlite_is_durable_and_takes_its_lock_at_once(tmp_path):
    values = settings(ENOUGH | {"DATA_DIR": str(tmp_path)}, "DATABASES", "STATIC_ROOT", "EMAIL_BACKEND")
    options = values["DATABASES"]["default"]["OPTIONS"]
    assert options["transaction_mode"] == "IMMEDIATE"
    assert "journal_mode=WAL" in options["init_command"]
    assert "synchronous=FULL" in options["init_command"]
    assert values["STATIC_ROOT"] == str(tmp_path / "static")
    assert values["EMAIL_BACKEND"].endswith("console.EmailBackend")


def test_every_variable_is_documented():
    readers = [*TOP.glob("museum_site/settings/*.py"), TOP / "gunicorn.conf.py"]
    pattern = re.compile(r"""(?:environ\.get|listed|secret|number|switched_on)\(\s*["']([A-Z_]+)["']""")
    read = {name for path in readers for name in pattern.findall(path.read_text(encoding="utf-8"))}
    assert {"SECRET_KEY", "ALLOWED_HOSTS", "DATA_DIR", "PORT"} <= read
    table = (TOP / "README.md").read_text(encoding="utf-8")
    assert {name for name in read if f"`{name}`" not in table} == set()
