"""The shape of the editing forms: facts on one tab, each source language on its own."""

from django.conf import settings
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface

from .languages import column, language


class LanguagePanel(FieldPanel):
    """A translated field in one language.

    It names the language's own column: the bare field would edit the language of the editor's admin.
    `label` says what the panel is called: the field ("Heading"), the language ("English") or both ("Heading –
    English"), whichever the surroundings do not tell.
    """

    def __init__(self, field, code, label="both", **kwargs):
        super().__init__(column(field, code), **kwargs)
        self.field, self.code, self.label = field, code, label

    def clone_kwargs(self):
        kwargs = super().clone_kwargs() | {"field": self.field, "code": self.code, "label": self.label}
        del kwargs["field_name"]
        return kwargs

    def on_model_bound(self):
        super().on_model_bound()
        field = capfirst(self.db_field.translated_field.verbose_name)
        autonym = language(self.code).autonym
        self.heading = {"field": field, "language": autonym, "both": format_lazy("{} – {}", field, autonym)}[
            self.label
        ]


def translated_panels(fields, codes=None, label="both", **kwargs) -> list:
    """One panel per field and language, in all languages by default."""
    codes = codes or [code for code, _name in settings.LANGUAGES]
    return [LanguagePanel(field, code, label, **kwargs) for field in fields for code in codes]


def language_group(field, heading, **kwargs) -> MultiFieldPanel:
    """A translated field of a record in all languages, as one group under a heading."""
    return MultiFieldPanel(translated_panels([field], label="language"), heading=heading, **kwargs)


def advice(text) -> HelpPanel:
    """A sentence that an editor must know, in a box of its own."""
    return HelpPanel(text, template="wagtailadmin/panels/note.html")


def source_panels(fields) -> list:
    """Panels of the source languages only, for inline rows of pages; the desk writes the others."""
    return translated_panels(fields, settings.SOURCE_LANGUAGES)


# Panels that other applications add to the forms of all pages and records with translated fields.
ADDED_PANELS = []

TRANSLATED_ELSEWHERE = _(
    "Write here in the language that the tab names. The other languages are not in this form: they are "
    "translated separately, and until then visitors read this text, marked as being in another language."
)


def page_tabs(page_class) -> TabbedInterface:
    """The tabs of a page's form."""
    tabs = []
    facts = [*page_class.facts_panels, *getattr(page_class, "source_panels", ())]
    if facts:
        tabs.append(ObjectList(facts, heading=_("Facts")))
    tabs += [
        ObjectList(
            [
                advice(TRANSLATED_ELSEWHERE),
                *translated_panels(page_class.prose_fields, [code], label="field"),
                *(ADDED_PANELS if code == settings.SOURCE_LANGUAGES[0] else ()),
            ],
            heading=language(code).autonym,
        )
        for code in settings.SOURCE_LANGUAGES
    ]
    tabs += [
        ObjectList(list(page_class.picture_panels), heading=_("Pictures and documents")),
        ObjectList(list(page_class.promote_panels), heading=_("Promote")),
        ObjectList(list(page_class.settings_panels), heading=_("Settings")),
    ]
    return TabbedInterface(tabs, base_form_class=page_class.base_form_class).bind_to_model(page_class)
