"""The template tag that prints structured data in the head of a page."""

from django import template
from django.utils.translation import pgettext

from museum_site.core.languages import Prose, active_language, language
from museum_site.core.structured_data import breadcrumb_list, script

from .frame import home_address, trail

register = template.Library()


@register.simple_tag(takes_context=True)
def structured_data(context, page):
    """`{% structured_data page %}`: what the page is about and where it stands, as JSON-LD."""
    request = context["request"]
    if getattr(request, "is_preview", False):
        return ""
    things = page.structured_data(request, context.get("museum"))
    above = trail(context, page)
    if above is not None:
        home = Prose(pgettext("front page", "Home"), language(active_language()), is_fallback=False)
        steps = [
            (home, home_address()),
            *((top.label, top.address) for top in above),
            (page.heading_in(), page.get_url(request)),
        ]
        full = [(name, request.build_absolute_uri(address)) for name, address in steps]
        things = [*things, breadcrumb_list(full)]
    return script(things)
