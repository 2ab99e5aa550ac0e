"""Which earlier texts are like the one that is being translated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museum_site.translations.similarity import similarity

OPENED = "The Director opened the exhibition of porcelain in Beijing."
texts = st.text("abc 国家博物", max_size=30)


def test_a_text_is_like_itself_and_not_like_another():
    assert similarity(OPENED, OPENED) == 1
    assert similarity(OPENED, "本馆签署谅解备忘录。") == 0


def test_small_changes_leave_texts_alike():
    changed = OPENED.replace("Director", "Minister")
    assert 0.6 < similarity(OPENED, changed) < 1
    assert similarity(OPENED, changed) > similarity(OPENED, "A forum of museum directors was held in Paris.")


def test_case_and_punctuation_do_not_count():
    assert similarity("Memorandum of Understanding", "memorandum of understanding!") == 1


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("展览在国家博物馆开幕", "展览在故宫博物院开幕"),
        ("展覧会は東京で開幕した", "展覧会は京都で開幕した"),
        ("전시가 서울에서 개막했다", "전시가 부산에서 개막했다"),
    ],
)
def test_languages_without_spaces_are_compared_too(one, other):
    assert 0.3 < similarity(one, other) < 1


@pytest.mark.parametrize(
    ("one", "other", "alike"), [("", "", 1), ("—", "—", 1), ("—", "", 0), ("", OPENED, 0)]
)
def test_texts_without_words_are_alike_only_if_equal(one, other, alike):
    assert similarity(one, other) == alike


@given(texts, texts)
def test_likeness_has_no_direction_and_stays_between_0_and_1(one, other):
    assert 0 <= similarity(one, other) == similarity(other, one) <= 1
