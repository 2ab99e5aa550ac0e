"""A reader marks words, and the report of a translation error quotes them."""

import pytest

from tests import factories

WORDS = "Les vases de Chine"


@pytest.mark.browser
def test_selected_words_are_quoted(page, live_server, site_tree):
    paragraph = [{"type": "paragraph", "value": f"<p>{WORDS} sont <em>bleus</em>.</p>"}]
    factories.StandardPageFactory(slug="told", heading_en="Told", heading_fr="Raconté", body_fr=paragraph)
    page.goto(f"{live_server.url}/fr/told/")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.prose p'))")
    page.locator("main a[data-quote]").click()
    page.wait_for_url("**/fr/feedback/**")
    assert page.locator(".quoted blockquote").inner_text() == f"{WORDS} sont bleus."
    assert page.locator("#id_kind").input_value() == "translation_error"
    assert page.locator("#id_about").input_value() == "/fr/told/"


@pytest.mark.browser
def test_without_a_selection_the_heading_is_quoted(page, live_server, site_tree):
    factories.StandardPageFactory(slug="told", heading_en="Told", heading_fr="Raconté")
    page.goto(f"{live_server.url}/fr/told/")
    page.locator("main a[data-quote]").press("Enter")
    page.wait_for_url("**/fr/feedback/**")
    assert page.locator(".quoted blockquote").inner_text() == "Raconté"
