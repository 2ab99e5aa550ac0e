"""What every template knows: the museum, the sections of the site, the languages of the address."""

from django.conf import settings
from django.db.models import CharField, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.functional import SimpleLazyObject
from wagtail.models import Page, Site

from museum_site.core.alternates import alternates
from museum_site.core.languages import (
    Prose,
    active_language,
    column,
    fallback_chain,
    language,
    name_of,
    prose,
)
from museum_site.core.models import ProsePage, in_private_section

from .models import FeedbackPage, HomePage, MuseumSettings


def site(request) -> dict:
    """The context of every template. What costs a query is looked up when a template asks for it."""
    pages = SimpleLazyObject(lambda: top_pages(request))
    return {
        "active": language(active_language()),
        "museum": SimpleLazyObject(lambda: museum(request)),
        "sections": SimpleLazyObject(lambda: [page for page in pages if page.show_in_menus]),
        "standing_pages": SimpleLazyObject(lambda: [page for page in pages if not page.show_in_menus]),
        "feedback_page": SimpleLazyObject(
            lambda: next((page for page in pages if page.specific_class is FeedbackPage), None)
        ),
        "alternates": SimpleLazyObject(lambda: alternates(request)),
    }


def museum(request):
    """The Institution whose site this is, with its city; None as long as nobody has chosen one."""
    chosen = (
        MuseumSettings.objects.filter(site=Site.find_for_request(request))
        .select_related("institution__city")
        .first()
    )
    return chosen and chosen.institution


def site_title(request) -> Prose:
    """The museum's name in the active language or its fallback; the name in the settings as long as there is none."""
    found = museum(request)
    if found:
        return name_of(found)
    return Prose(settings.WAGTAIL_SITE_NAME, language(settings.SOURCE_LANGUAGES[0]), is_fallback=True)


def top_pages(request) -> list[Page]:
    """The public pages right below the home page, in their order, as the navigation prints them.

    They are plain Wagtail pages, with the attributes `label` (its heading, a Prose), `address` and `is_open`
    (whether the reader is on that page or below it). One query for all types: their headings are joined.
    """
    site = Site.find_for_request(request)
    if site is None:
        return []
    models = [model for model in HomePage.allowed_subpage_models() if issubclass(model, ProsePage)]
    tables = [model._meta.model_name for model in models]
    headings = {
        column("heading", code): Coalesce(
            *(NullIf(f"{table}__{column('heading', code)}", Value("")) for table in tables),
            Value(""),
            output_field=CharField(),
        )
        for code in fallback_chain()
    }
    pages = list(
        Page.objects.child_of(site.root_page)
        .live()
        .exclude(in_private_section())
        .only("path", "depth", "url_path", "slug", "show_in_menus", "content_type")
        .annotate(**headings)
    )
    for page in pages:
        page.label = prose(page, "heading")
        page.address = page.get_url(request)
        page.is_open = request.path.startswith(page.address)
    return pages
