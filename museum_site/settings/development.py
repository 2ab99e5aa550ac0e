"""Settings of the autoreloading server on a developer's machine (`script/server --dev`)."""

import importlib.util

from .base import *  # noqa: F403
from .base import CONTENT_SECURITY_POLICY, INSTALLED_APPS, MIDDLEWARE

DEBUG = True
SECRET_KEY = "only for a developer's own machine"
ALLOWED_HOSTS = ["*"]
INTERNAL_IPS = ["127.0.0.1", "::1"]
EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"

if importlib.util.find_spec("debug_toolbar"):
    INSTALLED_APPS.append("debug_toolbar")
    MIDDLEWARE.insert(1, "debug_toolbar.middleware.DebugToolbarMiddleware")
    # The toolbar styles itself inline.
    CONTENT_SECURITY_POLICY["DIRECTIVES"]["style-src"].append("'unsafe-inline'")
