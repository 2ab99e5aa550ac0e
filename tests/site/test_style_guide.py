"""The style guide shows staff every component, and visitors nothing."""

import pytest

from exhibitions.enums import ExhibitionStatus
from partnerships.enums import AgreementStatus
from tests import factories
from tests.site.reading import read


def test_visitors_find_no_style_guide(client, site_tree):
    assert client.get("/en/style-guide/").status_code == 404


@pytest.mark.parametrize("language", ["en", "ar"])
def test_staff_see_every_component_even_without_records(client, site_tree, user_with_role, language):
    client.force_login(user_with_role("editor"))
    response = client.get(f"/{language}/style-guide/")
    assert response.status_code == 200
    shown = {status["class"][1].removeprefix("status--") for status in read(response).select(".status")}
    assert shown >= {*ExhibitionStatus.values, *AgreementStatus.values}
    assert len(read(response).select(".sources li")) == 3, "an address, a title, a file"


def test_the_components_hold_real_records(client, site_tree, user_with_role):
    factories.ExhibitionFactory(heading_en="Bronze and jade")
    factories.AgreementFactory(heading_en="A memorandum")
    client.force_login(user_with_role("editor"))
    html = read(client.get("/en/style-guide/"))
    assert "Bronze and jade" in html.select_one(".ledger").text
    assert "Bronze and jade" in html.select_one(".cards").text
    assert "A memorandum" in html.find("main").text
    assert html.select_one("#error-year"), "a filter that cannot be read"
    assert html.select_one("textarea[aria-invalid=true]")
