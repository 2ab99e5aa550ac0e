"""The posters of the demonstration: the same on every machine, all different, drawn once."""

import hashlib
from io import BytesIO

import pytest
from PIL import Image

from museum_site.core.lettering import CHINESE, DISPLAY, TEXT, covers, font, lines
from museum_site.demo import pictures
from museum_site.demo.posters import HEIGHT, WIDTH, draw_poster, poster_focal_point
from museum_site.demo.posters.compositions import COMPOSITIONS
from museum_site.demo.posters.lettering import chinese_parts
from museum_site.demo.posters.palettes import PALETTES
from museum_site.demo.posters.themes import THEMES, theme

VASES = (
    "vases-2019",
    "Vases: Porcelain from Jingdezhen",
    "2019 – 2020",
    "A museum, Lyon",
    "瓷之韵——景德镇瓷器",
)


def test_the_same_record_always_gives_the_same_bytes():
    first, second = draw_poster(*VASES), draw_poster(*VASES)
    assert first == second
    assert draw_poster("other-2019", *VASES[1:]) != first


def test_a_poster_is_a_jpeg_of_1600_by_2400():
    poster = Image.open(BytesIO(draw_poster(*VASES)))
    assert (poster.format, poster.size) == ("JPEG", (WIDTH, HEIGHT)) == ("JPEG", (1600, 2400))


def test_the_focal_point_lies_on_the_sheet():
    for number in range(40):
        x, y, width, height = poster_focal_point(f"record-{number}")
        assert 0 <= x < x + width <= WIDTH
        assert 0 <= y < y + height <= HEIGHT


def test_every_theme_names_a_composition_and_a_palette_and_none_is_idle():
    assert {composition for _words, composition, _palette in THEMES} == set(COMPOSITIONS)
    assert {palette for _words, _composition, palette in THEMES} <= set(PALETTES)


@pytest.mark.parametrize(
    ("title", "place", "composition"),
    [
        ("A Golden Age of China", "National Gallery of Victoria, Melbourne", "peaks"),
        ("Treasures", "National Museum of Saudi Arabia, Riyadh", "girih"),
        ("Lacquerware of East Asia", "Seoul", "discs"),
    ],
)
def test_a_title_says_more_about_the_theme_than_the_place(title, place, composition):
    assert theme("key", title, place)[0] is COMPOSITIONS[composition]


def test_a_chinese_title_stands_in_columns_and_what_cannot_in_rows():
    assert chinese_parts("瓷之韵——景德镇瓷器", 900) == (["瓷之韵"], "景德镇瓷器", [])
    assert chinese_parts("革命的艺术，艺术的革命", 900).head == ["革命的艺术", "艺术的革命"]
    assert chinese_parts("纪念十月革命100周年", 900) == ([], "", ["纪念十月革命100周年"])
    # Too long for the height.
    assert chinese_parts("七位中国天子与其生活的时代", 480).rows == ["七位中国天子与其生活的时代"]
    assert chinese_parts("한국", 900) == ([], "", [])


def test_the_faces_have_the_characters_of_their_scripts_and_no_others():
    assert covers(DISPLAY, "Fabergé — Łódź, Выставка «Ёлка»")
    assert not covers(DISPLAY, "漢")
    assert covers(CHINESE, "故宫博物院：展览（1644—1911）")
    assert not covers(CHINESE, "한")


def test_lines_are_even_and_do_not_end_in_little_words():
    face = font(TEXT, 40)
    title = "Masterpieces of the State Tretyakov Gallery"
    found = lines(title, face, 560)
    assert " ".join(found) == title
    assert len(found) == 2
    assert not found[0].endswith((" of", " the"))
    assert min(map(face.getlength, found)) > 0.4 * max(map(face.getlength, found))


def test_a_text_without_spaces_breaks_between_characters_but_not_before_a_full_stop():
    face = font(CHINESE, 40)
    for width in range(90, 400, 40):
        found = lines("七位中国天子，与其“生活”的时代。", face, width)
        assert "".join(found) == "七位中国天子，与其“生活”的时代。"
        assert not any(line[0] in "，。”" or line[-1] == "“" for line in found)


def test_a_poster_is_drawn_once(monkeypatch, tmp_path, settings):
    settings.DATA_DIR = tmp_path
    drawn = []

    def draw(*words):
        drawn.append(words)
        return hashlib.sha256(repr(words).encode()).digest()

    monkeypatch.setattr(pictures, "draw_poster", draw)
    assert pictures.cached_poster(*VASES) == pictures.cached_poster(*VASES)
    assert len(drawn) == 1
    pictures.cached_poster("vases-2020", *VASES[1:])
    assert len(drawn) == 2
