"""Whatever is written, by whatever way, makes every kept page stale; what no page shows does not."""

import pytest
from django.db import OperationalError, connection, transaction
from django.test import Client
from wagtail.models import Page, Site

from museum_site.home.models import Feedback, HomePage
from museum_site.page_cache.models import Edition
from museum_site.page_cache.writes import NEVER_SHOWN, WriteWatcher, changes_pages, watch
from partnerships.models import City, Institution
from tests.factories import (
    CityFactory,
    ExhibitionFactory,
    FeedbackFactory,
    ImageFactory,
    InstitutionFactory,
    UserFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db


def publish():
    page = HomePage.objects.get()
    page.heading_en = "Another heading"
    page.save_revision().publish()


def move():
    page = Page.objects.get(slug="about")
    page.move(Page.objects.get(slug="news"), pos="last-child")


WAYS = {
    "a page is published": publish,
    "a page is made": ExhibitionFactory,
    "a page is taken back": lambda: Page.objects.get(slug="about").unpublish(),
    "a page is moved": move,
    "a page is deleted": lambda: Page.objects.get(slug="about").delete(),
    "a snippet is saved": InstitutionFactory,
    "a visit is saved": VisitFactory,
    "a picture is saved": ImageFactory,
    "many rows are changed at once": lambda: Institution.objects.update(name_fr="Le musée"),
    "many rows are made at once": lambda: City.objects.bulk_create(
        [CityFactory.build(), CityFactory.build()]
    ),
    "rows are deleted": lambda: InstitutionFactory.create().delete(),
    "a setting is changed": lambda: Site.objects.update(site_name="Another"),
    "a statement of one's own": lambda: connection.cursor().execute("UPDATE wagtailcore_site SET port = 81"),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_is_written_begins_an_edition(edition, written, way):
    before = edition()
    with written():
        way()
    assert edition() != before


def test_reading_begins_none(edition, written, client):
    before = edition()
    with written():
        client.get("/en/exhibitions/")
    assert edition() == before


def test_what_is_taken_back_begins_none(edition, written):
    before = edition()
    with written(), transaction.atomic():
        CityFactory()
        transaction.set_rollback(True)
    assert edition() == before
    with written():
        CityFactory()
    assert edition() != before


def test_a_transaction_begins_one_however_much_it_writes(edition, written, monkeypatch):
    begun = []
    monkeypatch.setattr(Edition, "begin", lambda: begun.append(1))
    with written():
        for name in ("Aleppo", "Bruges", "Cusco"):
            City.objects.update(name_en=name)
    assert begun == [1]


def test_what_goes_on_while_nobody_edits_begins_none(edition, written):
    """A visitor's message, a login, an editor's open page."""
    user = UserFactory()
    before = edition()
    with written():
        FeedbackFactory()
        client = Client()
        client.force_login(user)
        client.logout()
    assert Feedback.objects.exists()
    assert edition() == before


def test_a_draft_begins_none_until_it_is_published(edition, written):
    page = HomePage.objects.get()
    page.heading_en = "Another heading"
    before = edition()
    with written():
        revision = page.save_revision(log_action=True)
    assert edition() == before
    with written():
        revision.publish()
    assert edition() != before


def test_an_edition_that_cannot_begin_is_no_error_of_what_was_saved(written, site_tree, monkeypatch, caplog):
    def fail():
        raise OperationalError("database is locked")

    done = []
    monkeypatch.setattr(Edition, "begin", fail)
    with written():
        CityFactory(name_en="Saved")
        transaction.on_commit(lambda: done.append("what others do after a commit"))
    assert City.objects.filter(name_en="Saved").exists()
    assert done
    assert "database is locked" in caplog.text


@pytest.mark.parametrize(
    "statement",
    [
        'INSERT INTO "partnerships_city" ("slug") VALUES (%s)',
        'INSERT OR IGNORE INTO "taggit_tag" ("name") VALUES (%s)',
        'UPDATE "wagtailcore_page" SET "live" = %s',
        "  update wagtailcore_page set path = %s",
        'DELETE FROM "home_newspage" WHERE "page_ptr_id" IN (%s)',
        'DELETE FROM "home_feedbackpage"',
        'REPLACE INTO "anything" VALUES (1)',
        'TRUNCATE "home_feedback", "home_homepage"',
        b"UPDATE home_feedback SET kind = 1",
        'UPDATE "wagtailcore_page" SET "draft_title" = %s, "title" = %s WHERE "id" = %s',
        "UPDATE wagtailcore_page SET draft_title=%s, path=%s WHERE id = %s",
        'WITH old AS (SELECT 1) UPDATE "partnerships_city" SET "name_en" = %s',
        '/* a note */ UPDATE "partnerships_city" SET "name_en" = %s',
        'MERGE INTO "partnerships_city" USING "other" ON true',
        "COPY partnerships_city FROM STDIN",
    ],
)
def test_statements_that_change_pages(statement):
    assert changes_pages(statement)


@pytest.mark.parametrize(
    "statement",
    [
        'SELECT "update" FROM "home_homepage"',
        'SAVEPOINT "s1"',
        "(SELECT 1) UNION (SELECT 2)",
        'UPDATE "wagtailcore_page" SET "latest_revision_id" = %s, "draft_title" = %s WHERE "id" = %s',
        'INSERT INTO "wagtailcore_revision" ("object_id") VALUES (%s)',
        "PRAGMA foreign_keys = ON",
        'INSERT INTO "django_session" ("session_key") VALUES (%s)',
        'UPDATE "auth_user" SET "last_login" = %s',
        'DELETE FROM "wagtailadmin_editingsession" WHERE "id" IN (%s)',
        "UPDATE home_feedback SET kind = 1",
    ],
)
def test_statements_that_change_none(statement):
    assert not changes_pages(statement)


def test_the_tables_that_no_page_shows_are_there():
    assert set(connection.introspection.table_names()) >= NEVER_SHOWN


def test_a_connection_is_watched_once():
    watchers = [one for one in connection.execute_wrappers if isinstance(one, WriteWatcher)]
    assert len(watchers) == 1
    watch(connection)
    assert [one for one in connection.execute_wrappers if isinstance(one, WriteWatcher)] == watchers


def test_a_connection_that_opens_inside_a_wrapper_stays_watched():
    wrappers = connection.execute_wrappers
    (watcher,) = (one for one in wrappers if isinstance(one, WriteWatcher))
    with connection.execute_wrapper(lambda execute, *args: execute(*args)):
        wrappers.remove(watcher)
        watch(connection)
    assert [type(one) for one in wrappers] == [WriteWatcher]


def test_migrations_write_before_there_are_editions(edition, monkeypatch):
    watcher = WriteWatcher(connection)
    watcher.has_written = True
    before = edition()
    with monkeypatch.context() as patch:
        patch.setattr(connection.introspection, "table_names", list)
        watcher.begin_edition()
    assert edition() == before
    watcher.begin_edition()
    assert edition() != before


def test_the_first_edition_begins_in_an_empty_table(db):
    Edition.objects.all().delete()
    assert Edition.current() is None
    Edition.begin()
    first = Edition.current()
    Edition.begin()
    assert Edition.current() not in (None, first)
    assert Edition.objects.count() == 1
