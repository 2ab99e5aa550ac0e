"""What agreements tell other records about themselves."""

from django.db.models import Prefetch, Q
from django.utils import timezone

from museum_site.core.connections import Connection, connects_institutions, connects_pages

from .models import AgreementAction, AgreementPage
from .views import status_in_words


@connects_institutions
def agreements_of(institution, now):
    """Agreements to which the institution is a party, dated by their signing, with their status."""
    on = timezone.localdate(now)
    actions = AgreementAction.objects.only("page", "kind", "on", "until", "sort_order")
    agreements = (
        AgreementPage.objects.visible(on)
        .with_partner(institution)
        .with_heading("registry_number", "signed_on", "in_force_from", "term", "valid_until")
        .prefetch_related(Prefetch("actions", actions))
    )
    for page in agreements:
        found = page.status_on(on)
        yield Connection(
            "agreement",
            page.signed_on,
            None,
            page.heading_in(),
            page.url,
            page,
            found.status,
            status_in_words(page, found),
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
