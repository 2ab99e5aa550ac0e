"""The vocabularies of the term base."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Domain(TextChoices):
    """The part of the museum's international work that a concept belongs to."""

    AGREEMENTS = "agreements", _("Agreements")
    EXHIBITIONS = "exhibitions", _("Exhibitions")
    LOANS = "loans", _("Loans")
    COLLECTIONS = "collections", _("Collections and heritage")
    VISITS = "visits", _("Visits and protocol")
    INSTITUTIONS = "institutions", _("Institutions")


class ConceptStatus(TextChoices):
    """Where a concept stands: it is not stored, but follows from whether it was ever published and still is."""

    PROPOSED = "proposed", pgettext_lazy("term", "proposed")
    APPROVED = "approved", pgettext_lazy("term", "approved")
    RETIRED = "retired", pgettext_lazy("term", "retired")


class Usage(TextChoices):
    """Whether a translator should write a form."""

    PREFERRED = "preferred", pgettext_lazy("term", "preferred")
    ALLOWED = "allowed", pgettext_lazy("term", "allowed")
    FORBIDDEN = "forbidden", pgettext_lazy("term", "forbidden")


class PartOfSpeech(TextChoices):
    """What kind of word a form is."""

    NOUN = "noun", _("noun")
    VERB = "verb", _("verb")
    ADJECTIVE = "adjective", _("adjective")
    PHRASE = "phrase", _("phrase")


class Gender(TextChoices):
    """The grammatical gender of a noun."""

    MASCULINE = "masculine", _("masculine")
    FEMININE = "feminine", _("feminine")
    NEUTER = "neuter", _("neuter")
