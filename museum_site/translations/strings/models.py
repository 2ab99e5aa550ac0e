"""Corrections of the interface's strings: a log over the compiled catalogues.

Rows are only ever added. The last row of a string in a language says what is shown: its texts, or, if it has
none, the catalogue's own. docs/decisions/0012-interface-strings.md gives the reasons.
"""

import uuid

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .querysets import CorrectionQuerySet


class Correction(models.Model):
    """What somebody decided about a string in one language.

    `context`, `msgid` and `msgid_plural` are the string as gettext knows it. `forms` are its texts, one for
    each plural form (a single one for a string without plural); an empty list takes a correction back.
    `replaced` is what the catalogue said at that time.
    """

    language = models.CharField(_("Language"), max_length=20, choices=settings.LANGUAGES)
    context = models.TextField(_("Context"), blank=True)
    # Translators: the text in the program that a translation is made from.
    msgid = models.TextField(_("Source text"))
    msgid_plural = models.TextField(_("Source text in the plural"), blank=True)
    forms = models.JSONField(_("Corrected text"), default=list, blank=True)
    replaced = models.JSONField(_("Text of the catalogue"), default=list, blank=True)
    note = models.TextField(_("Note"), blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Made by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    made_at = models.DateTimeField(_("Made at"), default=timezone.now)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("Correction of the interface")
        verbose_name_plural = _("Corrections of the interface")
        default_permissions = ("change", "view")
        permissions = [("change_any_correction", "Can correct the interface in every language")]
        ordering = ["pk"]

    def __str__(self):
        return f"{self.language}: {self.msgid}"

    @property
    def key(self) -> str:
        """The string as it is called in a compiled catalogue."""
        return catalogue_key(self.context, self.msgid)

    @property
    def is_withdrawal(self) -> bool:
        """Whether the row gives the word back to the catalogue."""
        return not self.forms


def catalogue_key(context: str, msgid: str) -> str:
    """What a compiled catalogue calls a string: the context, if any, and the source text."""
    return f"{context}\x04{msgid}" if context else msgid


class Stamp(models.Model):
    """One row that changes with every correction, so that each process can see that it has to read them.

    It is written in the transaction of the corrections. The lock on the row puts their transactions in line,
    so that nobody reads a new stamp before all corrections up to it are there.
    """

    value = models.UUIDField()

    def __str__(self):
        return str(self.value)

    @classmethod
    def renew(cls):
        """Change the stamp; to be called in a transaction, before the corrections are written."""
        if not transaction.get_connection().in_atomic_block:
            raise transaction.TransactionManagementError("A stamp is renewed together with corrections.")
        cls.objects.update_or_create(pk=1, defaults={"value": uuid.uuid4()})
