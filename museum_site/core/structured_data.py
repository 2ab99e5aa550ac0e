"""Structured data: what a page is about, in the vocabulary of schema.org, as JSON-LD for search engines.

Pages give plain dictionaries (ProsePage.structured_data). A text that is not in the reader's language says in
which it is.
"""

import json

from django.utils.safestring import SafeString, mark_safe

from .languages import Prose
from .partial_dates import PartialDate

# A "<" could end the script element or open a comment in it.
ESCAPES = {ord(character): f"\\u{ord(character):04x}" for character in "<>&"}


def text(found: Prose):
    """A text as a value, with its language where that is not the reader's; None for nothing."""
    if not found:
        return None
    return {"@value": str(found), "@language": found.language.tag} if found.is_fallback else str(found)


def date(when: PartialDate | None) -> str | None:
    """A date in ISO 8601, no more precise than it is known; None for none."""
    return str(when) if when else None


def item(kind: str | list[str], **properties) -> dict:
    """A thing of one or more schema.org types; properties without a value are left out."""
    known = {name: value for name, value in properties.items() if value not in (None, "", [], {})}
    return {"@type": kind} | known


def web_page(url: str, found: Prose) -> dict:
    """The page that tells about a thing, and the language of its text."""
    return item("WebPage", **{"@id": url}, url=url, inLanguage=found.language.tag)


def breadcrumb_list(steps: list[tuple[Prose, str]]) -> dict:
    """The way from the front page to a page: names and full addresses."""
    return item(
        "BreadcrumbList",
        itemListElement=[
            item("ListItem", position=position, name=text(name), item=url)
            for position, (name, url) in enumerate(steps, start=1)
        ],
    )


def script(things: list[dict]) -> SafeString:
    """The JSON-LD script element for things, safe within HTML; "" for none.

    It is data, which browsers never run, so the Content-Security-Policy has no say in it.
    """
    if not things:
        return SafeString("")
    document = {"@context": "https://schema.org", "@graph": things}
    content = json.dumps(document, ensure_ascii=False).translate(ESCAPES)
    return mark_safe(f'<script type="application/ld+json">{content}</script>')  # noqa: S308  escaped above
