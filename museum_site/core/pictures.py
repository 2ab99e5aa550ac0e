"""Sizes and formats of pictures, made before the first visitor asks for them.

Making the files of a picture costs more than a second. So they are made when a page is published or the picture
is changed, and `manage.py prepare_pictures` makes those that are still missing. A page is printed with the files
that there are.
"""

from collections.abc import Iterable
from contextlib import contextmanager, suppress
from contextvars import ContextVar

from django.conf import settings
from django.db import transaction
from django.db.models import Prefetch, prefetch_related_objects
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.models import Filter, Picture, SourceImageIOError

from .languages import column, columns

# The uses of a picture. "whole" is as its photographer made it; "thumbnail" is an upright rectangle, two to three as
# a poster, around its focal point, for cards and rows of registers. The specs are short, because Wagtail makes room
# for them in the name of a file at the cost of what nobody can guess.
SPECS: dict[str, list[str]] = {
    "whole": Filter.expand_spec("format-{avif,webp,jpeg}|width-{400,720,1200}"),
    "thumbnail": Filter.expand_spec("format-{avif,webp,jpeg}|fill-{160x240,320x480,480x720}"),
}
USES = {use: [Filter(spec) for spec in specs] for use, specs in SPECS.items()}
FILTERS = (*USES["whole"], *USES["thumbnail"])
# Made at once when a picture has no file yet, and not a thumbnail: nine files would keep the visitor waiting.
STOPGAP = Filter("format-jpeg|width-720")

_left_for_later: ContextVar[bool] = ContextVar("pictures_left_for_later", default=False)


def prepare(image) -> None:
    """Make the files of an image that are missing; an image without its original has none."""
    with suppress(SourceImageIOError):
        image.get_renditions(*FILTERS)


def missing_files(images: Iterable) -> list:
    """Those images of which a file is missing; one query."""
    images = list(images)
    with_files(images)
    return [image for image in images if len(image.find_existing_renditions(*FILTERS)) < len(FILTERS)]


def picture_files(image, use: str) -> Picture | None:
    """The files of an image for a use, without making any but a stopgap; None if there is none.

    Files that were loaded with the image (`with_files`, `lead_images`) cost no query. Those of the focal point
    that the image had before are not shown.
    """
    found = image.find_existing_renditions(*USES[use])
    if not found and use != "thumbnail":
        # Perhaps the image was loaded with its thumbnails only.
        stored = image.renditions.filter(filter_spec__in=SPECS[use])
        by_name = {(file.filter_spec, file.focal_point_key): file for file in stored}
        names = {wanted: (wanted.spec, wanted.get_cache_key(image)) for wanted in USES[use]}
        found = {wanted: by_name[name] for wanted, name in names.items() if name in by_name}
    if not found and use != "thumbnail":
        with suppress(SourceImageIOError):
            found = {STOPGAP: image.get_rendition(STOPGAP)}
    by_spec, seen = {}, set()
    for wanted in (*USES[use], STOPGAP):
        # A small original is not enlarged: its larger sizes are all the same.
        if wanted in found and (size := (found[wanted].width, wanted.spec.split("|")[0])) not in seen:
            seen.add(size)
            by_spec[wanted.spec] = found[wanted]
    return Picture(by_spec) if by_spec else None


def _files(uses: Iterable[str]) -> Prefetch:
    model = get_image_model().renditions.rel.related_model
    specs = [spec for use in uses for spec in SPECS[use]]
    # Wagtail looks here first.
    return Prefetch(
        "renditions", model.objects.filter(filter_spec__in=specs), to_attr="prefetched_renditions"
    )


def with_files(images: Iterable, *uses: str) -> None:
    """Load the files of many images (for all uses by default) with one query."""
    prefetch_related_objects(list(images), _files(uses or USES))


def lead_images(*uses: str) -> Prefetch:
    """For prefetch_related(): the lead images of pages, with what a listing prints of them; two queries.

    `uses` are those that the listing has (all by default).
    """
    images = get_image_model().objects.only(
        "file",
        "width",
        "height",
        "focal_point_x",
        "focal_point_y",
        "focal_point_width",
        "focal_point_height",
        "credit",
        *columns("alt"),
        *columns("caption"),
    )
    return Prefetch("lead_image", images.prefetch_related(_files(uses or USES)))


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
