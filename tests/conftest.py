"""What every test may rely on: a clean language and cache, no network, a browser, a named database."""

import contextlib
import ipaddress
import os
import shutil
import socket
from functools import partial

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.core.signals import request_finished
from django.db import close_old_connections, connection, connections, transaction
from django.test import TestCase
from django.utils import timezone, translation
from hypothesis import settings as hypothesis_settings

from tests.migrated import migrated_once

pytest_plugins = ["tests.fixtures"]

# How long an example takes says more about the machine than about the code.
hypothesis_settings.register_profile("whole", deadline=None)
hypothesis_settings.register_profile("short", deadline=None, max_examples=30)

# --- Options --------------------------------------------------------------------------------------

DATABASE_FIXTURES = {"db", "transactional_db", "django_db_reset_sequences", "live_server"}


def pytest_addoption(parser):
    group = parser.getgroup("museum")
    group.addoption(
        "--all",
        action="store_true",
        help="run the tests on the whole demo, those that take minutes and those that need Chromium; fail without it",
    )
    group.addoption("--only-database", action="store_true", help="run only the tests that use the database")


def everything_demanded(config):
    """Return True if a missing browser is a failure, not a reason to skip."""
    return config.getoption("--all") or os.environ.get("CI") == "true"


def uses_database(item):
    """Return True if the test reads or writes the database."""
    return bool(item.get_closest_marker("django_db") or DATABASE_FIXTURES.intersection(item.fixturenames))


def is_transactional(item):
    """Return True if the test commits, so that the database is emptied after it."""
    marker = item.get_closest_marker("django_db")
    committing = {"transactional_db", "django_db_reset_sequences", "live_server"}
    return bool(
        (marker and (marker.kwargs.get("transaction") or marker.kwargs.get("reset_sequences")))
        or committing.intersection(item.fixturenames)
    )


def pytest_itemcollected(item):
    # Here, since xdist reads the groups before the hook below runs.
    if "demo" in item.fixturenames:
        item.add_marker(pytest.mark.xdist_group("demo"))


def is_long(item):
    """Return True if the test is left to the full run."""
    marks = (item.get_closest_marker(name) for name in ("thorough", "sweep"))
    return any(marks) or "demo" in item.fixturenames


def is_skipped(item):
    """Return True if the test will not run on this machine: its fixtures are neither made nor ended."""
    return item.get_closest_marker("skip") is not None


def uses_demo(item):
    """Return True if the test finds the demo content in the database."""
    return "demo" in item.fixturenames and not is_skipped(item)


def uses_open_tree(item):
    """Return True if the test may find the site's pages in a transaction that it shares with others."""
    return (
        "site_tree" in item.fixturenames
        and "demo" not in item.fixturenames
        and not is_transactional(item)
        and not is_skipped(item)
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config, items):
    if config.getoption("--only-database"):
        config.hook.pytest_deselected(items=[item for item in items if not uses_database(item)])
        items[:] = [item for item in items if uses_database(item)]
    for item in items:
        if is_transactional(item):
            # What migrations wrote (the root of the page tree, groups) is there again for each of them.
            restored = pytest.mark.django_db(transaction=True, serialized_rollback=True)
            item.add_marker(restored, append=False)
        if item.get_closest_marker("browser") and not everything_demanded(config):
            item.add_marker(pytest.mark.skip(reason="needs Chromium: script/test --all"))
        if is_long(item) and not everything_demanded(config):
            item.add_marker(pytest.mark.skip(reason="takes minutes: script/test --all"))
        if item.get_closest_marker("postgres") and connection.vendor != "postgresql":
            item.add_marker(pytest.mark.skip(reason="needs PostgreSQL: script/test --all"))

    # The longest groups first, then, while one process migrates the database, what needs none; tests of one content
    # together with none between them that is skipped, and nothing after those that empty the database.
    items.sort(
        key=lambda item: (
            is_skipped(item),
            is_transactional(item),
            item.get_closest_marker("xdist_group") is None,
            uses_database(item),
            not uses_open_tree(item),
        )
    )


# --- No network -----------------------------------------------------------------------------------


class NetworkRefused(AssertionError):
    """A test tried to reach another machine. Not an OSError, so that no `except` hides it."""


def refuse_other_machines(host):
    """Raise NetworkRefused unless the host is this machine."""
    name = host.decode() if isinstance(host, bytes) else host
    if name in (None, "", "localhost"):
        return
    try:
        local = ipaddress.ip_address(name.split("%")[0]).is_loopback
    except ValueError:
        local = False
    if not local:
        raise NetworkRefused(f"a test must not reach {name}: tests speak to this machine only")


def pytest_configure(config):
    """Choose how many examples a property is tried with, and guard every socket of the process.

    All examples in the full run, and on PostgreSQL, where a query may differ from its twin in Python. Both happen
    before any test is collected.
    """
    is_whole = config.getoption("--all") or connection.vendor == "postgresql"
    hypothesis_settings.load_profile("whole" if is_whole else "short")

    def guarded(method, address_position):
        def call(self, *args):
            if self.family != socket.AF_UNIX:
                refuse_other_machines(args[address_position][0])
            return method(self, *args)

        return call

    real_getaddrinfo = socket.getaddrinfo

    def getaddrinfo(host, *args, **kwargs):
        refuse_other_machines(host)
        return real_getaddrinfo(host, *args, **kwargs)

    socket.socket.connect = guarded(socket.socket.connect, 0)
    socket.socket.connect_ex = guarded(socket.socket.connect_ex, 0)
    socket.socket.sendto = guarded(socket.socket.sendto, -1)
    socket.getaddrinfo = getaddrinfo


# --- Clean state ----------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _clean_state():
    """Leave neither language, time zone nor cached values (Wagtail's site roots) to the next test."""
    yield
    translation.deactivate()
    timezone.deactivate()
    cache.clear()


@pytest.fixture(scope="session")
def _migrated(request, django_db_modify_db_settings):
    """Let the test database that is made next start from the migrated copy; closed when it is made."""
    with contextlib.ExitStack() as stack:
        stack.enter_context(migrated_once(request.config.cache.mkdir("migrated")))
        yield stack


@pytest.fixture(scope="session")
def django_db_setup(_migrated, django_db_setup):
    """pytest-django's own, without running all migrations in every process."""
    _migrated.close()


@pytest.fixture
def own_answers():
    """For a test that closes an answer itself: that ends a request, which would close the tests' connection."""
    request_finished.disconnect(close_old_connections)
    yield
    request_finished.connect(close_old_connections)


# --- Content that tests share ---------------------------------------------------------------------

CURRENT_ITEM = pytest.StashKey()
NEXT_ITEM = pytest.StashKey()
OPEN_DEMO = pytest.StashKey()
OPEN_TREE = pytest.StashKey()
USERS = {OPEN_DEMO: uses_demo, OPEN_TREE: uses_open_tree}


def open_content(stash, key, blocker, build):
    """Run `build` in a transaction that stays open, so what waits for its end is done at once."""
    with blocker.unblock():
        opened = transaction.atomic()
        opened.__enter__()
        stash[key] = opened, blocker
        try:
            with TestCase.captureOnCommitCallbacks(execute=True):
                build()
        except BaseException:
            undo_content(stash, None)
            raise


def undo_content(stash, following):
    """Undo the shared content that the test that follows (None: there is none) does not use."""
    for key, is_user in USERS.items():
        if key in stash and (following is None or not is_user(following)):
            opened, blocker = stash[key]
            del stash[key]
            with blocker.unblock():
                transaction.set_rollback(True)
                opened.__exit__(None, None, None)
                cache.clear()


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_teardown(item, nextitem):
    item.config.stash[NEXT_ITEM] = nextitem


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item, nextitem):
    item.config.stash[CURRENT_ITEM] = item
    result = yield
    # Within a module; after its last test the fixture does it, while there is a database.
    if nextitem is not None:
        undo_content(item.config.stash, nextitem)
    return result


@pytest.fixture(scope="module")
def demo(request, django_db_setup, django_db_blocker):
    """The whole demo content, loaded once for all modules that use it; a test's own changes are undone.

    All tests of a module use it or none do. They need the mark django_db as well, and must not commit.
    """
    stash = request.config.stash
    if OPEN_DEMO not in stash:
        load = partial(call_command, "load_demo", no_posters=True, verbosity=0)
        open_content(stash, OPEN_DEMO, django_db_blocker, load)
    yield
    undo_content(stash, stash[NEXT_ITEM])


@pytest.fixture(scope="module")
def _open_tree(request, django_db_setup, django_db_blocker):
    """Build the pages of `site_tree` and the groups of the roles once for all tests in a row that use them.

    A test's own changes are undone.
    """
    stash = request.config.stash
    if OPEN_TREE not in stash and uses_open_tree(stash[CURRENT_ITEM]):
        open_content(stash, OPEN_TREE, django_db_blocker, build_tree)
    yield
    undo_content(stash, stash[NEXT_ITEM])


def build_tree():
    """Make the pages of `site_tree` and the groups of the roles."""
    from museum_site.home.roles import ensure_roles
    from tests import factories

    factories.whole_tree()
    ensure_roles()


@pytest.fixture
def site_tree(_open_tree, db):
    """The home page with all sections and standing pages below it, and the museum that owns the site."""
    from museum_site.home.models import HomePage
    from tests import factories

    return HomePage.objects.first() or factories.whole_tree()


# --- Browser --------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser():
    """A headless Chromium that reaches this machine only; the system's own, or the one CHROMIUM names."""
    from playwright.sync_api import sync_playwright

    names = [os.environ.get("CHROMIUM"), "chromium", "chromium-browser", "google-chrome"]
    executable = next(filter(None, (shutil.which(name) for name in names if name)), None)
    if executable is None:
        pytest.fail("Chromium is missing: install it or name its path in CHROMIUM")
    opened = {alias: connections[alias] for alias in connections}
    with sync_playwright() as playwright, pytest.MonkeyPatch.context() as patch:
        # Playwright keeps an event loop in this thread, which Django takes for asynchronous code: it would
        # forbid queries, and open other connections, which know nothing of the test database.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        for alias, wrapper in opened.items():
            connections[alias] = wrapper
        browser = playwright.chromium.launch(
            executable_path=executable,
            args=[
                "--no-sandbox",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            ],
        )
        yield browser
        browser.close()


@pytest.fixture
def page(request, browser):
    """A fresh page; whatever it reports as an error (scripts, blocked by the CSP) fails the test."""
    if "live_server" in request.fixturenames:
        # Made before the page, it ends after it: a connection that the browser holds open would outlive the database.
        request.getfixturevalue("live_server")
    errors = []
    context = browser.new_context()
    page = context.new_page()
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    yield page
    context.close()
    assert not errors, errors
