"""Registry numbers: the permanent, language-free name of a record ("E-2019-003")."""

import datetime
import re

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NUMBER = re.compile(r"^[A-Z]-\d{4}-\d{3,}$", re.ASCII)


class RegistrySequence(models.Model):
    """The last number given in a register and year: a number is never given twice, even after a deletion."""

    prefix = models.CharField(max_length=1)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["prefix", "year"], name="one_sequence_per_register_year")
        ]

    def __str__(self):
        return f"{self.prefix}-{self.year:04d}: {self.last}"

    @classmethod
    def next_number(cls, prefix: str, year: int) -> str:
        """Give the next number of a register and year."""
        with transaction.atomic():
            cls.objects.get_or_create(prefix=prefix, year=year)
            sequence = cls.objects.select_for_update().get(prefix=prefix, year=year)
            sequence.last += 1
            sequence.save(update_fields=["last"])
        return f"{prefix}-{year:04d}-{sequence.last:03d}"


class Registered(models.Model):
    """A record with a registry number, given at the first save and never changed.

    `registry_prefix` is the letter of the register. `registry_year()` is the year in which the thing happened, or
    None where it is not known yet; the number then carries the year of registration.
    """

    registry_prefix = ""

    registry_number = models.CharField(
        _("registry number"), max_length=16, unique=True, editable=False, help_text=_("Given automatically.")
    )

    class Meta:
        abstract = True

    def registry_year(self) -> int | None:
        """The year that the number carries."""
        return None

    @classmethod
    def public_address(cls, number: str, on: datetime.date) -> str | None:
        """The address, in the active language, of the record with a number; None if the public may not see it."""
        raise NotImplementedError

    def save(self, *args, **kwargs):
        if not self.registry_number:
            year = self.registry_year() or timezone.localdate().year
            self.registry_number = RegistrySequence.next_number(self.registry_prefix, year)
        super().save(*args, **kwargs)
