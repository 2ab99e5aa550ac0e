"""The posters of the demonstration exhibitions."""

import pytest
from django.conf import settings as configured

from exhibitions.models import ExhibitionPage, Showing
from museum_site.core.enums import Rights
from museum_site.core.partial_dates import PartialDate
from museum_site.demo.pictures import ALTERNATIVE_TEXTS, dates_on_poster, poster_image
from tests.factories import CityFactory, InstitutionFactory

pytestmark = pytest.mark.django_db


def test_a_poster_becomes_an_image_with_an_alternative_text_in_every_language(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    page = ExhibitionPage(import_key="vases-2019", heading_en="Vases", heading_fr="Des vases")
    page.showings = [Showing(venue=InstitutionFactory(city=CityFactory()), opens="2019")]
    image = poster_image(page)
    assert (image.width, image.height, image.rights) == (1600, 2400, Rights.GENERATED)
    assert image.alt_en == "Poster of the exhibition “Vases”"
    assert image.alt_fr == "Affiche de l’exposition «\u202fDes vases\u202f»"
    # No title in this language: the sentence does without, rather than to quote another one.
    assert image.alt_de == "Plakat der Ausstellung"
    assert image.has_focal_point()
    assert image.file.read(3) == b"\xff\xd8\xff"


def test_there_are_alternative_texts_for_every_language():
    assert set(ALTERNATIVE_TEXTS) == {code for code, _autonym in configured.LANGUAGES}


def test_dates_on_a_poster_are_as_exact_as_they_are_known():
    opens, closes = PartialDate.parse("2019-04-12"), PartialDate.parse("2019-06")
    assert dates_on_poster(opens, closes) == "12 April 2019 – June 2019"
    assert dates_on_poster(opens, None) == "12 April 2019"
