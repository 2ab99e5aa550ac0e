"""Settings of the server of test_workers.py: those of the tests, with the real pace of looking for corrections and
with kept pages, as in production.
"""

from museum_site.settings import base
from museum_site.settings.test import *  # noqa: F403
from museum_site.settings.test import MIDDLEWARE

CORRECTIONS_CHECK_SECONDS = base.CORRECTIONS_CHECK_SECONDS

LOCMEM = "django.core.cache.backends.locmem.LocMemCache"
CACHES = {"default": {"BACKEND": LOCMEM}, "pages": {"BACKEND": LOCMEM, "LOCATION": "pages"}}
MIDDLEWARE.insert(
    MIDDLEWARE.index("museum_site.translations.strings.middleware.CorrectionsMiddleware") + 1,
    "museum_site.page_cache.middleware.PageCacheMiddleware",
)
