"""Visits: the protocol register, and the pages of those that get one.

Nothing that must never be public is stored at all: no passports, birth dates, private contacts, travel or
security details (architecture rule 1.6).
"""

import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from museum_site.core.countries import CountryField, country_name
from museum_site.core.enums import Confidence
from museum_site.core.languages import column, prose
from museum_site.core.models import ImportKeyed, RecordPage, SectionPage
from museum_site.core.numbers import qualified_number, qualifier_field
from museum_site.core.panels import advice, language_group, translated_panels
from museum_site.core.partial_dates import PartialDateField, not_before, search_dates
from museum_site.core.registers import PAGE_SIZE, RegisterPage
from museum_site.core.registry import Registered
from partnerships.models import Institution, Role

from .enums import InstitutionPart, Publication, VisitDirection, VisitLevel, VisitPart, VisitState
from .forms import VisitForm
from .querysets import DelegationQuerySet, VisitQuerySet


class Visit(ImportKeyed, Registered, index.Indexed, ClusterableModel):
    """A visit, received or paid. Most visits are only counted; few are listed, fewer have a page.

    `heading` and `summary` are translated: what the register prints for a listed visit. A visit with a page takes
    both from its page.
    """

    registry_prefix = "V"

    direction = models.CharField(_("direction"), max_length=10, choices=VisitDirection)
    starts = PartialDateField(_("first day"), null=True, blank=True)
    ends = PartialDateField(_("last day"), null=True, blank=True, help_text=_("Only if it is another day."))
    level = models.CharField(_("level"), max_length=20, choices=VisitLevel, default=VisitLevel.OTHER)
    heading = models.CharField(_("heading"), max_length=255, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    size = models.PositiveIntegerField(_("number of people"), null=True, blank=True)
    size_qualifier = qualifier_field(_("how exact is the number of people"))
    state = models.CharField(_("state"), max_length=12, choices=VisitState, default=VisitState.PLANNED)
    publication = models.PositiveSmallIntegerField(
        _("publication level"), choices=Publication, default=Publication.COUNTED
    )
    embargo_until = models.DateField(
        _("embargo until"), null=True, blank=True, help_text=_("Public from this day on, not before.")
    )
    cleared_first = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("first clearance"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    cleared_second = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("second clearance"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("By another person than the first."),
    )
    sources = models.TextField(_("sources"), blank=True, help_text=_("One per line."))
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence, default=Confidence.HIGH)

    objects = VisitQuerySet.as_manager()
    base_form_class = VisitForm

    panels = [
        advice(
            _(
                "Enter no passports, birth dates, private addresses, travel or security details: the site "
                "has no place for them, and histories keep what you type."
            )
        ),
        FieldRowPanel([FieldPanel("direction"), FieldPanel("level")]),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends"), FieldPanel("state")]),
        InlinePanel("countries", heading=_("Countries and regions"), label=_("Country or region")),
        InlinePanel("institutions", heading=_("Institutions"), label=_("Institution")),
        InlinePanel("roles", heading=_("People"), label=_("Person")),
        FieldRowPanel([FieldPanel("size_qualifier"), FieldPanel("size")]),
        InlinePanel("connections", heading=_("Exhibitions and agreements"), label=_("Page")),
        language_group(
            "heading",
            _("Heading"),
            help_text=_("What the register prints for a visit that is listed without a page."),
            classname="collapsed",
        ),
        language_group("summary", _("Summary"), classname="collapsed"),
        MultiFieldPanel(
            [
                advice(
                    _(
                        "The public sees a visit at level 2 or 3 only after it took place, two different "
                        "people cleared it, and its embargo passed. A later change takes the clearances "
                        "back."
                    )
                ),
                FieldPanel("publication"),
                FieldPanel("embargo_until"),
                FieldPanel("cleared_first", read_only=True),
                FieldPanel("cleared_second", read_only=True),
            ],
            heading=_("Publication"),
        ),
        FieldPanel("sources"),
        FieldPanel("confidence"),
    ]

    search_fields = [
        index.SearchField("registry_number"),
        index.AutocompleteField("registry_number"),
        *(index.SearchField(column("heading", code)) for code, _name in settings.LANGUAGES),
        *(index.AutocompleteField(column("heading", code)) for code, _name in settings.LANGUAGES),
        index.FilterField("level"),
        index.FilterField("direction"),
        index.FilterField("state"),
        index.FilterField("publication"),
    ]

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        permissions = [("clear_visit", "Can clear a visit for publication")]
        constraints = [
            models.CheckConstraint(
                condition=not_before("ends", "starts"), name="visit_ends_not_before_start"
            ),
            models.CheckConstraint(
                condition=models.Q(cleared_first__isnull=True)
                | models.Q(cleared_second__isnull=True)
                | ~models.Q(cleared_first=models.F("cleared_second")),
                name="visit_cleared_by_two_people",
                violation_error_message=_("The two clearances must come from two different people."),
            ),
            models.CheckConstraint(
                condition=models.Q(cleared_second__isnull=True) | models.Q(cleared_first__isnull=False),
                name="visit_first_clearance_before_second",
                violation_error_message=_("There is a second clearance, but no first."),
            ),
            models.CheckConstraint(
                condition=models.Q(cleared_first__isnull=True) | models.Q(state=VisitState.TOOK_PLACE),
                name="visit_cleared_only_after_it_took_place",
                violation_error_message=_("A visit can be cleared only after it took place."),
            ),
            models.CheckConstraint(
                condition=~models.Q(state=VisitState.TOOK_PLACE) | models.Q(starts__isnull=False),
                name="visit_that_took_place_has_a_date",
            ),
        ]

    def __str__(self):
        return f"{self.registry_number} {self.heading_in()}".strip()

    def registry_year(self):
        return self.starts.year if self.starts else None

    def heading_in(self, code: str | None = None):
        """The heading in a language (the active one by default), from the page where there is one."""
        page = getattr(self, "page", None) if self.publication == Publication.FULL_PAGE else None
        return page.heading_in(code) if page and page.live else prose(self, "heading", code)

    def clean(self):
        super().clean()
        if self.ends and self.starts and self.ends.latest < self.starts.earliest:
            raise ValidationError({"ends": _("The visit ends before it starts.")})
        if self.state == VisitState.TOOK_PLACE and not self.starts:
            raise ValidationError({"starts": _("A visit that took place needs a date.")})

    def is_public(self, on: datetime.date) -> bool:
        """Whether the public may know of the visit on a date; see querysets.public_visits()."""
        return (
            self.publication >= Publication.LISTED
            and self.state == VisitState.TOOK_PLACE
            and self.cleared_first_id is not None
            and self.cleared_second_id is not None
            and (self.embargo_until is None or self.embargo_until <= on)
            and self.starts is not None
            and self.starts.earliest <= on
            and (self.ends is None or self.ends.earliest <= on)
        )

    def clear(self, user, on: datetime.date) -> None:
        """Record a clearance by a user: the first, or the second by somebody else.

        Raises ValidationError if the visit has not taken place by the date, is cleared already, or the same person
        clears twice.
        """
        if self.state != VisitState.TOOK_PLACE or self.starts.earliest > on:
            raise ValidationError(_("A visit can be cleared only after it took place."))
        if self.cleared_second_id is not None:
            raise ValidationError(_("The visit is cleared already."))
        if self.cleared_first_id is None:
            self.cleared_first = user
        elif self.cleared_first_id == user.pk:
            raise ValidationError(_("The second clearance must come from another person."))
        else:
            self.cleared_second = user
        self.save()

    @classmethod
    def public_address(cls, number, on):
        """The page of the visit, or its row in the register where it is only listed."""
        visits = cls.objects.public(on)
        visit = visits.filter(registry_number=number).first()
        register = DelegationIndexPage.objects.visible(on).first()
        if not visit or not register:
            return None
        page = DelegationPage.objects.visible(on).filter(visit=visit).first()
        if page:
            return page.url
        rows = list(visits.newest_first().values_list("pk", flat=True))
        return f"{register.url}?page={rows.index(visit.pk) // PAGE_SIZE + 1}#{number}"

    def search_facts(self, code: str) -> list[str]:
        """The facts by which a search in a language finds the visit; labels in the active language."""
        return [
            self.registry_number,
            str(self.get_level_display()),
            *(country_name(row.country, code) for row in self.countries.all()),
            *(fact for row in self.institutions.all() for fact in row.institution.search_facts(code)),
            *(fact for role in self.roles.all() for fact in role.person.search_facts(code)),
            *search_dates(code, self.starts, self.ends),
        ]

    # The relations that search_facts() reads, as for prefetch_related().
    search_relations = ("countries", "institutions__institution__city", "roles__person")

    def can_be_cleared_by(self, user, on: datetime.date) -> bool:
        """Whether the visit took place by the date and still needs the clearance of this user."""
        return (
            self.state == VisitState.TOOK_PLACE
            and self.starts is not None
            and self.starts.earliest <= on
            and self.cleared_first_id != user.pk
            and self.cleared_second_id is None
        )

    def take_back_clearances(self) -> None:
        """Forget who cleared the visit, because it is no longer what they cleared; does not save."""
        self.cleared_first = self.cleared_second = None

    def country_codes(self) -> str:
        """The ISO codes of the countries and regions, as in the tables that visits are imported from."""
        return ";".join(row.country for row in self.countries.all())

    def size_in_words(self) -> str:
        """The number of people as exact as the source, in the active language; "" if unknown."""
        return qualified_number(self.size, self.size_qualifier)

    def institutions_as(self, part: str) -> list[Institution]:
        """The institutions that visit, or those that receive."""
        return [row.institution for row in self.institutions.all() if row.part == part]


class VisitCountry(Orderable):
    """A country or region that guests come from, or that our people go to."""

    visit = ParentalKey(Visit, on_delete=models.CASCADE, related_name="countries")
    country = CountryField(_("country or region"))

    class Meta(Orderable.Meta):
        verbose_name = _("country or region")
        constraints = [models.UniqueConstraint(fields=["visit", "country"], name="visit_country_once")]


class VisitInstitution(Orderable):
    """An institution that visits or receives."""

    visit = ParentalKey(Visit, on_delete=models.CASCADE, related_name="institutions")
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="visit_parts"
    )
    part = models.CharField(_("part"), max_length=10, choices=InstitutionPart)

    panels = [FieldRowPanel([FieldPanel("institution"), FieldPanel("part")])]

    class Meta(Orderable.Meta):
        verbose_name = _("institution")
        constraints = [
            models.UniqueConstraint(fields=["visit", "institution", "part"], name="visit_institution_once")
        ]


class VisitRole(Role):
    """What a person did on a visit."""

    visit = ParentalKey(Visit, on_delete=models.CASCADE, related_name="roles")
    part = models.CharField(_("role"), max_length=20, choices=VisitPart)

    panels = [*Role.panels[:2], *translated_panels(["position"])]

    class Meta(Role.Meta):
        verbose_name = _("person")
        constraints = [
            models.UniqueConstraint(fields=["visit", "person", "part"], name="visit_role_once_per_person")
        ]


class VisitConnection(Orderable):
    """An exhibition or agreement that a visit belongs to: its opening, its signing."""

    visit = ParentalKey(Visit, on_delete=models.CASCADE, related_name="connections")
    page = models.ForeignKey(
        Page, verbose_name=_("page"), on_delete=models.CASCADE, related_name="visit_connections"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("exhibition or agreement")
        constraints = [models.UniqueConstraint(fields=["visit", "page"], name="visit_connection_once")]


class DelegationPage(RecordPage):
    """The full page of a visit at publication level 3. It is visible only while its visit is public."""

    registry_prefix = "D"
    template = "pages/delegation.html"
    parent_page_types = ["delegations.DelegationIndexPage"]
    subpage_types = []

    visit = models.OneToOneField(
        Visit, verbose_name=_("visit"), on_delete=models.PROTECT, related_name="page"
    )

    objects = PageManager.from_queryset(DelegationQuerySet)()

    facts_panels = (
        advice(
            _(
                "Dates, people and institutions are in the register of visits. Visitors see this page only "
                "while its visit is public at level 3, even if the page is published."
            )
        ),
        FieldPanel("visit"),
    )

    class Meta:
        verbose_name = _("delegation")
        verbose_name_plural = _("delegations")

    search_relations = tuple(f"visit__{relation}" for relation in Visit.search_relations)

    def search_facts(self, code):
        return [*super().search_facts(code), *self.visit.search_facts(code)]

    def event_date(self):
        return self.visit.starts

    def registry_year(self):
        return self.visit.registry_year() if self.visit_id else None

    def is_visible(self, on=None):
        return self.visit.publication == Publication.FULL_PAGE and self.visit.is_public(on)

    def get_context(self, request, *args, **kwargs):
        from .views import delegation_context

        return super().get_context(request, *args, **kwargs) | delegation_context(self)


class DelegationIndexPage(RegisterPage, SectionPage):
    """The register of visits."""

    template = "pages/delegation_index.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["delegations.DelegationPage"]
    max_count = 1

    class Meta:
        verbose_name = _("register of visits")

    def register_for(self, query=None, now=None):
        from .views import VisitRegister

        return VisitRegister(query, now)
