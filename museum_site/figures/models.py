"""Figures reported elsewhere. What the records themselves count is computed in indicators.py, never stored."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.search import index

from museum_site.core.enums import Confidence
from museum_site.core.languages import column, prose
from museum_site.core.models import SectionPage
from museum_site.core.numbers import qualified_number, qualifier_field
from museum_site.core.panels import advice, language_group
from partnerships.models import NAME_HELP, Institution, Named

from .enums import Unit


class Indicator(Named):
    """What a reported figure is about, for example "Foreign delegations received"; `name` is translated."""

    code = models.SlugField(_("code"), max_length=80, unique=True)

    panels = [FieldPanel("code"), language_group("name", _("Name"), help_text=NAME_HELP)]

    class Meta:
        verbose_name = _("indicator")
        verbose_name_plural = _("indicators")


class ReportedFigure(index.Indexed, models.Model):
    """A number as a source gives it, with its qualifier; `note` is translated."""

    indicator = models.ForeignKey(
        Indicator, verbose_name=_("indicator"), on_delete=models.PROTECT, related_name="reported"
    )
    institution = models.ForeignKey(
        Institution, verbose_name=_("institution"), on_delete=models.PROTECT, related_name="reported_figures"
    )
    year = models.PositiveSmallIntegerField(
        _("year"), validators=[MinValueValidator(1800), MaxValueValidator(2200)]
    )
    value = models.DecimalField(_("value"), max_digits=16, decimal_places=2)
    qualifier = qualifier_field(_("how exact is the value"))
    unit = models.CharField(_("unit"), max_length=20, choices=Unit)
    source = models.TextField(_("source"))
    confidence = models.CharField(_("confidence"), max_length=10, choices=Confidence, default=Confidence.HIGH)
    note = models.CharField(_("note"), max_length=255, blank=True)

    panels = [
        advice(
            _(
                "Only what a source reports. What the registers themselves count is computed and shown "
                "beside it, never mixed with it."
            )
        ),
        FieldPanel("indicator"),
        FieldRowPanel([FieldPanel("institution"), FieldPanel("year")]),
        FieldRowPanel([FieldPanel("qualifier"), FieldPanel("value"), FieldPanel("unit")]),
        FieldPanel("source"),
        FieldPanel("confidence"),
        language_group("note", _("Note"), classname="collapsed"),
    ]

    search_fields = [
        index.SearchField("source"),
        index.RelatedFields(
            "indicator", [index.SearchField(column("name", code)) for code, _n in settings.LANGUAGES]
        ),
        index.FilterField("year"),
    ]

    class Meta:
        verbose_name = _("reported figure")
        verbose_name_plural = _("reported figures")
        ordering = ["year", "indicator__code"]
        constraints = [
            models.UniqueConstraint(
                fields=["indicator", "institution", "year", "source"], name="figure_reported_once_per_source"
            )
        ]

    def __str__(self):
        return f"{self.year} {self.indicator}: {self.in_words()}"

    def in_words(self) -> str:
        """The value as exact as its source, in the active language."""
        value = self.value
        return qualified_number(int(value) if value == int(value) else value, self.qualifier)

    def note_prose(self):
        """The note in the active language or its fallback."""
        return prose(self, "note")


class FiguresPage(SectionPage):
    """Year by year: what the records count, beside what was reported elsewhere."""

    template = "pages/figures.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = []
    max_count = 1

    class Meta:
        verbose_name = _("figures")
