"""What tests of kept pages share: the middleware of production, and visitors."""

import pytest
from django.core.cache import caches
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from museum_site.page_cache.models import Edition
from museum_site.settings.kept_pages import CACHES, with_kept_pages


@pytest.fixture(autouse=True)
def _kept_pages(settings):
    """Keep pages as production does."""
    settings.CACHES = CACHES
    settings.MIDDLEWARE = with_kept_pages(settings.MIDDLEWARE)
    yield
    caches["pages"].clear()


@pytest.fixture
def written(django_capture_on_commit_callbacks):
    """Everything written in `with written():` is committed at its end."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def visit():
    """A function that sends a visitor to an address; the answer has `queries`, how many it took."""

    def get(address, client=None, **kwargs):
        with CaptureQueriesContext(connection) as captured:
            response = (client or Client()).get(address, **kwargs)
        response.queries = len(captured)
        return response

    return get


@pytest.fixture
def is_kept(visit):
    """A function that says whether the next visitor of an address gets a kept page."""

    def ask(address):
        response = visit(address)
        return response.has_header("ETag") and response.queries == 1

    return ask


@pytest.fixture
def edition(site_tree):
    """A function that gives the present edition."""
    Edition.begin()
    return Edition.current
