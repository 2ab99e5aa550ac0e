"""The addresses that belong to no page: the front door, permanent addresses, texts for robots, errors."""

from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from wagtail import views as wagtail_views
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from .languages import public_languages
from .locale import readers_language
from .models import in_private_section
from .registry import NUMBER, Registered


def page_at(request, path: str) -> Page | None:
    """The live page at a path below the home page of the request's site; None if there is none.

    One query, and one for the page's own type, where Wagtail's routing asks two for each part of the path:
    no page of ours answers for addresses below its own.
    """
    site = Site.find_for_request(request)
    if site is None:
        return None
    address = f"{site.root_page.url_path}{path}"
    page = (
        Page.objects.live()
        .filter(slug=address.strip("/").split("/")[-1], url_path=address)
        .annotate(is_private=in_private_section())
        .first()
    )
    if page is None:
        return None
    found = page.specific
    found.is_private = page.is_private
    return found


def serve(request, path):
    """Serve the page at a path through Wagtail, with its hooks."""
    page = page_at(request, path)
    if page is None:
        raise Http404("no page at this address")
    # Where Wagtail keeps the page that an address leads to.
    request._wagtail_route_for_request = RouteResult(page)
    return wagtail_views.serve(request, path)


@require_safe
def front_door(request):
    """Lead from `/` to the home page in the reader's language."""
    response = HttpResponseRedirect(f"{reverse('front_door')}{readers_language(request)}/")
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


@require_safe
def permanent_address(request, number):
    """Lead from `/id/<registry number>` to the record in the reader's language; the address never changes.

    404 for what is no registry number and for what the public may not see, without a difference.
    """
    number = number.upper()
    model = NUMBER.match(number) and registers().get(number[0])
    with translation.override(readers_language(request)):
        address = model and model.public_address(number, timezone.localdate())
    if not address:
        raise Http404("no public record with this number")
    response = HttpResponseRedirect(address, status=303)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response


def registers() -> dict[str, type[Registered]]:
    """The models with registry numbers by their letter."""
    return {model.registry_prefix: model for model in apps.get_models() if issubclass(model, Registered)}


# --- Texts for robots -----------------------------------------------------------------------------


@require_safe
def favicon(request):
    """The icon, for programs that ask for it without reading a page."""
    icon = Path(finders.find("img/favicon.ico")).read_bytes()
    return HttpResponse(icon, content_type="image/x-icon", headers={"Cache-Control": "public, max-age=86400"})


@require_safe
def robots_txt(request):
    """What robots should not visit, and where the sitemap is."""
    sitemap = request.build_absolute_uri(reverse("sitemap_index"))
    text = f"User-agent: *\nDisallow: {reverse('wagtailadmin_home')}\nSitemap: {sitemap}\n"
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
def security_txt(request):
    """Whom to tell about a weakness (RFC 9116); 404 as long as the operator has not set a contact."""
    if not settings.SECURITY_CONTACT:
        raise Http404("no security contact")
    lines = [
        f"Contact: {settings.SECURITY_CONTACT}",
        f"Expires: {settings.SECURITY_CONTACT_EXPIRES}T00:00:00Z",
        f"Preferred-Languages: {', '.join(item.tag for item in public_languages())}",
        f"Canonical: {request.build_absolute_uri(reverse('security_txt'))}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
