"""What visitors write reaches the staff; what machines write does not."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.conf import settings
from django.test import Client
from django.utils import timezone, translation

from museum_site.home import feedback
from museum_site.home.enums import FeedbackKind, FeedbackState
from museum_site.home.models import Feedback, FeedbackPage
from tests import factories

pytestmark = pytest.mark.django_db

SEND = "/en/feedback/send/"
NOW = datetime.datetime(2022, 8, 22, 12, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def _site(site_tree):
    pass


def message(**changes):
    """What a browser sends half a minute after the form was opened."""
    opened = feedback.sign_time(timezone.now() - datetime.timedelta(seconds=30))
    values = {
        "kind": "correction",
        "text": "It opened in May.",
        "about": "/en/exhibitions/",
        "opened": opened,
    }
    return values | {"email": "", "remarks": ""} | changes


def soup(response):
    return BeautifulSoup(response.content, "html5lib")


def test_a_message_is_kept_and_the_visitor_led_back(client):
    response = client.post("/fr/feedback/send/", message(email="reader@example.org"))
    assert response.status_code == 302
    assert response["Location"] == "/fr/feedback/?sent=1"
    kept = Feedback.objects.get()
    assert (kept.kind, kept.text, kept.about) == ("correction", "It opened in May.", "/en/exhibitions/")
    assert (kept.email, kept.language, kept.state) == ("reader@example.org", "fr", FeedbackState.NEW)
    thanks = client.get(response["Location"])
    assert soup(thanks).select_one("[role=status]")
    assert not soup(thanks).select_one(".feedback-form")


def test_no_cookie_is_needed_or_set():
    client = Client(enforce_csrf_checks=True)
    page = client.get("/en/feedback/")
    response = client.post(SEND, message())
    assert response.status_code == 302
    assert not page.cookies
    assert not response.cookies
    assert "Cookie" not in page.get("Vary", "")
    assert "no-store" in page["Cache-Control"]


def test_no_address_is_asked_for(client):
    assert client.post(SEND, message()).status_code == 302
    assert Feedback.objects.get().email == ""


@pytest.mark.parametrize("code", settings.PUBLIC_LANGUAGES)
def test_the_form_stands_in_every_language(client, code):
    page = soup(client.get(f"/{code}/feedback/"))
    form = page.select_one(".feedback-form")
    assert form["action"] == f"/{code}/feedback/send/"
    options = [option.get_text() for option in form.select("option")]
    with translation.override(code):
        assert options == [str(label) for label in FeedbackKind.labels]
    for field in form.select("select, textarea, input:not([type=hidden])"):
        assert form.select_one(f"label[for={field['id']}]").get_text()


@pytest.mark.parametrize(
    ("query", "about"),
    [
        ("?about=/fr/news/", "/fr/news/"),
        ("?about=//evil.example/", None),
        ("?about=https://evil.example/", None),
        ("?about=javascript:alert(1)", None),
        ("?about=/%5Cevil.example", None),
        ("?about=/a%00b", None),
        ("?about=/" + "x" * 1_000, None),
        ("?about=%22%3E%3Cb%3E", None),
    ],
)
def test_the_page_it_is_about_is_filled_in_for_this_site_only(client, query, about):
    field = soup(client.get(f"/en/feedback/{query}")).select_one("#id_about")
    assert field.get("value") == about


def test_the_kind_can_be_chosen_by_a_link(client):
    page = soup(client.get("/en/feedback/?kind=translation_error"))
    assert page.select_one("option[selected]")["value"] == "translation_error"
    assert soup(client.get("/en/feedback/?kind=x")).select_one("option[selected]")["value"] == "opinion"


@pytest.mark.parametrize(
    ("changes", "field", "words"),
    [
        ({"text": "  "}, "text", "Write your message."),
        ({"text": "x" * 5_001}, "text", "5,000 characters at most; yours has 5,001"),
        ({"text": "a\0b"}, "text", "Null characters"),
        ({"kind": "praise"}, "kind", "Choose what you write about."),
        ({"kind": "a\0"}, "kind", "Choose what you write about."),
        ({"email": "nobody"}, "email", "valid email"),
        ({"about": "https://elsewhere.example/"}, "about", "a page of this site"),
        ({"about": "/" + "x" * 500}, "about", "500 characters"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_lost(client, changes, field, words):
    response = client.post(SEND, message(**changes))
    assert response.status_code == 422
    page = soup(response)
    summary = page.select_one("[role=alert]")
    assert words in summary.get_text()
    assert summary.select_one("a")["href"] == f"#id_{field}"
    control = page.select_one(f"#id_{field}")
    assert control["aria-invalid"] == "true"
    described = [page.select_one(f"#{name}").get_text() for name in control["aria-describedby"].split()]
    assert any(words in text for text in described)
    assert Feedback.objects.count() == 0
    if field != "text":
        assert page.select_one("#id_text").get_text().strip() == "It opened in May."
    if field != "about":
        assert page.select_one("#id_about")["value"] == "/en/exhibitions/"


def test_five_thousand_characters_are_enough_whatever_the_line_ends(client):
    assert client.post(SEND, message(text="line\r\n" * 1_000)).status_code == 302
    assert client.post(SEND, message(text="é" * 5_000)).status_code == 302


def test_a_full_address_of_this_site_is_kept_as_its_path(client):
    client.post(SEND, message(about="http://testserver/en/news/?year=2022"))
    assert Feedback.objects.get().about == "/en/news/?year=2022"


@pytest.mark.parametrize(
    "changes",
    [
        {"remarks": "buy now"},
        {"opened": ""},
        {"opened": "1:forged"},
        {"opened": "\0"},
        {"opened": feedback.signer.sign("1")[:-1]},
    ],
)
def test_machines_are_asked_again(client, changes):
    response = client.post(SEND, message(**changes))
    assert response.status_code == 422
    assert Feedback.objects.count() == 0
    assert soup(response).select_one("#id_text").get_text().strip() == "It opened in May."


def form_after(opened_ago, now=NOW):
    return feedback.FeedbackForm(
        message(opened=feedback.sign_time(now - opened_ago)), now=now, origin="http://testserver"
    )


@pytest.mark.parametrize(
    ("seconds", "accepted"), [(-5, False), (0, False), (2, False), (3, True), (86_400, True), (86_401, False)]
)
def test_the_form_must_be_open_for_a_while_but_not_for_days(seconds, accepted):
    assert form_after(datetime.timedelta(seconds=seconds)).is_valid() is accepted


def test_a_second_try_works():
    hasty = form_after(datetime.timedelta(seconds=1))
    assert not hasty.is_valid()
    later = NOW + datetime.timedelta(seconds=3)
    again = feedback.FeedbackForm(message(opened=hasty.signed_time), now=later, origin="http://testserver")
    assert again.is_valid()
    stale = form_after(datetime.timedelta(days=2))
    assert not stale.is_valid()
    again = feedback.FeedbackForm(message(opened=stale.signed_time), now=later, origin="http://testserver")
    assert again.is_valid()


def test_messages_of_one_hour_are_limited(client, monkeypatch):
    monkeypatch.setattr(feedback, "MESSAGES_PER_HOUR", 2)
    factories.FeedbackFactory(sent_at=timezone.now() - datetime.timedelta(minutes=61))
    for _time in range(2):
        assert client.post(SEND, message()).status_code == 302
    response = client.post(SEND, message())
    assert response.status_code == 422
    assert "again later" in soup(response).select_one("[role=alert]").get_text()
    assert Feedback.objects.count() == 3


def test_other_ways_to_call_the_form(client):
    assert client.get(SEND)["Location"] == "/en/feedback/"
    assert client.head(SEND).status_code == 302
    assert client.put(SEND).status_code == 405
    assert client.post(SEND, b"\xff\xfe", content_type="application/octet-stream").status_code == 422


def test_nothing_is_taken_while_the_page_is_not_public(client):
    FeedbackPage.objects.get().unpublish()
    assert client.post(SEND, message()).status_code == 404
    assert Feedback.objects.count() == 0


def test_a_quote_is_shown_as_text_and_kept_in_its_own_field(client):
    page = soup(
        client.get("/fr/feedback/?kind=translation_error&about=/fr/told/&quote=%3Cb%3EMuse%20%26%20art")
    )
    quotation = page.select_one(".quoted blockquote")
    assert quotation.get_text() == "<b>Muse & art"
    sent = page.select_one("input[name=quote]")["value"]
    values = message(kind="translation_error", about="/fr/told/", quote=sent)
    assert client.post("/fr/feedback/send/", values).status_code == 302
    kept = Feedback.objects.get()
    assert (kept.quote, kept.text, kept.kind) == ("<b>Muse & art", "It opened in May.", "translation_error")


@pytest.mark.parametrize(
    ("quote", "kept"),
    [
        ("", ""),
        ("  a \r\n\t b\0c  ", "a b c"),
        ("x" * 300, "x" * 300),
        ("x" * 301, "x" * 299 + "…"),
        ("\u202egnp.exe\u2066", "gnp.exe"),
        ("می‌خوانم \u200f«متن»", "می‌خوانم \u200f«متن»"),
    ],
)
def test_a_quote_is_made_good_and_never_refused(client, quote, kept):
    shown = soup(client.get("/en/feedback/", {"quote": quote})).select_one("blockquote")
    assert (shown.get_text() if shown else "") == kept
    assert client.post(SEND, message(quote=quote)).status_code == 302
    assert Feedback.objects.get().quote == kept


def test_a_quote_is_not_lost_when_something_is_wrong(client):
    page = soup(client.post(SEND, message(text="", quote="Raconté")))
    assert page.select_one("blockquote").get_text() == "Raconté"
    assert page.select_one("input[name=quote]")["value"] == "Raconté"


@pytest.mark.parametrize(
    ("kind", "about", "language"),
    [
        ("translation_error", "/ar/told/", "ar"),
        ("translation_error", "/id/E-2019-001", "fr"),
        ("translation_error", "", "fr"),
        ("opinion", "/ar/told/", "fr"),
    ],
)
def test_a_translation_error_belongs_to_the_language_of_its_page(client, kind, about, language):
    client.post("/fr/feedback/send/", message(kind=kind, about=about))
    assert Feedback.objects.get().language == language
