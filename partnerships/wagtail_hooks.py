"""What institutions add to the admin."""

from wagtail import hooks

from .models import Institution, PartnerPage


@hooks.register("after_edit_snippet")
def title_follows_name(request, instance):
    """The page of a partner is listed under the name that its institution has now."""
    if isinstance(instance, Institution):
        for page in PartnerPage.objects.filter(institution=instance):
            title = page.working_title()
            PartnerPage.objects.filter(pk=page.pk).update(title=title, draft_title=title)
