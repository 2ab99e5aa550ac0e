"""Error pages in the reader's language.

404 and 403 stand in the frame of the site. 400, 500 and a refused form need neither database nor session,
because those may be what failed.
"""

import re

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import render
from django.template import loader
from django.utils import timezone, translation
from django.utils.encoding import escape_uri_path

from .alternates import Alternate, Alternates, localized_path
from .languages import active_language, language, public_languages
from .locale import accepted_language, address_language
from .views import page_at

# What Wagtail takes for the path of a page.
PATH = re.compile(r"(?:[\w-]+/)*")


def error_language(request) -> str:
    """The language of the address, if it is public, or else the one that the browser asks for."""
    code = address_language(request)
    return (
        code
        if code in settings.PUBLIC_LANGUAGES
        else accepted_language(request.headers.get("Accept-Language", ""))
    )


def same_address(request, path: str) -> Alternates:
    """The path in every public language, without the query string: that may be what is wrong."""
    path = escape_uri_path(path)
    return Alternates(
        Alternate(item, localized_path(path, item.code), "", False) for item in public_languages()
    )


def meant_page(request):
    """The public page at the address without its language, or with one that the site has not; or None."""
    path = request.path_info.strip("/") + "/"
    for candidate in (path, path.partition("/")[2]):
        if candidate and PATH.fullmatch(candidate):
            page = page_at(request, candidate)
            if page and not page.is_private and page.is_visible(timezone.localdate()):
                return page
    return None


def framed(request, template, status) -> HttpResponse:
    """An error page in the frame of the site."""
    with translation.override(error_language(request)):
        page = meant_page(request)
        context = {"alternates": same_address(request, request.path), "meant": page}
        if page:
            context["meant_addresses"] = [
                item
                for item in same_address(request, page.get_url(request))
                if page.has_text_in(item.language.code)
            ]
        return render(request, template, context, status=status)


def bare(request, template, status) -> HttpResponse:
    """An error page that asks nothing of the database, the session or the rest of the request."""
    with translation.override(error_language(request)):
        context = {"active": language(active_language()), "languages": public_languages()}
        return HttpResponse(loader.render_to_string(template, context), status=status)


def page_not_found(request, exception=None):
    """404: offers what the reader may have meant, search and the sections."""
    return framed(request, "404.html", 404)


def permission_denied(request, exception=None):
    """403: the reader may not do this."""
    return framed(request, "403.html", 403)


def bad_request(request, exception=None):
    """400: the request can't be understood. Even the host's name may be wrong, so nothing is read from it."""
    return bare(request, "400.html", 400)


def server_error(request):
    """500: our fault."""
    return bare(request, "500.html", 500)


def csrf_failure(request, reason=""):
    """403 for a form that was sent from elsewhere, or after its cookie had gone."""
    return bare(request, "403_csrf.html", 403)
