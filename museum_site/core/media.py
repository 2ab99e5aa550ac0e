"""Uploaded pictures, served by the site itself so that the embedded installation needs no other server."""

import mimetypes
import posixpath

from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpResponseNotModified
from django.urls import path
from django.utils.http import http_date
from django.views.decorators.http import require_safe
from django.views.static import was_modified_since

# A rendition's name holds the name of its file, which is never used twice, and its filter: it never changes.
FOR_EVER = "public, max-age=31536000, immutable"
FOR_STAFF = "private, no-cache"


def media_urlpatterns():
    """Return the URL patterns below MEDIA_URL.

    `images/` holds the renditions that pages show, for everybody. `original_images/` is for staff, whose
    admin links to it: an original may hold more than what the institution publishes. Documents are not here:
    Wagtail's own view serves them under their access rules.
    """
    prefix = settings.MEDIA_URL.strip("/")
    return [
        path(f"{prefix}/images/<path:name>", rendition, name="media_rendition"),
        path(f"{prefix}/original_images/<path:name>", original, name="media_original"),
    ]


@require_safe
def rendition(request, name):
    """Serve a rendition, to be kept by browsers and proxies for ever."""
    return picture(request, f"images/{name}", FOR_EVER)


@require_safe
def original(request, name):
    """Serve an uploaded file to those who may enter the admin; 403 for others."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    return picture(request, f"original_images/{name}", FOR_STAFF)


def picture(request, name, cache_control):
    """Return the picture of that name in the default storage, or 404 if there is none or it is no picture."""
    if posixpath.normpath(name) != name:
        # The storage only sees to it that nobody leaves MEDIA_ROOT; "images/../documents/" does not.
        raise Http404("no plain path")
    content_type = mimetypes.guess_type(name)[0] or ""
    if not content_type.startswith("image/") or content_type == "image/svg+xml":
        raise Http404("not a picture")
    try:
        modified = default_storage.get_modified_time(name)
        file = default_storage.open(name)
    except (OSError, ValueError, SuspiciousFileOperation) as error:
        # ValueError: a NUL in the name.
        raise Http404("no such picture") from error
    headers = {"Cache-Control": cache_control, "Last-Modified": http_date(modified.timestamp())}
    if not was_modified_since(request.headers.get("If-Modified-Since"), modified.timestamp()):
        file.close()
        return HttpResponseNotModified(headers=headers)
    return FileResponse(file, content_type=content_type, headers=headers)
