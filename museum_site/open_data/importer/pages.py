"""Making pages and changing them as an editor would: with revisions, and without losing what others wrote."""

from collections.abc import Callable

from django.utils import timezone
from wagtail.log_actions import log
from wagtail.models import Page
from wagtail.signals import page_published, published


def publish_new(parent: Page, page: Page) -> None:
    """Add a live page with its first revision.

    Publishing that revision in the usual way would write the whole page once more, from its own content.
    """
    page.first_published_at = page.last_published_at = timezone.now()
    parent.add_child(instance=page)
    revision = page.save_revision(changed=False, clean=False)
    page.live_revision = revision
    Page.objects.filter(pk=page.pk).update(live_revision=revision)
    for signal in (page_published, published):
        signal.send(sender=type(page), instance=page, revision=revision)
    log(instance=page, action="wagtail.publish", revision=revision, content_changed=True)


def publish_changes(page: Page, change: Callable[[Page], None]) -> None:
    """Change a page and publish the change.

    A draft that is being worked on gets the change too and stays the latest revision; a page that was taken
    down stays down.
    """
    draft = page.get_latest_revision_as_object() if page.has_unpublished_changes or not page.live else None
    if page.live:
        change(page)
        page.save_revision().publish()
    if draft:
        change(draft)
        draft.save_revision(clean=False)
