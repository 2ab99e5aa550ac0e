"""Settings of the test run: fast password hashing, files in memory, nothing kept."""

import math
import tempfile
from pathlib import Path

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES

SECRET_KEY = "only for tests"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
# Nothing is collected here: WhiteNoise looks at each file of it anew for every test that reads a page.
STATIC_ROOT = Path(tempfile.gettempdir()) / "museum-site-tests-collect-nothing"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["default"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
# Tests log in by force_login; test_login.py switches this on.
AXES_ENABLED = False
# Never by the clock: a count of queries must not depend on the moment.
CORRECTIONS_CHECK_SECONDS = math.inf
if "sqlite3" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["CONN_MAX_AGE"] = 0
