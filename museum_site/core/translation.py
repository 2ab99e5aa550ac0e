"""Which fields have a column per language."""

from modeltranslation.translator import TranslationOptions, register

from .models import MuseumImage


@register(MuseumImage)
class MuseumImageTranslation(TranslationOptions):
    fields = ("alt", "caption")


class ProseTranslation(TranslationOptions):
    """The prose of every page; page models register with this or a subclass."""

    fields = ("heading", "summary", "body")
