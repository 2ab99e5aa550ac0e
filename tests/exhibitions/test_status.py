"""Status and direction of exhibitions: the rules by cases, and Python and SQL by generated records."""

import datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exhibitions.enums import Contribution, Direction, ExhibitionStatus, ShowingState, UnnamedLenders
from exhibitions.models import ExhibitionContribution, ExhibitionPage, Showing
from partnerships.enums import InstitutionKind
from partnerships.models import City, Institution
from tests.factories import CityFactory, ExhibitionFactory, InstitutionFactory, ShowingFactory
from tests.strategies import DAYS, WITH_DATABASE, days, maybe_dates, not_before

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def status_of(page, **when):
    """The status as Python tells it, after checking that SQL tells the same of the page and its showings."""
    told = page.status(**when)
    found = [
        code for code in ExhibitionStatus if ExhibitionPage.objects.in_status(code, **when).filter(pk=page.pk)
    ]
    assert found == [told]
    for showing in Showing.objects.filter(page=page).with_status(**when):
        assert showing.status_code == showing.status(**when)
    return told


@pytest.mark.parametrize(
    ("facts", "on", "status"),
    [
        ({"opens": "2019-04-12", "closes": "2019-06-30"}, "2019-04-11", "upcoming"),
        ({"opens": "2019-04-12", "closes": "2019-06-30"}, "2019-04-12", "current"),
        ({"opens": "2019-04-12", "closes": "2019-06-30"}, "2019-06-30", "current"),
        ({"opens": "2019-04-12", "closes": "2019-06-30"}, "2019-07-01", "past"),
        ({"opens": "2019-04", "closes": "2019-06"}, "2019-04-01", "current"),
        ({"opens": "2019-04", "closes": "2019-06"}, "2019-06-30", "current"),
        ({"opens": "2019", "closes": "2019"}, "2019-12-31", "current"),
        ({"opens": "2019", "closes": "2019"}, "2020-01-01", "past"),
        ({"opens": "2019-04-12", "closes": None}, "2030-01-01", "current"),
        ({"opens": "2019-04-12", "closes": None, "closes_unrecorded": True}, "2019-04-11", "upcoming"),
        ({"opens": "2019-04-12", "closes": None, "closes_unrecorded": True}, "2019-04-12", "unrecorded"),
        ({"opens": None, "closes": None}, "2019-04-12", "in_preparation"),
        ({"opens": None, "closes": "2019-06"}, "2020-01-01", "in_preparation"),
        ({"state": "cancelled"}, "2019-05-01", "cancelled"),
        ({"state": "postponed", "opens": None, "closes": None}, "2019-05-01", "postponed"),
    ],
)
def test_dates_and_state_decide(facts, on, status):
    page = ExhibitionFactory(showings=[ShowingFactory(**facts)])
    assert status_of(page, on=datetime.date.fromisoformat(on)) == status


@pytest.mark.parametrize(
    ("showings", "status"),
    [
        ([("2019", "2019-12"), ("2020-05", "2020-07")], "current"),
        ([("2019", "2019-12"), ("2021", None)], "upcoming"),
        ([("2018", "2018"), ("2019", "2019-12")], "past"),
        ([("2018", "2018"), (None, None)], "past"),
    ],
)
def test_a_tour_has_the_foremost_status_of_its_showings(showings, status):
    page = ExhibitionFactory(
        showings=[ShowingFactory(opens=opens, closes=closes) for opens, closes in showings]
    )
    assert status_of(page, on=datetime.date(2020, 6, 1)) == status


def test_an_exhibition_without_showings_is_in_preparation():
    assert status_of(ExhibitionFactory(showings=[]), on=datetime.date(2020, 6, 1)) == "in_preparation"


def moment(text, zone):
    """A moment by the clock of a time zone."""
    return datetime.datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize(
    "zone", ["Asia/Shanghai", "Europe/Paris", "America/New_York", "Pacific/Kiritimati", "UTC"]
)
@pytest.mark.parametrize(
    ("clock", "status"),
    [
        ("2019-04-11T23:30", "upcoming"),
        ("2019-04-12T00:30", "current"),
        ("2019-06-30T23:30", "current"),
        ("2019-07-01T00:30", "past"),
    ],
)
def test_today_is_the_venue_s_own_date(zone, clock, status):
    city = CityFactory(time_zone=zone)
    in_a_venue = ShowingFactory(venue=InstitutionFactory(city=city), opens="2019-04-12", closes="2019-06-30")
    in_a_city = ShowingFactory(place=city, opens="2019-04-12", closes="2019-06-30")
    for showing in (in_a_venue, in_a_city):
        assert status_of(ExhibitionFactory(showings=[showing]), at=moment(clock, zone)) == status


def test_a_venue_without_a_city_keeps_the_time_of_the_site(settings):
    showing = ShowingFactory(opens="2019-04-12", closes="2019-06-30")
    page = ExhibitionFactory(showings=[showing])
    assert status_of(page, at=moment("2019-07-01T00:30", settings.TIME_ZONE)) == "past"
    assert status_of(page, at=moment("2019-06-30T23:30", settings.TIME_ZONE)) == "current"


def test_time_passes_within_one_process():
    """Whatever is computed is computed at the call, never when a module is loaded."""
    page = ExhibitionFactory(showing__opens="2019-04-12", showing__closes="2019-04-13")
    told = [status_of(page, on=datetime.date(2019, 4, day)) for day in (11, 12, 13, 14)]
    assert told == ["upcoming", "current", "current", "past"]


def test_without_a_date_it_is_now():
    now = datetime.datetime.now(ZoneInfo("Asia/Shanghai")).date()
    page = ExhibitionFactory(
        showing__venue=InstitutionFactory(city=CityFactory(at_home=True)),
        showing__opens=now - datetime.timedelta(3),
        showing__closes=now + datetime.timedelta(3),
    )
    assert status_of(page) == "current"
    assert page in ExhibitionPage.objects.current()
    assert page not in ExhibitionPage.objects.upcoming()


# --- Direction ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lenders", "unnamed", "venue", "direction"),
    [
        (["FR"], "", "CN", "incoming"),
        (["CN"], "", "CN", "at_home"),
        (["CN"], "", "FR", "outgoing"),
        (["FR"], "", "GB", "elsewhere"),
        (["FR", "CN"], "", "CN", "incoming"),
        (["FR", "CN"], "", "FR", "outgoing"),
        (["HK"], "", "CN", "incoming"),
        (["CN"], "", "HK", "outgoing"),
        ([], "", "CN", "unknown"),
        ([], "home", "FR", "outgoing"),
        ([], "abroad", "CN", "incoming"),
        ([], "both", "CN", "incoming"),
        ([], "both", "FR", "outgoing"),
        (["CN"], "abroad", "CN", "incoming"),
    ],
)
def test_lenders_and_venue_decide_the_direction(lenders, unnamed, venue, direction):
    page = ExhibitionFactory(
        lenders=[InstitutionFactory(country=code) for code in lenders],
        unnamed_lenders=unnamed,
        showing__venue=InstitutionFactory(country=venue),
    )
    assert page.directions() == [direction]
    assert Showing.objects.with_direction().get().direction_code == direction
    assert list(ExhibitionPage.objects.in_direction(direction)) == [page]


def test_an_embassy_shows_where_it_stands():
    """The venue's city tells the country; the country of an embassy is the one that sends it."""
    embassy = InstitutionFactory(country="FR", kind=InstitutionKind.EMBASSY, city=CityFactory(at_home=True))
    page = ExhibitionFactory(lenders=[InstitutionFactory(country="FR")], showing__venue=embassy)
    assert page.directions() == [Direction.INCOMING]
    assert Showing.objects.with_direction().get().direction_code == Direction.INCOMING


def test_an_international_organisation_lends_from_abroad():
    lender = InstitutionFactory(at_home=True, kind=InstitutionKind.INTERNATIONAL_ORGANISATION)
    page = ExhibitionFactory(lenders=[lender], showing__venue=InstitutionFactory(at_home=True))
    assert page.directions() == [Direction.INCOMING]
    assert Showing.objects.with_direction().get().direction_code == Direction.INCOMING


def test_organisers_do_not_decide_the_direction():
    page = ExhibitionFactory(organisers=[InstitutionFactory()], lenders=[InstitutionFactory(at_home=True)])
    assert page.directions() == [Direction.OUTGOING]
    assert not page.is_joint()


def test_a_tour_goes_several_ways():
    home, abroad = InstitutionFactory(at_home=True), InstitutionFactory()
    page = ExhibitionFactory(
        lenders=[home, abroad], showings=[ShowingFactory(venue=venue) for venue in (home, abroad, home)]
    )
    assert page.directions() == [Direction.INCOMING, Direction.OUTGOING]
    assert page.is_joint()


# --- Python and SQL -------------------------------------------------------------------------------

ZONES = ["Asia/Shanghai", "Europe/Paris", "America/New_York", "Pacific/Kiritimati"]


@pytest.fixture
def places():
    """Venues at home, in Hong Kong, abroad, without a city, of an embassy; and cities."""
    cities = [
        CityFactory(country=country, time_zone=zone)
        for country, zone in zip(("CN", "FR", "US", "KI"), ZONES, strict=True)
    ]
    return {
        "cities": cities,
        "institutions": [
            InstitutionFactory(country="CN", city=cities[0]),
            InstitutionFactory(country="FR", city=cities[1]),
            InstitutionFactory(country="HK"),
            InstitutionFactory(country="KI", city=cities[3]),
            InstitutionFactory(country="FR", kind=InstitutionKind.EMBASSY, city=cities[0]),
            InstitutionFactory(country="CN", kind=InstitutionKind.INTERNATIONAL_ORGANISATION),
            InstitutionFactory(country="CN"),
        ],
    }


@st.composite
def showing_facts(draw):
    """The facts of a showing, its place as numbers of an institution or a city."""
    opens = draw(maybe_dates)
    closes = not_before(draw(maybe_dates), opens)
    at_venue = draw(st.booleans())
    return {
        "opens": opens,
        "closes": closes,
        "closes_unrecorded": closes is None and draw(st.booleans()),
        "state": draw(st.sampled_from(ShowingState.values)),
        "venue": draw(st.integers(0, 6)) if at_venue else None,
        "city": None if at_venue else draw(st.integers(0, 3)),
    }


def rewrite(page, showings, places):
    """Give a page other showings."""
    Showing.objects.all().delete()
    for facts in showings:
        facts["venue"] = None if facts["venue"] is None else places["institutions"][facts["venue"]]
        facts["city"] = None if facts["city"] is None else places["cities"][facts["city"]]
    Showing.objects.bulk_create(Showing(page=page, **facts) for facts in showings)


# Minutes around midnight somewhere, and far from it elsewhere.
moments = st.builds(
    lambda day, zone, minute: (
        datetime.datetime.combine(day, datetime.time(), ZoneInfo(zone)) + datetime.timedelta(minutes=minute)
    ),
    days,
    st.sampled_from(ZONES),
    st.sampled_from([-31, -1, 0, 1, 29, 720]),
)
whens = st.builds(lambda on: {"on": on}, days) | st.builds(lambda at: {"at": at}, moments)


@given(
    showings=st.lists(showing_facts(), max_size=3), when=whens, asked=st.sampled_from(ExhibitionStatus.values)
)
@WITH_DATABASE
def test_python_and_sql_agree_on_the_status(places, showings, when, asked):
    page = ExhibitionPage.objects.first() or ExhibitionFactory(showings=[])
    rewrite(page, showings, places)
    told = ExhibitionPage.objects.get().status(**when)
    assert ExhibitionPage.objects.in_status(told, **when).exists()
    assert ExhibitionPage.objects.in_status(asked, **when).exists() == (told == asked)
    for showing in Showing.objects.with_status(**when):
        assert showing.status_code == showing.status(**when)


@given(
    showing=showing_facts(),
    lenders=st.sets(st.tuples(st.integers(0, 6), st.sampled_from(Contribution.values)), max_size=4),
    unnamed=st.sampled_from(UnnamedLenders.values),
)
@WITH_DATABASE
def test_python_and_sql_agree_on_the_direction(places, showing, lenders, unnamed):
    page = ExhibitionPage.objects.first() or ExhibitionFactory(showings=[])
    ExhibitionPage.objects.update(unnamed_lenders=unnamed)
    ExhibitionContribution.objects.all().delete()
    ExhibitionContribution.objects.bulk_create(
        ExhibitionContribution(
            page=page, institution=places["institutions"][number], contribution=contribution
        )
        for number, contribution in lenders
    )
    rewrite(page, [showing], places)
    found = Showing.objects.with_direction().get()
    assert found.direction_code == found.direction()
    assert ExhibitionPage.objects.in_direction(found.direction()).exists()


@given(at=moments)
@WITH_DATABASE
def test_a_moment_has_at_most_three_dates(at):
    from exhibitions.status import local_dates

    dates = local_dates([*ZONES, "Pacific/Pago_Pago", "UTC"], at)
    assert 1 <= len(dates) <= 3
    assert sorted(zone for zones in dates.values() for zone in zones) == sorted(
        [*ZONES, "Pacific/Pago_Pago", "UTC"]
    )


def test_status_and_direction_of_a_list_cost_the_same_for_any_length(django_assert_num_queries):
    for count in (1, 4):
        ExhibitionFactory.create_batch(count, lenders=[InstitutionFactory()])
        with django_assert_num_queries(1):
            rows = list(Showing.objects.with_status(DAYS[0]).with_direction())
        assert {row.direction_code for row in rows} == {Direction.ELSEWHERE}
    assert not City.objects.filter(country="FR").exists()
    assert Institution.objects.count() > 2
