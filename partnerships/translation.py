"""Which fields of partners and agreements have a column per language."""

from modeltranslation.translator import TranslationOptions, register

from museum_site.core.translation import ProseTranslation

from . import models


@register([models.City, models.Institution, models.Person])
class NameTranslation(TranslationOptions):
    fields = ("name",)


@register([models.PartnerPage, models.PartnerIndexPage, models.AgreementIndexPage])
class PageTranslation(ProseTranslation):
    pass


@register(models.AgreementPage)
class AgreementTranslation(ProseTranslation):
    fields = ("place", "ceremony_note")


@register(models.CeremonyRole)
class RoleTranslation(TranslationOptions):
    fields = ("position",)


@register(models.AgreementAction)
class ActionTranslation(TranslationOptions):
    fields = ("note",)


@register(models.Commitment)
class CommitmentTranslation(TranslationOptions):
    fields = ("heading", "summary")
