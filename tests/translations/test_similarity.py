"""Which earlier texts are like the one that is being translated."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museum_site.translations.similarity import TextIndex, best_matches, similarity

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


class TestBestMatches:
    def test_the_most_alike_come_first_and_no_more_than_asked_for(self):
        candidates = ["Something else altogether", OPENED.replace("Beijing", "Paris"), OPENED]
        found = best_matches(OPENED, candidates, limit=2, least=0.5)
        assert [match.text for match in found] == [candidates[2], candidates[1]]
        assert found[0].similarity == 1
        assert len(best_matches(OPENED, candidates, limit=1)) == 1

    def test_what_is_not_alike_enough_is_left_out(self):
        assert best_matches(OPENED, ["Something else altogether"], least=0.6) == []

    def test_keys_are_the_caller_s(self):
        index = TextIndex([("page 3", OPENED), ("page 4", "Nothing of the kind")])
        assert [match.key for match in index.best_matches(OPENED)] == ["page 3"]

    def test_equals_keep_their_order(self):
        index = TextIndex([(3, OPENED), (1, OPENED), (2, OPENED)])
        assert [match.key for match in index.best_matches(OPENED)] == [3, 1, 2]

    @pytest.mark.parametrize("text", ["", "—", " "])
    def test_a_text_without_words_is_like_no_other(self, text):
        assert best_matches(text, [text, OPENED]) == []

    @given(st.lists(texts, max_size=12), texts, st.sampled_from([0.05, 0.3, 0.6, 1]))
    def test_the_index_finds_what_comparing_all_finds(self, candidates, text, least):
        found = {match.key: match.similarity for match in best_matches(text, candidates, 100, least)}
        compared = {number: similarity(text, other) for number, other in enumerate(candidates)}
        has_words = any(c.isalnum() for c in text)
        assert found == {number: alike for number, alike in compared.items() if has_words and alike >= least}
