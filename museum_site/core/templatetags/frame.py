"""Template tags of the frame around every page: title, description, addresses, navigation."""

from dataclasses import dataclass

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import pgettext

from museum_site.core.alternates import localized_path
from museum_site.core.cards import HEIGHT, WIDTH, card_of
from museum_site.core.languages import Prose, active_language, language, name_of, prose

register = template.Library()

# The web fonts that nearly every heading of a page in a script needs (static/css/languages-of-text.css).
FONTS = {
    "Latn": ["exchange-serif-latin"],
    "Cyrl": ["exchange-serif-cyrillic"],
    "Arab": ["exchange-naskh", "exchange-serif-figures"],
}


@register.simple_tag(takes_context=True)
def site_name(context, page=None):
    """The museum's name as plain text, in the language of the page's heading, or in the active one."""
    museum = context.get("museum")
    if not museum:
        return settings.WAGTAIL_SITE_NAME
    heading = page.heading_in() if page else None
    return str(name_of(museum, heading.language.code if heading else None))


@register.simple_tag(takes_context=True)
def native_name(context):
    """The museum's own name, as `text` and `tag`; None if the reader sees just that name already."""
    museum = context.get("museum")
    if not museum or not museum.native_name or museum.native_name == str(name_of(museum)):
        return None
    return {"text": museum.native_name, "tag": museum.native_language}


@register.simple_tag
def description(page):
    """What a page is about, in the active language alone: its summary, or name, kind and facts of a record without one.

    "" where neither stands in the language, and on a page whose text does not.
    """
    if not page:
        return ""
    found = prose(page, "summary")
    if found:
        return "" if found.is_fallback else str(found)
    if not page.has_text_in(active_language()):
        return ""
    facts = [str(fact) for fact in page.card_facts() if fact and not getattr(fact, "is_fallback", False)]
    if not facts:
        return ""
    return " · ".join([str(page.heading_in()), capfirst(str(page._meta.verbose_name)), *facts])


@register.simple_tag(takes_context=True)
def absolute(context, path):
    """The full address of a path of this site."""
    return context["request"].build_absolute_uri(path)


@register.simple_tag(takes_context=True)
def social_card(context, page):
    """The social card of a page: its full `address`, `alt`, `width` and `height`; None for a page not yet saved."""
    if not page.pk:
        return None
    card = card_of(page, context.get("museum"))
    address = context["request"].build_absolute_uri(card.address)
    return {"address": address, "alt": card.alt, "width": WIDTH, "height": HEIGHT}


@register.simple_tag
def fonts_to_preload():
    """The static files of the fonts that the headings need; [] where the reader's own fonts are used."""
    return [f"fonts/{name}.woff2" for name in FONTS.get(language(active_language()).script, [])]


@register.simple_tag
def home_address():
    """The address of the front page in the active language."""
    return localized_path(reverse("front_door"), active_language())


@register.simple_tag
def search_address():
    """The address of the search in the active language."""
    return f"{home_address()}search/"


@dataclass(frozen=True)
class Step:
    """One step of the way to a page: what it is called, and where it is."""

    label: Prose
    address: str


@register.simple_tag(takes_context=True)
def trail(context, page=None, here=""):
    """The steps from the front page to a page, both included; [] for the front page itself.

    Without a page: to the address of the request, which is called `here`.
    """
    request = context["request"]
    address = page.get_url(request) if page else request.path
    if not address or address == home_address():
        return []
    tops = [*context["sections"], *context["standing_pages"]]
    return [
        Step(in_active_language(pgettext("front page", "Home")), home_address()),
        *(
            Step(top.label, top.address)
            for top in tops
            if address.startswith(top.address) and address != top.address
        ),
        Step(page.heading_in() if page else in_active_language(here), address),
    ]


def in_active_language(text) -> Prose:
    """A text of the interface as Prose."""
    return Prose(text, language(active_language()), is_fallback=False)


@register.simple_tag(takes_context=True)
def paging_query(context):
    """The part of the query string that is part of the address itself: a later page of a register."""
    rows, listing = context.get("rows"), context.get("register")
    if listing and not listing.is_filtered and rows.number > 1:
        return f"?page={rows.number}"
    return ""
