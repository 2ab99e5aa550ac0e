"""Which language an answer is in: the one that its address names, or else one that the reader asks for."""

from django.conf import settings
from django.http import Http404
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation.trans_real import parse_accept_lang_header

from .alternates import language_of
from .languages import language_tag


def accepted_language(header: str) -> str:
    """The public language that suits an Accept-Language header best.

    For each range, in the order of preference: the language itself, then any of ours that is the same
    language ("zh-CN", "zh-SG" and "zh" are zh-hans, "fr-CA" is fr). Without a match: the default language.
    """
    for wanted, quality in parse_accept_lang_header(header):
        if not quality:
            continue
        if wanted in settings.PUBLIC_LANGUAGES:
            return wanted
        for code in settings.PUBLIC_LANGUAGES:
            if code.split("-")[0] == wanted.split("-")[0]:
                return code
    if settings.LANGUAGE_CODE in settings.PUBLIC_LANGUAGES:
        return settings.LANGUAGE_CODE
    return settings.PUBLIC_LANGUAGES[0]


def readers_language(request) -> str:
    """The language that the reader chose on this site, or else the one that the browser asks for.

    An answer that depends on it varies by Cookie and Accept-Language.
    """
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    if chosen in settings.PUBLIC_LANGUAGES:
        return chosen
    return accepted_language(request.headers.get("Accept-Language", ""))


def address_language(request) -> str:
    """The language that the address names, or else the one that the browser asks for; no cookie is read."""
    return language_of(request.path) or accepted_language(request.headers.get("Accept-Language", ""))


class LanguageMiddleware:
    """Activate the language of the address for the time of the request.

    Takes the place of Django's LocaleMiddleware, which reads the language cookie for every address without a
    language, guesses from similar codes ("/zh/") and redirects what does not exist. Here only `/` and `/id/`
    read the cookie, so that every other answer can be kept by a cache, and an unknown address is simply 404.
    The admin activates its user's own language itself.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        code = address_language(request)
        with translation.override(code):
            request.LANGUAGE_CODE = code
            response = self.get_response(request)
        if response.get("Content-Type", "").startswith("text/html"):
            if language_of(request.path) is None:
                patch_vary_headers(response, ["Accept-Language"])
            response.headers.setdefault("Content-Language", language_tag(code))
        return response

    def process_view(self, request, view, args, kwargs):
        """A language that is not public does not exist, except for staff."""
        code = language_of(request.path)
        if (
            code
            and code not in settings.PUBLIC_LANGUAGES
            and not request.user.has_perm("wagtailadmin.access_admin")
        ):
            raise Http404("not a public language")
