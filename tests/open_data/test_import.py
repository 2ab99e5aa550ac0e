"""What the tables become, and what a second import does."""

import datetime
import io
import json

import pytest
from django.contrib.auth.models import Permission
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from wagtail.models import ModelLogEntry, Page, PageLogEntry, ReferenceIndex, Revision, Site

from delegations.enums import InstitutionPart, Publication
from delegations.models import DelegationPage, Visit
from exhibitions.enums import Direction, ExhibitionStatus, UnnamedLenders
from exhibitions.models import ExhibitionPage, Showing
from museum_site.figures.models import Indicator, ReportedFigure
from museum_site.home.models import MuseumSettings
from museum_site.open_data.importer import import_records
from museum_site.open_data.importer.time_zones import time_zone
from museum_site.open_data.models import ImportedRow
from museum_site.open_data.progress import Progress
from partnerships.enums import CeremonyPart, Instrument, Term
from partnerships.models import AgreementPage, City, Institution, PartnerPage, Person
from tests.factories import InstitutionFactory, UserFactory

from .tables import AGREEMENT, EXHIBITION, GUEST, INSTITUTION, VISIT, tables, written

pytestmark = pytest.mark.django_db


def clearer():
    """Somebody who may clear visits."""
    user = UserFactory()
    user.user_permissions.add(Permission.objects.get(codename="clear_visit"))
    return user


def imported(files=None, **options):
    """Import files (all tables by default), and give the counts by table."""
    counts = import_records(files or tables(), museum="home", **options).counts
    return {name: (count.created, count.updated, count.unchanged) for name, count in counts.items()}


def state():
    """Everything that an import may touch, as it is in the database."""
    models = [Page, Revision, PageLogEntry, ModelLogEntry, ReferenceIndex, ImportedRow]
    models += [ExhibitionPage, AgreementPage, PartnerPage, DelegationPage, Visit, Institution, City, Person]
    models += [ReportedFigure, Indicator]
    return {model: list(model._base_manager.order_by("pk").values()) for model in models}


# --- What the tables become -----------------------------------------------------------------------


def test_an_institution_gets_its_city_with_its_time_zone_and_a_page(registers):
    imported()
    guest = Institution.objects.get(import_key="guest")
    assert (guest.name_en, guest.name_fr, guest.founded) == ("Guest Museum", "Musée invité", 1912)
    assert (guest.city.name_en, guest.city.country, guest.city.time_zone) == ("Paris", "FR", "Europe/Paris")
    assert guest.sources.splitlines() == ["A book", "https://example.org/?a=1;b=2"]
    assert (guest.page.slug, guest.page.title, guest.page.live) == ("guest", "Guest Museum", True)
    assert not PartnerPage.objects.filter(import_key="home").exists()


def test_an_embassy_stands_in_the_city_of_another_country_whatever_the_order_of_rows(registers):
    embassy = {**GUEST, "key": "embassy", "kind": "embassy", "city": "Beijing", "wikidata": ""}
    imported({"institutions.csv": written("institutions.csv", [embassy, INSTITUTION])})
    record = Institution.objects.get(import_key="embassy")
    assert (record.country, record.city.country) == ("FR", "CN")
    assert City.objects.filter(name_en="Beijing").count() == 1


def test_an_agreement_keeps_its_precision_its_parties_and_six_kinds_of_role(registers):
    imported()
    page = AgreementPage.objects.get()
    assert str(page.signed_on) == "2018"
    assert (page.instrument, page.term, str(page.valid_until)) == (
        Instrument.MEMORANDUM,
        Term.FIXED,
        "2023-05",
    )
    assert [row.institution.import_key for row in page.parties.all()] == ["home", "guest"]
    assert [row.field for row in page.fields.all()] == ["exhibitions", "loans"]
    roles = [(role.person.name_en, role.part, role.position_en) for role in page.roles.all()]
    assert roles == [
        ("Li Ming", CeremonyPart.SIGNATORY, "Director"),
        ("Jeanne Dupont", CeremonyPart.SIGNATORY, "Director"),
        ("Li Ming", CeremonyPart.PRESIDER, "Director"),
        ("Wang Fang", CeremonyPart.SPEAKER, "Minister"),
    ]
    assert [role.institution and role.institution.import_key for role in page.roles.all()] == [
        "home",
        "guest",
        None,
        None,
    ]
    assert Person.objects.count() == 3


@pytest.mark.parametrize(
    ("cells", "facts"),
    [
        ({"kind": "exchange", "title_en": "Framework agreement"}, {"instrument": Instrument.FRAMEWORK}),
        ({"kind": "exchange"}, {"instrument": Instrument.UNSPECIFIED}),
        ({"kind": "publishing"}, {"instrument": Instrument.PUBLICATION}),
        (
            {"kind": "joint_statement", "party_keys": "home", "signatories": ""},
            {"instrument": Instrument.DECLARATION, "further_parties_unknown": True},
        ),
        ({"valid_until": ""}, {"term": Term.UNKNOWN, "valid_until": None}),
        (
            {"signatories": "", "ceremony_roles": "signed in the presence of both presidents"},
            {"ceremony_note_en": "signed in the presence of both presidents"},
        ),
    ],
)
def test_how_the_cells_of_an_agreement_are_read(registers, cells, facts):
    imported(tables(agreements=cells))
    page = AgreementPage.objects.get()
    assert {name: getattr(page, name) for name in facts} == facts


def test_an_exhibition_gets_one_showing_with_its_number_as_exact_as_the_source(registers):
    imported()
    page = ExhibitionPage.objects.get()
    (showing,) = page.showings.all()
    assert (str(showing.opens), str(showing.closes), showing.closes_unrecorded) == (
        "2019-04",
        "2019-06-30",
        False,
    )
    assert showing.objects_in_words() == "more than 400"
    assert showing.venue.import_key == "home"
    assert showing.city is None
    assert page.directions() == [Direction.INCOMING]
    assert [row.contribution for row in page.contributions.all()] == ["organiser", "organiser", "lender"]


def test_an_empty_closing_date_is_unknown_not_an_open_end(registers):
    imported(tables(exhibitions={"end_date": ""}))
    page = ExhibitionPage.objects.get()
    assert page.status(datetime.date(2030, 1, 1)) == ExhibitionStatus.UNRECORDED


@pytest.mark.parametrize(
    ("cells", "unnamed", "direction", "joint"),
    [
        ({"direction": "incoming"}, UnnamedLenders.ABROAD, Direction.INCOMING, False),
        (
            {"direction": "outgoing", "venue_key": "guest", "city": "Paris", "country": "FR"},
            UnnamedLenders.HOME,
            Direction.OUTGOING,
            False,
        ),
        ({"direction": "joint"}, UnnamedLenders.BOTH, Direction.INCOMING, True),
    ],
)
def test_direction_tells_where_lenders_are_who_are_not_named(registers, cells, unnamed, direction, joint):
    imported(tables(exhibitions={**cells, "lender_keys": ""}))
    page = ExhibitionPage.objects.get()
    assert page.unnamed_lenders == unnamed
    assert (page.directions(), page.is_joint()) == ([direction], joint)


def test_an_exhibition_without_a_venue_stands_in_a_city(registers):
    imported(
        tables(
            exhibitions={
                "venue_key": "",
                "direction": "outgoing",
                "lender_keys": "home",
                "city": "Lyon",
                "country": "FR",
            }
        )
    )
    (showing,) = ExhibitionPage.objects.get().showings.all()
    assert (showing.venue, showing.city.name_en, showing.time_zone) == (None, "Lyon", "Europe/Paris")


def test_a_visit_with_a_day_or_month_gets_a_page_and_one_with_a_year_is_listed(registers):
    year = {**VISIT, "key": "visit-2015", "date": "2015", "end_date": "", "institution_key": "home"}
    imported({**tables(), "delegations.csv": written("delegations.csv", [VISIT, year])})
    full, listed = Visit.objects.order_by("-starts")
    assert (full.publication, full.page.heading_en) == (Publication.FULL_PAGE, "A minister visits")
    assert not full.heading_en
    assert (listed.publication, listed.heading_en, str(listed.starts)) == (
        Publication.LISTED,
        "A minister visits",
        "2015",
    )
    assert not DelegationPage.objects.filter(visit=listed).exists()
    parts = [(row.institution.import_key, row.part) for row in full.institutions.all()]
    assert parts == [("guest", InstitutionPart.VISITOR), ("home", InstitutionPart.HOST)]
    # Named on both sides: it receives.
    assert [row.part for row in listed.institutions.all()] == [InstitutionPart.HOST]


def test_a_visit_is_public_only_if_two_people_who_may_clear_it(registers):
    imported()
    assert not Visit.objects.public().exists()
    user = clearer()
    with pytest.raises(PermissionDenied, match="two different"):
        imported(cleared_by=[user, user])
    with pytest.raises(PermissionDenied, match="may not clear"):
        imported(cleared_by=[user, UserFactory()])
    changed = tables(delegations={"party_size": "8"})
    imported(changed, cleared_by=[user, clearer()])
    assert Visit.objects.public().exists()


def test_a_visit_that_changes_in_the_table_is_cleared_anew_or_not_public(registers):
    imported(cleared_by=[clearer(), clearer()])
    assert Visit.objects.public().exists()
    imported(tables(delegations={"party_size": "8"}))
    assert Visit.objects.get().size == 8
    assert not Visit.objects.public().exists()


def test_a_figure_is_kept_as_it_was_reported(registers):
    imported(tables(yearly_figures={"note": "in all"}))
    figure = ReportedFigure.objects.get()
    assert (figure.in_words(), figure.unit, figure.note_en) == ("nearly 200", "visits", "in all")
    assert (figure.indicator.code, figure.indicator.name_en) == ("visitors", "Visitors")
    assert figure.institution.import_key == "home"


@pytest.mark.parametrize(
    ("country", "latitude", "longitude", "zone"),
    [
        ("CN", 31.23, 121.47, "Asia/Shanghai"),
        ("US", 34.05, -118.24, "America/Los_Angeles"),
        ("RU", 56.84, 60.6, "Asia/Yekaterinburg"),
        ("DE", 48.14, 11.58, "Europe/Berlin"),
        ("AU", -35.29, 149.12, "Australia/Sydney"),
        ("FJ", -18.1, -179.9, "Pacific/Fiji"),
        ("US", None, None, "America/New_York"),
        ("BV", None, None, "UTC"),
        ("BV", -54.4, 3.4, "Etc/GMT+0"),
    ],
)
def test_the_time_zone_of_a_city_is_the_nearest_of_its_country(country, latitude, longitude, zone):
    assert time_zone(country, latitude, longitude) == zone


# --- Pages, as an editor would have made them -----------------------------------------------------


def test_pages_are_live_with_one_revision_and_a_trace_in_the_history(registers):
    imported()
    for model in (ExhibitionPage, AgreementPage, PartnerPage, DelegationPage):
        page = model.objects.get()
        assert page.live
        assert not page.has_unpublished_changes
        assert page.revisions.count() == 1
        assert page.live_revision == page.latest_revision == page.revisions.get()
        assert page.first_published_at
        assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.publish").count() == 1
        assert page.registry_number
    assert Page.find_problems() == ([], [], [], [], [])


def test_the_first_revision_publishes_to_the_same_page(registers):
    imported()
    before = list(AgreementPage.objects.values())
    page = AgreementPage.objects.get()
    page.latest_revision.publish()
    moving = {"first_published_at", "last_published_at", "live_revision_id", "latest_revision_created_at"}
    after = list(AgreementPage.objects.values())
    assert [{k: v for k, v in row.items() if k not in moving} for row in after] == [
        {k: v for k, v in row.items() if k not in moving} for row in before
    ]
    assert page.roles.count() == 4


def test_what_a_new_page_refers_to_is_in_the_index_of_references(registers):
    imported()
    guest = Institution.objects.get(import_key="guest")
    assert {reference.model_name.lower() for reference in ReferenceIndex.get_references_to(guest)} >= {
        "agreement",
        "exhibition",
        "visit",
    }


# --- A second import ------------------------------------------------------------------------------


def test_the_same_tables_again_change_nothing(registers):
    imported()
    before = state()
    assert imported() == {
        "institutions": (0, 0, 2),
        "agreements": (0, 0, 1),
        "exhibitions": (0, 0, 1),
        "delegations": (0, 0, 1),
        "yearly_figures": (0, 0, 1),
    }
    assert state() == before


def test_a_dry_run_tells_what_would_be_done_and_writes_nothing(registers):
    before = state()
    assert imported(dry_run=True)["exhibitions"] == (1, 0, 0)
    assert state() == before


def test_a_changed_row_updates_its_record_and_publishes_a_revision(registers):
    imported()
    files = tables(
        institutions={"name_en": "The Guest Museum"},
        agreements={"signed_on": "2018-05", "party_keys": "guest;home", "areas": "loans"},
        exhibitions={"number_of_objects": "410", "end_date": ""},
        delegations={"title_en": "The minister visits", "countries": "FR;MC"},
        yearly_figures={"value": "210"},
    )
    assert set(imported(files).values()) == {(0, 1, 0), (0, 1, 1)}
    agreement = AgreementPage.objects.get()
    assert str(agreement.signed_on) == "2018-05"
    assert [row.institution.import_key for row in agreement.parties.all()] == ["guest", "home"]
    assert [row.field for row in agreement.fields.all()] == ["loans"]
    exhibition = ExhibitionPage.objects.get()
    assert exhibition.showings.get().objects_in_words() == "more than 410"
    assert exhibition.showings.get().closes_unrecorded
    assert exhibition.revisions.count() == 2
    assert PartnerPage.objects.get().title == "The Guest Museum"
    assert DelegationPage.objects.get().heading_en == "The minister visits"
    assert [row.country for row in Visit.objects.get().countries.all()] == ["FR", "MC"]
    assert ReportedFigure.objects.get().value == 210
    before = state()
    imported(files)
    assert state() == before


def test_translations_and_corrections_of_the_desk_survive_a_changed_row(registers):
    imported()
    page = AgreementPage.objects.get()
    AgreementPage.objects.filter(pk=page.pk).update(heading_fr="Mémorandum", heading_en="A better heading")
    page.roles.filter(person__name_en="Li Ming").update(position_fr="Directeur")
    imported(tables(agreements={"signed_on": "2018-06", "signatories": "Li Ming | Director General | home"}))
    page = AgreementPage.objects.get()
    assert (str(page.signed_on), page.heading_fr, page.heading_en) == (
        "2018-06",
        "Mémorandum",
        "A better heading",
    )
    signed = page.roles.get(part=CeremonyPart.SIGNATORY)
    assert (signed.position_en, signed.position_fr) == ("Director General", "Directeur")


def test_a_second_showing_that_staff_added_stays(registers):
    imported()
    page = ExhibitionPage.objects.get()
    guest = Institution.objects.get(import_key="guest")
    Showing.objects.create(page=page, venue=guest, opens="2020", sort_order=1)
    imported(tables(exhibitions={"start_date": "2019-05"}))
    assert [str(row.opens) for row in ExhibitionPage.objects.get().showings.all()] == ["2019-05", "2020"]


def test_a_draft_stays_the_latest_revision_and_gets_the_change(registers):
    imported()
    page = ExhibitionPage.objects.get()
    page.summary_en = "A draft of an editor."
    page.save_revision()
    imported(tables(exhibitions={"start_date": "2019-05"}))
    page = ExhibitionPage.objects.get()
    draft = page.get_latest_revision_as_object()
    assert (page.summary_en, str(page.showings.get().opens)) == ("Vases.", "2019-05")
    assert (draft.summary_en, str(draft.showings.get().opens)) == ("A draft of an editor.", "2019-05")
    assert page.has_unpublished_changes


def test_a_page_that_was_taken_down_stays_down(registers):
    imported()
    ExhibitionPage.objects.get().unpublish()
    imported(tables(exhibitions={"start_date": "2019-05"}))
    page = ExhibitionPage.objects.get()
    assert not page.live
    assert str(page.get_latest_revision_as_object().showings.get().opens) == "2019-05"


def test_a_record_that_was_deleted_comes_back(registers):
    imported()
    ExhibitionPage.objects.get().delete()
    assert imported()["exhibitions"] == (1, 0, 0)


def test_keys_may_point_to_records_that_are_there_already(registers):
    imported({"institutions.csv": tables()["institutions.csv"]})
    files = tables()
    del files["institutions.csv"]
    assert imported(files)["exhibitions"] == (1, 0, 0)
    second = {**EXHIBITION, "key": "more-vases-2020", "start_date": "2020", "end_date": ""}
    assert imported({"exhibitions.csv": written("exhibitions.csv", [second])}) == {"exhibitions": (1, 0, 0)}


def test_new_records_may_be_completed_before_they_are_saved(registers):
    def on_new(name, record):
        seen.append(name)
        if name == "exhibitions":
            record.heading_fr = "Vases"

    seen = []
    imported(on_new=on_new)
    page = ExhibitionPage.objects.get()
    assert page.heading_fr == page.latest_revision.content["heading_fr"] == "Vases"
    assert set(seen) == {
        "institutions", "cities", "partners", "agreements", "people", "exhibitions", "delegations",
        "delegation_pages", "indicators", "yearly_figures",
    }  # fmt: skip
    imported(on_new=lambda name, record: pytest.fail("nothing is new"))


# --- The command ----------------------------------------------------------------------------------


@pytest.fixture
def directory(tmp_path):
    for name, content in tables().items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def run(*args):
    """What the command writes to standard output and to standard error."""
    out, err = io.StringIO(), io.StringIO()
    call_command("import_records", *map(str, args), stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_the_command_imports_a_directory_and_sums_up(registers, directory):
    out, err = run(directory, "--museum", "home", "--dry-run")
    assert "exhibitions: 1 created, 0 updated, 0 unchanged" in out
    assert "Nothing was written." in out
    out, err = run(directory, "--museum", "home")
    assert "institutions: 2 created" in out
    assert "institutions: 2/2" in err
    assert "institutions: 0 created, 0 updated, 2 unchanged" in run(directory, "--museum", "home")[0]


def test_the_command_takes_the_museum_of_the_site(registers, directory):
    museum = InstitutionFactory(import_key="home", at_home=True)
    MuseumSettings.objects.create(site=Site.objects.get(), institution=museum)
    run(directory)
    assert not PartnerPage.objects.filter(institution=museum).exists()


def test_the_command_fails_with_the_faults_and_how_many_there_are(registers, tmp_path):
    rows = [{**AGREEMENT, "key": f"agreement-{n}", "signed_on": "x"} for n in range(120)]
    (tmp_path / "agreements.csv").write_bytes(written("agreements.csv", rows))
    with pytest.raises(CommandError) as failed:
        run(tmp_path, "--museum", "home")
    lines = str(failed.value).splitlines()
    assert lines[0].startswith("agreements.csv, line 2, column")
    assert len(lines) == 102
    assert "more" in lines[-2]


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["{}/nowhere"], "not a directory"),
        (["{}", "--cleared-by", "nobody", "noone"], "no user “nobody”"),
        (["{}", "--cleared-by", "reader", "reader"], "two different people"),
    ],
)
def test_the_command_says_what_is_wrong_with_its_arguments(registers, directory, args, words):
    UserFactory(username="reader")
    with pytest.raises(CommandError, match=words):
        run(*(arg.format(directory) for arg in args))


class Terminal(io.StringIO):
    """A stream that takes itself for a terminal."""

    def isatty(self):
        return True


def test_progress_is_a_bar_on_a_terminal_and_a_few_lines_elsewhere():
    lines, terminal = io.StringIO(), Terminal()
    for stream in (lines, terminal):
        progress = Progress(stream)
        for done in range(1, 101):
            progress("exhibitions", done, 100)
    assert lines.getvalue() == "exhibitions: 100/100\n"
    assert terminal.getvalue().count("\r") == 100
    assert terminal.getvalue().endswith("100/100 exhibitions\n")


def test_an_imported_row_is_remembered_as_text(registers):
    imported()
    row = ImportedRow.objects.get(table="exhibitions")
    assert row.cells["number_of_objects"] == "400"
    assert json.dumps(row.cells)
    assert str(row) == "exhibitions: vases-2019"
