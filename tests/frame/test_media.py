"""Uploaded pictures: renditions for everybody, originals for staff, nothing else."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stored():
    """Return a function that stores a file under a name, and removes it after the test."""
    names = []

    def store(name, content=b"picture"):
        names.append(default_storage.save(name, ContentFile(content)))
        return f"/media/{names[-1]}"

    yield store
    for name in names:
        default_storage.delete(name)


def test_a_rendition_is_kept_for_ever(client, stored):
    address = stored("images/poster.width-400.avif")
    response = client.get(address)
    assert b"".join(response.streaming_content) == b"picture"
    assert response["Content-Type"] == "image/avif"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "Cookie" not in response.get("Vary", "")
    again = client.get(address, headers={"if-modified-since": response["Last-Modified"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("name", ["page.html", "drawing.svg", "script.js", "unknown"])
def test_only_pictures_are_served(client, stored, name):
    assert client.get(stored(f"images/{name}"), follow=True).status_code == 404


@pytest.mark.parametrize(
    "name",
    [
        "images/none.jpg",
        "images/",
        "images/a%00.jpg",
        "images/../original_images/secret.jpg",
        "images/%2e%2e/%2e%2e/secret.jpg",
        "images//etc/passwd.jpg",
        "documents/report.pdf",
    ],
)
def test_nothing_else_is_found(client, stored, name):
    stored("original_images/secret.jpg")
    stored("documents/report.pdf")
    assert client.get(f"/media/{name}", follow=True).status_code in (403, 404)


def test_originals_are_for_staff(client, admin_client, stored):
    address = stored("original_images/poster.jpg")
    assert client.get(address).status_code == 403
    response = admin_client.get(address)
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-cache"
    response.close()


def test_pictures_are_only_read(client):
    assert client.post("/media/images/poster.jpg").status_code == 405
