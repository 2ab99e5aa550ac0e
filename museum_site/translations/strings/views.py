"""The list of the interface's strings and the form of one, in the admin."""

import django_filters
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.base import BaseListingView

from museum_site.core.languages import active_language, language, language_name
from museum_site.core.viewsets import choice_filter

from .catalogue import catalogue, is_source
from .desk import Change, InterfaceString, State, interface_string, interface_strings, record
from .forms import CorrectionForm, NoteForm, numbers_of
from .models import Correction
from .places import Area, place
from .rights import languages_to_correct, may_see
from .search import Query

INDEX = "interface_strings:index"
EDIT = "interface_strings:edit"


class SeeingMixin:
    """A view for those who may see the strings."""

    header_icon = "openquote"
    page_title = gettext_lazy("Interface strings")

    def dispatch(self, request, *args, **kwargs):
        if not may_see(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


# --- The list -------------------------------------------------------------------------------------


class Row:
    """A string in the list, and the language that the list shows it in."""

    def __init__(self, string: InterfaceString, code: str):
        self.string, self.code = string, code
        self.pk = string.entry.id

    @property
    def source(self) -> str:
        """The source text, with the context if there is one, fit for a line."""
        entry = self.string.entry
        text = Truncator(entry.msgid).chars(120)
        return f"{text} ({entry.context})" if entry.context else text

    @property
    def url(self) -> str:
        """The address of the string's form, at the language shown."""
        return f"{reverse(EDIT, args=[self.pk])}#{self.language.tag}-section"

    @property
    def language(self):
        """The language shown."""
        return language(self.code)

    @property
    def text(self) -> str:
        """What the site shows in that language; of a plural the form for most numbers."""
        return Truncator(self.string.texts(self.code)[-1]).chars(120)

    @property
    def place(self) -> str:
        """Where the string stands."""
        return "; ".join(dict.fromkeys(str(place(file)) for file in self.string.entry.files))

    @property
    def states(self) -> list[str]:
        """The states of the string in all languages, with the languages that are in each."""
        found = {}
        for code, _autonym in settings.LANGUAGES:
            if state := self.string.state(code):
                found.setdefault(state, []).append(code)
        return [f"{state.label}: {', '.join(codes)}" for state, codes in found.items()]


class StringFilterSet(WagtailFilterSet):
    """The filters of the list. A state is that of the language chosen, or of any language."""

    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"), choices=settings.LANGUAGES, empty_label=gettext_lazy("All")
    )
    state = choice_filter(State, gettext_lazy("State"))
    area = choice_filter(Area, gettext_lazy("Place of use"))

    class Meta:
        model = Correction
        fields = ()

    def filter_queryset(self, strings):
        chosen = self.form.cleaned_data
        codes = [chosen["language"]] if chosen["language"] else [code for code, _name in settings.LANGUAGES]
        if chosen["state"]:
            strings = [
                string for string in strings if any(string.state(code) == chosen["state"] for code in codes)
            ]
        if chosen["area"]:
            strings = [
                string
                for string in strings
                if any(place(file).area == chosen["area"] for file in string.entry.files)
            ]
        return strings


class TextColumn(Column):
    """A text in its own language and direction."""

    cell_template_name = "strings/text_cell.html"


class StatesColumn(Column):
    """The states of a string, as tags."""

    cell_template_name = "strings/states_cell.html"


class StringListView(SeeingMixin, BaseListingView):
    """All strings, found by what they say on the page in any language."""

    filterset_class = StringFilterSet
    index_url_name = INDEX
    index_results_url_name = "interface_strings:index_results"
    is_searchable = True
    paginate_by = 50
    verbose_name_plural = gettext_lazy("strings")
    columns = [
        TitleColumn("source", label=gettext_lazy("Source text"), get_url=lambda row: row.url),
        TextColumn("text", label=gettext_lazy("Text")),
        Column("place", label=gettext_lazy("Place of use")),
        StatesColumn("states", label=gettext_lazy("State")),
    ]

    def get_base_queryset(self):
        return interface_strings()

    @cached_property
    def shown_language(self) -> str:
        """The language of the filter, else that of the admin if the user works on it, else the first one.

        Not the source language, unless it is asked for: it stands in the first column.
        """
        chosen = self.request.GET.get("language")
        if chosen in dict(settings.LANGUAGES):
            return chosen
        codes = languages_to_correct(self.request.user) or [code for code, _name in settings.LANGUAGES]
        codes = [code for code in codes if not is_source(code)] or codes
        return active_language() if active_language() in codes else codes[0]

    def order_queryset(self, strings):
        return strings

    def search_queryset(self, strings):
        first = self.shown_language
        if not self.is_searching:
            return [Row(string, first) for string in strings]
        query = Query(self.search_query)
        codes = [first, *(code for code, _name in settings.LANGUAGES if code != first)]
        found = []
        for string in strings:
            match = query.find(string.entry, {code: string.texts(code) for code in codes})
            if match:
                found.append((match[0], Row(string, match[1])))
        return [row for _rank, row in sorted(found, key=lambda pair: pair[0])]


# --- One string -----------------------------------------------------------------------------------


class LanguageTexts:
    """The texts of a string in one language as the form shows them, with fields if they may be corrected."""

    def __init__(self, string: InterfaceString, code: str, form: CorrectionForm | None):
        self.string, self.code, self.form = string, code, form
        self.language = language(code)
        self.state = string.state(code)
        self.is_corrected = string.correction(code) is not None

    @property
    def heading(self) -> str:
        """The name of the language in itself and in the admin's."""
        autonym, name = self.language.autonym, language_name(self.code)
        return autonym if autonym == name else f"{autonym} – {name}"

    @property
    def texts(self) -> list[tuple[str, str]]:
        """Pairs of the numbers that a form is for, and what the site shows."""
        return self.pairs(self.string.texts(self.code))

    @property
    def catalogue_texts(self) -> list[tuple[str, str]]:
        """The same of the catalogue's texts."""
        return self.pairs(self.string.entry.shown(self.code))

    def pairs(self, texts):
        """Pairs of numbers and text, without the forms that no whole number takes."""
        forms = catalogue().forms(self.string.entry, self.code)
        return [(numbers_of(form), texts[form.index]) for form in forms if form.numbers or len(forms) == 1]


class StringView(SeeingMixin, WagtailAdminTemplateMixin, TemplateView):
    """One string in all languages; those that the user may correct have fields."""

    template_name = "strings/string.html"

    def dispatch(self, request, *args, **kwargs):
        self.entry = catalogue().by_id(kwargs["entry_id"])
        if self.entry is None:
            raise Http404("no such string")
        return super().dispatch(request, *args, **kwargs)

    def get_page_subtitle(self):
        return Truncator(self.entry.msgid).chars(60)

    def get_breadcrumbs_items(self):
        return [
            *self.breadcrumbs_items,
            {"url": reverse(INDEX), "label": self.page_title},
            {"url": "", "label": self.get_page_subtitle()},
        ]

    @cached_property
    def string(self) -> InterfaceString:
        """The string with its corrections."""
        return interface_string(self.entry)

    @cached_property
    def forms(self) -> dict[str, CorrectionForm]:
        """The forms of the languages that the user may correct."""
        data = self.request.POST if self.request.method == "POST" else None
        return {
            code: CorrectionForm(self.string, code, data) for code in languages_to_correct(self.request.user)
        }

    @cached_property
    def note_form(self) -> NoteForm:
        """The form of the note that goes with all changes."""
        return NoteForm(self.request.POST if self.request.method == "POST" else None)

    def get_context_data(self, **kwargs):
        own = list(self.forms)
        codes = [*own, *(code for code, _name in settings.LANGUAGES if code not in own)]
        return super().get_context_data(
            entry=self.entry,
            places=list(dict.fromkeys(place(file) for file in self.entry.files)),
            languages=[LanguageTexts(self.string, code, self.forms.get(code)) for code in codes],
            note_form=self.note_form,
            may_correct=bool(own),
            history=Correction.objects.filter(context=self.entry.context, msgid=self.entry.msgid)
            .select_related("made_by")
            .order_by("-pk"),
            submit_button_label=_("Save"),
            submit_button_active_label=_("Saving…"),
            media=self.note_form.media
            + sum((form.media for form in self.forms.values()), start=NoteForm().media),
            **kwargs,
        )

    def post(self, request, *args, **kwargs):
        withdrawn = request.POST.get("withdraw", "")
        if not self.forms or (withdrawn and withdrawn not in self.forms):
            raise PermissionDenied
        # What was typed in other languages is saved along, so that it is not lost.
        forms = [form for code, form in self.forms.items() if code != withdrawn]
        if not all([form.is_valid() for form in (*forms, self.note_form)]):  # noqa: C419  each shows its errors
            messages.error(request, _("The text was not saved: see what is said beside it."))
            return self.render_to_response(self.get_context_data())
        changed = [(form, change) for form in forms if (change := form.change())]
        changes = [change for _form, change in changed]
        if self.string.correction(withdrawn):
            changes.append(Change(self.entry, withdrawn, ()))
        if changes:
            record(changes, user=request.user, note=self.note_form.cleaned_data["note"])
            messages.success(request, _("Saved. Visitors see the text within seconds."))
        for form, _change in changed:
            for hint in form.hints():
                messages.warning(request, f"{form.language.autonym}: {hint}")
        return redirect(EDIT, self.entry.id)
