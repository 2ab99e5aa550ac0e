"""Settings common to development, production and test.

What differs between machines comes from environment variables; the table in README.md lists them all.
"""

import datetime
import mimetypes
import os
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from .languages import *  # noqa: F403
from .languages import LANGUAGES

BASE_DIR = Path(__file__).resolve().parents[2]
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var")).resolve()

# --- The institution ------------------------------------------------------------------------------

# ISO 3166-1 code of the country at home: it decides what "incoming" and "domestic" mean.
HOME_COUNTRY = os.environ.get("HOME_COUNTRY", "CN")
# Places that the institution counts neither as domestic nor as foreign (the register's third scope).
REGIONAL_TERRITORIES = ("HK", "MO", "TW")
WAGTAIL_SITE_NAME = os.environ.get("SITE_NAME", "International Exchange")

# --- Applications ---------------------------------------------------------------------------------

INSTALLED_APPS = [
    "museum_site.home",
    "museum_site.translations",
    "museum_site.translations.files",
    "museum_site.translations.strings",
    "museum_site.translations.terms",
    "museum_site.search",
    "museum_site.open_data",
    "museum_site.figures",
    "museum_site.page_cache",
    "museum_site.demo",
    "delegations",
    "exhibitions",
    "partnerships",
    "museum_site.core",
    "wagtail.contrib.settings",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "modeltranslation",
    "axes",
    "csp",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]

MIDDLEWARE = [
    "museum_site.core.middleware.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "museum_site.core.middleware.PermissionsPolicyMiddleware",
    "museum_site.core.middleware.SpeculationRulesMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "museum_site.translations.strings.middleware.CorrectionsMiddleware",
    "museum_site.core.locale.LanguageMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "museum_site.urls"
WSGI_APPLICATION = "museum_site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "museum_site.home.context.site",
            ],
        },
    },
]

# --- Database -------------------------------------------------------------------------------------

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

if os.environ.get("DATABASE_URL"):
    DATABASES = {"default": dj_database_url.config(conn_max_age=0, conn_health_checks=True)}
    options = DATABASES["default"].setdefault("OPTIONS", {})
    options["pool"] = True
    # PostgreSQL would compile the queries of connected records at each page, which takes far longer than to run them.
    options.setdefault("options", "-c jit=off")
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": DATA_DIR / "db.sqlite3",
            # Keeping the connection saves about a fifth of a request; SQLite has no limit on them.
            "CONN_MAX_AGE": None,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;",
            },
        }
    }

# --- Language and time ----------------------------------------------------------------------------

USE_I18N = True
WAGTAIL_I18N_ENABLED = False
LOCALE_PATHS = [BASE_DIR / "locale"]
USE_TZ = True
FORMAT_MODULE_PATH = "museum_site.formats"
TIME_ZONE = os.environ.get("TIME_ZONE", "Asia/Shanghai")
# Only the explicit choice of a language is remembered, by this cookie, and only `/` and /id/ read it.
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# How long a worker may serve the old text after a string of the interface was corrected.
CORRECTIONS_CHECK_SECONDS = 5
# Whether a form that the term base forbids stops a publication ("block") or is only pointed out ("warn").
TRANSLATION_TERMS = os.environ.get("TRANSLATION_TERMS", "warn")
if TRANSLATION_TERMS not in ("warn", "block"):
    raise ImproperlyConfigured(f"TRANSLATION_TERMS must be warn or block, not {TRANSLATION_TERMS!r}.")

# --- Files ----------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(os.environ.get("STATIC_ROOT", DATA_DIR / "static"))
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = DATA_DIR / "media"
# Browsers take the rules for prefetching pages only under their own media type. The first line tells it to
# Django's development server, the second to WhiteNoise.
mimetypes.add_type("application/speculationrules+json", ".speculationrules")
WHITENOISE_MIMETYPES = {".speculationrules": "application/speculationrules+json"}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}

# --- Wagtail --------------------------------------------------------------------------------------

WAGTAILADMIN_BASE_URL = os.environ.get("BASE_URL", "http://127.0.0.1:8000")
WAGTAILIMAGES_IMAGE_MODEL = "core.MuseumImage"
WAGTAILIMAGES_IMAGE_FORM_BASE = "museum_site.translations.media_forms.ImageForm"
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_AVIF_QUALITY = 52
WAGTAILIMAGES_WEBP_QUALITY = 74
WAGTAILIMAGES_JPEG_QUALITY = 80
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ALLOW_UNICODE_SLUGS = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILADMIN_RICH_TEXT_EDITORS = {
    "default": {
        "WIDGET": "wagtail.admin.rich_text.DraftailRichTextArea",
        "OPTIONS": {"features": ["bold", "italic", "ol", "ul", "link", "document-link"]},
    },
}
WAGTAILDOCS_DOCUMENT_MODEL = "core.MuseumDocument"
WAGTAILDOCS_DOCUMENT_FORM_BASE = "museum_site.translations.media_forms.DocumentForm"
WAGTAILDOCS_EXTENSIONS = ["csv", "docx", "ics", "odt", "pdf", "txt", "xlsx", "zip"]
WAGTAIL_WORKFLOW_REQUIRE_REAPPROVAL_ON_EDIT = True
TAGGIT_CASE_INSENSITIVE = True

# --- Countries ------------------------------------------------------------------------------------

# Names come from CLDR; this is the institution's own usage where it differs. Keys are ISO 3166-1 codes.
COUNTRY_NAMES = {
    "HK": _("Hong Kong, China"),
    "MO": _("Macao, China"),
    "TW": _("Taiwan, China"),
    "KR": _("Republic of Korea"),
    "PS": _("Palestine"),
}

# --- Security -------------------------------------------------------------------------------------

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in ("UserAttributeSimilarityValidator", "MinimumLengthValidator", "CommonPasswordValidator")
]
LOGIN_URL = "wagtailadmin_login"

# Five wrong passwords for one user from one address lock that pair for a quarter of an hour.
AXES_FAILURE_LIMIT = 5
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_COOLOFF_TIME = 0.25
AXES_RESET_ON_SUCCESS = True
AXES_LOCKOUT_TEMPLATE = "wagtailadmin/locked_out.html"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False

CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/",),
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "manifest-src": [SELF],
    },
}

SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"
CSRF_FAILURE_VIEW = "museum_site.core.errors.csrf_failure"
# What no page of ours needs, none may ask for.
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()"
SESSION_COOKIE_SAMESITE = "Lax"
# Whom to tell about a weakness, as an address (mailto: or https:), and until which day that holds (RFC 9116).
# Without a contact there is no /.well-known/security.txt.
SECURITY_CONTACT = os.environ.get("SECURITY_CONTACT", "")
SECURITY_CONTACT_EXPIRES = None
if SECURITY_CONTACT:
    try:
        SECURITY_CONTACT_EXPIRES = datetime.date.fromisoformat(os.environ.get("SECURITY_CONTACT_EXPIRES", ""))
    except ValueError as error:
        raise ImproperlyConfigured(
            "SECURITY_CONTACT needs SECURITY_CONTACT_EXPIRES, a day such as 2027-06-30."
        ) from error
CSRF_COOKIE_HTTPONLY = True

# Query strings of the public site have few and short values; more is a mistake or an attack.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # Wagtail's page editor sends thousands of fields
