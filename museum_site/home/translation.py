"""Which fields of the pages around the registers have a column per language."""

from modeltranslation.translator import register

from museum_site.core.translation import ProseTranslation

from . import models


@register(
    [
        models.HomePage,
        models.StandardPage,
        models.NewsPage,
        models.NewsIndexPage,
        models.FeedbackPage,
    ]
)
class PageTranslation(ProseTranslation):
    pass


@register(models.DepartmentPage)
class DepartmentTranslation(ProseTranslation):
    fields = ("message", "mandate", "contact")
