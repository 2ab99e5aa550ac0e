"""Registry numbers: given once, permanent, never given again."""

import datetime
from concurrent.futures import ThreadPoolExecutor

import pytest
from django import forms
from django.db import IntegrityError, connection, transaction

from delegations.models import Visit
from exhibitions.models import ExhibitionPage
from museum_site.core.registry import NUMBER, RegistrySequence
from partnerships.models import AgreementPage
from tests.factories import (
    AgreementFactory,
    DelegationFactory,
    ExhibitionFactory,
    NewsFactory,
    PartnerFactory,
    ShowingFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db


def test_numbers_are_counted_by_register_and_year():
    numbers = [
        AgreementFactory(signed_on="2018-09").registry_number,
        AgreementFactory(signed_on="2018").registry_number,
        AgreementFactory(signed_on="2019").registry_number,
        VisitFactory(starts="2018-09-05").registry_number,
    ]
    assert numbers == ["A-2018-001", "A-2018-002", "A-2019-001", "V-2018-001"]


@pytest.mark.parametrize(
    ("factory", "number"),
    [
        (ExhibitionFactory, "E-2019-001"),
        (AgreementFactory, "A-2018-001"),
        (VisitFactory, "V-2018-001"),
        (DelegationFactory, "D-2018-001"),
        (NewsFactory, "N-2022-001"),
    ],
)
def test_the_number_tells_the_year_of_the_event(factory, number):
    assert factory().registry_number == number


def test_an_exhibition_is_numbered_by_its_first_opening():
    page = ExhibitionFactory(
        showings=[ShowingFactory(opens="2020", closes=None), ShowingFactory(opens="2019-04")]
    )
    assert page.registry_number.startswith("E-2019-")


def test_what_has_no_date_yet_is_numbered_by_its_registration(freeze_today):
    freeze_today("2024-03-01")
    numbers = {
        AgreementFactory(signed_on=None).registry_number,
        ExhibitionFactory(showings=[]).registry_number,
        PartnerFactory().registry_number,
    }
    assert numbers == {"A-2024-001", "E-2024-001", "P-2024-001"}


@pytest.fixture
def freeze_today(monkeypatch):
    """A function that sets the day on which records are registered."""

    def freeze(text):
        monkeypatch.setattr(
            "museum_site.core.registry.timezone.localdate", lambda: datetime.date.fromisoformat(text)
        )

    return freeze


def test_a_number_stays_when_the_facts_change():
    page = AgreementFactory(signed_on="2018")
    page.signed_on = "2020"
    page.save()
    assert AgreementPage.objects.get().registry_number == "A-2018-001"


def test_a_number_is_not_given_again_after_a_deletion():
    VisitFactory().delete()
    assert VisitFactory().registry_number == "V-2018-002"


def test_a_number_is_refused_to_a_second_record():
    VisitFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitFactory(registry_number="V-2018-001")


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_get_different_numbers():
    def take(_turn):
        try:
            return RegistrySequence.next_number("X", 2018)
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        given = list(pool.map(take, range(40)))
    assert sorted(given) == [f"X-2018-{number:03d}" for number in range(1, 41)]


def test_what_was_not_saved_takes_no_number():
    with pytest.raises(IntegrityError), transaction.atomic():
        VisitFactory(starts=None, ends="2018", state="took_place")
    assert VisitFactory().registry_number == "V-2018-001"


def test_numbers_grow_beyond_three_digits():
    RegistrySequence.objects.create(prefix="V", year=2018, last=999)
    assert VisitFactory().registry_number == "V-2018-1000"
    assert NUMBER.match("V-2018-1000")


@pytest.mark.parametrize(
    "text", ["V-2018-01", "V-18-001", "v-2018-001", "VV-2018-001", "V-2018-001\n", "V-２０１８-001"]
)
def test_other_texts_are_not_numbers(text):
    assert not NUMBER.fullmatch(text)


@pytest.mark.parametrize("model", [ExhibitionPage, AgreementPage])
def test_no_form_edits_the_number(model):
    form = model.get_edit_handler().get_form_class()
    assert not {"registry_number", "import_key"} & set(form.base_fields)


def test_no_form_of_a_record_edits_the_number():
    form = forms.modelform_factory(Visit, fields="__all__")
    assert not {"registry_number", "import_key"} & set(form.base_fields)
