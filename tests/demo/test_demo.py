"""The demonstration holds every record as exact as the tables; loading it again changes nothing."""

import csv
import datetime
import json
import stat

import pytest
from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page, Site

from delegations.enums import Publication
from delegations.models import DelegationPage, Visit
from exhibitions.models import ExhibitionPage
from museum_site.core.languages import column
from museum_site.core.models import ProsePage
from museum_site.demo.loader import DATA, PAGES, ensure_home
from museum_site.demo.prose import Prose
from museum_site.figures.models import Indicator, ReportedFigure
from museum_site.home.models import HomePage, MuseumSettings, NewsPage
from museum_site.home.roles import ROLES
from museum_site.open_data.importer import import_records
from museum_site.translations.terms.models import Concept
from museum_site.translations.terms.seed import read_seed
from partnerships.models import AgreementPage, City, Institution, PartnerPage, Person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("demo")]

TODAY = datetime.date(2026, 3, 1)
LANGUAGES = [code for code, _autonym in settings.LANGUAGES]


def rows(name):
    """The rows of a table of the demonstration."""
    with (DATA / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    ("table", "model", "count"),
    [
        ("institutions", Institution, 86),
        ("exhibitions", ExhibitionPage, 42),
        ("agreements", AgreementPage, 21),
        ("delegations", Visit, 50),
    ],
)
def test_every_row_has_its_record(table, model, count):
    assert set(model.objects.values_list("import_key", flat=True)) == {row["key"] for row in rows(table)}
    assert model.objects.count() == count


def test_the_term_base_is_filled():
    assert Concept.objects.approved().count() == len(read_seed())


def test_every_institution_but_the_museum_has_a_partner_page():
    museum = MuseumSettings.objects.get().institution
    assert museum.name_en == "National Museum of China"
    assert PartnerPage.objects.count() == 85
    assert not PartnerPage.objects.filter(institution=museum).exists()


def test_dates_are_as_exact_as_the_tables():
    for row in rows("exhibitions"):
        (showing,) = ExhibitionPage.objects.get(import_key=row["key"]).showings.all()
        assert (str(showing.opens or ""), str(showing.closes or "")) == (row["start_date"], row["end_date"])
    for row in rows("agreements"):
        page = AgreementPage.objects.get(import_key=row["key"])
        assert (str(page.signed_on or ""), str(page.valid_until or "")) == (
            row["signed_on"],
            row["valid_until"],
        )
    for row in rows("delegations"):
        visit = Visit.objects.get(import_key=row["key"])
        assert (str(visit.starts), str(visit.ends or "")) == (row["date"], row["end_date"])


def test_numbers_are_as_exact_as_the_tables():
    for row in rows("exhibitions"):
        showing = ExhibitionPage.objects.get(import_key=row["key"]).showings.get()
        assert str(showing.objects_count or "") == row["number_of_objects"]
        assert showing.objects_qualifier == (row["number_qualifier"] or "exact")
    figures = {
        (figure.year, figure.indicator.code, figure.institution.import_key, figure.source): figure
        for figure in ReportedFigure.objects.select_related("indicator", "institution")
    }
    assert len(figures) == len(rows("yearly_figures")) == 63
    for row in rows("yearly_figures"):
        figure = figures[int(row["year"]), row["metric"], row["institution_key"], row["source"]]
        assert (float(figure.value), figure.qualifier, figure.unit) == (
            float(row["value"]),
            row["qualifier"],
            row["unit"],
        )


def test_the_direction_that_the_site_computes_is_the_one_of_the_table():
    for row in rows("exhibitions"):
        page = ExhibitionPage.objects.get(import_key=row["key"])
        if row["direction"] == "joint":
            assert page.is_joint()
        else:
            assert page.directions() == [row["direction"]]


def test_the_trips_of_2018_have_a_year_a_country_and_nothing_made_up():
    trips = Visit.objects.filter(import_key__startswith="nmc-experts-")
    assert trips.count() == 15
    assert {str(trip.starts) for trip in trips} == {"2018"}
    assert len({country.country for trip in trips for country in trip.countries.all()}) == 15
    assert all(trip.publication == Publication.LISTED and not trip.roles.exists() for trip in trips)


def test_all_visits_are_cleared_by_two_people_and_public():
    assert Visit.objects.public(TODAY).count() == 50
    assert DelegationPage.objects.visible(TODAY).count() == 33
    cleared = {(visit.cleared_first.username, visit.cleared_second.username) for visit in Visit.objects.all()}
    assert cleared == {("protocol", "approver")}


def test_the_ceremony_of_2022_has_its_roles_and_planned_programmes():
    page = AgreementPage.objects.get(import_key="palace-museum-cicg-2022")
    assert [row.institution.import_key for row in page.parties.all()] == ["palace-museum", "cicg"]
    assert {(role.part, role.person.name_en) for role in page.roles.all()} == {
        ("signatory", "Lou Wei"),
        ("signatory", "Gao Anming"),
        ("speaker", "Wang Xudong"),
        ("speaker", "Du Zhanyuan"),
        ("presider", "Zhu Hongwen"),
        ("attendee", "Lu Cairong"),
        ("attendee", "Du Haijiang"),
        ("attendee", "Luo Xianliang"),
    }
    assert len(page.commitments.all()) == 4
    assert all(commitment.heading_ar and commitment.due is None for commitment in page.commitments.all())
    (record,) = NewsPage.objects.get(slug="signing-ceremony-2022").records.all()
    assert record.record.pk == page.pk


def test_links_between_records_lead_to_what_they_name():
    framework = AgreementPage.objects.get(import_key="nmc-vmfa-framework-2019")
    ((kind, earlier),) = [(row.kind, row.earlier.import_key) for row in framework.relations.all()]
    assert (kind, earlier) == ("supplements", "nmc-vmfa-2018")
    assert (
        ExhibitionPage.objects.get(import_key="jean-schlumberger-2019").agreement.import_key
        == "nmc-vmfa-2018"
    )
    links = json.loads((DATA / "links.json").read_text("utf-8"))["delegations"]
    for key, link in links.items():
        visit = Visit.objects.get(import_key=key)
        assert [row.page.slug for row in visit.connections.all()] == link.get("connections", [])
        assert visit.size_qualifier == link.get("size_qualifier", "exact")


# --- Languages ------------------------------------------------------------------------------------


def test_english_and_chinese_are_there_for_everything_and_the_rest_has_gaps():
    for model in (ExhibitionPage, AgreementPage, DelegationPage):
        for page in model.objects.all():
            assert page.has_text_in("en"), page
            assert page.has_text_in("zh-hans"), page
    for code in LANGUAGES[2:]:
        counts = [
            sum(page.has_text_in(code) for page in model.objects.all())
            for model in (ExhibitionPage, AgreementPage, DelegationPage)
        ]
        assert counts == [16, 10, 13], code


@pytest.mark.parametrize("code", LANGUAGES)
def test_pages_cities_positions_and_indicators_are_in_every_language(code):
    def missing(records, field):
        return [str(record) for record in records if not getattr(record, column(field, code))]

    pages = [page.specific for page in Page.objects.child_of(HomePage.objects.get())]
    assert {page.slug for page in pages} == {slug for slug, *_rest in PAGES}
    assert not missing(pages, "heading")
    assert not missing(pages, "summary")
    assert not missing(City.objects.all(), "name")
    assert not missing(Indicator.objects.all(), "name")
    assert not missing(ReportedFigure.objects.exclude(note_en=""), "note")
    assert not missing(AgreementPage.objects.exclude(place_en=""), "place")
    assert not missing(AgreementPage.objects.exclude(ceremony_note_en=""), "ceremony_note")
    for page in AgreementPage.objects.all():
        assert not missing(page.roles.exclude(position_en=""), "position")


def test_translations_are_part_of_the_first_revision():
    page = ExhibitionPage.objects.get(import_key="tota-italia-2022")
    assert page.latest_revision.content["heading_fr"] == page.heading_fr
    assert page.heading_fr


def test_people_have_names_in_chinese_characters():
    assert Person.objects.get(name_en="Wang Xudong").name_zh_hans == "王旭东"


def test_no_word_of_the_prose_files_is_lost():
    """Every key of the files is that of a record, so that no text is left out by a slip of the pen."""
    prose = Prose().by_language
    tables = {
        name: {row["key"] for row in rows(name)} for name in ("institutions", "exhibitions", "agreements")
    }
    tables["delegations"] = {row["key"] for row in rows("delegations")}
    tables["cities"] = set(City.objects.values_list("name_en", flat=True))
    tables["people"] = set(Person.objects.values_list("name_en", flat=True))
    tables["metrics"] = set(Indicator.objects.values_list("code", flat=True))
    for code in LANGUAGES:
        for name, keys in tables.items():
            assert set(prose[code].get(name, {})) <= keys, (code, name)


# --- The site around the records ------------------------------------------------------------------


def test_the_site_starts_at_the_home_page():
    home = HomePage.objects.get()
    assert Site.objects.get().root_page_id == home.pk
    assert not Page.objects.exact_type(Page).filter(depth=2).exists()
    assert Page.find_problems() == ([], [], [], [], [])
    assert ensure_home(Prose()) == home


def test_the_admins_search_finds_what_was_loaded_and_what_is_saved_afterwards():
    (page,) = ExhibitionPage.objects.search("Tota Italia")
    assert page.import_key == "tota-italia-2022"
    page.heading_en = "Kryptozebra"
    page.save()
    assert list(ExhibitionPage.objects.search("Kryptozebra")) == [page]


def test_every_page_is_live_with_one_published_revision():
    pages = [page.specific for page in Page.objects.exclude(depth=1)]
    assert len(pages) == 12 + 85 + 42 + 21 + 33 + 1
    for page in pages:
        assert isinstance(page, ProsePage)
        assert page.live
        assert page.live_revision_id == page.latest_revision_id is not None
        assert not page.has_unpublished_changes


def test_there_is_one_user_per_role_in_its_group_without_a_fixed_password():
    for role, rights in ROLES.items():
        user = get_user_model().objects.get(username=role)
        assert user.groups.filter(name=rights.group).exists()
        assert not user.is_superuser
        assert not user.has_usable_password()


def test_passwords_are_made_once_and_kept_for_their_owner_only(tmp_path):
    file = tmp_path / "passwords.json"
    call_command("load_demo", passwords=file, no_posters=True, verbosity=0)
    passwords = json.loads(file.read_text())
    assert set(passwords) == set(ROLES)
    assert len(set(passwords.values())) == len(ROLES)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    for role, password in passwords.items():
        assert get_user_model().objects.get(username=role).check_password(password)
    before = file.stat()
    call_command("load_demo", passwords=file, no_posters=True, verbosity=0)
    assert file.stat() == before


# --- Again ----------------------------------------------------------------------------------------


def test_loading_again_changes_nothing():
    with CaptureQueriesContext(connection) as queries:
        call_command("load_demo", no_posters=True, verbosity=0)
    writing = ("INSERT", "UPDATE", "DELETE")
    assert [query["sql"] for query in queries if query["sql"].startswith(writing)] == []
    assert len(queries) < 100


def test_importing_the_tables_alone_afterwards_changes_nothing():
    counts = import_records(DATA, museum="nmc").counts
    assert {(count.created, count.updated) for count in counts.values()} == {(0, 0)}


def test_what_staff_changed_stays():
    page = ExhibitionPage.objects.get(import_key="tota-italia-2022")
    page.heading_en = "Tota Italia"
    page.save_revision().publish()
    call_command("load_demo", no_posters=True, verbosity=0)
    assert ExhibitionPage.objects.get(pk=page.pk).heading_en == "Tota Italia"
