"""Many records at once in the index that the admin's search reads."""

from collections import defaultdict
from contextlib import contextmanager

from django.db.models.signals import post_save
from wagtail.search.backends import get_search_backends
from wagtail.search.index import get_indexed_models
from wagtail.search.signal_handlers import post_save_signal_handler


@contextmanager
def indexed_together():
    """Enter what is saved meanwhile at the end, each record once; Wagtail would do so at each saving of each one.

    For a process that does nothing else meanwhile, since Wagtail's receiver is disconnected.
    """
    saved = defaultdict(set)

    def note(instance, **kwargs):
        saved[type(instance)].add(instance.pk)

    models = [
        model for model in get_indexed_models() if post_save.disconnect(post_save_signal_handler, model)
    ]
    for model in models:
        post_save.connect(note, model)
    try:
        yield
    finally:
        for model in models:
            post_save.disconnect(note, model)
            post_save.connect(post_save_signal_handler, model)
    for model, pks in saved.items():
        for backend in get_search_backends(with_auto_update=True):
            backend.add_bulk(model, model.get_indexed_objects().filter(pk__in=pks))
