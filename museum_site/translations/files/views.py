"""The pages of translation files: sending out, sending in, looking before anything is written, taking back."""

from dataclasses import dataclass
from functools import cached_property

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from museum_site.core.languages import desk_languages, language

from .. import desk
from ..changes import Part, as_lines, marked_changes
from ..rights import rights_of
from ..views import DeskMixin
from .exporting import NothingToExport, TooMuchToExport, export, file_name, make_document, select
from .formats import FORMATS
from .forms import ExportForm, Extent, ImportForm
from .importing import Change, Outcome, PlanChanged, make_plan, undo, write
from .models import ImportedFile
from .units import MAX_BYTES, FileRefused
from .xlsx import CellTooLong

MOST_SHOWN = 200


class FilesView(DeskMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page about files, for those who may translate into some language."""

    header_icon = "doc-full"

    def dispatch(self, request, *args, **kwargs):
        desk.require(bool(rights_of(request).translating))
        return super().dispatch(request, *args, **kwargs)

    @cached_property
    def languages(self) -> list[str]:
        """The languages into which the user may translate."""
        codes = {right.language for right in self.rights.translating}
        return [code for code in desk_languages() if code in codes]

    def get_breadcrumbs_items(self):
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("translations:index"), "label": _("Translations")},
            {"url": "", "label": self.get_page_title()},
        ]


class ExportView(FilesView):
    """Choose texts, and get a file of them."""

    page_title = gettext_lazy("Export for translation")
    template_name = "translations/files/export.html"

    @cached_property
    def form(self) -> ExportForm:
        """The form; what the address says is chosen from the beginning."""
        registers = {right.register for right in self.rights.translating}
        chosen = {name: self.request.GET[name] for name in ExportForm.base_fields if name in self.request.GET}
        return ExportForm(
            self.request.POST or None,
            initial=chosen,
            languages=self.languages,
            registers=None if "" in registers else registers,
        )

    def get_context_data(self, **kwargs):
        return super().get_context_data(**kwargs) | {"form": self.form, "record": self.form.chosen_record}

    def post(self, request, *args, **kwargs):
        """Answer with the file, or with the form and what is wrong."""
        if self.form.is_valid():
            try:
                return self.file(**self.form.cleaned_data)
            except NothingToExport:
                messages.error(request, _("There is nothing to be translated in this selection."))
            except TooMuchToExport:
                messages.error(request, _("These are too many texts for one file: choose a register."))
            except CellTooLong:
                messages.error(request, _("A text is too long for a cell of a table: choose another format."))
        return self.get(request, *args, **kwargs)

    def file(self, *, language, format, record, register, states, source, extent) -> HttpResponse:  # noqa: A002
        """The file of a selection."""
        chosen = select(
            language,
            record=record,
            register=register,
            states=() if record else states,
            allowed=self.rights.translatable(),
        )
        site = self.request.build_absolute_uri("/").rstrip("/")
        document = make_document(chosen, language, source, open_only=extent == Extent.OPEN, site=site)
        response = HttpResponse(export(document, format), content_type=FORMATS[format].content_type)
        response["Content-Disposition"] = f'attachment; filename="{file_name(document, format)}"'
        return response


class ImportView(FilesView):
    """Send in a file, and see those that were sent in before."""

    page_title = gettext_lazy("Import translations")
    template_name = "translations/files/import.html"

    @cached_property
    def form(self) -> ImportForm:
        """The form of a file."""
        sent = (self.request.POST, self.request.FILES) if self.request.method == "POST" else ()
        return ImportForm(*sent, languages=self.languages)

    def get_context_data(self, **kwargs):
        imported = ImportedFile.objects.filter(written_at__isnull=False, language__in=self.languages)
        files = list(imported.select_related("by", "undone_by").defer("content", "before", "after")[:20])
        for file in files:
            file.autonym = language(file.language).autonym
        return super().get_context_data(**kwargs) | {"form": self.form, "files": files}

    def post(self, request, *args, **kwargs):
        """Keep the file and go on to what it would change; say what is wrong with one that cannot be read."""
        if not self.form.is_valid():
            return self.get(request, *args, **kwargs)
        sent, code = self.form.cleaned_data["file"], self.form.cleaned_data["language"]
        content, name = sent.read(MAX_BYTES + 1), sent.name[-255:]
        try:
            plan = make_plan(content, name, request.user, language=code)
        except FileRefused as refused:
            context = self.get_context_data(**kwargs) | {"refusals": refused.refusals, "name": name}
            return self.render_to_response(context)
        # Somebody looks at one file at a time; what was only looked at is not kept.
        ImportedFile.objects.filter(by=request.user, written_at=None).delete()
        imported = ImportedFile.objects.create(
            name=name, content=content, language=plan.document.language, by=request.user
        )
        return redirect("translation_files:file", imported.pk)


@dataclass(frozen=True)
class Line:
    """A change as a page shows it: the words of the original, and what becomes other, word by word."""

    change: Change
    source: str
    parts: list[Part]


def line_of(change: Change) -> Line:
    """A change as a page shows it."""
    return Line(change, as_lines(change.unit.source), marked_changes(change.old, change.new))


class FileView(FilesView):
    """What a file would change; then writing it; then taking it back."""

    template_name = "translations/files/file.html"

    @cached_property
    def imported(self) -> ImportedFile:
        """The file: one's own, or one that was imported into a language of one's own."""
        found = get_object_or_404(ImportedFile, pk=self.kwargs["pk"])
        desk.require(
            found.by == self.request.user or bool(found.written_at and found.language in self.languages)
        )
        return found

    def get_page_title(self):
        return self.imported.name

    def get_context_data(self, **kwargs):
        imported = self.imported
        context = super().get_context_data(**kwargs) | {
            "imported": imported,
            "target": language(imported.language),
        }
        if imported.written_at is None:
            plan = make_plan(bytes(imported.content), imported.name, self.request.user)
            shown = plan.written[:MOST_SHOWN]
            context |= {
                "plan": plan,
                "lines": [line_of(change) for change in shown],
                "more": len(plan.written) - len(shown),
                "new": Outcome.NEW,
            }
        return context

    def get(self, request, *args, **kwargs):
        try:
            return super().get(request, *args, **kwargs)
        except FileRefused as refused:
            messages.error(request, str(refused))
            return redirect("translation_files:import")

    def post(self, request, *args, **kwargs):
        """Write the file, or take it back."""
        action = self.take_back if request.POST.get("action") == "undo" else self.write
        return action(request)

    def write(self, request):
        """Write the file, if it still does what the user has seen."""
        imported = self.imported
        desk.require(imported.by == request.user)
        if imported.written_at is None:
            try:
                imported = write(
                    bytes(imported.content),
                    imported.name,
                    request.user,
                    fingerprint=request.POST.get("fingerprint") or "unseen",
                    imported=imported,
                    now=timezone.now(),
                )
            except (PlanChanged, FileRefused):
                messages.error(
                    request, _("Nothing was imported: something changed meanwhile. Look at it once more.")
                )
                return redirect("translation_files:file", imported.pk)
            messages.success(
                request,
                ngettext(
                    "%(count)d text imported. Visitors do not see it yet.",
                    "%(count)d texts imported. Visitors do not see them yet.",
                    imported.texts,
                )
                % {"count": imported.texts},
            )
        return redirect("translation_files:file", imported.pk)

    def take_back(self, request):
        """Put the desk back to what it was before the file."""
        try:
            result = undo(self.imported, request.user)
        except desk.NothingToDo:
            messages.error(request, _("There is nothing to be done."))
            return redirect("translation_files:import")
        messages.success(
            request,
            ngettext(
                "%(count)d text is as it was before.",
                "%(count)d texts are as they were before.",
                result.texts,
            )
            % {"count": result.texts},
        )
        if result.left:
            messages.warning(
                request,
                ngettext(
                    "%(count)d text stays: it was changed or published since.",
                    "%(count)d texts stay: they were changed or published since.",
                    result.left,
                )
                % {"count": result.left},
            )
        return redirect("translation_files:import")
