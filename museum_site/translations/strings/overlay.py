"""Serving corrections: in every process, over the compiled catalogue of each language, without a restart.

Django keeps one translation object per language for the life of the process; active languages, lazy texts and
the fallback to the default language all lead to it. Its catalogue is exchanged, as a whole and by a single
assignment, for one that has the corrections above the compiled texts, so that a thread sees either the old
one or the new. Nothing here is called by gettext itself: without a database the compiled texts are served.
"""

import logging
import math
import threading
import time

from django.conf import settings
from django.db import Error
from django.utils.translation import trans_real

from .models import Correction, Stamp

logger = logging.getLogger(__name__)


class CorrectedCatalog(trans_real.TranslationCatalog):
    """The catalogue of a language with corrections above it.

    `compiled` is what Django has read from the .mo files. Corrections follow the plural rule of its first
    part, which is that of the project's own catalogue.
    """

    def __init__(self, compiled: trans_real.TranslationCatalog, corrections: dict):
        self.compiled = compiled
        self._catalogs = [corrections, *compiled._catalogs]
        self._plurals = [compiled._plurals[0], *compiled._plurals]


class Overlay:
    """The corrections that this process serves.

    check() asks the database whether they have changed, but not more often than every
    settings.CORRECTIONS_CHECK_SECONDS; refresh() asks at once.
    """

    def __init__(self):
        self.lock = threading.Lock()
        self.stamp = None
        self.corrections = {}
        self.checked_at = -math.inf

    def check(self):
        """Refresh if the last time was long ago; a thread that comes while another refreshes does not wait."""
        now = time.monotonic()
        if now - self.checked_at <= settings.CORRECTIONS_CHECK_SECONDS:
            return
        if self.lock.acquire(blocking=False):
            try:
                self.checked_at = now
                self._refresh()
            finally:
                self.lock.release()

    def refresh(self):
        """Serve what the database has now."""
        with self.lock:
            self._refresh()

    def _refresh(self):
        stamp = self.stamp
        try:
            latest = Stamp.objects.values_list("value", flat=True).first()
            if latest != self.stamp:
                # The stamp was read first: what is written from now on comes with another.
                self.corrections = read_corrections()
                stamp = latest
        except Error:
            # What was read before stays: nothing, as long as nothing could be read.
            logger.warning("Corrections of the interface can't be read", exc_info=True)
        # Each time, since Django makes new translation objects when a catalogue changes on disk.
        for code, _name in settings.LANGUAGES:
            corrections = self.corrections.get(code, {})
            # To load a language that nobody has asked for yet takes a while.
            if corrections or code in trans_real._translations:
                lay_over(trans_real.translation(code), corrections)
        # Last: who reads it may rely on the texts being there.
        self.stamp = stamp


def read_corrections() -> dict[str, dict]:
    """The corrections in force by language, with the keys that compiled catalogues have."""
    corrections = {}
    for correction in Correction.objects.in_force():
        texts = corrections.setdefault(correction.language, {})
        if correction.msgid_plural:
            texts |= {(correction.key, index): text for index, text in enumerate(correction.forms)}
        else:
            texts[correction.key] = correction.forms[0]
    return corrections


def lay_over(translation: trans_real.DjangoTranslation, corrections: dict):
    """Put corrections above the compiled catalogue of a language, in place of those that are there."""
    current = translation._catalog
    compiled = getattr(current, "compiled", current)
    if corrections:
        if current is compiled or current._catalogs[0] is not corrections:
            translation._catalog = CorrectedCatalog(compiled, corrections)
    elif current is not compiled:
        translation._catalog = compiled


overlay = Overlay()
