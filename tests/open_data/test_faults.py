"""Every fault of a table is named with file, line and column, and then nothing is written."""

import pytest
from django.apps import apps

from museum_site.open_data.importer import ImportRefused, import_records
from museum_site.open_data.importer.tables import split

from .tables import COLUMNS, EXHIBITION, GUEST, INSTITUTION, ROWS, tables, written

pytestmark = pytest.mark.django_db

LONG = "x" * 3000


def refused(files, **options):
    """The faults found in files, as (file, line, column, reason)."""
    with pytest.raises(ImportRefused) as caught:
        import_records(files, museum="home", **options)
    return [(problem.file, problem.line, problem.column, problem.reason) for problem in caught.value.problems]


def rows_in_database():
    """How many rows each table of ours has."""
    models = [
        model for model in apps.get_models() if model.__module__.startswith(("museum", "part", "exh", "del"))
    ]
    return {model: model._base_manager.count() for model in models}


# Each spoils one cell of a row: table, column, cell, words of the reason.
CELLS = [
    ("institutions", "key", "", "empty"),
    ("institutions", "key", "Guest_Museum", "no key"),
    ("institutions", "key", "x" * 81, "no key"),
    ("institutions", "key", "home", "line 2"),
    ("institutions", "kind", "zoo", "none of"),
    ("institutions", "country", "XX", "ISO 3166-1"),
    ("institutions", "latitude", "91", "between -90 and 90"),
    ("institutions", "longitude", "-180.5", "between -180 and 180"),
    ("institutions", "latitude", "48,86", "no number"),
    ("institutions", "latitude", "nan", "no number"),
    ("institutions", "latitude", "", "belong together"),
    ("institutions", "website", "javascript:alert(1)", "no web address"),
    ("institutions", "website", "www.example.org", "no web address"),
    ("institutions", "founded_year", "-5", "between"),
    ("institutions", "founded_year", "1900.5", "whole"),
    ("institutions", "wikidata", "19675", "Wikidata"),
    ("institutions", "wikidata", "Q1", "“home” has this identifier"),
    ("institutions", "name_en", LONG, "3000 characters"),
    ("institutions", "name_en", "Mu\x00seum", "U+0000"),
    ("institutions", "source", "", "empty"),
    ("institutions", "confidence", "low", "none of"),
    ("agreements", "kind", "treaty", "none of"),
    ("agreements", "title_en", "", "title"),
    ("agreements", "title_en", LONG, "3000 characters"),
    ("agreements", "party_keys", "home", "at least two"),
    ("agreements", "party_keys", "home;home", "twice"),
    ("agreements", "party_keys", "home;;guest", "nothing between"),
    ("agreements", "party_keys", "home;nobody", "“nobody”"),
    ("agreements", "signed_on", "2018-13", "calendar"),
    ("agreements", "signed_on", "May 2018", "no date"),
    ("agreements", "valid_until", "2017", "before 2018"),
    ("agreements", "areas", "exhibitions;dancing", "“dancing”"),
    ("agreements", "signatories", "Li Ming | Director", "name | position | party key"),
    ("agreements", "signatories", "Li Ming | Director | met", "no party"),
    ("agreements", "ceremony_roles", "dancer: Li Ming", "one of the roles"),
    ("agreements", "ceremony_roles", "host: Li Ming; host: Li Ming", "twice"),
    ("exhibitions", "direction", "sideways", "none of"),
    ("exhibitions", "direction", "outgoing", "“Coming in”"),
    ("exhibitions", "direction", "joint", "home and abroad"),
    ("exhibitions", "start_date", "2019-02-30", "calendar"),
    ("exhibitions", "end_date", "2019-03", "before 2019-04"),
    ("exhibitions", "venue_key", "nowhere", "“nowhere”"),
    ("exhibitions", "city", "Paris", "stands in Beijing"),
    ("exhibitions", "country", "FR", "stands in CN"),
    ("exhibitions", "lender_keys", "nobody", "“nobody”"),
    ("exhibitions", "number_of_objects", "many", "no number"),
    ("exhibitions", "number_of_objects", "-3", "between"),
    ("exhibitions", "number_qualifier", "roughly", "none of"),
    ("delegations", "direction", "joint", "none of"),
    ("delegations", "date", "", "empty"),
    ("delegations", "date", "2019-5-1", "no date"),
    ("delegations", "end_date", "2019-04", "before 2019-05-01"),
    ("delegations", "end_date", "2999", "future"),
    ("delegations", "level", "king", "none of"),
    ("delegations", "countries", "FR;XX", "“XX”"),
    ("delegations", "host_key", "nobody", "“nobody”"),
    ("delegations", "party_size", "0", "between"),
    ("yearly_figures", "year", "18", "between"),
    ("yearly_figures", "metric", "Visitors 2018", "no code"),
    ("yearly_figures", "value", "", "empty"),
    ("yearly_figures", "value", "1.000.000", "no number"),
    ("yearly_figures", "value", "-1", "negative"),
    ("yearly_figures", "unit", "camels", "none of"),
    ("yearly_figures", "qualifier", "", "empty"),
    ("yearly_figures", "institution_key", "nobody", "“nobody”"),
]


@pytest.mark.parametrize(("table", "column", "cell", "words"), CELLS)
def test_a_fault_in_a_cell_is_named_with_its_place(table, column, cell, words):
    before = rows_in_database()
    file = f"{table}.csv"
    faults = refused(tables(**{table: {column: cell}}))
    reasons = [reason for *place, reason in faults if place == [file, len(ROWS[file]) + 1, column]]
    assert any(words in reason for reason in reasons), faults
    assert rows_in_database() == before


def test_a_qualifier_needs_its_number():
    faults = refused(tables(exhibitions={"number_of_objects": ""}))
    assert faults == [
        ("exhibitions.csv", 2, "number_qualifier", "There is no number that this could be about.")
    ]


def test_an_exhibition_without_a_venue_needs_a_city_and_its_country():
    faults = refused(tables(exhibitions={"venue_key": "", "city": "", "country": ""}))
    assert {fault[2] for fault in faults} >= {"city", "country"}


def test_an_embassy_needs_a_city_that_another_institution_makes_known():
    embassy = {**GUEST, "key": "embassy", "kind": "embassy", "city": "Oslo", "wikidata": ""}
    files = {"institutions.csv": written("institutions.csv", [INSTITUTION, GUEST, embassy])}
    ((_file, line, column, reason),) = refused(files)
    assert (line, column) == (4, "city")
    assert "No other institution stands in this city" in reason


# Each spoils a whole file: what it does to the bytes, line, column, words of the reason.
FILES = [
    ("not UTF-8", lambda content: content.replace("瓶".encode(), b"\xc6\xff"), 2, "title_zh_hans", "UTF-8"),
    ("empty", lambda content: b"", 1, "key", "empty"),
    ("blank lines only", lambda content: b"\n\n", 1, "key", "empty"),
    ("missing column", lambda content: content.replace(b"direction,", b"", 1), 1, "direction", "missing"),
    ("unknown column", lambda content: content.replace(b"\n", b",colour\n", 1), 1, "colour", "not known"),
    ("repeated column", lambda content: content.replace(b"city", b"country", 1), 1, "country", "twice"),
    ("too many cells", lambda content: content.strip() + b",,\n", 2, "18", "more cells"),
    (
        "too few cells",
        lambda content: content.strip().rsplit(b",", 1)[0],
        2,
        "number_qualifier",
        "ends before",
    ),
    (
        "unclosed quote",
        lambda content: content.replace(b"Vases", b'"Vases', 1),
        2,
        "title_en",
        "never closed",
    ),
    (
        "text after a quote",
        lambda content: content.replace(b"Vases", b'"Vases" x', 1),
        2,
        "title_en",
        "after the",
    ),
]


@pytest.mark.parametrize(
    ("spoil", "line", "column", "words"), [case[1:] for case in FILES], ids=[c[0] for c in FILES]
)
def test_a_fault_of_a_file_is_named_with_its_place(spoil, line, column, words):
    before = rows_in_database()
    files = tables()
    files["exhibitions.csv"] = spoil(files["exhibitions.csv"])
    faults = refused(files)
    reasons = [reason for *place, reason in faults if place == ["exhibitions.csv", line, column]]
    assert any(words in reason for reason in reasons), faults
    assert rows_in_database() == before


def test_all_faults_are_collected_in_the_order_of_the_files():
    faults = refused(
        tables(
            institutions={"country": "XX", "website": "x"},
            agreements={"signed_on": "x"},
            exhibitions={"direction": "x", "end_date": "x"},
        )
    )
    assert [fault[:3] for fault in faults] == [
        ("institutions.csv", 3, "country"),
        ("institutions.csv", 3, "website"),
        ("agreements.csv", 2, "signed_on"),
        ("exhibitions.csv", 2, "direction"),
        ("exhibitions.csv", 2, "end_date"),
    ]


def test_a_line_is_counted_in_the_file_not_in_the_rows():
    rows = [{**EXHIBITION, "key": "first", "summary_en": "One\nline\nmore"}, {**EXHIBITION, "end_date": "x"}]
    files = {**tables(), "exhibitions.csv": written("exhibitions.csv", rows)}
    assert refused(files)[0][:3] == ("exhibitions.csv", 5, "end_date")


def test_nothing_is_imported_where_the_pages_have_no_place():
    faults = refused(tables())
    assert {(fault[0], fault[2]) for fault in faults} == {
        (file, "key") for file in ROWS if file != "yearly_figures.csv"
    }
    assert "register of partners" in faults[0][3]


def test_an_address_that_is_taken_is_a_fault(registers):
    from exhibitions.models import ExhibitionPage
    from tests.factories import ExhibitionFactory

    ExhibitionFactory(slug="vases-2019")
    assert ("exhibitions.csv", 2, "key", "Another page has this address already.") in refused(tables())
    assert ExhibitionPage.objects.count() == 1


def test_without_any_table_there_is_nothing_to_import(tmp_path):
    assert "institutions.csv" in refused(tmp_path)[0][3]


def test_it_must_be_clear_whose_site_it_is(registers):
    with pytest.raises(ImportRefused, match="--museum"):
        import_records(tables())
    with pytest.raises(ImportRefused, match="“elsewhere”"):
        import_records(tables(), museum="elsewhere")


def test_what_the_database_refuses_is_a_fault_too_and_takes_all_back(registers, monkeypatch):
    from exhibitions.models import ExhibitionPage

    before = rows_in_database()
    full_clean = ExhibitionPage.full_clean

    def refuse(page, *args, **kwargs):
        page.heading_en = page.heading_zh_hans = ""
        full_clean(page, *args, **kwargs)

    monkeypatch.setattr(ExhibitionPage, "full_clean", refuse)
    assert refused(tables())[0][:3] == ("exhibitions.csv", 2, "key")
    assert rows_in_database() == before


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("a,b\r\nc,d\r\n", [["a", "b"], ["c", "d"]]),
        ("a,b\rc,d", [["a", "b"], ["c", "d"]]),
        ('"a ""b""",\n', [['a "b"', ""]]),
        ('a,"b\nc",', [["a", "b\nc", ""]]),
        ('5" disc,b', [['5" disc', "b"]]),
        ("", []),
        ("\n\na\n", [["a"]]),
    ],
)
def test_cells_are_split_as_rfc_4180_says(text, rows):
    assert [[cell for _line, cell in row] for row in split(text)] == rows


def test_a_byte_order_mark_and_other_line_ends_do_no_harm(registers):
    files = {name: b"\xef\xbb\xbf" + content.replace(b"\n", b"\r\n") for name, content in tables().items()}
    assert import_records(files, museum="home").counts["exhibitions"].created == 1


def test_columns_may_stand_in_any_order(registers):
    files = tables()
    header, row = files["yearly_figures.csv"].decode().strip().split("\n")
    turned = [",".join(reversed(line.split(","))) for line in (header, row)]
    files["yearly_figures.csv"] = "\n".join(turned).encode()
    assert import_records(files, museum="home").counts["yearly_figures"].created == 1
    assert COLUMNS["yearly_figures.csv"][0] == "year"
