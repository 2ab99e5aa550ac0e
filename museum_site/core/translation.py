"""Which fields have a column per language."""

from modeltranslation.translator import TranslationOptions, register

from .models import MuseumDocument, MuseumImage


@register(MuseumImage)
class MuseumImageTranslation(TranslationOptions):
    fields = ("alt", "caption")


@register(MuseumDocument)
class MuseumDocumentTranslation(TranslationOptions):
    fields = ("name",)


class ProseTranslation(TranslationOptions):
    """The prose of every page; page models register with this or a subclass."""

    fields = ("heading", "summary", "body")
