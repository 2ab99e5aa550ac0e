"""The vocabularies of exhibitions."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Contribution(TextChoices):
    """What an institution contributes to an exhibition."""

    ORGANISER = "organiser", _("Organiser")
    CO_ORGANISER = "co_organiser", _("Co-organiser")
    LENDER = "lender", _("Lender")
    SUPPORTER = "supporter", _("Supporter")


class UnnamedLenders(TextChoices):
    """Where objects come from when the sources do not name their lenders."""

    NONE = "", _("All lenders are named")
    HOME = "home", _("Lenders at home are not named")
    ABROAD = "abroad", _("Lenders abroad are not named")
    BOTH = "both", _("Lenders at home and abroad are not named")


class ShowingState(TextChoices):
    """Whether a showing takes place as its dates say."""

    CONFIRMED = "confirmed", _("As dated")
    POSTPONED = "postponed", pgettext_lazy("showing", "Postponed")
    CANCELLED = "cancelled", pgettext_lazy("showing", "Cancelled")


class ExhibitionStatus(TextChoices):
    """Where an exhibition or showing stands on a date; always computed."""

    CURRENT = "current", _("On now")
    UPCOMING = "upcoming", _("Upcoming")
    PAST = "past", _("Past")
    # Translators: the showing has opened, but the sources do not say when it closed.
    UNRECORDED = "unrecorded", _("Closing date not recorded")
    POSTPONED = "postponed", pgettext_lazy("exhibition status", "Postponed")
    CANCELLED = "cancelled", pgettext_lazy("exhibition status", "Cancelled")
    IN_PREPARATION = "in_preparation", _("In preparation")


class Direction(TextChoices):
    """Which way an exhibition crosses the border; always computed from who lends and who hosts."""

    # Translators: an exhibition from abroad that is shown at home (引进来).
    INCOMING = "incoming", _("Coming in")
    # Translators: an exhibition from home that is shown abroad (走出去).
    OUTGOING = "outgoing", _("Going out")
    AT_HOME = "at_home", _("At home")
    # Translators: foreign lenders, shown abroad.
    ELSEWHERE = "elsewhere", _("Elsewhere")
    UNKNOWN = "unknown", pgettext_lazy("direction", "Not known")
