"""Who sees what visitors wrote."""

from django.db.models import Q
from wagtail.permission_policies import ModelPermissionPolicy

from museum_site.translations.rights import Rights

from .enums import FeedbackKind

# Sees and answers every message.
ALL_FEEDBACK = "home.change_feedback"
# Sees and answers reports of translation errors, without the e-mail addresses of visitors.
TRANSLATION_REPORTS = "home.translate_feedback"


def languages_of_translator(user) -> list[str]:
    """The codes of the languages that a translator answers for: those in which they have a right at the desk."""
    return Rights(user).languages() if user.has_perm(TRANSLATION_REPORTS) else []


class FeedbackPermissionPolicy(ModelPermissionPolicy):
    """Feedback is written by visitors: nobody adds any in the admin. Translators see reports of errors."""

    def user_has_permission(self, user, action):
        if action == "add":
            return False
        is_reader = action in ("change", "view") and bool(languages_of_translator(user))
        return is_reader or super().user_has_permission(user, action)

    def instances_user_has_any_permission_for(self, user, actions):
        """The messages on which a user may do one of the actions."""
        allowed = Q(pk__in=[])
        if {"change", "view"} & set(actions):
            allowed = Q(kind=FeedbackKind.TRANSLATION_ERROR, language__in=languages_of_translator(user))
        if any(ModelPermissionPolicy.user_has_permission(self, user, action) for action in actions):
            allowed = Q()
        return self.model.objects.filter(allowed)

    def user_has_any_permission_for_instance(self, user, actions, instance):
        return self.instances_user_has_any_permission_for(user, actions).filter(pk=instance.pk).exists()

    def user_has_permission_for_instance(self, user, action, instance):
        return self.user_has_any_permission_for_instance(user, [action], instance)

    def instances_user_has_permission_for(self, user, action):
        return self.instances_user_has_any_permission_for(user, [action])
