"""The terms of this field that the project brings along: data/terms.json.

A concept has a key, a field (Domain), definitions by language, and forms by language in the order in which they are
shown. A form is given by its usage ({"preferred": "memorandum of understanding"}), with gender, plural and note where
useful. `source` is named only where the term or its definition comes from a published standard or treaty.
"""

import json
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from .enums import Usage
from .models import Concept, Definition, Form

FILE = Path(__file__).parent / "data" / "terms.json"


def read_seed() -> list[dict]:
    """The concepts of the file."""
    return json.loads(FILE.read_text("utf-8"))


@transaction.atomic
def load_terms(now=None) -> int:
    """Add the concepts of the file that the term base does not have yet, as approved; returns how many.

    A concept that is there, whatever staff made of it, is left alone; so is one that was retired. `now` is the time of
    their approval.
    """
    now = now or timezone.now()
    known = set(Concept.objects.values_list("import_key", flat=True))
    new = {
        row["key"]: Concept(
            import_key=row["key"],
            domain=row["domain"],
            source=row.get("source", ""),
            note=row.get("note", ""),
            first_published_at=now,
            last_published_at=now,
        )
        for row in read_seed()
        if row["key"] not in known
    }
    Concept.objects.bulk_create(new.values())
    rows = [row for row in read_seed() if row["key"] in new]
    Definition.objects.bulk_create(
        Definition(concept=new[row["key"]], language=language, text=text, sort_order=order)
        for row in rows
        for order, (language, text) in enumerate(row["definitions"].items())
    )
    Form.objects.bulk_create(
        Form(concept=new[row["key"]], sort_order=order, **facts)
        for row in rows
        for order, facts in enumerate(form_facts(row))
    )
    return len(new)


def form_facts(row: dict):
    """The facts of each form of a concept in the file."""
    for language, forms in row["forms"].items():
        for form in forms:
            usage = next(usage for usage in Usage.values if usage in form)
            details = {name: form[name] for name in ("gender", "plural", "note") if name in form}
            yield {"language": language, "usage": usage, "text": form[usage], **details}
