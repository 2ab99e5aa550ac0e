"""What robots are told: sitemaps, robots.txt, security.txt."""

import datetime
from xml.etree import ElementTree

import pytest
from django.conf import settings as configured
from wagtail.models import PageViewRestriction

from museum_site.core.languages import language_tag
from museum_site.home.models import StandardPage
from tests import factories

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
CODES = [code for code, _autonym in configured.LANGUAGES]


def entries(client, code) -> dict[str, dict[str, str]]:
    """The addresses of a sitemap, each with its alternates by hreflang."""
    response = client.get(f"/sitemap-{code}.xml")
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    return {
        entry.findtext(f"{SITEMAP}loc"): {link.get("hreflang"): link.get("href") for link in entry.iter(LINK)}
        for entry in ElementTree.fromstring(response.content)
    }


def test_the_index_names_a_sitemap_for_each_public_language(client, site_tree, settings):
    settings.PUBLIC_LANGUAGES = ("en", "fr")
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    addresses = [entry.findtext(f"{SITEMAP}loc") for entry in index]
    assert addresses == ["http://testserver/sitemap-en.xml", "http://testserver/sitemap-fr.xml"]
    assert client.get("/sitemap-de.xml").status_code == 404


def test_a_sitemap_holds_pages_with_text_and_alternates_that_answer_each_other(client, site_tree):
    factories.ExhibitionFactory(slug="shown", heading_en="Shown", heading_fr="Montrée")
    factories.PartnerFactory(
        slug="partner", institution=factories.InstitutionFactory(name_en="Louvre", name_fr="Louvre")
    )
    sitemaps = {code: entries(client, code) for code in CODES}
    assert sitemaps["en"]["http://testserver/en/exhibitions/shown/"] == {
        "en": "http://testserver/en/exhibitions/shown/",
        "fr": "http://testserver/fr/exhibitions/shown/",
        "x-default": "http://testserver/en/exhibitions/shown/",
    }
    assert set(sitemaps["fr"]) == {
        "http://testserver/fr/countries/",
        "http://testserver/fr/countries/fr/",
        "http://testserver/fr/exhibitions/shown/",
        "http://testserver/fr/partners/partner/",
        "http://testserver/fr/languages/",
    }
    # What is made of facts and interface texts stands in every language.
    assert set(sitemaps["ar"]) == {
        "http://testserver/ar/countries/",
        "http://testserver/ar/countries/fr/",
        "http://testserver/ar/languages/",
    }
    everything = {address: found for sitemap in sitemaps.values() for address, found in sitemap.items()}
    for found in everything.values():
        assert all(everything[address] == found for address in found.values())


@pytest.mark.sweep
def test_every_address_of_a_sitemap_is_its_own_canonical(client, site_tree):
    from tests.site.reading import alternates, canonical, is_kept_out, read

    factories.AgreementFactory(heading_fr="Accord")
    factories.DelegationFactory()
    factories.NewsFactory(heading_zh_hans="新闻")
    for code in ("en", "fr", "zh-hans"):
        for address, found in entries(client, code).items():
            html = read(client.get(address))
            assert canonical(html) == address
            assert alternates(html) == found
            assert not is_kept_out(html)


def test_a_sitemap_tells_when_a_page_was_last_published(client, site_tree):
    page = factories.StandardPageFactory(slug="dated")
    page.save_revision().publish()
    published = StandardPage.objects.get(pk=page.pk).last_published_at
    content = client.get("/sitemap-en.xml").content.decode()
    lastmod = content.partition("/en/dated/")[2].partition("<lastmod>")[2].partition("<")[0]
    assert datetime.datetime.fromisoformat(lastmod) == published


def test_a_sitemap_holds_nothing_private(client, site_tree):
    factories.ExhibitionFactory(slug="draft", live=False)
    factories.DelegationFactory(slug="uncleared", visit__cleared_second=None)
    private = factories.StandardPageFactory(slug="private")
    factories.StandardPageFactory(slug="below", parent=private)
    PageViewRestriction.objects.create(page=private, restriction_type=PageViewRestriction.LOGIN)
    content = client.get("/sitemap-en.xml").content
    for slug in (b"draft", b"uncleared", b"private", b"below"):
        assert b"/%s/" % slug not in content


def test_a_sitemap_costs_the_same_for_few_and_many_pages(client, site_tree, django_assert_num_queries):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client.get("/sitemap-en.xml")
    with CaptureQueriesContext(connection) as few:
        client.get("/sitemap-en.xml")
    factories.many_exhibitions(30)
    for _number in range(5):
        factories.PartnerFactory()
    with django_assert_num_queries(len(few)):
        assert len(entries(client, "en")) > 40


def test_robots_txt(client):
    response = client.get("/robots.txt")
    assert response["Content-Type"] == "text/plain; charset=utf-8"
    assert response.content.decode().splitlines() == [
        "User-agent: *",
        "Disallow: /admin/",
        "Sitemap: http://testserver/sitemap.xml",
    ]


def test_there_is_no_security_txt_without_a_contact(client, site_tree, settings):
    settings.SECURITY_CONTACT = ""
    assert client.get("/.well-known/security.txt").status_code == 404


def test_security_txt(client, settings):
    settings.SECURITY_CONTACT = "mailto:security@museum.example"
    settings.SECURITY_CONTACT_EXPIRES = datetime.date(2027, 6, 30)
    lines = client.get("/.well-known/security.txt").content.decode().splitlines()
    assert lines == [
        "Contact: mailto:security@museum.example",
        "Expires: 2027-06-30T00:00:00Z",
        f"Preferred-Languages: {', '.join(language_tag(code) for code in CODES)}",
        "Canonical: http://testserver/.well-known/security.txt",
    ]


def test_robots_get_no_cookie(client, site_tree):
    for address in ("/robots.txt", "/sitemap.xml", "/sitemap-en.xml"):
        response = client.get(address)
        assert not response.cookies
        assert "Vary" not in response
