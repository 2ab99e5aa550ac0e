"""The button that copies a citation, in a real browser: by keyboard, and told to who cannot see it."""

import pytest
from django.urls import reverse

from tests.factories import NewsFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def address(live_server, site_tree):
    """The full address of a record."""
    return f"{live_server.url}{NewsFactory(heading_en='Something new').url}"


def test_the_citation_is_copied_by_keyboard(page, address):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(address)
    button = page.get_by_role("button", name="Copy the citation")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_role("status").get_by_text("The citation has been copied.").wait_for()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == " ".join(page.locator(".citation").inner_text().split())
    assert "Something new" in copied
    assert reverse("permanent_address", args=["N"]).removesuffix("N") in copied


def test_a_browser_that_refuses_says_so(page, address):
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))")
    page.goto(address)
    page.get_by_role("button", name="Copy the citation").click()
    page.get_by_role("status").get_by_text("could not be copied").wait_for()


def test_without_scripts_there_is_no_button(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".citation").count() == 1
    assert page.locator(".cite button").count() == 0
    context.close()
