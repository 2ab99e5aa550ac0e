"""What the public may know of a visit: by cases, and Python and SQL by generated records."""

import datetime

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from delegations.enums import Publication, VisitState
from delegations.models import DelegationPage, Visit
from tests.factories import DelegationFactory, UserFactory, VisitFactory
from tests.strategies import WITH_DATABASE, days, maybe_dates, not_before

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

ON = datetime.date(2018, 10, 1)


def is_public(visit, on=ON):
    """Whether the visit is public, after checking that Python and SQL say the same."""
    told = Visit.objects.get(pk=visit.pk).is_public(on)
    assert Visit.objects.public(on).filter(pk=visit.pk).exists() == told
    return told


def test_a_listed_visit_that_two_people_cleared_is_public():
    assert is_public(VisitFactory(public=True))
    assert is_public(VisitFactory(public=True, publication=Publication.FULL_PAGE))


@pytest.mark.parametrize(
    "facts",
    [
        {"publication": Publication.NOT_COUNTED},
        {"publication": Publication.COUNTED},
        {"cleared_second": None},
        {"cleared_first": None, "cleared_second": None},
        {"cleared_first": None, "cleared_second": None, "state": VisitState.PLANNED},
        {"cleared_first": None, "cleared_second": None, "state": VisitState.CANCELLED},
        {"cleared_first": None, "cleared_second": None, "state": VisitState.POSTPONED},
        {"embargo_until": ON + datetime.timedelta(1)},
        {"starts": "2018-10-02"},
        {"starts": "2018-09-30", "ends": "2018-10-02"},
    ],
)
def test_each_reason_alone_keeps_a_visit_private(facts):
    assert not is_public(VisitFactory(public=True, **facts))


@pytest.mark.parametrize(
    "facts",
    [
        {"embargo_until": ON},
        {"starts": "2018-10-01"},
        {"starts": "2018"},
        {"starts": "2018-10"},
        {"starts": "2018-09-30", "ends": "2018-10-01"},
        {"starts": "2018-09", "ends": "2018-10"},
    ],
)
def test_the_day_itself_counts(facts):
    assert is_public(VisitFactory(public=True, **facts))


def test_the_embargo_passes_within_one_process():
    visit = VisitFactory(public=True, embargo_until=ON)
    assert [is_public(visit, ON + datetime.timedelta(days)) for days in (-1, 0, 1)] == [False, True, True]


@pytest.mark.parametrize("facts", [{"publication": Publication.LISTED}, {"embargo_until": "2018-10-02"}])
def test_a_page_is_visible_only_while_its_visit_may_be_read_in_full(facts):
    shown = DelegationFactory()
    hidden = DelegationFactory(**{f"visit__{name}": value for name, value in facts.items()})
    assert list(DelegationPage.objects.visible(ON)) == [shown]
    hidden.refresh_from_db()
    hidden.visit.refresh_from_db()
    assert shown.is_visible(ON)
    assert not hidden.is_visible(ON)


def test_an_unpublished_page_is_not_visible():
    page = DelegationFactory()
    page.unpublish()
    assert not DelegationPage.objects.visible(ON).exists()


def test_visits_of_every_publication_level_but_zero_are_counted():
    counted = [VisitFactory(publication=level) for level in (1, 2, 3)]
    VisitFactory(publication=Publication.NOT_COUNTED)
    VisitFactory(state=VisitState.PLANNED)
    VisitFactory(starts="2018-10-02")
    assert set(Visit.objects.counted(ON)) == set(counted)


# --- Clearance ------------------------------------------------------------------------------------


def test_two_people_clear_a_visit():
    visit = VisitFactory(publication=Publication.LISTED)
    first, second = UserFactory.create_batch(2)
    visit.clear(first, ON)
    assert not is_public(visit)
    visit.clear(second, ON)
    visit.refresh_from_db()
    assert (visit.cleared_first, visit.cleared_second) == (first, second)
    assert is_public(visit)


def test_one_person_cannot_clear_twice():
    visit, user = VisitFactory(), UserFactory()
    visit.clear(user, ON)
    with pytest.raises(ValidationError, match="another person"):
        visit.clear(user, ON)


def test_a_third_person_hears_that_the_visit_is_cleared():
    visit = VisitFactory()
    first, second, third = UserFactory.create_batch(3)
    visit.clear(first, ON)
    visit.clear(second, ON)
    with pytest.raises(ValidationError, match="cleared already"):
        visit.clear(third, ON)


@pytest.mark.parametrize("facts", [{"state": VisitState.PLANNED}, {"starts": "2018-10-02"}])
def test_what_has_not_taken_place_is_not_cleared(facts):
    with pytest.raises(ValidationError, match="only after it took place"):
        VisitFactory(**facts).clear(UserFactory(), ON)


def test_a_planned_visit_without_a_date_is_not_cleared():
    with pytest.raises(ValidationError, match="only after it took place"):
        VisitFactory(state=VisitState.PLANNED, starts=None).clear(UserFactory(), ON)


# --- Python and SQL -------------------------------------------------------------------------------


@st.composite
def visits(draw):
    """The facts of a visit, its clearances as numbers of users."""
    starts = draw(maybe_dates)
    state = draw(st.sampled_from(VisitState.values if starts else [VisitState.PLANNED, VisitState.CANCELLED]))
    cleared = draw(st.sampled_from([(None, None), (0, None), (0, 1), (1, 0)]))
    first, second = cleared if state == VisitState.TOOK_PLACE else (None, None)
    return {
        "starts": starts,
        "ends": not_before(draw(maybe_dates), starts),
        "state": state,
        "publication": draw(st.sampled_from(Publication.values)),
        "embargo_until": draw(st.none() | days),
        "cleared_first": first,
        "cleared_second": second,
    }


@pytest.fixture
def two_users():
    """The two people who clear visits."""
    return UserFactory.create_batch(2)


@given(facts=visits(), on=days)
@WITH_DATABASE
def test_python_and_sql_agree(two_users, facts, on):
    visit = Visit.objects.first() or VisitFactory()
    for part in ("cleared_first", "cleared_second"):
        facts[part] = None if facts[part] is None else two_users[facts[part]]
    Visit.objects.update(**facts)
    is_public(visit, on)
