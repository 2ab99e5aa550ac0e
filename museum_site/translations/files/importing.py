"""A file that comes back: what it would change (plan), changing it (write), and taking it back (undo).

Nothing that a file brings is public: it becomes unpublished texts of the desk, by desk.save_texts(), and takes the
desk's way of review. A file with a fault changes nothing at all.
"""

import datetime
import hashlib
import unicodedata
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext_lazy as _

from museum_site.core.languages import desk_languages

from .. import desk
from ..enums import Step, TextKind
from ..models import DraftAlternative, DraftText, SourceText, TranslatableRecord, Translation
from ..records import desk_models
from ..rights import Rights, require
from ..segments import Text, clean_rich_text, digest, has_words, normalized
from ..views import problems_of
from .exporting import record_key, texts_of_records
from .formats import read_document
from .inline import damage
from .models import ImportedFile
from .units import MAX_TEXT, Document, Fault, FileRefused, Refusal, Status, Unit, refuse


class Outcome(models.TextChoices):
    """What a file does with a text."""

    NEW = "new", _("New or changed")
    CONFIRMED = "confirmed", _("Confirmed as still right")
    STALE = "stale", _("The original changed meanwhile: kept as an unpublished text and marked as outdated")
    BESIDE = "beside", _("Changed at the desk meanwhile: kept beside the desk's version, to be decided there")
    UNCHANGED = "unchanged", _("Unchanged")
    OPEN = "open", _("Marked as uncertain in the file: left out")
    EMPTY = "empty", _("Not translated: left out")


WRITTEN = (Outcome.NEW, Outcome.CONFIRMED, Outcome.STALE, Outcome.BESIDE)


@dataclass(frozen=True)
class Change:
    """A text of a file: what it does, what stands at the desk now (`old`), what will (`new`), and what to look at."""

    unit: Unit
    translation: Translation
    source: Text
    outcome: Outcome
    old: str
    new: str
    problems: list = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class Plan:
    """What a file would do, and why it may not."""

    document: Document
    changes: list[Change]
    refusals: list[Refusal]

    @property
    def written(self) -> list[Change]:
        """The changes that writing the plan makes."""
        return [change for change in self.changes if change.outcome in WRITTEN]

    @property
    def taken_from_review(self) -> list[Translation]:
        """The translations in review that go back to their translator by being written."""
        return list(
            {change.translation: None for change in self.written if change.translation.step == Step.REVIEW}
        )

    @property
    def counts(self) -> list[tuple[str, int]]:
        """How many texts have each outcome, in the order of Outcome; outcomes without any are left out."""
        found = Counter(change.outcome for change in self.changes)
        return [(outcome.label, found[outcome]) for outcome in Outcome if found[outcome]]

    @property
    def fingerprint(self) -> str:
        """A short mark of everything that would be written: the same plan has the same."""
        parts = [
            (change.translation.pk, change.unit.key, str(change.outcome), change.old, change.new)
            for change in self.written
        ]
        return hashlib.blake2b(repr(parts).encode(), digest_size=8).hexdigest()


# --- Looking --------------------------------------------------------------------------------------


def make_plan(
    content: bytes, name: str, user, *, language: str = "", on: datetime.date | None = None
) -> Plan:
    """What a file would do in the name of a user; writes nothing.

    `language`: refuse a file in another one. Raises FileRefused for a file that cannot be read at all; what is wrong
    with single texts is in the plan's `refusals`.
    """
    document = read_document(content, name)
    check_languages(document, language)
    refusals = duplicates(document)
    rows = translations_in(document, on or timezone.localdate())
    rights = Rights(user)
    known, texts = {}, {}
    for translation, sources, _record in texts_of_records(list(rows.values())):
        texts[translation.pk] = sources
    for record, translation in rows.items():
        if not rights.may_translate(translation):
            refusals.append(Refusal(Fault.NO_RIGHT, record, translation.record.title))
        elif translation.pk in texts:
            known[record] = translation
    states = States(known.values())
    changes = []
    for unit in document.units:
        translation = known.get(unit.record)
        if translation is None:
            if unit.record not in rows:
                refusals.append(Refusal(Fault.UNKNOWN_RECORD, unit.place, unit.record))
            continue
        source = texts[translation.pk].get(unit.key)
        if source is None or unit.key not in states.sources[translation.pk]:
            refusals.append(Refusal(Fault.UNKNOWN_KEY, unit.place, unit.context[:120]))
            continue
        faults = faults_of(unit, source, states.is_stale(translation, unit))
        refusals += faults
        if not faults:
            changes.append(change_of(unit, translation, source, states, document.exported_at))
    changes, found = checked(changes, document.language)
    return Plan(document, changes, refusals + found)


def check_languages(document: Document, wanted: str) -> None:
    """Refuse a document whose languages are not those of the desk, or not the one that is wanted."""
    if not (document.language and document.source_language):
        refuse(Fault.NO_LANGUAGE)
    if document.language not in desk_languages():
        refuse(Fault.UNKNOWN_LANGUAGE, found=document.language)
    if document.source_language not in settings.SOURCE_LANGUAGES:
        refuse(Fault.WRONG_SOURCE, found=document.source_language)
    if wanted and document.language != wanted:
        refuse(Fault.WRONG_LANGUAGE, found=document.language)


def duplicates(document: Document) -> list[Refusal]:
    """A refusal for every text that stands in a document a second time."""
    seen, found = set(), []
    for unit in document.units:
        if unit.context in seen:
            found.append(Refusal(Fault.DUPLICATE, unit.place, unit.context[:120]))
        seen.add(unit.context)
    return found


def translations_in(document: Document, on: datetime.date) -> dict[str, Translation]:
    """The translations that a document has texts of, by the record's name in it."""
    wanted = defaultdict(set)
    for record in {unit.record for unit in document.units}:
        model, _sign, pk = record.rpartition(":")
        if pk.isascii() and pk.isdigit() and len(pk) < 19:
            wanted[model].add(int(pk))
    types = {record_key(one, 0).rpartition(":")[0]: one for one in content_types()}
    condition = models.Q(pk__in=())
    for model, pks in wanted.items():
        if model in types:
            condition |= models.Q(content_type=types[model], object_id__in=pks)
    rows = TranslatableRecord.objects.listed(on).filter(condition)
    found = Translation.objects.filter(record__in=rows, language=document.language)
    return {
        record_key(ContentType.objects.get_for_id(one.record.content_type_id), one.record.object_id): one
        for one in found.select_related("record")
    }


def content_types() -> list[ContentType]:
    """The content types of the records at the desk."""
    return list(ContentType.objects.get_for_models(*desk_models()).values())


class States:
    """How the texts of translations stand at the desk: three queries for all of them."""

    def __init__(self, translations):
        self.current, self.sources = defaultdict(dict), defaultdict(dict)
        translations = list(translations)
        by_record = {translation.record_id: translation for translation in translations}
        for text in SourceText.objects.filter(record__in=by_record):
            translation = by_record[text.record_id]
            if text.source_language == translation.source_language:
                self.sources[translation.pk][text.key] = text.digest
        pks = [translation.pk for translation in translations]
        for name in ("texts", "drafts"):
            rows = Translation._meta.get_field(name).related_model.objects.filter(translation__in=pks)
            for text in rows:
                self.current[text.translation_id][text.key] = text

    def is_stale(self, translation: Translation, unit: Unit) -> bool:
        """Whether the original is no longer the one in the file."""
        return self.sources[translation.pk][unit.key] != digest(unit.source)


def faults_of(unit: Unit, source: Text, is_stale: bool) -> list[Refusal]:
    """What is wrong with a text in itself; a translation of an older original is held against that one."""
    text, place = unit.translation, unit.place
    if not text or unit.status == Status.OPEN:
        return []
    if len(text) > MAX_TEXT:
        return [Refusal(Fault.TOO_LONG_TEXT, place)]
    odd = next((sign for sign in text if is_odd(sign)), None)
    if odd:
        return [Refusal(Fault.CONTROL, place, f"U+{ord(odd):04X}")]
    original = unit.source if is_stale else normalized(source.text)
    return damage(original, text, source.kind == TextKind.RICH, place)


def is_odd(sign: str) -> bool:
    """Whether a character has no place in a text: controls but tab and line ends, surrogates, no characters."""
    return (unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\t\n\r") or ord(
        sign
    ) & 0xFFFE == 0xFFFE


def change_of(unit: Unit, translation: Translation, source: Text, states: States, exported_at) -> Change:
    """What a text of a file does."""
    current = states.current[translation.pk].get(unit.key)
    old, new = normalized(current.text) if current else "", normalized(unit.translation)
    is_stale = states.is_stale(translation, unit)
    if not has_words(new):
        outcome = Outcome.EMPTY
    elif is_same(old, new, source):
        fingerprint = states.sources[translation.pk][unit.key]
        confirms = unit.status == Status.DONE and not is_stale and current.source_digest != fingerprint
        outcome = Outcome.CONFIRMED if confirms else Outcome.UNCHANGED
        new = old
    elif unit.status == Status.OPEN:
        outcome = Outcome.OPEN
    elif current and exported_at and current.at > exported_at:
        outcome = Outcome.BESIDE
    else:
        outcome = Outcome.STALE if is_stale else Outcome.NEW
    if outcome in (Outcome.NEW, Outcome.STALE, Outcome.BESIDE) and source.kind == TextKind.RICH:
        new = clean_rich_text(new, source.features)
    return Change(unit, translation, source, outcome, old, new)


def is_same(old: str, new: str, source: Text) -> bool:
    """Whether two translations of a text differ in nothing but the way their HTML is written."""
    if digest(old) == digest(new):
        return True
    if source.kind != TextKind.RICH or not has_words(old):
        return False
    return digest(clean_rich_text(old, source.features)) == digest(clean_rich_text(new, source.features))


# Errors that the desk finds and an import refuses; others stop a translation only from being submitted.
REFUSED = {"tags", "links", "placeholders", "length", "term", "name"}


def checked(changes: list[Change], language: str) -> tuple[list[Change], list[Refusal]]:
    """The changes with what the desk's checks say of them, and the refusals that follow from it."""
    found, refusals = [], []
    # All at once, so that the checks load terms and names once; texts of different records may have one key.
    problems = problems_of(
        [
            (replace(change.source, key=str(number)), change.new)
            for number, change in enumerate(changes)
            if change.outcome in (Outcome.NEW, Outcome.CONFIRMED)
        ],
        language,
    )
    for number, change in enumerate(changes):
        own = problems.get(str(number), [])
        if change.outcome in (Outcome.NEW, Outcome.CONFIRMED):
            change.problems.extend(own)
            refusals += [
                Refusal(Fault.PROBLEM, change.unit.place, str(problem.message))
                for problem in own
                if problem.level == "error" and problem.code in REFUSED
            ]
        found.append(change)
    return found, refusals


# --- Writing --------------------------------------------------------------------------------------


@transaction.atomic
def write(
    content: bytes,
    name: str,
    user,
    *,
    language: str = "",
    fingerprint: str = "",
    imported: ImportedFile | None = None,
    now: datetime.datetime | None = None,
) -> ImportedFile:
    """Write all that a file changes into the desk, or nothing.

    `fingerprint` is that of the plan that the user has seen: raises PlanChanged if it is another one now. Raises
    FileRefused if anything in the file is refused.
    """
    now = now or timezone.now()
    plan = make_plan(content, name, user, language=language)
    if plan.refusals:
        raise FileRefused(*plan.refusals)
    if fingerprint and fingerprint != plan.fingerprint:
        raise PlanChanged
    by_translation = defaultdict(list)
    for change in plan.written:
        by_translation[change.translation].append(change)
    imported = imported or ImportedFile(name=name, content=content, by=user, at=now)
    for translation, changes in by_translation.items():
        keys = [change.unit.key for change in changes]
        imported.before[str(translation.pk)] = snapshot(translation, keys, user)
        desk.save_texts(translation, user, [entry_of(change) for change in changes], now)
        for change in changes:
            if change.outcome == Outcome.STALE:
                remember_source(change)
        imported.after[str(translation.pk)] = snapshot(translation, keys, user)
    imported.language, imported.texts, imported.written_at = plan.document.language, len(plan.written), now
    imported.save()
    return imported


class PlanChanged(Exception):
    """Something at the desk changed since the user looked at what a file would do."""


def entry_of(change: Change) -> desk.Entry:
    """A change as the desk takes it."""
    # What was changed at the desk meanwhile has another digest than any text: the desk keeps both versions.
    base = "" if change.outcome == Outcome.BESIDE else digest(change.old)
    return desk.Entry(
        change.unit.key,
        change.new,
        base,
        seen=digest(change.unit.source),
        holds=change.outcome == Outcome.CONFIRMED,
    )


def remember_source(change: Change) -> None:
    """Remember with a stale text the original that the office had, so that the desk can mark what changed since."""
    DraftText.objects.filter(translation=change.translation, key=change.unit.key).update(
        source_text=change.unit.source, source_digest=digest(change.unit.source)
    )


# --- Taking back ----------------------------------------------------------------------------------

DRAFT_FIELDS = ("text", "source_language", "source_text", "source_digest")


def snapshot(translation: Translation, keys: list[str], user) -> dict:
    """How the unpublished texts of a translation stand, as JSON: by key, None where there is none."""
    drafts = {draft.key: draft for draft in DraftText.objects.filter(translation=translation, key__in=keys)}
    beside = dict(
        DraftAlternative.objects.filter(translation=translation, key__in=keys, by=user).values_list(
            "key", "text"
        )
    )
    step, submitted_by = Translation.objects.values_list("step", "submitted_by").get(pk=translation.pk)
    return {
        "step": step,
        "submitted_by": submitted_by,
        "drafts": {key: draft_as_json(drafts.get(key)) for key in keys},
        "beside": {key: beside.get(key) for key in keys},
    }


def draft_as_json(draft: DraftText | None) -> dict | None:
    """An unpublished text as JSON."""
    if draft is None:
        return None
    return {name: getattr(draft, name) for name in DRAFT_FIELDS} | {
        "by": draft.by_id,
        "at": draft.at.isoformat(),
    }


@dataclass(frozen=True)
class Undone:
    """What taking back did: the texts that are as they were before, and those that others changed meanwhile."""

    texts: int
    left: int


@transaction.atomic
def undo(imported: ImportedFile, user, now: datetime.datetime | None = None) -> Undone:
    """Put the desk back to what it was before a file, but for texts that were changed or published since."""
    imported = ImportedFile.objects.select_for_update(of=("self",)).get(pk=imported.pk)
    if imported.written_at is None or imported.undone_at is not None:
        raise desk.NothingToDo
    rights, done, left = Rights(user), 0, 0
    for pk, before in imported.before.items():
        translation = Translation.objects.filter(pk=pk).first()
        if translation is None:
            left += len(before["drafts"])
            continue
        translation = desk.locked(translation)
        require(rights.may_translate(translation))
        after = imported.after[pk]
        there = snapshot(translation, list(before["drafts"]), imported.by)
        same = [
            key
            for key in before["drafts"]
            if all(there[name][key] == after[name][key] for name in ("drafts", "beside"))
        ]
        for key in same:
            put_back(translation, key, before, imported.by)
        done, left = done + len(same), left + len(before["drafts"]) - len(same)
        if len(same) == len(before["drafts"]) and there["step"] == after["step"] != before["step"]:
            translation.step, translation.submitted_by = before["step"], person(before["submitted_by"])
            translation.save(update_fields=["step", "submitted_by"])
    imported.undone_at, imported.undone_by = now or timezone.now(), user
    imported.save(update_fields=["undone_at", "undone_by"])
    return Undone(done, left)


def put_back(translation: Translation, key: str, before: dict, user) -> None:
    """Put one unpublished text, and what stands beside it, back to a snapshot."""
    draft, beside = before["drafts"][key], before["beside"][key]
    place = {"translation": translation, "key": key}
    if draft is None:
        DraftText.objects.filter(**place).delete()
    else:
        values = draft | {"by": person(draft["by"]), "at": parse_datetime(draft["at"])}
        DraftText.objects.update_or_create(**place, defaults=values)
    if beside is None:
        DraftAlternative.objects.filter(**place, by=user).delete()
    else:
        DraftAlternative.objects.update_or_create(**place, by=user, defaults={"text": beside})


def person(pk: int | None):
    """The user of a primary key; None if the account is gone."""
    return get_user_model().objects.filter(pk=pk).first()
