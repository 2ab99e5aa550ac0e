"""Errors speak the reader's language, whatever was typed, and never become other errors."""

import pytest
from django.conf import settings
from django.test import Client, RequestFactory
from django.urls import get_resolver

from museum_site.core import errors
from museum_site.core.languages import language, language_tag
from tests import factories
from tests.site.reading import is_kept_out, read

CODES = [code for code, _autonym in settings.LANGUAGES]

ODD_PATHS = [
    "/en/%00/",
    "/%00",
    "/en/\\..\\/",
    "/en//about/",
    "/%ff/",
    "/en/%ff%fe/",
    "/en/%E6%95%85%E5%AE%AB/",
    "/en/" + "a" * 20_000 + "/",
    "/en/" + "a/" * 5_000,
    "/en/..%2f..%2fetc/passwd",
    "/en/about%0d%0aX: y/",
    "/en/'\"><script>alert(1)</script>/",
    "/en/about/index.html",
    "/sitemap-xx.xml",
    "/sitemap-%00.xml",
    "/.well-known/nothing",
    "/documents/1/x.pdf",
    "/media/images/%00.jpg",
    "/en/_util/nothing/",
]

ODD_QUERIES = [
    "%00",
    "a=%00",
    "page=abc",
    "%ff=%fe",
    "a[]=1&a[]=2",
    "=&=&&&",
    "q=%22%27%3Cscript%3E",
    "x=" + "y" * 20_000,
    "&".join(f"p{number}={number}" for number in range(300)),
    "language=fr&lang=xx",
    "year=2019&year=x",
    "%E6%95%85=%E5%AE%AB",
]


def test_404_stands_in_the_language_of_its_address(client, site_tree):
    for code in CODES:
        response = client.get(f"/{code}/no-such-page/")
        html = read(response)
        assert response.status_code == 404
        assert (html.html["lang"], html.html["dir"]) == (language_tag(code), language(code).direction)
        assert html.h1.text
        assert is_kept_out(html)
        assert html.select_one("main form[role=search]")["action"] == f"/{code}/search/"
        assert f"/{code}/exhibitions/" in [link["href"] for link in html.select("main a")]
        assert [link["href"] for link in html.select(".masthead-languages a")] == [
            f"/{other}/no-such-page/" for other in CODES
        ]


def test_404_offers_the_page_that_was_meant(client, site_tree):
    for address in ("/about/", "/xx/about/", "/zh-Hant/about/", "/about"):
        response = client.get(address, headers={"accept-language": "es"}, follow=True)
        assert response.status_code == 404
        assert read(response).select_one("main section a")["href"] == "/es/about/"


def test_404_offers_nothing_that_is_not_public(client, site_tree):
    factories.ExhibitionFactory(slug="secret", heading_en="Secret", live=False)
    factories.DelegationFactory(slug="hidden", heading_en="Secret", visit__cleared_second=None)
    for address in ("/exhibitions/secret/", "/delegations/hidden/", "/en/delegations/hidden/"):
        response = client.get(address)
        assert response.status_code == 404
        assert b"Secret" not in response.content


@pytest.mark.parametrize("template", ["400.html", "500.html", "403_csrf.html"])
@pytest.mark.parametrize("code", CODES)
def test_bare_errors_need_no_database(template, code):
    """No `db` fixture here: a query would fail the test. Not even the host's name is asked for."""
    request = RequestFactory().get(f"/{code}/x/", headers={"host": "no such host!"})
    html = read(errors.bare(request, template, 500))
    assert (html.html["lang"], html.html["dir"]) == (language_tag(code), language(code).direction)
    assert html.h1.text
    assert html.select_one("main a")["href"] == f"/{code}/"
    assert is_kept_out(html)
    assert not html.find("script", src=False)
    assert not html.find(style=True)


def test_handlers_are_ours():
    resolver = get_resolver()
    for status in (400, 403, 404, 500):
        assert resolver.resolve_error_handler(status).__module__ == "museum_site.core.errors"


def test_500_is_answered_in_the_readers_language(site_tree, monkeypatch):
    def fail(*args):
        raise RuntimeError("something broke")

    monkeypatch.setattr("museum_site.core.views.page_at", fail)
    response = Client(raise_request_exception=False).get("/ja/about/")
    assert response.status_code == 500
    assert read(response).html["lang"] == "ja"


def test_a_wrong_host_is_400(client):
    response = client.get("/fr/", headers={"host": "elsewhere.example"})
    assert response.status_code == 400
    assert read(response).html["lang"] == "fr"


def test_a_form_from_elsewhere_is_refused_in_the_readers_language(site_tree):
    response = Client(enforce_csrf_checks=True).post("/ar/about/", {"a": "b"})
    assert response.status_code == 403
    assert read(response).html["dir"] == "rtl"


def test_403_stands_in_the_frame(client, site_tree):
    response = client.get("/media/original_images/x.png", headers={"accept-language": "ko"})
    assert response.status_code == 403
    html = read(response)
    assert html.html["lang"] == "ko"
    assert html.select(".masthead a")


def test_odd_paths_are_404(client, site_tree):
    for path in ODD_PATHS:
        for method in (client.get, client.head):
            response = method(path, follow=True)
            assert response.status_code == 404, path[:100]
            assert b"<script>alert" not in response.content


def test_two_slashes_lead_to_no_other_host(client, site_tree):
    """The test client takes such a path for a host, so it is put into the request directly."""
    for path in ("//", "//evil.example/", "//evil.example", "///en/about/", "/en//evil.example/"):
        response = client.get("/", PATH_INFO=path)
        assert response.status_code in (301, 302, 404)
        assert not response.get("Location", "").startswith("//")
        for link in read(response).select("a[href]"):
            assert not link["href"].startswith("//")


@pytest.mark.sweep
def test_no_query_string_matters_to_a_page(client, site_tree):
    for query in ODD_QUERIES:
        for address in (
            "/en/",
            "/ar/about/",
            "/id/x",
            "/en/none/",
            "/robots.txt",
            "/sitemap.xml",
            "/sitemap-fr.xml",
        ):
            response = client.get(f"{address}?{query}")
            assert response.status_code == (404 if address in ("/id/x", "/en/none/") else 200), address
            assert b"<script>" not in response.content


def test_more_fields_than_allowed_are_a_bad_request_not_a_fault(client, site_tree):
    query = "&".join(["a=1"] * (settings.DATA_UPLOAD_MAX_NUMBER_FIELDS + 1))
    for address, status in (("/en/none/", 404), ("/en/about/", 200)):
        assert client.get(f"{address}?{query}").status_code == status
