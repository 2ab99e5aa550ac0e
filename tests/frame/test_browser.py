"""A real browser accepts the site under its own Content-Security-Policy."""

from urllib.parse import urlsplit

import pytest


@pytest.mark.browser
def test_home_needs_nothing_from_elsewhere_and_breaks_no_rule(page, live_server, site_tree):
    requested = []
    page.on("request", lambda request: requested.append(request.url))
    response = page.goto(f"{live_server.url}/en/")
    # The fixture `page` fails on whatever the policy blocks.
    assert response.status == 200
    assert page.locator("html").get_attribute("lang") == "en"
    assert {urlsplit(address).netloc for address in requested} == {urlsplit(live_server.url).netloc}
