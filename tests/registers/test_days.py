"""What stands on the pages follows the day, within one process and by the clock of the venue."""

import pytest

from partnerships.enums import Term
from tests.factories import (
    AgreementFactory,
    CityFactory,
    ExhibitionFactory,
    InstitutionFactory,
    ShowingFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_paris(site_tree):
    """An exhibition in Paris from 12 April to 30 June 2019."""
    city = CityFactory(time_zone="Europe/Paris", country="FR")
    return ExhibitionFactory(
        heading_en="In Paris",
        showings=[ShowingFactory(place=city, opens="2019-04-12", closes="2019-06-30")],
    )


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        ("2019-04-11T23:30+02:00", "Opens tomorrow"),
        ("2019-04-12T00:30+02:00", "On now, until 30 June 2019"),
        ("2019-06-30T23:30+02:00", "Last day today"),
        ("2019-07-01T00:30+02:00", "Closed: 30 June 2019"),
    ],
)
def test_today_is_the_venues_own_date(in_paris, at, words, moment, sentence):
    at(moment)
    assert f"In Paris {in_paris.showings.get().city.name_en}, France {sentence}" in words("/en/exhibitions/")
    assert sentence in words(in_paris.url)


def test_a_day_passes_within_one_process(in_paris, at, words):
    at("2019-06-30T12:00+02:00")
    assert "Last day today" in words("/en/exhibitions/")
    assert "In Paris" in words("/en/exhibitions/?status=current")
    assert "In Paris" in words("/en/").split("Latest exhibitions")[0]
    at("2019-07-01T12:00+02:00")
    assert "Closed: 30 June 2019" in words("/en/exhibitions/")
    assert "Nothing matches these filters." in words("/en/exhibitions/?status=current")
    assert "On now" not in words("/en/")


def test_an_open_end_is_current(site_tree, at, words):
    at("2030-01-01T12:00+08:00")
    page = ExhibitionFactory(heading_en="Open end", showing__opens="2019-04", showing__closes=None)
    assert "Open end" in words("/en/exhibitions/?status=current")
    assert "from April 2019" in words("/en/exhibitions/")
    assert "On now" in words(page.url)


def test_an_unrecorded_end_is_no_open_end(site_tree, words):
    page = ExhibitionFactory(showing__opens="2018-11", showing__closes=None, showing__closes_unrecorded=True)
    assert "from November 2018" not in words("/en/exhibitions/")
    assert "Opened: November 2018; closing date not recorded" in words(page.url)


def test_a_year_lasts_to_its_last_day(site_tree, at, words):
    page = ExhibitionFactory(
        showing__opens="2018", showing__closes="2018", showing__venue=InstitutionFactory()
    )
    at("2018-12-31T12:00+08:00")
    assert "On now, until 2018" in words(page.url)
    at("2019-01-01T12:00+08:00")
    assert "Closed: 2018" in words(page.url)


def test_where_an_agreement_stands_is_said_with_the_date_that_matters(site_tree, at, words):
    at("2024-05-01T12:00+08:00")
    fixed = AgreementFactory(signed_on="2022-08-22", term=Term.FIXED, valid_until="2027")
    assert "In force until 2027" in words(fixed.url)
    unknown = AgreementFactory(signed_on="2018", term=Term.UNKNOWN)
    assert "Signed: 2018; term not known" in words(unknown.url)
    renewing = AgreementFactory(signed_on="2018-09", term=Term.AUTO_RENEWING)
    assert "In force since September 2018; renews itself" in words(renewing.url)
    at("2028-01-01T12:00+08:00")
    assert "Expired 2027, not renewed" in words(fixed.url)


def test_a_visit_appears_on_the_day_after_which_its_embargo_has_passed(site_tree, at, words):
    VisitFactory(public=True, heading_en="The visit", starts="2019-05-01", embargo_until="2019-06-01")
    at("2019-05-31T23:30+08:00")
    assert "The visit" not in words("/en/delegations/")
    at("2019-06-01T00:30+08:00")
    assert "The visit" in words("/en/delegations/")
