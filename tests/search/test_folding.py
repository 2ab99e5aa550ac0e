"""Two spellings that a reader takes for the same are the same to the search."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museum_site.search.folding import fold, highlight


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("ÉCOLE du Louvre", "ecole du louvre"),
        ("Łódź", "lodz"),
        ("Straße", "STRASSE"),
        ("Государственный Эрмитаж", "ГОСУДАРСТВЕННЫЙ ЭРМИТАЖ"),
        ("Ёлка", "елка"),
        ("Άθήνα", "αθηνα"),
        ("الْمُتْحَف الوَطَنِيّ", "المتحف الوطني"),
        ("آثار إسلاميـــة", "اثار اسلامية"),
        ("مبنى", "مبني"),
        ("ﾊﾟﾘ", "パリ"),
        ("ＮＭＣ　２０１８", "nmc 2018"),
        ("故宫\u3000博物院", "故宫 博物院"),
        ("l’Empire", "l'empire"),
        ("2011–2016", "2011-2016"),
        ("Mu\u00adse\u200bum", "museum"),
        ("e\u0301cole", "école"),
        ("한국", "한국"),
    ],
)
def test_the_same_to_a_reader(written, typed):
    assert fold(written) == fold(typed)


@pytest.mark.parametrize(
    ("one", "other"), [("ガラス", "カラス"), ("パリ", "バリ"), ("故宫", "故官"), ("각", "가")]
)
def test_other_letters_stay_other(one, other):
    assert fold(one) != fold(other)


@given(st.text())
def test_folding_twice_changes_nothing(text):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("text", "terms", "html"),
    [
        ("L’École du Louvre", ["ecole"], "L’<mark>École</mark> du Louvre"),
        ("Straße", ["ss"], "Stra<mark>ß</mark>e"),
        ("中国国家博物馆", ["国家"], "中国<mark>国家</mark>博物馆"),
        ("a <b> & c", ["<b>"], "a <mark>&lt;b&gt;</mark> &amp; c"),
        ("50 % of (all)", ["(all)"], "50 % of <mark>(all)</mark>"),
        ("nothing", ["x"], "nothing"),
        ("", ["x"], ""),
        ("museum", ["mus", "seum"], "<mark>museum</mark>"),
    ],
)
def test_hits_are_marked_in_the_text_as_written(text, terms, html):
    assert highlight(text, terms) == html


@given(st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_marking_escapes_everything_and_loses_nothing(text, terms):
    html = highlight(text, [fold(term) for term in terms if fold(term)])
    plain = html.replace("<mark>", "").replace("</mark>", "")
    assert "<" not in plain
    assert unescape(plain) == text
