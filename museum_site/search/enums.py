"""The vocabulary of the public search."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Problem(TextChoices):
    """Why a query cannot be looked for; the label says what to do instead."""

    BLANK = "blank", _("Type what you are looking for: a name, a place, a year or a word.")
    TOO_SHORT = "too_short", _("Type at least two letters.")
