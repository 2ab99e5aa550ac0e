"""What readers are told of translations."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Max
from django.utils import timezone

from museum_site.core.languages import desk_languages
from museum_site.core.translation_state import NewerOriginal, provides_newer_originals

from .models import TranslatedText


@provides_newer_originals
def newer_originals(page) -> dict[str, NewerOriginal]:
    """The languages in which published texts of a page are true to an older original: one query.

    Both days are those of the texts concerned. A text that went public after its original had changed was made from
    the one before: it is not called younger than that change.
    """
    texts = TranslatedText.objects.filter(
        translation__record__content_type=ContentType.objects.get_for_model(page),
        translation__record__object_id=page.pk,
        translation__language__in=desk_languages(),
    )
    outdated = texts.exclude(source_digest=F("source__digest"))
    rows = outdated.values_list("translation__language").annotate(Max("source__changed_at"), Max("at"))
    return {
        code: NewerOriginal(timezone.localdate(changed), timezone.localdate(min(changed, translated)))
        for code, changed, translated in rows.order_by()
    }
