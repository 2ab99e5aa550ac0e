"""The template tags that print prose and facts."""

import datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from museum_site.core.languages import Prose, language
from museum_site.core.partial_dates import PartialDate
from partnerships.models import Institution


def printed(code, template, **context) -> str:
    """What a template prints in a language."""
    with translation.override(code):
        return Template("{% load museum %}" + template).render(Context(context))


def test_prose_is_marked_only_when_it_falls_back():
    louvre = Institution(name_en="The <Louvre>", name_ar="اللوفر")
    assert printed("ar", "{% name record %}", record=louvre) == "اللوفر"
    assert printed("en", "{% name record %}", record=louvre) == "The &lt;Louvre&gt;"
    assert (
        printed("zh-hans", "{% name record %}", record=louvre)
        == '<span lang="en" dir="ltr">The &lt;Louvre&gt;</span>'
    )


def test_a_fallback_to_arabic_runs_from_right_to_left():
    museum = Institution(name_ar="المتحف")
    assert printed("en", "{% name record %}", record=museum) == '<span lang="ar" dir="rtl">المتحف</span>'


def test_nothing_prints_nothing():
    for template in (
        "{% name record %}",
        "{% prose record 'name' %}",
        "{% text record %}",
        "{% record_link record %}",
    ):
        assert printed("en", template, record=None) == ""
    assert printed("en", "{% name record %}", record=Institution()) == ""
    assert (
        printed(
            "en", "{{ when|partial_date }}{% dates when when %}{{ nowhere|country }}", when=None, nowhere=""
        )
        == ""
    )


@pytest.mark.parametrize(
    ("words", "on_one_line"),
    [
        ("Closed: 17 August 2025", ["17 August 2025"]),
        ("Beendet: 8. Dezember 2024", ["8. Dezember 2024"]),
        ("Opened: November 2024; closing date not recorded", ["November 2024"]),
        ("الاختتام: 17 أغسطس 2025", ["17 أغسطس 2025"]),
        ("Closes in 5 days", ["5 days"]),
        ("已于2025年8月17日闭幕", []),
    ],
)
def test_dates_and_counts_of_a_status_are_not_parted(words, on_one_line):
    printed_words = printed("en", "{{ words|bound }}", words=words)
    assert printed_words.replace("\N{NO-BREAK SPACE}", " ") == words
    assert [part for part in printed_words.split(" ") if "\N{NO-BREAK SPACE}" in part] == [
        part.replace(" ", "\N{NO-BREAK SPACE}") + (";" if f"{part};" in words else "") for part in on_one_line
    ]


def test_a_large_numeral_takes_its_brackets_along():
    assert printed("ar", "{{ words|large_numerals }}", words="شريك واحد (1)") == (
        'شريك واحد <span class="numeral">(1)</span>'
    )
    assert printed("en", "{{ words|large_numerals }}", words="1,042 visits") == (
        '<span class="numeral">1,042</span> visits'
    )


def test_text_takes_a_prose():
    found = Prose("Bonjour & co", language("fr"), True)
    assert (
        printed("en", "{% text found %}", found=found) == '<span lang="fr" dir="ltr">Bonjour &amp; co</span>'
    )


@pytest.mark.parametrize(
    ("code", "when", "words"),
    [
        ("en", PartialDate(2018), '<time datetime="2018">2018</time>'),
        ("fr", PartialDate(2019, 4), '<time datetime="2019-04">avril 2019</time>'),
        ("zh-hans", PartialDate(2019, 4, 12), '<time datetime="2019-04-12">2019年4月12日</time>'),
        ("de", datetime.date(2019, 4, 12), '<time datetime="2019-04-12">12. April 2019</time>'),
    ],
)
def test_dates_are_as_exact_as_they_are_known(code, when, words):
    assert printed(code, "{{ when|partial_date }}", when=when) == words


def test_spans():
    start, end = PartialDate(2019, 4, 12), PartialDate(2019, 6)
    template = "{% dates start end %}"
    assert printed("en", template, start=start, end=end) == (
        '<time datetime="2019-04-12">12 April 2019</time> – <time datetime="2019-06">June 2019</time>'
    )
    assert (
        printed("en", template, start=start, end=start) == '<time datetime="2019-04-12">12 April 2019</time>'
    )
    assert (
        printed("en", template, start=start, end=None)
        == 'from <time datetime="2019-04-12">12 April 2019</time>'
    )
    assert printed("en", template, start=None, end=end) == 'until <time datetime="2019-06">June 2019</time>'


def test_countries_and_numbers():
    assert printed("de", "{{ 'FR'|country }} {{ 12345|number }}") == "Frankreich 12.345"
    assert printed("en", "{{ 'TW'|country }} {{ none|number }}", none=None) == "Taiwan, China "


@pytest.mark.parametrize(
    ("written", "printed_as"),
    [
        ('<a href="/feedback/">', '<a href="/fr/feedback/">'),
        ('<a class="x" href="/about/?a=1#b">', '<a class="x" href="/fr/about/?a=1#b">'),
        ('<a href="/">', '<a href="/">'),
        ('<a href="/de/about/">', '<a href="/de/about/">'),
        ('<a href="/id/E-2019-001">', '<a href="/id/E-2019-001">'),
        ('<a href="/documents/1/a.pdf">', '<a href="/documents/1/a.pdf">'),
        ('<a href="//elsewhere.example/">', '<a href="//elsewhere.example/">'),
        ('<a href="https://elsewhere.example/">', '<a href="https://elsewhere.example/">'),
        ('<a href="#here">', '<a href="#here">'),
        ('<img src="/static/x.png">', '<img src="/static/x.png">'),
    ],
)
def test_links_without_a_language_get_the_readers(written, printed_as):
    from museum_site.core.templatetags.museum import with_language_prefix

    with translation.override("fr"):
        assert with_language_prefix(written) == printed_as
