"""What is changed in the admin is served by every worker of the real server, and nobody reloads anything: a page at
once, a corrected string of the interface within seconds.
"""

import os
import re
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from museum_site.home.models import StandardPage
from museum_site.settings.base import CORRECTIONS_CHECK_SECONDS
from museum_site.translations.strings.catalogue import catalogue
from tests.factories import UserFactory, whole_tree

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.thorough,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the embedded database is SQLite"),
]

WORKERS = 3
PATIENCE = 60  # seconds, for a machine that is busy with other tests
CSRF = "a" * 32
NEW = "Droit au contenu"
OPENER = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Server:
    """A gunicorn with three workers over a copy of the test database, in a process group of its own."""

    def __init__(self, directory, session):
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            self.address = f"http://127.0.0.1:{free.getsockname()[1]}"
        self.session = session
        self.access_log = directory / "access.log"
        self.log = open(directory / "server.log", "wb")  # noqa: SIM115  closed with the server
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "museum_site.wsgi", "--no-control-socket"),
                f"--workers={WORKERS}",
                f"--bind={self.address.removeprefix('http://')}",
                f"--access-logfile={self.access_log}",
                # Which worker answered which request.
                "--access-logformat=%(p)s %(U)s",
            ],
            cwd=settings.BASE_DIR,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "tests.slow.workers_settings",
                "DATA_DIR": str(directory),
                "DATABASE_URL": "",
            },
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def ask(self, path, form=None, **headers) -> str:
        """The text of an answer to a GET or, with a form, a POST; each on a connection of its own."""
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(f"{self.address}{path}", data, headers)
        with OPENER.open(request, timeout=PATIENCE) as answer:
            return answer.read().decode()

    def answers_so_far(self, path) -> list[str]:
        """The processes that answered an address, from the access log."""
        return re.findall(rf"<?(\d+)>? {path}\n", self.access_log.read_text())

    def worker_and_page(self, path) -> tuple[int, str]:
        """The process that answered a request, and what it answered; "" if there is no such page."""
        before = len(self.answers_so_far(path))
        try:
            page = self.ask(path)
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
            page = ""
        # The line is written after the answer was sent.
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            workers = self.answers_so_far(path)
            if len(workers) > before:
                return int(workers[-1]), page
            time.sleep(0.01)
        raise AssertionError("the request is not in the access log")

    def post(self, path, form) -> str:
        """The answer to a form that the superuser sends."""
        return self.ask(
            path,
            form,
            Cookie=f"sessionid={self.session}; csrftoken={CSRF}",
            **{"X-CSRFToken": CSRF},
        )

    def wait(self):
        """Return when the server answers."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                self.ask("/livez")
            except OSError:
                assert time.monotonic() < until, "the server did not start"
                time.sleep(0.1)
            else:
                return

    def pages_of_all_workers(self, path) -> dict[int, str]:
        """What each of the workers answers, asked until all have done so."""
        pages = {}
        until = time.monotonic() + PATIENCE
        while len(pages) < WORKERS:
            assert time.monotonic() < until, f"only {len(pages)} workers answered"
            worker, page = self.worker_and_page(path)
            pages[worker] = page
        return pages

    def stop(self):
        """End every process of the server."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.log.close()


@pytest.fixture
def server(tmp_path):
    """The server, and a superuser who is logged in."""
    whole_tree()
    client = Client()
    client.force_login(UserFactory(superuser=True))
    connection.ensure_connection()
    (tmp_path / "db.sqlite3").write_bytes(connection.connection.serialize())
    server = Server(tmp_path, client.cookies[settings.SESSION_COOKIE_NAME].value)
    try:
        server.wait()
        yield server
    finally:
        server.stop()


def test_a_correction_made_in_the_admin_is_served_by_all_workers(server):
    entry = next(one for one in catalogue().entries.values() if one.msgid == "Skip to the content")
    before = server.pages_of_all_workers("/fr/about/")
    assert len(before) == WORKERS
    assert all(entry.texts["fr"][0] in page and NEW not in page for page in before.values())

    answer = server.post(
        reverse("interface_strings:edit", args=[entry.id]),
        {"fr-seen": f'["{entry.texts["fr"][0]}"]', "fr-text_0": NEW, "note": ""},
    )
    saved = time.monotonic()
    assert "Back to the catalogue: Français" in answer

    shown = set()
    while shown != set(before):
        took = time.monotonic() - saved
        assert took < CORRECTIONS_CHECK_SECONDS + PATIENCE / 4, (
            f"{len(shown)} of {WORKERS} workers after {took:.0f} s"
        )
        worker, page = server.worker_and_page("/fr/about/")
        assert worker in before, "a worker was replaced"
        if NEW in page:
            shown.add(worker)
        else:
            assert worker not in shown, "a worker fell back to the old text"
    assert all(NEW in page for page in server.pages_of_all_workers("/fr/about/").values())
    assert all(NEW not in page for page in server.pages_of_all_workers("/es/about/").values())


def test_a_page_that_is_taken_back_in_the_admin_is_kept_by_no_worker(server):
    page = StandardPage.objects.get(slug="about")
    for _time in (1, 2):
        assert all(server.pages_of_all_workers("/en/about/").values())
    server.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {"include_descendants": ""})
    pages = server.pages_of_all_workers("/en/about/")
    assert list(pages.values()) == [""] * WORKERS
