"""The template tag of the page of figures."""

from django import template

from museum_site.figures.views import FiguresByYear

register = template.Library()


@register.simple_tag(takes_context=True)
def figures_by_year(context):
    """`{% figures_by_year as figures %}`: the figures of the museum, as the address asks for them."""
    return FiguresByYear(context["museum"], context["request"])
