"""The page of the public search."""

import datetime
from collections import defaultdict
from dataclasses import dataclass
from urllib.parse import urlencode

from django.core.paginator import Page, Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from delegations.models import DelegationIndexPage, Visit
from museum_site.core.languages import Prose, active_language, prose
from museum_site.core.models import RecordPage
from museum_site.core.numbers import localized_number
from museum_site.core.partial_dates import PartialDate
from museum_site.core.registers import PAGE_SIZE

from .folding import highlight
from .index import MAX_QUERY, SearchResults, page_models, search


@dataclass(frozen=True)
class Hit:
    """One found record as the list of results prints it."""

    kind: str
    heading: Prose
    summary: Prose
    url: str
    date: PartialDate | None
    terms: list[str]

    @property
    def marked_heading(self) -> SafeString:
        """The heading with the terms marked."""
        return highlight(str(self.heading), self.terms)

    @property
    def marked_summary(self) -> SafeString:
        """The summary with the terms marked."""
        return highlight(str(self.summary), self.terms)


@dataclass(frozen=True)
class ResultPages:
    """What the links to the pages of the results need, as a register tells it."""

    query: str
    rows: Page
    is_filtered = True

    @property
    def page_address(self) -> str:
        """What comes before the number of a page in a link."""
        return f"?{urlencode({'q': self.query})}&page="

    def page_numbers(self) -> list:
        """The numbers of the pages to link to, with an ellipsis for those between."""
        return list(self.rows.paginator.get_elided_page_range(self.rows.number, on_each_side=2, on_ends=1))


def hits_for(entries, terms: list[str], on: datetime.date, request) -> list[Hit]:
    """The records of some entries, in their order; one query per kind of record."""
    pages, visits = {}, {}
    wanted = defaultdict(list)
    for entry in entries:
        if entry.page_id:
            wanted[entry.page.cached_content_type.model_class()].append(entry.page_id)
    for model in page_models():
        if wanted[model]:
            pages |= {page.pk: page for page in model.objects.filter(pk__in=wanted[model]).with_texts()}
    listed = [entry.visit_id for entry in entries if entry.visit_id]
    register = DelegationIndexPage.objects.visible(on).first() if listed else None
    if register:
        visits = Visit.objects.in_bulk(listed)
        order = list(Visit.objects.public(on).newest_first().values_list("pk", flat=True))
    found = []
    for entry in entries:
        if entry.page_id in pages:
            record = pages[entry.page_id]
            is_record = isinstance(record, RecordPage)
            kind, url = record._meta.verbose_name if is_record else _("page"), record.get_url(request)
        elif entry.visit_id in visits:
            record = visits[entry.visit_id]
            kind = record._meta.verbose_name
            page_number = order.index(record.pk) // PAGE_SIZE + 1
            url = f"{register.get_url(request)}?page={page_number}#{record.registry_number}"
        else:
            continue  # deleted since the search
        found.append(Hit(str(kind), record.heading_in(), prose(record, "summary"), url, entry.date, terms))
    return found


def count_in_words(results: SearchResults, count: int) -> str:
    """How much was found, in words."""
    # Translators: above the list of what the search found; %(query)s is what the visitor looked for.
    sentence = ngettext("%(count)s result for “%(query)s”", "%(count)s results for “%(query)s”", count)
    # Isolated, because what the visitor typed may run in the other direction than the sentence.
    return sentence % {"count": localized_number(count), "query": f"\u2068{results.query}\u2069"}


@require_safe
def search_page(request):
    """What a visitor looks for (`q`) in the active language, by pages; any address gives an answer."""
    on = timezone.localdate()
    results = search(request.GET.get("q", ""), active_language(), on)
    paginator = Paginator(results.entries.select_related("page").defer("title", "text"), PAGE_SIZE)
    try:
        number = int(request.GET.get("page", 1))
    except ValueError:
        number = 1
    rows = paginator.page(min(max(number, 1), paginator.num_pages))
    context = {
        "results": results,
        "max_query": MAX_QUERY,
        "rows": rows,
        "hits": hits_for(list(rows), results.terms, on, request),
        "count_in_words": "" if results.problem else count_in_words(results, paginator.count),
        "register": ResultPages(results.query, rows),
    }
    return render(request, "pages/search.html", context)
