"""Words that the term base forbids in the texts of the source languages, which are written in the page editor."""

from collections.abc import Callable, Iterable, Iterator

from django.conf import settings
from django.utils.text import capfirst
from django.utils.translation import gettext
from modelcluster.models import get_all_child_relations

from museum_site.core.languages import column, language
from museum_site.core.models import translated_fields

from .glossaries import approved_terms
from .matching import Hit, forbidden_in

# What the form calls a field, the language of a text in it, and the text.
SourceText = tuple[str, str, str]


def texts_of_row(model, value_of: Callable) -> Iterator[SourceText]:
    """The source texts of a page or inline row of a model; `value_of(field)` gives the value of a column.

    The texts of blocks come one by one, as Wagtail's search reads them: without tags.
    """
    for name in translated_fields(model):
        for code in settings.SOURCE_LANGUAGES:
            field = model._meta.get_field(column(name, code))
            value = value_of(field)
            label = f"{capfirst(field.translated_field.verbose_name)} ({language(code).autonym})"
            is_stream = value and hasattr(field, "get_searchable_content")
            texts = field.get_searchable_content(value) if is_stream else [value]
            yield from ((label, code, str(text)) for text in texts if text)


def texts_of_page(page) -> Iterator[SourceText]:
    """Every source text of a page and its inline rows."""
    rows = [page]
    for relation in get_all_child_relations(type(page)):
        rows += getattr(page, relation.get_accessor_name()).all()
    for row in rows:
        yield from texts_of_row(type(row), lambda field, row=row: field.value_from_object(row))


def texts_of_form(form) -> Iterator[SourceText]:
    """Every source text in the valid form of a page and its inline rows, before it is saved."""
    rows = [row for formset in form.formsets.values() for row in formset.forms]
    for part in (form, *rows):
        values = part.cleaned_data
        if values and not values.get("DELETE"):
            yield from texts_of_row(part._meta.model, lambda field, values=values: values.get(field.name))


def forbidden_forms(texts: Iterable[SourceText]) -> list[tuple[str, Hit, str]]:
    """The forbidden forms in source texts: field, hit, the form to write instead ("" if there is none).

    A form is named once for each field.
    """
    glossary = approved_terms()
    found = {}
    for label, code, text in texts:
        for hit in forbidden_in(text, code, glossary):
            found.setdefault((label, hit.found.casefold()), (label, hit, hit.entry.preferred(code)))
    return list(found.values())


def forbidden_in_words(texts: Iterable[SourceText]) -> list[str]:
    """A sentence for each forbidden form in source texts."""
    sentences = []
    for field, hit, expected in forbidden_forms(texts):
        if expected:
            sentence = gettext("%(field)s: the term base forbids “%(found)s”. Write “%(expected)s”.")
        else:
            sentence = gettext("%(field)s: the term base forbids “%(found)s”.")
        sentences.append(sentence % {"field": field, "found": hit.found, "expected": expected})
    return sentences


def block_forbidden_forms(form) -> list[str]:
    """What keeps the page of a form from the public, if TRANSLATION_TERMS says so."""
    return forbidden_in_words(texts_of_form(form)) if settings.TRANSLATION_TERMS == "block" else []
