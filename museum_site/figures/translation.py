"""Which fields of figures have a column per language."""

from modeltranslation.translator import TranslationOptions, register

from museum_site.core.translation import ProseTranslation

from . import models


@register(models.Indicator)
class IndicatorTranslation(TranslationOptions):
    fields = ("name",)


@register(models.ReportedFigure)
class ReportedFigureTranslation(TranslationOptions):
    fields = ("note",)


@register(models.FiguresPage)
class FiguresPageTranslation(ProseTranslation):
    pass
