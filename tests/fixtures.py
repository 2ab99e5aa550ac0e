"""Fixtures of the museum's own subject, loaded for every test by conftest.py."""

import datetime

import pytest
from django_tasks import task_backends

from tests import factories


@pytest.fixture
def museum(site_tree):
    """The institution whose site it is: in China, in a city with the time zone Asia/Shanghai."""
    from museum_site.home.models import MuseumSettings

    return MuseumSettings.for_site(site_tree.get_site()).institution


@pytest.fixture
def on():
    """A day to compute states on: 1 June 2020."""
    return datetime.date(2020, 6, 1)


@pytest.fixture
def user_with_role(site_tree):
    """A function that makes a user with a role of museum_site.home.roles ("editor", "protocol" …)."""
    from museum_site.demo.users import ensure_groups

    groups = ensure_groups()

    def make(role):
        user = factories.UserFactory()
        user.groups.add(groups[role])
        return user

    return make


@pytest.fixture
def wagtail_indexes(monkeypatch):
    """For a test of the admin's search or of the uses of a record: factories have what they make indexed too."""
    monkeypatch.setattr(factories, "TASKS", task_backends["default"])
