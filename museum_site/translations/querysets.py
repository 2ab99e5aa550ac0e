"""The state of a translation, defined once, in SQL."""

import datetime
from collections.abc import Iterable

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, Count, Exists, F, Min, OuterRef, Q, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.db.models.lookups import LessThan

from .enums import State, Step


def counted(rows: models.QuerySet, aggregate, field: str = "pk") -> Subquery:
    """An aggregate over rows that belong to a row of the outer query."""
    name = "aggregated"
    return Subquery(
        rows.order_by().values(**{f"{name}_by": Value(1)}).annotate(**{name: aggregate(field)}).values(name)
    )


class RecordQuerySet(models.QuerySet):
    """Records at the desk."""

    def listed(self, on: datetime.date):
        """Records at the desk on a date: those with words that visitors may see."""
        return self.filter(listed_from__lte=on)

    def of(self, record):
        """The row of a page, snippet or image; at most one."""
        content_type = ContentType.objects.get_for_model(record)
        return self.filter(content_type=content_type, object_id=record.pk)

    def by_need(self, registers: Iterable[str], on_home: Iterable[int]):
        """Order as visitors need it: by priority; then what the front page shows (`on_home`, primary keys of pages);
        then what is read (the `registers` of pages) before what is named in it; then what changed last.
        """
        is_page = Q(register__in=registers)
        need = Case(
            When(is_page & Q(object_id__in=on_home), then=Value(0)),
            When(is_page, then=Value(1)),
            default=Value(2),
        )
        return self.order_by("-priority", need, "-changed_at", "-pk")


class TranslationQuerySet(models.QuerySet):
    """Records in languages, with what follows from their texts."""

    def _related(self):
        from .models import DraftText, SourceText, TranslatedText

        sources = SourceText.objects.filter(
            record=OuterRef("record"), source_language=OuterRef("source_language")
        )
        texts = TranslatedText.objects.filter(translation=OuterRef("pk"))
        drafts = DraftText.objects.filter(translation=OuterRef("pk"))
        return sources, texts, texts.exclude(source_digest=F("source__digest")), drafts

    def with_state(self):
        """Add `state`. The first that is true: not planned; in review; being translated (somebody has written what is
        not published); missing (nothing is published); outdated (a source text is no longer the one that its
        translation was made from); partly translated; current.
        """
        sources, texts, outdated, drafts = self._related()
        return self.annotate(
            state=Case(
                When(is_planned=False, then=Value(State.NOT_PLANNED)),
                When(step=Step.REVIEW, then=Value(State.REVIEW)),
                When(Exists(drafts), then=Value(State.TRANSLATING)),
                When(~Exists(texts), then=Value(State.MISSING)),
                When(Exists(outdated), then=Value(State.OUTDATED)),
                When(
                    LessThan(counted(texts, Count), counted(sources, Count)),
                    then=Value(State.PARTLY),
                ),
                default=Value(State.CURRENT),
                output_field=models.CharField(),
            )
        )

    def with_numbers(self):
        """Add `total`, the number of texts to be translated, `translated`, how many of them are published, and
        `outdated_since`, the earliest change of a source text after its translation was made (None: no change).
        """
        sources, texts, outdated, _drafts = self._related()
        return self.annotate(
            total=Coalesce(counted(sources, Count), 0),
            translated=Coalesce(counted(texts, Count), 0),
            outdated_since=counted(outdated, Min, "source__changed_at"),
        )
