"""What agreements tell other records about themselves."""

from django.db.models import Q

from museum_site.core.connections import Connection, connects_institutions, connects_pages

from .models import AgreementPage


def as_connections(agreements) -> list[Connection]:
    """Agreements of a queryset as connections, dated by their signing."""
    return [
        Connection("agreement", page.signed_on, None, page.heading_in(), page.url, page)
        for page in agreements.with_heading("registry_number", "signed_on")
    ]


@connects_institutions
def agreements_of(institution, on):
    """Agreements to which the institution is a party."""
    return as_connections(AgreementPage.objects.visible(on).with_partner(institution))


@connects_pages
def agreements_around(page, on):
    """Earlier and later agreements, those that made a page possible or of which it keeps a commitment, and
    those that a visit belongs to or that news is about.
    """
    around = (
        Q(later_relations__page=page.pk)
        | Q(relations__earlier=page.pk)
        | Q(exhibitions=page.pk)
        | Q(commitments__kept_by=page.pk)
        | Q(visit_connections__visit__page=page.pk)
        | Q(news_records__page=page.pk)
    )
    return as_connections(AgreementPage.objects.visible(on).filter(around).exclude(pk=page.pk).distinct())
