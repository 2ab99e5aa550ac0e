"""The vocabularies of figures."""

from django.db.models import TextChoices
from django.utils.translation import pgettext_lazy


class Unit(TextChoices):
    """What a reported figure counts."""

    VISITS = "visits", pgettext_lazy("unit", "visits")
    INSTITUTIONS = "institutions", pgettext_lazy("unit", "institutions")
    DOCUMENTS = "documents", pgettext_lazy("unit", "documents")
    COUNTRIES = "countries", pgettext_lazy("unit", "countries")
    EXHIBITIONS = "exhibitions", pgettext_lazy("unit", "exhibitions")
    PERSONS = "persons", pgettext_lazy("unit", "persons")
    # Translators: a place in a ranking.
    RANK = "rank", pgettext_lazy("unit", "rank")
    PERCENT = "percent", pgettext_lazy("unit", "per cent")
    DAYS = "days", pgettext_lazy("unit", "days")
    OBJECTS = "objects", pgettext_lazy("unit", "objects")
    SQUARE_METRES = "square metres", pgettext_lazy("unit", "square metres")
    HALLS = "halls", pgettext_lazy("unit", "halls")
    MUSEUMS = "museums", pgettext_lazy("unit", "museums")
