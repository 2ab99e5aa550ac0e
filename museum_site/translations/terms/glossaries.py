"""The term base and the names of the records, compiled once per process and state of the database."""

import re
from collections import defaultdict
from functools import lru_cache

from django.conf import settings

from museum_site.core.languages import column
from partnerships.models import Institution, Person

from .enums import Usage
from .matching import Entry, Glossary, Wording
from .models import Concept, Definition, Form

NAMED = (Institution, Person)
QUALIFIER = re.compile(r"\s*[(（][^()（）]*[)）]$")


def approved_terms() -> Glossary:
    """The approved concepts. Two queries; compiled anew when one of them has changed."""
    approved = Concept.objects.approved()
    forms = Form.objects.filter(concept__in=approved).order_by("concept", "sort_order", "pk")
    definitions = Definition.objects.filter(concept__in=approved).order_by("concept", "sort_order", "pk")
    return compiled_terms(
        tuple(forms.values_list("concept", "language", "usage", "note", "text", "plural")),
        tuple(definitions.values_list("concept", "language", "text")),
    )


@lru_cache(maxsize=2)
def compiled_terms(forms: tuple, definitions: tuple) -> Glossary:
    """The glossary of rows of forms and of definitions."""
    wordings = defaultdict(lambda: defaultdict(tuple))
    for concept, language, usage, note, *texts in forms:
        wordings[concept][language] += tuple(Wording(text, usage, note) for text in texts if text)
    defined = defaultdict(dict)
    for concept, language, text in definitions:
        defined[concept][language] = text
    return Glossary(Entry(key, dict(found), definitions=defined[key]) for key, found in wordings.items())


def record_names() -> Glossary:
    """The names of institutions and people, as their records have them: nobody types them a second time.

    A name in a language is the form to write there. The native name may stand in every language; where a language has
    no name of its own, nothing is expected. Two queries; compiled anew when a name has changed.
    """
    languages = [code for code, _name in settings.LANGUAGES]
    rows = tuple(
        (model._meta.label_lower, *row)
        for model in NAMED
        for row in model.objects.order_by("pk").values_list(
            "pk", "native_name", *(column("name", code) for code in languages)
        )
    )
    return compiled_names(rows, tuple(languages))


@lru_cache(maxsize=2)
def compiled_names(rows: tuple, languages: tuple) -> Glossary:
    """The glossary of names: rows of model, key, native name and the names in the order of the languages."""
    entries = []
    for model, key, native_name, *names in rows:
        wordings = {}
        for language, name in zip(languages, names, strict=True):
            if name:
                # Running text leaves out what tells two of one name apart: "National Museum (Oman)".
                others = dict.fromkeys((QUALIFIER.sub("", name), native_name))
                wordings[language] = (
                    Wording(name),
                    *(Wording(text, Usage.ALLOWED) for text in others if text not in ("", name)),
                )
        entries.append(Entry(key=(model, key), wordings=wordings, kind="name"))
    return Glossary(entries)
