"""Bar charts: one scale, bars as long as their numbers, from the side where the language begins."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils import translation

from museum_site.core.charts import bar_chart
from museum_site.core.languages import language

ROWS = [
    ("2017", "?year=2017", [(1200, "/rows/?year=2017"), (300, "")]),
    ("2018", "", [(0, ""), (600, "/rows/?year=2018")]),
]


@pytest.fixture
def chart():
    return bar_chart("chart-exhibitions", "Exhibitions", "Year", ["Coming in", "Going out"], ROWS)


def rendered(chart, code="en"):
    with translation.override(code):
        html = render_to_string("components/bar_chart.html", {"chart": chart, "active": language(code)})
    return BeautifulSoup(html, "html5lib")


def test_the_largest_number_of_all_series_fills_the_width(chart):
    assert [[(bar.width, bar.start) for bar in row.bars] for row in chart.rows] == [
        [("100%", "0%"), ("25%", "75%")],
        [("0%", "100%"), ("50%", "50%")],
    ]


def test_numbers_without_any_size_have_no_length():
    chart = bar_chart("chart", "Nothing", "Year", ["Agreements"], [("2018", "", [(0, "")])])
    assert chart.rows[0].bars[0].width == "0%"
    assert bar_chart("chart", "Nothing", "Year", ["Agreements"], []).rows == []


def test_a_chart_is_a_table_with_a_bar_beside_each_number(chart):
    soup = rendered(chart)
    table = soup.select_one("figure > table")
    assert soup.find(id=table["aria-labelledby"]).get_text() == "Exhibitions"
    assert [th.get_text() for th in table.select("thead th[scope=col]")] == ["Year", "Coming in", "Going out"]
    assert [th.get_text() for th in table.select("tbody th[scope=row]")] == ["2017", "2018"]
    cells = [(td.get_text(strip=True), td.select_one("rect")) for td in table.select("td")]
    assert [text for text, _bar in cells] == ["1,200", "300", "0", "600"]
    assert [bar and bar["width"] for _text, bar in cells] == ["100%", "25%", None, "50%"]
    assert all(svg["aria-hidden"] == "true" for svg in soup.select("svg"))


def test_the_series_differ_by_more_than_colour(chart):
    full, outline = rendered(chart).select("tbody tr:first-child rect")
    assert full["fill"] == "currentColor"
    assert (outline["fill"], outline["stroke"]) == ("none", "currentColor")


def test_numbers_lead_to_their_rows_where_there_are_rows(chart):
    assert [(a["href"], a.get_text()) for a in rendered(chart).select("a")] == [
        ("?year=2017", "2017"),
        ("/rows/?year=2017", "1,200"),
        ("/rows/?year=2018", "600"),
    ]


def test_bars_grow_from_the_right_in_arabic(chart):
    assert [bar.get("x") for bar in rendered(chart, "en").select("rect")] == [None] * 3
    assert [bar["x"] for bar in rendered(chart, "ar").select("rect")] == ["0%", "75%", "50%"]


@pytest.mark.parametrize(("code", "number"), [("de", "1.200"), ("fr", "1\u202f200"), ("ar", "1,200")])
def test_numbers_are_printed_and_lengths_stay_numbers_in_every_language(chart, code, number):
    soup = rendered(
        bar_chart("chart", "x", "Year", ["x"], [("a", "", [(1200, "")]), ("b", "", [(100, "")])]), code
    )
    assert soup.select_one("td").get_text(strip=True) == number
    assert soup.select("rect")[1]["width"] == "8.333%"
