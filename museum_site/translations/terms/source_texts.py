"""Words that the term base forbids in the texts of the source languages, which are written in the page editor."""

from django.conf import settings
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations

from museum_site.core.languages import column, language
from museum_site.core.models import translated_fields

from .glossaries import approved_terms
from .matching import Hit, forbidden_in


def source_texts(page):
    """Every source text of a page and its inline rows: what the form calls its field, language, text.

    The texts of blocks come one by one, as Wagtail's search reads them: without tags.
    """
    rows = [page]
    for relation in get_all_child_relations(type(page)):
        rows += getattr(page, relation.get_accessor_name()).all()
    for row in rows:
        for name in translated_fields(type(row)):
            for code in settings.SOURCE_LANGUAGES:
                field = row._meta.get_field(column(name, code))
                value = field.value_from_object(row)
                label = f"{capfirst(field.translated_field.verbose_name)} ({language(code).autonym})"
                texts = (
                    field.get_searchable_content(value)
                    if hasattr(field, "get_searchable_content")
                    else [value]
                )
                yield from ((label, code, text) for text in texts if text)


def forbidden_forms(page) -> list[tuple[str, Hit, str]]:
    """The forbidden forms in a page's source texts: field, hit, the form to write instead ("" if there is none).

    A form is named once for each field.
    """
    glossary = approved_terms()
    found = {}
    for label, code, text in source_texts(page):
        for hit in forbidden_in(str(text), code, glossary):
            found.setdefault((label, hit.found.casefold()), (label, hit, hit.entry.preferred(code)))
    return list(found.values())
