"""What the site asks of visits, in the domain's words.

A visit is public only if all of this holds: it is listed or has a page, it took place and is over, two different
people cleared it, and its embargo has passed. `public()` is the one definition for SQL, Visit.is_public() for
Python; a test holds them together.
"""

import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from museum_site.core.languages import columns
from museum_site.core.models import ProsePageQuerySet
from museum_site.core.partial_dates import overlaps

from .enums import Publication, VisitState


def public_visits(on: datetime.date, prefix: str = "") -> Q:
    """The condition for visits that the public may know of on a date; `prefix` is the path to the visit."""
    return (
        Q(**{f"{prefix}publication__gte": Publication.LISTED, f"{prefix}state": VisitState.TOOK_PLACE})
        & Q(**{f"{prefix}cleared_first__isnull": False, f"{prefix}cleared_second__isnull": False})
        & (Q(**{f"{prefix}embargo_until__isnull": True}) | Q(**{f"{prefix}embargo_until__lte": on}))
        & Q(**{f"{prefix}starts__lte": on.isoformat()})
        & (Q(**{f"{prefix}ends__isnull": True}) | Q(**{f"{prefix}ends__lte": on.isoformat()}))
    )


class VisitQuerySet(QuerySet):
    """Visits."""

    def public(self, on: datetime.date | None = None):
        """Visits that the public may know of on a date (today by default)."""
        return self.filter(public_visits(on or timezone.localdate()))

    def counted(self, on: datetime.date | None = None):
        """Visits that count in figures: they took place by the date and are not excluded from counting."""
        on = on or timezone.localdate()
        return self.filter(
            publication__gte=Publication.COUNTED, state=VisitState.TOOK_PLACE, starts__lte=on.isoformat()
        )

    def in_year(self, year: int):
        """Visits in a year, as far as their dates are known."""
        return self.filter(overlaps("starts", "ends", year))

    def in_country(self, code: str):
        """Visits from (incoming) or to (outgoing) a country or region."""
        from .models import VisitCountry

        return self.filter(Exists(VisitCountry.objects.filter(visit=OuterRef("pk"), country=code)))

    def count_by_country(self) -> dict[str, int]:
        """The number of visits from or to each country and region that has any."""
        from .models import VisitCountry

        rows = VisitCountry.objects.filter(visit__in=self.order_by()).order_by().values("country")
        counted = rows.annotate(visits=Count("visit", distinct=True))
        return dict(counted.values_list("country", "visits"))

    def with_partner(self, institution):
        """Visits in which an institution (or its primary key) takes part."""
        from .models import VisitInstitution

        return self.filter(
            Exists(VisitInstitution.objects.filter(visit=OuterRef("pk"), institution=institution))
        )

    def with_public_page(self, on: datetime.date, *fields: str):
        """Load `fields`, the heading and, in the same query, the heading and address of the visit's page.

        Annotates `has_public_page`: whether the public may see that page on a date.
        """
        from .models import DelegationPage

        pages = DelegationPage.objects.visible(on).filter(visit=OuterRef("pk"))
        of_page = ("visit", "path", "depth", "url_path", "slug", "content_type", "live", *columns("heading"))
        return (
            self.select_related("page")
            .annotate(has_public_page=Exists(pages))
            .only(*columns("heading"), *fields, *(f"page__{name}" for name in of_page))
        )

    def newest_first(self):
        """Order by the first day, latest first, unknown last."""
        return self.order_by(F("starts").desc(nulls_last=True), "-registry_number")


class DelegationQuerySet(ProsePageQuerySet):
    """Pages of visits."""

    def visible(self, on: datetime.date | None = None):
        """Pages whose visit the public may read about in full."""
        return (
            super()
            .visible(on)
            .filter(
                public_visits(on or timezone.localdate(), "visit__"), visit__publication=Publication.FULL_PAGE
            )
        )
