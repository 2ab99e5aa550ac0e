"""The term base: what the museum's words are called in each language, and what they are not called.

A concept is proposed as a draft, approved by publishing it, and retired by unpublishing it: drafts, history and rights
are Wagtail's own. Only what is published counts at the desk and in the page editor.
"""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel
from wagtail.models import DraftStateMixin, Orderable, RevisionMixin

from museum_site.core.languages import fallback_chain
from museum_site.core.models import ImportKeyed

from .enums import ConceptStatus, Domain, Gender, PartOfSpeech, Usage
from .forms import ConceptForm
from .querysets import ConceptQuerySet


class Concept(ImportKeyed, DraftStateMixin, RevisionMixin, ClusterableModel):
    """Something that has a name in every language: one meaning, however many words there are for it."""

    domain = models.CharField(pgettext_lazy("term", "field"), max_length=20, choices=Domain)
    note = models.TextField(
        _("note"),
        blank=True,
        help_text=_("What translators should know: when the term is used, and when not."),
    )
    source = models.TextField(
        _("source"),
        blank=True,
        help_text=_("The standard or treaty that the definition or the terms come from, if there is one."),
    )

    base_form_class = ConceptForm

    panels = [
        FieldPanel("domain"),
        InlinePanel("definitions", heading=_("Definitions"), label=_("Definition")),
        InlinePanel("forms", heading=_("Forms"), label=pgettext_lazy("term", "Form"), min_num=1),
        FieldPanel("note"),
        FieldPanel("source"),
    ]

    objects = ConceptQuerySet.as_manager()

    class Meta:
        verbose_name = _("concept")
        verbose_name_plural = _("concepts")

    def __str__(self):
        return self.name_in() or str(_("(no name)"))

    def save(self, **kwargs):
        """Save the concept and its rows.

        Rows are written anew: two that exchange their texts, or which of them is preferred, would otherwise be refused
        half-way by the constraints.
        """
        with transaction.atomic():
            if self.pk and kwargs.get("update_fields") is None:
                for rows, model in ((self.forms, Form), (self.definitions, Definition)):
                    rows.get_object_list()
                    model.objects.filter(concept=self.pk).delete()
            super().save(**kwargs)

    def name_in(self, code: str | None = None) -> str:
        """The preferred form in a language (the active one by default), its fallbacks, or any; "" without forms."""
        preferred = {form.language: form.text for form in self.forms.all() if form.usage == Usage.PREFERRED}
        named = (preferred[language] for language in fallback_chain(code) if language in preferred)
        return next(named, next(iter(preferred.values()), ""))

    def definition_in(self, code: str | None = None) -> str:
        """The definition in a language (the active one by default) or its fallbacks; "" without one."""
        texts = {definition.language: definition.text for definition in self.definitions.all()}
        return next((texts[language] for language in fallback_chain(code) if language in texts), "")

    @property
    def status(self) -> ConceptStatus:
        """Proposed until it is published, approved while it is, retired afterwards."""
        if self.live:
            return ConceptStatus.APPROVED
        return ConceptStatus.RETIRED if self.first_published_at else ConceptStatus.PROPOSED


def language_field() -> models.CharField:
    """The column of the language that a row is in."""
    return models.CharField(_("language"), max_length=12, choices=settings.LANGUAGES)


class Definition(Orderable):
    """What a concept means, in one language."""

    concept = ParentalKey(
        Concept, verbose_name=_("concept"), related_name="definitions", on_delete=models.CASCADE
    )
    language = language_field()
    text = models.TextField(_("definition"))

    panels = [FieldPanel("language"), FieldPanel("text")]

    class Meta(Orderable.Meta):
        verbose_name = _("definition")
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "language"],
                name="one_definition_per_language",
                violation_error_message=_("A definition in this language already exists."),
            )
        ]

    def __str__(self):
        return self.text


class Form(Orderable):
    """A word or phrase for a concept in one language, and whether to use it."""

    concept = ParentalKey(Concept, verbose_name=_("concept"), related_name="forms", on_delete=models.CASCADE)
    language = language_field()
    text = models.CharField(pgettext_lazy("term", "form"), max_length=200)
    # Translators: whether a form is preferred, allowed or forbidden.
    usage = models.CharField(_("usage"), max_length=10, choices=Usage, default=Usage.PREFERRED)
    part_of_speech = models.CharField(_("part of speech"), max_length=10, choices=PartOfSpeech, blank=True)
    # Translators: the grammatical gender of a noun.
    gender = models.CharField(_("gender"), max_length=10, choices=Gender, blank=True)
    plural = models.CharField(
        _("plural"), max_length=200, blank=True, help_text=_("If it is not formed as usual.")
    )
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("Why a form is forbidden, or when it is allowed.")
    )

    panels = [
        FieldRowPanel([FieldPanel("language"), FieldPanel("text"), FieldPanel("usage")]),
        FieldRowPanel([FieldPanel("part_of_speech"), FieldPanel("gender"), FieldPanel("plural")]),
        FieldPanel("note"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = pgettext_lazy("term", "form")
        constraints = [
            models.UniqueConstraint(
                fields=["concept", "language"],
                condition=models.Q(usage=Usage.PREFERRED),
                name="one_preferred_form_per_language",
                violation_error_message=_("A preferred form in this language already exists."),
            ),
            models.UniqueConstraint(
                "concept",
                "language",
                Lower("text"),
                name="no_form_twice",
                violation_error_message=_("This form already exists."),
            ),
        ]

    def __str__(self):
        return self.text

    def clean(self):
        super().clean()
        self.text = " ".join(self.text.split())
        if not self.text:
            raise ValidationError({"text": _("Write the form.")})
