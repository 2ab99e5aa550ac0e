"""The migrated database of a test run: made once and copied, because running all migrations takes long.

Only for SQLite in memory. The copy is kept in pytest's cache under a name made of the migrations, so that a new
or changed one makes it anew.
"""

import contextlib
import fcntl
import hashlib
import os
import sqlite3
from importlib.metadata import distributions
from pathlib import Path

from django.apps import apps
from django.db import connection


def migrations_key() -> str:
    """A name that changes with the project's migrations and with the version of any package."""
    digest = hashlib.sha256()
    for installed in sorted(f"{item.name}=={item.version}" for item in distributions()):
        digest.update(installed.encode())
    for config in apps.get_app_configs():
        directory = Path(config.path) / "migrations"
        if "site-packages" not in directory.parts:
            for path in sorted(directory.glob("*.py")):
                digest.update(str(path.relative_to(config.path)).encode() + path.read_bytes())
    return digest.hexdigest()[:20]


@contextlib.contextmanager
def migrated_once(directory: Path):
    """While this lasts, a new test database starts as a copy of the migrated one, if there is one in `directory`.

    Django then finds nothing left to migrate. The first process makes the copy; others wait for it.
    """
    if connection.vendor != "sqlite":
        yield
        return
    template = directory / f"{migrations_key()}.sqlite3"
    creation = connection.creation
    create = creation._create_test_db
    opened = []

    def create_from_template(*args, **kwargs):
        name = create(*args, **kwargs)
        # The database lives as long as a connection to it is open; Django's own comes after this.
        target = sqlite3.connect(name, uri=True)
        opened.append(target)
        with contextlib.closing(sqlite3.connect(template)) as source:
            source.backup(target)
        return name

    with open(directory / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if template.exists():
            fcntl.flock(lock, fcntl.LOCK_UN)
            creation._create_test_db = create_from_template
            try:
                yield
            finally:
                del creation._create_test_db
                for target in opened:
                    target.close()
            return
        yield
        new = template.with_suffix(f".{os.getpid()}")
        with contextlib.closing(sqlite3.connect(new)) as target:
            connection.connection.backup(target)
        for old in directory.glob("*.sqlite3"):
            old.unlink()
        new.rename(template)
