"""What came back from translation offices."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import language_field, person_field


class ImportedFile(models.Model):
    """A file that somebody sent in: first only looked at, then (`written_at`) written into the desk, all at once.

    `before` and `after` say of each translation, by its primary key, how its unpublished texts stood
    (importing.snapshot); what stands still as in `after` can be put back to `before`.
    """

    name = models.CharField(_("file"), max_length=255)
    content = models.BinaryField()
    language = language_field(_("language"), blank=True)
    by = person_field(_("by"))
    at = models.DateTimeField(_("sent in"), default=timezone.now)
    written_at = models.DateTimeField(_("imported"), null=True, blank=True)
    texts = models.PositiveIntegerField(_("texts"), default=0)
    before = models.JSONField(default=dict, editable=False)
    after = models.JSONField(default=dict, editable=False)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)
    undone_by = person_field(_("undone by"))

    class Meta:
        verbose_name = _("translation file")
        verbose_name_plural = _("translation files")
        ordering = ["-at", "-pk"]

    def __str__(self):
        return self.name
