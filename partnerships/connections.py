"""What agreements tell other records about themselves."""

from django.db.models import Q
from django.utils import timezone

from museum_site.core.connections import Connection, connects_institutions, connects_pages

from .models import AgreementPage
from .status import annotated_log, status_on
from .words import agreement_in_words


@connects_institutions
def agreements_of(institution, now):
    """Agreements to which the institution is a party, dated by their signing, with their status."""
    on = timezone.localdate(now)
    agreements = (
        AgreementPage.objects.visible(on)
        .with_partner(institution)
        .with_heading("registry_number", "signed_on", "in_force_from", "term", "valid_until")
        .with_log(on)
        .with_successor(on)
    )
    for page in agreements:
        found = status_on(page, on, annotated_log(page))
        yield Connection(
            "agreement",
            page.signed_on,
            None,
            page.heading_in(),
            page.url,
            page,
            agreement_in_words(page, found, on, page.successor),
        )


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
    agreements = AgreementPage.objects.visible(on).filter(around).exclude(pk=page.pk).distinct()
    return [
        Connection("agreement", agreement.signed_on, None, agreement.heading_in(), agreement.url, agreement)
        for agreement in agreements.with_heading("registry_number", "signed_on")
    ]
