"""Sitemaps: one index, and for each public language the list of the pages that have text in it.

An address that is no page, such as that of a country, comes from a provider of the domain that knows it.
"""

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.apps import apps
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from .alternates import alternates
from .models import ProsePage


@dataclass(frozen=True)
class PlainAddress:
    """An address that is no page: it is made of facts and interface texts and stands in every language."""

    path: str

    def get_url(self, request=None) -> str:
        """The path in some language, as a page tells it."""
        return self.path

    def has_text_in(self, code: str) -> bool:
        """Whether it can be read in a language, as a page tells it."""
        return True


Provider = Callable[[datetime.date], Iterable[str]]
_providers: list[Provider] = []


def adds_to_sitemaps(provider: Provider) -> Provider:
    """Register `provider(on)`: the paths, in the active language, of public addresses that are no pages."""
    _providers.append(provider)
    return provider


def prose_models() -> list[type[ProsePage]]:
    """Every kind of page."""
    return [model for model in apps.get_models() if issubclass(model, ProsePage)]


@require_safe
def sitemap_index(request):
    """The sitemaps of all public languages."""
    addresses = [reverse("sitemap", args=[code]) for code in settings.PUBLIC_LANGUAGES]
    context = {"addresses": [request.build_absolute_uri(address) for address in addresses]}
    return render(request, "sitemaps/index.xml", context, content_type="application/xml; charset=utf-8")


@require_safe
def sitemap(request, code):
    """The public pages with text in a language, with their alternates; 404 for one that is not public."""
    if code not in settings.PUBLIC_LANGUAGES:
        raise Http404("not a public language")
    root = request.build_absolute_uri("/").rstrip("/")
    on = timezone.localdate()
    entries = []
    with translation.override(code):
        pages = [page for model in prose_models() for page in model.objects.visible(on).with_texts()]
        plain = [PlainAddress(path) for provider in _providers for path in provider(on)]
        for page in [*pages, *plain]:
            found = alternates(request, page)
            if found.has_text:
                entries.append({"page": page, "path": found.active.path, "alternates": found})
    context = {"root": root, "entries": entries}
    return render(request, "sitemaps/sitemap.xml", context, content_type="application/xml; charset=utf-8")
