"""A page that was made for one visitor is there for the next, for as long as it is true."""

import datetime
import uuid

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import Client

from museum_site.home.models import FeedbackPage
from museum_site.page_cache.middleware import PageCacheMiddleware
from museum_site.translations.strings.overlay import overlay
from tests.factories import ExhibitionFactory, InstitutionFactory, ShowingFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("edition")]


@pytest.fixture
def moment(monkeypatch):
    """A function that sets the clock to a moment."""

    def at(text):
        now = datetime.datetime.fromisoformat(text)
        monkeypatch.setattr("django.utils.timezone.now", lambda: now)
        monkeypatch.setattr("museum_site.page_cache.middleware.time.time", now.timestamp)

    return at


@pytest.fixture
def staff_client(user_with_role):
    """The browser of an editor who is logged in."""
    client = Client()
    client.force_login(user_with_role("editor"))
    return client


@pytest.mark.parametrize("address", ["/en/", "/ar/exhibitions/", "/de/search/?q=x", "/fr/news/feed/"])
def test_the_next_visitor_gets_the_same_page_for_one_query(visit, address):
    first, second = visit(address), visit(address)
    assert first.status_code == second.status_code == 200
    assert (first.queries > 1, second.queries) == (True, 1)
    assert first.content == second.content
    assert dict(first.items()) == dict(second.items())


def test_addresses_are_not_mixed_up(visit):
    addresses = ["/en/exhibitions/", "/en/exhibitions/?year=2019", "/fr/exhibitions/"]
    pages = {visit(address).content for address in addresses * 2}
    assert len(pages) == len(addresses)
    with_port = visit("/en/exhibitions/", headers={"host": "localhost:8080"})
    assert with_port.content not in pages
    assert visit("/en/exhibitions/", secure=True).content not in pages


@pytest.mark.parametrize("address", ["/en/no-such-page/", "/", "/id/PM-1", "/admin/login/", "/robots.txt"])
def test_only_pages_of_the_public_site_are_kept(visit, is_kept, address):
    visit(address)
    assert not is_kept(address)


def test_the_feedback_form_is_made_for_each_visitor(visit, is_kept):
    address = FeedbackPage.objects.get().url
    assert "no-store" in visit(address)["Cache-Control"]
    assert not is_kept(address)


def with_cookie():
    response = HttpResponse("for you")
    response.set_cookie("colour", "red")
    return response


@pytest.mark.parametrize(
    "response",
    [
        HttpResponse("moved", status=302),
        HttpResponse("not found", status=404),
        HttpResponse("depends on who asks", headers={"Vary": "Cookie"}),
        HttpResponse("holds for an hour", headers={"Cache-Control": "max-age=3600"}),
        StreamingHttpResponse(["a", "large", "file"]),
        with_cookie(),
    ],
    ids=lambda response: "",
)
def test_an_answer_that_is_not_for_everybody_is_not_kept(rf, response):
    asked = []

    def answer(request):
        asked.append(request)
        return response

    middleware = PageCacheMiddleware(answer)
    for times in (1, 2):
        assert middleware(rf.get("/en/about/")) is response
        assert len(asked) == times


def test_staff_neither_get_kept_pages_nor_leave_any(visit, is_kept, staff_client):
    for_staff = visit("/en/", staff_client)
    assert for_staff["Cache-Control"] == "private"
    assert not is_kept("/en/"), "what an editor saw is not kept"
    assert is_kept("/en/")
    assert visit("/en/", staff_client).queries > 1


def test_a_draft_is_not_kept(visit, is_kept, site_tree):
    site_tree.heading_en = "Not published"
    assert "Not published" in site_tree.make_preview_request(preview_mode="en").content.decode()
    assert "Not published" not in visit("/en/").content.decode()
    assert is_kept("/en/")
    assert "Not published" in site_tree.make_preview_request(preview_mode="en").content.decode()


def test_browsers_and_proxies_may_keep_a_page_and_have_to_ask_whether_it_holds(visit, written):
    first = visit("/en/")
    assert first["Cache-Control"] == "no-cache"
    again = visit("/en/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    with written():
        ExhibitionFactory(heading_en="Just published")
    changed = visit("/en/", headers={"if-none-match": first["ETag"]})
    assert (changed.status_code, changed["ETag"] == first["ETag"]) == (200, False)


def test_an_edition_that_left_a_page_as_it_was_sends_nothing_again(visit, written):
    first = visit("/en/about/")
    with written():
        InstitutionFactory()
    again = visit("/en/about/", headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.queries > 1) == (304, True)


def test_the_day_ends_where_an_exhibition_is_shown(visit, is_kept, moment, written):
    moment("2026-01-06T23:59+08:00")
    with written():
        page = ExhibitionFactory(showings=[ShowingFactory(opens="2025-12-01", closes="2026-01-06")])
    assert "Last day today" in visit(page.url).content.decode()
    assert is_kept(page.url)
    moment("2026-01-07T00:00+08:00")
    assert "Last day today" not in visit(page.url).content.decode()


def test_a_worker_that_reads_corrected_words_keeps_no_page_with_the_old_ones(visit, is_kept, monkeypatch):
    """It looks for corrections every few seconds, so a page may be made with the old words in a new edition."""
    visit("/fr/")
    monkeypatch.setattr(overlay, "stamp", uuid.uuid4())
    assert not is_kept("/fr/")
    assert is_kept("/fr/")


def test_a_head_request_is_answered_like_the_page(visit):
    page = visit("/en/")
    head = Client().head("/en/")
    assert (head.status_code, head["ETag"], head.content) == (200, page["ETag"], b"")


def test_somebody_who_logs_out_is_a_visitor_again(visit, staff_client):
    visit("/en/")
    assert visit("/en/", staff_client).queries > 1
    staff_client.logout()
    assert visit("/en/", staff_client).queries == 1


def test_whoever_invents_a_session_leaves_no_page_to_others(visit, is_kept):
    client = Client()
    client.cookies["sessionid"] = "invented"
    assert visit("/en/", client)["Cache-Control"] == "private"
    assert not is_kept("/en/")
