"""What the desk remembers: of each text the source that it was made from, and the work that is not public yet.

The state of a translation is in none of these tables: it is derived from them (querysets.with_state). What
visitors read stands in the columns of the records themselves. Docs: docs/decisions/0011-translations-desk.md.
"""

from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.models import Revision

from museum_site.core.languages import Language, language

from .enums import SYMBOLS, Event, Priority, State, Step
from .querysets import RecordQuerySet, TranslationQuerySet

LANGUAGE_LENGTH = 12
KEY_LENGTH = 255


def language_field(label, **kwargs) -> models.CharField:
    """The column of the code of one of the site's languages; without choices, so that a new one needs no migration."""
    return models.CharField(label, max_length=LANGUAGE_LENGTH, **kwargs)


def person_field(label) -> models.ForeignKey:
    """The column of somebody who did or shall do something; what they did outlives their account."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )


class TranslatableRecord(models.Model):
    """A page, record or image with words: its row in the matrix.

    Everything but `priority` is derived from the record (index.py) and stands here to be listed and sorted.
    `listed_from` is the first day on which it is at the desk: when visitors may see it. None: it is not public, or has
    no words.
    """

    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    register = models.CharField(_("register"), max_length=100)
    title = models.CharField(_("title"), max_length=300)
    listed_from = models.DateField(null=True)
    changed_at = models.DateTimeField(_("original changed"))
    priority = models.SmallIntegerField(_("priority"), choices=Priority, default=Priority.NORMAL)

    record = GenericForeignKey("content_type", "object_id")
    objects = RecordQuerySet.as_manager()

    class Meta:
        verbose_name = _("record")
        verbose_name_plural = _("records")
        constraints = [
            models.UniqueConstraint(fields=["content_type", "object_id"], name="translatable_record_once")
        ]
        indexes = [models.Index(fields=["-priority", "-changed_at"], name="translatable_record_order")]

    def __str__(self):
        return self.title


class SourceText(models.Model):
    """A text to be translated, for those who translate from a source language; derived (index.py).

    `source_language` is the language that the translator prefers, `language` the one that the text is in: a
    field without words in the first is read in the next. `changed_at` is when the words last became others.
    """

    record = models.ForeignKey(TranslatableRecord, on_delete=models.CASCADE, related_name="source_texts")
    source_language = language_field(_("translated from"))
    key = models.CharField(max_length=KEY_LENGTH)
    position = models.PositiveSmallIntegerField()
    language = language_field(_("language"))
    kind = models.CharField(max_length=10)
    text = models.TextField()
    digest = models.CharField(max_length=16)
    changed_at = models.DateTimeField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["record", "source_language", "key"], name="source_text_once")
        ]

    def __str__(self):
        return f"{self.record_id} {self.source_language} {self.key}"


class Translation(models.Model):
    """A record in one of the languages of the desk: who works on it, and how far the work has come.

    There is one for each record and language, whether anybody works on it or not.
    """

    record = models.ForeignKey(
        TranslatableRecord, verbose_name=_("record"), on_delete=models.CASCADE, related_name="translations"
    )
    language = language_field(_("language"))
    source_language = language_field(_("translated from"), default=settings.SOURCE_LANGUAGES[0])
    step = models.CharField(_("step"), max_length=12, choices=Step, blank=True)
    is_planned = models.BooleanField(_("planned"), default=True)
    assignee = person_field(_("translator"))
    reviewer = person_field(_("reviewer"))
    due = models.DateField(_("due"), null=True, blank=True)
    submitted_by = person_field(_("submitted by"))

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [models.UniqueConstraint(fields=["record", "language"], name="translation_once")]
        indexes = [
            # None by language: states are worked out fastest in the order of the records.
            models.Index(fields=["step"], condition=~models.Q(step=""), name="translation_by_step"),
        ]

    def __str__(self):
        return f"{self.record} ({self.target.autonym})"

    @property
    def target(self) -> Language:
        """The language translated into."""
        return language(self.language)

    @property
    def state_label(self) -> str:
        """The word for the state, which with_state() adds."""
        return State(self.state).label

    @property
    def symbol(self) -> str:
        """The sign for the state, which with_state() adds."""
        return SYMBOLS[self.state]


class TranslatedText(models.Model):
    """A published text, and the source text that it is true to.

    `source_text` is the text that it was made from, or a later one from which that differs only in a change that an
    editor called minor. Without `by`, the text was not made at the desk: it is taken to be true to the
    source as it stood when it was first seen, at `at`.
    """

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="texts")
    source = models.ForeignKey(SourceText, on_delete=models.CASCADE, related_name="translated")
    key = models.CharField(max_length=KEY_LENGTH)
    text = models.TextField()
    source_text = models.TextField()
    source_digest = models.CharField(max_length=16)
    by = person_field(_("translator"))
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["translation", "key"], name="translated_text_once")]
        indexes = [
            models.Index(fields=["translation", "source", "source_digest"], name="translated_text_state")
        ]

    def __str__(self):
        return f"{self.translation_id} {self.key}"


class DraftText(models.Model):
    """A text on which somebody works; nobody outside the desk sees it."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="drafts")
    key = models.CharField(max_length=KEY_LENGTH)
    text = models.TextField(blank=True)
    source_language = language_field(_("translated from"))
    source_text = models.TextField()
    source_digest = models.CharField(max_length=16)
    by = person_field(_("translator"))
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["translation", "key"], name="draft_text_once")]

    def __str__(self):
        return f"{self.translation_id} {self.key}"


class DraftAlternative(models.Model):
    """What somebody wrote into a text while somebody else changed it: kept beside it until one of them decides."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="alternatives")
    key = models.CharField(max_length=KEY_LENGTH)
    text = models.TextField(blank=True)
    by = person_field(_("translator"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(fields=["translation", "key", "by"], name="draft_alternative_once")
        ]

    def __str__(self):
        return f"{self.translation_id} {self.key}"


class Version(models.Model):
    """A translation as visitors saw it from a moment on: what can be restored.

    `texts` holds by key the text (`text`), its `source_text` and `source_language`.
    """

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="versions")
    event = models.CharField(_("what happened"), max_length=12, choices=Event)
    texts = models.JSONField(default=dict)
    by = person_field(_("by"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-at", "-pk"]

    def __str__(self):
        return f"{self.translation_id} {self.event} {self.at}"


class Comment(models.Model):
    """What translator and reviewer tell each other about a translation."""

    translation = models.ForeignKey(Translation, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(_("comment"), max_length=2000)
    by = person_field(_("by"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["at"]

    def __str__(self):
        return self.text[:60]


class TranslationRight(models.Model):
    """That a user, or everyone in a group, may translate or review a language, in one register or in all."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("user"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="translation_rights",
    )
    group = models.ForeignKey(
        Group,
        verbose_name=_("group"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="translation_rights",
    )
    language = language_field(_("language"))
    register = models.CharField(
        _("register"), max_length=100, blank=True, help_text=_("Leave empty for all registers.")
    )
    may_translate = models.BooleanField(_("may translate"), default=True)
    may_review = models.BooleanField(
        _("may review"),
        default=False,
        help_text=_("Read what others translated, publish it or send it back; never one's own."),
    )

    class Meta:
        verbose_name = _("right to translate")
        verbose_name_plural = _("rights to translate")
        ordering = ["language", "register", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(user__isnull=True) ^ models.Q(group__isnull=True),
                name="translation_right_has_one_holder",
                violation_error_message=_("Choose a user or a group, not both."),
            ),
            models.CheckConstraint(
                condition=models.Q(may_translate=True) | models.Q(may_review=True),
                name="translation_right_allows_something",
                violation_error_message=_("Choose at least one of the two rights."),
            ),
        ]

    def __str__(self):
        return f"{self.holder}: {language(self.language).autonym}"

    @property
    def holder(self):
        """The user or the group that has the right."""
        return self.user or self.group


class MinorChange(models.Model):
    """That an editor called the changes of a revision minor: translations of the page stay valid."""

    revision = models.OneToOneField(Revision, on_delete=models.CASCADE, related_name="+")

    def __str__(self):
        return f"revision {self.revision_id}"
