"""The public search index: one row per record and language."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from delegations.models import Visit
from museum_site.core.partial_dates import PartialDateField


class SearchEntry(models.Model):
    """What can be found of a page, or of a listed visit without a page, in one language.

    `title` and `text` are folded (folding.fold), so that capitals, accents and widths do not matter.
    `text` holds everything: title, prose in the language or its fallback, facts in that language. `date` is
    the date of what the record tells of.
    """

    page = models.ForeignKey(Page, null=True, on_delete=models.CASCADE, related_name="search_entries")
    visit = models.ForeignKey(Visit, null=True, on_delete=models.CASCADE, related_name="search_entries")
    language = models.CharField(max_length=12, choices=settings.LANGUAGES)
    title = models.TextField()
    text = models.TextField()
    date = PartialDateField(null=True)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [
            models.UniqueConstraint(fields=["page", "language"], name="search_entry_once_per_page_language"),
            models.UniqueConstraint(
                fields=["visit", "language"], name="search_entry_once_per_visit_language"
            ),
            models.CheckConstraint(
                condition=models.Q(page__isnull=False, visit__isnull=True)
                | models.Q(page__isnull=True, visit__isnull=False),
                name="search_entry_of_one_record",
            ),
        ]
        indexes = [models.Index(fields=["language"], name="search_entry_language")]

    def __str__(self):
        return f"{self.language}: {self.title}"
