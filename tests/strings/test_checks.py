"""What a text must be so that no page breaks, and what a translator is asked to look at."""

import pytest
from babel import Locale
from django.conf import settings

from museum_site.core.languages import babel_locale
from museum_site.translations.strings.catalogue import Entry, catalogue
from museum_site.translations.strings.checks import faults, hints
from museum_site.translations.strings.plurals import PluralForm, plural_forms

ALL = [code for code, _autonym in settings.LANGUAGES]
ONLY = PluralForm(0, ())


def an_entry(msgid, msgid_plural="", flags=(), files=("museum_site/core/views.py",)):
    """A string of the program."""
    return Entry("", msgid, msgid_plural, "", tuple(files), frozenset(flags), {})


PYTHON = {"flags": ["python-format"]}
BRACES = {"flags": ["python-brace-format"]}
PLURAL = an_entry("%(number)s visit", "%(number)s visits", **PYTHON)
LINK = an_entry('%(count)s seen, <a href="%(url)s">%(more)s more</a>', **PYTHON)


@pytest.mark.parametrize(
    ("entry", "text"),
    [
        (an_entry("Visits"), "Посещения"),
        (an_entry("%(a)s of %(b)s", **PYTHON), "%(b)s のうち %(a)s"),
        (an_entry("%s of %s", **PYTHON), "%s von %s"),
        (an_entry("{first} – {last}", **BRACES), "{last} – {first}"),
        (an_entry("{0:.1f} km", **BRACES), "{0:.1f} км"),
        (an_entry("{n} is {{literal}}", **BRACES), "{n} = {{x}}"),
        (an_entry("%(part)s %% of all", **PYTHON), "%(part)s %% от всех"),
        (an_entry("per cent"), "%"),
        (PLURAL, "%(number)s визитов"),
        (an_entry("One visit", "%(number)s visits", **PYTHON), "Одно посещение"),
        (LINK, 'Видно %(count)s, <a href="%(url)s">ещё %(more)s</a>'),
        (an_entry("Research & loans"), "Recherche & prêts"),
        (an_entry("Sent"), "نُقلت\u200f"),
    ],
)
def test_a_good_text_is_accepted(entry, text):
    assert faults(entry, text) == []


@pytest.mark.parametrize(
    ("entry", "text", "reason"),
    [
        (an_entry("Visits"), " ", "The text is empty."),
        (an_entry("Visits"), "Vis\x00its", "cannot be shown"),
        (an_entry("Visits"), "Vis\nits", "line break"),
        (PLURAL, "visites", "The placeholder %(number)s is missing."),
        (PLURAL, "%(nombre)s visites", "The placeholder %(nombre)s is not in the source text."),
        (PLURAL, "%(number) visites", "The placeholder %(number)s is missing."),
        (PLURAL, "%(number)d visites", "The placeholder %(number)s is missing."),
        (an_entry("%s of %s", **PYTHON), "%s", "The placeholder %s must stand as often"),
        (an_entry("{first} – {last}", **BRACES), "{first}", "The placeholder {last} is missing."),
        (an_entry("{first} – {last}", **BRACES), "{first} – {last", "The braces { } do not match."),
        (an_entry("%(part)s of all", **PYTHON), "100 % of %(part)s", "must be written %%"),
        (an_entry("All of it", files=["templates/pages/home.html"]), "100 % of it", "must be written %%"),
        (an_entry("All of it"), "All of %(it)s", "The placeholder %(it)s is not in the source text."),
        (an_entry("Visits"), "<b>Visits</b>", "HTML is not allowed here"),
        (an_entry("Visits"), "Visits <script", "The character < is not allowed here."),
        (an_entry("Visits"), 'Visits" onfocus="x', 'The character " is not allowed here.'),
        (an_entry("Visits"), "Visits&nbsp;", "The character &nbsp; is not allowed here."),
        (LINK, "%(count)s seen, %(more)s more (%(url)s)", "The HTML must be that of the source text"),
        (
            LINK,
            '%(count)s <a href="%(url)s" onclick="x">%(more)s</a>',
            "The HTML must be that of the source text",
        ),
    ],
)
def test_a_text_that_would_break_a_page_is_refused(entry, text, reason):
    assert any(reason in fault for fault in faults(entry, text)), faults(entry, text)


@pytest.mark.parametrize(
    ("source", "code", "text", "hint"),
    [
        ("Write your message.", "fr", "Écrivez votre message", "punctuation mark"),
        ("Visits", "fr", "Visites.", "punctuation mark"),
        ("Visits ", "fr", "Visites", "other spaces"),
        ("Visits", "fr", "Visits", "same as the source text"),
    ],
)
def test_a_translator_is_asked_to_look(source, code, text, hint):
    assert any(hint in found for found in hints(an_entry(source), code, ONLY, text))


@pytest.mark.parametrize(
    ("source", "code", "text"),
    [
        ("Write your message.", "zh-hans", "请填写留言。"),
        ("What do you write about?", "ar", "عمَّ تكتب؟"),
        ("Visits", "en", "Visits"),
        ("%(a)s – %(b)s", "de", "%(a)s – %(b)s"),
    ],
)
def test_a_good_text_needs_no_look(source, code, text):
    assert hints(an_entry(source), code, ONLY, text) == []


# --- Plural forms ---------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ALL)
def test_the_rule_of_a_catalogue_is_that_of_cldr(code):
    """Two numbers take the same form if and only if they are in the same category of CLDR."""
    forms = catalogue().plurals[code]
    category: Locale = babel_locale(code).plural_form
    by_form = [{category(number) for number in form.numbers} for form in forms if form.numbers]
    # French has a category of its own for millions, which gettext's catalogues do not know.
    by_form = [names - {"many"} if code == "fr" else names for names in by_form]
    assert all(len(names) == 1 for names in by_form)
    assert len(set().union(*by_form)) == len(by_form)


def test_each_form_has_examples():
    numbers = [form.numbers for form in catalogue().plurals["ru"]]
    assert [found[:2] for found in numbers] == [(1, 21), (2, 3), (0, 5), ()]
    assert [form.numbers[0] for form in catalogue().plurals["ar"]] == [0, 1, 2, 3, 11, 100]


@pytest.mark.parametrize(
    ("header", "reason"),
    [
        ("", "not a Plural-Forms header"),
        ("nplurals=2", "not a Plural-Forms header"),
        ("nplurals=1; plural=n>1;", "gives form 1 of 1"),
        ("nplurals=2; plural=__import__", "invalid token"),
    ],
)
def test_a_rule_that_makes_no_sense_is_an_error(header, reason):
    with pytest.raises(ValueError, match=reason):
        plural_forms(header)


# --- The catalogues as they are -------------------------------------------------------------------


@pytest.mark.parametrize("code", ALL)
def test_a_catalogue_is_complete_and_breaks_no_page(code):
    strings = catalogue()
    entries = strings.entries.values()
    assert [entry.msgid for entry in entries if not entry.is_translated(code)] == []
    broken = [
        (entry.msgid, found)
        for entry in entries
        for form, text in zip(strings.forms(entry, code), entry.shown(code), strict=True)
        if (found := faults(entry, text, form))
    ]
    assert broken == []
