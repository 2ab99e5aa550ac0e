"""Sizes and formats of pictures, made before the first visitor asks for them.

Making nine files of a picture costs more than a second. So they are made when a page is published, and
`manage.py prepare_pictures` makes those that are still missing.
"""

from collections.abc import Iterable
from contextlib import contextmanager, suppress
from contextvars import ContextVar

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.images.models import Filter, SourceImageIOError

from .languages import column

# What the component templates/components/picture.html asks for.
FILTERS = tuple(Filter.expand_spec("format-{avif,webp,jpeg}|width-{400,800,1200}"))

_left_for_later: ContextVar[bool] = ContextVar("pictures_left_for_later", default=False)


def prepare(image) -> None:
    """Make the files of an image that are missing; an image without its original has none."""
    # The template tag prints a placeholder for such an image.
    with suppress(SourceImageIOError):
        image.get_renditions(*FILTERS)


def pictures_of(page) -> Iterable:
    """The lead image of a page and the pictures in its bodies, each once."""
    images = {page.lead_image} if page.lead_image else set()
    for code, _autonym in settings.LANGUAGES:
        images |= {
            block.value["image"]
            for block in getattr(page, column("body", code))
            if block.block_type == "figure"
        }
    return images - {None}


def prepare_published(sender, instance, **kwargs) -> None:
    """Receiver of page_published: make the page's pictures once the publication is on disk.

    A page that visitors may not see yet has none made: whoever guesses the name of such a file can open it.
    """
    if _left_for_later.get() or not hasattr(instance, "lead_image"):
        return
    if instance.is_visible(timezone.localdate()):
        transaction.on_commit(lambda: [prepare(image) for image in pictures_of(instance)])


@contextmanager
def left_for_later():
    """Publish many pages without making their pictures one by one; prepare_pictures makes them afterwards."""
    token = _left_for_later.set(True)
    try:
        yield
    finally:
        _left_for_later.reset(token)
