"""The translation memory: what was published before for texts that are the same or alike. Own data only."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import F
from django.db.models.functions import Length

from .changes import as_lines
from .models import TranslatedText
from .similarity import similarity

LEAST = 0.6
# A text that is more than so much shorter or longer can't be alike enough: with a least likeness a, one text has
# between a / (2 - a) and (2 - a) / a as many pieces as the other. Tags and spaces make the bound a rough one.
RANGE = 3
MOST = 5


@dataclass(frozen=True)
class Remembered:
    """An earlier translation: source and translation, how alike the source is (1: the same), and where it stands."""

    source: str
    text: str
    likeness: float
    title: str


def remember(
    text: str, source_language: str, language: str, kind: str, but_not: Iterable[int] = ()
) -> list[Remembered]:
    """Published translations of the same or similar texts, best first; `but_not`: texts to leave out, by primary key.

    Only texts of the same kind and pair of languages; each different translation once.
    """
    wanted, size = as_lines(text), len(text)
    rows = (
        TranslatedText.objects.filter(
            translation__language=language, source__language=source_language, source__kind=kind
        )
        .exclude(pk__in=but_not)
        .annotate(size=Length("source_text"))
        .filter(size__range=(size // RANGE, size * RANGE + 20))
        .annotate(title=F("translation__record__title"))
        .values_list("source_text", "text", "title")
    )
    found = {}
    for source_text, translation, title in rows.iterator():
        alike = similarity(wanted, as_lines(source_text))
        if alike >= LEAST and alike > getattr(found.get(translation), "likeness", 0):
            found[translation] = Remembered(source_text, translation, alike, title)
    return sorted(found.values(), key=lambda item: -item.likeness)[:MOST]
