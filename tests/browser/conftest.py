"""The whole site as visitors get it: production settings, collected files, the demo, a real server, a real browser."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing

import pytest
from django.conf import settings

from tests.migrated import migrations_key

PATIENCE = 240  # seconds for the demo and the server on a busy machine


def pytest_collection_modifyitems(items):
    for item in items:
        if item.path.parent.name == "browser":
            item.add_marker(pytest.mark.browser)


def pytest_itemcollected(item):
    # One server for all of them, so one process.
    if item.path.parent.name == "browser":
        item.add_marker(pytest.mark.xdist_group("browser"))


@pytest.fixture(scope="session")
def demo_site(request, tmp_path_factory):
    """The address of a running site with the demo content; it ends with the tests."""
    directory = tmp_path_factory.mktemp("site")
    migrated = request.config.cache.mkdir("migrated") / f"{migrations_key()}.sqlite3"
    if migrated.exists():
        shutil.copy(migrated, directory / "db.sqlite3")
    with closing(socket.create_server(("127.0.0.1", 0))) as free:
        port = free.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "museum_site.settings.production",
        "DATA_DIR": str(directory),
        "DATABASE_URL": "",
        "SECRET_KEY": "only for tests " * 4,
        "ALLOWED_HOSTS": "127.0.0.1",
        "SECURE_TLS": "0",
        "BASE_URL": address,
        "PORT": str(port),
    }
    environment.pop("STATIC_ROOT", None)

    def manage(*arguments):
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=settings.BASE_DIR, env=environment, check=True, timeout=PATIENCE)

    manage("migrate", "--verbosity=0")
    manage("collectstatic", "--noinput", "--verbosity=0")
    manage("load_demo", "--verbosity=0")
    # As script/server does before it serves: the pictures of the front page and of the first rows. All take minutes.
    manage("prepare_pictures", "--newest", "12", "--verbosity=0")
    log = (directory / "server.log").open("wb")
    server = subprocess.Popen(
        [sys.executable, "-m", "gunicorn"],
        cwd=settings.BASE_DIR,
        env=environment,
        stdout=log,
        stderr=log,
        start_new_session=True,
    )
    until = time.monotonic() + PATIENCE
    while True:
        try:
            with urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer:
                assert answer.status == 200
            break
        except OSError:
            assert server.poll() is None, (directory / "server.log").read_text()
            assert time.monotonic() < until, "the server did not start"
            time.sleep(0.2)
    yield address
    os.killpg(server.pid, signal.SIGTERM)
    server.wait(timeout=30)
    log.close()


@pytest.fixture
def visit(browser, demo_site):
    """Call it to get a new page of a visitor: visit("/en/", width=390, dark=False, scripts=True, **context)."""
    contexts, errors = [], []

    def open_page(path, *, width=1280, height=None, dark=False, scripts=True, watch=None, **context_options):
        context = browser.new_context(
            base_url=demo_site,
            viewport={"width": width, "height": height or (844 if width < 700 else 900)},
            color_scheme="dark" if dark else "light",
            java_script_enabled=scripts,
            reduced_motion="reduce",
            **context_options,
        )
        contexts.append(context)
        page = context.new_page()

        def listen(message):
            # That the page itself is not found, or a form was filled in wrongly, is what some tests are about.
            is_own_answer = "Failed to load resource" in message.text and message.location["url"] == page.url
            if message.type == "error" and not is_own_answer:
                errors.append(f"{path}: {message.text}")

        page.on("pageerror", lambda error: errors.append(f"{path}: {error}"))
        page.on("console", listen)
        if watch:
            watch(page)
        page.goto(path, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not errors, errors
