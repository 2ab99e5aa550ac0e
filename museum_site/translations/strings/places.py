"""Where a string stands, told in words from the file that it is in."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from django.apps import apps
from django.db.models import TextChoices
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.models import get_page_models


class Area(TextChoices):
    """The parts of the site that strings stand in."""

    # Translators: a part of the site in which a text stands.
    PUBLIC = "public", gettext_lazy("Public site")
    # Translators: lists of values (kinds, states, levels), which stand on the public site and in the admin.
    VALUES = "values", gettext_lazy("Lists of values")
    # Translators: a part of the site in which a text stands.
    ADMIN = "admin", pgettext_lazy("part of the site", "Admin")
    # Translators: messages of the programs that read tables.
    TOOLS = "tools", gettext_lazy("Imports and commands")


@dataclass(frozen=True)
class Place:
    """A part of the site and the place in it, in the active language, if there is more to be said."""

    area: Area
    words: str

    def __str__(self):
        return f"{self.area.label}: {self.words}" if self.words else str(self.area.label)


PUBLIC_MODULES = {
    "views",
    "feeds",
    "feedback",
    "indicators",
    "registers",
    "numbers",
    "partial_dates",
    "countries",
}


def area_of(path: PurePosixPath) -> Area:
    """The part of the site that a source file belongs to."""
    parts = path.parts
    if parts[0] == "templates":
        public = len(parts) == 2 or parts[1] in ("blocks", "components", "pages", "sitemaps")
        return Area.PUBLIC if public else Area.ADMIN
    if {"importer", "commands"} & set(parts):
        return Area.TOOLS
    if path.stem == "enums":
        return Area.VALUES
    public = (
        path.stem in PUBLIC_MODULES or {"templatetags", "settings"} & set(parts) or path.stem == "borrowed"
    )
    return Area.PUBLIC if public and "translations" not in parts[:-2] else Area.ADMIN


def subject_of(path: PurePosixPath) -> str:
    """What a source file is about: the app's name in the active language, "" if it serves all of them."""
    names = [
        (len(config.name), config.verbose_name)
        for config in apps.get_app_configs()
        if ".".join(path.parts).startswith(f"{config.name}.") and config.label != "core"
    ]
    return str(max(names, key=lambda pair: pair[0])[1]) if names else ""


def template_words(path: PurePosixPath) -> str:
    """What a template is, in words."""
    name = path.stem.replace("_", " ")
    kind = path.parts[1]
    if kind == "pages":
        template = str(path.relative_to("templates"))
        model = next((model for model in get_page_models() if model.template == template), None)
        # Translators: where a text stands.
        return _("The page “%(name)s”") % {"name": capfirst(model._meta.verbose_name) if model else name}
    if path.stem == "base":
        return ""
    if path.stem.startswith(("4", "5", "error")):
        return _("Error pages")
    if kind == "components":
        # Translators: where a text stands; the name is that of a part of a page, in English.
        return _("A part of several pages (%(name)s)") % {"name": name}
    return capfirst(name)


def place(file: str) -> Place:
    """The place of a source file, such as `templates/pages/exhibition.html`."""
    path = PurePosixPath(file)
    area = area_of(path)
    if path.parts[0] == "templates":
        return Place(area, template_words(path))
    return Place(area, subject_of(path))
