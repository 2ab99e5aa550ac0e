"""Where agreements stand in words: with the date that matters, and never "not renewed" of what was renewed."""

import datetime

import pytest
from django.conf import settings
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from museum_site.core.partial_dates import PartialDate
from partnerships.enums import ActionKind, AgreementStatus, RelationKind, Term
from partnerships.models import AgreementAction, AgreementPage, AgreementRelation
from partnerships.status import SUCCEEDING, StatusOn
from partnerships.words import agreement_in_words
from tests.factories import AgreementFactory
from tests.site.reading import source
from tests.strategies import close_dates, days

CODES = [code for code, _autonym in settings.LANGUAGES]


def words(status, on, successor=None, term=Term.FIXED, code="en", **when):
    """The words for an agreement with a status on a date; dates as texts."""
    dates = {
        name: PartialDate.parse(value) if isinstance(value, str) else value for name, value in when.items()
    }
    with translation.override(code):
        return agreement_in_words(
            AgreementPage(term=term), StatusOn(status, **dates), datetime.date.fromisoformat(on), successor
        )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("until", "on", "sentence", "is_due"),
    [
        ("2027", "2026-12-31", "In force until 2027", False),
        ("2027-01", "2027-01-31", "In force until January 2027", False),
        ("2027-03-01", "2026-12-30", "In force until 1 March 2027", False),
        ("2027-03-01", "2026-12-31", "Ends in 60 days", True),
        ("2027-03-01", "2027-02-27", "Ends in 2 days", True),
        ("2027-03-01", "2027-02-28", "Ends tomorrow", True),
        ("2027-03-01", "2027-03-01", "Ends today", True),
    ],
)
def test_the_end_of_an_agreement_in_force(until, on, sentence, is_due):
    told = words(AgreementStatus.IN_FORCE, on, since="2022", until=until)
    assert (str(told), told.is_due, told.code) == (sentence, is_due, "in_force")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("status", "facts", "sentence"),
    [
        ("in_force", {"term": Term.AUTO_RENEWING}, "In force since September 2018; renews itself"),
        ("in_force", {"term": Term.OPEN_ENDED}, "In force since September 2018"),
        ("signed", {}, "Signed: September 2018; not yet in force"),
        ("unknown", {}, "Signed: September 2018; term not known"),
        ("terminated", {}, "Terminated: September 2018"),
        ("completed", {}, "Completed: September 2018"),
        ("suspended", {}, "Suspended since: September 2018"),
        ("expired", {}, "Expired September 2018, not renewed"),
        ("expired", {"successor": "renews"}, "Expired September 2018; renewed by a later agreement"),
        ("expired", {"successor": "replaces"}, "Expired September 2018; replaced by a later agreement"),
        ("expired", {"is_prolonged": True}, "Expired: September 2018"),
        ("not_signed", {"since": None}, "Not yet signed"),
    ],
)
def test_every_status_has_its_sentence(status, facts, sentence):
    told = words(AgreementStatus(status), "2020-06-01", **{"since": "2018-09"} | facts)
    assert (str(told), told.code, told.is_due) == (sentence, status, False)


PLURALS = {
    "en": "Ends in 11 days",
    "zh-hans": "11天后到期",
    "fr": "Échéance dans 11 jours",
    "es": "Vence dentro de 11 días",
    "ru": "Истекает через 11 дней",
    "ar": "تنتهي بعد 11 يومًا",
    "ja": "11日後に満了",
    "ko": "11일 후 만료",
    "de": "Endet in 11 Tagen",
}


@pytest.mark.django_db
def test_every_language_has_its_plural_forms():
    assert set(PLURALS) == set(CODES)
    for code, sentence in PLURALS.items():
        told = words(AgreementStatus.IN_FORCE, "2027-02-18", code=code, since="2022", until="2027-03-01")
        assert str(told) == sentence
    for left, sentence in {21: "через 21 день", 22: "через 22 дня", 30: "через 30 дней"}.items():
        on = datetime.date(2027, 3, 1) - datetime.timedelta(days=left)
        assert sentence in str(words(AgreementStatus.IN_FORCE, str(on), code="ru", until="2027-03-01"))


@pytest.mark.django_db
@given(
    status=st.sampled_from(AgreementStatus),
    since=st.none() | close_dates,
    until=st.none() | close_dates,
    on=days,
    term=st.sampled_from(Term.values),
    successor=st.sampled_from([None, *SUCCEEDING]),
    is_prolonged=st.booleans(),
    code=st.sampled_from(CODES),
)
def test_there_is_a_whole_sentence_for_everything(
    status, since, until, on, term, successor, is_prolonged, code
):
    until = until if until and until.latest >= on else None
    since = since if status != AgreementStatus.NOT_SIGNED else None
    found = StatusOn(status, since, until, is_prolonged)
    with translation.override(code):
        told = agreement_in_words(AgreementPage(term=term), found, on, successor)
    assert told.code == status
    assert told.sentence
    assert "%" not in told.sentence
    assert not told.is_due or (status == AgreementStatus.IN_FORCE and until.day)


@pytest.mark.django_db
class TestLaterAgreements:
    EXPIRED = {"signed_on": "2015", "term": Term.FIXED, "valid_until": "2020"}

    @pytest.fixture
    def told(self, site_tree, client):
        """What the page of an agreement and its row say of its status; they agree."""

        def read(agreement) -> str:
            page = client.get(agreement.url).context["status_words"]
            (row,) = (row for row in client.get("/en/agreements/").context["rows"] if row.pk == agreement.pk)
            assert page == row.status_words
            (row,) = (
                row for row in client.get("/en/").context["latest_agreements"] if row.pk == agreement.pk
            )
            assert page == row.status_words
            return str(page)

        return read

    def later(self, earlier, *kinds, **facts):
        """A later agreement that stands in relations to an earlier one."""
        relations = [
            AgreementRelation(kind=kind, earlier=earlier, sort_order=order)
            for order, kind in enumerate(kinds)
        ]
        return AgreementFactory(signed_on="2021", relations=relations, **facts)

    def test_without_one(self, told):
        assert told(AgreementFactory(**self.EXPIRED)) == "Expired 2020, not renewed"

    @pytest.mark.parametrize(
        ("kinds", "sentence"),
        [
            ([RelationKind.RENEWS], "Expired 2020; renewed by a later agreement"),
            ([RelationKind.REPLACES], "Expired 2020; replaced by a later agreement"),
            ([RelationKind.REPLACES, RelationKind.RENEWS], "Expired 2020; renewed by a later agreement"),
            ([RelationKind.AMENDS], "Expired 2020, not renewed"),
        ],
    )
    def test_with_one_that_visitors_may_see(self, told, kinds, sentence):
        earlier = AgreementFactory(**self.EXPIRED)
        later = self.later(earlier, *kinds)
        assert told(earlier) == sentence
        assert told(later) == "Signed: 2021; term not known"

    def test_with_one_that_is_a_draft(self, told):
        earlier = AgreementFactory(**self.EXPIRED)
        self.later(earlier, RelationKind.RENEWS, live=False)
        assert told(earlier) == "Expired 2020, not renewed"

    @pytest.mark.parametrize(
        ("log", "sentence"),
        [
            # Renewed, but nobody wrote down until when.
            ([(ActionKind.RENEWED, "2020-11", None)], "Expired: 2020"),
            ([(ActionKind.EXTENDED, "2020-11", "2022")], "Expired 2022, not renewed"),
            ([(ActionKind.AMENDED, "2020-11", None)], "Expired 2020, not renewed"),
            ([(ActionKind.EXPIRED, "2021-02", None)], "Expired February 2021, not renewed"),
            (
                [(ActionKind.EXPIRED, "2021-02", None), (ActionKind.RENEWED, "2021-03", None)],
                "Expired: 2020",
            ),
        ],
    )
    def test_what_the_log_tells(self, told, log, sentence):
        actions = [
            AgreementAction(kind=kind, on=on, until=until, sort_order=order)
            for order, (kind, on, until) in enumerate(log)
        ]
        assert told(AgreementFactory(actions=actions, **self.EXPIRED)) == sentence


@pytest.mark.django_db
def test_the_day_changes_at_midnight_at_the_museum(site_tree, client, monkeypatch):
    page = AgreementFactory(signed_on="2022", term=Term.FIXED, valid_until="2027-03-01")
    for clock, status in {
        "2027-02-28T23:59+08:00": 'status--in_force status--due">Ends tomorrow',
        "2027-03-01T00:01+08:00": 'status--in_force status--due">Ends today',
        "2027-03-01T23:59+08:00": 'status--in_force status--due">Ends today',
        "2027-03-02T00:01+08:00": 'status--expired">Expired 1 March 2027, not renewed',
        "2022-03-02T00:01+08:00": 'status--in_force">In force until 1 March 2027',
    }.items():
        now = datetime.datetime.fromisoformat(clock)
        monkeypatch.setattr("django.utils.timezone.now", lambda now=now: now)
        for address in (page.url, "/en/agreements/", "/en/"):
            assert f'class="status {status}<' in source(client.get(address)), (clock, address)


@pytest.mark.django_db
def test_a_register_of_another_day_speaks_of_that_day(site_tree, client):
    AgreementFactory(signed_on="2015", term=Term.FIXED, valid_until="2020-06-30")
    html = source(client.get("/en/agreements/?on=2020-06-20"))
    assert 'status--in_force status--due">Ends in 10 days<' in html
