"""Template tags that print texts in the language that they really are in, and facts in the reader's.

Whatever falls back to another language is wrapped in that language's `lang` and `dir`.
"""

import re
from urllib.parse import urlencode

from django import template
from django.urls import is_valid_path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from museum_site.core.alternates import language_of, localized_path
from museum_site.core.countries import country_name
from museum_site.core.languages import Prose, active_language, desk_languages, language_name, name_of
from museum_site.core.languages import prose as prose_of
from museum_site.core.models import ProsePage
from museum_site.core.numbers import localized_number
from museum_site.core.partial_dates import PartialDate, span_of_dates

register = template.Library()

INTERNAL_LINK = re.compile(r'(<a\b[^>]*?\shref=")(/(?!/)[^"]*)(")')


def marked(found: Prose | None) -> SafeString:
    """The text, escaped; in a <span> with its own `lang` and `dir` when it is a fallback; "" for nothing."""
    if not found:
        return SafeString("")
    if not found.is_fallback:
        return format_html("{}", found.text)
    return format_html(
        '<span lang="{}" dir="{}">{}</span>', found.language.tag, found.language.direction, found.text
    )


def field_of(obj, field: str) -> Prose:
    """The prose of a field; a heading is asked of the object, which may take it from another record."""
    if field == "heading" and hasattr(obj, "heading_in"):
        return obj.heading_in()
    return prose_of(obj, field)


@register.simple_tag
def prose(obj, field):
    """`{% prose page "summary" %}`: a translated field of a record, marked if it is a fallback."""
    return marked(field_of(obj, field)) if obj else ""


@register.simple_tag
def text(found):
    """`{% text page.heading_in %}`: a Prose, marked if it is a fallback."""
    return marked(found)


@register.simple_tag
def name(record):
    """`{% name institution %}`: the name of a record, marked if it is a fallback; "" for None."""
    return marked(name_of(record)) if record else ""


def with_language_prefix(html: str) -> str:
    """Links from one of our pages to another, written without a language, lead to the reader's language."""

    def prefixed(match):
        before, address, after = match.groups()
        path = re.split("[?#]", address, maxsplit=1)[0]
        if language_of(path) or is_valid_path(path):
            return match.group(0)
        return f"{before}{localized_path(path, active_language())}{address[len(path) :]}{after}"

    return INTERNAL_LINK.sub(prefixed, html)


@register.simple_tag(takes_context=True)
def body(context, page, field="body"):
    """`{% body page "body" %}`: a StreamField in the language, or its fallback in a <div> of its own."""
    found = prose_of(page, field)
    if not found:
        return ""
    html = mark_safe(with_language_prefix(found.text.render_as_block(context.flatten())))  # noqa: S308  Wagtail's own HTML
    if not found.is_fallback:
        return html
    return format_html('<div lang="{}" dir="{}">{}</div>', found.language.tag, found.language.direction, html)


@register.filter
def partial_date(when):
    """`{{ agreement.signed_on|partial_date }}`: a PartialDate (or date) in a <time>; "" for None."""
    if not when:
        return ""
    if not isinstance(when, PartialDate):
        when = PartialDate.from_date(when)
    return format_html('<time datetime="{}">{}</time>', when, when.localized(active_language()))


@register.simple_tag
def dates(opens, closes=None):
    """`{% dates showing.opens showing.closes %}`: a span of dates in words; the same date only once."""
    pattern, named = span_of_dates(opens, closes)
    if not pattern:
        return ""
    return format_html(pattern, **{name: partial_date(date) for name, date in named.items()})


@register.filter
def country(code):
    """`{{ institution.country|country }}`: the name of a country or region; "" for no code."""
    return country_name(code, active_language())


@register.simple_tag
def country_link(code):
    """`{% country_link institution.country %}`: the name, with a link to the page of the country or region.

    Only for a country or region of a public record: others have no page. "" for no code.
    """
    if not code:
        return ""
    return format_html('<a href="{}">{}</a>', reverse("country", args=[code.lower()]), country(code))


@register.filter
def number(value):
    """`{{ count|number }}`: a number with the digits and separators of the active language; "" for None."""
    return "" if value is None else localized_number(value, active_language())


# Between a number and the word it counts or belongs to, and between a word and a year.
LOOSE_NUMBER = re.compile(r"(?<=\d) (?=\w)|(?<=\d\.) (?=\w)|(?<=\w) (?=\d{4}\b)")


@register.filter
def bound(words):
    """`{{ status|bound }}`: a short phrase whose dates and counts stay on one line ("17 August 2025")."""
    return LOOSE_NUMBER.sub("\N{NO-BREAK SPACE}", str(words))


NUMERAL = re.compile(r"\(?(?:\d[\d.,\u066b\u066c\u00a0\u202f]*\d|\d)\)?")


@register.filter
def large_numerals(words):
    """`{{ "42 exhibitions"|large_numerals }}`: numbers, with their brackets, in a <span class="numeral">."""
    parts, last = [], 0
    for match in NUMERAL.finditer(words):
        parts += [words[last : match.start()], format_html('<span class="numeral">{}</span>', match.group(0))]
        last = match.end()
    return format_html("{}" * (len(parts) + 1), *parts, words[last:])


@register.inclusion_tag("components/language_notice.html", takes_context=True)
def language_notice(context, page):
    """`{% language_notice page %}`: says which prose of a page stands in another language or is outdated."""
    sentences = []
    fallback = next(
        (found for field in page.prose_fields if (found := prose_of(page, field)).is_fallback), None
    )
    if fallback is not None:
        # Translators: write the name of your own language where this says English.
        sentence = _("This text is not yet available in English. You are reading it in %(language)s.")
        sentences.append(sentence % {"language": language_name(fallback.language.code)})
    newer_original = page.newer_original_in(active_language())
    if newer_original:
        sentences.append(newer_original.sentence)
    return {"sentences": sentences, "is_translated": bool(newer_original), **report_context(context)}


@register.inclusion_tag("components/report_translation.html", takes_context=True)
def report_translation(context):
    """`{% report_translation %}`: the link to the form that takes a translation error of this page."""
    return report_context(context)


def report_context(context) -> dict:
    """What components/report_translation.html needs: the address of the form with the page and its heading filled in.

    The address is "" in the languages that the museum writes itself, and where there is no feedback page.
    """
    form, page = context.get("feedback_page"), context.get("page")
    if not form or active_language() not in desk_languages():
        return {"report_address": ""}
    heading = field_of(page, "heading") if isinstance(page, ProsePage) else None
    values = {"kind": "translation_error", "about": context["request"].path}
    if heading and not heading.is_fallback:
        values["quote"] = str(heading)
    return {"report_address": f"{form.address}?{urlencode(values)}"}


@register.simple_tag(takes_context=True)
def record_link(context, page):
    """`{% record_link page %}`: a link to a page with its heading; "" for None."""
    if not page:
        return ""
    return format_html('<a href="{}">{}</a>', page.get_url(context.get("request")), marked(page.heading_in()))
