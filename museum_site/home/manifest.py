"""What a reader's device needs to keep the site among its own programs."""

from django.http import JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.views.decorators.http import require_safe

from museum_site.core.alternates import localized_path
from museum_site.core.languages import active_language

from .context import site_title

# The paper of the light scheme, as in static/css/.
PAPER = "#faf8f3"


@require_safe
def manifest(request):
    """The web application manifest in the language of the address (https://www.w3.org/TR/appmanifest/)."""
    name = site_title(request)
    start = localized_path(reverse("front_door"), active_language())
    icons = [
        {"src": static(f"img/icon-{side}.png"), "sizes": f"{side}x{side}", "type": "image/png"}
        for side in (192, 512)
    ]
    maskable = {"src": static("img/icon-maskable-512.png"), "sizes": "512x512", "type": "image/png"}
    content = {
        "id": reverse("front_door"),
        "name": str(name),
        "short_name": str(name),
        "lang": name.language.tag,
        "dir": name.language.direction,
        "start_url": start,
        "scope": reverse("front_door"),
        "display": "browser",
        "background_color": PAPER,
        "theme_color": PAPER,
        "icons": [*icons, maskable | {"purpose": "maskable"}],
    }
    response = JsonResponse(
        content, content_type="application/manifest+json", json_dumps_params={"ensure_ascii": False}
    )
    response["Cache-Control"] = "public, max-age=86400"
    return response
