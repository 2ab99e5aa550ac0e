"""Where facts come from, as staff write it and as visitors read it."""

import pytest
from bs4 import BeautifulSoup
from django.template.loader import render_to_string
from django.utils import translation

from museum_site.core.sources import Source, sources_in

ADDRESS = "https://www.chnmuseum.cn/zx/xwzt/a.shtml"
TITLE = "Annual report 2018, p. 12"
FILE = "000_e209ad095e369719.txt"


def shown(text, **parameters):
    """What a visitor sees of a source."""
    return BeautifulSoup(
        render_to_string("components/source.html", {"source": Source(text), **parameters}), "html.parser"
    )


def test_one_per_line():
    assert [source.text for source in sources_in(f"{ADDRESS}\r\n\n {TITLE} \n{FILE}")] == [
        ADDRESS,
        TITLE,
        FILE,
    ]


def test_a_semicolon_is_part_of_a_title():
    assert [source.text for source in sources_in("Loans ; a history")] == ["Loans ; a history"]


def test_an_address_is_a_link_in_full_or_by_its_host():
    link = shown(ADDRESS).a
    assert (link["href"], link.text) == (ADDRESS, ADDRESS)
    assert shown(ADDRESS, is_short=True).a.text == "www.chnmuseum.cn"


def test_a_title_stands_as_it_is():
    assert shown(TITLE).text.strip() == TITLE


@pytest.mark.parametrize(("language", "words"), [("en", "Unpublished file"), ("ja", "未公開のファイル")])
def test_the_name_of_a_file_is_said_to_be_one(language, words):
    with translation.override(language):
        assert shown(FILE).text.split() == [*words.split(), FILE]
    assert shown(FILE).a is None


@pytest.mark.parametrize("text", [TITLE, "report.html", "Report on tours.pdf and others", ADDRESS])
def test_what_is_no_name_of_a_file(text):
    assert not Source(text).is_file
