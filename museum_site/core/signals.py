"""Signals of the project's own."""

from django.dispatch import Signal

# The published translations of a record were written without saving the record. Arguments: `instance`, the page,
# snippet or image; `language`, the code of the language that was written.
translations_changed = Signal()
