"""Keeps public pages, as they were sent, for whoever asks next."""

import hashlib
import time

from django.conf import settings
from django.core.cache import caches
from django.http import HttpResponse
from django.utils.cache import get_conditional_response, patch_cache_control

from museum_site.core.alternates import language_of
from museum_site.translations.strings.overlay import overlay

from .models import Edition

# Seconds. Which exhibitions are on depends on the day where they are shown, and the days of all time zones begin at
# quarters of an hour.
QUARTER = 15 * 60


class PageCacheMiddleware:
    """Answer with a kept page if nothing was written since it was made; keep the pages of the public site.

    Pages of people who are logged in, and answers that set a cookie or depend on one, are not kept. The others
    may be stored by browsers and proxies too, which then have to ask whether they still hold (`no-cache`, ETag).

    It stands below CorrectionsMiddleware, which brings the corrections of interface strings up to date, and below
    compression: kept is what belongs to every visitor.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        self.pages = caches["pages"]

    def __call__(self, request):
        if not is_for_everybody(request):
            response = self.get_response(request)
            if language_of(request.path) and not response.has_header("Cache-Control"):
                patch_cache_control(response, private=True)
            return response
        key = key_of(request)
        kept = self.pages.get(key)
        if kept:
            content, headers = kept
            response = HttpResponse(content, headers=headers)
        else:
            response = self.get_response(request)
            if not may_be_kept(request, response):
                return response
            response["ETag"] = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
            patch_cache_control(response, no_cache=True)
            if request.method == "GET":
                self.pages.set(key, (response.content, dict(response.items())), QUARTER)
        return get_conditional_response(request, etag=response["ETag"], response=response)


def is_for_everybody(request) -> bool:
    """Whether the answer to a request can be the same for every visitor: a page of the public site."""
    return (
        request.method in ("GET", "HEAD")
        and language_of(request.path) is not None
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def may_be_kept(request, response) -> bool:
    """Whether an answer is a page for everybody; what says itself how long it holds is left alone."""
    return (
        response.status_code == 200
        # Wagtail sends a draft through the same middleware, under the address of its page.
        and not getattr(request, "is_preview", False)
        and not response.streaming
        and not response.cookies
        and not response.has_header("Vary")
        and not response.has_header("Cache-Control")
    )


def key_of(request) -> str:
    """What a page is kept under: its whole address, and all that it depends on beside the address."""
    parts = (
        request.scheme,
        request.get_host(),
        request.get_full_path(),
        Edition.current(),
        overlay.stamp,
        int(time.time() // QUARTER),
    )
    return hashlib.sha256("\n".join(map(str, parts)).encode()).hexdigest()
