"""The pages of the desk: the matrix, "my work", and the editor of a translation."""

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from urllib.parse import urlencode

import django_filters
from django import forms
from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Exists, OuterRef, Q
from django.http import Http404, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView, View
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.models import EditingSession
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.utils import get_user_display_name
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.views.mixins import SpreadsheetExportMixin
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import Button

from museum_site.core.languages import desk_languages, language, language_name
from museum_site.core.viewsets import NameSearchMixin, SafeExportMixin

from . import desk
from .changes import marked_changes
from .enums import SYMBOLS, Priority, State, Step, TextKind
from .forms import AssignForm, Field, SendBackForm, read_entries
from .memory import remember
from .models import (
    DraftAlternative,
    DraftText,
    SourceText,
    TranslatableRecord,
    TranslatedText,
    Translation,
    Version,
)
from .records import page_registers, pages_on_home, public_path, register_labels
from .rights import Rights, people_for, rights_of
from .segments import Text, content_state, digest, has_words, source_chain, source_texts


class DeskMixin:
    """A page of the desk, for those who have a right at it."""

    def dispatch(self, request, *args, **kwargs):
        self.rights = rights_of(request)
        desk.require(bool(self.rights))
        return super().dispatch(request, *args, **kwargs)


# --- The matrix -----------------------------------------------------------------------------------


class LanguageColumn(Column):
    """The state of the records of a page in a language, each a link to the translation."""

    cell_template_name = "translations/cell.html"

    def __init__(self, code):
        super().__init__(f"language_{code}", label=language(code).autonym, classname="desk-state")
        self.code = code

    def get_value(self, instance):
        return instance.cells.get(self.code)


class TitleColumn(Column):
    """What a record is called, and which register it is in."""

    cell_template_name = "translations/title_cell.html"


class MatrixFilterSet(WagtailFilterSet):
    """Which records the matrix shows."""

    register = django_filters.ChoiceFilter(
        label=gettext_lazy("Register"),
        choices=lambda: register_labels().items(),
        empty_label=gettext_lazy("All"),
    )
    language = django_filters.ChoiceFilter(
        label=gettext_lazy("Language"), method="leave", empty_label=gettext_lazy("All")
    )
    state = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("State"),
        choices=State.choices,
        method="leave",
        widget=forms.CheckboxSelectMultiple,
    )
    changed_at = django_filters.DateFilter(
        label=gettext_lazy("Original changed since"), lookup_expr="date__gte", widget=AdminDateInput
    )
    mine = django_filters.ChoiceFilter(
        label=gettext_lazy("Assigned"),
        # Translators: translations that are assigned to the user.
        choices=[("me", gettext_lazy("To me")), ("nobody", gettext_lazy("To nobody"))],
        method="leave",
        empty_label=gettext_lazy("All"),
    )

    class Meta:
        model = TranslatableRecord
        fields = ()

    def __init__(self, *args, languages, **kwargs):
        super().__init__(*args, **kwargs)
        self.languages = languages
        self.filters["language"].extra["choices"] = [(code, language(code).autonym) for code in languages]

    def leave(self, queryset, name, value):
        """Change nothing: conditions on a translation hold together, for the same language."""
        return queryset

    def filter_queryset(self, queryset):
        queryset = super().filter_queryset(queryset)
        chosen = self.form.cleaned_data
        conditions = Q(language=chosen["language"]) if chosen["language"] else Q(language__in=self.languages)
        if chosen["mine"] == "me":
            conditions &= Q(assignee=self.request.user)
        elif chosen["mine"] == "nobody":
            conditions &= Q(assignee=None)
        if not (chosen["state"] or chosen["mine"]):
            return queryset
        translations = Translation.objects.filter(conditions, record=OuterRef("pk"))
        if chosen["state"]:
            translations = translations.with_state().filter(state__in=chosen["state"])
        return queryset.filter(Exists(translations))


@dataclass(frozen=True)
class Coverage:
    """How far the records are translated into a language."""

    code: str
    counts: dict

    @property
    def autonym(self):
        """The language's own name."""
        return language(self.code).autonym

    @property
    def tag(self):
        """The language for `lang`."""
        return language(self.code).tag

    @property
    def percent(self) -> int:
        """The share of current translations among those that are planned, rounded down: 100 means all."""
        planned = sum(self.counts.values()) - self.counts.get(State.NOT_PLANNED, 0)
        return 100 * self.counts.get(State.CURRENT, 0) // planned if planned else 0

    @property
    def cells(self) -> list[tuple[str, int]]:
        """State and number of records, in the order of State."""
        return [(state.value, self.counts.get(state, 0)) for state in State]


def coverage(languages, on) -> list[Coverage]:
    """How far the records at the desk are translated, by language: one query."""
    counts = defaultdict(dict)
    rows = (
        Translation.objects.filter(language__in=languages, record__listed_from__lte=on)
        .with_state()
        .order_by()
        .values_list("language", "state")
        .annotate(number=Count("pk"))
    )
    for code, state, number in rows:
        counts[code][state] = number
    return [Coverage(code, counts[code]) for code in languages]


class MatrixView(DeskMixin, NameSearchMixin, SafeExportMixin, SpreadsheetExportMixin, BaseListingView):
    """Records by languages, with the state of each: in words and signs."""

    page_title = gettext_lazy("Translations")
    header_icon = "globe"
    template_name = "translations/matrix.html"
    results_template_name = "translations/matrix_results.html"
    table_classname = "listing desk-matrix"
    filterset_class = MatrixFilterSet
    model = TranslatableRecord
    is_searchable = True
    search_fields = ("title",)
    search_backend_name = None
    paginate_by = 50
    index_url_name = "translations:index"
    index_results_url_name = "translations:index_results"
    export_filename = "translations"

    @cached_property
    def today(self):
        """The day on which the records are looked at."""
        return timezone.localdate()

    @cached_property
    def languages(self) -> list[str]:
        """The languages that the user sees: their own, and all of them where they may do something in none."""
        return self.rights.languages()

    @cached_property
    def shown_languages(self) -> list[str]:
        """The languages that have a column: the one of the filter, or all."""
        chosen = self.request.GET.get("language")
        return [chosen] if chosen in self.languages else self.languages

    @cached_property
    def columns(self):
        return [
            TitleColumn("title", label=_("Record"), sort_key="title", classname="title"),
            DateColumn("changed_at", label=_("Original changed"), sort_key="changed_at"),
            *(LanguageColumn(code) for code in self.shown_languages),
        ]

    @cached_property
    def header_more_buttons(self):
        if not self.rights.translating:
            return []
        # What the filters show is what the form of the export begins with.
        chosen = {
            name: value for name in ("language", "register") if (value := self.request.GET.get(name, ""))
        }
        address = f"{reverse('translation_files:export')}?{urlencode(chosen)}"
        return [
            *super().header_more_buttons,
            Button(_("Export for translation"), address, icon_name="download"),
        ]

    def get_filterset_kwargs(self):
        return super().get_filterset_kwargs() | {"languages": self.languages}

    def get_base_queryset(self):
        records = TranslatableRecord.objects.listed(self.today)
        registers = self.rights.registers()
        return records if registers is None else records.filter(register__in=registers)

    @cached_property
    def on_home(self) -> frozenset[int]:
        """The pages that the front page shows."""
        return pages_on_home(timezone.now())

    def order_queryset(self, queryset):
        if self.ordering:
            return queryset.order_by(self.ordering, "pk")
        return queryset.by_need(page_registers(), self.on_home)

    def with_cells(self, records) -> list[TranslatableRecord]:
        """The records, each with its translations by language as `cells`."""
        records = list(records)
        wanted = Q(language__in=self.shown_languages)
        if not self.is_export:
            wanted &= Q(record__in=[record.pk for record in records])
        translations = (
            Translation.objects.filter(wanted).with_state().with_numbers().select_related("assignee")
        )
        cells = defaultdict(dict)
        for translation in translations:
            cells[translation.record_id][translation.language] = translation
        labels, read = register_labels(), set(page_registers())
        for record in records:
            record.cells = cells[record.pk]
            for translation in record.cells.values():
                translation.record = record
            record.register_label = labels.get(record.register, record.register)
            record.is_on_home = record.register in read and record.object_id in self.on_home
        return records

    def paginate_queryset(self, queryset, page_size):
        # Which records have a state is worked out once: their keys give the number and the page.
        keys = list(queryset.values_list("pk", flat=True))
        paginator, page, shown, has_other_pages = super().paginate_queryset(keys, page_size)
        records = self.model.objects.in_bulk(shown)
        page.object_list = self.with_cells(records[key] for key in shown if key in records)
        return paginator, page, page.object_list, has_other_pages

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {
            "coverage": coverage(self.shown_languages, self.today),
            "states": [(state.label, SYMBOLS[state]) for state in State],
        }

    def render_to_response(self, context, **kwargs):
        if self.is_export:
            return self.as_spreadsheet(self.with_cells(self.get_queryset()), self.request.GET["export"])
        return super().render_to_response(context, **kwargs)

    @property
    def list_export(self):
        return ["title", "register_label", "changed_at", *self.shown_languages]

    @property
    def export_headings(self):
        return {
            "title": _("Record"),
            "register_label": _("Register"),
            "changed_at": _("Original changed"),
            **{code: language(code).autonym for code in self.shown_languages},
        }

    def to_row_dict(self, item):
        states = {
            code: cell.state_label if (cell := item.cells.get(code)) else "" for code in self.shown_languages
        }
        facts = {name: getattr(item, name) for name in ("title", "register_label", "changed_at")}
        return facts | states


# --- My work --------------------------------------------------------------------------------------

# Among how many records is looked for work that nobody has, and how many translations are offered.
MOST_NEEDED, MOST_OFFERED = 100, 10


def my_work(user, rights: Rights, on) -> list[tuple[str, list[Translation]]]:
    """What waits for a user: pairs of a heading and translations, the most urgent first. One query.

    Came back; to translate; changed originals of what they translated; to review. Each translation stands under the
    first heading that fits.
    """
    # Each of these is found by an index: this is asked for the menu of every page of the admin.
    mine = (
        Q(assignee=user)
        | Q(submitted_by=user)
        | Q(pk__in=DraftText.objects.filter(by=user).values("translation"))
        | Q(pk__in=TranslatedText.objects.filter(by=user).values("translation"))
    )
    translations = (
        Translation.objects.filter(mine | Q(step=Step.REVIEW), record__listed_from__lte=on)
        .filter(rights.translatable() | rights.reviewable())
        .with_state()
        .with_numbers()
        .select_related("record", "submitted_by")
    )
    groups = {"returned": [], "translate": [], "outdated": [], "review": []}
    for item in translations:
        if item.step == Step.REVIEW:
            if rights.may_review(item):
                groups["review"].append(item)
        elif item.step == Step.RETURNED and item.submitted_by_id == user.pk:
            groups["returned"].append(item)
        elif not rights.may_translate(item):
            continue
        elif item.state == State.TRANSLATING or (
            item.assignee_id == user.pk and item.state in (State.MISSING, State.OUTDATED, State.PARTLY)
        ):
            groups["translate"].append(item)
        elif item.state == State.OUTDATED:
            groups["outdated"].append(item)
    for items in groups.values():
        items.sort(key=lambda item: (item.due is None, item.due or on, -item.record.priority, item.pk))
    headings = {
        "returned": _("Sent back to you"),
        "translate": _("To translate"),
        "outdated": _("Originals that changed since you translated them"),
        "review": _("To review"),
    }
    return [(headings[name], items) for name, items in groups.items() if items]


def free_work(rights: Rights, now) -> list[Translation]:
    """What a translator could take next: nobody's translations that are missing, partly done or outdated.

    Looked for among the records that visitors need most, so that it costs the same however many there are.
    """
    needed = TranslatableRecord.objects.listed(timezone.localdate(now))
    if (registers := rights.registers()) is not None:
        needed = needed.filter(register__in=registers)
    needed = needed.by_need(page_registers(), pages_on_home(now)).values_list("pk", flat=True)
    place = {pk: number for number, pk in enumerate(needed[:MOST_NEEDED])}
    free = (
        Translation.objects.filter(rights.translatable(), record__in=place, assignee=None)
        .with_state()
        .with_numbers()
        .filter(state__in=[State.MISSING, State.PARTLY, State.OUTDATED])
        .select_related("record")
    )
    return sorted(free, key=lambda item: (place[item.record_id], item.pk))[:MOST_OFFERED]


class MyWorkView(DeskMixin, WagtailAdminTemplateMixin, TemplateView):
    """What waits for the user."""

    page_title = gettext_lazy("My work")
    header_icon = "tasks"
    template_name = "translations/my_work.html"

    def get_breadcrumbs_items(self):
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.page_title}]

    def get_context_data(self, **kwargs):
        today = timezone.localdate()
        groups = my_work(self.request.user, self.rights, today)
        if free := free_work(self.rights, timezone.now()):
            groups.append((_("Nobody has these yet: what visitors need first"), free))
        return super().get_context_data(**kwargs) | {"groups": groups, "today": today}


# --- The editor -----------------------------------------------------------------------------------


@dataclass
class Row:
    """One text in the editor, with everything that stands beside it."""

    field: Field
    other: Text | None = None
    published: TranslatedText | None = None
    is_draft: bool = False
    changes: list = field(default_factory=list)
    since: object = None
    alternatives: list = field(default_factory=list)
    problems: list = field(default_factory=list)


def problems_of(pairs: list[tuple[Text, str]], code: str) -> dict[str, list]:
    """What may be wrong with translations, by key.

    Every function that is registered as the hook "check_translations" is asked once for all of them: it gets pairs
    of a Text and its translation and the code of the language, and gives problems by key. A problem has `level`
    ("error" or "warning"), `code` and `message`; an error keeps a translation from being submitted.
    """
    found = defaultdict(list)
    for source, text in pairs:
        if source.max_length and len(text) > source.max_length:
            found[source.key].append(TooLong(source.max_length, len(text)))
    for check in hooks.get_hooks("check_translations"):
        for key, problems in check(pairs, code).items():
            codes = {problem.code for problem in found[key]}
            found[key] += [problem for problem in problems if problem.code not in codes]
    return found


class TooLong:
    """The one problem that would keep a text from being stored in its place."""

    level, code = "error", "length"

    def __init__(self, limit: int, length: int):
        self.message = _("The text has %(length)d characters; there is room for %(limit)d.") % {
            "length": length,
            "limit": limit,
        }


class TranslationMixin(DeskMixin):
    """A page about one translation, for those who may see it."""

    @cached_property
    def translation(self) -> Translation:
        """The translation with its state; 404 unless it is at the desk."""
        found = get_object_or_404(
            Translation.objects.filter(
                record__listed_from__lte=timezone.localdate(), language__in=desk_languages()
            )
            .with_state()
            .with_numbers()
            .select_related("record__content_type", "assignee", "reviewer", "submitted_by"),
            pk=self.kwargs["pk"],
        )
        desk.require(self.rights.may_open(found))
        return found

    @cached_property
    def record(self):
        """The page, snippet or image itself."""
        record = desk.record_of(self.translation)
        if record is None:
            raise Http404
        return record

    @cached_property
    def sources(self) -> dict[str, Text]:
        """The texts to be translated, by key."""
        return {text.key: text for text in source_texts(self.record, self.translation.source_language)}

    @cached_property
    def current(self) -> dict[str, str]:
        """What stands in the desk by key: what is being written, or else what is published."""
        texts = {text.key: text.text for text in self.translation.texts.all()}
        return texts | {draft.key: draft.text for draft in self.translation.drafts.all()}

    def problems(self, drafts=None) -> dict[str, list]:
        """What may be wrong with what was written but not published."""
        drafts = self.translation.drafts.all() if drafts is None else drafts
        drafts = {draft.key: draft.text for draft in drafts}
        pairs = [
            (self.sources[key], text)
            for key, text in drafts.items()
            if key in self.sources and has_words(text)
        ]
        return problems_of(pairs, self.translation.language)

    def here(self):
        """Back to the editor."""
        return redirect("translations:edit", self.translation.pk)


def others_at(translation: Translation, user) -> list[str]:
    """The names of other people who have the translation open."""
    sessions = (
        EditingSession.objects.available()
        .filter(content_type=content_type_of(translation), object_id=str(translation.pk))
        .exclude(user=user)
        .select_related("user")
    )
    since = timezone.now() - OPEN_FOR
    return sorted({get_user_display_name(item.user) for item in sessions if item.last_seen_at >= since})


def content_type_of(translation: Translation):
    """The content type of translations."""
    return ContentType.objects.get_for_model(translation)


# Somebody has a translation open as long as their browser tells so at least this often.
OPEN_FOR = timezone.timedelta(seconds=60)


def remember_session(translation: Translation, user) -> None:
    """Note that the user has the translation open."""
    place = {
        "user": user,
        "content_type": content_type_of(translation),
        "object_id": str(translation.pk),
    }
    now = {"last_seen_at": timezone.now(), "is_editing": True}
    if not EditingSession.objects.filter(**place).update(**now):
        EditingSession.objects.create(**place, **now)


class EditView(TranslationMixin, WagtailAdminTemplateMixin, TemplateView):
    """Source and translation side by side, text by text."""

    template_name = "translations/edit.html"
    header_icon = "globe"

    def get_page_title(self):
        return self.translation.record.title

    def get_page_subtitle(self):
        return self.translation.target.autonym

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("translations:index"), "label": _("Translations")},
            {"url": "", "label": self.translation.record.title, "sublabel": self.get_page_subtitle()},
        ]

    def rows(self) -> list[Row]:
        """The texts of the record, each with what stands beside it."""
        translation = self.translation
        published = {text.key: text for text in translation.texts.select_related("by")}
        drafts = {draft.key: draft for draft in translation.drafts.all()}
        chain = source_chain(translation.source_language)
        others = {text.key: text for text in source_texts(self.record, chain[-1])}
        since = dict(
            SourceText.objects.filter(
                record=translation.record_id, source_language=translation.source_language
            ).values_list("key", "changed_at")
        )
        alternatives = defaultdict(list)
        for alternative in translation.alternatives.select_related("by"):
            alternatives[alternative.key].append(alternative)
        problems = self.problems(drafts.values())
        rows = []
        for number, (key, source) in enumerate(self.sources.items()):
            draft, there = drafts.get(key), published.get(key)
            current = draft or there
            is_outdated = current is not None and current.source_digest != digest(source.text)
            other = others.get(key)
            rows.append(
                Row(
                    Field(number, source, current.text if current else "", translation.target),
                    other=other if other and other.language != source.language else None,
                    published=there,
                    is_draft=draft is not None,
                    changes=marked_changes(current.source_text, source.text) if is_outdated else [],
                    since=since.get(key),
                    alternatives=alternatives[key],
                    problems=problems.get(key, []),
                )
            )
        return rows

    def get_context_data(self, **kwargs):
        translation, user = self.translation, self.request.user
        rows, rights = self.rows(), self.rights
        in_review = translation.step == Step.REVIEW
        others = others_at(translation, user)
        remember_session(translation, user)
        media = sum((row.field.media for row in rows), forms.Media())
        can_manage = rights.may_manage(translation)
        assign_form = None
        if can_manage:
            assign_form = AssignForm(
                initial={
                    "assignee": translation.assignee_id,
                    "reviewer": translation.reviewer_id,
                    "due": translation.due,
                },
                translators=people_for(translation, may_review=False),
                reviewers=people_for(translation, may_review=True),
            )
            media += assign_form.media
        return super().get_context_data(**kwargs) | {
            "translation": translation,
            "record_title": translation.record.title,
            "register_label": register_labels().get(translation.record.register, ""),
            "rows": rows,
            "media": media,
            "target": translation.target,
            "language_name": language_name(translation.language),
            "source_languages": [language(code) for code in source_chain(translation.source_language)],
            "public_path": public_path(self.record, translation.language),
            "source_path": public_path(self.record, translation.source_language),
            "edit_url": AdminURLFinder(user).get_edit_url(self.record),
            "export_query": urlencode({"record": translation.record_id, "language": translation.language}),
            "others": others,
            "comments": list(translation.comments.select_related("by")),
            "versions": list(translation.versions.select_related("by")[:20]) if can_manage else [],
            "in_review": in_review,
            "can_translate": rights.may_translate(translation),
            "can_write": rights.may_translate(translation) or (in_review and rights.may_review(translation)),
            "can_review": in_review and rights.may_review(translation),
            "can_manage": can_manage,
            "send_back_form": SendBackForm() if in_review and rights.may_review(translation) else None,
            "assign_form": assign_form,
            "has_drafts": any(row.is_draft for row in rows),
            "done": sum(bool(row.field.value) for row in rows),
            "priorities": Priority.choices,
        }

    # --- What is sent here ------------------------------------------------------------------------

    def post(self, request, *args, **kwargs):
        """Keep what was written, then do what was asked: nothing more, submit, publish, send back."""
        action = request.POST.get("action", "save")
        entries = read_entries(request.POST, self.sources, self.translation.target)
        conflicts = desk.save_texts(self.translation, request.user, entries) if entries else []
        if request.headers.get("Accept", "").startswith("application/json"):
            return self.answer_in_json(entries, conflicts)
        for conflict in conflicts:
            messages.warning(request, self.conflict_in_words(conflict))
        if conflicts or action == "save":
            if not conflicts:
                messages.success(request, _("Saved. Visitors do not see it yet."))
            return self.here()
        handler = {
            "submit": self.submit,
            "publish": self.publish,
            "send_back": self.send_back,
        }.get(action)
        return handler(request) if handler else HttpResponseBadRequest()

    def conflict_in_words(self, conflict) -> str:
        """A sentence about a text that two people changed."""
        return _(
            "“%(label)s” was changed by %(name)s meanwhile. Both versions are kept: choose one of them."
        ) % {
            "label": self.sources[conflict.key].label,
            "name": get_user_display_name(conflict.by) if conflict.by else _("somebody else"),
        }

    def answer_in_json(self, entries, conflicts) -> JsonResponse:
        """What the page needs after saving in the background.

        Only what was saved is a new start (`bases`): where somebody else wrote meanwhile, the page does not show it.
        """
        saved = {entry.key for entry in entries} - {conflict.key for conflict in conflicts}
        remember_session(self.translation, self.request.user)
        current, problems = self.current, self.problems()
        return JsonResponse(
            {
                "bases": {key: digest(current.get(key, "")) for key in saved},
                "conflicts": [
                    {"key": item.key, "message": self.conflict_in_words(item), "text": item.text}
                    for item in conflicts
                ],
                "problems": {
                    key: render_to_string("translations/problems.html", {"problems": problems.get(key, [])})
                    for key in self.sources
                },
                "others": others_at(self.translation, self.request.user),
                "saved": _("Saved at %(time)s") % {"time": timezone.localtime().strftime("%H:%M")},
            }
        )

    def submit(self, request):
        """Hand the translation to the reviewer, unless there is something certainly wrong."""
        problems = self.problems()
        errors = [problem for found in problems.values() for problem in found if problem.level == "error"]
        if errors:
            count = len(errors)
            messages.error(
                request,
                ngettext(
                    "Saved, but not submitted: there is %(count)d error.",
                    "Saved, but not submitted: there are %(count)d errors.",
                    count,
                )
                % {"count": count},
            )
            return self.here()
        try:
            desk.submit(self.translation, request.user)
        except desk.NothingToDo:
            messages.error(request, _("There is nothing new to submit."))
            return self.here()
        messages.success(request, _("Submitted. Another person reads it before visitors see it."))
        return redirect("translations:my_work")

    def publish(self, request):
        """Let visitors see the translation."""
        try:
            result = desk.publish(self.translation, request.user)
        except desk.NothingToDo:
            messages.error(request, _("There is nothing new to publish."))
            return self.here()
        messages.success(
            request,
            ngettext("%(count)d text published.", "%(count)d texts published.", result.texts)
            % {"count": result.texts},
        )
        if result.held_back:
            messages.warning(
                request,
                ngettext(
                    "%(count)d text waits until the rest of its body is translated.",
                    "%(count)d texts wait until the rest of their body is translated.",
                    result.held_back,
                )
                % {"count": result.held_back},
            )
        return self.here()

    def send_back(self, request):
        """Give the translation back to its translator."""
        form = SendBackForm(request.POST)
        if not form.is_valid():
            messages.error(request, _("Say what should be changed."))
            return self.here()
        desk.send_back(self.translation, request.user, form.cleaned_data["text"])
        messages.success(request, _("Sent back."))
        return redirect("translations:my_work")


class HelpView(TranslationMixin, TemplateView):
    """What helps with one text: terms and earlier translations, as a part of the editor's page."""

    template_name = "translations/help.html"

    def get_context_data(self, **kwargs):
        source = self.sources.get(self.request.GET.get("key"))
        if source is None:
            raise Http404
        translation = self.translation
        own = translation.texts.filter(key=source.key).values_list("pk", flat=True)
        remembered = remember(source.text, source.language, translation.language, source.kind, own)
        hints = [
            hint
            for helper in hooks.get_hooks("translation_hints")
            for hint in helper(source, translation.language)
        ]
        return super().get_context_data(**kwargs) | {
            "remembered": [
                (item, content_state(item.text, source.features) if source.kind == TextKind.RICH else "")
                for item in remembered
            ],
            "hints": hints,
            "source": source,
            "target": translation.target,
            "number": self.request.GET.get("number", ""),
        }


class ActionView(TranslationMixin, View):
    """Something that is done with a translation as a whole, and leads back to it."""

    http_method_names = ["post"]

    def post(self, request, *args, **kwargs):
        action = getattr(self, f"do_{kwargs['action']}", None)
        if action is None:
            raise Http404
        try:
            action(request)
        except desk.NothingToDo:
            messages.error(request, _("There is nothing to be done."))
        return self.here()

    def do_assign(self, request):
        """Say who works on it, and until when."""
        form = AssignForm(
            request.POST,
            translators=people_for(self.translation, may_review=False),
            reviewers=people_for(self.translation, may_review=True),
        )
        if not form.is_valid():
            messages.error(
                request, _("The assignment was not saved: choose people from the lists, and a valid day.")
            )
            return
        desk.assign(self.translation, request.user, **form.cleaned_data)
        messages.success(request, _("Assigned."))

    def do_take(self, request):
        """Take a translation that nobody has."""
        desk.assign(
            self.translation, request.user, request.user, self.translation.reviewer, self.translation.due
        )
        messages.success(request, _("The translation is assigned to you."))

    def do_plan(self, request):
        """Say whether it shall be translated at all."""
        desk.plan(self.translation, request.user, request.POST.get("is_planned") == "1")
        messages.success(request, _("Saved."))

    def do_source(self, request):
        """Choose the language to translate from."""
        code = request.POST.get("source_language")
        if code not in source_chain(self.translation.source_language):
            raise Http404
        desk.translate_from(self.translation, request.user, code)

    def do_withdraw(self, request):
        """Take the translation from the public."""
        desk.withdraw(self.translation, request.user)
        messages.success(request, _("Withdrawn. Visitors read the original again."))

    def do_restore(self, request):
        """Show an earlier version again."""
        version = get_object_or_404(Version, pk=request.POST.get("version"), translation=self.translation)
        desk.restore(version, request.user)
        messages.success(request, _("The earlier version is public again."))

    def do_settle(self, request):
        """Decide between two versions of a text."""
        alternative = get_object_or_404(
            DraftAlternative, pk=request.POST.get("alternative"), translation=self.translation
        )
        desk.settle(alternative, request.user, take=request.POST.get("take") == "1")

    def do_priority(self, request):
        """Say how soon visitors need the record, in all languages."""
        desk.require(self.rights.may_manage(self.translation))
        value = request.POST.get("priority")
        if value not in map(str, Priority.values):
            raise Http404
        TranslatableRecord.objects.filter(pk=self.translation.record_id).update(priority=int(value))
        messages.success(request, _("Saved."))
