"""Exhibitions that come in and go out."""

import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import Orderable, PageManager
from wagtail.search import index

from museum_site.core.countries import country_name
from museum_site.core.languages import name_of
from museum_site.core.models import RecordPage, SectionPage, TranslatedRow
from museum_site.core.numbers import qualified_number, qualifier_field
from museum_site.core.panels import advice, source_panels
from museum_site.core.partial_dates import (
    PartialDate,
    PartialDateField,
    not_before,
    search_dates,
    span_of_dates,
)
from museum_site.core.registers import RegisterPage
from partnerships.models import City, Institution

from .enums import Contribution, Direction, ExhibitionStatus, ShowingState, UnnamedLenders
from .querysets import ExhibitionQuerySet, ShowingQuerySet
from .status import first_in_rank, lends, showing_direction, showing_status


class ExhibitionPage(RecordPage):
    """An exhibition: the idea. Where and when it is shown is told by its showings."""

    registry_prefix = "E"
    template = "pages/exhibition.html"
    parent_page_types = ["exhibitions.ExhibitionIndexPage"]
    subpage_types = []

    unnamed_lenders = models.CharField(
        _("lenders who are not named"),
        max_length=10,
        choices=UnnamedLenders.choices,
        blank=True,
        help_text=_("Where the sources say where the objects come from, but not whose they are."),
    )
    agreement = models.ForeignKey(
        "partnerships.AgreementPage",
        verbose_name=_("agreement"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="exhibitions",
        help_text=_("The agreement that made the exhibition possible."),
    )

    objects = PageManager.from_queryset(ExhibitionQuerySet)()

    facts_panels = (
        advice(
            _(
                "Status and direction are not typed. They are computed from the dates, the venue and the "
                "lenders. The last day counts as a day of the exhibition; without a closing date the end is "
                "open."
            )
        ),
        InlinePanel("showings", heading=_("Showings"), label=_("Showing")),
        InlinePanel("contributions", heading=_("Organisers and lenders"), label=_("Institution")),
        FieldPanel("unnamed_lenders"),
        FieldPanel("agreement"),
    )

    search_fields = [*RecordPage.search_fields, index.FilterField("agreement")]

    class Meta:
        verbose_name = _("exhibition")
        verbose_name_plural = _("exhibitions")

    search_relations = (
        "showings__venue__city",
        "showings__city",
        "contributions__institution__city",
    )

    def search_facts(self, code):
        showings = self.showings.all()
        places = [showing.venue or showing.city for showing in showings]
        institutions = [row.institution for row in self.contributions.all()]
        return [
            *super().search_facts(code),
            *(fact for record in (*places, *institutions) for fact in record.search_facts(code)),
            *search_dates(code, *(date for showing in showings for date in showing.dates())),
        ]

    def structured_data(self, request, museum):
        from .structured_data import exhibition_events

        return exhibition_events(self, request)

    def event_date(self):
        return min((showing.opens for showing in self.showings.all() if showing.opens), default=None)

    def card_facts(self):
        showings = list(self.showings.all())
        if not showings:
            return []
        showing = showings[0]
        dates = (showing.opens, showing.opens if showing.closes_unrecorded else showing.closes)
        pattern, named = span_of_dates(*dates)
        return [
            *(
                [pattern.format(**{name: date.localized() for name, date in named.items()})]
                if pattern
                else []
            ),
            *([name_of(showing.venue)] if showing.venue_id else []),
            *([name_of(showing.place)] if showing.place and not showing.venue_id else []),
            *([country_name(showing.country)] if showing.country else []),
        ]

    def registry_year(self):
        return min((showing.opens.year for showing in self.showings.all() if showing.opens), default=None)

    def status(
        self, on: datetime.date | None = None, at: datetime.datetime | None = None
    ) -> ExhibitionStatus:
        """The status on a date, or, without one, on each venue's own date at a moment (now)."""
        return first_in_rank(showing.status(on, at) for showing in self.showings.all())

    def directions(self) -> list[Direction]:
        """The directions of the showings, each once, in the order of the showings."""
        lenders = lends(self)
        return list(dict.fromkeys(showing_direction(showing, lenders) for showing in self.showings.all()))

    def is_joint(self) -> bool:
        """Whether lenders at home and abroad show their objects together."""
        return all(lends(self))

    def contributors(self, contribution: str) -> list[Institution]:
        """The institutions that contribute in a way, in the order given."""
        return [row.institution for row in self.contributions.all() if row.contribution == contribution]

    def get_context(self, request, *args, **kwargs):
        from .views import exhibition_context

        return super().get_context(request, *args, **kwargs) | exhibition_context(self)


class ExhibitionContribution(Orderable):
    """An institution's part in an exhibition."""

    page = ParentalKey(ExhibitionPage, on_delete=models.CASCADE, related_name="contributions")
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("institution"),
        on_delete=models.PROTECT,
        related_name="exhibition_contributions",
    )
    contribution = models.CharField(
        _("part"), max_length=20, choices=Contribution, default=Contribution.ORGANISER
    )

    panels = [FieldRowPanel([FieldPanel("institution"), FieldPanel("contribution")])]

    class Meta(Orderable.Meta):
        verbose_name = _("organiser or lender")
        constraints = [
            models.UniqueConstraint(fields=["page", "institution", "contribution"], name="contribution_once"),
        ]


class Showing(TranslatedRow):
    """An exhibition at one place from an opening to a closing date. `note` is translated.

    The last day is included. No closing date means an open end, unless `closes_unrecorded` says that the sources
    do not tell it.
    """

    page = ParentalKey(ExhibitionPage, on_delete=models.CASCADE, related_name="showings")
    venue = models.ForeignKey(
        Institution,
        verbose_name=_("venue"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="showings",
    )
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="showings",
        help_text=_("Only where the venue is not in the register of institutions."),
    )
    opens = PartialDateField(_("opens"), null=True, blank=True)
    closes = PartialDateField(_("closes"), null=True, blank=True)
    closes_unrecorded = models.BooleanField(
        _("closing date not recorded"),
        default=False,
        help_text=_("It has closed or will close, but the sources do not say when."),
    )
    state = models.CharField(_("state"), max_length=12, choices=ShowingState, default=ShowingState.CONFIRMED)
    objects_count = models.PositiveIntegerField(_("number of objects"), null=True, blank=True)
    objects_qualifier = qualifier_field(_("how exact is the number of objects"))
    visitors_count = models.PositiveIntegerField(_("number of visitors"), null=True, blank=True)
    visitors_qualifier = qualifier_field(_("how exact is the number of visitors"))
    note = models.CharField(_("note"), max_length=500, blank=True)

    objects = ShowingQuerySet.as_manager()

    panels = [
        FieldRowPanel([FieldPanel("venue"), FieldPanel("city")]),
        FieldRowPanel([FieldPanel("opens"), FieldPanel("closes"), FieldPanel("closes_unrecorded")]),
        FieldPanel("state"),
        FieldRowPanel([FieldPanel("objects_qualifier"), FieldPanel("objects_count")]),
        FieldRowPanel([FieldPanel("visitors_qualifier"), FieldPanel("visitors_count")]),
        *source_panels(["note"]),
    ]

    class Meta(TranslatedRow.Meta):
        verbose_name = _("showing")
        constraints = [
            models.CheckConstraint(
                condition=not_before("closes", "opens"), name="showing_closes_not_before_opening"
            ),
            models.CheckConstraint(
                condition=models.Q(venue__isnull=False) | models.Q(city__isnull=False),
                name="showing_has_a_place",
            ),
            models.CheckConstraint(
                condition=models.Q(venue__isnull=True) | models.Q(city__isnull=True),
                name="showing_has_one_place",
            ),
            models.CheckConstraint(
                condition=models.Q(closes__isnull=True) | models.Q(closes_unrecorded=False),
                name="showing_closing_known_or_unrecorded",
            ),
        ]

    def clean(self):
        super().clean()
        if self.opens and self.closes and self.closes.latest < self.opens.earliest:
            raise ValidationError({"closes": _("It closes before it opens.")})
        if bool(self.venue_id) == bool(self.city_id):
            raise ValidationError(
                {"venue": _("Choose a venue, or a city where the venue has no record, not both.")}
            )
        if self.closes and self.closes_unrecorded:
            raise ValidationError({"closes_unrecorded": _("There is a closing date.")})

    @property
    def place(self) -> City | None:
        """The city of the venue, or the city alone."""
        return self.venue.city if self.venue_id else self.city

    @property
    def country(self) -> str:
        """The country or region in which it is shown; "" where not even that is known."""
        place = self.place
        return place.country if place else self.venue.country if self.venue_id else ""

    def place_in_words(self) -> str:
        """Where it is shown in the active language: "Louvre, Paris, France"; names may be in another one."""
        names = [name_of(record) for record in (self.venue, self.place) if record]
        # Translators: what stands between the parts of a place: "Louvre, Paris, France".
        comma = pgettext("between the parts of a place", ", ")
        return comma.join(filter(None, (*map(str, names), country_name(self.country))))

    @property
    def time_zone(self) -> str:
        """The time zone in which it opens and closes."""
        return self.place.time_zone if self.place else settings.TIME_ZONE

    def status(
        self, on: datetime.date | None = None, at: datetime.datetime | None = None
    ) -> ExhibitionStatus:
        """The status on a date, or, without one, on the venue's own date at a moment (now)."""
        return showing_status(self, on or (at or timezone.now()).astimezone(ZoneInfo(self.time_zone)).date())

    def direction(self) -> Direction:
        """Which way it crosses the border."""
        return showing_direction(self, lends(self.page))

    def objects_in_words(self) -> str:
        """The number of objects as exact as the source, in the active language; "" if unknown."""
        return qualified_number(self.objects_count, self.objects_qualifier)

    def visitors_in_words(self) -> str:
        """The number of visitors as exact as the source, in the active language; "" if unknown."""
        return qualified_number(self.visitors_count, self.visitors_qualifier)

    def dates(self) -> tuple[PartialDate | None, PartialDate | None]:
        """Opening and closing."""
        return self.opens, self.closes


class ExhibitionIndexPage(RegisterPage, SectionPage):
    """The register of exhibitions."""

    template = "pages/exhibition_index.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["exhibitions.ExhibitionPage"]
    max_count = 1

    class Meta:
        verbose_name = _("register of exhibitions")

    def register_for(self, query=None, now=None):
        from .views import ExhibitionRegister

        return ExhibitionRegister(query, now)
