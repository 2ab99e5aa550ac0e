"""Sentences of Django that visitors of the public site can see.

Named here, they are collected into our own catalogues, which stand above Django's: so they are complete in
every language, and can be found and corrected like our own. What only staff can see stays with Django and
Wagtail.
"""

from django.utils.translation import gettext_noop, ngettext_lazy

BORROWED = [
    gettext_noop("Enter a valid email address."),
    gettext_noop("Null characters are not allowed."),
    ngettext_lazy(
        "Ensure this value has at most %(limit_value)d character (it has %(show_value)d).",
        "Ensure this value has at most %(limit_value)d characters (it has %(show_value)d).",
        "limit_value",
    ),
]
