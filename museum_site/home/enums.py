"""The vocabularies of feedback."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FeedbackKind(TextChoices):
    """What a visitor writes about."""

    OPINION = "opinion", _("Opinion")
    SUGGESTION = "suggestion", _("Suggestion")
    CORRECTION = "correction", _("Correction of a fact")
    TRANSLATION_ERROR = "translation_error", _("Translation error")


class FeedbackState(TextChoices):
    """How far staff have come with a message."""

    NEW = "new", pgettext_lazy("feedback", "New")
    IN_HAND = "in_hand", _("Being looked into")
    DONE = "done", pgettext_lazy("feedback", "Done")
    SPAM = "spam", _("Spam")
