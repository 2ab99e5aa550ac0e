"""Settings of the server of test_workers.py: those of the tests, with the real pace of looking for corrections and
with kept pages, as in production.
"""

from museum_site.settings import base
from museum_site.settings.kept_pages import CACHES, with_kept_pages  # noqa: F401  CACHES is a setting
from museum_site.settings.test import *  # noqa: F403
from museum_site.settings.test import MIDDLEWARE

CORRECTIONS_CHECK_SECONDS = base.CORRECTIONS_CHECK_SECONDS
MIDDLEWARE = with_kept_pages(MIDDLEWARE)
