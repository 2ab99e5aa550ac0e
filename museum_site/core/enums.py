"""Vocabularies that every domain uses."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Qualifier(TextChoices):
    """How exact a number is, in the words of its source."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    NEARLY = "nearly", _("nearly")
    MORE_THAN = "more_than", _("more than")
    AT_LEAST = "at_least", _("at least")
    UP_TO = "up_to", _("up to")


class Confidence(TextChoices):
    """How well a record is sourced."""

    HIGH = "high", _("high")
    MEDIUM = "medium", _("medium")


class TextState(TextChoices):
    """How far the text of a page stands in a language; always computed."""

    # Translators: the text of a page in a language.
    COMPLETE = "complete", _("complete")
    # Translators: the text of a page in a language: title and summary are translated, not all of the rest.
    PARTIAL = "partial", _("in part")
    # Translators: the text of a page in a language: it was translated, but the original was changed afterwards.
    OUTDATED = "outdated", _("original changed since")
    # Translators: a language in which only the facts of a record exist, not yet its text.
    FACTS_ONLY = "facts_only", _("facts only")
    # Translators: the text of a page in a language.
    UNTRANSLATED = "untranslated", _("not yet translated")


class Scope(TextChoices):
    """Where a country, region or institution stands towards the home country."""

    DOMESTIC = "domestic", _("Domestic")
    REGIONAL = "regional", _("Hong Kong, Macao and Taiwan")
    FOREIGN = "foreign", _("Foreign")
    INTERNATIONAL = "international", _("International organisation")


class Rights(TextChoices):
    """What may be done with an image."""

    OWN = "own", _("Museum's own picture")
    LICENSED = "licensed", _("Used by permission")
    CC_BY = "cc_by", _("Creative Commons Attribution")
    CC_BY_SA = "cc_by_sa", _("Creative Commons Attribution-ShareAlike")
    PUBLIC_DOMAIN = "public_domain", _("Public domain")
    GENERATED = "generated", _("Generated placeholder")
