"""The vocabularies of visits."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class VisitDirection(TextChoices):
    """Who travels."""

    # Translators: a delegation comes to the museum.
    INCOMING = "incoming", _("Received here")
    # Translators: people of the museum travel.
    OUTGOING = "outgoing", _("Sent abroad")


class VisitLevel(TextChoices):
    """Who leads a delegation, from the protocol's point of view."""

    HEAD_OF_STATE = "head_of_state", _("Head of state")
    HEAD_OF_GOVERNMENT = "head_of_government", _("Head of government")
    MINISTER = "minister", _("Minister")
    AMBASSADOR = "ambassador", _("Ambassador")
    INSTITUTION_HEAD = "institution_head", _("Head of an institution")
    EXPERT = "expert", _("Experts")
    YOUTH = "youth", _("Young people")
    OTHER = "other", pgettext_lazy("visit level", "Other")


class VisitState(TextChoices):
    """Whether a visit took place."""

    PLANNED = "planned", pgettext_lazy("visit", "Planned")
    TOOK_PLACE = "took_place", _("Took place")
    POSTPONED = "postponed", pgettext_lazy("visit", "Postponed")
    CANCELLED = "cancelled", pgettext_lazy("visit", "Cancelled")


class Publication(IntegerChoices):
    """How much of a visit the public may know."""

    NOT_COUNTED = 0, _("0 – not counted")
    COUNTED = 1, _("1 – counted only")
    LISTED = 2, _("2 – listed")
    FULL_PAGE = 3, _("3 – full page")


class InstitutionPart(TextChoices):
    """On which side an institution takes part in a visit."""

    VISITOR = "visitor", _("Visits")
    HOST = "host", _("Receives")


class VisitPart(TextChoices):
    """What a person does on a visit."""

    HEAD = "head", _("Head of delegation")
    MEMBER = "member", _("Member of the delegation")
    HOST = "host", _("Host")
    SPEAKER = "speaker", _("Speaker")
    ATTENDEE = "attendee", _("Attended")
    GIFT_GIVER = "gift_giver", _("Gave a gift")
    GIFT_RECEIVER = "gift_receiver", _("Received a gift")
