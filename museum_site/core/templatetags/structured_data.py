"""The template tag that prints structured data in the head of a page."""

from django import template

from museum_site.core.structured_data import breadcrumb_list, script

from .frame import trail

register = template.Library()


@register.simple_tag(takes_context=True)
def structured_data(context, page):
    """`{% structured_data page %}`: what the page is about and where it stands, as JSON-LD."""
    request = context["request"]
    if getattr(request, "is_preview", False):
        return ""
    things = page.structured_data(request, context.get("museum"))
    steps = trail(context, page)
    if steps:
        way = [(step.label, request.build_absolute_uri(step.address)) for step in steps]
        things = [*things, breadcrumb_list(way)]
    return script(things)
