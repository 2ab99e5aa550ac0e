"""Settings of the server of test_workers.py: those of the tests, with the real pace of looking for corrections."""

from museum_site.settings import base
from museum_site.settings.test import *  # noqa: F403

CORRECTIONS_CHECK_SECONDS = base.CORRECTIONS_CHECK_SECONDS
