"""The public search: what is stored of each record, and the one function that finds it.

Docs: docs/decisions/0010-public-search.md.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db import transaction
from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.utils import translation
from modelcluster.models import get_all_child_relations
from wagtail.fields import StreamField
from wagtail.models import Page, get_page_models

from delegations.enums import Publication
from delegations.models import Visit
from museum_site.core.languages import prose
from museum_site.core.models import ProsePage, translated_fields

from .enums import Problem
from .folding import fold
from .models import SearchEntry

MAX_TERMS = 8
# Longer than any heading; the rest of a longer query is not looked at.
MAX_QUERY = 200
# Stand around words in a query without being looked for.
PUNCTUATION = dict.fromkeys(
    map(ord, '"“”„‟«»‹›「」『』《》〈〉【】‘()[]{}<>,;:!?¿¡，。、；：！？（）،؛؟…\0'), " "
)
BATCH = 50


# --- What is stored -------------------------------------------------------------------------------


def prose_texts(record, code: str) -> Iterator[str]:
    """Every translated text of a page, visit or inline row in a language or its fallback, as plain text."""
    for name in translated_fields(type(record)):
        value = prose(record, name, code).text
        field = record._meta.get_field(name)
        if isinstance(field, StreamField):
            yield from field.stream_block.get_searchable_content(value) if value else ()
        else:
            yield value


def row_texts(record, code: str) -> Iterator[str]:
    """The texts of a record's inline rows, such as the commitments of an agreement."""
    for relation in get_all_child_relations(type(record)):
        if translated_fields(relation.related_model):
            for row in getattr(record, relation.get_accessor_name()).all():
                yield from prose_texts(row, code)


def entries_for(record: ProsePage | Visit) -> list[SearchEntry]:
    """The unsaved entries of a page or visit, one per language."""
    is_page = isinstance(record, ProsePage)
    entries = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            heading = str(record.heading_in(code))
            texts = [
                heading,
                *prose_texts(record, code),
                *row_texts(record, code),
                *record.search_facts(code),
            ]
        entries.append(
            SearchEntry(
                page_id=record.pk if is_page else None,
                visit_id=None if is_page else record.pk,
                language=code,
                title=fold(heading),
                # A line per text, so that no term is found across two of them.
                text="\n".join(dict.fromkeys(filter(None, map(fold, texts)))),
                date=record.event_date() if is_page else record.starts,
            )
        )
    return entries


def page_models() -> list[type[ProsePage]]:
    """The models of all pages that visitors can see."""
    return [model for model in get_page_models() if issubclass(model, ProsePage)]


def relations_of(model) -> list[str]:
    """What must be fetched beside the records of a model to make their entries."""
    rows = [
        relation.get_accessor_name()
        for relation in get_all_child_relations(model)
        if translated_fields(relation.related_model)
    ]
    return [*model.search_relations, *rows]


def store(owner: str, records: Iterable) -> None:
    """Write the entries of records anew; `owner` is "page" or "visit"."""
    entries = [entry for record in records for entry in entries_for(record)]
    SearchEntry.objects.bulk_create(
        entries,
        update_conflicts=True,
        unique_fields=[owner, "language"],
        update_fields=["title", "text", "date"],
        batch_size=BATCH,
    )


@transaction.atomic
def index_pages(pks: Iterable[int]) -> None:
    """Bring the entries of pages up to date; those of pages that are not live go."""
    pks = set(pks)
    live = set()
    for model in page_models():
        records = list(
            model.objects.live().filter(pk__in=pks).prefetch_related(*relations_of(model)) if pks else ()
        )
        store("page", records)
        live.update(record.pk for record in records)
    SearchEntry.objects.filter(page__in=pks - live).delete()


@transaction.atomic
def index_visits(pks: Iterable[int]) -> None:
    """Bring the entries of visits up to date: of listed ones; others have a page or are not public."""
    pks = set(pks)
    records = list(
        Visit.objects.filter(pk__in=pks, publication=Publication.LISTED).prefetch_related(
            *relations_of(Visit)
        )
    )
    store("visit", records)
    SearchEntry.objects.filter(visit__in=pks - {record.pk for record in records}).delete()


def rebuild(progress=lambda done, total: None) -> int:
    """Index everything anew and give the number of records; `progress(done, total)` is called per batch."""
    pages = list(Page.objects.live().filter(depth__gt=1).values_list("pk", flat=True))
    visits = list(Visit.objects.filter(publication=Publication.LISTED).values_list("pk", flat=True))
    total, done = len(pages) + len(visits), 0
    SearchEntry.objects.filter(page__isnull=False).exclude(page__in=Page.objects.live()).delete()
    SearchEntry.objects.filter(visit__isnull=False).exclude(visit__publication=Publication.LISTED).delete()
    for index, pks in ((index_pages, pages), (index_visits, visits)):
        for start in range(0, len(pks), BATCH):
            batch = pks[start : start + BATCH]
            index(batch)
            done += len(batch)
            progress(done, total)
    return total


# --- What is found --------------------------------------------------------------------------------


@dataclass(frozen=True)
class SearchResults:
    """What a query found.

    `query` is what was looked for, `terms` its folded terms; `entries` are SearchEntry rows, best first.
    `problem` says why nothing was looked for, or is None.
    """

    query: str
    terms: list[str]
    entries: QuerySet
    problem: Problem | None = None


def terms_of(query: str) -> list[str]:
    """The folded terms of a query, each once."""
    return list(dict.fromkeys(fold(query.translate(PUNCTUATION)).split()))[:MAX_TERMS]


def says_enough(term: str) -> bool:
    """Whether a term is more than one letter, or one character of a script in which that can be a word."""
    return len(term) > 1 or term >= "\u3040"


def visible_entries(on: datetime.date) -> QuerySet:
    """The entries of everything that visitors may see on a date."""
    visible = Q(visit__in=Visit.objects.public(on).filter(publication=Publication.LISTED).values("pk"))
    for model in page_models():
        visible |= Q(page__in=model.objects.visible(on).values("pk"))
    return SearchEntry.objects.filter(visible)


def search(query: str, language: str, on: datetime.date) -> SearchResults:
    """Find what holds every term of a query in a language, among what visitors may see on a date.

    Title hits come first, then the newest. Any text is a valid query.
    """
    query = " ".join("".join(char if char.isprintable() else " " for char in query).split())[:MAX_QUERY]
    terms = terms_of(query)
    if not any(says_enough(term) for term in terms):
        problem = Problem.TOO_SHORT if terms else Problem.BLANK
        return SearchResults(query, terms, SearchEntry.objects.none(), problem)
    in_title, in_text = Q(), Q()
    for term in terms:
        in_title &= Q(title__contains=term)
        in_text &= Q(text__contains=term)
    entries = (
        visible_entries(on)
        .filter(in_text, language=language)
        .annotate(rank=Case(When(in_title, then=Value(0)), default=Value(1), output_field=IntegerField()))
        .order_by("rank", F("date").desc(nulls_last=True), "-pk")
    )
    return SearchResults(query, terms, entries)
