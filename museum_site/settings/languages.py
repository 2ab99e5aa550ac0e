"""The languages of the site, in one place.

LANGUAGES is the order of every language list on the site. SOURCE_LANGUAGES are written by staff in the
page editor; all the others are translated from them. PUBLIC_LANGUAGES are those that visitors see.
docs/decisions/0002-languages.md gives the reasons.
"""

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

PUBLIC_LANGUAGES = tuple(code for code, _name in LANGUAGES)

MODELTRANSLATION_DEFAULT_LANGUAGE = "en"
MODELTRANSLATION_LANGUAGES = tuple(code for code, _name in LANGUAGES)
# Prose falls back from the reader's language to the source languages in order.
MODELTRANSLATION_FALLBACK_LANGUAGES = SOURCE_LANGUAGES
MODELTRANSLATION_CUSTOM_FIELDS = ("StreamField", "RichTextField")
