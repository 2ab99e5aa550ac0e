"""What tests of the interface's strings share."""

import pytest
from django.conf import settings
from django.utils.translation import trans_real

from museum_site.translations.strings.catalogue import catalogue
from museum_site.translations.strings.desk import Change, record
from museum_site.translations.strings.overlay import lay_over, overlay


@pytest.fixture(autouse=True)
def _compiled_catalogues():
    """Leave the compiled catalogues to the next test."""
    yield
    overlay.stamp, overlay.corrections = None, {}
    for code, _name in settings.LANGUAGES:
        lay_over(trans_real.translation(code), {})


@pytest.fixture
def entry():
    """A function that gives the entry of a source text, and of a context if there are several."""

    def find(msgid, context=""):
        found = [one for one in catalogue().entries.values() if (one.msgid, one.context) == (msgid, context)]
        assert found, f"no string “{msgid}” in the context “{context}”"
        return found[0]

    return find


@pytest.fixture
def correct(db, entry):
    """A function that corrects a string in a language, as another process would: nothing is served yet."""

    def make(code, msgid, *forms, context="", **kwargs):
        return record([Change(entry(msgid, context), code, forms)], **kwargs)[0]

    return make
