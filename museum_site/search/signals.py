"""Keeping the index up to date: whatever is saved brings the records that print it up to date.

The work is done after the transaction, once per record however often it was saved in it.
"""

from asgiref.local import Local
from django.db import transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_save

from delegations.models import DelegationPage, Visit, VisitCountry, VisitInstitution, VisitRole
from exhibitions.models import ExhibitionPage
from museum_site.core.models import ProsePage
from museum_site.core.signals import translations_changed
from partnerships.models import AgreementPage, City, Institution, PartnerPage, Person

from .index import index_pages, index_visits

_waiting = Local()


def _work_off() -> None:
    pages, visits = getattr(_waiting, "pages", set()), getattr(_waiting, "visits", set())
    _waiting.pages, _waiting.visits = set(), set()
    if pages:
        index_pages(pages)
    if visits:
        index_visits(visits)


def index_later(pages=(), visits=()) -> None:
    """Have pages and visits, given by their primary keys, indexed when the transaction is over."""
    _waiting.pages = getattr(_waiting, "pages", set()) | set(pages)
    _waiting.visits = getattr(_waiting, "visits", set()) | set(visits)
    # robust: what was saved is saved, and an editor must not see an error for what rebuild_search can mend.
    transaction.on_commit(_work_off, robust=True)


def index_visits_and_pages(visits) -> None:
    """Have visits of a queryset indexed, with their pages."""
    pks = list(visits.values_list("pk", flat=True))
    index_later(DelegationPage.objects.filter(visit__in=pks).values_list("pk", flat=True), pks)


def page_saved(instance, update_fields=None, **kwargs):
    """Index a page; saving a draft touches only some of its columns and is not seen here."""
    if isinstance(instance, ProsePage) and (update_fields is None or "live" in update_fields):
        index_later([instance.pk])


def visit_saved(instance, **kwargs):
    """Index a visit and its page."""
    index_visits_and_pages(Visit.objects.filter(pk=instance.pk))


def visit_row_changed(instance, **kwargs):
    """Index the visit of an inline row."""
    index_visits_and_pages(Visit.objects.filter(pk=instance.visit_id))


def institutions_saved(institutions: Q) -> None:
    """Index whatever names institutions."""
    found = Institution.objects.filter(institutions).values("pk")
    pages = [
        PartnerPage.objects.filter(institution__in=found),
        AgreementPage.objects.filter(parties__institution__in=found),
        ExhibitionPage.objects.filter(Q(contributions__institution__in=found) | Q(showings__venue__in=found)),
    ]
    index_later(pk for queryset in pages for pk in queryset.values_list("pk", flat=True))
    index_visits_and_pages(Visit.objects.filter(institutions__institution__in=found))


def institution_saved(instance, created, **kwargs):
    """Index whatever names the institution."""
    if not created:
        institutions_saved(Q(pk=instance.pk))


def city_saved(instance, created, **kwargs):
    """Index whatever names the city or an institution in it."""
    if not created:
        institutions_saved(Q(city=instance.pk))
        index_later(ExhibitionPage.objects.filter(showings__city=instance.pk).values_list("pk", flat=True))


def person_saved(instance, created, **kwargs):
    """Index whatever names the person."""
    if not created:
        index_later(AgreementPage.objects.filter(roles__person=instance.pk).values_list("pk", flat=True))
        index_visits_and_pages(Visit.objects.filter(roles__person=instance.pk))


RECORDS = (
    (Visit, visit_saved),
    (Institution, institution_saved),
    (City, city_saved),
    (Person, person_saved),
)


def translated(instance, **kwargs):
    """Index what prints a record of which a translation was published."""
    page_saved(instance)
    for model, receiver in RECORDS:
        if isinstance(instance, model):
            receiver(instance, created=False)


def connect() -> None:
    """Listen to the models that the index is made of; entries of what is deleted go with it."""
    post_save.connect(page_saved, dispatch_uid="search_page_saved")
    translations_changed.connect(translated, dispatch_uid="search_translated")
    for model, receiver in RECORDS:
        post_save.connect(receiver, sender=model)
    for model in (VisitCountry, VisitInstitution, VisitRole):
        post_save.connect(visit_row_changed, sender=model)
        post_delete.connect(visit_row_changed, sender=model)
