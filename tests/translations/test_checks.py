"""What the checks find in a translation, and what they leave alone."""

import json
from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.utils import translation as active
from hypothesis import given
from hypothesis import strategies as st

from museum_site.translations.checks import Problem, check
from museum_site.translations.terms.enums import Usage
from museum_site.translations.terms.matching import Entry, Wording

PROSE = Path(django_settings.BASE_DIR) / "museum_site" / "demo" / "prose"
LANGUAGES = ["en", "zh-hans", "fr", "es", "ru", "ar", "ja", "ko", "de"]
SENTENCE = {
    "en": "The museum opened an exhibition.",
    "zh-hans": "博物馆举办了一个展览。",
    "fr": "Le musée a ouvert une exposition.",
    "es": "El museo inauguró una exposición.",
    "ru": "Музей открыл выставку.",
    "ar": "افتتح المتحف معرضًا.",
    "ja": "博物館は展覧会を開いた。",
    "ko": "박물관은 전시를 열었다.",
    "de": "Das Museum eröffnete eine Ausstellung.",
}


def codes(source, text, language="fr", source_language="en", **kwargs):
    """The codes of the problems of a translation."""
    return [
        problem.code
        for problem in check(source, text, source_language=source_language, language=language, **kwargs)
    ]


def with_sentence(language, words):
    """Words before a sentence of a language, so that nothing else about the text is odd."""
    return f"{words}: {SENTENCE[language]}"


class TestNumbers:
    @pytest.mark.parametrize(
        ("language", "words"),
        [
            ("en", "20,500"),
            ("fr", "20 500"),
            ("fr", "20\u202f500"),
            ("es", "20.500"),
            ("ru", "20,5 тыс."),
            ("ar", "٢٠٬٥٠٠"),
            ("ar", "20,500"),
            ("zh-hans", "2.05万"),
            ("zh-hans", "２０５００"),
            ("zh-hans", "两万零五百"),
            ("ko", "20,500"),
            ("de", "20.500"),
            ("de", "20 500"),
        ],
    )
    def test_the_same_number_in_every_way_of_writing(self, language, words):
        assert (
            codes(with_sentence("zh-hans", "20500"), with_sentence(language, words), language, "zh-hans")
            == []
        )

    @pytest.mark.parametrize(
        ("source", "source_language", "text", "language"),
        [
            ("20", "en", "二十", "zh-hans"),
            ("20", "en", "vingt", "fr"),
            ("二十", "zh-hans", "twenty", "en"),
            ("二十", "zh-hans", "двадцать", "ru"),
            ("25", "en", "fünfundzwanzig", "de"),
            ("25", "en", "vingt-cinq", "fr"),
            ("15", "en", "خمسة عشر", "ar"),
            ("the 16th century", "en", "القرن السادس عشر", "ar"),
            ("the 16th century", "en", "le XVIe siècle", "fr"),
            ("the 16th century", "en", "XVI век", "ru"),
            ("the 16th century", "en", "16世纪", "zh-hans"),
            ("200万", "zh-hans", "2 million", "en"),
            ("200万", "zh-hans", "2 Millionen", "de"),
            ("20余万", "zh-hans", "200,000", "en"),
            ("3亿", "zh-hans", "300 millions", "fr"),
            ("五百", "zh-hans", "500", "en"),
            ("the 1980s", "en", "20世纪80年代", "zh-hans"),
            ("12 museums", "en", "十二家博物馆", "zh-hans"),
            ("2 museums", "en", "المتحفان", "ar"),
            ("from 9:00 to 17:30", "en", "de 9 h à 17 h 30", "fr"),
            ("from 9 a.m. to 5 p.m.", "en", "9:00—17:00", "zh-hans"),
            ("1.5 per cent", "en", "1,5 %", "fr"),
            ("70周年", "zh-hans", "70th anniversary", "en"),
        ],
    )
    def test_figures_words_numerals_and_units_say_the_same(self, source, source_language, text, language):
        assert (
            codes(
                with_sentence(source_language, source),
                with_sentence(language, text),
                language,
                source_language,
            )
            == []
        )

    @pytest.mark.parametrize(
        ("source", "source_language", "text", "language"),
        [
            ("1,200", "en", "1 300", "fr"),
            ("20", "en", "2", "de"),
            ("2 million", "en", "2万", "zh-hans"),
            ("16世纪", "zh-hans", "the 17th century", "en"),
            ("16th century", "en", "XVIIe siècle", "fr"),
            ("216件", "zh-hans", "works", "en"),
            ("works", "en", "216 œuvres", "fr"),
            ("12", "en", "٢١", "ar"),
        ],
    )
    def test_another_number_is_an_error(self, source, source_language, text, language):
        problems = check(
            with_sentence(source_language, source),
            with_sentence(language, text),
            source_language=source_language,
            language=language,
        )
        assert {(problem.level, problem.code) for problem in problems} == {("error", "numbers")}

    def test_numbers_in_words_may_be_left_out(self):
        assert codes("Three museums worked together.", "Les musées ont travaillé ensemble.") == []

    def test_chinese_numerals_that_may_be_part_of_a_name_are_a_warning(self):
        problems = check(
            "纪念建交五十周年特展", "Special Exhibition", source_language="zh-hans", language="en"
        )
        assert [(problem.level, problem.code, problem.found) for problem in problems] == [
            ("warning", "numbers", "五十")
        ]

    @pytest.mark.parametrize("source", ["万一", "千万", "一带一路", "百年"])
    def test_chinese_words_with_a_numeral_in_them_are_no_numbers(self, source):
        assert codes(f"{source}合作", "Cooperation", "en", "zh-hans") == []

    def test_the_numbers_of_addresses_and_placeholders_do_not_count(self):
        assert codes("See https://example.org/2019", "Voir https://example.org/2019") == []


class TestDates:
    DATES = {
        "en": "22 August 2022",
        "zh-hans": "2022年8月22日",
        "fr": "22 août 2022",
        "es": "22 de agosto de 2022",
        "ru": "22 августа 2022 г.",
        "ar": "22 أغسطس 2022",
        "ja": "2022年8月22日",
        "ko": "2022년 8월 22일",
        "de": "22. August 2022",
    }

    @pytest.mark.parametrize("source_language", ["en", "zh-hans"])
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_a_date_is_the_same_in_every_language(self, language, source_language):
        source = with_sentence(source_language, self.DATES[source_language])
        text = with_sentence(language, self.DATES[language])
        assert [code for code in codes(source, text, language, source_language) if code != "identical"] == []

    @pytest.mark.parametrize("text", ["22.08.2022", "22. August 2022", "2022-08-22", "08/22/2022"])
    def test_figures_say_a_month_too(self, text):
        assert codes(with_sentence("en", self.DATES["en"]), with_sentence("de", text), "de") == []

    @pytest.mark.parametrize(
        ("language", "text"),
        [
            ("fr", "22 juillet 2022"),
            ("ru", "22 мая 2022 г."),
            ("ar", "22 يوليو 2022"),
            ("zh-hans", "2022年9月22日"),
            ("ko", "2022년 7월 22일"),
        ],
    )
    def test_another_month_is_an_error(self, language, text):
        problems = check(
            with_sentence("en", self.DATES["en"]),
            with_sentence(language, text),
            source_language="en",
            language=language,
        )
        assert {(problem.level, problem.code) for problem in problems} == {("error", "dates")}

    @pytest.mark.parametrize(
        ("source", "text", "language"),
        [
            ("Visitors may march on.", "Les visiteurs peuvent avancer.", "fr"),
            ("An exhibition on the Maya.", "Выставка о народе майя.", "ru"),
            ("It took 3 months.", "历时3个月。", "zh-hans"),
        ],
    )
    def test_words_that_look_like_months_are_none(self, source, text, language):
        assert codes(source, text, language) == []


class TestMarkup:
    def test_a_link_must_lead_where_it_led(self):
        source = '<p>See <a href="https://example.org/a">this</a>.</p>'
        assert codes(source, '<p>Voir <a href="https://example.org/a">ceci</a>.</p>', kind="rich") == []
        assert codes(source, '<p>Voir <a href="https://example.org/b">ceci</a>.</p>', kind="rich") == [
            "links",
            "links",
        ]
        assert codes(source, "<p>Voir ceci.</p>", kind="rich") == ["links"]

    def test_links_to_pages_and_documents_go_by_their_number(self):
        source = '<p>See <a linktype="page" id="3">this</a>.</p>'
        assert codes(source, '<p>Voir <a id="3" linktype="page">ceci</a>.</p>', kind="rich") == []
        assert codes(source, '<p>Voir <a linktype="page" id="4">ceci</a>.</p>', kind="rich") == ["links"] * 2
        assert (
            codes(source, '<p>Voir <a linktype="document" id="3">ceci</a>.</p>', kind="rich") == ["links"] * 2
        )

    def test_addresses_in_plain_text(self):
        assert codes("See https://example.org.", "Voir https://example.org/x.") == ["links", "links"]
        assert codes("见 https://example.org。", "See https://example.org.", "en", "zh-hans") == []

    def test_elements_may_change_places_and_not_go(self):
        source = "<p>One <b>two</b></p><ul><li>a</li><li>b</li></ul>"
        assert codes(source, "<ul><li>a</li><li>b</li></ul><p><b>deux</b> Un</p>", kind="rich") == []
        problems = check(
            source, "<p>Un deux</p><ul><li>a b</li></ul>", source_language="en", language="fr", kind="rich"
        )
        assert [(problem.level, problem.found) for problem in problems if problem.code == "tags"] == [
            ("error", "li"),
            ("warning", "b"),
        ]

    def test_strong_and_b_are_the_same(self):
        assert codes("<p>a <strong>b</strong></p>", "<p>à <b>b</b></p>", kind="rich") == []

    @pytest.mark.parametrize("placeholder", ["%(count)s", "{name}", "{{ title }}", "%s", "{% now %}"])
    def test_placeholders_must_stay(self, placeholder):
        assert codes(f"Of {placeholder}", f"De {placeholder}") == []
        assert "placeholders" in codes(f"Of {placeholder}", "De cela")
        assert "placeholders" in codes("Of this", f"De {placeholder}")

    def test_a_percentage_is_no_placeholder(self):
        assert codes("100 % silk", "100 % soie") == []


def term(kind="term", **forms):
    """A concept with preferred forms, or (preferred, forbidden) pairs, by language."""
    return Entry(
        "term",
        {
            language: (
                (Wording(texts),)
                if isinstance(texts, str)
                else (Wording(texts[0]), Wording(texts[1], Usage.FORBIDDEN))
            )
            for language, texts in forms.items()
        },
        kind,
    )


class TestTerms:
    LOAN = term(en="loan", fr="prêt", de=("Leihgabe", "Darlehen"))
    LOUVRE = term("name", en="Palace Museum", fr="Musée du Palais")

    @pytest.mark.parametrize(("setting", "level"), [("warn", "warning"), ("block", "error")])
    def test_a_forbidden_form_blocks_if_the_museum_says_so(self, settings, setting, level):
        settings.TRANSLATION_TERMS = setting
        [problem] = check("A loan", "Ein Darlehen", source_language="en", language="de", concepts=[self.LOAN])
        assert (problem.level, problem.code, problem.found) == (level, "term", "Darlehen")
        assert str(problem.message) == "Do not write “Darlehen” here, but “Leihgabe”."

    def test_a_missing_term_is_a_warning_whatever_the_setting(self, settings):
        settings.TRANSLATION_TERMS = "block"
        [problem] = check("A loan", "Une œuvre", source_language="en", language="fr", concepts=[self.LOAN])
        assert (problem.level, problem.code, problem.found) == ("warning", "term", "loan")

    def test_names_come_from_the_records(self):
        names = [self.LOUVRE]
        assert codes("The Palace Museum opened.", "Le Musée du Palais a ouvert.", names=names) == []
        assert codes("The Palace Museum opened.", "Le Palace Museum a ouvert.", names=names) == ["name"]

    def test_a_name_is_not_taken_for_the_terms_in_it(self):
        palace = term(en="palace", fr="palais royal")
        source, text = "The Palace Museum opened.", "Le Musée du Palais a ouvert."
        assert codes(source, text, concepts=[palace], names=[self.LOUVRE]) == []
        assert codes(
            "The palace opened.", "Le château a ouvert.", concepts=[palace], names=[self.LOUVRE]
        ) == ["term"]


class TestLength:
    LONG = (
        "The museum opened an exhibition of porcelain from the collections of three museums in two countries. "
        * 2
    )

    def test_what_does_not_fit_is_an_error(self):
        [problem] = check("Loan", "Prêts", source_language="en", language="fr", max_length=4)
        assert (problem.level, problem.code) == ("error", "length")
        assert str(problem.message) == "The translation has 5 characters; there is room for 4."
        assert codes("Loan", "Prêt", max_length=4) == []

    def test_half_a_translation_is_noticed(self):
        assert codes(self.LONG, "Le musée a ouvert une exposition.") == ["short"]

    def test_a_translation_with_more_in_it_is_noticed(self):
        assert codes(self.LONG, "Le musée a ouvert une exposition de porcelaine. " * 12) == ["long"]

    def test_chinese_is_short_by_nature(self):
        assert (
            codes(self.LONG, "博物馆举办了瓷器展览，展品来自两个国家三家博物馆的收藏。" * 2, "zh-hans") == []
        )

    def test_an_empty_translation_is_not_checked(self):
        assert codes(self.LONG + "1", "") == []
        assert codes("<p>12</p>", "<p></p>", kind="rich") == []


class TestLanguage:
    @pytest.mark.parametrize(
        ("text", "language"),
        [
            ("Музей قصر открыл выставку.", "ru"),
            ("افتتح المتحف выставку اليوم.", "ar"),
            ("Le musée a ouvert 展览 une exposition.", "fr"),
            ("박물관은 выставку 열었다.", "ko"),
            ("博物馆举办了ひらがな展览。", "zh-hans"),
        ],
    )
    def test_letters_of_another_script_are_noticed(self, text, language):
        assert codes(SENTENCE["en"], text, language) == ["script"]

    def test_latin_names_names_of_the_source_and_originals_in_brackets_are_left_alone(self):
        assert codes("ICOM met.", "Собрался ICOM.", "ru") == []
        assert codes("The work 永乐大典 is shown.", "L’œuvre 永乐大典 est exposée.") == []
        assert codes("The scroll is shown.", "Le rouleau (清明上河图) est exposé.") == []

    def test_letters_that_only_look_right_are_noticed(self):
        assert codes("The museum opened.", "Mузей открылся.", "ru") == ["script"]
        assert codes("The museum opened.", "Музей открылся.", "ru") == []

    def test_a_copy_of_the_source_is_noticed_and_a_name_is_not(self):
        assert codes("An exhibition of old maps", "An exhibition of old maps") == ["identical"]
        assert codes("Louvre", "Louvre") == []
        assert codes("New York", "New York", "de") == []

    def test_words_left_in_the_source_language_are_noticed(self):
        source = "The museum opened an exhibition of maps, and then it closed for repairs of the roof."
        half = "Le musée a ouvert une exposition, and then it closed for repairs of the roof."
        assert codes(source, half) == ["untranslated"]
        assert codes(source, source.replace("maps", "map"), "ru") == ["untranslated"]
        zh = "博物馆举办瓷器展览，展出来自三家博物馆收藏的瓷器珍品。"
        assert codes(zh, "博物館は展覧会を開いた。展出来自三家博物馆收藏的瓷器珍品。", "ja", "zh-hans") == [
            "untranslated"
        ]


class TestPunctuation:
    def test_two_spaces(self):
        assert codes("One text", "Un  texte") == ["spaces"]

    @pytest.mark.parametrize("language", LANGUAGES[1:])
    def test_a_sentence_ends(self, language):
        assert codes(SENTENCE["en"], SENTENCE[language], language) == []
        assert codes(SENTENCE["en"], SENTENCE[language].rstrip("。."), language) == ["ending"]

    @pytest.mark.parametrize(
        ("source", "text", "kind"),
        [
            ("Washington, D.C.", "Washington", "plain"),
            ("<ul><li>one.</li></ul>", "<ul><li>un</li></ul>", "rich"),
            ("A heading", "Un titre", "plain"),
            ("He said “yes.”", "Il a dit « oui ».", "plain"),
        ],
    )
    def test_what_is_no_sentence_needs_no_full_stop(self, source, text, kind):
        assert codes(source, text, kind=kind) == []

    @pytest.mark.parametrize(
        ("language", "good", "bad"),
        [
            ("fr", "« oui »", "« oui"),
            ("de", "„ja“", "„ja”"),
            ("ru", "«да „нет“»", "«да"),
            ("ar", "«نعم»", "«نعم"),
            ("zh-hans", "《书》", "《书"),
            ("ja", "「はい」", "「はい"),
            ("ko", "《책》(2)", "《책》(2"),
            ("es", "(sí)", "sí)"),
            ("en", '"yes"', '"yes'),
        ],
    )
    def test_marks_that_open_must_close(self, language, good, bad):
        source = "2 words" if "2" in good else "words"
        source_language = "zh-hans" if language == "en" else "en"
        assert "balance" not in codes(source, good, language, source_language)
        assert "balance" in codes(source, bad, language, source_language)

    def test_apostrophes_items_and_mixed_widths_are_no_brackets(self):
        assert codes("1) it’s", "1) c’est l’un") == []
        assert codes("(a)", "（甲)", "zh-hans") == []


class TestProblems:
    def test_errors_come_first(self):
        problems = check("12  words.", "Onze  mots", source_language="en", language="fr")
        assert [problem.level for problem in problems] == ["error", "warning"]

    def test_messages_are_in_the_language_of_the_reader(self):
        [problem] = check("12", "13 ", source_language="en", language="fr")[:1]
        with active.override("de"):
            german = str(problem.message)
        assert german != str(problem.message)
        assert "12" in german

    def test_braces_in_a_text_do_no_harm(self):
        problems = check("See {title}", "Voir https://a.org/{0}{", source_language="en", language="fr")
        messages = " ".join(str(problem.message) for problem in problems)
        assert "{title}" in messages
        assert "https://a.org/{0}{" in messages


odd = st.text(max_size=60) | st.text(
    "0123456789٠١٢３一二十百千万亿〇.,年月日 MXVIabдя中문اً\u0301\u200f<>&{}%()「」«»„“\"'\n", max_size=60
)


@given(odd, odd, st.sampled_from(LANGUAGES), st.sampled_from(LANGUAGES), st.sampled_from(["plain", "rich"]))
def test_no_text_breaks_the_checks(source, text, source_language, language, kind):
    loan = TestTerms.LOAN
    for problem in check(
        source,
        text,
        source_language=source_language,
        language=language,
        kind=kind,
        max_length=20,
        concepts=[loan],
        names=[TestTerms.LOUVRE],
    ):
        assert isinstance(problem, Problem)
        assert str(problem.message)


@given(odd, st.sampled_from(LANGUAGES), st.sampled_from(["plain", "rich"]))
def test_a_text_has_the_numbers_links_tags_and_placeholders_of_itself(text, language, kind):
    own = codes(text, text, language, language, kind=kind)
    assert not {
        "numbers",
        "dates",
        "links",
        "tags",
        "placeholders",
        "untranslated",
        "ending",
        "spaces",
    } & set(own)


@pytest.mark.parametrize(
    "piece",
    [
        "1.",
        "九十",
        "<b>",
        "((",
        "a ",
        "{{",
        "www.",
        "١٢٬",
        "12,345 ",
        "مع ",
        "日月",
        '"',
        "%(",
        "\u0301",
        "((x",
    ],
)
def test_long_texts_are_checked_in_reasonable_time(piece):
    text = piece * (20_000 // len(piece))
    for language in ("fr", "zh-hans", "ar"):
        check(text, text[:-3], source_language="en", language=language, kind="rich")
        check(text, text[:-3], source_language="zh-hans", language=language)


def texts(value, path=()):
    """Every text of a file of prose with where it stands and its kind."""
    if isinstance(value, dict) and set(value) == {"type", "value"}:
        kind = "rich" if value["type"] == "paragraph" else "plain"
        yield from ((where, kind, text) for where, _plain, text in texts(value["value"], path))
    elif isinstance(value, str):
        yield path, "plain", value
    else:
        for key, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from texts(inner, (*path, key))


@pytest.mark.parametrize("source_language", ["en", "zh-hans"])
def test_careful_translations_raise_few_alarms(source_language):
    prose = {code: list(texts(json.loads((PROSE / f"{code}.json").read_text("utf-8")))) for code in LANGUAGES}
    sources = {path: text for path, _kind, text in prose[source_language]}
    pairs = [
        (sources[path], text, code, kind)
        for code in LANGUAGES
        if code != source_language
        for path, kind, text in prose[code]
        if path in sources
    ]
    found = Counter(
        code
        for source, text, language, kind in pairs
        for code in codes(source, text, language, source_language, kind=kind)
    )
    assert len(pairs) > 2000
    assert set(found) <= {"numbers", "dates", "short", "long"}
    # Some texts of the demonstration do name other numbers than their counterparts.
    assert found["numbers"] + found["dates"] < len(pairs) * 0.1
    assert found["short"] + found["long"] < len(pairs) * 0.01
