"""The register of exhibitions and the page of one exhibition."""

from django.db.models import Exists, OuterRef, Prefetch, Q
from django.db.models.functions import Substr
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy, ngettext

from museum_site.core.connections import connected_records
from museum_site.core.numbers import localized_number
from museum_site.core.pictures import lead_images
from museum_site.core.registers import (
    ChoiceFilter,
    CountryFilter,
    PartnerFilter,
    Register,
    YearFilter,
    name_columns,
    year_heading,
    years_between,
)
from partnerships.models import Institution
from partnerships.views import link_partners, load_rows

from .calendars import calendar_address
from .enums import Contribution, Direction, ExhibitionStatus
from .models import ExhibitionContribution, ExhibitionPage, Showing
from .status import local_dates
from .words import exhibition_in_words, showing_in_words


class ExhibitionRegister(Register):
    """Exhibitions, by the year of their first opening."""

    filters = (
        YearFilter("year", gettext_lazy("Year"), lambda rows, year, register: rows.in_year(year)),
        CountryFilter(
            "country", gettext_lazy("Country or region"), lambda rows, code, register: rows.in_country(code)
        ),
        ChoiceFilter(
            "direction",
            gettext_lazy("Direction"),
            Direction,
            lambda rows, direction, register: rows.in_direction(direction),
        ),
        ChoiceFilter(
            "status",
            gettext_lazy("Status"),
            ExhibitionStatus,
            lambda rows, status, register: rows.in_status(status, register.local_dates),
        ),
        PartnerFilter(
            "partner",
            gettext_lazy("Partner"),
            lambda rows, institution, register: rows.with_partner(institution),
        ),
    )

    @cached_property
    def everything(self):
        return ExhibitionPage.objects.visible(self.on)

    @cached_property
    def local_dates(self):
        """What "today" is at the venues: dates, each with its time zones."""
        return local_dates(Showing.objects.time_zones(), self.now)

    def loaded(self, rows):
        showings = Showing.objects.select_related("venue__city", "city").only(
            "page",
            "opens",
            "closes",
            "closes_unrecorded",
            "state",
            "venue__kind",
            "venue__country",
            "venue__city__country",
            "venue__city__time_zone",
            "city__country",
            "city__time_zone",
            *name_columns("venue__", "venue__city__", "city__"),
        )
        contributions = ExhibitionContribution.objects.select_related("institution").only(
            "page",
            "contribution",
            "institution__kind",
            "institution__country",
            *name_columns("institution__"),
        )
        return rows.with_heading("registry_number", "unnamed_lenders", "lead_image").prefetch_related(
            Prefetch("showings", showings), Prefetch("contributions", contributions), lead_images("thumbnail")
        )

    def prepare(self, rows):
        for row in rows:
            row.status_words = exhibition_in_words(row, self.now)
            venues = {showing.venue_id for showing in row.showings.all()}
            taking_part = {part.institution_id: part.institution for part in row.contributions.all()}
            row.partners = [institution for pk, institution in taking_part.items() if pk not in venues]
            unclosed = [showing for showing in row.showings.all() if not showing.closes]
            row.ends = None if unclosed else row.last_closes
            row.is_open_ended = any(not showing.closes_unrecorded for showing in unclosed)

    def group_of(self, row):
        return year_heading(row.first_opens)

    @cached_property
    def values_in_use(self):
        showings = (
            Showing.objects.filter(page__in=self.everything)
            .with_status(self.local_dates)
            .with_direction()
            .annotate(opening_year=Substr("opens", 1, 4), closing_year=Substr("closes", 1, 4))
            .values_list("opening_year", "closing_year", "shown_in", "status_code", "direction_code")
            .order_by()
            .distinct()
        )
        facts = list(showings)
        contributions = ExhibitionContribution.objects.filter(
            page__in=self.everything, institution=OuterRef("pk")
        )
        hosted = Showing.objects.filter(page__in=self.everything, venue=OuterRef("pk"))
        institutions = list(
            Institution.objects.annotate(contributes=Exists(contributions))
            .filter(Q(contributes=True) | Exists(hosted))
            .only("import_key", "country", *name_columns())
        )
        return {
            "year": years_between((opens, closes) for opens, closes, *_rest in facts),
            "country": {country for _opens, _closes, country, *_rest in facts}
            | {institution.country for institution in institutions if institution.contributes},
            "status": {status for *_rest, status, _direction in facts},
            "direction": {direction for *_rest, direction in facts},
            "partner": institutions,
        }

    def count_in_words(self, count):
        # Translators: how many rows a register has.
        words = ngettext("%(number)s exhibition", "%(number)s exhibitions", count)
        return words % {"number": localized_number(count)}

    def share_in_words(self, count, total):
        # Translators: how many rows of a register the filters leave; the plural form follows %(total)s.
        words = ngettext("%(number)s of %(total)s exhibition", "%(number)s of %(total)s exhibitions", total)
        return words % {"number": localized_number(count), "total": localized_number(total)}


def exhibition_context(page, now=None) -> dict:
    """What the page of an exhibition prints, at a moment."""
    now = now or timezone.now()
    on = timezone.localdate(now)
    load_rows(
        page,
        Prefetch("showings", Showing.objects.select_related("venue__city", "city")),
        Prefetch("contributions", ExhibitionContribution.objects.select_related("institution")),
    )
    showings = list(page.showings.all())
    for showing in showings:
        showing.status_words = showing_in_words(showing, now)
    contributors = [(part, found) for part in Contribution if (found := page.contributors(part))]
    link_partners(
        [
            *(showing.venue for showing in showings if showing.venue_id),
            *(institution for _part, found in contributors for institution in found),
        ],
        on,
    )
    return {
        "status_words": exhibition_in_words(page, now),
        "showings": showings,
        "directions": page.directions(),
        "contributors": contributors,
        "connections": connected_records(page, on),
        "calendar": calendar_address(page, showings, now),
        "neighbours": ExhibitionRegister(now=now).neighbours(page),
    }
