"""What the front page shows, as the translators' desk asks for it."""

import pytest

from museum_site.home.views import LATEST, pages_on_home
from tests.factories import AgreementFactory, DelegationFactory, ExhibitionFactory, NewsFactory, VisitFactory

pytestmark = pytest.mark.django_db


def test_the_front_page_and_the_latest_of_everything(site_tree):
    exhibition, agreement, news = ExhibitionFactory(), AgreementFactory(), NewsFactory()
    delegation = DelegationFactory()
    VisitFactory(public=True)
    assert pages_on_home(site_tree) == {
        site_tree.pk,
        exhibition.pk,
        agreement.pk,
        news.pk,
        delegation.pk,
    }


def test_what_is_further_down_is_not_among_them(site_tree):
    news = [NewsFactory() for _ in range(LATEST + 1)]
    assert len(pages_on_home(site_tree) & {item.pk for item in news}) == LATEST


def test_an_empty_site_shows_itself(site_tree):
    assert pages_on_home(site_tree) == {site_tree.pk}
