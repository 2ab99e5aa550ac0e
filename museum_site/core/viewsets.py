"""What the admin's listings and choosers have in common: search in every language, safe exports."""

import re
import unicodedata
from collections import defaultdict

import django_filters
from django.conf import settings
from django.db.models import ProtectedError, Q, QuerySet
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from wagtail.admin import messages
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.forms.choosers import BaseFilterForm, SearchFilterMixin
from wagtail.admin.menu import MenuItem
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.ui.tables.pages import BulkActionsColumn, PageStatusColumn, PageTitleColumn
from wagtail.admin.views.pages.listing import IndexView as PageIndexView
from wagtail.admin.viewsets.pages import PageListingViewSet
from wagtail.permissions import page_permission_policy
from wagtail.snippets.views.chooser import ChooseResultsView, ChooseView, SnippetChooserViewSet
from wagtail.snippets.views.snippets import DeleteView, IndexView, SnippetViewSet

from .countries import country_name
from .languages import column
from .models import translated_fields
from .panels import ADDED_PANELS

# --- Search ---------------------------------------------------------------------------------------

MAX_WORDS = 8
MAX_QUERY = 200


def letters_by_base() -> dict[str, str]:
    """The letters with marks of Latin, Greek, Cyrillic and Arabic script, by the letter without marks."""
    found = defaultdict(str)
    for point in (
        *range(0x00C0, 0x0250),
        *range(0x0370, 0x0500),
        *range(0x0620, 0x0650),
        *range(0x1E00, 0x2000),
    ):
        base = unicodedata.normalize("NFD", chr(point))[0]
        if base != chr(point):
            found[base] += chr(point)
    return dict(found)


MARKED = letters_by_base()
PLAIN = {letter: base for base, letters in MARKED.items() for letter in letters}


def word_pattern(word: str) -> str:
    """A regular expression for a word in upper or lower case, with or without marks: "stadel" also finds "STÄDEL".

    Both cases are spelt out, because what a database takes for the other case depends on its locale.
    """
    pattern = ""
    for letter in unicodedata.normalize("NFC", word):
        bases = {PLAIN.get(case, case) for case in (letter, letter.lower(), letter.upper())}
        letters = bases.union(*(MARKED.get(base, "") for base in bases))
        letters |= {case for one in letters for case in (one.lower(), one.upper()) if len(case) == 1}
        pattern += f"[{''.join(sorted(letters))}]" if len(letters) > 1 else re.escape(letter)
    return pattern


def containing(records: QuerySet, query: str, *fields: str) -> QuerySet:
    """The records that have every word of the query somewhere in the fields, in upper or lower case.

    Regular expressions, because SQLite compares only ASCII letters without regard to case, and because the
    search index knows beginnings of words only: written Chinese and Japanese have no spaces between them.
    """
    for word in query[:MAX_QUERY].split()[:MAX_WORDS]:
        pattern = word_pattern(word)
        anywhere = Q()
        for field in fields:
            anywhere |= Q(**{f"{field}__regex": pattern})
        records = records.filter(anywhere)
    return records


def in_every_language(*fields: str) -> list[str]:
    """The columns of translated fields, of the model or of a related one ("institution__name")."""
    return [column(field, code) for field in fields for code, _name in settings.LANGUAGES]


class NameSearchMixin:
    """A listing that is searched by `search_fields` with containing()."""

    def search_queryset(self, queryset):
        return containing(queryset, self.search_query, *self.search_fields) if self.is_searching else queryset


class NameSearchForm(SearchFilterMixin, BaseFilterForm):
    """The search of a chooser: by `search_fields` of the model's viewset."""

    def filter(self, objects):
        query = self.cleaned_data.get("q")
        if not query:
            return objects
        self.is_searching, self.search_query = True, query
        return containing(objects, query, *objects.model.snippet_viewset.search_fields)


# --- Export ---------------------------------------------------------------------------------------


class SafeExportMixin:
    """Exports in which a text stays a text.

    A spreadsheet takes a cell of a CSV file that begins with one of these characters for a formula; the
    apostrophe before it says that it is none. In XLSX files Wagtail marks texts as such.
    """

    FORMULA_START = ("=", "+", "-", "@", "\t", "\r")

    def preprocess_field_value(self, field, value, export_format):
        value = super().preprocess_field_value(field, value, export_format)
        if not isinstance(value, str):
            return value
        if export_format == self.FORMAT_XLSX:
            return ILLEGAL_CHARACTERS_RE.sub("", value)
        return f"'{value}" if value.startswith(self.FORMULA_START) else value

    def stream_csv(self, queryset):
        # Spreadsheet programs read a CSV file as UTF-8 only if it begins with this mark.
        yield b"\xef\xbb\xbf"
        yield from super().stream_csv(queryset)


# --- Records --------------------------------------------------------------------------------------


class RecordIndexView(NameSearchMixin, SafeExportMixin, IndexView):
    """The listing of a register."""

    any_permission_required = ["add", "change", "delete", "view"]


class RecordDeleteView(DeleteView):
    """The deletion of a record; one that is in use stays, even if Wagtail's index of references lags."""

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, gettext("The record is in use and cannot be deleted."))
            return redirect(self.edit_url_name, self.object.pk)


class RecordChooseMixin:
    """The list of a chooser, with the columns `chooser_columns` of the model's viewset beside the name."""

    filter_form_class = NameSearchForm

    @property
    def columns(self):
        return [*super().columns, *self.model.snippet_viewset.chooser_columns]

    def get_object_list(self):
        return self.model.snippet_viewset.for_listing(super().get_object_list())


class RecordChooseView(RecordChooseMixin, ChooseView):
    """The chooser."""


class RecordChooseResultsView(RecordChooseMixin, ChooseResultsView):
    """The results of a search in the chooser."""


class RecordChooserViewSet(SnippetChooserViewSet):
    """A chooser that finds a record by its name in any language."""

    choose_view_class = RecordChooseView
    choose_results_view_class = RecordChooseResultsView


class RecordViewSet(SnippetViewSet):
    """The admin of a register.

    `chooser_columns` stand beside the name in choosers; `search_fields` are searched in listing and chooser;
    for_listing() prefetches what the columns print.
    """

    index_view_class = RecordIndexView
    delete_view_class = RecordDeleteView
    chooser_viewset_class = RecordChooserViewSet
    chooser_columns = ()
    chooser_per_page = 20
    list_per_page = 50

    def for_listing(self, records: QuerySet) -> QuerySet:
        """The records with what a row of the listing or chooser prints."""
        return records

    def get_queryset(self, request):
        return self.for_listing(self.model._default_manager.all())

    def get_edit_handler(self):
        if not translated_fields(self.model):
            return super().get_edit_handler()
        return ObjectList([*self.model.panels, *ADDED_PANELS]).bind_to_model(self.model)

    @property
    def export_filename(self):
        return f"{self.model._meta.model_name}-{timezone.localdate().isoformat()}"


# --- Filters --------------------------------------------------------------------------------------


def country_filter(model, field: str = "country", **kwargs) -> django_filters.ChoiceFilter:
    """A filter by the countries or regions that the records of a model have."""

    def in_use():
        codes = model._base_manager.order_by().values_list(field, flat=True).distinct()
        return sorted(((code, country_name(code)) for code in codes if code), key=lambda choice: choice[1])

    return django_filters.ChoiceFilter(
        field_name=field, label=_("Country or region"), choices=in_use, empty_label=_("All"), **kwargs
    )


def choice_filter(choices, label, method: str | None = None, **kwargs) -> django_filters.ChoiceFilter:
    """A filter by one of the values of a vocabulary; `method` is a method of the filter set."""
    return django_filters.ChoiceFilter(
        label=label, choices=choices.choices, empty_label=_("All"), method=method, **kwargs
    )


class YearFilterSet(WagtailFilterSet):
    """Records of a year, for a model whose queryset has in_year()."""

    year = django_filters.NumberFilter(label=_("Year"), method="in_year", min_value=1, max_value=9999)

    def in_year(self, queryset, name, value):
        return queryset.in_year(int(value))


# --- Pages ----------------------------------------------------------------------------------------


class RecordPageIndexView(NameSearchMixin, SafeExportMixin, PageIndexView):
    """The listing of the pages of a register."""

    for_listing = None

    def annotate_queryset(self, pages):
        return super().annotate_queryset(self.for_listing(pages))

    def get_ordering(self):
        # Search results are ordered as the listing is: containing() knows no relevance.
        ordering = self.request.GET.get("ordering", self.default_ordering)
        return ordering if ordering in self.get_valid_orderings() else self.default_ordering


def page_columns(*facts: Column) -> list[Column]:
    """The columns of a listing of pages: title, number, what the domain adds, and the state of the page."""
    return [
        BulkActionsColumn("bulk_actions"),
        PageTitleColumn("title", label=_("Title"), sort_key="title", classname="title"),
        Column("registry_number", label=_("Registry number"), sort_key="registry_number"),
        *facts,
        DateColumn("latest_revision_created_at", label=_("Updated"), sort_key="latest_revision_created_at"),
        # Translators: a column that says whether a page is a draft or published.
        PageStatusColumn("status", label=_("Page"), sort_key="live"),
    ]


class RecordPageListingViewSet(PageListingViewSet):
    """The admin's listing of the pages of a register, below the pages of `index_model`.

    `search_fields` are the columns that are searched; for_listing() prefetches what the columns print.
    """

    index_view_class = RecordPageIndexView
    index_model = None
    search_fields = ()
    ordering = "-registry_number"
    list_per_page = 50

    def for_listing(self, pages: QuerySet) -> QuerySet:
        """The pages with what a row of the listing prints."""
        return pages

    def get_index_view_kwargs(self, **kwargs):
        return super().get_index_view_kwargs(
            **{
                "search_fields": self.search_fields,
                "for_listing": self.for_listing,
                "page_title": self.menu_label,
                "list_export": self.list_export,
                **kwargs,
            }
        )

    @property
    def menu_label(self):
        return capfirst(self.model._meta.verbose_name_plural)

    @property
    def menu_item_class(self):
        return PageListingMenuItem

    def get_menu_item(self, order=None):
        item = super().get_menu_item(order)
        item.index_model = self.index_model
        return item


class PageListingMenuItem(MenuItem):
    """A menu item for those who may write the pages of a register."""

    index_model = None

    def is_shown(self, request):
        pages = page_permission_policy.instances_user_has_any_permission_for(
            request.user, {"add", "change", "publish"}
        )
        return pages.type(self.index_model).exists()
