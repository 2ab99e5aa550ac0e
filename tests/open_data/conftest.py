"""The registers that tables are imported into."""

import pytest
from django.core.cache import cache
from django.db import transaction

from delegations.models import DelegationIndexPage
from exhibitions.models import ExhibitionIndexPage
from partnerships.models import AgreementIndexPage, PartnerIndexPage
from tests.factories import section


def pytest_itemcollected(item):
    if "registers" in item.fixturenames:
        item.add_marker(pytest.mark.xdist_group("import"))


@pytest.fixture(scope="module")
def registers(django_db_setup, django_db_blocker):
    """The home page with the four registers, made once for a module and undone after it."""
    with django_db_blocker.unblock():
        with transaction.atomic():
            for model in (ExhibitionIndexPage, PartnerIndexPage, AgreementIndexPage, DelegationIndexPage):
                section(model)
            with django_db_blocker.block():
                yield
            transaction.set_rollback(True)
        cache.clear()
