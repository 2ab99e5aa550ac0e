"""The vocabularies of figures."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Unit(TextChoices):
    """What a reported figure counts."""

    VISITS = "visits", _("visits")
    INSTITUTIONS = "institutions", _("institutions")
    DOCUMENTS = "documents", _("documents")
    COUNTRIES = "countries", _("countries")
    EXHIBITIONS = "exhibitions", _("exhibitions")
    PERSONS = "persons", _("persons")
    # Translators: a place in a ranking.
    RANK = "rank", _("rank")
    PERCENT = "percent", _("per cent")
    DAYS = "days", _("days")
    OBJECTS = "objects", _("objects")
    SQUARE_METRES = "square metres", _("square metres")
    HALLS = "halls", _("halls")
    MUSEUMS = "museums", _("museums")
