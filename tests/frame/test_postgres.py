"""The run on PostgreSQL really is on PostgreSQL, with the pool of the production settings."""

import pytest
from django.db import connection


@pytest.mark.postgres
@pytest.mark.django_db
def test_the_database_is_postgresql_with_a_pool():
    assert connection.vendor == "postgresql"
    assert connection.pool is not None


@pytest.mark.postgres
@pytest.mark.django_db
def test_queries_are_not_compiled():
    with connection.cursor() as cursor:
        cursor.execute("SHOW jit")
        assert cursor.fetchone() == ("off",)
