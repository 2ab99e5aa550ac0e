"""Who may correct the interface, and in which languages."""

from django.conf import settings

from museum_site.translations.rights import Rights

MAY_CORRECT = "strings.change_correction"
MAY_CORRECT_ALL = "strings.change_any_correction"
MAY_SEE = "strings.view_correction"


def languages_to_correct(user) -> list[str]:
    """The languages in which a user may correct the interface, in the order of LANGUAGES.

    A translator or reviewer: those in which they have a right at the desk in all registers. The words of the source
    languages, which all others follow, are for those who may correct every language.
    """
    if user.has_perm(MAY_CORRECT_ALL):
        return [code for code, _name in settings.LANGUAGES]
    return Rights(user).whole_languages() if user.has_perm(MAY_CORRECT) else []


def may_correct(user, language: str) -> bool:
    """Whether a user may correct the interface in a language."""
    return language in languages_to_correct(user)


def may_see(user) -> bool:
    """Whether a user may open the list of strings."""
    return any(user.has_perm(permission) for permission in (MAY_CORRECT, MAY_CORRECT_ALL, MAY_SEE))
