"""What can be done with a translation: write, submit, send back, publish, withdraw, restore, assign.

Every function asks rights.Rights and raises PermissionDenied; none trusts that its caller did. What is public stands
in the record's own columns and is written by UPDATE of one language: no fact, no other language and no editor's
draft is touched.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass, replace

from django.db import transaction
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.log_actions import log
from wagtail.search import index as search_index

from museum_site.core.signals import translations_changed

from . import notices
from .enums import Event, Step
from .index import load, write
from .models import Comment, DraftAlternative, DraftText, SourceText, TranslatedText, Translation, Version
from .rights import Rights, require
from .segments import build, cleared, digest, has_words


class NothingToDo(Exception):
    """There is nothing to submit, publish or restore."""


def record_of(translation: Translation):
    """The page, snippet or image of a translation, with its inline rows; None if it is gone."""
    row = translation.record
    return next(iter(load(row.content_type.model_class(), [row.object_id])), None)


def locked(translation: Translation) -> Translation:
    """The translation as it stands now, kept from others until the transaction is over."""
    return Translation.objects.select_for_update(of=("self",)).select_related("record").get(pk=translation.pk)


def sources_of(translation: Translation) -> dict[str, SourceText]:
    """The texts to be translated by key, in the order of the record."""
    found = SourceText.objects.filter(
        record=translation.record_id, source_language=translation.source_language
    )
    return {text.key: text for text in found.order_by("position")}


# --- Writing --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Entry:
    """What somebody wrote: the text, and the digest of the text that they started from (`base`).

    `seen` is the digest of the source that they had before their eyes. `holds`: they say that the translation is
    still right although its source changed.
    """

    key: str
    text: str
    base: str
    seen: str = ""
    holds: bool = False


@dataclass(frozen=True)
class Conflict:
    """Somebody else changed a text meanwhile: `text` is theirs, and it stands; the other is kept beside it."""

    key: str
    text: str
    by: object


@transaction.atomic
def save_texts(translation: Translation, user, entries: Iterable[Entry], now=None) -> list[Conflict]:
    """Keep unpublished texts.

    A text that its writer did not touch changes nothing. Where somebody else changed it meanwhile, theirs stands,
    this one is kept as an alternative, and a Conflict tells of it. A translation in review that its translator goes on
    with is no longer in review.
    """
    translation = locked(translation)
    rights = Rights(user)
    is_review = translation.step == Step.REVIEW and rights.may_review(translation)
    require(rights.may_translate(translation) or is_review)
    now = now or timezone.now()
    sources = sources_of(translation)
    drafts = {draft.key: draft for draft in translation.drafts.select_related("by")}
    published = {text.key: text for text in translation.texts.all()}
    conflicts, is_changed = [], False
    for entry in entries:
        # PostgreSQL stores no NUL.
        entry = replace(entry, text=entry.text.replace("\0", ""))
        source, draft, there = sources.get(entry.key), drafts.get(entry.key), published.get(entry.key)
        if source is None:
            continue
        current = draft or there
        current_text = current.text if current else ""
        new, old = digest(entry.text), digest(current_text)
        confirms = entry.holds and current is not None and current.source_digest != source.digest
        if new == entry.base and not confirms:
            continue
        if old not in (entry.base, new):
            DraftAlternative.objects.update_or_create(
                translation=translation, key=entry.key, by=user, defaults={"text": entry.text, "at": now}
            )
            conflicts.append(Conflict(entry.key, current_text, current.by if current else None))
            continue
        if new == old and not confirms:
            continue
        is_changed = True
        if draft and there and new == digest(there.text) and not confirms:
            draft.delete()
            continue
        draft = draft or DraftText(translation=translation, key=entry.key)
        if not entry.seen or entry.seen == source.digest:
            origin = source.text, source.digest
        else:
            # They translated a text that changed while they wrote: it is true to that one.
            origin = (current.source_text, current.source_digest) if current else ("", entry.seen)
        draft.text, draft.by, draft.at = entry.text, user, now
        draft.source_text, draft.source_digest = origin
        draft.source_language = source.language
        draft.save()
    if is_changed and translation.step == Step.REVIEW and not is_review:
        translation.step, translation.submitted_by = "", None
        translation.save(update_fields=["step", "submitted_by"])
    return conflicts


@transaction.atomic
def settle(alternative: DraftAlternative, user, take: bool) -> None:
    """Decide between two versions of a text: take the alternative, or let it go."""
    translation = locked(alternative.translation)
    require(Rights(user).may_translate(translation))
    if take:
        current = (
            translation.drafts.filter(key=alternative.key).first()
            or translation.texts.filter(key=alternative.key).first()
        )
        base = digest(current.text if current else "")
        save_texts(translation, user, [Entry(alternative.key, alternative.text, base)])
    alternative.delete()


@transaction.atomic
def translate_from(translation: Translation, user, source_language: str) -> None:
    """Choose the source language of what is translated from now on; what is translated already stays as it is."""
    translation = locked(translation)
    require(Rights(user).may_translate(translation))
    translation.source_language = source_language
    translation.save(update_fields=["source_language"])


# --- The way to the public ------------------------------------------------------------------------


@transaction.atomic
def submit(translation: Translation, user) -> Translation:
    """Hand a translation to the reviewer. Raises NothingToDo if nothing was written."""
    translation = locked(translation)
    require(Rights(user).may_translate(translation))
    if not translation.drafts.exists():
        raise NothingToDo
    translation.step, translation.submitted_by = Step.REVIEW, user
    translation.save(update_fields=["step", "submitted_by"])
    transaction.on_commit(lambda: notices.tell_submitted(translation), robust=True)
    return translation


@transaction.atomic
def send_back(translation: Translation, user, comment: str) -> Translation:
    """Give a translation in review back to its translator, with what is to be done."""
    translation = locked(translation)
    require(translation.step == Step.REVIEW and Rights(user).may_review(translation))
    Comment.objects.create(translation=translation, text=comment, by=user)
    translation.step, translation.reviewer = Step.RETURNED, user
    translation.save(update_fields=["step", "reviewer"])
    transaction.on_commit(lambda: notices.tell_returned(translation, comment), robust=True)
    return translation


@dataclass(frozen=True)
class Published:
    """What publishing did: the texts that visitors see now, and those held back because others are missing."""

    texts: int
    held_back: int


@transaction.atomic
def publish(translation: Translation, user, now: datetime.datetime | None = None) -> Published:
    """Let visitors see what is in review. Raises NothingToDo if nothing was written."""
    translation = locked(translation)
    require(translation.step == Step.REVIEW and Rights(user).may_review(translation))
    now = now or timezone.now()
    record = record_of(translation)
    drafts = list(translation.drafts.all())
    if record is None or not drafts:
        raise NothingToDo
    ensure_version(translation)
    sources = sources_of(translation)
    published = {text.key: text for text in translation.texts.all()}
    texts = {key: text.text for key, text in published.items()}
    texts |= {draft.key: draft.text for draft in drafts if draft.key in sources}
    made = build(record, translation.language, texts, translation.source_language, published)
    write(made.columns)
    done = [draft for draft in drafts if draft.key not in made.held_back]
    for draft in done:
        if draft.key not in sources or not has_words(draft.text):
            translation.texts.filter(key=draft.key).delete()
            continue
        TranslatedText.objects.update_or_create(
            translation=translation,
            key=draft.key,
            defaults={
                "source": sources[draft.key],
                "text": draft.text,
                "source_text": draft.source_text,
                "source_digest": draft.source_digest,
                "by": draft.by,
                "at": now,
            },
        )
    DraftText.objects.filter(pk__in=[draft.pk for draft in done]).delete()
    translation.step, translation.reviewer, translation.submitted_by = "", user, None
    translation.save(update_fields=["step", "reviewer", "submitted_by"])
    went_public(translation, record, user, Event.PUBLISHED, now)
    return Published(len(done), len(drafts) - len(done))


def went_public(translation: Translation, record, user, event: Event, now) -> None:
    """Remember what visitors see from now on, and tell the history of the record, the search and the caches."""
    Version.objects.create(translation=translation, event=event, texts=snapshot(translation), by=user, at=now)
    log(
        instance=record,
        action=f"translations.{event}",
        user=user,
        data={"language": translation.language},
    )
    search_index.insert_or_update_object(record)
    translations_changed.send(sender=type(record), instance=record, language=translation.language)


def snapshot(translation: Translation) -> dict[str, dict]:
    """The published texts by key, as a Version keeps them."""
    return {
        text.key: {
            "text": text.text,
            "source_text": text.source_text,
            "source_digest": text.source_digest,
            "by": text.by_id,
            "at": text.at.isoformat(),
        }
        for text in translation.texts.order_by("key")
    }


def ensure_version(translation: Translation) -> None:
    """Keep a translation that came from elsewhere as the first version, before the desk changes it."""
    texts = snapshot(translation)
    if texts and not translation.versions.exists():
        first = min(parse_datetime(text["at"]) for text in texts.values())
        Version.objects.create(translation=translation, event=Event.PUBLISHED, texts=texts, at=first)


@transaction.atomic
def withdraw(translation: Translation, user, now: datetime.datetime | None = None) -> None:
    """Take a translation from the public; visitors read the original again. It can be restored."""
    translation = locked(translation)
    require(Rights(user).may_manage(translation))
    record = record_of(translation)
    if record is None or not translation.texts.exists():
        raise NothingToDo
    ensure_version(translation)
    write(cleared(record, translation.language))
    translation.texts.all().delete()
    went_public(translation, record, user, Event.WITHDRAWN, now or timezone.now())


@transaction.atomic
def restore(version: Version, user, now: datetime.datetime | None = None) -> None:
    """Show visitors an earlier version again, as far as its texts still have a place in the record."""
    translation = locked(version.translation)
    require(Rights(user).may_manage(translation))
    record, sources = record_of(translation), sources_of(translation)
    kept = {key: text for key, text in version.texts.items() if key in sources}
    if record is None or not kept:
        raise NothingToDo
    texts = {key: text["text"] for key, text in kept.items()}
    there = set(translation.texts.values_list("key", flat=True))
    made = build(record, translation.language, texts, translation.source_language, there | kept.keys())
    write(made.columns)
    translation.texts.all().delete()
    people = set(
        type(user)
        ._default_manager.filter(pk__in={text["by"] for text in kept.values()})
        .values_list("pk", flat=True)
    )
    TranslatedText.objects.bulk_create(
        TranslatedText(
            translation=translation,
            key=key,
            source=sources[key],
            text=text["text"],
            source_text=text["source_text"],
            source_digest=text["source_digest"],
            by_id=text["by"] if text["by"] in people else None,
            at=parse_datetime(text["at"]),
        )
        for key, text in kept.items()
    )
    went_public(translation, record, user, Event.RESTORED, now or timezone.now())


# --- Who does it, and when ------------------------------------------------------------------------


@transaction.atomic
def assign(translation: Translation, user, assignee, reviewer=None, due: datetime.date | None = None) -> None:
    """Say who translates, who reviews, and until when.

    Reviewers assign to anybody; a translator may only take a translation that nobody has, or give back their own.
    """
    translation = locked(translation)
    rights = Rights(user)
    takes = (
        rights.may_translate(translation)
        and translation.assignee in (None, user)
        and assignee in (None, user)
    )
    require(rights.may_manage(translation) or takes)
    if assignee is not None:
        require(Rights(assignee).may_translate(translation))
    if rights.may_manage(translation):
        translation.reviewer, translation.due = reviewer, due
    is_new = assignee is not None and translation.assignee != assignee
    translation.assignee = assignee
    translation.save(update_fields=["assignee", "reviewer", "due"])
    if is_new and assignee != user:
        transaction.on_commit(lambda: notices.tell_assigned(translation), robust=True)


@transaction.atomic
def plan(translation: Translation, user, is_planned: bool) -> None:
    """Say whether a record shall be translated into a language at all."""
    translation = locked(translation)
    require(Rights(user).may_manage(translation))
    translation.is_planned = is_planned
    translation.save(update_fields=["is_planned"])
