"""The desk in the Wagtail admin."""

from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.log_actions import LogFormatter

from museum_site.core.languages import language_name


@hooks.register("register_log_actions")
def log_actions(actions):
    """What the history of a record tells of its translations."""

    def message(text):
        def format_message(self, entry):
            return text % {"language": language_name(entry.data.get("language", ""))}

        return format_message

    for action, label, text in (
        (
            "translations.published",
            gettext_lazy("Publish a translation"),
            gettext_lazy("Published the translation into %(language)s"),
        ),
        (
            "translations.withdrawn",
            gettext_lazy("Withdraw a translation"),
            gettext_lazy("Withdrew the translation into %(language)s"),
        ),
        (
            "translations.restored",
            gettext_lazy("Restore a translation"),
            gettext_lazy("Restored an earlier translation into %(language)s"),
        ),
    ):
        formatter = type("TranslationLog", (LogFormatter,), {"label": label, "format_message": message(text)})
        actions.register_action(action)(formatter)
