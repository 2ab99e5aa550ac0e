"""How institutions are named on pages: with a link to their partner page where visitors may see one."""

from django import template
from django.utils.html import format_html
from django.utils.translation import pgettext

from museum_site.core.countries import country_name
from museum_site.core.templatetags.museum import name

register = template.Library()


@register.simple_tag
def institution(record):
    """`{% institution party %}`: its name; a link where views.link_partners() found its page."""
    address = getattr(record, "partner_url", "")
    return format_html('<a href="{}">{}</a>', address, name(record)) if address else name(record)


@register.simple_tag
def institution_of(record):
    """`{% institution_of party %}`: the same, with the country or region that it belongs to."""
    # Translators: an institution and the country or region that it belongs to.
    pattern = pgettext("institution", "{name} ({country})")
    return format_html(pattern, name=institution(record), country=country_name(record.country))


@register.filter
def without(institutions, museum):
    """`{{ row.partners|without:museum }}`: a list of institutions without the museum whose site this is, if any."""
    return [institution for institution in institutions if institution.pk != getattr(museum, "pk", None)]
