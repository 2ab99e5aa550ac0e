"""E-mail from the desk, in the language of who gets it.

Without a mail server none is sent; "My work" tells the same.
"""

from collections import defaultdict

from django.conf import settings
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import translation as translations
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin.mail import send_mail
from wagtail.users.models import UserProfile

from museum_site.core.languages import language_name

from .models import Translation


def address_of(translation: Translation) -> str:
    """The full address of a translation at the desk."""
    return settings.WAGTAILADMIN_BASE_URL + reverse("translations:edit", args=[translation.pk])


def send(user, subject, lines) -> None:
    """Write to a user; `subject` and `lines` are called in the user's language."""
    if user is None or not user.is_active or not user.email or not settings.EMAIL_HOST:
        return
    with translations.override(UserProfile.get_for_user(user).get_preferred_language()):
        send_mail(subject(), "\n\n".join(lines()), [user.email])


def tell_submitted(translation: Translation) -> None:
    """Tell the reviewer, if there is one, that a translation waits."""
    send(
        translation.reviewer,
        lambda: _("To review: %(record)s (%(language)s)") % names(translation),
        lambda: [
            _("The translation of “%(record)s” into %(language)s is ready for review.") % names(translation),
            address_of(translation),
        ],
    )


def tell_returned(translation: Translation, comment: str) -> None:
    """Tell the translator that a translation came back."""
    send(
        translation.submitted_by,
        lambda: _("Sent back: %(record)s (%(language)s)") % names(translation),
        lambda: [
            _("The translation of “%(record)s” into %(language)s was sent back:") % names(translation),
            comment,
            address_of(translation),
        ],
    )


def tell_assigned(translation: Translation) -> None:
    """Tell a translator of new work."""
    send(
        translation.assignee,
        lambda: _("To translate: %(record)s (%(language)s)") % names(translation),
        lambda: [
            _("Please translate “%(record)s” into %(language)s.") % names(translation),
            address_of(translation),
        ],
    )


def tell_of_changes(outdated: list[Translation]) -> None:
    """Tell translators that the originals of what they translated have changed, in one message each."""
    if not outdated:
        return
    by_person = defaultdict(set)
    pks = [translation.pk for translation in outdated]
    for translation in Translation.objects.filter(pk__in=pks).select_related("record"):
        people = set(translation.texts.exclude(by=None).values_list("by", flat=True))
        for person in people | ({translation.assignee_id} - {None}):
            by_person[person].add(translation)
    for person in get_user_model().objects.filter(pk__in=by_person):
        send(person, *changes_in_words(sorted(by_person[person.pk], key=lambda item: item.pk)))


def changes_in_words(outdated: list[Translation]):
    """Subject and lines of the message about changed originals."""
    count = len(outdated)
    return (
        lambda: (
            ngettext("An original has changed", "%(count)s originals have changed", count) % {"count": count}
        ),
        lambda: [
            _("These translations are outdated now:"),
            *(
                "{record} ({language})\n{address}".format(**names(item), address=address_of(item))
                for item in outdated
            ),
        ],
    )


def names(translation: Translation) -> dict[str, str]:
    """What a message calls a translation, in the active language."""
    return {"record": translation.record.title, "language": language_name(translation.language)}
