"""Template tags with which a reader takes a record along: as a citation, or as a link for others."""

from urllib.parse import quote

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from museum_site.core.languages import name_of
from museum_site.core.sharing import services

from .museum import marked

register = template.Library()


@register.simple_tag(takes_context=True)
def citation(context, page):
    """`{% citation page %}`: how to cite a record; what is not in the reader's language says in which it is."""
    museum = context.get("museum")
    address = context["request"].build_absolute_uri(reverse("permanent_address", args=[page.registry_number]))
    # Translators: how a record of the museum's registers is cited, as in a footnote of a scholarly text.
    pattern = _("{museum}, “{heading}”, registry number {number}, {address}")
    return format_html(
        pattern,
        museum=marked(name_of(museum)) if museum else settings.WAGTAIL_SITE_NAME,
        heading=marked(page.heading_in()),
        number=format_html("<bdi>{}</bdi>", page.registry_number),
        address=format_html('<bdi dir="ltr">{}</bdi>', address),
    )


@register.simple_tag(takes_context=True)
def share_links(context, page):
    """The links by which a page is shared: `name` and `address` of each service, and of "mail" its address."""
    heading, url = (
        str(page.heading_in()),
        context["request"].build_absolute_uri(page.get_url(context["request"])),
    )
    return {
        "mail": f"mailto:?subject={quote(heading)}&body={quote(url, safe='')}",
        "services": [{"name": item.name, "address": item.link(url, heading)} for item in services()],
    }
