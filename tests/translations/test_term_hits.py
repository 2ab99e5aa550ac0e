"""Which terms a text uses, and how a translation renders them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museum_site.translations.terms.enums import Usage
from museum_site.translations.terms.matching import (
    Entry,
    Glossary,
    Wording,
    forbidden_in,
    term_uses,
    terms_in,
)


def entry(key, kind="term", **forms) -> Entry:
    """A concept whose forms are given by language ("zh" for Chinese): preferred, +allowed, -forbidden."""
    usages = {"+": Usage.ALLOWED, "-": Usage.FORBIDDEN}
    return Entry(
        key,
        {
            {"zh": "zh-hans"}.get(language, language): tuple(
                Wording(text.lstrip("+-"), usages.get(text[0], Usage.PREFERRED)) for text in texts.split(", ")
            )
            for language, texts in forms.items()
        },
        kind,
    )


MEMORANDUM = entry(
    "memorandum",
    en="memorandum of understanding, +MoU, -understanding paper",
    zh="谅解备忘录, +备忘录, -理解备忘录",
    fr="protocole d’accord, +mémorandum d’entente, -mémorandum de compréhension",
    es="memorando de entendimiento",
    ru="меморандум о взаимопонимании, -меморандум о понимании",
    ar="مذكرة تفاهم",
    ja="了解覚書",
    ko="양해각서",
    de="Memorandum of Understanding, -Memorandum",
)
UNDERSTANDING = entry("understanding", en="understanding", fr="entente")
TOURING = entry(
    "touring",
    en="touring exhibition",
    fr="exposition itinérante",
    es="exposición itinerante",
    ru="передвижная выставка",
    ar="معرض متنقل",
    de="Wanderausstellung",
    zh="巡展",
)
DELEGATION = entry(
    "delegation", en="delegation", ar="وفد", de="Delegation", ru="делегация", fr="délégation", zh="代表团"
)
ALL = Glossary([MEMORANDUM, UNDERSTANDING, TOURING, DELEGATION])


def found(text, language, kind="plain"):
    """What is found in a text, as the text has it."""
    return [hit.found for hit in terms_in(text, language, ALL, kind)]


class TestFinding:
    @pytest.mark.parametrize(
        ("language", "text", "hit"),
        [
            ("en", "Two Memorandum of Understanding drafts", "Memorandum of Understanding"),
            ("en", "All delegations left.", "delegations"),
            ("fr", "Les expositions itinérantes de l’année", "expositions itinérantes"),
            ("fr", "un protocole d'accord", "protocole d'accord"),
            ("es", "las exposiciones itinerantes", "exposiciones itinerantes"),
            ("ru", "о передвижных выставках музея", "передвижных выставках"),
            ("ru", "три передвижных выставок", "передвижных выставок"),
            ("ru", "двух делегаций", "делегаций"),
            ("ar", "وبالمعرض المتنقل الأول", "وبالمعرض المتنقل"),
            ("ar", "للوفد الفرنسي", "للوفد"),
            ("ar", "وللوفد", "وللوفد"),
            ("ar", "معرضًا متنقلًا", "معرضًا متنقلًا"),
            ("de", "Die Wanderausstellungen", "Wanderausstellungen"),
            ("de", "zwei Delegationen", "Delegationen"),
            ("zh-hans", "两馆签署谅解备忘录。", "谅解备忘录"),
            ("ja", "両館は了解覚書に署名した", "了解覚書"),
            ("ko", "두 기관은 양해각서를 체결했다", "양해각서"),
        ],
    )
    def test_a_form_is_found_in_other_inflections_and_with_what_is_attached_to_it(self, language, text, hit):
        assert found(text, language) == [hit]

    def test_the_longest_form_at_a_place_counts(self):
        assert found("a memorandum of understanding", "en") == ["memorandum of understanding"]
        assert found("an understanding of art", "en") == ["understanding"]

    @pytest.mark.parametrize(
        "text", ["Moulds and mouldings", "delegate", "a touring musician, an exhibition"]
    )
    def test_a_form_is_a_whole_word(self, text):
        assert found(text, "en") == []

    def test_rich_text_is_read_as_text(self):
        assert found("<p>a <b>touring</b> exhibition</p><p>delegation</p>", "en", "rich") == [
            "touring exhibition",
            "delegation",
        ]
        assert found('<p><a href="/delegation">text</a></p>', "en", "rich") == []

    def test_a_hit_says_where_it_stands(self):
        text = "The delegation came."
        [hit] = terms_in(text, "en", ALL)
        assert text[hit.start : hit.end] == hit.found == "delegation"
        assert hit.entry is DELEGATION

    def test_two_concepts_of_the_same_form_are_both_told(self):
        twins = [entry(1, en="party"), entry(2, en="party")]
        assert [hit.entry.key for hit in terms_in("a party", "en", twins)] == [1, 2]

    @given(st.text(), st.sampled_from(["en", "zh-hans", "ar", "ru", "ko"]))
    def test_every_hit_is_really_in_the_text(self, text, language):
        for hit in terms_in(f"{text} وفد 谅解备忘录 delegation İ", language, ALL):
            assert hit.found == f"{text} وفد 谅解备忘录 delegation İ"[hit.start : hit.end] != ""


class TestTranslations:
    def states(self, source, translation, language, source_language="en", concepts=ALL):
        uses = term_uses(source, source_language, translation, language, concepts)
        return [(use.entry.key, use.state) for use in uses]

    @pytest.mark.parametrize(
        ("translation", "state"),
        [
            ("Ils ont signé un protocole d’accord.", "preferred"),
            ("Ils ont signé un mémorandum d’entente.", "allowed"),
            ("Ils ont signé un mémorandum de compréhension.", "forbidden"),
            ("Ils ont signé un document.", "missing"),
        ],
    )
    def test_a_translation_has_the_term_or_not(self, translation, state):
        assert self.states("They signed a memorandum of understanding.", translation, "fr") == [
            ("memorandum", state)
        ]

    def test_a_forbidden_form_within_an_allowed_one_is_not_meant(self):
        source = "A memorandum of understanding"
        assert self.states(source, "Ein Memorandum of Understanding", "de") == [("memorandum", "preferred")]
        assert self.states(source, "Ein Memorandum", "de") == [("memorandum", "forbidden")]

    def test_a_wider_word_of_the_source_does_not_ask_for_the_term(self):
        assert self.states("该备忘录", "The paper", "en", "zh-hans") == []
        assert self.states("该谅解备忘录", "The paper", "en", "zh-hans") == [("memorandum", "missing")]
        assert self.states("该备忘录", "An understanding paper", "en", "zh-hans") == [
            ("memorandum", "forbidden")
        ]

    def test_nothing_is_asked_for_where_a_language_has_no_form(self):
        assert self.states("an understanding", "ein Einvernehmen", "de") == []

    def test_of_two_concepts_of_the_same_form_one_is_enough(self):
        twins = [entry(1, en="party", fr="partie"), entry(2, en="party", fr="fête")]
        assert self.states("a party", "une fête", "fr", concepts=twins) == [(2, "preferred")]
        assert self.states("a party", "un bal", "fr", concepts=twins) == [(1, "missing")]

    def test_what_to_write_instead_is_told(self):
        [use] = term_uses("a touring exhibition", "en", "une exposition", "fr", ALL)
        assert (use.found, use.expected) == ("touring exhibition", "exposition itinérante")


class TestForbidden:
    def test_forbidden_forms_of_a_text_that_is_no_translation(self):
        assert [hit.found for hit in forbidden_in("两馆签署理解备忘录", "zh-hans", ALL)] == ["理解备忘录"]
        assert forbidden_in("两馆签署谅解备忘录", "zh-hans", ALL) == []

    def test_a_form_that_another_concept_allows_is_not_forbidden(self):
        letter = entry("letter", de="Memorandum")
        assert forbidden_in("Das Memorandum", "de", ALL)
        assert not forbidden_in("Das Memorandum", "de", [MEMORANDUM, letter])
        assert not forbidden_in("Memorandum of Understanding", "de", ALL)
