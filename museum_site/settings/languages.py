"""The languages of the site, in one place.

LANGUAGES is the order of every language list on the site. SOURCE_LANGUAGES are written by staff in the
page editor; all the others are translated from them. PUBLIC_LANGUAGES are those that visitors see: all of them,
unless the environment variable of that name lists fewer.
docs/decisions/0002-languages.md gives the reasons, docs/adding-a-language.md what a new line here needs.
"""

import os

from django.core.exceptions import ImproperlyConfigured

LANGUAGE_CODE = "en"

# Each language is written in its own name: a reader looks for their own language, in their own script.
LANGUAGES = [
    ("en", "English"),
    ("zh-hans", "简体中文"),
    ("fr", "Français"),
    ("es", "Español"),
    ("ru", "Русский"),
    ("ar", "العربية"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("de", "Deutsch"),
]

SOURCE_LANGUAGES = ("en", "zh-hans")


def chosen_languages(text):
    """Return the codes of LANGUAGES that a text lists, separated by commas; all of them for no text.

    Raise ImproperlyConfigured for a code that is none of them, and for a list without a source language.
    """
    codes = [code for code, _name in LANGUAGES]
    chosen = [code.strip() for code in text.split(",") if code.strip()] or codes
    unknown = [code for code in chosen if code not in codes]
    if unknown:
        raise ImproperlyConfigured(
            f"PUBLIC_LANGUAGES names {unknown[0]!r}; the languages are {', '.join(codes)}."
        )
    if not set(chosen) & set(SOURCE_LANGUAGES):
        raise ImproperlyConfigured(f"PUBLIC_LANGUAGES needs one of {', '.join(SOURCE_LANGUAGES)}.")
    return tuple(code for code in codes if code in chosen)


PUBLIC_LANGUAGES = chosen_languages(os.environ.get("PUBLIC_LANGUAGES", ""))

MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = tuple(code for code, _name in LANGUAGES)
# Prose falls back from the reader's language to the source languages in order.
MODELTRANSLATION_FALLBACK_LANGUAGES = SOURCE_LANGUAGES
MODELTRANSLATION_CUSTOM_FIELDS = ("StreamField", "RichTextField")
