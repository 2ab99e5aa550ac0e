"""The admin's menu of registers, and what belongs to the whole admin."""

from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin import messages
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSetGroup

from delegations.models import DelegationPage
from delegations.viewsets import DelegationListing, VisitViewSet
from exhibitions.viewsets import ExhibitionListing
from museum_site.figures.viewsets import IndicatorViewSet, ReportedFigureViewSet
from partnerships.models import PartnerPage
from partnerships.viewsets import (
    AgreementListing,
    CityViewSet,
    InstitutionViewSet,
    PartnerListing,
    PersonViewSet,
)

from .models import HomePage
from .views import pages_on_home
from .viewsets import FeedbackViewSet, NewsListing


class RecordPages(ViewSetGroup):
    """The pages of the registers, as lists."""

    menu_label = _("Record pages")
    menu_name = "record-pages"
    menu_icon = "doc-full-inverse"
    menu_order = 150
    items = (ExhibitionListing, AgreementListing, PartnerListing, DelegationListing, NewsListing)


class Registers(SnippetViewSetGroup):
    """The records that pages point to."""

    menu_label = _("Registers")
    menu_name = "registers"
    menu_icon = "folder-open-inverse"
    menu_order = 160
    items = (
        VisitViewSet,
        InstitutionViewSet,
        PersonViewSet,
        CityViewSet,
        ReportedFigureViewSet,
        IndicatorViewSet,
        FeedbackViewSet,
    )


register_snippet(Registers)


@hooks.register("register_admin_viewset")
def record_pages():
    """Register the lists of pages and their menu."""
    return RecordPages()


@hooks.register("insert_global_admin_css")
def admin_css():
    """Fields in which each text runs in the direction of its own script."""
    return format_html('<link rel="stylesheet" href="{}">', static("css/admin.css"))


@hooks.register("pages_on_home")
def front_page(now):
    """Tell the translators' desk which pages the front page shows."""
    home = HomePage.objects.live().first()
    return pages_on_home(home, now) if home else ()


@hooks.register("before_copy_page")
def copies_are_records_of_their_own(request, page):
    """Partners and delegations are the only page of their record; an alias would give it two numbers."""
    if isinstance(page.specific, (PartnerPage, DelegationPage)):
        messages.error(request, _("This page cannot be copied: a partner or a visit has one page."))
        return redirect("wagtailadmin_explore", page.get_parent().pk)
    if request.POST.get("alias"):
        messages.error(request, _("Pages have no aliases here: each is in one place, in all languages."))
        return redirect("wagtailadmin_pages:copy", page.pk)
    return None
