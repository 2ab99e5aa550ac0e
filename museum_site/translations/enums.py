"""Vocabularies of the translators' desk."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class TextKind(models.TextChoices):
    """What a text is made of."""

    PLAIN = "plain", _("Plain text")
    RICH = "rich", _("Text with formatting")


class Step(models.TextChoices):
    """How far the unpublished texts of a translation have come. Not its state, which is derived."""

    # Translators: a translation that waits for a second person to read it.
    REVIEW = "review", pgettext_lazy("translation", "In review")
    # Translators: a translation that the reviewer sent back to its translator.
    RETURNED = "returned", pgettext_lazy("translation", "Sent back")


class State(models.TextChoices):
    """The state of a record in a language: what the matrix shows. Derived by querysets.with_state()."""

    # Translators: states of a record's translation into a language.
    MISSING = "missing", pgettext_lazy("translation", "Missing")
    PARTLY = "partly", pgettext_lazy("translation", "Partly translated")
    OUTDATED = "outdated", pgettext_lazy("translation", "Outdated")
    TRANSLATING = "translating", pgettext_lazy("translation", "Being translated")
    REVIEW = "review", pgettext_lazy("translation", "In review")
    CURRENT = "current", pgettext_lazy("translation", "Current")
    NOT_PLANNED = "not_planned", pgettext_lazy("translation", "Not planned")


# What stands beside the word, so that a column can be read at a glance and without colours.
SYMBOLS = {
    State.MISSING: "○",
    State.PARTLY: "◐",
    State.OUTDATED: "△",
    State.TRANSLATING: "✎",
    State.REVIEW: "◇",
    State.CURRENT: "●",
    State.NOT_PLANNED: "–",
}


class Event(models.TextChoices):
    """How a version of a translation came about."""

    PUBLISHED = "published", pgettext_lazy("translation", "Published")
    WITHDRAWN = "withdrawn", pgettext_lazy("translation", "Withdrawn")
    RESTORED = "restored", pgettext_lazy("translation", "Restored")


class Priority(models.IntegerChoices):
    """How soon visitors need a record in their language."""

    # Translators: how soon a record should be translated.
    LOW = -1, pgettext_lazy("priority", "Can wait")
    NORMAL = 0, pgettext_lazy("priority", "Normal")
    HIGH = 1, pgettext_lazy("priority", "First")
