"""The editor in a browser: it saves by itself, and a translation reaches its readers."""

import pytest
from django.contrib.auth.models import Permission
from playwright.sync_api import expect

from museum_site.home.models import StandardPage
from museum_site.translations.index import rebuild
from museum_site.translations.models import DraftText
from tests.factories import StandardPageFactory, whole_tree
from tests.translations.conftest import translation_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def open_admin(page, client, live_server, user, path):
    """Open an address of the admin as a user."""
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(user)
    session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([session])
    page.goto(live_server.url + path)


def test_from_the_first_word_to_the_reader(page, client, live_server, translator, reviewer):
    whole_tree()
    about = StandardPageFactory(heading_en="Our aims", body_en=[("paragraph", "<p>Words</p>")])
    about.save_revision().publish()
    rebuild()
    editor = f"/admin/translations/{translation_of(about).pk}/"

    open_admin(page, client, live_server, translator, editor)
    page.fill("#text-0", "Nos buts")
    page.locator(".public-DraftEditor-content").click()
    page.keyboard.type("Mots")
    expect(page.locator("[data-desk-status]")).to_contain_text("Saved at", timeout=15000)
    assert set(DraftText.objects.values_list("key", flat=True)) >= {"heading"}
    page.locator("#text-0").focus()
    page.keyboard.press("Control+Enter")
    expect(page.locator(".public-DraftEditor-content")).to_be_focused()
    with page.expect_navigation():
        page.click("button[value=submit]")

    open_admin(page, client, live_server, reviewer, editor)
    with page.expect_navigation():
        page.click("button[value=publish]")
    expect(page.locator(".messages")).to_contain_text("2 texts published.")
    assert StandardPage.objects.get(pk=about.pk).heading_fr == "Nos buts"
    page.goto(f"{live_server.url}/fr/{about.slug}/")
    expect(page.locator("h1")).to_have_text("Nos buts")
    expect(page.locator("main")).to_contain_text("Mots")
