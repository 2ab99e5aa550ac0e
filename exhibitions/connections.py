"""What exhibitions tell other records about themselves."""

from django.db.models import Q

from museum_site.core.connections import Connection, connects_institutions, connects_pages

from .models import ExhibitionPage


def as_connections(exhibitions) -> list[Connection]:
    """Exhibitions of a queryset as connections, dated by their first opening."""
    return [
        Connection("exhibition", page.first_opens, page.last_closes, page.heading_in(), page.url, page)
        for page in exhibitions.with_heading("registry_number").with_dates()
    ]


@connects_institutions
def exhibitions_of(institution, on):
    """Exhibitions that the institution organises, lends to or hosts."""
    return as_connections(ExhibitionPage.objects.visible(on).with_partner(institution))


@connects_pages
def exhibitions_around(page, on):
    """Exhibitions that an agreement made possible or that keep a commitment of it, that a visit belongs to or
    that news is about.
    """
    around = (
        Q(agreement=page.pk)
        | Q(kept_commitments__page=page.pk)
        | Q(visit_connections__visit__page=page.pk)
        | Q(news_records__page=page.pk)
    )
    return as_connections(ExhibitionPage.objects.visible(on).filter(around).exclude(pk=page.pk).distinct())
