"""Institutions, people, partners and agreements."""

import datetime
import zoneinfo

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, PageChooserPanel
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable, Page, PageManager
from wagtail.search import index

from museum_site.core.connections import Connection, institution_timeline
from museum_site.core.countries import CountryField, country_name, country_scope
from museum_site.core.enums import Confidence, Scope
from museum_site.core.languages import Prose, column, fallback_chain, language_name, name_of, prose
from museum_site.core.models import ImportKeyed, ProsePage, RecordPage, SectionPage, TranslatedRow
from museum_site.core.panels import advice, language_group, source_panels
from museum_site.core.partial_dates import PartialDate, PartialDateField, not_before, search_dates
from museum_site.core.registers import RegisterPage

from .enums import (
    ActionKind,
    CeremonyPart,
    CommitmentKind,
    CommitmentProgress,
    CooperationField,
    DocumentRole,
    InstitutionKind,
    Instrument,
    NameOrder,
    RelationKind,
    Side,
    Term,
)
from .forms import AgreementForm
from .querysets import AgreementQuerySet, InstitutionQuerySet, PartnerQuerySet
from .status import StatusOn, status_on

NAME_HELP = _(
    "The established name in each language. Leave a language empty where there is none: visitors then read "
    "the name in English or Chinese, marked as such."
)


class Named(index.Indexed, models.Model):
    """A record with a name in every language in which one is established; abstract.

    `name` is translated. A language without an established name shows the nearest one, marked as what it is.
    """

    name = models.CharField(_("name"), max_length=255, blank=True)

    search_fields = [
        *(index.SearchField(column("name", code), boost=5) for code, _name in settings.LANGUAGES),
        *(index.AutocompleteField(column("name", code)) for code, _name in settings.LANGUAGES),
    ]

    class Meta:
        abstract = True

    def __str__(self):
        return str(name_of(self)) or str(_("(no name)"))

    def search_facts(self, code: str) -> list[str]:
        """What a search in a language finds the record by: its names in that language, its fallbacks and its own."""
        return [str(name_of(self, language)) for language in fallback_chain(code)]

    def clean(self):
        super().clean()
        if not name_of(self):
            raise ValidationError(
                {column("name", settings.SOURCE_LANGUAGES[0]): _("A name is needed in one language.")}
            )


def validate_time_zone(name: str) -> None:
    """Raise ValidationError unless the name is in the IANA time zone database."""
    if name not in zoneinfo.available_timezones():
        raise ValidationError(_("%(name)s is not a time zone, such as Asia/Shanghai."), params={"name": name})


class City(Named):
    """A town in which institutions stand; its time zone decides what "today" is there."""

    country = CountryField(_("country or region"))
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    time_zone = models.CharField(
        _("time zone"),
        max_length=40,
        default="Asia/Shanghai",
        validators=[validate_time_zone],
        help_text=_("As in the IANA database, for example Europe/Paris."),
    )

    panels = [
        language_group("name", _("Name"), help_text=NAME_HELP),
        FieldPanel("country"),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude"), FieldPanel("time_zone")]),
    ]

    class Meta:
        verbose_name = _("city")
        verbose_name_plural = _("cities")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(latitude__isnull=True) | models.Q(latitude__range=(-90, 90)),
                name="city_latitude_in_range",
            ),
            models.CheckConstraint(
                condition=models.Q(longitude__isnull=True) | models.Q(longitude__range=(-180, 180)),
                name="city_longitude_in_range",
            ),
        ]

    def search_facts(self, code):
        return [*super().search_facts(code), country_name(self.country, code)]


# Patterns as published by each authority.
AUTHORITIES = {
    "wikidata": (r"^Q[1-9]\d*$", "Wikidata", "https://www.wikidata.org/wiki/"),
    "ulan": (r"^500\d{6}$", "ULAN", "http://vocab.getty.edu/page/ulan/"),
    "isil": (r"^[A-Z]{1,4}-[A-Za-z0-9:/\-]{1,11}$", "ISIL", ""),
    "ror": (r"^0[a-hj-km-np-tv-z0-9]{6}\d{2}$", "ROR", "https://ror.org/"),
    "viaf": (r"^[1-9]\d{1,21}$", "VIAF", "https://viaf.org/viaf/"),
}


def authority_field(key: str) -> models.CharField:
    """The column of an identifier of an authority, checked by its pattern."""
    pattern, label, _address = AUTHORITIES[key]
    # Translators: {authority} is a register of institutions, such as ULAN.
    message = format_lazy(_("This does not look like an identifier of {authority}."), authority=label)
    return models.CharField(label, max_length=24, blank=True, validators=[RegexValidator(pattern, message)])


class Institution(ImportKeyed, Named):
    """A museum, ministry, publisher …: whoever takes part in international exchange."""

    native_name = models.CharField(
        _("native name"),
        max_length=255,
        blank=True,
        help_text=_("The institution's own name in its own script."),
    )
    native_language = models.CharField(
        _("language of the native name"),
        max_length=12,
        blank=True,
        validators=[
            RegexValidator(
                r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", _("Write a language tag such as nb or pt-BR.")
            )
        ],
    )
    kind = models.CharField(_("kind"), max_length=30, choices=InstitutionKind, default=InstitutionKind.MUSEUM)
    parent = models.ForeignKey(
        "self",
        verbose_name=_("part of"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="parts",
    )
    country = CountryField(
        _("country or region"),
        help_text=_("Whose institution it is; an embassy belongs to the country that sends it."),
    )
    city = models.ForeignKey(
        City,
        verbose_name=_("city"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="institutions",
    )
    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )
    website = models.URLField(_("website"), blank=True)
    founded = models.PositiveSmallIntegerField(
        _("year of foundation"), null=True, blank=True, validators=[MaxValueValidator(2100)]
    )
    wikidata = authority_field("wikidata")
    ulan = authority_field("ulan")
    isil = authority_field("isil")
    ror = authority_field("ror")
    viaf = authority_field("viaf")
    sources = models.TextField(_("sources"), blank=True)
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence, default=Confidence.HIGH)

    objects = InstitutionQuerySet.as_manager()

    panels = [
        language_group("name", _("Name"), help_text=NAME_HELP),
        FieldRowPanel([FieldPanel("native_name"), FieldPanel("native_language")]),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("parent")]),
        FieldRowPanel([FieldPanel("country"), FieldPanel("city")]),
        FieldRowPanel([FieldPanel("latitude"), FieldPanel("longitude"), FieldPanel("founded")]),
        FieldPanel("website"),
        MultiFieldPanel([FieldRowPanel([FieldPanel(key) for key in AUTHORITIES])], heading=_("Identifiers")),
        FieldPanel("sources"),
        FieldPanel("confidence"),
    ]

    search_fields = [
        *Named.search_fields,
        index.SearchField("native_name"),
        index.AutocompleteField("native_name"),
        index.FilterField("country"),
        index.FilterField("kind"),
    ]

    class Meta:
        verbose_name = _("institution")
        verbose_name_plural = _("institutions")
        constraints = [
            *(
                models.CheckConstraint(
                    condition=models.Q(**{key: ""}) | models.Q(**{f"{key}__regex": pattern}),
                    name=f"institution_{key}_pattern",
                )
                for key, (pattern, _label, _address) in AUTHORITIES.items()
            ),
            *(
                models.UniqueConstraint(
                    fields=[key],
                    condition=~models.Q(**{key: ""}),
                    name=f"institution_{key}_unique",
                    # Translators: {authority} is a register of institutions, such as ULAN.
                    violation_error_message=format_lazy(
                        _("Another institution has this identifier of {authority}."), authority=label
                    ),
                )
                for key, (_pattern, label, _address) in AUTHORITIES.items()
            ),
        ]

    @property
    def scope(self) -> str:
        """Domestic, regional, foreign or international; computed from kind and country."""
        if self.kind == InstitutionKind.INTERNATIONAL_ORGANISATION:
            return Scope.INTERNATIONAL
        return country_scope(self.country)

    def clean(self):
        super().clean()
        ancestor, seen = self.parent, {self.pk}
        while ancestor:
            if ancestor.pk in seen:
                raise ValidationError({"parent": _("An institution cannot be part of itself.")})
            seen.add(ancestor.pk)
            ancestor = ancestor.parent

    def search_facts(self, code):
        facts = [*super().search_facts(code), self.native_name, country_name(self.country, code)]
        return [*facts, *self.city.search_facts(code)] if self.city else facts

    def identifiers(self) -> list[tuple[str, str, str]]:
        """Authority, identifier and address (may be empty) of every identifier that the record has."""
        return [
            (label, value, address + value if address else "")
            for key, (_pattern, label, address) in AUTHORITIES.items()
            if (value := getattr(self, key))
        ]


class Person(ImportKeyed, Named):
    """Someone who signed, spoke, led a delegation …: a name, and nothing else about the person."""

    native_name = models.CharField(_("name in native script"), max_length=255, blank=True)
    name_order = models.CharField(_("name order"), max_length=20, choices=NameOrder, blank=True)

    panels = [
        language_group("name", _("Name"), help_text=NAME_HELP),
        FieldRowPanel([FieldPanel("native_name"), FieldPanel("name_order")]),
    ]

    search_fields = [
        *Named.search_fields,
        index.SearchField("native_name"),
        index.AutocompleteField("native_name"),
    ]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")

    def search_facts(self, code):
        return [*super().search_facts(code), self.native_name]


class Role(TranslatedRow):
    """A person at an event: for whom, and under which title *as held at the event*; abstract.

    `position` is translated. Each event's own subclass adds the event and `part`, the kind of role.
    """

    person = models.ForeignKey(Person, verbose_name=_("person"), on_delete=models.PROTECT, related_name="+")
    institution = models.ForeignKey(
        Institution,
        verbose_name=_("acted for"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    position = models.CharField(
        _("position"), max_length=255, blank=True, help_text=_("The title that the person held at the event.")
    )
    side = models.CharField(_("side"), max_length=10, choices=Side, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("person"), FieldPanel("part")]),
        FieldRowPanel([FieldPanel("institution"), FieldPanel("side")]),
        *source_panels(["position"]),
    ]

    class Meta(TranslatedRow.Meta):
        abstract = True


class PartnerPage(RecordPage):
    """A partner: one institution and everything that ties it to the registers."""

    registry_prefix = "P"
    template = "pages/partner.html"
    parent_page_types = ["partnerships.PartnerIndexPage"]
    subpage_types = []

    institution = models.OneToOneField(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="page"
    )

    objects = PageManager.from_queryset(PartnerQuerySet)()

    # The heading is the institution's name; it is not typed twice.
    prose_fields = ("summary", "body")
    facts_panels = (
        advice(
            _(
                "The heading of the page is the name of the institution: change it in the register of "
                "institutions. Agreements, exhibitions and visits appear on the page by themselves."
            )
        ),
        FieldPanel("institution"),
    )

    search_fields = [
        *RecordPage.search_fields,
        index.RelatedFields("institution", [*Named.search_fields, index.SearchField("native_name")]),
    ]

    class Meta:
        verbose_name = _("partner")
        verbose_name_plural = _("partners")

    def heading_in(self, code: str | None = None) -> Prose:
        # A new page is asked for its title before an institution is chosen.
        return name_of(self.institution, code) if self.institution_id else super().heading_in(code)

    def has_own_heading_in(self, code: str) -> bool:
        return bool(self.institution_id and getattr(self.institution, column("name", code)))

    search_relations = ("institution__city",)

    def search_facts(self, code):
        institution = self.institution
        identifiers = [identifier for _label, identifier, _address in institution.identifiers()]
        return [
            *super().search_facts(code),
            *institution.search_facts(code),
            str(institution.get_kind_display()),
            *identifiers,
        ]

    def timeline(self, now: datetime.datetime) -> list[Connection]:
        """Agreements, exhibitions and visits of the institution at a moment, newest first."""
        return institution_timeline(self.institution, now)

    def card_facts(self):
        city, code = self.institution.city, self.institution.country
        return [*([name_of(city)] if city else []), *([country_name(code)] if code else [])]

    def partner_since(
        self, now: datetime.datetime, timeline: list[Connection] | None = None
    ) -> PartialDate | None:
        """The earliest dated tie; None where there is none. `timeline` saves asking for it again."""
        ties = self.timeline(now) if timeline is None else timeline
        return min((item.date for item in ties if item.date), default=None)

    def get_context(self, request, *args, **kwargs):
        from .views import partner_context

        return super().get_context(request, *args, **kwargs) | partner_context(self)


class AgreementPage(RecordPage):
    """A signed document between institutions, with its ceremony, its life and what was promised."""

    registry_prefix = "A"
    template = "pages/agreement.html"
    parent_page_types = ["partnerships.AgreementIndexPage"]
    subpage_types = []

    instrument = models.CharField(
        _("instrument"), max_length=30, choices=Instrument, default=Instrument.UNSPECIFIED
    )
    further_parties_unknown = models.BooleanField(
        _("further parties are not known"),
        default=False,
        help_text=_("The sources do not name all who joined."),
    )
    signed_on = PartialDateField(_("signed on"), null=True, blank=True)
    place = models.CharField(_("place of signing"), max_length=255, blank=True)
    ceremony_note = models.CharField(
        _("note on the ceremony"), max_length=500, blank=True, help_text=_("What the roles below cannot say.")
    )
    in_force_from = PartialDateField(
        _("in force from"), null=True, blank=True, help_text=_("Only where it is not the day of signing.")
    )
    term = models.CharField(_("term"), max_length=20, choices=Term, default=Term.UNKNOWN)
    valid_until = PartialDateField(_("valid until"), null=True, blank=True)

    objects = PageManager.from_queryset(AgreementQuerySet)()
    base_form_class = AgreementForm

    facts_panels = (
        advice(
            _(
                "The status (in force, expired …) is not typed. It is computed for every day from the "
                "signing, the term and what happened afterwards."
            )
        ),
        FieldPanel("instrument"),
        InlinePanel("parties", heading=_("Parties"), label=_("Party")),
        FieldPanel("further_parties_unknown"),
        InlinePanel("fields", heading=_("Fields of cooperation"), label=_("Field")),
        MultiFieldPanel(
            [
                FieldPanel("signed_on"),
                *source_panels(["place", "ceremony_note"]),
                InlinePanel("roles", heading=_("People at the ceremony"), label=_("Person")),
            ],
            heading=_("Signing"),
        ),
        MultiFieldPanel(
            [FieldRowPanel([FieldPanel("term"), FieldPanel("in_force_from"), FieldPanel("valid_until")])],
            heading=_("Term"),
        ),
        InlinePanel("actions", heading=_("What happened afterwards"), label=_("Action")),
        InlinePanel("relations", heading=_("Earlier agreements"), label=_("Relation")),
        InlinePanel("commitments", heading=_("Commitments"), label=_("Commitment")),
    )
    picture_panels = (
        *ProsePage.picture_panels,
        InlinePanel("agreement_documents", heading=_("Texts of the agreement"), label=_("Text")),
    )

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints = [
            models.CheckConstraint(
                condition=not_before("valid_until", "signed_on"), name="agreement_ends_not_before_signing"
            ),
            models.CheckConstraint(
                condition=not_before("in_force_from", "signed_on"),
                name="agreement_in_force_not_before_signing",
            ),
            models.CheckConstraint(
                condition=~models.Q(term=Term.FIXED) | models.Q(valid_until__isnull=False),
                name="agreement_fixed_term_has_end",
            ),
        ]

    def registry_year(self):
        return self.signed_on.year if self.signed_on else None

    def clean(self):
        super().clean()
        if self.term == Term.FIXED and not self.valid_until:
            raise ValidationError({"valid_until": _("A fixed term needs the date on which it ends.")})
        for field in ("valid_until", "in_force_from"):
            value = getattr(self, field)
            if value and self.signed_on and value.latest < self.signed_on.earliest:
                raise ValidationError({field: _("This is before the day of signing.")})
        if self.live and self.pk and not self.has_enough_parties(self.parties.count()):
            raise ValidationError(self.TOO_FEW_PARTIES)

    TOO_FEW_PARTIES = _("An agreement needs at least two parties, or one if further parties are not known.")

    def has_enough_parties(self, count: int) -> bool:
        """Whether a number of named parties is enough to publish the agreement."""
        return count >= (1 if self.further_parties_unknown else 2)

    search_relations = ("parties__institution__city", "roles__person", "fields")

    def search_facts(self, code):
        return [
            *super().search_facts(code),
            str(self.get_instrument_display()),
            *(fact for party in self.parties.all() for fact in party.institution.search_facts(code)),
            *(str(field.get_field_display()) for field in self.fields.all()),
            *(fact for role in self.roles.all() for fact in role.person.search_facts(code)),
            *search_dates(code, self.signed_on),
        ]

    def event_date(self):
        return self.signed_on

    def card_facts(self):
        parties = [party.institution for party in self.parties.all()]
        return [*super().card_facts(), *(name_of(institution) for institution in parties)]

    def status_on(self, on: datetime.date) -> StatusOn:
        """The status on a date, with the date that decided it."""
        return status_on(self, on)

    def get_context(self, request, *args, **kwargs):
        from .views import agreement_context

        return super().get_context(request, *args, **kwargs) | agreement_context(self)


class AgreementParty(Orderable):
    """One of the institutions that an agreement binds."""

    page = ParentalKey(AgreementPage, on_delete=models.CASCADE, related_name="parties")
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="agreement_parties"
    )

    class Meta(Orderable.Meta):
        verbose_name = _("party")
        constraints = [
            models.UniqueConstraint(fields=["page", "institution"], name="institution_is_party_once"),
        ]


class AgreementField(Orderable):
    """A field of cooperation that an agreement names."""

    page = ParentalKey(AgreementPage, on_delete=models.CASCADE, related_name="fields")
    field = models.CharField(_("field"), max_length=20, choices=CooperationField)

    class Meta(Orderable.Meta):
        verbose_name = _("field of cooperation")
        constraints = [models.UniqueConstraint(fields=["page", "field"], name="field_of_cooperation_once")]


class CeremonyRole(Role):
    """What a person did at the signing ceremony; one person may have signed and presided."""

    page = ParentalKey(AgreementPage, on_delete=models.CASCADE, related_name="roles")
    part = models.CharField(_("role"), max_length=20, choices=CeremonyPart)

    class Meta(Role.Meta):
        verbose_name = _("role at the ceremony")
        constraints = [
            models.UniqueConstraint(fields=["page", "person", "part"], name="ceremony_role_once_per_person")
        ]


class AgreementAction(TranslatedRow):
    """Something that happened to an agreement after it was signed. `note` is translated."""

    page = ParentalKey(AgreementPage, on_delete=models.CASCADE, related_name="actions")
    kind = models.CharField(_("action"), max_length=20, choices=ActionKind)
    on = PartialDateField(_("on"))
    until = PartialDateField(_("new end"), null=True, blank=True, help_text=_("For an extension or renewal."))
    note = models.CharField(_("note"), max_length=500, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("on"), FieldPanel("until")]),
        *source_panels(["note"]),
    ]

    class Meta(TranslatedRow.Meta):
        verbose_name = _("action")
        constraints = [
            models.CheckConstraint(condition=not_before("until", "on"), name="action_until_not_before_on")
        ]

    def clean(self):
        super().clean()
        if self.until and self.on and self.until.latest < self.on.earliest:
            raise ValidationError({"until": _("The new end is before the action.")})


class AgreementDocument(Orderable):
    """A text of an agreement in one language."""

    page = ParentalKey(AgreementPage, on_delete=models.CASCADE, related_name="agreement_documents")
    document = models.ForeignKey(
        get_document_model_string(), verbose_name=_("document"), on_delete=models.PROTECT, related_name="+"
    )
    language = models.CharField(
        _("language of the text"),
        max_length=12,
        validators=[
            RegexValidator(
                r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", _("Write a language tag such as nb or pt-BR.")
            )
        ],
        help_text=_("A language tag: en, zh-Hans, nb …"),
    )
    role = models.CharField(_("role"), max_length=20, choices=DocumentRole, default=DocumentRole.AUTHENTIC)

    class Meta(Orderable.Meta):
        verbose_name = _("text of the agreement")

    @property
    def language_in_words(self) -> str:
        """The name of the text's language in the active language; its tag where that has no name."""
        return language_name(self.language)


class AgreementRelation(Orderable):
    """How an agreement relates to an earlier one."""

    page = ParentalKey(AgreementPage, on_delete=models.CASCADE, related_name="relations")
    kind = models.CharField(_("relation"), max_length=20, choices=RelationKind)
    earlier = models.ForeignKey(
        AgreementPage,
        verbose_name=_("earlier agreement"),
        on_delete=models.CASCADE,
        related_name="later_relations",
    )

    panels = [FieldPanel("kind"), PageChooserPanel("earlier", "partnerships.AgreementPage")]

    class Meta(Orderable.Meta):
        verbose_name = _("relation")
        constraints = [
            models.UniqueConstraint(fields=["page", "earlier", "kind"], name="relation_once"),
            models.CheckConstraint(
                condition=~models.Q(page=models.F("earlier")),
                name="relation_not_to_itself",
                violation_error_message=_("An agreement cannot relate to itself."),
            ),
        ]


class Commitment(TranslatedRow):
    """A joint programme that the parties planned. `heading` and `summary` are translated."""

    page = ParentalKey(AgreementPage, on_delete=models.CASCADE, related_name="commitments")
    kind = models.CharField(_("kind"), max_length=20, choices=CommitmentKind, default=CommitmentKind.OTHER)
    heading = models.CharField(_("heading"), max_length=255, blank=True)
    summary = models.TextField(_("summary"), blank=True)
    due = PartialDateField(_("due"), null=True, blank=True)
    progress = models.CharField(
        _("progress"), max_length=20, choices=CommitmentProgress, default=CommitmentProgress.PLANNED
    )
    kept_by = models.ForeignKey(
        Page,
        verbose_name=_("kept by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="kept_commitments",
        help_text=_("The exhibition, visit or news that kept the promise."),
    )
    evidence = models.URLField(
        _("evidence elsewhere"),
        blank=True,
        help_text=_("The address of a book, forum or report that kept the promise."),
    )

    panels = [
        FieldRowPanel([FieldPanel("kind"), FieldPanel("due"), FieldPanel("progress")]),
        *source_panels(["heading", "summary"]),
        FieldRowPanel([FieldPanel("kept_by"), FieldPanel("evidence")]),
    ]

    class Meta(TranslatedRow.Meta):
        verbose_name = _("commitment")

    def __str__(self):
        return str(prose(self, "heading"))


class PartnerIndexPage(RegisterPage, SectionPage):
    """The register of partners."""

    template = "pages/partner_index.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["partnerships.PartnerPage"]
    max_count = 1

    class Meta:
        verbose_name = _("register of partners")

    def register_for(self, query=None, now=None):
        from .views import PartnerRegister

        return PartnerRegister(query, now)

    def get_context(self, request, *args, **kwargs):
        from .maps import PartnerMap

        context = super().get_context(request, *args, **kwargs)
        return context | {"partner_map": PartnerMap(context["register"])}


class AgreementIndexPage(RegisterPage, SectionPage):
    """The register of agreements."""

    template = "pages/agreement_index.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["partnerships.AgreementPage"]
    max_count = 1

    class Meta:
        verbose_name = _("register of agreements")

    def register_for(self, query=None, now=None):
        from .views import AgreementRegister

        return AgreementRegister(query, now)
