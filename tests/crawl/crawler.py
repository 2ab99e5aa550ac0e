"""A visitor who follows every link, and notes what came back."""

import re
from collections import Counter
from contextlib import contextmanager
from dataclasses import dataclass, field
from unittest import mock
from urllib.parse import parse_qs, unquote, urljoin, urlsplit
from xml.etree import ElementTree

from django.conf import settings
from django.contrib.staticfiles import finders
from django.db import connection
from django.test import Client
from django.test import client as test_client
from django.utils.translation import get_language, trans_real

from .reading import Reading, errors_of, read

HOST = "http://testserver"
# Different query strings of one path that are followed, besides those that only turn the page.
QUERIES_PER_PATH = 4
WRITING = re.compile(r"\s*(INSERT|UPDATE|DELETE|REPLACE|CREATE|ALTER|DROP)\b", re.I)


@dataclass
class Answer:
    """What an address answered; `reading` is that of an HTML page, `links` are addresses of other answers."""

    status: int
    kind: str
    location: str = ""
    reading: Reading | None = None
    links: set[str] = field(default_factory=set)
    cookies: list[str] = field(default_factory=list)
    vary: str = ""
    text: str = ""
    # Headers and content, if the crawl keeps them.
    sent: str = ""


def split(address: str, base: str = "/") -> tuple[str, str] | None:
    """Address on this site without fragment, and the fragment; None for addresses elsewhere or of no page."""
    parts = urlsplit(urljoin(HOST + base, address))
    if parts.scheme not in ("http", "https") or f"{parts.scheme}://{parts.netloc}" != HOST:
        return None
    return parts._replace(scheme="", netloc="", fragment="").geturl() or "/", unquote(parts.fragment)


def path_of(address: str) -> str:
    """An address without its query string."""
    return address.partition("?")[0]


@dataclass
class Crawl:
    """The answers by address, and what was noticed on the way; `keeps` them whole if asked to."""

    keeps: bool = False
    answers: dict[str, Answer] = field(default_factory=dict)
    errors: dict[str, list[str]] = field(default_factory=dict)
    writes: list[str] = field(default_factory=list)
    # Language and msgid of what was looked up and has no translation.
    untranslated: set[tuple[str, str]] = field(default_factory=set)

    def __post_init__(self):
        self.client = Client(raise_request_exception=False)

    @property
    def pages(self) -> dict[str, Reading]:
        """The HTML pages that were found, by address."""
        return {
            address: answer.reading
            for address, answer in self.answers.items()
            if answer.reading and answer.status == 200
        }

    def links(self):
        """Every link within the site: page it stands on, address without fragment, fragment."""
        for address, answer in self.answers.items():
            for link in answer.links | ({answer.location} if answer.location else set()):
                found = split(link, address)
                if found:
                    yield address, *found

    def fetch(self, address: str, *, language: str, strict: bool = True) -> Answer:
        """Get an address once, by a browser in a language; if `strict`, note the errors in its HTML."""
        if address in self.answers:
            return self.answers[address]
        response = self.client.get(address, headers={"accept-language": language})
        kind = response.headers.get("Content-Type", "").partition(";")[0]
        answer = Answer(
            response.status_code,
            kind,
            response.headers.get("Location", ""),
            cookies=[str(cookie) for cookie in response.cookies.values()],
            vary=response.headers.get("Vary", ""),
        )
        self.client.cookies.clear()
        content = b"".join(response) if response.streaming else response.content
        if self.keeps:
            answer.sent = f"{response.headers}\n{content.decode('utf-8', 'replace')}"
        if kind == "text/html" and content:
            html = content.decode()
            answer.reading = read(html)
            answer.links = answer.reading.links
            if strict and (errors := errors_of(html)):
                self.errors[address] = errors
        elif kind.endswith("xml"):
            answer.text = content.decode()
            answer.links = links_of_xml(ElementTree.fromstring(answer.text))
        elif kind == "text/plain":
            answer.text = content.decode()
            answer.links = set(re.findall(r"https?://\S+", answer.text))
        self.answers[address] = answer
        return answer

    def follow(
        self, start: str, *, language: str, strict: bool = True, queries: int = QUERIES_PER_PATH
    ) -> None:
        """Get an address and whatever it leads to, within one language; of each path so many `queries`."""
        waiting, seen, followed = [start], {start}, Counter()
        while waiting:
            address = waiting.pop()
            answer = self.fetch(address, language=language, strict=strict)
            links = answer.links | ({answer.location} if answer.location else set())
            for found in filter(None, (split(link, address) for link in sorted(links))):
                link = found[0]
                path, _mark, query = link.partition("?")
                if link in seen or language_of(path) not in (language, None) or path.startswith("/static/"):
                    continue
                if query and set(parse_qs(query)) - {"page"}:
                    followed[path] += 1
                    if followed[path] > queries:
                        continue
                seen.add(link)
                waiting.append(link)

    def missed(self, translation, msgid: str) -> None:
        """Note a msgid without translation; English needs none, and stands behind every other language."""
        language = get_language()
        if language != "en" and translation.language() != "en":
            self.untranslated.add((language, msgid))

    @contextmanager
    def noting(self):
        """Note what is written into the database and what has no translation, while pages are made."""

        def execute(proceed, sql, params, many, context):
            if WRITING.match(sql):
                self.writes.append(sql)
            return proceed(sql, params, many, context)

        real_gettext, real_ngettext = (
            trans_real.DjangoTranslation.gettext,
            trans_real.DjangoTranslation.ngettext,
        )

        def gettext(translation, message):
            catalogue = translation._catalog
            if not (catalogue.get(message) or catalogue.get((message, translation.plural(1)))):
                self.missed(translation, message)
            return real_gettext(translation, message)

        def ngettext(translation, singular, plural, number):
            try:
                translation._catalog.plural(singular, number)
            except KeyError:
                self.missed(translation, singular)
            return real_ngettext(translation, singular, plural, number)

        with (
            connection.execute_wrapper(execute),
            mock.patch.object(trans_real.DjangoTranslation, "gettext", gettext),
            mock.patch.object(trans_real.DjangoTranslation, "ngettext", ngettext),
            # The test client copies the context of every template for tests that look at it.
            mock.patch.object(test_client, "store_rendered_templates", keep_nothing),
        ):
            yield


def keep_nothing(*args, **kwargs) -> None:
    """Stand in for a receiver; a Mock would keep all that it was called with."""


def language_of(path: str) -> str | None:
    """The code of the language that a path, or the sitemap of one, names."""
    first = path.split("/")[1]
    return first if first in dict(settings.LANGUAGES) else None


def links_of_xml(root) -> set[str]:
    """The addresses in an Atom feed or a sitemap."""
    links = {element.get("href") for element in root.iter() if element.get("href")}
    return links | {element.text for element in root.iter() if element.tag.endswith("}loc")}


def is_static_file(path: str) -> bool:
    """Whether a path is that of a static file of the project."""
    return path.startswith("/static/") and finders.find(path.removeprefix("/static/")) is not None
