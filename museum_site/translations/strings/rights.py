"""Who may correct the interface, and in which languages."""

import re

from django.conf import settings

MAY_CORRECT = "strings.change_correction"
MAY_SEE = "strings.view_correction"
# A group whose name ends like "(fr)" keeps its members to that language.
LANGUAGE_GROUP = re.compile(r"\(([a-z-]+)\)$")


def group_languages(user) -> set[str]:
    """The languages that a user's groups name; empty if none does, which means no restriction."""
    known = dict(settings.LANGUAGES)
    names = user.groups.values_list("name", flat=True)
    return {found[1] for name in names if (found := LANGUAGE_GROUP.search(name)) and found[1] in known}


def languages_to_correct(user) -> list[str]:
    """The languages in which a user may correct the interface, in the order of LANGUAGES."""
    if not user.has_perm(MAY_CORRECT):
        return []
    codes = [code for code, _name in settings.LANGUAGES]
    if user.is_superuser:
        return codes
    own = group_languages(user)
    return [code for code in codes if code in own] if own else codes


def may_correct(user, language: str) -> bool:
    """Whether a user may correct the interface in a language."""
    return language in languages_to_correct(user)


def may_see(user) -> bool:
    """Whether a user may open the list of strings."""
    return user.has_perm(MAY_CORRECT) or user.has_perm(MAY_SEE)
