"""Pictures are made before a visitor asks for them."""

import re
from pathlib import Path

import pytest
from django.core.management import call_command
from wagtail.images.models import Filter
from wagtail_factories import ImageFactory

from delegations.enums import Publication
from museum_site.core.models import MuseumRendition
from museum_site.core.pictures import FILTERS, left_for_later, prepare
from tests.factories import DelegationFactory, ExhibitionFactory, VisitFactory

TEMPLATE = Path(__file__).parents[2] / "templates/components/picture.html"


def test_the_template_asks_for_exactly_the_prepared_files():
    tags = re.findall(r"{% picture image (format-\S+) (width-\S+) ", TEMPLATE.read_text(encoding="utf-8"))
    assert len(tags) == 2
    for tag in tags:
        assert tuple(Filter.expand_spec("|".join(tag))) == FILTERS


def test_publishing_makes_the_pictures_of_the_page(site_tree, django_capture_on_commit_callbacks):
    image = ImageFactory()
    page = ExhibitionFactory(lead_image=image)
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert set(MuseumRendition.objects.filter(image=image).values_list("filter_spec", flat=True)) == set(
        FILTERS
    )


def test_many_publications_leave_their_pictures_for_later(site_tree, django_capture_on_commit_callbacks):
    page = ExhibitionFactory(lead_image=ImageFactory())
    with django_capture_on_commit_callbacks(execute=True), left_for_later():
        page.save_revision().publish()
    assert not MuseumRendition.objects.filter(filter_spec__in=FILTERS).exists()


def test_a_page_that_is_not_public_yet_has_no_pictures_made(site_tree, django_capture_on_commit_callbacks):
    page = DelegationFactory(lead_image=ImageFactory(), visit=VisitFactory(publication=Publication.FULL_PAGE))
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert not MuseumRendition.objects.filter(filter_spec__in=FILTERS).exists()


def test_nobody_can_guess_the_name_of_a_picture(site_tree):
    first, second = (ImageFactory(file__filename="visit.png") for _time in range(2))
    names = {image.file.name for image in (first, second)}
    assert all(re.search(r"/[0-9a-f]{8}-visit\w*\.png$", name) for name in names), names
    assert len(names) == 2


def test_an_image_without_its_original_stops_nothing(site_tree):
    image = ImageFactory()
    image.file.storage.delete(image.file.name)
    prepare(image)
    assert not MuseumRendition.objects.filter(image=image, filter_spec__in=FILTERS).exists()


@pytest.mark.django_db
def test_preparing_without_pictures_does_nothing():
    call_command("prepare_pictures", verbosity=0)
    assert not MuseumRendition.objects.exists()
