"""What public visits tell other records about themselves."""

from django.db.models import Q
from django.utils import timezone

from museum_site.core.connections import Connection, connects_institutions, connects_pages
from museum_site.core.languages import prose

from .models import Visit


def as_connections(visits, on) -> list[Connection]:
    """Public visits of a queryset as connections; one without a page of its own has no address."""
    found = []
    for visit in visits.with_public_page(on, "registry_number", "starts", "ends").distinct():
        # The page of a visit may be a draft, which nobody may know of.
        page = visit.page if visit.has_public_page else None
        heading = page.heading_in() if page else prose(visit, "heading")
        found.append(Connection("visit", visit.starts, visit.ends, heading, page.url if page else "", visit))
    return found


@connects_institutions
def visits_of(institution, now):
    """Visits in which the institution takes part."""
    on = timezone.localdate(now)
    return as_connections(Visit.objects.public(on).with_partner(institution), on)


@connects_pages
def visits_around(page, on):
    """Visits that belong to an exhibition or agreement or keep a commitment of it, or that news is about."""
    around = (
        Q(connections__page=page.pk)
        | Q(page__kept_commitments__page=page.pk)
        | Q(page__news_records__page=page.pk)
    )
    return as_connections(Visit.objects.public(on).filter(around).exclude(page=page.pk), on)
