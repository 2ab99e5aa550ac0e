"""The vocabularies of partners and agreements."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class InstitutionKind(TextChoices):
    """What an institution is."""

    MUSEUM = "museum", _("Museum")
    MINISTRY = "ministry", _("Ministry")
    AGENCY = "agency", _("Agency")
    PUBLISHER = "publisher", _("Publisher")
    UNIVERSITY = "university", _("University")
    FOUNDATION = "foundation", _("Foundation or private collection")
    EMBASSY = "embassy", _("Embassy")
    INTERNATIONAL_ORGANISATION = "international_organisation", _("International organisation")
    OTHER = "other", pgettext_lazy("institution", "Other")


class NameOrder(TextChoices):
    """Which part of a person's name stands first in its native form."""

    FAMILY_FIRST = "family_first", _("Family name first")
    GIVEN_FIRST = "given_first", _("Given name first")


class Side(TextChoices):
    """On which side of an event a person stands."""

    HOST = "host", _("Host side")
    GUEST = "guest", _("Guest side")
    THIRD = "third", _("Third party")


class CeremonyPart(TextChoices):
    """What a person did at a signing ceremony: six different roles."""

    SIGNATORY = "signatory", _("Signatory")
    WITNESS = "witness", _("Witness")
    # Translators: the person who led the ceremony through its programme (主持人), not the one who invited.
    PRESIDER = "presider", _("Presided over the ceremony")
    # Translators: the person whose house or side invited to the ceremony.
    HOST = "host", _("Host")
    SPEAKER = "speaker", _("Speaker")
    ATTENDEE = "attendee", _("Attended")


class Instrument(TextChoices):
    """What kind of document an agreement is."""

    MEMORANDUM = "memorandum", _("Memorandum of understanding")
    STRATEGIC_COOPERATION = "strategic_cooperation", _("Strategic cooperation agreement")
    FRAMEWORK = "framework", _("Framework agreement")
    LETTER_OF_INTENT = "letter_of_intent", _("Letter of intent")
    PROJECT = "project", _("Project agreement")
    LOAN = "loan", _("Loan agreement")
    PUBLICATION = "publication", _("Publication agreement")
    FRIENDLY_MUSEUM = "friendly_museum", _("Friendly museum agreement")
    DECLARATION = "declaration", _("Joint declaration")
    RENEWAL = "renewal", _("Renewal")
    ADDENDUM = "addendum", _("Addendum")
    UNSPECIFIED = "unspecified", _("Agreement")


class CooperationField(TextChoices):
    """What two institutions agree to work on together."""

    EXHIBITIONS = "exhibitions", _("Exhibitions")
    LOANS = "loans", _("Loans")
    RESEARCH = "research", _("Research")
    CONSERVATION = "conservation", _("Conservation")
    STAFF_EXCHANGE = "staff_exchange", _("Exchange of staff")
    EDUCATION = "education", _("Education")
    PUBLISHING = "publishing", _("Publishing")
    DIGITAL_MEDIA = "digital_media", _("Digital work and media")
    FORUMS = "forums", _("Forums and meetings")


class Term(TextChoices):
    """How long an agreement is meant to last."""

    FIXED = "fixed", _("Until a fixed date")
    AUTO_RENEWING = "auto_renewing", _("Renews itself")
    OPEN_ENDED = "open_ended", _("Open-ended")
    UNTIL_COMPLETION = "until_completion", _("Until the work is done")
    UNKNOWN = "unknown", _("Not known")


class ActionKind(TextChoices):
    """What happened to an agreement after it was signed."""

    AMENDED = "amended", _("Amended")
    EXTENDED = "extended", _("Extended")
    RENEWED = "renewed", _("Renewed")
    SUSPENDED = "suspended", _("Suspended")
    RESUMED = "resumed", _("Resumed")
    TERMINATED = "terminated", _("Terminated")
    COMPLETED = "completed", pgettext_lazy("agreement", "Completed")
    EXPIRED = "expired", _("Declared expired")


class AgreementStatus(TextChoices):
    """Where an agreement stands on a date; always computed."""

    NOT_SIGNED = "not_signed", _("Not yet signed")
    SIGNED = "signed", _("Signed, not yet in force")
    IN_FORCE = "in_force", _("In force")
    SUSPENDED = "suspended", pgettext_lazy("agreement status", "Suspended")
    EXPIRED = "expired", _("Expired")
    TERMINATED = "terminated", pgettext_lazy("agreement status", "Terminated")
    COMPLETED = "completed", pgettext_lazy("agreement status", "Completed")
    # Translators: the sources do not say how long the agreement runs.
    UNKNOWN = "unknown", _("Signed; term not known")


class RelationKind(TextChoices):
    """How an agreement relates to an earlier one, read from the later to the earlier."""

    RENEWS = "renews", _("renews")
    AMENDS = "amends", _("amends")
    IMPLEMENTS = "implements", _("implements")
    SUPPLEMENTS = "supplements", _("supplements")
    REPLACES = "replaces", _("replaces")


class DocumentRole(TextChoices):
    """What a text of an agreement is worth."""

    AUTHENTIC = "authentic", _("Authentic text")
    TRANSLATION = "translation", _("Translation")


class CommitmentKind(TextChoices):
    """What the parties promised to do together."""

    EXHIBITION = "exhibition", _("Exhibition")
    # Translators: a book or catalogue that two parties promised to publish together.
    PUBLICATION = "publication", pgettext_lazy("commitment", "Publication")
    FORUM = "forum", _("Forum or meeting")
    STAFF_EXCHANGE = "staff_exchange", _("Exchange of staff")
    DIGITAL = "digital", _("Digital project")
    RESEARCH = "research", _("Research project")
    OUTREACH = "outreach", _("Outreach project")
    OTHER = "other", pgettext_lazy("commitment", "Other")


class CommitmentProgress(TextChoices):
    """How far a commitment has come."""

    PLANNED = "planned", pgettext_lazy("commitment", "Planned")
    UNDER_WAY = "under_way", _("Under way")
    KEPT = "kept", _("Kept")
    DROPPED = "dropped", _("Dropped")
    UNKNOWN = "unknown", pgettext_lazy("commitment", "Not known")
