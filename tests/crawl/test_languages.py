"""One page of every kind of the demonstration in nine languages; test_crawl.py reads all pages of it."""

import pytest
from django.conf import settings

from museum_site.core.languages import language, language_tag
from museum_site.core.sitemaps import prose_models
from tests.crawl.reading import read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


@pytest.mark.parametrize("code", [code for code, _autonym in settings.LANGUAGES])
def test_every_kind_of_page_is_there(client, code):
    pages = [model.objects.visible().first() for model in prose_models()]
    assert len(pages) > 12
    for page in pages:
        response = client.get(page.url.replace("/en/", f"/{code}/", 1))
        assert response.status_code == 200, page.url
        reading = read(response.content.decode())
        assert reading.html == {"lang": language_tag(code), "dir": language(code).direction}, page.url
        assert len(reading.headings) == 1, page.url
