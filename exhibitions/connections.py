"""What exhibitions tell other records about themselves."""

from django.db.models import Prefetch, Q
from django.utils import timezone

from museum_site.core.connections import Connection, connects_institutions, connects_pages

from .models import ExhibitionPage, Showing
from .words import exhibition_in_words


@connects_institutions
def exhibitions_of(institution, now):
    """Exhibitions that the institution organises, lends to or hosts, with their status at the venues."""
    # What the status of a showing is computed from.
    showings = Showing.objects.select_related("venue__city", "city").only(
        "page",
        "opens",
        "closes",
        "closes_unrecorded",
        "state",
        "venue__city__time_zone",
        "city__time_zone",
    )
    exhibitions = (
        ExhibitionPage.objects.visible(timezone.localdate(now))
        .with_partner(institution)
        .with_heading("registry_number")
        .with_dates()
        .prefetch_related(Prefetch("showings", showings))
    )
    for page in exhibitions:
        # While one showing has no closing date, the end of the exhibition is open.
        ends = page.last_closes if all(showing.closes for showing in page.showings.all()) else None
        yield Connection(
            "exhibition",
            page.first_opens,
            ends,
            page.heading_in(),
            page.url,
            page,
            exhibition_in_words(page, now),
        )


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
    exhibitions = ExhibitionPage.objects.visible(on).filter(around).exclude(pk=page.pk).distinct()
    return [
        Connection(
            "exhibition",
            exhibition.first_opens,
            exhibition.last_closes,
            exhibition.heading_in(),
            exhibition.url,
            exhibition,
        )
        for exhibition in exhibitions.with_heading("registry_number").with_dates()
    ]
