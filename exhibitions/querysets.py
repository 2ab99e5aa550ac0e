"""What the site asks of exhibitions and showings, in the domain's words."""

import datetime
from collections import Counter

from django.conf import settings
from django.db.models import Exists, F, Max, Min, OuterRef, Q, QuerySet
from django.utils import timezone

from museum_site.core.models import ProsePageQuerySet
from museum_site.core.partial_dates import overlaps
from partnerships.models import City

from .enums import ExhibitionStatus
from .status import RANK, direction_annotations, local_dates, status_annotations


class ShowingQuerySet(QuerySet):
    """Showings."""

    def with_status(self, on: datetime.date | None = None, at: datetime.datetime | None = None):
        """Annotate `status_code`: on a date, or, without one, on each venue's own date at a moment (now)."""
        if on is None:
            zones = type(self)(self.model).time_zones()
            on = local_dates(zones, at or timezone.now())
        return self.annotate(**status_annotations(on))

    def with_direction(self):
        """Annotate `direction_code`."""
        from .models import ExhibitionContribution

        return self.annotate(**direction_annotations(ExhibitionContribution))

    def time_zones(self) -> set[str]:
        """The time zones of all venues in use."""
        return {settings.TIME_ZONE, *City.objects.values_list("time_zone", flat=True).distinct()}


class ExhibitionQuerySet(ProsePageQuerySet):
    """Exhibitions."""

    def _showings(self):
        from .models import Showing

        return Showing.objects.filter(page=OuterRef("pk"))

    def in_status(self, status: str, on: datetime.date | None = None, at: datetime.datetime | None = None):
        """Exhibitions that have a status: on a date, or on each venue's own date at a moment (now)."""
        showings = self._showings().with_status(on, at)
        if status == ExhibitionStatus.IN_PREPARATION:
            return self.exclude(Exists(showings.filter(status_code__in=RANK)))
        higher = RANK[: RANK.index(status)]
        found = self.filter(Exists(showings.filter(status_code=status)))
        return found.exclude(Exists(showings.filter(status_code__in=higher))) if higher else found

    def current(self, on=None, at=None):
        """Exhibitions on show."""
        return self.in_status(ExhibitionStatus.CURRENT, on, at)

    def upcoming(self, on=None, at=None):
        """Exhibitions that open later."""
        return self.in_status(ExhibitionStatus.UPCOMING, on, at)

    def in_direction(self, direction: str):
        """Exhibitions of which a showing has the direction."""
        return self.filter(Exists(self._showings().with_direction().filter(direction_code=direction)))

    def in_year(self, year: int):
        """Exhibitions on show in a year, as far as their dates are known."""
        return self.filter(Exists(self._showings().filter(overlaps("opens", "closes", year))))

    def opened_in(self, year: int):
        """Exhibitions of which a showing opened in a year."""
        return self.filter(
            Exists(self._showings().filter(opens__gte=f"{year:04d}", opens__lte=f"{year:04d}-99-99"))
        )

    def in_country(self, code: str):
        """Exhibitions shown in a country or region, or with a contributor from there."""
        from .models import ExhibitionContribution

        shown = self._showings().filter(
            Q(venue__city__country=code)
            | Q(venue__city__isnull=True, venue__country=code)
            | Q(city__country=code)
        )
        contributed = ExhibitionContribution.objects.filter(page=OuterRef("pk"), institution__country=code)
        return self.filter(Exists(shown) | Exists(contributed))

    def count_by_country(self) -> dict[str, int]:
        """The number of exhibitions shown in, or with a contributor from, each country and region that has any."""
        from .models import ExhibitionContribution, Showing

        shown = Showing.objects.filter(page__in=self.order_by()).with_direction()
        contributed = ExhibitionContribution.objects.filter(page__in=self.order_by())
        pairs = {
            *shown.values_list("page", "shown_in"),
            *contributed.values_list("page", "institution__country"),
        }
        return dict(Counter(country for _page, country in pairs if country))

    def with_partner(self, institution):
        """Exhibitions to which an institution (or its primary key) contributes or which it hosts."""
        from .models import ExhibitionContribution

        contributed = ExhibitionContribution.objects.filter(page=OuterRef("pk"), institution=institution)
        return self.filter(Exists(contributed) | Exists(self._showings().filter(venue=institution)))

    def with_dates(self):
        """Annotate `first_opens` and `last_closes`."""
        return self.annotate(first_opens=Min("showings__opens"), last_closes=Max("showings__closes"))

    def newest_first(self):
        """Order by opening, latest first, unknown last."""
        return self.with_dates().order_by(F("first_opens").desc(nulls_last=True), "-registry_number")
