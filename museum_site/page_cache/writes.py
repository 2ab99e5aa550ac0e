"""Noticing that something was written, by the statements that go to the database.

Signals of models would miss what is written in bulk, by imports and by migrations. What another program writes is
not noticed; a kept page that does not show it ends with the quarter of an hour (middleware.py).
"""

import re

from django.db import transaction

from .models import Edition

READING = re.compile(
    r"[\s(]*(?:SELECT|VALUES|EXPLAIN|SHOW|SET|PRAGMA|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|DECLARE|FETCH|CLOSE)\b",
    re.IGNORECASE,
)
TABLE = re.compile(r"\s*(?:INSERT\s+(?:OR\s+\w+\s+)?INTO|UPDATE|DELETE\s+FROM)\s+[\"`]?(\w+)", re.IGNORECASE)
# All that a draft changes of its page.
DRAFT = re.compile(
    r'UPDATE "wagtailcore_page" SET '
    r'(?:"(?:latest_revision_id|latest_revision_created_at|has_unpublished_changes|draft_title)" = (?:%s|NULL)(?:, )?)+'
    r" WHERE "
)

# Written while nothing changes that a page of the site shows: by visitors, by whoever opens the admin, and by those
# who write drafts, which Wagtail saves at every pause.
NEVER_SHOWN = {
    "auth_user",
    "axes_accessattempt",
    "axes_accessattemptexpiration",
    "axes_accessfailurelog",
    "axes_accesslog",
    "django_migrations",
    "django_session",
    "home_feedback",
    "page_cache_edition",
    "translations_comment",
    "translations_draftalternative",
    "translations_drafttext",
    "wagtailadmin_editingsession",
    "wagtailadmin_formstate",
    "wagtailcore_comment",
    "wagtailcore_commentreply",
    "wagtailcore_modellogentry",
    "wagtailcore_pagelogentry",
    "wagtailcore_revision",
    "wagtailcore_uploadedfile",
    # The admin's own; visitors search in search_searchentry.
    "wagtailsearch_indexentry",
    "wagtailusers_userprofile",
}


def changes_pages(statement) -> bool:
    """Whether a statement of SQL writes something that a page of the site may show."""
    # psycopg also takes statements that are no text; of those nothing is known.
    if not isinstance(statement, str):
        return True
    if READING.match(statement) or DRAFT.match(statement):
        return False
    table = TABLE.match(statement)
    return table is None or table[1].lower() not in NEVER_SHOWN


class WriteWatcher:
    """Begins a new edition when a transaction that changed pages is committed.

    It wraps each statement of one connection. Only the first of its calls after a commit does anything, so it need
    not know which of them a rollback took back.
    """

    def __init__(self, connection):
        self.connection = connection
        self.has_written = False
        self.has_table = False

    def __call__(self, execute, sql, params, many, context):
        result = execute(sql, params, many, context)
        if changes_pages(sql):
            self.has_written = True
            # robust: what was saved is saved, and neither may its editor see an error nor others go without their turn.
            transaction.on_commit(self.begin_edition, using=self.connection.alias, robust=True)
        return result

    def begin_edition(self):
        """Make kept pages stale, once for all that was written before."""
        if not self.has_written:
            return
        # Migrations write before there is such a table.
        if not self.has_table:
            self.has_table = Edition._meta.db_table in self.connection.introspection.table_names()
        if self.has_table:
            self.has_written = False
            Edition.begin()


def watch(connection, **kwargs) -> None:
    """Watch what is written through a connection; receives Django's signal connection_created."""
    wrappers = connection.execute_wrappers
    if connection.alias == "default" and not any(isinstance(wrapper, WriteWatcher) for wrapper in wrappers):
        # First, because `connection.execute_wrapper()` takes away the last one when it ends.
        wrappers.insert(0, WriteWatcher(connection))
