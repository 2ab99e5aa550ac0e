"""The timelines of partners and agreements: what stands on them, in which order, and how a page tells it."""

import datetime

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from delegations.models import VisitConnection
from museum_site.core.connections import Connection
from museum_site.core.languages import Prose, language
from museum_site.core.partial_dates import PartialDate
from partnerships.enums import CommitmentProgress, RelationKind
from partnerships.models import AgreementAction, AgreementPage, AgreementRelation, Commitment
from partnerships.timeline import course_of, timeline_years
from tests.factories import (
    AgreementFactory,
    CityFactory,
    DelegationFactory,
    ExhibitionFactory,
    InstitutionFactory,
    NewsFactory,
    PartnerFactory,
    ShowingFactory,
    VisitFactory,
    many_exhibitions,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def record(date, end=None, kind="exhibition", heading="A record"):
    """A record as the domains tell it to a timeline."""
    dates = [PartialDate.parse(text) if text else None for text in (date, end)]
    return Connection(kind, *dates, Prose(heading, language("en"), False), f"/{heading}/", heading)


# --- Years of a partner ---------------------------------------------------------------------------


def told(*records):
    """Heading, number of records and years of silence of each year."""
    return [
        (year.heading, len(year.items), year.silence and tuple(str(end) for end in year.silence))
        for year in timeline_years(list(records))
    ]


def test_records_stand_under_their_years_and_the_undated_last():
    assert told(record("2019-03-01"), record("2019"), record("2018-09"), record(None)) == [
        ("2019", 2, None),
        ("2018", 1, None),
        ("Date not known", 1, None),
    ]


@pytest.mark.parametrize(
    ("earlier", "silence"),
    [
        (record("2015"), ("2016", "2018")),
        (record("2016"), None),
        (record("2010", "2015-06"), ("2016", "2018")),
        (record("2010", "2018"), None),
        (record("2010", "2024"), None),
        (record(None), None),
    ],
)
def test_three_years_without_any_record_are_told(earlier, silence):
    """A long exhibition leaves no silence in the years through which it was open."""
    assert told(record("2019"), earlier)[1][2] == silence


def test_an_empty_timeline_has_no_years():
    assert told() == []


# --- The course of an agreement -------------------------------------------------------------------


def agreement(**facts):
    """An unsaved agreement signed on 12 September 2018, with its log."""
    actions = facts.pop("actions", [])
    page = AgreementPage(**{"signed_on": "2018-09-12", "term": "open_ended"} | facts)
    page.actions = [
        AgreementAction(kind=kind, on=on, until=until, sort_order=place)
        for place, (kind, on, until) in enumerate(actions)
    ]
    return page


def course(page, on, **records):
    """The events as date and words (or kind), what lies ahead in brackets; the undated after "?"."""
    found = course_of(page, datetime.date.fromisoformat(on), **records)

    def words(event):
        text = f"{event.date} {event.words or event.kind}" if event.date else f"? {event.kind}"
        return f"({text})" if event.is_ahead else text

    return [words(event) for event in (*found.events, *found.undated)]


@pytest.mark.parametrize(
    ("facts", "on", "events"),
    [
        ({}, "2020-01-01", ["2018-09-12 Signed", "2020-01-01 present"]),
        ({"signed_on": None}, "2020-01-01", ["2020-01-01 present"]),
        ({"signed_on": "2020-06"}, "2020-05-31", ["2020-05-31 present", "(2020-06 To be signed)"]),
        ({"signed_on": "2020-06"}, "2020-06-01", ["2020-06 Signed", "2020-06-01 present"]),
        (
            {"in_force_from": "2019"},
            "2018-12-31",
            ["2018-09-12 Signed", "2018-12-31 present", "(2019 Comes into force)"],
        ),
        (
            {"in_force_from": "2019"},
            "2019-01-01",
            ["2018-09-12 Signed", "2019 Came into force", "2019-01-01 present"],
        ),
        ({"in_force_from": "2018-09-12"}, "2020-01-01", ["2018-09-12 Signed", "2020-01-01 present"]),
        # The last day is included, however precise the source.
        (
            {"term": "fixed", "valid_until": "2023"},
            "2023-12-31",
            ["2018-09-12 Signed", "2023-12-31 present", "(2023 Ends)"],
        ),
        (
            {"term": "fixed", "valid_until": "2023"},
            "2024-01-01",
            ["2018-09-12 Signed", "2023 Ended", "2024-01-01 present"],
        ),
        (
            {"term": "auto_renewing", "valid_until": "2023"},
            "2020-01-01",
            [
                "2018-09-12 Signed",
                "2020-01-01 present",
                "(2023 The term ends; the agreement renews itself)",
            ],
        ),
        (
            {"term": "auto_renewing", "valid_until": "2023"},
            "2025-01-01",
            [
                "2018-09-12 Signed",
                "2023 The term ended; the agreement renewed itself",
                "2025-01-01 present",
            ],
        ),
    ],
)
def test_signing_and_term_are_events(facts, on, events):
    assert course(agreement(**facts), on) == events


@pytest.mark.parametrize(
    ("log", "on", "events"),
    [
        # An extension moves the end from the day on which it is agreed.
        (
            [("extended", "2022-05", "2025")],
            "2022-04-30",
            ["2022-04-30 present", "(2022-05 Extended)", "(2023 Ends)"],
        ),
        (
            [("extended", "2022-05", "2025")],
            "2022-05-01",
            ["2022-05 Extended", "2022-05-01 present", "(2025 Ends)"],
        ),
        # A year as an end is over with its last day, after all that happened in it.
        (
            [("amended", "2023-06", None)],
            "2024-01-01",
            ["2023-06 Amended", "2023 Ended", "2024-01-01 present"],
        ),
        # What was ended has no other end.
        ([("terminated", "2021", None)], "2021-01-01", ["2021 Terminated", "2021-01-01 present"]),
        ([("completed", "2021", None)], "2030-01-01", ["2021 Completed", "2030-01-01 present"]),
        (
            [("suspended", "2021", None)],
            "2021-06-01",
            ["2021 Suspended", "2021-06-01 present", "(2023 Ends)"],
        ),
        (
            [("expired", "2019", None), ("renewed", "2020", "2024")],
            "2021-06-01",
            ["2019 Declared expired", "2020 Renewed", "2021-06-01 present", "(2024 Ends)"],
        ),
    ],
)
def test_the_log_is_part_of_the_course(log, on, events):
    page = agreement(term="fixed", valid_until="2023", actions=log)
    assert course(page, on) == ["2018-09-12 Signed", *events]


def test_records_and_commitments_stand_at_their_dates():
    show = record("2019-04", "2019-06")
    open_promise = Commitment(due="2020", heading_en="A book")
    kept_promise = Commitment(due="2021", heading_en="A show")
    undated_promise = Commitment(heading_en="A forum")
    before, after = record("2013", kind="agreement"), record("2028", kind="agreement", heading="Later")
    found = {
        "connections": [before, show, record(None, kind="visit"), record("2030"), after],
        "promises": [(open_promise, None), (kept_promise, show), (undated_promise, None)],
        "earlier": [("renews", before)],
        "later": [("renews", after)],
    }
    page = agreement(term="fixed", valid_until="2026")
    assert course(page, "2019-05-01", **found) == [
        "2013 earlier",
        "2018-09-12 Signed",
        "2019-04 exhibition",
        "2019-05-01 present",
        "(2020 commitment)",
        "(2026 Ends)",
        "(2028 later)",
        "(2030 exhibition)",
        "? visit",
        "? commitment",
    ]
    events = course_of(page, datetime.date(2019, 5, 1), **found).events
    assert next(event for event in events if event.connection == show).commitments == (kept_promise,)


def test_a_commitment_is_due_until_its_last_day():
    promises = {"promises": [(Commitment(due="2020-02"), None)]}
    assert course(agreement(), "2020-02-29", **promises)[-1] == "(2020-02 commitment)"
    assert course(agreement(), "2020-03-01", **promises)[1:] == ["2020-02 commitment", "2020-03-01 present"]


# --- Pages ----------------------------------------------------------------------------------------


@pytest.fixture
def section_at(client):
    """A function that gives the timeline of the page at an address."""

    def read(address):
        response = client.get(address)
        assert response.status_code == 200
        return BeautifulSoup(response.content, "html5lib").select_one("section.timeline")

    return read


def words(element):
    """The words of an element, as a reader without pictures hears them."""
    return " ".join(element.get_text(" ").split())


def test_a_partner_s_records_are_a_list_of_years_with_a_list_of_records_in_each(site_tree, section_at):
    museum = InstitutionFactory()
    page = PartnerFactory(institution=museum)
    AgreementFactory(
        heading_en="Framework", parties=[museum, InstitutionFactory()], term="fixed", valid_until="2019-12-31"
    )
    ExhibitionFactory(
        heading_en="Bronzes", lenders=[museum], showing__opens="2017-11", showing__closes="2018-02-04"
    )
    VisitFactory(public=True, heading_en="Colleagues", visitors=[museum], starts="2012-05-02")
    section = section_at(page.url)
    years = section.select("ol.timeline-years > li.timeline-year")
    assert [year.find("h3").get_text() for year in years] == ["2018", "2017", "2012"]
    assert [[words(item) for item in year.select("h3 + ol > li")] for year in years] == [
        ["12 September 2018 Framework Agreement · Expired 31 December 2019, not renewed"],
        ["November 2017 – 4 February 2018 Bronzes Exhibition · Closed: 4 February 2018"],
        ["2 May 2012 Colleagues Visit"],
    ]
    assert words(section.select_one(".timeline-silence")) == "No record from 2013 to 2016"
    assert words(section.select_one(".timeline-legend")) == "Agreement Exhibition Visit"
    shapes = {mark.decode_contents() for mark in section.select("ol svg")}
    assert len(shapes) == 3


def test_an_exhibition_with_an_open_showing_has_no_end(site_tree, section_at):
    museum = InstitutionFactory()
    page = PartnerFactory(institution=museum)
    ExhibitionFactory(
        heading_en="Bronzes",
        lenders=[museum],
        showings=[
            ShowingFactory(opens="2017", closes="2018"),
            ShowingFactory(opens="2019", closes=None),
        ],
    )
    assert words(section_at(page.url).select_one(".timeline-item")) == "2017 Bronzes Exhibition · On now"


def test_the_status_in_a_partner_s_timeline_is_that_of_the_venue_s_own_day(
    site_tree, section_at, monkeypatch
):
    museum = InstitutionFactory()
    page = PartnerFactory(institution=museum)
    # In China the first of July has begun; in France, where it is shown, it is still the last day of June.
    now = datetime.datetime(2019, 6, 30, 20, tzinfo=datetime.UTC)
    monkeypatch.setattr(timezone, "now", lambda: now)
    venue = InstitutionFactory(city=CityFactory())
    ExhibitionFactory(lenders=[museum], showing__venue=venue, showing__closes="2019-06-30")
    assert "Last day today" in words(section_at(page.url))


def test_a_heading_that_falls_back_keeps_its_language(site_tree, section_at):
    museum = InstitutionFactory()
    page = PartnerFactory(institution=museum)
    ExhibitionFactory(heading_en="Bronzes", lenders=[museum])
    section = section_at(page.url.replace("/en/", "/ar/"))
    link = section.select_one("ol ol a")
    assert link["href"].startswith("/ar/")
    assert link.select_one("[lang=en][dir=ltr]").get_text() == "Bronzes"
    assert "12 أبريل 2019 – يونيو 2019" in words(section)


@pytest.fixture
def busy_agreement(site_tree):
    """An agreement with a log, commitments and records that came of it, some of which are not public."""
    show, hidden = ExhibitionFactory(heading_en="Joint show"), ExhibitionFactory(heading_en="Hidden show")
    earlier = AgreementFactory(heading_en="First agreement", signed_on="2013")
    page = AgreementFactory(
        heading_en="Framework",
        term="fixed",
        valid_until="2019",
        actions=[AgreementAction(kind="extended", on="2019-10-01", until="2099", note_en="For long")],
        relations=[AgreementRelation(kind=RelationKind.RENEWS, earlier=earlier)],
        commitments=[
            Commitment(
                heading_en="A show together",
                due="2020",
                progress=CommitmentProgress.KEPT,
                kept_by=show,
                sort_order=0,
            ),
            Commitment(heading_en="A secret show", due="2021", kept_by=hidden, sort_order=1),
            Commitment(heading_en="A platform", due="2098", sort_order=2),
            Commitment(heading_en="A forum", sort_order=3),
        ],
    )
    hidden.unpublish()
    VisitConnection.objects.create(visit=VisitFactory(public=True, heading_en="Signing day"), page=page)
    VisitConnection.objects.create(visit=VisitFactory(heading_en="Quiet visit"), page=page)
    NewsFactory(heading_en="News of it", records=[page])
    return page


def test_the_course_of_an_agreement_reads_as_one_list(busy_agreement, section_at):
    section = section_at(busy_agreement.url)
    assert [words(item) for item in section.select("ol.timeline-course > li")] == [
        "2013 This agreement renews: First agreement Agreement",
        "5 September 2018 Signing day Visit",
        "12 September 2018 Signed",
        "12 April 2019 – June 2019 Joint show Exhibition Keeps the commitment: A show together",
        "1 October 2019 Extended New end: 2099 For long",
        "2021 A secret show Commitment, was due by then Progress: Planned",
        "22 August 2022 News of it News",
        "Today In force until 2099",
        "2098 A platform Commitment, due by then Progress: Planned",
        "2099 Ends",
        "Date not known A forum Commitment Progress: Planned",
    ]
    assert words(section.select_one("[aria-current=date]")) == "Today In force until 2099"
    assert words(section.select_one("li ul:not(.inline) > li")) == "A forum Commitment Progress: Planned"


def test_a_timeline_tells_nothing_that_is_not_public(busy_agreement, client):
    content = client.get(busy_agreement.url).content.decode()
    assert "Hidden show" not in content
    assert "Quiet visit" not in content


@pytest.mark.parametrize("code", ["zh-hans", "ar", "ja"])
def test_the_course_of_an_agreement_is_told_in_the_reader_s_language(busy_agreement, section_at, code):
    section = section_at(busy_agreement.url.replace("/en/", f"/{code}/"))
    english = words(section_at(busy_agreement.url))
    for span in section.select("[lang]"):
        span.decompose()
    assert not set(words(section).split()) & {word for word in english.split() if word.isalpha()}


def test_a_partner_with_a_hundred_records_costs_as_many_queries_as_with_three(site_tree, client):
    museum = InstitutionFactory()
    page = PartnerFactory(institution=museum)

    def be_busy(exhibitions, agreements, visits):
        many_exhibitions(exhibitions, venue=museum)
        for _number in range(agreements):
            AgreementFactory(
                parties=[museum, InstitutionFactory()],
                actions=[AgreementAction(kind="extended", on="2019", until="2022")],
            )
        DelegationFactory(visit__visitors=[museum])
        for _number in range(visits - 1):
            VisitFactory(public=True, visitors=[museum])

    def queries():
        client.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            response = client.get(page.url)
        return len(captured), sum(len(year.items) for year in response.context["years"])

    be_busy(1, 1, 1)
    cost, records = queries()
    assert records == 3
    be_busy(81, 6, 10)
    assert queries() == (cost, 100)


def test_a_busy_agreement_costs_no_more_queries(site_tree, client):
    page = AgreementFactory()

    def queries():
        client.get(page.url)
        with CaptureQueriesContext(connection) as captured:
            assert client.get(page.url).status_code == 200
        return len(captured)

    def be_busy(times):
        for number in range(times):
            exhibition = ExhibitionFactory(agreement=page)
            Commitment.objects.create(page=page, heading_en=f"Promise {number}", kept_by=exhibition)
            AgreementAction.objects.create(page=page, kind="amended", on="2019")
            AgreementFactory(relations=[AgreementRelation(kind="renews", earlier=page)])
            NewsFactory(records=[page])
            VisitConnection.objects.create(visit=VisitFactory(public=True), page=page)

    be_busy(1)
    few = queries()
    be_busy(4)
    assert queries() == few
