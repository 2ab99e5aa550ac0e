"""Partial dates: as precise as the source, in every language's own words, sorted alike in Python and SQL."""

import calendar
import datetime

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from hypothesis import given

from museum_site.core.partial_dates import PartialDate, PartialDateField, PartialDateFormField, last_day
from partnerships.models import AgreementAction, AgreementPage
from tests.factories import AgreementFactory
from tests.strategies import WITH_DATABASE, partial_dates


@pytest.mark.parametrize(
    ("text", "precision", "earliest", "latest"),
    [
        ("2018", "year", "2018-01-01", "2018-12-31"),
        ("2018-09", "month", "2018-09-01", "2018-09-30"),
        ("2019-02", "month", "2019-02-01", "2019-02-28"),
        ("2020-02", "month", "2020-02-01", "2020-02-29"),
        ("2018-09-12", "day", "2018-09-12", "2018-09-12"),
        (" 2018-12 ", "month", "2018-12-01", "2018-12-31"),
        ("0787", "year", "0787-01-01", "0787-12-31"),
    ],
)
def test_a_date_covers_the_days_that_it_can_mean(text, precision, earliest, latest):
    date = PartialDate.parse(text)
    assert str(date) == text.strip()
    assert date.precision == precision
    assert (date.earliest.isoformat(), date.latest.isoformat()) == (earliest, latest)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "18",
        "2018-9",
        "2018-13",
        "2018-00",
        "2018-00-00",
        "2018-09-00",
        "2018-00-05",
        "2019-02-30",
        "2019-02-29",
        "2018/09/12",
        "12.09.2018",
        "2018-09-12T00:00",
        "0000",
        "20180912",
        "２０１８",
        "2018\x00",
        "2018-09-12\n2019",
        "about 2018",
    ],
)
def test_what_is_not_a_date_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011  the words are the parser's own or datetime's
        PartialDate.parse(text)


@pytest.mark.parametrize("parts", [(2018, 0), (2018, 9, 0), (2018, None, 5), (2019, 2, 30)])
def test_no_date_is_built_of_impossible_parts(parts):
    with pytest.raises(ValueError):  # noqa: PT011
        PartialDate(*parts)


@given(partial_dates(first=1))
def test_a_date_survives_text_and_covers_its_own_span(date):
    assert PartialDate.parse(str(date)) == date
    assert date.earliest <= date.latest
    assert PartialDate.from_date(date.latest).earliest == date.latest
    days = (date.latest - date.earliest).days + 1
    assert days == {"year": 365 + calendar.isleap(date.year), "day": 1}.get(date.precision, days)


@given(partial_dates(first=1), partial_dates(first=1))
def test_texts_sort_as_dates_do(one, other):
    """A less precise date stands before the days that it covers; otherwise the days decide."""
    if one.earliest != other.earliest:
        assert (one < other) == (str(one) < str(other)) == (one.earliest < other.earliest)
    else:
        assert (one < other) == (len(str(one)) < len(str(other)))


def test_dates_compare_with_dates_only():
    assert max(PartialDate(2018), PartialDate(2018, 9)) == PartialDate(2018, 9)
    assert PartialDate(2018) != "2018"
    with pytest.raises(TypeError):
        assert PartialDate(2018) < "2019"


@pytest.mark.parametrize(
    ("code", "year", "month", "day"),
    [
        ("en", "2019", "April 2019", "12 April 2019"),
        ("zh-hans", "2019年", "2019年4月", "2019年4月12日"),
        ("fr", "2019", "avril 2019", "12 avril 2019"),
        ("es", "2019", "abril de 2019", "12 de abril de 2019"),
        ("ru", "2019", "апрель 2019\N{NARROW NO-BREAK SPACE}г.", "12 апреля 2019\N{NARROW NO-BREAK SPACE}г."),
        ("ar", "2019", "أبريل 2019", "12 أبريل 2019"),
        ("ja", "2019年", "2019年4月", "2019年4月12日"),
        ("ko", "2019년", "2019년 4월", "2019년 4월 12일"),
        ("de", "2019", "April 2019", "12. April 2019"),
    ],
)
def test_dates_are_written_as_each_language_writes_them(code, year, month, day):
    dates = [PartialDate(2019), PartialDate(2019, 4), PartialDate(2019, 4, 12)]
    assert [date.localized(code) for date in dates] == [year, month, day]


def test_the_language_of_the_reader_is_asked_at_each_call():
    date = PartialDate(2019, 4)
    with override("fr"):
        assert date.localized() == "avril 2019"
    with override("zh-hans"):
        assert date.localized() == "2019年4月"


# --- The column -----------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["2018-09", PartialDate(2018, 9), datetime.date(2018, 9, 12)])
def test_whatever_is_assigned_reads_as_a_partial_date(value):
    page = AgreementPage(signed_on=value)
    assert isinstance(page.signed_on, PartialDate)
    assert str(page.signed_on) in ("2018-09", "2018-09-12")


@pytest.mark.django_db
@pytest.mark.parametrize("value", [None, ""])
def test_nothing_is_none(value):
    assert AgreementPage(signed_on=value).signed_on is None


@pytest.mark.parametrize("value", ["2019-02-30", "soon", 20189])
def test_what_cannot_be_a_date_is_not_assigned(value):
    with pytest.raises(ValidationError, match="the date must exist"):
        AgreementPage(signed_on=value)


@pytest.mark.django_db
@pytest.mark.parametrize("text", ["2018", "2018-09", "2018-09-12", None])
def test_the_precision_survives_the_database_and_a_revision(text):
    page = AgreementFactory(signed_on=text)
    stored = AgreementPage.objects.get(pk=page.pk)
    assert stored.signed_on == (PartialDate.parse(text) if text else None)
    assert page.save_revision().as_object().signed_on == stored.signed_on
    stored.refresh_from_db()
    assert AgreementPage.objects.defer("signed_on").get(pk=page.pk).signed_on == stored.signed_on


@pytest.mark.django_db
def test_a_date_in_a_row_survives_a_revision():
    page = AgreementFactory(actions=[AgreementAction(kind="extended", on="2020", until="2025-06")])
    action = page.save_revision().as_object().actions.get()
    assert (action.on, action.until) == (PartialDate(2020), PartialDate(2025, 6))


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["2018-09", PartialDate(2018, 9)])
def test_the_column_is_filtered_by_text_and_by_date(value):
    page = AgreementFactory(signed_on="2018-09")
    AgreementFactory(signed_on="2018-09-12")
    assert list(AgreementPage.objects.filter(signed_on=value)) == [page]
    assert list(AgreementPage.objects.filter(signed_on__in=[value])) == [page]


def test_the_column_says_what_is_missing():
    field = PartialDateField(null=False)
    field.set_attributes_from_name("on")
    with pytest.raises(ValidationError, match="cannot be null"):
        field.clean("", None)
    field = PartialDateField(null=True, blank=False)
    field.set_attributes_from_name("on")
    with pytest.raises(ValidationError, match="cannot be blank"):
        field.clean("", None)


@pytest.mark.django_db
@given(date=partial_dates())
@WITH_DATABASE
def test_the_last_day_in_sql_is_the_latest_in_python(date):
    """last_day() is on or after the last day that a date can mean, and before the day after it."""
    if not AgreementPage.objects.update(signed_on=date):
        AgreementFactory(signed_on=date)
    found = AgreementPage.objects.annotate(last=last_day("signed_on"))
    assert found.filter(last__gte=date.latest.isoformat()).exists()
    if date.latest < datetime.date.max:
        assert found.filter(last__lt=(date.latest + datetime.timedelta(1)).isoformat()).exists()


@pytest.mark.django_db
def test_the_database_sorts_dates_as_python_does():
    texts = ["2018-09-12", "2018", "2019", "2018-09", "2018-10", "0787", "2018-01-01"]
    for text in texts:
        AgreementFactory(signed_on=text)
    found = AgreementPage.objects.order_by("signed_on").values_list("signed_on", flat=True)
    assert list(found) == sorted(PartialDate.parse(text) for text in texts)


# --- The form -------------------------------------------------------------------------------------


def test_the_form_takes_any_precision():
    field = PartialDateFormField(required=False)
    assert field.clean(" 2018-09 ") == PartialDate(2018, 9)
    assert field.clean("") is None
    assert field.clean(None) is None
    assert field.clean(PartialDate(2018)) == PartialDate(2018)


@pytest.mark.parametrize("text", ["2019-02-30", "2018-00", "next year", "2018-09-12-01", "2018\x00"])
def test_the_form_says_how_to_write_a_date(text):
    with pytest.raises(ValidationError) as refusal:
        PartialDateFormField().clean(text)
    assert refusal.value.messages


def test_the_form_knows_whether_a_date_changed():
    field = PartialDateFormField(required=False)
    assert not field.has_changed(PartialDate(2018, 9), "2018-09")
    assert not field.has_changed(None, "")
    assert field.has_changed(PartialDate(2018, 9), "2018")
    assert field.has_changed(None, "2018")
    assert field.has_changed(PartialDate(2018), "")


def test_the_form_of_a_model_uses_the_field():
    form_field = AgreementPage._meta.get_field("signed_on").formfield()
    assert isinstance(form_field, PartialDateFormField)
    assert not form_field.required
    assert "2018-09-12" in form_field.help_text
