"""The public search index: one row per public record and language."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page


class SearchEntry(models.Model):
    """What can be found of a page in one language: its prose there (or the fallback) and its facts in that language.

    `title` and `text` are folded (search.index.fold) so that capitals, accents of width and the like do not matter.
    """

    page = models.ForeignKey(Page, on_delete=models.CASCADE, related_name="search_entries")
    language = models.CharField(max_length=12, choices=settings.LANGUAGES)
    title = models.TextField()
    text = models.TextField()

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        constraints = [models.UniqueConstraint(fields=["page", "language"], name="search_entry_once_per_language")]
        indexes = [models.Index(fields=["language"], name="search_entry_language")]
