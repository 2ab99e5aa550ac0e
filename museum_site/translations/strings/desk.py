"""The strings with their corrections, and how a correction is made."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.conf import settings
from django.db import transaction
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .catalogue import Entry, catalogue
from .models import Correction, Stamp
from .overlay import overlay


class State(TextChoices):
    """How a string stands in a language. What no state fits is simply as the catalogue has it."""

    # Translators: the state of a text in a language.
    UNTRANSLATED = "untranslated", pgettext_lazy("state of a text", "Untranslated")
    # Translators: the state of a text in a language: a translator has put another one in its place.
    CORRECTED = "corrected", pgettext_lazy("state of a text", "Corrected")
    # Translators: the state of a text: since it was corrected, developers have changed the original text too.
    CHANGED = "changed", _("Catalogue changed since")
    # Translators: the state of a text: the correction has become part of the program.
    SETTLED = "settled", _("Now in the catalogue")


@dataclass
class InterfaceString:
    """A string of the catalogue and the last correction of it, or withdrawal, in each language."""

    entry: Entry
    latest: dict[str, Correction] = field(default_factory=dict)

    def correction(self, code: str) -> Correction | None:
        """The correction that is in force in a language."""
        found = self.latest.get(code)
        return found if found and not found.is_withdrawal else None

    def texts(self, code: str) -> tuple[str, ...]:
        """What the site shows in a language, one text for each plural form."""
        found = self.correction(code)
        return tuple(found.forms) if found else self.entry.shown(code)

    def state(self, code: str) -> State | None:
        """How the string stands in a language."""
        found = self.correction(code)
        if not found:
            return None if self.entry.is_translated(code) else State.UNTRANSLATED
        if tuple(found.forms) == self.entry.shown(code):
            return State.SETTLED
        return State.CORRECTED if tuple(found.replaced) == self.entry.shown(code) else State.CHANGED


def interface_strings() -> list[InterfaceString]:
    """All strings of the site, in the order of the catalogue."""
    strings = {key: InterfaceString(entry) for key, entry in catalogue().entries.items()}
    for correction in Correction.objects.most_recent():
        if correction.key in strings:
            strings[correction.key].latest[correction.language] = correction
    return list(strings.values())


def interface_string(entry: Entry) -> InterfaceString:
    """One string with its corrections."""
    rows = Correction.objects.most_recent().filter(context=entry.context, msgid=entry.msgid)
    return InterfaceString(entry, {row.language: row for row in rows})


@dataclass(frozen=True)
class Change:
    """New texts for a string in a language; none: back to the catalogue."""

    entry: Entry
    language: str
    forms: tuple[str, ...]


def record(changes: Iterable[Change], *, user=None, note: str = "", now=None) -> list[Correction]:
    """Write corrections, all or none. This process serves them at once, others within seconds.

    The texts must have been checked (see checks.faults). `user` is who is answerable, None for a command.
    """
    moment = now or timezone.now()
    with transaction.atomic():
        Stamp.renew()
        rows = [
            Correction.objects.create(
                language=change.language,
                context=change.entry.context,
                msgid=change.entry.msgid,
                msgid_plural=change.entry.msgid_plural,
                forms=list(change.forms),
                replaced=list(change.entry.shown(change.language)),
                note=note,
                made_by=user,
                made_at=moment,
            )
            for change in changes
        ]
        transaction.on_commit(overlay.refresh)
    return rows


def orphans() -> list[Correction]:
    """Corrections in force of strings, or languages, that the site has no longer."""
    known, codes = catalogue().entries, dict(settings.LANGUAGES)
    return [row for row in Correction.objects.in_force() if row.key not in known or row.language not in codes]
