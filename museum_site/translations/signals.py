"""Keeping the desk up to date: whatever is saved is looked at again when the transaction is over."""

from contextvars import ContextVar

from asgiref.local import Local
from django.core.signals import request_finished
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page

from museum_site.core.models import TranslatedRow

from .index import BATCH, index_records
from .models import MinorChange
from .notices import tell_of_changes
from .records import desk_models, parent_of

_waiting = Local()
# Whether the record that is being saved in a form was changed in nothing that matters to translations.
minor_change: ContextVar[bool] = ContextVar("minor_change", default=False)


def _work_off() -> None:
    waiting = getattr(_waiting, "records", {})
    _waiting.records = {}
    groups = {}
    for (model, pk), minor in waiting.items():
        groups.setdefault((model, minor), []).append(pk)
    for (model, minor), pks in groups.items():
        for start in range(0, len(pks), BATCH):
            tell_of_changes(index_records(model, pks[start : start + BATCH], minor))


def index_later(model, pk: int, minor: bool = False) -> None:
    """Have a record indexed when the transaction is over, once however often it was saved in it."""
    waiting = getattr(_waiting, "records", None)
    if waiting is None:
        waiting = _waiting.records = {}
    waiting[model, pk] = minor
    # robust: what was saved is saved, and an editor must not see an error for what index_translations can mend.
    transaction.on_commit(_work_off, robust=True)


def is_minor(instance) -> bool:
    """Whether the editor called the change that is being saved minor."""
    if isinstance(instance, Page):
        revision = instance.live_revision_id
        return bool(revision) and MinorChange.objects.filter(revision=revision).exists()
    return minor_change.get()


def saved(sender, instance, update_fields=None, **kwargs):
    """Index a record, or the record that an inline row belongs to."""
    if sender in desk_models():
        # Saving a draft of a page touches only some of its columns and is not seen here.
        if update_fields is None or not isinstance(instance, Page) or "live" in update_fields:
            index_later(sender, instance.pk, is_minor(instance))
    else:
        row_changed(instance)


def deleted(sender, instance, **kwargs):
    """Let a record leave the desk; without an inline row its record is another."""
    if sender in desk_models():
        index_later(sender, instance.pk)
    else:
        row_changed(instance)


def row_changed(instance) -> None:
    """Index the record that an inline row with words belongs to, unless that is being saved with it."""
    if not isinstance(instance, TranslatedRow):
        return
    parent = parent_of(type(instance))
    if parent in desk_models():
        key = next(field for field in instance._meta.concrete_fields if field.related_model is parent)
        place = parent, getattr(instance, key.attname)
        if place not in getattr(_waiting, "records", {}):
            index_later(*place)


def forget_minor_change(**kwargs):
    """End what a form said at the end of its request."""
    minor_change.set(False)


def connect() -> None:
    """Listen to every model; which of them have words is known only when all applications are ready."""
    post_save.connect(saved, dispatch_uid="desk_saved")
    post_delete.connect(deleted, dispatch_uid="desk_deleted")
    request_finished.connect(forget_minor_change, dispatch_uid="desk_minor_change")
