"""The server dies in the middle of its work: what it acknowledged is there, and the rest is whole."""

import http.client
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.parse
import urllib.request
from contextlib import closing, suppress

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests.factories import UserFactory, home_page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.thorough,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="the embedded database is SQLite"),
]

ENOUGH = 8  # acknowledged publications before the end
PATIENCE = 15  # seconds to wait for the server and for so many publications
CSRF = "a" * 32


@pytest.fixture
def data_dir(tmp_path, settings):
    """A data directory with a copy of the test database, and the session of a superuser who is logged in."""
    client = Client()
    home_page()
    client.force_login(UserFactory(superuser=True))
    connection.ensure_connection()
    (tmp_path / "db.sqlite3").write_bytes(connection.connection.serialize())
    return tmp_path, client.cookies[settings.SESSION_COOKIE_NAME].value


class Server:
    """A gunicorn with one worker over a data directory, in a process group of its own."""

    def __init__(self, data_dir, session):
        with closing(socket.create_server(("127.0.0.1", 0))) as free:
            self.address = f"http://127.0.0.1:{free.getsockname()[1]}"
        self.session = session
        self.log = open(data_dir / "server.log", "wb")  # noqa: SIM115  closed with the server
        self.process = subprocess.Popen(
            [
                *(sys.executable, "-m", "gunicorn", "museum_site.wsgi", "--workers=1", "--no-control-socket"),
                f"--bind={self.address.removeprefix('http://')}",
            ],
            cwd=settings.BASE_DIR,
            env=os.environ
            | {
                "DJANGO_SETTINGS_MODULE": "museum_site.settings.test",
                "DATA_DIR": str(data_dir),
                "DATABASE_URL": "",
            },
            stdout=self.log,
            stderr=self.log,
            start_new_session=True,
        )

    def ask(self, path, form=None) -> int:
        """The status of an answer to a GET or, with a form, a POST; redirects are not followed."""
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={CSRF}", "X-CSRFToken": CSRF}
        data = urllib.parse.urlencode(form).encode() if form else None
        request = urllib.request.Request(f"{self.address}{path}", data, headers)
        try:
            return OPENER.open(request, timeout=PATIENCE).status
        except urllib.error.HTTPError as answer:
            return answer.code

    def ask_in_vain(self, path, form):
        """Ask a server that may die before it answers."""
        with suppress(OSError, http.client.HTTPException):
            self.ask(path, form)

    def wait(self):
        """Return when the server answers."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                assert self.ask("/livez") == 200
            except OSError:
                assert time.monotonic() < until, "the server did not start"
                time.sleep(0.05)
            else:
                return

    def kill(self):
        """End every process of the server at once, as a power cut would."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.log.close()


class NoRedirect(urllib.request.HTTPRedirectHandler):
    """Leaves a redirect as it is: it is the acknowledgement."""

    def redirect_request(self, *args):
        return None


OPENER = urllib.request.build_opener(NoRedirect, urllib.request.ProxyHandler({}))


def page_form(heading):
    """What the form of a standard page posts when an editor publishes it."""
    return nested_form_data(
        {
            "heading_en": heading,
            "body_en": streamfield([]),
            "body_zh_hans": streamfield([]),
            "comments": inline_formset([]),
            "action-publish": "Publish",
        }
    )


# Run in a process of its own, on the database that was left behind.
INSPECTION = """
import django, json
django.setup()
from django.db import connection
from wagtail.models import Page, Revision
from museum_site.home.models import StandardPage
with connection.cursor() as cursor:
    integrity = cursor.execute("PRAGMA integrity_check").fetchall()
print(json.dumps({
    "integrity": integrity,
    "problems": Page.find_problems(),
    "published": [
        page.heading_en for page in StandardPage.objects.live().select_related("live_revision")
        if page.live_revision and page.live_revision.content["heading_en"] == page.heading_en
    ],
}))
"""


def inspect(data_dir) -> dict:
    """What a new process finds in a data directory."""
    done = subprocess.run(
        [sys.executable, "-c", INSPECTION],
        cwd=settings.BASE_DIR,
        env=os.environ
        | {
            "DJANGO_SETTINGS_MODULE": "museum_site.settings.test",
            "DATA_DIR": str(data_dir),
            "DATABASE_URL": "",
        },
        capture_output=True,
        check=True,
        text=True,
    )
    return json.loads(done.stdout)


def test_nothing_that_was_acknowledged_is_lost_when_the_server_is_killed(data_dir):
    directory, session = data_dir
    server = Server(directory, session)
    add = f"/admin/pages/add/home/standardpage/{home_page().pk}/"
    acknowledged = []
    try:
        server.wait()
        until = time.monotonic() + PATIENCE
        while len(acknowledged) < ENOUGH and time.monotonic() < until:
            heading = f"Published {len(acknowledged)}"
            status = server.ask(add, page_form(heading))
            assert status == 302, (directory / "server.log").read_text()[-2000:]
            acknowledged.append(heading)
        # One more is on its way when the end comes.
        last = threading.Thread(target=server.ask_in_vain, args=(add, page_form("In flight")))
        last.start()
        time.sleep(random.uniform(0, 0.15))
    finally:
        server.kill()
    last.join()
    assert len(acknowledged) == ENOUGH
    found = inspect(directory)
    assert found["integrity"] == [["ok"]]
    assert found["problems"] == [[], [], [], [], []]
    assert set(acknowledged) <= set(found["published"]) <= {*acknowledged, "In flight"}
    shutil.rmtree(directory)
