"""Browsers that can prefetch a page before the reader follows its link get rules for it."""

import json
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.views import serve
from whitenoise.middleware import WhiteNoiseMiddleware

RULES = "/static/speculation.speculationrules"


@pytest.mark.django_db
def test_public_pages_name_the_rules(client, site_tree):
    for address in ("/en/", "/ar/exhibitions/", "/de/no-such-page/", "/fr/search/"):
        assert client.get(address)["Speculation-Rules"] == f'"{RULES}"'
    for address in ("/", "/admin/login/", "/en/news/feed/", "/robots.txt", "/sitemap.xml"):
        assert "Speculation-Rules" not in client.get(address), address


def test_the_rules_prefetch_pages_of_this_site_and_nothing_that_is_none():
    rules = json.loads(Path(finders.find("speculation.speculationrules")).read_text(encoding="utf-8"))
    assert set(rules) == {"prefetch"}
    (rule,) = rules["prefetch"]
    assert (rule["source"], rule["eagerness"]) == ("document", "moderate")
    own, others, marked = rule["where"]["and"]
    assert own == {"href_matches": "/*"}
    assert "nofollow" in marked["not"]["selector_matches"]
    left_out = others["not"]["href_matches"]
    for pattern in (
        *("/admin/*", "/documents/*", "/media/*", "/static/*", "/id/*"),
        *("/*/feed/*", "/*/feedback/send/*", "/*.ics"),
    ):
        assert pattern in left_out


def test_browsers_get_them_under_their_own_media_type(rf, settings, own_answers):
    """As WhiteNoise answers in production and Django's development server in development."""
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True
    answers = [
        WhiteNoiseMiddleware(lambda request: None)(rf.get(RULES)),
        serve(rf.get(RULES), "speculation.speculationrules", insecure=True),
    ]
    for answer in answers:
        assert answer["Content-Type"] == "application/speculationrules+json"
        answer.close()
