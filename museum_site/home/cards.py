"""The addresses of the social cards."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from museum_site.core.cards import SITE, card_file, card_of
from museum_site.core.media import FOR_EVER
from museum_site.core.models import RecordPage
from museum_site.core.registry import NUMBER
from museum_site.core.views import registers

from .context import museum

FOR_AN_HOUR = "public, max-age=3600"


@require_safe
def social_card(request, key):
    """The social card of a public record by its registry number, or, for "site", of the site.

    404 for what the public may not see. An address with the digest of what the card says may be kept for ever.
    """
    page = None
    if key != SITE:
        model = NUMBER.match(key) and registers().get(key[0])
        on = timezone.localdate()
        if model and issubclass(model, RecordPage):
            page = model.objects.visible(on).filter(registry_number=key).first()
        if page is None or not page.is_visible(on):
            raise Http404("no public record with this number")
    card = card_of(page, museum(request))
    response = HttpResponse(card_file(card), content_type="image/jpeg")
    response["Cache-Control"] = FOR_EVER if request.GET.get("v") == card.digest else FOR_AN_HOUR
    return response
