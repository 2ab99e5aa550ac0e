"""What load balancers ask."""

import pytest
from django.db import OperationalError, connection
from django.db.migrations.recorder import MigrationRecorder
from django.http import HttpResponse
from django.test import RequestFactory

from museum_site.core.middleware import ClientAddressMiddleware


def test_livez_needs_no_database(client):
    # Without a mark, pytest-django refuses every query.
    response = client.get("/livez")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"
    assert response["Content-Type"] == "text/plain"


@pytest.mark.django_db
def test_readyz_when_everything_is_there(client):
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (200, b"ok\n")
    assert response["Cache-Control"] == "no-store"


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/livez", "/readyz"])
def test_probes_come_by_address_and_plain_http(client, settings, address):
    settings.SECURE_SSL_REDIRECT = True
    assert client.get(address, headers={"host": "10.1.2.3:8000"}).status_code == 200


def test_readyz_without_a_database(client, monkeypatch, caplog):
    def refuse(*args, **kwargs):
        raise OperationalError("connection refused at 10.1.2.3")

    monkeypatch.setattr(connection, "cursor", refuse)
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"The database does not answer.\n")
    assert response["Cache-Control"] == "no-store"
    assert "connection refused at 10.1.2.3" in caplog.text


@pytest.mark.django_db
def test_readyz_with_a_missing_migration(client):
    MigrationRecorder.Migration.objects.filter(app="core").delete()
    response = client.get("/readyz")
    assert (response.status_code, response.content) == (503, b"Migrations are missing.\n")


@pytest.mark.parametrize(
    ("count", "forwarded", "address"),
    [
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        (2, "198.51.100.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (1, "2001:db8::1", "2001:db8::1"),
        (2, "203.0.113.9", "127.0.0.1"),
        (1, "", "127.0.0.1"),
        (1, "nonsense", "127.0.0.1"),
    ],
)
def test_address_of_the_visitor_behind_proxies(settings, count, forwarded, address):
    settings.PROXY_COUNT = count
    request = RequestFactory().get("/", headers={"x-forwarded-for": forwarded})
    ClientAddressMiddleware(lambda request: HttpResponse())(request)
    assert request.META["REMOTE_ADDR"] == address
