"""Which languages an address has, and which of them hold real text.

The language switcher, hreflang, canonical, noindex and the sitemaps all ask here, so they cannot disagree.
"""

from dataclasses import dataclass

from django.conf import settings
from django.urls import get_script_prefix
from django.utils.encoding import escape_uri_path

from .enums import TextState
from .languages import Language, active_language, public_languages

# A filter is short; a longer query string is not repeated nine times on the page.
LONGEST_QUERY = 2000


@dataclass(frozen=True)
class Alternate:
    """One address in one language.

    `path` has no query string; `query` is what a reader keeps when switching ("year=2019", may be empty).
    `has_text` says whether the page's own prose stands there in the language, not in a fallback. `page` is None
    for an address without a page.
    """

    language: Language
    path: str
    query: str
    has_text: bool
    page: object = None

    @property
    def state(self) -> TextState:
        """How far the page's own prose stands there; reads all of its texts, so it is not for lists of pages."""
        return self.page.text_state_in(self.language.code) if self.page else TextState.COMPLETE

    @property
    def url(self) -> str:
        """The address for the switcher."""
        return f"{self.path}?{self.query}" if self.query else self.path


class Alternates(tuple):
    """The Alternates of one address, in the order of LANGUAGES."""

    @property
    def active(self) -> Alternate | None:
        """The one in the active language; None while staff look at a language that is not public."""
        return next((item for item in self if item.language.code == active_language()), None)

    @property
    def with_text(self) -> list[Alternate]:
        """Those that hold real text: the ones to be named in hreflang and sitemaps."""
        return [item for item in self if item.has_text]

    @property
    def default(self) -> Alternate | None:
        """The one for readers of any other language (x-default): the first source language with text."""
        by_code = {item.language.code: item for item in self.with_text}
        codes = (*settings.SOURCE_LANGUAGES, *by_code)
        return next((by_code[code] for code in codes if code in by_code), None)

    @property
    def has_text(self) -> bool:
        """Whether the page stands in the active language; if not, it must not be indexed."""
        return bool(self.active and self.active.has_text)

    @property
    def canonical(self) -> Alternate | None:
        """The page itself where it has text, otherwise the one that it falls back to."""
        return self.active if self.has_text else self.default or self.active


def language_of(path: str) -> str | None:
    """The code of the language that a path starts with, None where it starts with none of ours."""
    first = path.removeprefix(get_script_prefix()).split("/", 1)[0]
    return first if first in dict(settings.LANGUAGES) else None


def localized_path(path: str, code: str) -> str:
    """The path of the same page in another language: it gets that prefix instead of its own or of none."""
    root = get_script_prefix()
    rest = path.removeprefix(root)
    if language_of(path):
        rest = rest.partition("/")[2]
    return f"{root}{code}/{rest.lstrip('/')}"


def kept_query(request) -> str:
    """The query string that survives a change of language: everything but the number of the page."""
    if len(request.META.get("QUERY_STRING", "")) > LONGEST_QUERY:
        return ""
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def alternates(request, page=None) -> Alternates:
    """The public languages of an address: of a ProsePage, or, without one, of the request's own path.

    An address without a page (search, for example) is made of interface texts and stands in every language.
    """
    path = (page and page.get_url(request)) or escape_uri_path(request.path)
    query = kept_query(request)
    return Alternates(
        Alternate(
            item,
            localized_path(path, item.code),
            query,
            page is None or page.has_text_in(item.code),
            page,
        )
        for item in public_languages()
    )
