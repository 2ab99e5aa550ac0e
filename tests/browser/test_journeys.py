"""What visitors come for, done as they do it."""

import re

import pytest


def test_a_visitor_finds_an_exhibition(visit):
    page = visit("/en/")
    page.get_by_role("navigation", name="Sections").first.get_by_role("link", name="Exhibitions").click()
    page.get_by_label("Year").select_option("2019")
    page.get_by_role("button", name="Apply filters").click()
    assert "year=2019" in page.url
    page.get_by_role("link", name=re.compile("Jean Schlumberger")).first.click()
    assert page.get_by_role("heading", level=1).inner_text().startswith("Jean Schlumberger")
    assert "Virginia Museum of Fine Arts" in page.locator("main").inner_text()


def test_a_visitor_searches_in_chinese(visit):
    page = visit("/zh-hans/", width=390)
    page.locator("details.menu summary").click()
    page.locator(".menu input[type=search]").fill("故宫")
    page.keyboard.press("Enter")
    page.wait_for_url("**/zh-hans/search/**")
    assert page.locator(".search-results li").count() > 0
    assert page.locator("mark").first.inner_text() == "故宫"


def test_the_filter_stays_when_the_language_changes(visit):
    page = visit("/en/agreements/")
    page.get_by_label("Country or region").select_option("FR")
    page.get_by_role("button", name="Apply filters").click()
    rows = page.locator(".rows .entry").count()
    assert rows > 0
    page.locator(".masthead-languages").get_by_role("link", name="العربية").click()
    page.wait_for_url("**/ar/agreements/**")
    assert "country=FR" in page.url
    assert page.locator("html").get_attribute("dir") == "rtl"
    assert page.locator(".rows .entry").count() == rows
    assert page.locator("#filter-country").input_value() == "FR"
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert cookies == {"language": "ar"}, "the choice is remembered, and nothing else"


def test_a_visitor_sends_feedback(visit):
    page = visit("/en/feedback/")
    page.get_by_label("Your message").fill("The opening date of one exhibition looks wrong to me.")
    # People need some seconds to write; the form does not believe in less.
    page.wait_for_timeout(3100)
    page.get_by_role("button", name="Send").click()
    assert page.get_by_role("status").inner_text().startswith("Thank you.")


def test_an_empty_message_is_asked_for_and_nothing_is_lost(visit):
    page = visit("/en/feedback/", scripts=False)
    page.get_by_label("Page it is about").fill("/en/exhibitions/")
    page.get_by_role("button", name="Send").click()
    assert page.get_by_role("alert").is_visible()
    assert page.get_by_label("Page it is about").input_value() == "/en/exhibitions/"


def test_a_record_prints_as_a_clean_sheet(visit):
    page = visit("/en/agreements/palace-museum-cicg-2022/")
    page.emulate_media(media="print")
    for hidden in (".masthead-bar", ".footer", ".breadcrumbs", ".other-languages"):
        assert not page.locator(hidden).first.is_visible()
    assert page.locator("h1").is_visible()
    assert "/id/A-2022-001" in page.locator("main").inner_text()
    assert page.pdf(format="A4").startswith(b"%PDF")


def test_a_filtered_register_says_on_paper_what_it_shows(visit):
    page = visit("/en/agreements/?country=FR")
    chosen = page.locator(".on-paper")
    assert not chosen.is_visible()
    page.emulate_media(media="print")
    assert not page.locator(".filters-fold").first.is_visible()
    assert chosen.is_visible()
    assert "France" in chosen.inner_text()


@pytest.mark.parametrize("path", ["/de/figures/", "/de/languages/", "/ru/partners/", "/de/"])
def test_nothing_is_cut_off_on_paper(visit, path):
    """A4 without its margins is 178 mm, 673 px."""
    page = visit(path, width=673)
    page.emulate_media(media="print")
    cut_off = page.evaluate(
        """() => [...document.querySelectorAll("main *")]
            .filter(element => element.scrollWidth > element.clientWidth + 1 && element.clientWidth)
            .filter(element => getComputedStyle(element).overflowX !== "visible")
            .filter(element => !element.closest(".visually-hidden, .map-skip"))
            .map(element => element.outerHTML.slice(0, 80))"""
    )
    assert not cut_off
    assert page.evaluate("document.documentElement.scrollWidth") <= 673


@pytest.mark.parametrize("width", [390, 1280])
def test_everything_is_reached_by_keyboard_and_seen(visit, width):
    page = visit("/en/agreements/", width=width)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    page.keyboard.press("Enter")
    reached = set()
    page.reload()
    for _step in range(45):
        page.keyboard.press("Tab")
        found = page.evaluate(
            """() => {
                const element = document.activeElement, style = getComputedStyle(element);
                const box = element.getBoundingClientRect();
                return {
                    name: element.tagName + (element.id || element.getAttribute("href") || element.innerText),
                    outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
                    shown: box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight,
                };
            }"""
        )
        assert found["outlined"], found
        assert found["shown"], found
        reached.add(found["name"])
    assert len(reached) >= 40, "the focus moves on"


def test_the_menu_of_a_phone_works_without_scripts(visit):
    page = visit("/fr/", width=320, scripts=False)
    assert not page.locator(".menu .navigation").is_visible()
    page.locator(".menu summary").click()
    page.locator(".menu").get_by_role("link", name="Accords").click()
    page.wait_for_url("**/fr/agreements/")
