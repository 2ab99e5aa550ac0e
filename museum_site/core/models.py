"""What every page and record of the site stands on."""

import secrets
import uuid

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import Http404
from django.utils import timezone, translation
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _
from modelcluster.models import get_all_child_relations
from modeltranslation.translator import NotRegistered, translator
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import AbstractDocument
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition
from wagtail.models import Orderable, Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index
from wagtail.utils.decorators import cached_classmethod

from .alternates import alternates
from .blocks import BodyBlock
from .enums import Confidence, Rights, TextState
from .forms import ProsePageForm
from .languages import Prose, column, columns, desk_languages, language, prose
from .panels import page_tabs
from .partial_dates import PartialDate
from .registry import Registered, RegistrySequence
from .sources import Source, sources_in
from .translation_state import NewerOriginal, newer_originals

__all__ = [
    "ImportKeyed",
    "MuseumDocument",
    "MuseumImage",
    "MuseumRendition",
    "ProsePage",
    "RecordPage",
    "RegistrySequence",
    "SectionPage",
    "TranslatedRow",
]


class MuseumImage(AbstractImage):
    """A picture with its alternative text and caption in every language, its credit and its rights.

    `alt` and `caption` are translated. Wagtail's own `title` is the working title in the admin and
    `description` is not used.
    """

    alt = models.CharField(
        _("alternative text"),
        max_length=300,
        blank=True,
        help_text=_("What the picture shows, for people who cannot see it. Leave empty only for decoration."),
    )
    caption = models.CharField(_("caption"), max_length=500, blank=True)
    credit = models.CharField(
        _("credit"),
        max_length=250,
        blank=True,
        help_text=_("Photographer and owner, as they ask to be named."),
    )
    rights = models.CharField(_("rights"), max_length=20, choices=Rights, default=Rights.OWN)

    admin_form_fields = (
        "file",
        "title",
        *(column(field, code) for code, _name in settings.LANGUAGES for field in ("alt", "caption")),
        "credit",
        "rights",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
        "tags",
        "collection",
    )

    class Meta(AbstractImage.Meta):
        verbose_name = _("image")
        verbose_name_plural = _("images")

    def get_upload_to(self, filename):
        """The path of the original, from which the names of all sizes are made: nobody can guess it."""
        folder, name = super().get_upload_to(filename).rsplit("/", 1)
        return f"{folder}/{secrets.token_hex(4)}-{name}"

    def alt_in(self, code: str | None = None) -> Prose:
        """The alternative text in a language (the active one by default) or its fallback."""
        return prose(self, "alt", code)

    def caption_in(self, code: str | None = None) -> Prose:
        """The caption in a language (the active one by default) or its fallback."""
        return prose(self, "caption", code)

    @property
    def default_alt_text(self):
        """The alternative text of the active language, for Wagtail's template tags."""
        return str(self.alt_in())


class MuseumRendition(AbstractRendition):
    """A size and format of a MuseumImage."""

    image = models.ForeignKey(MuseumImage, related_name="renditions", on_delete=models.CASCADE)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["image", "filter_spec", "focal_point_key"], name="one_rendition_per_filter"
            )
        ]


class MuseumDocument(AbstractDocument):
    """A file for visitors with its title in every language.

    `name` is translated. Wagtail's own `title` is the working title in the admin; where there is no name, visitors see
    it.
    """

    name = models.CharField(
        _("title for visitors"),
        max_length=255,
        blank=True,
        help_text=_("Left empty, the working title is shown."),
    )

    admin_form_fields = (
        "title",
        "file",
        *(column("name", code) for code in settings.SOURCE_LANGUAGES),
        "collection",
        "tags",
    )

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class ImportKeyed(models.Model):
    """A record that can be imported: the key by which a second import finds it again."""

    import_key = models.CharField(
        _("import key"),
        max_length=80,
        unique=True,
        null=True,
        blank=True,
        editable=False,
        help_text=_("The key of the record in the tables that it was imported from."),
    )

    class Meta:
        abstract = True


class TranslatedRow(Orderable):
    """A row of a page or record that has words of its own.

    Publishing a draft writes inline rows anew under new primary keys. The `uid` stays, so that the
    translations of a row can be found again.
    """

    uid = models.UUIDField(default=uuid.uuid4, editable=False)

    class Meta(Orderable.Meta):
        abstract = True


def in_private_section() -> models.Exists:
    """Whether a page, or a page above it, is private: a condition where Wagtail's public() asks a query of its own."""
    path = models.ExpressionWrapper(models.OuterRef("path"), output_field=models.CharField())
    restrictions = PageViewRestriction.objects.alias(inner_path=path)
    return models.Exists(restrictions.filter(inner_path__startswith=models.F("page__path")))


class ProsePageQuerySet(PageQuerySet):
    """Pages as the public site sees them."""

    def visible(self, on=None):
        """Pages that visitors may see on a date (today by default)."""
        return self.live().exclude(in_private_section())

    # The translated field that holds the heading.
    heading_field = "heading"

    def count_texts(self, codes) -> dict[str, int]:
        """How many of the pages have text in each language, and under "total" how many there are; one query.

        The rule is that of ProsePage.has_text_in().
        """
        summarised = models.Q()
        for source in settings.SOURCE_LANGUAGES:
            summarised |= models.Q(**{f"{column('summary', source)}__gt": ""})
        counts = {"total": models.Count("pk")}
        for code in codes:
            has_heading = models.Q(**{f"{column(self.heading_field, code)}__gt": ""})
            has_summary = models.Q(**{f"{column('summary', code)}__gt": ""})
            counts[column("text", code)] = models.Count(
                "pk", filter=has_heading & (has_summary | ~summarised)
            )
        found = self.aggregate(**counts)
        return {"total": found["total"], **{code: found[column("text", code)] for code in codes}}

    def with_texts(self):
        """Load what tells in which languages a page has text, without the bodies."""
        return self.defer(*(column("body", code) for code, _autonym in settings.LANGUAGES))

    def with_heading(self, *fields: str, code: str | None = None):
        """Load only what a listing prints: addresses, heading in the language and its fallbacks, and `fields`.

        A field that is translated is given by its bare name and loaded in the same languages.
        """
        translated = set(translated_fields(self.model))
        wanted = ["id", "path", "depth", "url_path", "slug", "content_type", "live"]
        for field in ("heading", *fields):
            wanted += columns(field, code) if field in translated else [field]
        return self.only(*wanted)


def translated_fields(model) -> list[str]:
    """The names of a model's translated fields; [] for a model that is not registered for translation."""
    try:
        return list(translator.get_options_for_model(model).all_fields)
    except NotRegistered:
        return []


def desk_columns(model) -> list[str]:
    """The columns of a model that only the translators' desk writes."""
    return [column(field, code) for field in translated_fields(model) for code in desk_languages()]


def keep_desk_translations(live: Page, draft: Page) -> None:
    """Give a draft the translations of the live page, for the page and, by `uid`, for its inline rows.

    A revision holds every column of the page at the moment when it was made. Translations are published at the
    desk on their own, so an older draft must not bring older ones back (architecture rule 1.2).
    """
    model = type(live)
    live_values = model._base_manager.filter(pk=live.pk).values(*desk_columns(model)).first() or {}
    for name, value in live_values.items():
        setattr(draft, name, value)
    for relation in get_all_child_relations(model):
        row_model, accessor = relation.related_model, relation.get_accessor_name()
        names = desk_columns(row_model)
        if not names:
            continue
        rows = row_model._base_manager.filter(**{relation.field.name: live.pk}).values("uid", *names)
        by_uid = {row.pop("uid"): row for row in rows}
        for row in getattr(draft, accessor).all():
            for name, value in by_uid.get(row.uid, {}).items():
                setattr(row, name, value)


class ProsePage(Page):
    """A page whose prose is in several languages; abstract.

    Translated: `heading` (the page's title for visitors), `summary` (one to three sentences, also the description
    for search engines) and `body`. Wagtail's `title` is only the working title in the admin.
    """

    heading = models.CharField(_("heading"), max_length=255, blank=True)
    summary = models.TextField(
        _("summary"), blank=True, help_text=_("One to three sentences; search engines show them too.")
    )
    body = StreamField(BodyBlock(), verbose_name=_("body"), blank=True)
    lead_image = models.ForeignKey(
        MuseumImage,
        verbose_name=_("lead image"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = PageManager.from_queryset(ProsePageQuerySet)()

    base_form_class = ProsePageForm

    prose_fields = ("heading", "summary", "body")
    # The facts of the record, shown on the first tab; the panels of each domain.
    facts_panels = ()
    picture_panels = (FieldPanel("lead_image"),)
    promote_panels = (FieldPanel("slug"),)
    settings_panels = (*Page.settings_panels, FieldPanel("show_in_menus"))

    search_fields = [
        *Page.search_fields,
        *(index.SearchField(column("heading", code), boost=5) for code, _name in settings.LANGUAGES),
        *(index.AutocompleteField(column("heading", code)) for code, _name in settings.LANGUAGES),
        *(
            index.SearchField(column(field, code))
            for code, _name in settings.LANGUAGES
            for field in ("summary", "body")
        ),
    ]

    class Meta:
        abstract = True

    @cached_classmethod
    def get_edit_handler(cls):
        """The page form: Facts, one tab per source language, Pictures and documents, Promote, Settings."""
        return page_tabs(cls)

    def heading_in(self, code: str | None = None) -> Prose:
        """The heading in a language (the active one by default) or its fallback."""
        return prose(self, "heading", code)

    def has_own_heading_in(self, code: str) -> bool:
        """Whether the heading exists in the language itself."""
        return bool(getattr(self, column("heading", code)))

    def has_text_in(self, code: str) -> bool:
        """Whether the page can be offered in a language: it has its heading, and its summary if any source has one."""
        has_summary = any(getattr(self, column("summary", source)) for source in settings.SOURCE_LANGUAGES)
        return self.has_own_heading_in(code) and (
            not has_summary or bool(getattr(self, column("summary", code)))
        )

    @cached_property
    def newer_originals(self) -> dict[str, NewerOriginal]:
        """By code, the languages in which the text is older than its original; asked once."""
        return newer_originals(self)

    def newer_original_in(self, code: str) -> NewerOriginal | None:
        """The days of original and translation where the text in a language is older than its original.

        Only a translation that is there can be: a page without one is asked for no more.
        """
        is_translated = code in desk_languages() and self.has_text_in(code)
        return self.newer_originals.get(code) if is_translated else None

    # What a page is in a language in which it has no text.
    without_text = TextState.UNTRANSLATED

    def text_state_in(self, code: str) -> TextState:
        """How far the text stands in a language."""
        if not self.has_text_in(code):
            return self.without_text
        if self.newer_original_in(code):
            return TextState.OUTDATED
        missing = any(
            not getattr(self, column(field, code))
            and any(getattr(self, column(field, source)) for source in settings.SOURCE_LANGUAGES)
            for field in self.prose_fields
        )
        return TextState.PARTIAL if missing else TextState.COMPLETE

    def text_languages(self) -> list[str]:
        """The codes of the public languages in which the page has text."""
        return [code for code in settings.PUBLIC_LANGUAGES if self.has_text_in(code)]

    def working_title(self) -> str:
        """The heading in the first source language that has one: Wagtail's title."""
        return str(self.heading_in(settings.SOURCE_LANGUAGES[0])) or self.title

    def default_slug(self) -> str:
        """An ASCII slug for a page that has none yet."""
        return (
            slugify(self.working_title())[:80].strip("-") or f"{self._meta.model_name}-{uuid.uuid4().hex[:8]}"
        )

    def set_title_and_slug(self):
        """Derive the working title, and a slug where there is none."""
        self.title = self.draft_title = self.working_title()
        # Without a place in the tree the slugs of the siblings are not known yet; saving comes here again.
        if not self.slug and self.path:
            self.slug = self._get_autogenerated_slug(self.default_slug())

    def full_clean(self, *args, **kwargs):
        self.set_title_and_slug()
        super().full_clean(*args, **kwargs)

    def minimal_clean(self):
        self.set_title_and_slug()
        super().minimal_clean()

    def clean(self):
        super().clean()
        if not any(self.has_own_heading_in(code) for code in settings.SOURCE_LANGUAGES):
            raise ValidationError(_("A page needs a heading in English or Chinese."))

    def with_content_json(self, content):
        draft = super().with_content_json(content)
        if self.pk:
            keep_desk_translations(self, draft)
        return draft

    @property
    def preview_modes(self):
        """One preview per language."""
        return [(code, language(code).autonym) for code, _name in settings.LANGUAGES]

    def serve_preview(self, request, mode_name):
        """Show the draft in the language that the mode names, or in the first source language."""
        with translation.override(mode_name or settings.SOURCE_LANGUAGES[0]):
            request.LANGUAGE_CODE = translation.get_language()
            return super().serve_preview(request, mode_name).render()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"alternates": alternates(request, self)}

    # The view that finds a page also learns whether it is private; None: not known.
    is_private = None

    def get_view_restrictions(self):
        if self.is_private is False:
            return PageViewRestriction.objects.none()
        return super().get_view_restrictions()

    # The relations that search_facts() reads, as for prefetch_related().
    search_relations = ()

    def search_facts(self, code: str) -> list[str]:
        """The facts by which a search in a language finds the page, besides its prose: names, numbers, dates, labels.

        Labels are in the active language, which the caller sets to `code`.
        """
        return []

    def structured_data(self, request, museum) -> list[dict]:
        """What the page is about in the vocabulary of schema.org; `museum` is the site's Institution, or None."""
        return []

    def event_date(self) -> PartialDate | None:
        """The date of what the page tells of; None where there is none."""
        return None

    def card_facts(self) -> list[Prose | str]:
        """When and where, in the active language, as short lines for the page's social card."""
        date = self.event_date()
        return [date.localized()] if date else []

    def is_visible(self, on=None) -> bool:
        """Whether visitors may see this live page on a date; a domain may know reasons against it."""
        return True

    def serve(self, request, *args, **kwargs):
        if not self.is_visible(timezone.localdate()):
            raise Http404
        return super().serve(request, *args, **kwargs)

    def handle_options_request(self, request, *args, **kwargs):
        # Wagtail answers OPTIONS without serve(); even that a page exists must not be told.
        if not self.is_visible(timezone.localdate()):
            raise Http404
        return super().handle_options_request(request, *args, **kwargs)


class RecordPage(ImportKeyed, Registered, ProsePage):
    """A page that is a record of a register: numbered, sourced, permanent; abstract."""

    credits = models.TextField(
        _("credits"), blank=True, help_text=_("People and institutions to be thanked, one per line.")
    )
    sources = models.TextField(
        _("sources"),
        blank=True,
        help_text=_("Where the facts come from, one source per line: an address or a title."),
    )
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence, default=Confidence.HIGH)

    without_text = TextState.FACTS_ONLY

    source_panels = (FieldPanel("sources"), FieldPanel("confidence"), FieldPanel("credits"))
    # A copy is another record: it gets a number of its own.
    exclude_fields_in_copy = ["registry_number", "import_key"]

    class Meta:
        abstract = True

    search_fields = [
        *ProsePage.search_fields,
        index.SearchField("registry_number"),
        index.FilterField("registry_number"),
    ]

    def search_facts(self, code):
        return [self.registry_number, *super().search_facts(code)]

    @classmethod
    def public_address(cls, number, on):
        page = cls.objects.visible(on).filter(registry_number=number).first()
        return page and page.url

    def with_content_json(self, content):
        draft = super().with_content_json(content)
        # Both name the record as a whole, not one version of its text.
        draft.registry_number, draft.import_key = self.registry_number, self.import_key
        return draft

    def source_list(self) -> list[Source]:
        """The sources, in their order."""
        return sources_in(self.sources)

    def full_clean(self, *args, **kwargs):
        # The number is given at the first save; validation must not ask for it.
        kwargs["exclude"] = {
            *(kwargs.get("exclude") or ()),
            *(() if self.registry_number else ("registry_number",)),
        }
        super().full_clean(*args, **kwargs)


class SectionPage(ProsePage):
    """The page above a register or a collection of pages, a section of the site; abstract."""

    show_in_menus_default = True

    class Meta:
        abstract = True
