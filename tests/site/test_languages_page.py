"""How much of the site stands in which language, as its page says."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from museum_site.core.languages import language_tag
from museum_site.home.languages import Coverage, language_rows
from tests import factories
from tests.registers.test_privacy import hidden_visits
from tests.site.reading import alternates, canonical, is_kept_out, read

pytestmark = pytest.mark.django_db
REGISTERS = ["exhibitions", "partners", "agreements", "delegations", "news"]


@pytest.fixture(autouse=True)
def _site(site_tree):
    pass


def counted(on) -> dict[str, dict[str, str]]:
    """What the page says of each language, by its code and the register: "1 of 2"."""
    return {
        row.language.code: {
            name: f"{found.count} of {found.total}"
            for name, found in zip(REGISTERS, row.registers, strict=True)
        }
        for row in language_rows(on)
    }


def test_only_a_record_s_own_text_counts(on):
    factories.ExhibitionFactory(heading_en="Shown", heading_fr="Montrée")
    factories.ExhibitionFactory(heading_en="Told", summary_en="A summary.", heading_fr="Sans résumé")
    factories.ExhibitionFactory(
        heading_en="Told", summary_zh_hans="摘要", heading_fr="Avec résumé", summary_fr="Un résumé."
    )
    factories.ExhibitionFactory(heading_en="Draft", heading_fr="Projet", live=False)
    found = counted(on)
    assert found["en"]["exhibitions"] == "2 of 3"
    assert found["fr"]["exhibitions"] == "2 of 3"
    assert found["ar"]["exhibitions"] == "0 of 3"


def test_the_count_agrees_with_every_page(on):
    for heading, summary, source in (
        ("", "", ""),
        ("Titre", "", ""),
        ("Titre", "", "Text"),
        ("", "Résumé", "Text"),
        ("Titre", "Résumé", "Text"),
        ("Titre", "Résumé", ""),
    ):
        factories.NewsFactory(heading_fr=heading, summary_fr=summary, summary_en=source)
        factories.NewsFactory(
            heading_fr=heading or None, summary_fr=summary or None, summary_en=source or None
        )
    model = factories.NewsPage
    for code in ("en", "zh-hans", "fr"):
        expected = sum(page.has_text_in(code) for page in model.objects.all())
        assert model.objects.count_texts([code]) == {"total": 12, code: expected}


def test_a_partner_has_the_name_of_its_institution(on):
    factories.PartnerFactory(
        institution__name_en="Louvre", institution__name_fr="Le Louvre", heading_de="Falsch"
    )
    found = counted(on)
    assert found["fr"]["partners"] == "1 of 1"
    assert found["de"]["partners"] == "0 of 1"


def test_what_is_not_public_is_not_counted(on):
    for facts in hidden_visits().values():
        factories.DelegationFactory(
            visit=factories.VisitFactory(**{"public": False} | facts), heading_fr="Secret"
        )
    factories.DelegationFactory(heading_fr="Connue")
    assert counted(on)["fr"]["delegations"] == "1 of 1"


def test_the_table_stands_in_words_with_links_to_the_front_pages(client):
    factories.ExhibitionFactory(heading_en="Shown", heading_fr="Montrée")
    factories.ExhibitionFactory(heading_en="Shown")
    page = BeautifulSoup(client.get("/en/languages/").content, "html5lib")
    rows = {
        row.select_one("th a")["hreflang"]: [cell.get_text(" ", strip=True) for cell in row.select("td")]
        for row in page.select(".coverage tbody tr")
    }
    assert list(rows) == [language_tag(code) for code, _autonym in settings.LANGUAGES]
    assert rows["fr"] == ["50% 1 of 2 texts"] * 2 + ["no records yet"] * 4
    assert rows["de"][1] == "0% facts only"
    link = page.select_one('.coverage a[hreflang="ar"]')
    assert (link["href"], link["lang"], link["dir"], link.get_text()) == ("/ar/", "ar", "rtl", "العربية")


def test_percentages_are_written_as_the_reader_writes_them(client):
    factories.ExhibitionFactory(heading_en="Shown")
    french = BeautifulSoup(client.get("/fr/languages/").content, "html5lib")
    assert french.select_one(".coverage .share").get_text() == "100\N{NO-BREAK SPACE}%"


@pytest.mark.parametrize(
    ("count", "total", "percent"),
    [(0, 0, 0), (0, 7, 0), (7, 7, 100), (1, 3, 33), (999, 1000, 99), (1, 1000, 1)],
)
def test_only_all_is_100_percent_and_only_none_is_0(count, total, percent):
    assert Coverage(count, total).percent == percent


@pytest.mark.parametrize("code", settings.PUBLIC_LANGUAGES)
def test_the_page_stands_in_every_language(client, code):
    html = read(client.get(f"/{code}/languages/"))
    found = alternates(html)
    assert len(found) == len(settings.PUBLIC_LANGUAGES) + 1
    assert canonical(html) == f"http://testserver/{code}/languages/"
    assert not is_kept_out(html)
    assert html.title.get_text().strip()
    assert html.find("meta", attrs={"name": "description"})["content"]
    assert f"http://testserver/{code}/languages/" in client.get(f"/sitemap-{code}.xml").content.decode()


def test_a_language_that_is_not_public_is_not_named(client, settings):
    settings.PUBLIC_LANGUAGES = ("en", "zh-hans", "fr")
    html = client.get("/en/languages/").content.decode()
    assert "العربية" not in html
    assert "Arabic" not in html
    assert client.get("/ar/languages/").status_code == 404


def test_every_page_leads_to_it(client):
    for address in ("/fr/", "/fr/exhibitions/", "/fr/search/", "/fr/languages/"):
        assert read(client.get(address)).select_one('.footer a[href="/fr/languages/"]'), address


def test_few_and_many_records_cost_the_same(client, django_assert_max_num_queries):
    factories.ExhibitionFactory()
    client.get("/fr/languages/")
    with CaptureQueriesContext(connection) as few:
        client.get("/fr/languages/")
    assert len(few) <= 12
    factories.many_exhibitions(30)
    for _time in range(3):
        factories.PartnerFactory()
        factories.DelegationFactory()
    with django_assert_max_num_queries(len(few)):
        client.get("/fr/languages/")
