"""Which records have words to be translated: found in modeltranslation's registry, listed nowhere.

A record is a page, a snippet or an image with translated fields. An inline row with translated fields and a stable
`uid` belongs to the record that it is a row of.
"""

import datetime
from functools import lru_cache

from django.apps import apps
from django.conf import settings
from django.core.cache import cache
from django.utils import timezone, translation
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modeltranslation.translator import translator
from wagtail import hooks
from wagtail.models import Page

from delegations.models import DelegationPage, Visit
from museum_site.core.alternates import localized_path
from museum_site.core.models import MuseumImage, ProsePage, RecordPage
from museum_site.core.registry import Registered

STANDING_PAGES = "pages"
ALWAYS = datetime.date(1900, 1, 1)
# How many seconds it takes at most until the order of the matrix follows the front page.
ON_HOME_FOR = 300


def parent_of(model) -> type | None:
    """The model that a model's rows are inline rows of; None for a model that stands on its own."""
    key = next((field for field in model._meta.get_fields() if isinstance(field, ParentalKey)), None)
    return key.related_model if key else None


@lru_cache
def desk_models() -> tuple[type, ...]:
    """The models whose records the desk translates, in the order of the applications."""
    registered = {
        model for model in translator.get_registered_models(abstract=False) if not model._meta.proxy
    }
    found = {parent_of(model) or model for model in registered}
    return tuple(model for model in apps.get_models() if model in found)


def register_of(model) -> str:
    """The register that the records of a model belong to: the model's label, or all standing pages as one."""
    if issubclass(model, ProsePage) and not issubclass(model, RecordPage):
        return STANDING_PAGES
    return model._meta.label_lower


def page_registers() -> list[str]:
    """The registers of pages: what visitors read."""
    return list({register_of(model): None for model in desk_models() if issubclass(model, Page)})


def register_labels() -> dict[str, str]:
    """What the registers are called, pages first."""
    models = sorted(desk_models(), key=lambda model: not issubclass(model, Page))
    labels = {register_of(model): capfirst(model._meta.verbose_name_plural) for model in models}
    # Translators: pages that belong to no register: home page, section pages, "About" …
    return labels | {STANDING_PAGES: _("Standing pages")}


def title_of(record) -> str:
    """What a record is called at the desk: its words in the first source language that has them."""
    code = settings.SOURCE_LANGUAGES[0]
    with translation.override(code):
        if isinstance(record, MuseumImage):
            return record.title
        if hasattr(record, "heading_in"):
            return str(record.heading_in(code)) or str(record)
        return str(record)


def visible_from(record) -> datetime.date | None:
    """The first day on which visitors may see a record; None for one that is not public.

    What is not public is not translated either: only the protocol may know of a visit that is not cleared.
    """
    if isinstance(record, Page) and not record.live:
        return None
    visit = record.visit if isinstance(record, DelegationPage) else record
    if not isinstance(visit, Visit):
        return ALWAYS
    dates = {visit.embargo_until, *(date.earliest for date in (visit.starts, visit.ends) if date)} - {None}
    return next((date for date in sorted(dates) if visit.is_public(date)), None)


def pages_on_home(now: datetime.datetime) -> frozenset[int]:
    """The primary keys of the pages that the front page shows, as the hook "pages_on_home" tells.

    Looked up every few minutes: the matrix asks for them each time, and they cost more queries than it has.
    """

    def look():
        return frozenset(pk for told in hooks.get_hooks("pages_on_home") for pk in told(now))

    return cache.get_or_set("translations-pages-on-home", look, ON_HOME_FOR)


def public_path(record, code: str) -> str | None:
    """The address of a record on the site in a language; None for one that has no page of its own."""
    # The page of an institution or a visit is told by the same name.
    page = record if isinstance(record, Page) else getattr(record, "page", None)
    if page is None and isinstance(record, Registered):
        address = record.public_address(record.registry_number, timezone.localdate())
    else:
        address = page.get_url() if page is not None and page.live else None
    return address and localized_path(address, code)
