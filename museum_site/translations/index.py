"""Keeping what the desk knows of the records true to them.

index_records() looks at records as they stand in the database and brings the tables of the desk up to date:
which texts there are to translate and since when, and which translations visitors see. Nothing here is lost when
it is run again: `manage.py index_translations` does it for every record.
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from wagtail.fields import StreamField

from museum_site.core.languages import desk_languages
from museum_site.core.signals import translations_changed

from .models import DraftText, SourceText, TranslatableRecord, TranslatedText, Translation
from .records import desk_models, register_of, title_of, visible_from
from .segments import build, digest, normalized, row_relations, source_texts, texts_in

BATCH = 100


def load(model, pks: Iterable[int]) -> list:
    """Records of a model with their inline rows."""
    rows = [relation.get_accessor_name() for relation in row_relations(model)]
    return list(model._base_manager.filter(pk__in=set(pks)).prefetch_related(*rows))


@transaction.atomic
def index_records(
    model, pks: Iterable[int], minor: bool = False, now: datetime.datetime | None = None
) -> list:
    """Bring the desk up to date with records of a model; those that are gone leave it.

    `minor`: changes of words since the last time leave translations valid. Returns the Translations that have become
    outdated by it.
    """
    pks, now = set(pks), now or timezone.now()
    content_type = ContentType.objects.get_for_model(model)
    records = {record.pk: record for record in load(model, pks)}
    known = TranslatableRecord.objects.filter(content_type=content_type, object_id__in=pks)
    known.filter(object_id__in=pks - records.keys()).delete()
    rows = ensure_rows(content_type, records.values(), now)
    sources = defaultdict(dict)
    for text in SourceText.objects.filter(record__in=[row.pk for row in rows.values()]):
        sources[text.record_id][text.source_language, text.key] = text
    translations = ensure_translations(rows.values())
    outdated = []
    for pk, record in records.items():
        row = rows[pk]
        changed = index_source(record, row, sources[row.pk], minor, now)
        for translation in translations[row.pk]:
            index_translation(record, translation, sources[row.pk], now)
            if changed and any(text.source_id in changed for text in translation.known.values()):
                outdated.append(translation)
    return outdated


def ensure_rows(content_type, records, now) -> dict[int, TranslatableRecord]:
    """The rows of records in the matrix, by the primary key of the record, made or brought up to date."""
    model = content_type.model_class()
    TranslatableRecord.objects.bulk_create(
        [
            TranslatableRecord(
                content_type=content_type,
                object_id=record.pk,
                register=register_of(model),
                title=title_of(record)[:300],
                listed_from=visible_from(record) if has_source(record) else None,
                changed_at=getattr(record, "last_published_at", None) or now,
            )
            for record in records
        ],
        update_conflicts=True,
        unique_fields=["content_type", "object_id"],
        update_fields=["register", "title", "listed_from"],
    )
    pks = [record.pk for record in records]
    return {
        row.object_id: row
        for row in TranslatableRecord.objects.filter(content_type=content_type, object_id__in=pks)
    }


def has_source(record) -> bool:
    """Whether a record has anything to be translated."""
    return bool(source_texts(record, settings.SOURCE_LANGUAGES[0]))


def ensure_translations(rows) -> dict[int, list[Translation]]:
    """The translations of rows by the row's primary key, each with the texts that are known of it as `known`."""
    pks = [row.pk for row in rows]
    Translation.objects.bulk_create(
        [Translation(record_id=pk, language=code) for pk in pks for code in desk_languages()],
        ignore_conflicts=True,
    )
    found, by_pk = defaultdict(list), {}
    for translation in Translation.objects.filter(record__in=pks, language__in=desk_languages()):
        translation.known = {}
        by_pk[translation.pk] = translation
        found[translation.record_id].append(translation)
    for text in TranslatedText.objects.filter(translation__record__in=pks).select_related("source"):
        if text.translation_id in by_pk:
            by_pk[text.translation_id].known[text.key] = text
    return found


def index_source(record, row, known: dict, minor: bool, now) -> set[int]:
    """Bring the source texts of a record up to date in the tables and in `known`; the keys of those that changed."""
    seen, new, moved, changed = set(), [], [], set()
    first_time = not known
    for preferred in settings.SOURCE_LANGUAGES:
        for position, text in enumerate(source_texts(record, preferred)):
            place = (preferred, text.key)
            seen.add(place)
            fingerprint = digest(text.text)
            there = known.get(place)
            if there is None:
                since = row.changed_at if first_time else now
                known[place] = SourceText(
                    record=row,
                    source_language=preferred,
                    key=text.key,
                    position=position,
                    language=text.language,
                    kind=text.kind,
                    text=text.text,
                    digest=fingerprint,
                    changed_at=since,
                )
                new.append(known[place])
                continue
            if there.digest != fingerprint:
                if minor:
                    keep_valid(there, text.text, fingerprint)
                else:
                    changed.add(there.pk)
                there.changed_at = now
            elif (there.position, there.language, there.text) == (position, text.language, text.text):
                continue
            there.position, there.language = position, text.language
            there.text, there.digest = text.text, fingerprint
            moved.append(there)
    gone = known.keys() - seen
    SourceText.objects.filter(pk__in=[known.pop(place).pk for place in gone]).delete()
    SourceText.objects.bulk_create(new)
    SourceText.objects.bulk_update(moved, ["position", "language", "text", "digest", "changed_at"])
    if not first_time and (new or gone or any(text.changed_at == now for text in moved)):
        TranslatableRecord.objects.filter(pk=row.pk).update(changed_at=now)
    return changed


def keep_valid(source: SourceText, text: str, fingerprint: str) -> None:
    """Let what is true to a source text be true to its new words too."""
    for model in (TranslatedText, DraftText):
        own = (
            {"source": source}
            if model is TranslatedText
            else {
                "translation__record": source.record_id,
                "source_language": source.source_language,
                "key": source.key,
            }
        )
        model.objects.filter(**own, source_digest=source.digest).update(
            source_text=text, source_digest=fingerprint
        )


def index_translation(record, translation: Translation, sources: dict, now) -> None:
    """Bring what is known of a published translation up to date with the record's columns, and these with its source.

    A text that somebody changed elsewhere, in a form or by an import, is taken to be true to the source of today.
    """
    code, preferred = translation.language, translation.source_language
    live = {
        key: text for key, text in texts_in(record, code, preferred).items() if (preferred, key) in sources
    }
    known = translation.known
    gone = [known.pop(key).pk for key in list(known) if key not in live]
    if gone:
        TranslatedText.objects.filter(pk__in=gone).delete()
    new = []
    for key, text in live.items():
        there = known.get(key)
        if there and normalized(there.text) == normalized(text):
            continue
        source = sources[preferred, key]
        values = {
            "source": source,
            "text": text,
            "source_text": source.text,
            "source_digest": source.digest,
            "by": None,
            "at": now,
        }
        if there:
            for name, value in values.items():
                setattr(there, name, value)
            there.save()
        else:
            known[key] = TranslatedText(translation=translation, key=key, **values)
            new.append(known[key])
    TranslatedText.objects.bulk_create(new)
    texts = {key: text.text for key, text in known.items()}
    made = build(record, code, texts, preferred, published=texts)
    if write(made.columns, only_streams=True):
        translations_changed.send(sender=type(record), instance=record, language=code)


def write(columns: list[tuple[models.Model, dict]], only_streams: bool = False) -> int:
    """Write columns that differ from what stands there, each row by one UPDATE; the number of rows written.

    An UPDATE of these columns alone: no fact, no other language, no draft and no signal of saving is touched.
    """
    written = 0
    for obj, values in columns:
        changed = {}
        for name, value in values.items():
            is_stream = isinstance(obj._meta.get_field(name), StreamField)
            if only_streams and not is_stream:
                continue
            there = getattr(obj, name)
            if is_stream:
                if list(there.raw_data if there else []) == list(value.raw_data):
                    continue
            elif (there or "") == value:
                continue
            changed[name] = value
        if changed:
            type(obj)._base_manager.filter(pk=obj.pk).update(**changed)
            for name, value in changed.items():
                setattr(obj, name, value)
            written += 1
    return written


def rebuild(progress=lambda done, total: None) -> int:
    """Index every record and give their number; `progress(done, total)` is called per batch."""
    pks = [
        (model, list(model._base_manager.values_list("pk", flat=True).order_by("pk")))
        for model in desk_models()
    ]
    total, done = sum(len(found) for _model, found in pks), 0
    for model, found in pks:
        content_type = ContentType.objects.get_for_model(model)
        TranslatableRecord.objects.filter(content_type=content_type).exclude(
            object_id__in=model._base_manager.values("pk")
        ).delete()
        for start in range(0, len(found), BATCH):
            batch = found[start : start + BATCH]
            index_records(model, batch)
            done += len(batch)
            progress(done, total)
    return total
