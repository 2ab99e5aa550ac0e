"""Whatever visitors and robots type, they get an answer that is not our fault."""

import itertools
import random

import pytest
from django.conf import settings
from django.test import Client

from museum_site.core.sitemaps import prose_models

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

CODES = [code for code, _autonym in settings.LANGUAGES]
REGISTERS = ("exhibitions", "partners", "agreements", "delegations", "news")
COUNT = 300

# As they stand in an address: nothing is encoded any more.
VALUES = [
    "",
    "%00",
    "a%00b",
    "%ff%fe",
    "%ed%a0%80",
    "%F0%9F%8F%9B",
    "%",
    "%zz",
    "abc",
    "-1",
    "0",
    "1e9",
    "NaN",
    "9" * 5000,
    "99999999999999999999",
    "%D9%A1%D9%A2",  # Arabic digits
    "%C2%B2",  # a digit for isdigit(), not for int()
    "2018-02-30",
    "2018-13-01",
    "0000-00-00",
    "9999-12-31",
    "10000-01-01",
    "CN,FR",
    "XX",
    "%22",
    "%22unbalanced",
    "%27%20OR%201=1--",
    "NOT%20NOT%20NOT%20%22",
    "*",
    "%25%5F",
    "%3Cscript%3Ealert(1)%3C/script%3E",
    "{{7*7}}",
    "../../etc/passwd",
    "%0d%0aSet-Cookie:%20a=b",
    "%E2%80%AE%D8%A8",  # turns the direction of writing
    "x" * 20_000,
    "%E5%9B%BD" * 7_000,
]
NAMES = ["page", "year", "country", "direction", "status", "partner", "level", "kind", "field", "instrument"]
NAMES += ["scope", "on", "q", "sent", "about", "utm_source", "year[]", "%00", "%ff"]
PATHS = [
    "/",
    "/xx/",
    "/EN/",
    "/en",
    "/zh-cn/",
    "/en//",
    "/en/exhibitions",
    "/en/exhibitions/../agreements/",
    "/en/exhibitions/%00/",
    "/en/%ff%fe/",
    "/en/%2e%2e/%2e%2e/etc/passwd",
    "/en/" + "a" * 3000 + "/",
    "/en/" + "a/" * 500,
    "/en/exhibitions/feed/feed/",
    "/en/nowhere/feed/",
    "/en/feed/",
    "/id/",
    "/id/%00",
    "/id/E-2019-",
    "/id/E-0000-000",
    "/id/E-2019-" + "9" * 4000,
    "/id/%EF%BC%A5-2019-001",
    "/id/X-2019-001",
    "/id/e-2019-001",
    "/id/E-2019-001%0a",
    "/sitemap-xx.xml",
    "/sitemap-.xml",
    "/sitemap-en.xml/",
    "/sitemap-%00.xml",
    "/robots.txt/",
    "/.well-known/security.txt",
    "/media/images/../../db.sqlite3",
    "/media/images/%2e%2e/%00.jpg",
    "/media/images/",
    "/media/original_images/a.png",
    "/documents/0/x.pdf",
    "/documents/99999999999999999999/x.pdf",
    "/static/%2e%2e/manage.py",
    "/en/search/search/",
    "/en/feedback/send/extra",
]
HEADERS = [
    {"accept-language": "x" * 600},
    {"accept-language": "zh-Hant;q=abc, *;q=9, ,;;"},
    {"cookie": "language=%00; language=xx"},
    {"cookie": "sessionid=nonsense; csrftoken=" + "x" * 5000},
    {"if-modified-since": "not a date"},
    {"if-none-match": '"'},
    {"range": "bytes=9-1"},
    {"host": "evil.example"},
    {"host": "a b:c"},
    {"content-type": "multipart/form-data"},
]


def requests() -> list[tuple[str, str, str, dict]]:
    """Method, path, query string and headers of every request: the same ones in every run."""
    choice = random.Random(22)
    public = [f"/{choice.choice(CODES)}/search/", *(page_path(model, choice) for model in prose_models())]
    feeds = [f"/{choice.choice(CODES)}/{register}/feed/" for register in REGISTERS]
    targets = [*public, *feeds, "/sitemap.xml", "/sitemap-fr.xml", "/"]
    found = [("GET", path, choice.choice(["", "page=%00"]), {}) for path in PATHS]
    found += [("GET", path, "", headers) for headers in HEADERS for path in ("/", choice.choice(public))]
    found += [
        (method, path, "year=%ff", {})
        for method in ("HEAD", "OPTIONS", "POST", "TRACE")
        for path in public[:6]
    ]
    # Every value once for every register's pages, and once anywhere.
    listing = [f"/{choice.choice(CODES)}/{register}/" for register in REGISTERS]
    for value, path in zip(VALUES * 2, itertools.cycle(listing), strict=False):
        found.append(("GET", path, "&".join(f"{name}={value}" for name in NAMES[:12]), {}))
    while len(found) < COUNT:
        query = [f"{choice.choice(NAMES)}={choice.choice(VALUES)}" for _number in range(choice.randint(1, 4))]
        query += choice.choice([[], ["&&"], ["=" * 50], ["page=1"] * 500, [choice.choice(VALUES)]])
        found.append(("GET", choice.choice(targets), "&".join(query), {}))
    return found


def page_path(model, choice) -> str:
    """The path of the first page of a kind, in some language."""
    return model.objects.visible().order_by("pk").first().url.replace("/en/", f"/{choice.choice(CODES)}/", 1)


@pytest.mark.thorough
def test_no_odd_request_is_a_server_error():
    client = Client(raise_request_exception=False)
    asked, wrong = requests(), []
    assert len(asked) >= COUNT
    for method, path, query, headers in asked:
        # The handler takes the path and query string as a web server hands them over.
        response = client.generic(method, path, QUERY_STRING=query, headers=headers)
        if response.status_code >= 500:
            wrong.append((method, path[:80], query[:120], headers, response.status_code))
        client.cookies.clear()
    assert wrong == []


def test_odd_requests_are_the_same_in_every_run():
    assert requests() == requests()


def test_what_was_typed_is_never_markup(client):
    typed = "<script>alert(1)</script>"
    for path in ("search/?q={}", "exhibitions/?year={}", "agreements/?on={}", "delegations/?partner={}"):
        html = client.get(f"/fr/{path.format(typed)}").content.decode()
        assert typed not in html, path
        assert "&lt;script&gt;" in html, path
