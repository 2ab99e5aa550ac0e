"""Which fields of visits have a column per language."""

from modeltranslation.translator import TranslationOptions, register

from museum_site.core.translation import ProseTranslation

from . import models


@register(models.Visit)
class VisitTranslation(TranslationOptions):
    fields = ("heading", "summary")


@register(models.VisitRole)
class RoleTranslation(TranslationOptions):
    fields = ("position",)


@register([models.DelegationPage, models.DelegationIndexPage])
class DelegationTranslation(ProseTranslation):
    pass
