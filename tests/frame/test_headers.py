"""What every public answer tells the browser, from the first day."""

import gzip

import pytest
from django.http import FileResponse, HttpResponse

from museum_site.core.middleware import TextCompressionMiddleware

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def policy(response):
    """Return the Content-Security-Policy of a response as {directive: [sources]}."""
    directives = (part.split() for part in response["Content-Security-Policy"].split(";"))
    return {name: sources for name, *sources in directives}


@pytest.mark.parametrize(
    "address", ["/", "/en/", "/ar/no-such-page/", "/no-such-page/", "/media/images/none.jpg"]
)
def test_security_headers_stand_on_every_public_answer(client, address):
    response = client.get(address)
    assert response.status_code in (200, 302, 404)
    csp = policy(response)
    assert csp["default-src"] == ["'none'"]
    assert csp["script-src"] == csp["style-src"] == csp["form-action"] == ["'self'"]
    assert csp["base-uri"] == ["'none'"]
    assert csp["frame-ancestors"] == ["'self'"]
    assert not [
        source for sources in csp.values() for source in sources if "unsafe" in source or "*" in source
    ]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Referrer-Policy"] == "same-origin"
    assert response.status_code == 302 or response["X-Frame-Options"] == "SAMEORIGIN"
    assert response["Cross-Origin-Opener-Policy"] == "same-origin"


def test_behind_tls_http_is_redirected_and_remembered(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 60
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    redirect = client.get("/en/?year=2019")
    assert (redirect.status_code, redirect["Location"]) == (301, "https://testserver/en/?year=2019")
    answer = client.get("/en/", headers={"x-forwarded-proto": "https"})
    assert answer["Strict-Transport-Security"].startswith("max-age=60")


def test_a_visitor_gets_no_cookie(client):
    assert client.get("/en/").cookies == {}
    assert "Cookie" not in client.get("/en/").get("Vary", "")


def test_the_log_in_page_is_never_stored(client):
    response = client.get("/admin/login/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize(
    ("kind", "is_compressed"),
    [
        ("text/html; charset=utf-8", True),
        ("text/csv", True),
        ("application/atom+xml", True),
        ("image/jpeg", False),
    ],
)
def test_text_is_compressed_for_whoever_accepts_it(rf, kind, is_compressed):
    words = b"Paris, Rome and Athens. " * 200
    send = TextCompressionMiddleware(lambda request: HttpResponse(words, content_type=kind))
    answer = send(rf.get("/", headers={"accept-encoding": "br, gzip"}))
    assert (answer.get("Content-Encoding") == "gzip") is is_compressed
    assert (gzip.decompress(answer.content) if is_compressed else answer.content) == words
    plain = send(rf.get("/"))
    assert plain.content == words
    assert "Content-Encoding" not in plain


def test_a_picture_keeps_its_length(rf, tmp_path, own_answers):
    path = tmp_path / "poster.jpg"
    path.write_bytes(b"picture" * 1000)
    send = TextCompressionMiddleware(lambda request: FileResponse(path.open("rb")))
    answer = send(rf.get("/", headers={"accept-encoding": "gzip"}))
    assert answer["Content-Length"] == "7000"
    answer.close()
