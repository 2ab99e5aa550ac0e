"""Where an agreement stands on a date: the rule by cases, and Python and SQL by generated records."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from museum_site.core.partial_dates import PartialDate
from partnerships.enums import ActionKind, AgreementStatus, Term
from partnerships.models import AgreementAction, AgreementPage
from partnerships.status import annotated_log, read_log, status_on
from tests.factories import AgreementFactory
from tests.strategies import WITH_DATABASE, close_dates, days, maybe_dates, not_before

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]


def action(kind, on, until=None):
    """An unsaved row of the log."""
    return AgreementAction(kind=kind, on=on, until=until)


def both(page, on):
    """The status on a date as Python tells it, after checking that SQL tells the same."""
    on = datetime.date.fromisoformat(on)
    told = page.status_on(on)
    assert AgreementPage.objects.with_status(on).get(pk=page.pk).status_code == told.status
    assert AgreementPage.objects.in_status(told.status, on).filter(pk=page.pk).exists()
    return told


@pytest.mark.parametrize(
    ("facts", "on", "status"),
    [
        # 1. Signing.
        ({"signed_on": None}, "2020-06-01", "not_signed"),
        ({"signed_on": "2020-06-02"}, "2020-06-01", "not_signed"),
        ({"signed_on": "2020-06-01", "term": "open_ended"}, "2020-06-01", "in_force"),
        ({"signed_on": "2020-06", "term": "open_ended"}, "2020-06-01", "in_force"),
        ({"signed_on": "2020", "term": "open_ended"}, "2020-01-01", "in_force"),
        ({"signed_on": "2020", "term": "open_ended"}, "2019-12-31", "not_signed"),
        # 3. Entry into force.
        ({"in_force_from": "2020-07", "term": "open_ended"}, "2020-06-30", "signed"),
        ({"in_force_from": "2020-07", "term": "open_ended"}, "2020-07-01", "in_force"),
        # 4. The last day is included, however precise the source.
        ({"term": "fixed", "valid_until": "2020-06-01"}, "2020-06-01", "in_force"),
        ({"term": "fixed", "valid_until": "2020-06-01"}, "2020-06-02", "expired"),
        ({"term": "fixed", "valid_until": "2020"}, "2020-12-31", "in_force"),
        ({"term": "fixed", "valid_until": "2020"}, "2021-01-01", "expired"),
        ({"term": "fixed", "valid_until": "2020-02"}, "2020-02-29", "in_force"),
        ({"term": "auto_renewing", "valid_until": "2019"}, "2030-01-01", "in_force"),
        ({"term": "unknown", "valid_until": "2020"}, "2020-06-01", "in_force"),
        # 5. and 6. No end known.
        ({"term": "unknown"}, "2020-06-01", "unknown"),
        ({"term": "until_completion"}, "2020-06-01", "in_force"),
    ],
)
def test_signing_and_term_decide(facts, on, status):
    assert both(AgreementFactory(**facts), on).status == status


@pytest.mark.parametrize(
    ("log", "on", "status"),
    [
        ([("terminated", "2020-03-01", None)], "2020-02-29", "in_force"),
        ([("terminated", "2020-03-01", None)], "2020-03-01", "terminated"),
        ([("terminated", "2020-03", None)], "2020-03-01", "terminated"),
        ([("completed", "2020-03", None)], "2020-06-01", "completed"),
        ([("expired", "2020-03", None)], "2020-06-01", "expired"),
        ([("suspended", "2020-03", None)], "2020-06-01", "suspended"),
        ([("suspended", "2020-03", None), ("resumed", "2020-05", None)], "2020-06-01", "in_force"),
        ([("suspended", "2020-03", None), ("resumed", "2020-07", None)], "2020-06-01", "suspended"),
        ([("expired", "2020-03", None), ("renewed", "2020-04", "2025")], "2020-06-01", "in_force"),
        ([("extended", "2020-03", "2021-06")], "2021-06-30", "in_force"),
        ([("extended", "2020-03", "2021-06")], "2021-07-01", "expired"),
        ([("extended", "2020-03", "2021"), ("renewed", "2021-02", "2024")], "2024-12-31", "in_force"),
        ([("amended", "2020-03", None)], "2020-06-01", "in_force"),
        ([("amended", "2020-03", None)], "2021-01-01", "expired"),
        # Two on one day: the later row decides.
        ([("suspended", "2020-03", None), ("terminated", "2020-03", None)], "2020-06-01", "terminated"),
        ([("terminated", "2020-03", None), ("resumed", "2020-03", None)], "2020-06-01", "in_force"),
    ],
)
def test_the_log_decides(log, on, status):
    rows = [action(*entry) for entry in log]
    for position, row in enumerate(rows):
        row.sort_order = position
    page = AgreementFactory(term=Term.FIXED, valid_until="2020-12", actions=rows)
    assert both(page, on).status == status


def test_rows_made_by_code_have_no_order_and_count_as_the_first_of_their_day():
    """Of two that stand equal, the one that was made later counts."""
    for kinds, status in ((("terminated", "resumed"), "in_force"), (("resumed", "terminated"), "terminated")):
        first, last = (action(kind, "2020-03") for kind in kinds)
        first.sort_order = 0
        page = AgreementFactory(term=Term.OPEN_ENDED, actions=[first])
        last.page = page
        last.save()
        assert both(page, "2020-06-01").status == status


def test_the_status_says_which_date_decided_it():
    page = AgreementFactory(
        signed_on="2018-09-12",
        in_force_from="2019",
        term=Term.FIXED,
        valid_until="2020-12",
        actions=[action("extended", "2020-03", "2022")],
    )
    assert both(page, "2018-10-01").since == PartialDate(2018, 9, 12)
    told = both(page, "2020-01-01")
    assert (told.since, told.until) == (PartialDate(2019), PartialDate(2020, 12))
    assert both(page, "2021-01-01").until == PartialDate(2022)
    assert both(page, "2023-01-01").since == PartialDate(2022)
    page.actions.add(action("terminated", "2021-05"))
    page.save()
    assert both(page, "2023-01-01").since == PartialDate(2021, 5)


def test_an_agreement_that_renews_itself_names_no_end():
    page = AgreementFactory(term=Term.AUTO_RENEWING, valid_until="2019")
    assert both(page, "2020-06-01").until is None


def test_the_status_of_a_draft_is_computed_from_the_draft():
    page = AgreementFactory(term=Term.OPEN_ENDED)
    page.actions.add(action("terminated", "2020-03"))
    draft = page.save_revision().as_object()
    on = datetime.date(2020, 6, 1)
    assert draft.status_on(on).status == AgreementStatus.TERMINATED
    assert AgreementPage.objects.get().status_on(on).status == AgreementStatus.IN_FORCE


@st.composite
def agreements(draw):
    """The facts of an agreement and its log, as the database takes them."""
    signed = draw(maybe_dates)
    end = not_before(draw(maybe_dates), signed)
    facts = {
        "signed_on": signed,
        "in_force_from": not_before(draw(maybe_dates), signed),
        "valid_until": end,
        "term": draw(
            st.sampled_from(Term.values if end else [code for code in Term.values if code != "fixed"])
        ),
    }
    log = [
        AgreementAction(
            kind=kind,
            on=on,
            until=not_before(until, on) if kind in (ActionKind.EXTENDED, ActionKind.RENEWED) else None,
            sort_order=order,
        )
        for kind, on, until, order in draw(
            st.lists(
                st.tuples(
                    st.sampled_from(ActionKind.values),
                    close_dates,
                    maybe_dates,
                    st.none() | st.integers(0, 3),
                ),
                max_size=4,
            )
        )
    ]
    return facts, log


@given(agreement=agreements(), on=days)
@WITH_DATABASE
def test_python_and_sql_agree(agreement, on):
    facts, log = agreement
    page = AgreementPage.objects.first() or AgreementFactory()
    AgreementPage.objects.update(**facts)
    AgreementAction.objects.all().delete()
    for row in log:
        row.page = page
    AgreementAction.objects.bulk_create(log)
    page = AgreementPage.objects.with_status(on).with_log(on).get()
    assert page.status_code == page.status_on(on).status
    assert annotated_log(page) == read_log(page, on)
    assert status_on(page, on, annotated_log(page)) == page.status_on(on)


def test_the_status_of_a_list_costs_one_query(django_assert_num_queries):
    AgreementFactory.create_batch(3, actions=[])
    on = datetime.date(2020, 6, 1)
    with django_assert_num_queries(1):
        codes = {page.status_code for page in AgreementPage.objects.with_status(on)}
    with django_assert_num_queries(1):
        told = {
            status_on(page, on, annotated_log(page)).status for page in AgreementPage.objects.with_log(on)
        }
    assert codes == told == {AgreementStatus.UNKNOWN}
