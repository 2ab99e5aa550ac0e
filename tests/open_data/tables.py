"""Small tables for the importer: two institutions, one of each other record, and ways to spoil them."""

import csv
import io

from museum_site.open_data.importer import KINDS

INSTITUTION = {
    "key": "home",
    "kind": "museum",
    "country": "CN",
    "city": "Beijing",
    "latitude": "39.9",
    "longitude": "116.4",
    "website": "https://example.org",
    "founded_year": "1912",
    "wikidata": "Q1",
    "name_en": "Home Museum",
    "source": "A book ; https://example.org/?a=1;b=2",
    "confidence": "high",
}
GUEST = {
    **INSTITUTION,
    "key": "guest",
    "country": "FR",
    "city": "Paris",
    "latitude": "48.86",
    "longitude": "2.34",
    "wikidata": "Q2",
    "name_en": "Guest Museum",
    "name_fr": "Musée invité",
}
AGREEMENT = {
    "key": "home-guest-2018",
    "kind": "memorandum_of_understanding",
    "title_en": "Memorandum",
    "party_keys": "home;guest",
    "signed_on": "2018",
    "place": "Beijing",
    "valid_until": "2023-05",
    "areas": "exhibitions;loans",
    "signatories": "Li Ming | Director | home; Jeanne Dupont | Director | guest",
    "ceremony_roles": "host: Li Ming (Director); speaker: Wang Fang (Minister)",
    "summary_en": "Signed.",
    "source": "A book",
    "confidence": "medium",
}
EXHIBITION = {
    "key": "vases-2019",
    "direction": "incoming",
    "title_en": "Vases",
    "title_zh_hans": "瓶",
    "start_date": "2019-04",
    "end_date": "2019-06-30",
    "venue_key": "home",
    "city": "Beijing",
    "country": "CN",
    "organiser_keys": "home;guest",
    "lender_keys": "guest",
    "number_of_objects": "400",
    "number_qualifier": "more_than",
    "summary_en": "Vases.",
    "source": "A book",
    "confidence": "high",
}
VISIT = {
    "key": "visit-2019",
    "direction": "incoming",
    "date": "2019-05-01",
    "end_date": "2019-05-02",
    "level": "minister",
    "countries": "FR",
    "institution_key": "guest",
    "host_key": "home",
    "title_en": "A minister visits",
    "summary_en": "She came.",
    "party_size": "7",
    "source": "A book",
    "confidence": "high",
}
FIGURE = {
    "year": "2018",
    "metric": "visitors",
    "value": "200",
    "institution_key": "home",
    "unit": "visits",
    "qualifier": "nearly",
    "source": "A book",
    "confidence": "high",
}
ROWS = {
    "institutions.csv": [INSTITUTION, GUEST],
    "agreements.csv": [AGREEMENT],
    "exhibitions.csv": [EXHIBITION],
    "delegations.csv": [VISIT],
    "yearly_figures.csv": [FIGURE],
}
COLUMNS = {kind.file: [column.name for column in kind.columns] for kind in KINDS}


def written(file: str, rows: list[dict]) -> bytes:
    """The bytes of a table with these rows."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS[file], restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


def tables(**changes) -> dict[str, bytes]:
    """All tables; `changes` are cells of the last row of a table: tables(exhibitions={"end_date": ""})."""
    return {
        file: written(file, [*rows[:-1], {**rows[-1], **changes.get(file.removesuffix(".csv"), {})}])
        for file, rows in ROWS.items()
    }
