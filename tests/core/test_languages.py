"""What a language is called, which way it runs, and which words an object has in it."""

import pytest
from django.conf import settings as project
from django.utils.translation import get_language_info, override

from museum_site.core.countries import CODES, CountryField, country_choices, country_name, country_scope
from museum_site.core.enums import Qualifier, Scope
from museum_site.core.languages import (
    active_language,
    babel_locale,
    column,
    columns,
    desk_languages,
    fallback_chain,
    language,
    language_tag,
    name_of,
    prose,
    public_languages,
)
from museum_site.core.numbers import localized_number, qualified_number
from partnerships.models import Institution

ALL = [code for code, _autonym in project.LANGUAGES]


# --- Languages ------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ALL)
def test_the_direction_is_django_s_own(code):
    assert language(code).direction == ("rtl" if get_language_info(code)["bidi"] else "ltr")


def test_arabic_runs_from_right_to_left():
    assert language("ar").direction == "rtl"


@pytest.mark.parametrize(
    ("code", "tag"),
    [("en", "en"), ("zh-hans", "zh-Hans"), ("ar", "ar"), ("pt-br", "pt-br"), ("sr-latn", "sr-Latn")],
)
def test_a_tag_writes_scripts_with_a_capital(code, tag):
    assert language_tag(code) == tag


def test_a_language_that_the_site_does_not_have_is_an_error():
    with pytest.raises(KeyError):
        language("eo")


def test_the_order_of_languages_is_that_of_the_settings(settings):
    settings.PUBLIC_LANGUAGES = ("fr", "en")
    assert [found.code for found in public_languages()] == ["en", "fr"]


@pytest.mark.parametrize(
    ("active", "found"), [("fr", "fr"), ("zh-hans", "zh-hans"), ("eo", "en"), (None, "en")]
)
def test_the_active_language_is_one_of_the_site(active, found):
    with override(active):
        assert active_language() == found


@pytest.mark.parametrize("code", ALL)
def test_every_language_has_a_cldr_locale(code):
    assert babel_locale(code).language == code.split("-")[0]


@pytest.mark.parametrize(
    ("code", "chain"),
    [("fr", ["fr", "en", "zh-hans"]), ("en", ["en", "zh-hans"]), ("zh-hans", ["zh-hans", "en"])],
)
def test_prose_falls_back_to_the_source_languages(code, chain):
    assert fallback_chain(code) == chain
    with override(code):
        assert fallback_chain() == chain
    assert columns("name", code) == [column("name", link) for link in chain]


def test_the_desk_translates_what_editors_do_not_write():
    assert sorted([*desk_languages(), *project.SOURCE_LANGUAGES]) == sorted(ALL)


@pytest.mark.parametrize(
    ("names", "code", "text", "really_in", "is_fallback"),
    [
        ({"en": "Palace", "fr": "Palais"}, "fr", "Palais", "fr", False),
        ({"en": "Palace"}, "fr", "Palace", "en", True),
        ({"zh_hans": "故宫"}, "fr", "故宫", "zh-hans", True),
        ({"en": "Palace"}, "zh-hans", "Palace", "en", True),
        ({"en": "Palace", "zh_hans": "故宫"}, "ar", "Palace", "en", True),
        ({"de": "Palast"}, "fr", "", "fr", False),
        ({}, "fr", "", "fr", False),
    ],
)
def test_prose_says_in_which_language_it_really_is(names, code, text, really_in, is_fallback):
    found = prose(Institution(**{f"name_{key}": name for key, name in names.items()}), "name", code)
    assert (str(found), found.language.code, found.is_fallback) == (text, really_in, is_fallback)
    assert bool(found) == bool(text)


def test_a_name_is_found_in_any_language():
    museum = Institution(name_de="Palast", name_ar="قصر")
    assert str(name_of(museum, "fr")) == "قصر"
    assert name_of(museum, "fr").language.direction == "rtl"
    assert name_of(museum, "fr").is_fallback
    assert not name_of(museum, "de").is_fallback
    assert str(museum) == "قصر"
    assert str(Institution()) == "(no name)"


def test_words_follow_the_reader_not_the_process():
    museum = Institution(name_en="Palace", name_fr="Palais")
    told = []
    for code in ("fr", "en", "fr"):
        with override(code):
            told.append(str(name_of(museum)))
    assert told == ["Palais", "Palace", "Palais"]


# --- Countries ------------------------------------------------------------------------------------


def test_countries_are_those_of_iso_3166():
    assert len(CODES) == 249
    assert {"CN", "HK", "MO", "TW", "GB", "PS", "VA"} <= CODES
    assert not {"EU", "UN", "UK", "XK", "ZZ"} & CODES


@pytest.mark.parametrize("code", ALL)
def test_every_country_has_a_name_in_every_language(code):
    assert all(country_name(country, code) not in ("", country) for country in CODES)


@pytest.mark.parametrize(
    ("code", "name"),
    [("en", "France"), ("zh-hans", "法国"), ("ar", "فرنسا"), ("ru", "Франция"), ("ko", "프랑스")],
)
def test_names_come_from_cldr(code, name):
    assert country_name("FR", code) == name
    with override(code):
        assert country_name("FR") == name
        assert ("FR", name) in country_choices()


@pytest.mark.parametrize("country", ["HK", "MO", "TW"])
def test_the_institution_s_own_usage_comes_first(country):
    assert country_name(country, "en").endswith(", China")


def test_no_country_has_no_name():
    assert country_name("") == ""


@pytest.mark.parametrize(
    ("country", "scope"),
    [("CN", Scope.DOMESTIC), ("HK", Scope.REGIONAL), ("TW", Scope.REGIONAL), ("FR", Scope.FOREIGN)],
)
def test_scope_is_seen_from_home(country, scope):
    assert country_scope(country) == scope


def test_another_museum_has_another_home(settings):
    settings.HOME_COUNTRY = "FR"
    assert country_scope("FR") == Scope.DOMESTIC
    assert country_scope("CN") == Scope.FOREIGN


def test_the_form_offers_countries_in_the_reader_s_language():
    field = CountryField("country").formfield()
    with override("fr"):
        names = dict(field.choices)
    assert names["DE"] == "Allemagne"


# --- Numbers --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "1,234,567"),
        ("zh-hans", "1,234,567"),
        ("fr", "1\N{NARROW NO-BREAK SPACE}234\N{NARROW NO-BREAK SPACE}567"),
        ("es", "1.234.567"),
        ("ru", "1\N{NO-BREAK SPACE}234\N{NO-BREAK SPACE}567"),
        ("de", "1.234.567"),
    ],
)
def test_numbers_are_written_as_each_language_writes_them(code, text):
    assert localized_number(1234567, code) == text


@pytest.mark.parametrize(
    ("qualifier", "text"),
    [
        (Qualifier.EXACT, "1,400"),
        (Qualifier.ABOUT, "about 1,400"),
        (Qualifier.NEARLY, "nearly 1,400"),
        (Qualifier.MORE_THAN, "more than 1,400"),
        (Qualifier.AT_LEAST, "at least 1,400"),
        (Qualifier.UP_TO, "up to 1,400"),
    ],
)
def test_a_number_is_as_exact_as_its_source(qualifier, text):
    with override("en"):
        assert qualified_number(1400, qualifier) == text
        assert qualified_number(1400, qualifier.value) == text


def test_no_number_is_not_zero():
    with override("en"):
        assert qualified_number(None, Qualifier.ABOUT) == ""
        assert qualified_number(0) == "0"
