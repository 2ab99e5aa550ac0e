"""Settings of a server that visitors reach. Everything comes from the environment: README.md.

A server that is not told its secret or its host names refuses to start, rather than run unsafely.
"""

import os
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import DATABASES, MIDDLEWARE, STORAGES
from .kept_pages import CACHES, with_kept_pages  # noqa: F401  CACHES is a setting


def listed(name):
    """Return the values of a variable that are separated by commas."""
    return [value.strip() for value in os.environ.get(name, "").split(",") if value.strip()]


def switched_on(name, default):
    """Return True or False from a variable that is 1 or 0."""
    value = os.environ.get(name, default)
    if value not in ("0", "1"):
        raise ImproperlyConfigured(f"{name} must be 1 (on) or 0 (off), not {value!r}.")
    return value == "1"


def number(name, default):
    """Return a variable that is a whole number, not negative."""
    value = os.environ.get(name, str(default))
    if not value.isdecimal():
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}.")
    return int(value)


def secret(name):
    """Return a secret from the variable, or from the file that the variable with _FILE names, else ""."""
    if path := os.environ.get(f"{name}_FILE"):
        try:
            return Path(path).read_text(encoding="utf-8").strip()
        except OSError as error:
            raise ImproperlyConfigured(f"{name}_FILE names a file that can't be read: {error}") from error
    return os.environ.get(name, "")


DEBUG = False

SECRET_KEY = secret("SECRET_KEY")
if not SECRET_KEY:
    raise ImproperlyConfigured(
        "Set SECRET_KEY to a long random text, or SECRET_KEY_FILE to the path of a file that holds one."
    )

ALLOWED_HOSTS = listed("ALLOWED_HOSTS")
if not ALLOWED_HOSTS:
    raise ImproperlyConfigured(
        "Set ALLOWED_HOSTS to the host names that this site answers to, separated by commas."
    )

# --- Transport ------------------------------------------------------------------------------------

# On, unless the site is only tried out over plain HTTP on one's own machine.
SECURE_TLS = switched_on("SECURE_TLS", "1")

SECURE_SSL_REDIRECT = SECURE_TLS
SESSION_COOKIE_SECURE = SECURE_TLS
CSRF_COOKIE_SECURE = SECURE_TLS
LANGUAGE_COOKIE_SECURE = SECURE_TLS
SECURE_HSTS_SECONDS = number("HSTS_SECONDS", 365 * 24 * 60 * 60) if SECURE_TLS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_TLS
# The reverse proxy ends TLS, and must set this header itself whatever the visitor sent.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE_TLS else None
SILENCED_SYSTEM_CHECKS = [
    "security.W019",  # Wagtail's editor shows the preview of a page in a frame of the same site
    "security.W021",  # entering the browsers' preload lists binds a whole domain: its owner's decision
]
CSRF_TRUSTED_ORIGINS = listed("CSRF_TRUSTED_ORIGINS")

PROXY_COUNT = number("PROXY_COUNT", 0)
if PROXY_COUNT:
    MIDDLEWARE.insert(0, "museum_site.core.middleware.ClientAddressMiddleware")

# --- Compression ----------------------------------------------------------------------------------

# Below WhiteNoise, whose static files are compressed once and for all.
MIDDLEWARE.insert(
    MIDDLEWARE.index("whitenoise.middleware.WhiteNoiseMiddleware") + 1,
    "museum_site.core.middleware.TextCompressionMiddleware",
)

# --- Kept pages -----------------------------------------------------------------------------------

MIDDLEWARE = with_kept_pages(MIDDLEWARE)

# --- Database -------------------------------------------------------------------------------------

if "pool" in DATABASES["default"]["OPTIONS"]:
    # A worker serves one request at a time; the rest is for what a request opens beside it.
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 4}

# --- Static files ---------------------------------------------------------------------------------

STORAGES["staticfiles"] = {"BACKEND": "museum_site.core.static_storage.OneStyleSheetStorage"}

# --- E-mail ---------------------------------------------------------------------------------------

EMAIL_HOST = os.environ.get("EMAIL_HOST", "")
EMAIL_PORT = number("EMAIL_PORT", 587)
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = secret("EMAIL_HOST_PASSWORD")
EMAIL_USE_TLS = switched_on("EMAIL_USE_TLS", "1")
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "webmaster@localhost")
# Without a mail server the notices to editors go to the log, and a password is reset by an administrator.
EMAIL_BACKEND = f"django.core.mail.backends.{'smtp' if EMAIL_HOST else 'console'}.EmailBackend"
WAGTAIL_PASSWORD_RESET_ENABLED = bool(EMAIL_HOST)

# --- Log ------------------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["stderr"], "level": os.environ.get("LOG_LEVEL", "WARNING")},
    "loggers": {
        # Django's own handlers would send e-mail to ADMINS; everything goes to the root logger instead.
        "django": {"handlers": [], "level": "NOTSET", "propagate": True},
        # Whoever asks for another host name is a robot; the answer 400 is enough.
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}
