"""Who may translate and review what: the one place that form, address and import ask."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Q

from museum_site.core.languages import desk_languages

from .models import Translation, TranslationRight


@dataclass(frozen=True)
class Right:
    """A language, in one register or ("") in all."""

    language: str
    register: str = ""


class Rights:
    """What a user may do at the desk; read once, with one query.

    Only active users have rights. Superusers have all of them, but nobody reviews what they submitted themselves.
    """

    def __init__(self, user):
        self.user = user
        self.translating: set[Right] = set()
        self.reviewing: set[Right] = set()
        if not user.is_active:
            return
        if user.is_superuser:
            self.translating = self.reviewing = {Right(code) for code in desk_languages()}
            return
        granted = TranslationRight.objects.filter(Q(user=user) | Q(group__user=user))
        for row in granted.filter(language__in=desk_languages()):
            right = Right(row.language, row.register)
            if row.may_translate:
                self.translating.add(right)
            if row.may_review:
                self.reviewing.add(right)

    def __bool__(self):
        return bool(self.translating or self.reviewing)

    @staticmethod
    def _covers(rights: set[Right], language: str, register: str) -> bool:
        return Right(language) in rights or Right(language, register) in rights

    def may_translate(self, translation: Translation) -> bool:
        """Whether the user may write texts of a translation."""
        return self._covers(self.translating, translation.language, translation.record.register)

    def may_review(self, translation: Translation) -> bool:
        """Whether the user may publish, send back or withdraw a translation: never one that they submitted."""
        return (
            self._covers(self.reviewing, translation.language, translation.record.register)
            and translation.submitted_by_id != self.user.pk
        )

    def may_manage(self, translation: Translation) -> bool:
        """Whether the user may assign a translation, plan it, withdraw and restore it."""
        return self._covers(self.reviewing, translation.language, translation.record.register)

    def may_open(self, translation: Translation) -> bool:
        """Whether the user may see a translation at the desk."""
        return self.may_translate(translation) or self.may_manage(translation)

    def languages(self) -> list[str]:
        """The languages in which the user may do something, in the order of the site."""
        codes = {right.language for right in self.translating | self.reviewing}
        return [code for code in desk_languages() if code in codes]

    def whole_languages(self) -> list[str]:
        """The languages in which the user may do something in every register, in the order of the site."""
        codes = {right.language for right in self.translating | self.reviewing if not right.register}
        return [code for code in desk_languages() if code in codes]

    def registers(self) -> set[str] | None:
        """The registers in which the user may do something; None: all."""
        found = {right.register for right in self.translating | self.reviewing}
        return None if "" in found else found

    @staticmethod
    def _condition(rights: Iterable[Right]) -> Q:
        anything = Q(pk__in=())
        for right in rights:
            here = Q(language=right.language)
            anything |= here & Q(record__register=right.register) if right.register else here
        return anything

    def translatable(self) -> Q:
        """The translations that the user may write, as a condition on Translation."""
        return self._condition(self.translating)

    def reviewable(self) -> Q:
        """The translations that the user may review, as a condition on Translation."""
        return self._condition(self.reviewing) & ~Q(submitted_by=self.user)


def rights_of(request) -> Rights:
    """The rights of a request's user, read once for the request."""
    if not hasattr(request, "desk_rights"):
        request.desk_rights = Rights(request.user)
    return request.desk_rights


def require(is_allowed: bool) -> None:
    """Raise PermissionDenied unless something is allowed."""
    if not is_allowed:
        raise PermissionDenied


def people_for(translation: Translation, *, may_review: bool):
    """The active users who have the right to translate a translation, or to review it."""
    right = {"may_review": True} if may_review else {"may_translate": True}
    granted = TranslationRight.objects.filter(
        language=translation.language, register__in=("", translation.record.register), **right
    )
    users = get_user_model().objects.filter(is_active=True)
    return users.filter(
        Q(pk__in=granted.values("user")) | Q(groups__in=granted.values("group")) | Q(is_superuser=True)
    ).distinct()
