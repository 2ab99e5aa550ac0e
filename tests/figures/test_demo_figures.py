"""The figures of 2018 in the demo: two agreements, 15 destinations, and what was reported beside them."""

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.utils import translation

from museum_site.core.enums import Qualifier
from museum_site.core.numbers import qualified_number
from museum_site.figures.enums import Unit
from museum_site.figures.indicators import RULES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]


def soup(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html5lib")


@pytest.mark.parametrize("code", settings.PUBLIC_LANGUAGES)
def test_2018_in_every_language(client, code):
    page = soup(client, f"/{code}/figures/?year=2018")
    counted = {
        row.th.get_text(strip=True): (row.td.get_text(strip=True), row.td.a["href"])
        for row in page.select("table.figures-counted tbody tr")
    }
    labels = {rule.code: rule.label for rule in RULES}
    with translation.override(code):
        for rule, number in (("agreements_signed", 2), ("destinations_of_experts", 15)):
            text, address = counted[str(labels[rule])]
            assert text == str(number)
            rows = soup(client, address).select(".rows .ledger > li")
            assert len(rows) == number
        reported = {
            (row.select("td")[0].get_text(strip=True), row.select("td")[1].get_text(strip=True)): row
            for row in page.select("table.figures-reported tbody tr")
        }
        for value, qualifier in ((200, Qualifier.NEARLY), (20, Qualifier.ABOUT)):
            row = reported[(qualified_number(value, qualifier), str(Unit.VISITS.label))]
            assert row.th.get_text(strip=True)
            assert row.select("td")[3].get_text(strip=True)


def test_no_reported_number_is_among_the_counted(client):
    page = soup(client, "/en/figures/?year=2018")
    counted = [cell.get_text(strip=True) for cell in page.select("table.figures-counted td")]
    assert "15" in counted
    assert all(number.isdigit() and int(number) <= 15 for number in counted)
