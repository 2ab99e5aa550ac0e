"""A corrected string shows wherever the program says it, in every process, and nothing is asked of the database
for it."""

import threading

import pytest
from django.db import OperationalError, connection
from django.template import Context, Template
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from django.utils.translation import gettext, gettext_lazy, ngettext, ngettext_lazy, npgettext, pgettext
from django.utils.translation.trans_real import catalog

from museum_site.translations.strings.models import Correction, Stamp
from museum_site.translations.strings.overlay import Overlay, overlay
from tests.site.reading import read

pytestmark = pytest.mark.django_db

VISITS = ("%(number)s visit", "%(number)s visits")
LAZY = gettext_lazy("Exhibitions")
LAZY_PLURAL = ngettext_lazy(*VISITS, "number")


@pytest.fixture
def clock(monkeypatch, settings):
    """The clock by which a process looks for corrections every 5 seconds; a function moves it on."""
    settings.CORRECTIONS_CHECK_SECONDS = 5
    now = [1000.0]
    monkeypatch.setattr("museum_site.translations.strings.overlay.time.monotonic", lambda: now[0])
    monkeypatch.setattr(overlay, "checked_at", now[0])

    def move(seconds):
        now[0] += seconds

    return move


def test_a_correction_shows_in_python_and_in_templates(correct):
    with translation.override("fr"):
        template = Template(
            "{% load i18n %}{% translate 'Exhibitions' %}|{% blocktranslate %}Exhibitions{% endblocktranslate %}"
        )
        correct("fr", "Exhibitions", "Les expositions")
        overlay.refresh()
        assert gettext("Exhibitions") == "Les expositions"
        assert str(LAZY) == "Les expositions"
        assert template.render(Context()) == "Les expositions|Les expositions"


def test_a_correction_of_a_plural_follows_the_language_s_own_rule(correct):
    forms = [f"{form}: %(number)s" for form in ("one", "few", "many", "none")]
    correct("ru", VISITS[0], *forms)
    overlay.refresh()
    template = Template(
        "{% load i18n %}{% blocktranslate count number=number %}{{ number }} visit{% plural %}{{ number }} visits"
        "{% endblocktranslate %}"
    )
    with translation.override("ru"):
        for number, form in ((1, "one"), (21, "one"), (3, "few"), (5, "many"), (11, "many")):
            assert ngettext(*VISITS, number) == f"{form}: %(number)s"
            assert LAZY_PLURAL % {"number": number} == f"{form}: {number}"
            assert template.render(Context({"number": number})) == f"{form}: {number}"


def test_a_correction_holds_in_its_context_only(correct):
    with translation.override("de"):
        before = pgettext("visit level", "Other")
        correct("de", "Planned", "Vorgesehen", context="visit")
        overlay.refresh()
        assert pgettext("visit", "Planned") == "Vorgesehen"
        assert pgettext("visit level", "Other") == before
        assert gettext("Planned") != "Vorgesehen"
        # A plural in a context is looked for under both.
        assert npgettext("no such context", *VISITS, 2) == ngettext(*VISITS, 2)


def test_other_languages_stay_as_they_are(correct):
    with translation.override("es"):
        before = gettext("Exhibitions")
    correct("fr", "Exhibitions", "Les expositions")
    overlay.refresh()
    with translation.override("es"):
        assert gettext("Exhibitions") == before


def test_the_source_language_can_be_corrected(correct):
    correct("en", "Exhibitions", "Our exhibitions")
    overlay.refresh()
    with translation.override("en"):
        assert gettext("Exhibitions") == "Our exhibitions"
    with translation.override("fr"):
        assert gettext("Exhibitions") != "Our exhibitions"


def test_a_correction_that_is_taken_back_gives_way_to_the_catalogue(correct):
    with translation.override("fr"):
        before = gettext("Exhibitions")
        correct("fr", "Exhibitions", "Les expositions")
        overlay.refresh()
        correct("fr", "Exhibitions")
        overlay.refresh()
        assert gettext("Exhibitions") == before
    assert Correction.objects.count() == 2


def test_the_last_correction_counts(correct):
    correct("fr", "Exhibitions", "Une première")
    overlay.refresh()
    correct("fr", "Exhibitions", "Une deuxième")
    correct("fr", "Partners", "Les partenaires")
    overlay.refresh()
    with translation.override("fr"):
        assert (gettext("Exhibitions"), gettext("Partners")) == ("Une deuxième", "Les partenaires")


def test_the_process_that_saves_serves_at_once(correct, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        correct("fr", "Exhibitions", "Les expositions")
    with translation.override("fr"):
        assert gettext("Exhibitions") == "Les expositions"


# --- Other processes ------------------------------------------------------------------------------


def test_a_correction_of_another_process_shows_within_seconds(client, site_tree, correct, clock):
    client.get("/fr/exhibitions/")
    correct("fr", "Skip to the content", "Droit au contenu")
    assert "Droit au contenu" not in client.get("/fr/exhibitions/").content.decode()
    clock(5.1)
    html = read(client.get("/fr/exhibitions/"))
    assert html.find(string="Droit au contenu")


def test_a_page_costs_no_query_more_and_one_every_few_seconds(client, site_tree, correct, clock):
    def queries():
        with CaptureQueriesContext(connection) as captured:
            response = client.get("/fr/about/")
        assert response.status_code == 200
        assert not response.cookies
        return [query["sql"] for query in captured]

    queries()
    without = queries()
    correct("fr", "Skip to the content", "Droit au contenu")
    overlay.refresh()
    assert queries() == without
    clock(4.9)
    assert queries() == without
    clock(0.2)
    assert len(queries()) == len(without) + 1
    assert queries() == without


def test_two_processes_serve_the_same(correct):
    """A process that starts later reads what is there, one that knows the stamp reads nothing."""
    correct("fr", "Exhibitions", "Les expositions")
    overlay.refresh()
    other = Overlay()
    with CaptureQueriesContext(connection) as captured:
        other.refresh()
    assert len(captured) == 2
    with CaptureQueriesContext(connection) as captured:
        other.refresh()
    assert len(captured) == 1
    assert other.corrections == overlay.corrections


def test_django_s_own_reload_of_a_catalogue_loses_no_correction(correct, clock):
    correct("fr", "Exhibitions", "Les expositions")
    overlay.refresh()
    from django.utils.translation import trans_real

    trans_real._translations.pop("fr")
    clock(6)
    overlay.check()
    with translation.override("fr"):
        assert gettext("Exhibitions") == "Les expositions"


def test_without_a_database_the_compiled_catalogue_serves(correct, caplog):
    def refuse(execute, sql, params, many, context):
        raise OperationalError("the database is away")

    correct("fr", "Exhibitions", "Les expositions")
    with translation.override("fr"):
        before = gettext("Exhibitions")
        with connection.execute_wrapper(refuse):
            Overlay().refresh()
            assert gettext("Exhibitions") == before
        assert "can't be read" in caplog.text
        overlay.refresh()
        with connection.execute_wrapper(refuse):
            overlay.refresh()
            assert gettext("Exhibitions") == "Les expositions"


def test_translating_asks_the_database_nothing(correct):
    correct("fr", "Exhibitions", "Les expositions")
    overlay.refresh()
    with CaptureQueriesContext(connection) as captured, translation.override("fr"):
        gettext("Exhibitions")
        ngettext(*VISITS, 2)
    assert not captured.captured_queries


def test_a_thread_sees_the_old_catalogue_or_the_new(correct):
    forms = [f"corrected {number}" for number in range(4)]
    with translation.override("ru"):
        allowed = {ngettext(*VISITS, 5), forms[2]}
    correct("ru", VISITS[0], *forms)
    rows = {("%(number)s visit", index): text for index, text in enumerate(forms)}
    seen, stop = set(), threading.Event()

    def read_on():
        with translation.override("ru"):
            while not stop.is_set():
                seen.add(ngettext(*VISITS, 5))

    from django.utils.translation import trans_real

    from museum_site.translations.strings.overlay import lay_over

    reader = threading.Thread(target=read_on)
    reader.start()
    for number in range(2000):
        lay_over(trans_real.translation("ru"), dict(rows) if number % 2 else {})
    stop.set()
    reader.join()
    assert seen <= allowed


def test_the_catalogue_is_put_back_as_it_was(correct):
    with translation.override("fr"):
        compiled = catalog()._catalog
        correct("fr", "Exhibitions", "Les expositions")
        overlay.refresh()
        assert catalog()._catalog is not compiled
        correct("fr", "Exhibitions")
        overlay.refresh()
        assert catalog()._catalog is compiled


def test_every_correction_comes_with_another_stamp(correct):
    stamps = set()
    for text in ("Un", "Deux", "Trois"):
        correct("fr", "Exhibitions", text)
        stamps.add(Stamp.objects.get().value)
    assert len(stamps) == 3
