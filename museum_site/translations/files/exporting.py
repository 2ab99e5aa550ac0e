"""Translations as a document for a translation office."""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db.models import F, Q, QuerySet, prefetch_related_objects
from django.utils import timezone

from ..enums import State, TextKind
from ..index import BATCH, load
from ..models import DraftText, SourceText, TranslatedText, Translation
from ..records import public_path
from ..segments import Text, normalized, source_texts
from .formats import FORMATS
from .units import MAX_UNITS, Document, Status, Unit

NEEDS_WORK = (State.MISSING, State.PARTLY, State.OUTDATED, State.TRANSLATING)


class NothingToExport(Exception):
    """The selection has no texts in the source language of the file."""


class TooMuchToExport(Exception):
    """The selection has more texts than a file may have."""


def select(
    language: str,
    *,
    record: int | None = None,
    register: str = "",
    states: Iterable[str] = (),
    allowed: Q | None = None,
    on: datetime.date | None = None,
) -> QuerySet:
    """The translations to be exported: of one row of the matrix, one register, in some states (default: all).

    `allowed` is a condition on Translation, such as Rights.translatable().
    """
    found = Translation.objects.filter(
        allowed if allowed is not None else Q(),
        language=language,
        record__listed_from__lte=on or timezone.localdate(),
        is_planned=True,
    )
    if record is not None:
        found = found.filter(record=record)
    if register:
        found = found.filter(record__register=register)
    found = found.with_state()
    if states:
        found = found.filter(state__in=list(states))
    return found.select_related("record").order_by("record__register", "record_id")


def record_key(content_type: ContentType, object_id: int) -> str:
    """What a file calls a record: "home.standardpage:12"."""
    return f"{content_type.app_label}.{content_type.model}:{object_id}"


def texts_of_records(
    translations: list[Translation],
) -> Iterator[tuple[Translation, dict[str, Text], object]]:
    """Translations with the texts of their source by key, and the record: few queries for each model and batch."""
    by_type = defaultdict(list)
    for translation in translations:
        by_type[translation.record.content_type_id].append(translation)
    for pk, group in by_type.items():
        model = ContentType.objects.get_for_id(pk).model_class()
        for start in range(0, len(group), BATCH):
            batch = group[start : start + BATCH]
            records = with_pages(load(model, [item.record.object_id for item in batch]))
            for item in batch:
                record = records.get(item.record.object_id)
                if record is not None:
                    texts = source_texts(record, item.source_language)
                    yield item, {text.key: text for text in texts}, record


def with_pages(records: list) -> dict:
    """Records by primary key, with the pages that tell of them: their addresses are those of the pages."""
    if records:
        try:
            is_told = records[0]._meta.get_field("page").auto_created
        except FieldDoesNotExist:
            is_told = False
        if is_told:
            prefetch_related_objects(records, "page")
    return {record.pk: record for record in records}


def make_document(
    translations: Iterable[Translation],
    language: str,
    source_language: str,
    *,
    open_only: bool = False,
    site: str = "",
    now: datetime.datetime | None = None,
) -> Document:
    """A document of translations into a language: of the texts whose original is in the source language.

    `open_only`: only texts that are missing or outdated. `site` is what addresses begin with. Raises NothingToExport
    and TooMuchToExport.
    """
    translations = list(translations)
    pks = [translation.pk for translation in translations]
    current = defaultdict(dict)
    for model, status in ((TranslatedText, Status.PUBLISHED), (DraftText, Status.DRAFT)):
        for text in model.objects.filter(translation__in=pks):
            current[text.translation_id][text.key] = (text, status)
    digests = {
        (translation, key): digest
        for translation, key, digest in SourceText.objects.filter(
            record__translations__in=pks,
            record__translations__language=language,
            source_language=F("record__translations__source_language"),
        ).values_list("record__translations", "key", "digest")
    }
    units = []
    for translation, texts, record in texts_of_records(translations):
        content_type = ContentType.objects.get_for_id(translation.record.content_type_id)
        path = public_path(record, language)
        for text in texts.values():
            if text.language != source_language or (translation.pk, text.key) not in digests:
                continue
            there, status = current[translation.pk].get(text.key, (None, Status.MISSING))
            if there and there.source_digest != digests[translation.pk, text.key]:
                status = Status.OUTDATED
            if open_only and status not in (Status.MISSING, Status.OUTDATED):
                continue
            units.append(
                Unit(
                    record=record_key(content_type, translation.record.object_id),
                    key=text.key,
                    source=normalized(text.text),
                    translation=normalized(there.text) if there else "",
                    status=status,
                    is_rich=text.kind == TextKind.RICH,
                    title=translation.record.title,
                    label=str(text.label),
                    address=f"{site}{path}" if path else "",
                    max_length=text.max_length,
                    previous=normalized(there.source_text) if status == Status.OUTDATED else "",
                )
            )
    if not units:
        raise NothingToExport
    if len(units) > MAX_UNITS:
        raise TooMuchToExport
    return Document(source_language, language, units, now or timezone.now())


def export(document: Document, form: str) -> bytes:
    """A document as a file of a format ("po", "xliff", "xlsx"); XLSX may raise CellTooLong."""
    return FORMATS[form].module.write(document)


def file_name(document: Document, form: str) -> str:
    """What the file of a document is called: "translations-en-fr-20260503.po"."""
    day = timezone.localtime(document.exported_at).strftime("%Y%m%d")
    ending = FORMATS[form].endings[0]
    return f"translations-{document.source_language}-{document.language}-{day}.{ending}"
