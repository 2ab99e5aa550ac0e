"""What the importer remembers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ImportedRow(models.Model):
    """A row of a table as it was last imported.

    It tells a later import which cells changed in the table since then. Only those are written, so that what
    staff corrected in the meantime stays.
    """

    table = models.CharField(max_length=40)
    key = models.CharField(max_length=1200)
    cells = models.JSONField()

    class Meta:
        verbose_name = _("imported row")
        verbose_name_plural = _("imported rows")
        constraints = [models.UniqueConstraint(fields=["table", "key"], name="imported_row_once")]

    def __str__(self):
        return f"{self.table}: {self.key}"
