"""Sitemaps: one index, and for each public language the list of the pages that have text in it."""

from django.apps import apps
from django.conf import settings
from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from .alternates import alternates
from .models import ProsePage


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
        for model in prose_models():
            for page in model.objects.visible(on).with_texts():
                found = alternates(request, page)
                if found.has_text:
                    entries.append({"page": page, "path": found.active.path, "alternates": found})
    context = {"root": root, "entries": entries}
    return render(request, "sitemaps/sitemap.xml", context, content_type="application/xml; charset=utf-8")
