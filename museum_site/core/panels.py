"""The shape of the editing forms: facts on one tab, each source language on its own."""

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, ObjectList, TabbedInterface

from .languages import column, language


def translated_panels(fields, codes=None, **kwargs) -> list:
    """One panel per field and language; each names the language's column, never the bare field.

    The bare field would edit the language of the editor's own admin interface.
    """
    codes = codes or [code for code, _name in settings.LANGUAGES]
    return [FieldPanel(column(field, code), **kwargs) for field in fields for code in codes]


def language_groups(fields, heading=None) -> list:
    """For records and inline rows: one group per translated field, with all languages in it."""
    return [
        MultiFieldPanel(
            translated_panels([field]), heading=heading or field.replace("_", " ").capitalize(), classname="collapsed"
        )
        for field in fields
    ]


def source_panels(fields) -> list:
    """Panels of the source languages only, for inline rows of pages; the desk writes the others."""
    return translated_panels(fields, settings.SOURCE_LANGUAGES)


def page_tabs(page_class) -> TabbedInterface:
    """The tabs of a page's form."""
    tabs = []
    facts = [*page_class.facts_panels, *getattr(page_class, "source_panels", ())]
    if facts:
        tabs.append(ObjectList(facts, heading=_("Facts")))
    tabs += [
        ObjectList(translated_panels(page_class.prose_fields, [code]), heading=language(code).autonym)
        for code in settings.SOURCE_LANGUAGES
    ]
    tabs += [
        ObjectList(list(page_class.picture_panels), heading=_("Pictures and documents")),
        ObjectList(list(page_class.promote_panels), heading=_("Promote")),
        ObjectList(page_class.settings_panels, heading=_("Settings")),
    ]
    return TabbedInterface(tabs, base_form_class=page_class.base_form_class).bind_to_model(page_class)
