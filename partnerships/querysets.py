"""What the site asks of institutions and agreements, in the domain's words."""

import datetime

from django.conf import settings
from django.db.models import Avg, Count, Exists, F, OuterRef, Q, QuerySet, Subquery

from museum_site.core.enums import Scope
from museum_site.core.models import ProsePageQuerySet

from .enums import InstitutionKind
from .status import SUCCEEDING, log_annotations, status_expression


def in_scope(scope: str, prefix: str = "") -> Q:
    """A condition for institutions of a scope; `prefix` is the path to the institution ("institution__")."""
    international = Q(**{f"{prefix}kind": InstitutionKind.INTERNATIONAL_ORGANISATION})
    if scope == Scope.INTERNATIONAL:
        return international
    if scope == Scope.DOMESTIC:
        return Q(**{f"{prefix}country": settings.HOME_COUNTRY}) & ~international
    regional = Q(**{f"{prefix}country__in": settings.REGIONAL_TERRITORIES})
    if scope == Scope.REGIONAL:
        return regional & ~international
    return ~(regional | international | Q(**{f"{prefix}country": settings.HOME_COUNTRY}))


class InstitutionQuerySet(QuerySet):
    """Institutions."""

    def in_scope(self, scope: str):
        """Institutions of a scope."""
        return self.filter(in_scope(scope))


class PartnerQuerySet(ProsePageQuerySet):
    """Pages of partners."""

    heading_field = "institution__name"

    def with_texts(self):
        return super().with_texts().select_related("institution")

    def in_country(self, code: str):
        """Partners whose institution belongs to a country or region."""
        return self.filter(institution__country=code)

    def count_by_country(self) -> dict[str, int]:
        """The number of partners of each country and region that has any."""
        rows = self.order_by().values("institution__country").annotate(partners=Count("pk"))
        return dict(rows.values_list("institution__country", "partners"))

    def count_by_city(self):
        """Rows of `institution__city` (None: not known), `partners`, and the mean `latitude` and `longitude` of
        the institutions whose own are known.
        """
        return (
            self.order_by()
            .values("institution__city")
            .annotate(
                partners=Count("pk"),
                latitude=Avg("institution__latitude"),
                longitude=Avg("institution__longitude"),
            )
        )

    def of_kind(self, kind: str):
        """Partners of a kind of institution."""
        return self.filter(institution__kind=kind)

    def in_scope(self, scope: str):
        """Partners of a scope."""
        return self.filter(in_scope(scope, "institution__"))


class AgreementQuerySet(ProsePageQuerySet):
    """Agreements."""

    def with_status(self, on: datetime.date):
        """Annotate `status_code`, the status on a date."""
        from .models import AgreementAction

        return self.annotate(status_code=status_expression(on, AgreementAction))

    def with_log(self, on: datetime.date):
        """Annotate what the log says on a date, for status.annotated_log()."""
        from .models import AgreementAction

        return self.annotate(**log_annotations(on, AgreementAction))

    def with_successor(self, on: datetime.date):
        """Annotate `successor`: how a later agreement that visitors may see on a date takes the place of this one.

        It is one of status.SUCCEEDING, a renewal before a replacement; None where there is no such agreement.
        """
        from .models import AgreementRelation

        later = AgreementRelation.objects.filter(
            earlier=OuterRef("pk"), kind__in=SUCCEEDING, page__in=self.model.objects.visible(on)
        )
        return self.annotate(successor=Subquery(later.order_by("kind").values("kind")[:1]))

    def in_status(self, status: str, on: datetime.date):
        """Agreements that have a status on a date."""
        return self.with_status(on).filter(status_code=status)

    def signed_in(self, year: int):
        """Agreements signed in a year."""
        return self.filter(signed_on__gte=f"{year:04d}", signed_on__lte=f"{year:04d}-99-99")

    def with_partner(self, institution):
        """Agreements to which an institution (or its primary key) is a party."""
        from .models import AgreementParty

        return self.filter(
            Exists(AgreementParty.objects.filter(page=OuterRef("pk"), institution=institution))
        )

    def in_country(self, code: str):
        """Agreements with a party of a country or region."""
        from .models import AgreementParty

        return self.filter(
            Exists(AgreementParty.objects.filter(page=OuterRef("pk"), institution__country=code))
        )

    def count_by_country(self) -> dict[str, int]:
        """The number of agreements with a party of each country and region that has any."""
        from .models import AgreementParty

        parties = AgreementParty.objects.filter(page__in=self.order_by()).values("institution__country")
        counted = parties.annotate(agreements=Count("page", distinct=True))
        return dict(counted.values_list("institution__country", "agreements"))

    def in_field(self, field: str):
        """Agreements that name a field of cooperation."""
        from .models import AgreementField

        return self.filter(Exists(AgreementField.objects.filter(page=OuterRef("pk"), field=field)))

    def newest_first(self):
        """Order by the day of signing, latest first, unknown last."""
        return self.order_by(F("signed_on").desc(nulls_last=True), "-registry_number")
