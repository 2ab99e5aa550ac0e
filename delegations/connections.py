"""What public visits tell other records about themselves."""

from museum_site.core.connections import Connection, connects_institutions, connects_pages

from .models import DelegationPage, Visit


def as_connections(visits) -> list[Connection]:
    """Public visits of a queryset as connections; one without a page of its own has no address."""
    visits = list(visits.distinct())
    pages = {
        page.visit_id: page
        for page in DelegationPage.objects.filter(visit__in=visits).live().with_heading("visit", "registry_number")
    }
    found = []
    for visit in visits:
        page = pages.get(visit.pk)
        heading = page.heading_in() if page else visit.heading_in()
        found.append(Connection("visit", visit.starts, visit.ends, heading, page.url if page else "", visit))
    return found


@connects_institutions
def visits_of(institution, on):
    """Visits in which the institution takes part."""
    return as_connections(Visit.objects.public(on).with_partner(institution))


@connects_pages
def visits_around(page, on):
    """Visits that belong to an exhibition or agreement, or whose page keeps one of its commitments."""
    return as_connections(Visit.objects.public(on).filter(connections__page=page))
