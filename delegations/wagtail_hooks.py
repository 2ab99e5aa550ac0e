"""What visits add to the admin."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from .models import DelegationPage, Visit
from .viewsets import clear_buttons


@hooks.register("register_log_actions")
def log_actions(actions):
    """Clearances stand in the history of a visit."""
    actions.register_action(
        "delegations.clear_visit", _("Clear for publication"), _("Cleared for publication")
    )
    actions.register_action(
        "delegations.take_back_clearances",
        _("Take clearances back"),
        _("Clearances taken back after a change"),
    )


@hooks.register("register_snippet_listing_buttons")
def listing_buttons(instance, user, next_url=None):
    """The button to clear a visit, beside its name in the listing."""
    return clear_buttons(instance, user) if isinstance(instance, Visit) else []


@hooks.register("construct_page_chooser_queryset")
def hide_delegations_that_are_not_public(pages, request):
    """Page choosers show everybody the pages of public visits only; the protocol group sees all."""
    if request.user.has_perm("delegations.view_visit"):
        return pages
    public = DelegationPage.objects.visible(timezone.localdate()).values("pk")
    return pages.not_type(DelegationPage) | pages.filter(pk__in=public)
