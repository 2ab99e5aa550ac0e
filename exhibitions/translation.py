"""Which fields of exhibitions have a column per language."""

from modeltranslation.translator import TranslationOptions, register

from museum_site.core.translation import ProseTranslation

from . import models


@register([models.ExhibitionPage, models.ExhibitionIndexPage])
class ExhibitionTranslation(ProseTranslation):
    pass


@register(models.Showing)
class ShowingTranslation(TranslationOptions):
    fields = ("note",)
