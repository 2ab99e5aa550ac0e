"""What the desk tells people by mail; without a mail server it tells nothing, and "My work" shows the same."""

import pytest

from museum_site.home.models import StandardPage
from museum_site.translations import desk
from tests.factories import StandardPageFactory
from tests.translations.conftest import look_at, state_of, translation_of, write_texts

pytestmark = pytest.mark.django_db

FRENCH = {"heading": "À propos", "summary": "Deux mots"}


@pytest.fixture
def page():
    page = StandardPageFactory(heading_en="About", summary_en="Two words")
    look_at(page)
    return page


def test_mail_tells_what_came_back(
    page, translator, reviewer, mailoutbox, django_capture_on_commit_callbacks
):
    translation = translation_of(page)
    write_texts(translation, translator, {"heading": "A propos"})
    with django_capture_on_commit_callbacks(execute=True):
        desk.submit(translation, translator)
        desk.send_back(translation, reviewer, "The accent is missing.")
    assert state_of(page) == "translating"
    [mail] = mailoutbox
    assert mail.to == [translator.email]
    assert "The accent is missing." in mail.body
    assert f"/translations/{translation.pk}/" in mail.body


def test_mail_tells_the_translator_that_the_source_changed(
    page, publish, translator, mailoutbox, django_capture_on_commit_callbacks
):
    publish(page, FRENCH)
    page = StandardPage.objects.get(pk=page.pk)
    page.summary_en = "Three words now"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    [mail] = mailoutbox
    assert (mail.to, mail.subject) == ([translator.email], "An original has changed")
    assert "About (French)" in mail.body


def test_without_a_mail_server_no_mail_is_sent(
    page, translator, reviewer, mailoutbox, settings, django_capture_on_commit_callbacks
):
    settings.EMAIL_HOST = ""
    translation = translation_of(page)
    write_texts(translation, translator, {"heading": "A propos"})
    with django_capture_on_commit_callbacks(execute=True):
        desk.submit(translation, translator)
        desk.send_back(translation, reviewer, "The accent is missing.")
    assert not mailoutbox
