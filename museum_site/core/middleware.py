"""Middleware of the kernel."""

import ipaddress
import logging

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.templatetags.static import static

from .alternates import language_of

logger = logging.getLogger(__name__)


class HealthMiddleware:
    """Answer `/livez` and `/readyz` for load balancers and container engines.

    `/livez` says that the process answers (200). `/readyz` says that it can serve pages: 200 when the
    database is reachable and every migration is applied, otherwise 503 with one plain sentence.

    It stands first in MIDDLEWARE: a probe comes by address and over plain HTTP, so the answer must depend
    neither on ALLOWED_HOSTS nor on the redirect to HTTPS.
    """

    def __init__(self, get_response):
        self.get_response = get_response
        # Once applied, migrations stay applied as long as this code runs; reading them costs 0.1 s.
        self.migrated = False

    def __call__(self, request):
        if request.path_info == "/livez":
            return self.answer("ok")
        if request.path_info == "/readyz":
            problem = self.problem()
            return self.answer(problem or "ok", status=503 if problem else 200)
        return self.get_response(request)

    def problem(self):
        """Return what keeps this process from serving pages as a sentence, or "" if nothing does."""
        try:
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1")
            if not self.migrated:
                executor = MigrationExecutor(connection)
                self.migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
        except DatabaseError:
            logger.exception("The database does not answer")
            return "The database does not answer."
        return "" if self.migrated else "Migrations are missing."

    @staticmethod
    def answer(text, status=200):
        """Return a plain text response that nobody stores."""
        response = HttpResponse(f"{text}\n", status=status, content_type="text/plain")
        response["Content-Length"] = len(response.content)
        response["Cache-Control"] = "no-store"
        response["X-Content-Type-Options"] = "nosniff"
        return response


class ClientAddressMiddleware:
    """Put the visitor's address into REMOTE_ADDR when settings.PROXY_COUNT reverse proxies stand in front.

    Each proxy appends to X-Forwarded-For the address that it was called from, so the entry that far from the
    right was written by the outermost of ours. Whatever stands left of it may be the visitor's invention.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        addresses = request.headers.get("X-Forwarded-For", "").split(",")
        if len(addresses) >= settings.PROXY_COUNT:
            try:
                address = ipaddress.ip_address(addresses[-settings.PROXY_COUNT].strip())
            except ValueError:
                logger.warning("X-Forwarded-For holds no address where PROXY_COUNT says")
            else:
                request.META["REMOTE_ADDR"] = str(address)
        return self.get_response(request)


class TextCompressionMiddleware(GZipMiddleware):
    """Send text compressed to whoever accepts it; HTML becomes a fourth to a third of its size.

    Pictures and documents are compressed in themselves, and keep their `Content-Length`. Django's middleware adds
    bytes of a random number, so that lengths tell nothing about secrets in a page (BREACH).
    """

    TEXT = (
        "text/",
        "application/json",
        "application/xml",
        "application/atom+xml",
        "application/manifest+json",
    )

    def process_response(self, request, response):
        is_text = response.get("Content-Type", "").startswith(self.TEXT)
        return super().process_response(request, response) if is_text else response


class PermissionsPolicyMiddleware:
    """Tell browsers which of their powers no page may use: settings.PERMISSIONS_POLICY."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response.headers.setdefault("Permissions-Policy", settings.PERMISSIONS_POLICY)
        return response


class SpeculationRulesMiddleware:
    """Let browsers that can fetch the next page while the reader still points at its link.

    The rules are a static file, because the Content-Security-Policy allows nothing inline. They stand on the
    pages of the public site only: HTML whose address names a language.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        is_html = response.get("Content-Type", "").startswith("text/html")
        if is_html and language_of(request.path):
            rules = static("speculation.speculationrules")
            response.headers["Speculation-Rules"] = f'"{rules}"'
        return response
