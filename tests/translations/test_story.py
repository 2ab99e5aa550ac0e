"""The whole way of a translation, in a browser: from an editor's publication to nine languages, and what follows it."""

import pytest
from django.conf import settings
from django.urls import reverse
from playwright.sync_api import expect

from museum_site.core.languages import desk_languages
from museum_site.home.roles import ensure_roles
from museum_site.translations import desk
from museum_site.translations.index import rebuild
from museum_site.translations.models import Translation, TranslationRight
from museum_site.translations.terms.models import Concept, Form
from tests.factories import (
    ExhibitionFactory,
    InstitutionFactory,
    StandardPageFactory,
    UserFactory,
    whole_tree,
)
from tests.translations.conftest import state_of, translation_of, write_texts

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SUMMARY = "The show brings 120 bronzes of the Art Museum to Beijing."
CHANGED = "The show brings 120 vessels of the Art Museum to Paris."


@pytest.fixture(autouse=True)
def _patience():
    """Wait longer than five seconds for a page of the admin: other tests keep the machine busy."""
    expect.set_options(timeout=20_000)
    yield
    expect.set_options(timeout=5_000)


@pytest.fixture
def people(client):
    """Three people: an editor who publishes, a French translator, a French reviewer."""
    groups = ensure_roles()
    found = {}
    for name, role in (("editor", "administrator"), ("translator", "translator"), ("reviewer", "translator")):
        found[name] = UserFactory(username=name, first_name=name.title())
        found[name].groups.add(groups[role])
    TranslationRight.objects.create(user=found["translator"], language="fr")
    TranslationRight.objects.create(
        user=found["reviewer"], language="fr", may_translate=False, may_review=True
    )
    return found


@pytest.fixture
def act_as(page, client, live_server, people):
    """A function that lets somebody open an address of the admin."""

    def open_as(name, path):
        client.force_login(people[name])
        session = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        page.context.add_cookies([session])
        page.goto(live_server.url + path)

    return open_as


@pytest.fixture
def visit(page, live_server):
    """A function that opens an address as a visitor."""

    def go(path):
        page.context.clear_cookies()
        page.goto(live_server.url + path)

    return go


def fill_in(page, tab, **texts):
    """Write into fields of the page editor, which stand on a tab."""
    page.get_by_role("tab", name=tab).click()
    for name, text in texts.items():
        page.fill(f"[name='{name}']", text)


def publish(page):
    """Publish in the page editor."""
    page.get_by_role("button", name="More actions").last.click()
    with page.expect_navigation():
        page.click("button[name=action-publish]")
    expect(page.locator(".messages")).to_contain_text("published")


def editor_of(record):
    """The address of the French translation of a record at the desk."""
    return reverse("translations:edit", args=[translation_of(record).pk])


def text_field(page, label):
    """The row of a text in the editor of the desk."""
    return page.locator("[data-desk-text-row]").filter(has=page.get_by_role("heading", name=label))


def test_nine_languages_one_translation_and_what_changed_since(page, live_server, people, act_as, visit):
    whole_tree()
    InstitutionFactory(name_en="Art Museum", name_fr="Musée d’art")
    concept = Concept.objects.create(live=True)
    for language, text, usage in (
        ("en", "touring exhibition", "preferred"),
        ("fr", "exposition itinérante", "preferred"),
        ("fr", "exposition ambulante", "forbidden"),
    ):
        Form.objects.create(concept=concept, language=language, text=text, usage=usage)
    exhibition = ExhibitionFactory(
        slug="rivers",
        live=False,
        heading_en="Rivers, a touring exhibition",
        showing__opens="2019-04-12",
        showing__closes="2020-06-30",
    )
    exhibition.save_revision()
    edit = reverse("wagtailadmin_pages:edit", args=[exhibition.pk])

    # An editor publishes in English and Chinese.
    act_as("editor", edit)
    fill_in(page, "English", summary_en=SUMMARY)
    fill_in(page, "简体中文", heading_zh_hans="江河", summary_zh_hans="本展展出120件青铜器。")
    publish(page)

    # Nine languages show it at once, with the facts in their own words and an honest notice.
    dates = set()
    for code, _name in settings.LANGUAGES:
        visit(f"/{code}/exhibitions/rivers/")
        expect(page.locator("time[datetime='2019-04-12']").first).to_be_visible()
        dates.add(page.locator("time[datetime='2019-04-12']").first.inner_text())
        expect(page.locator(".language-notice")).to_have_count(int(code in desk_languages()))
        assert page.locator("h1 [lang]").count() == (code in desk_languages())
        assert page.locator("link[hreflang=fr]").count() == 0
    assert len(dates) >= 7

    # The reviewer gives it to the French translator, who finds it under "my work".
    act_as("reviewer", editor_of(exhibition))
    page.get_by_text("Assignment").click()
    page.select_option("select[name=assignee]", str(people["translator"].pk))
    page.get_by_role("button", name="Assign").click()
    expect(page.locator(".messages")).to_contain_text("Assigned")
    act_as("translator", reverse("translations:my_work"))
    page.get_by_role("link", name="Rivers, a touring exhibition").click()

    # A wrong number and a forbidden name are pointed out while it is written, and keep it from review.
    heading, summary = text_field(page, "Heading"), text_field(page, "Summary")
    heading.get_by_role("textbox").fill("Fleuves, exposition ambulante")
    summary.get_by_role("textbox").fill("L’exposition réunit à Pékin 12 bronzes du Musée des arts.")
    expect(summary.locator(".desk-problem--error").first).to_contain_text("120", timeout=15000)
    expect(summary.locator(".desk-problem--warning").first).to_contain_text("Musée d’art")
    expect(heading.locator(".desk-problem--warning").first).to_contain_text("exposition ambulante")
    page.get_by_role("button", name="Submit for review").click()
    expect(page.locator(".messages")).to_contain_text("not submitted")
    heading.get_by_role("textbox").fill("Fleuves, exposition itinérante")
    summary.get_by_role("textbox").fill("L’exposition réunit à Pékin 120 bronzes du Musée d’art.")
    page.get_by_role("button", name="Submit for review").click()
    expect(page.locator(".messages")).to_contain_text("Submitted")

    # The reviewer publishes: French shows it, hreflang appears, the notice goes.
    act_as("reviewer", reverse("translations:my_work"))
    page.get_by_role("link", name="Rivers, a touring exhibition").click()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messages")).to_contain_text("2 texts published.")
    visit("/fr/exhibitions/rivers/")
    expect(page.locator("h1")).to_have_text("Fleuves, exposition itinérante")
    expect(page.locator("main")).to_contain_text("120 bronzes du Musée d’art")
    expect(page.locator(".language-notice")).to_have_count(0)
    assert page.locator("link[hreflang=fr]").count() == 1

    # The editor changes two words and a date: French shows the date at once, and that the original is newer.
    act_as("editor", edit)
    page.fill("[name='showings-0-opens']", "2019-05-03")
    fill_in(page, "English", summary_en=CHANGED)
    publish(page)
    assert state_of(exhibition) == "outdated"
    visit("/fr/exhibitions/rivers/")
    expect(page.locator("time[datetime='2019-05-03']").first).to_be_visible()
    expect(page.locator(".language-notice")).to_contain_text("L’original a été modifié")

    # The translator finds it, with exactly those two words marked.
    act_as("translator", reverse("translations:my_work"))
    page.get_by_role("link", name="Rivers, a touring exhibition").click()
    expect(page.locator("del")).to_have_text(["bronzes", "Beijing"])
    expect(page.locator("ins")).to_have_text(["vessels", "Paris"])


def test_a_minor_change_makes_nothing_outdated(page, live_server, people, act_as, visit):
    whole_tree()
    aims = StandardPageFactory(slug="aims", heading_en="Our aims", summary_en="Two words")
    aims.save_revision().publish()
    rebuild()
    translation = translation_of(aims)
    write_texts(translation, people["translator"], {"heading": "Nos buts", "summary": "Deux mots"})
    desk.submit(translation, people["translator"])
    desk.publish(Translation.objects.get(pk=translation.pk), people["reviewer"])

    act_as("editor", reverse("wagtailadmin_pages:edit", args=[aims.pk]))
    fill_in(page, "English", summary_en="Two words.")
    page.check("[name=minor_change]")
    publish(page)

    assert state_of(aims) == "current"
    visit("/fr/aims/")
    expect(page.locator("h1")).to_have_text("Nos buts")
    expect(page.locator(".language-notice")).to_have_count(0)
