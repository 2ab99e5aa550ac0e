"""Pictures are made before a visitor asks for them, and pages print them in every size, format and language."""

import datetime
import io
import re

import pytest
from bs4 import BeautifulSoup
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from PIL import Image
from wagtail.images.forms import get_image_form

from delegations.enums import Publication
from exhibitions.models import ExhibitionPage
from museum_site.core.management.commands.prepare_pictures import shown_pictures
from museum_site.core.models import MuseumImage, MuseumRendition
from museum_site.core.pictures import (
    FILTERS,
    SPECS,
    lead_images,
    left_for_later,
    missing_files,
    prepare,
    with_files,
)
from tests.factories import (
    DelegationFactory,
    ExhibitionFactory,
    ImageFactory,
    ShowingFactory,
    VisitFactory,
)

ALL = {wanted.spec for wanted in FILTERS}


def made(image) -> set[str]:
    """The sizes and formats of an image that there are."""
    return set(MuseumRendition.objects.filter(image=image).values_list("filter_spec", flat=True))


def shown(name, image, code="en", **parameters) -> BeautifulSoup:
    """A component with a picture, as a reader of a language gets it."""
    with translation.override(code):
        return BeautifulSoup(render_to_string(name, {"image": image} | parameters), "html.parser")


def picture(image, code="en", **parameters):
    return shown("components/picture.html", image, code, **parameters)


def thumbnail(image, code="en", **parameters):
    return shown("components/thumbnail.html", image, code, **parameters)


def halves() -> ContentFile:
    """A picture that is red on the left and blue on the right."""
    image = Image.new("RGB", (1000, 500), "red")
    image.paste("blue", (500, 0, 1000, 500))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return ContentFile(buffer.getvalue(), "halves.png")


# --- Made in time ---------------------------------------------------------------------------------


def test_publishing_makes_the_pictures_of_the_page(site_tree, django_capture_on_commit_callbacks):
    image = ImageFactory()
    page = ExhibitionFactory(lead_image=image)
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert made(image) == ALL


def test_many_publications_leave_their_pictures_for_later(site_tree, django_capture_on_commit_callbacks):
    page = ExhibitionFactory(lead_image=ImageFactory())
    with django_capture_on_commit_callbacks(execute=True), left_for_later():
        page.save_revision().publish()
    assert not made(page.lead_image)


def test_a_page_that_is_not_public_yet_has_no_pictures_made(site_tree, django_capture_on_commit_callbacks):
    page = DelegationFactory(lead_image=ImageFactory(), visit=VisitFactory(publication=Publication.FULL_PAGE))
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    assert not made(page.lead_image)


def test_nobody_can_guess_the_name_of_a_picture(site_tree):
    first, second = (ImageFactory() for _time in range(2))
    names = {image.file.name for image in (first, second)}
    assert all(re.search(r"/[0-9a-f]{8}-picture\w*\.png$", name) for name in names), names
    assert len(names) == 2
    image = ImageFactory(focal_point_x=9, focal_point_y=9, focal_point_width=9, focal_point_height=9)
    prepare(image)
    secret = image.file.name.removeprefix("original_images/")[:8]
    files = MuseumRendition.objects.filter(image=image).values_list("file", flat=True)
    assert len(files) == len(FILTERS)
    assert all(name.startswith(f"images/{secret}") for name in files), files


def test_an_image_without_its_original_stops_nothing(site_tree):
    image = ImageFactory()
    image.file.storage.delete(image.file.name)
    prepare(image)
    assert not made(image)
    assert not picture(image).find("img")


def test_pictures_of_the_latest_events_are_prepared_first(site_tree):
    old, new, undated = ImageFactory(), ImageFactory(), ImageFactory()
    for image, opens in ((old, "2012"), (new, "2025-07-23"), (undated, None)):
        ExhibitionFactory(lead_image=image, showings=[ShowingFactory(opens=opens, closes=None)])
    assert shown_pictures(datetime.date(2026, 11, 25)) == [new, old, undated]


@pytest.mark.django_db
def test_preparing_without_pictures_does_nothing():
    call_command("prepare_pictures", verbosity=0)
    assert not MuseumRendition.objects.exists()


def test_a_picture_with_another_focal_point_misses_its_thumbnails(site_tree):
    image = ImageFactory()
    assert missing_files([image]) == [image]
    prepare(image)
    assert missing_files(MuseumImage.objects.all()) == []
    MuseumImage.objects.update(focal_point_x=1, focal_point_y=1, focal_point_width=1, focal_point_height=1)
    assert missing_files(MuseumImage.objects.all()) == [image]


def test_a_small_original_is_offered_in_its_own_size_only(site_tree):
    image = ImageFactory(size=(40, 30))
    prepare(image)
    found = picture(image)
    assert [tag.get("srcset") for tag in found("source")] == [
        image.get_rendition(f"format-{name}|width-400").url for name in ("avif", "webp")
    ]
    assert "srcset" not in found.img.attrs


@pytest.mark.parametrize("is_shown", [True, False])
def test_a_changed_picture_is_made_anew_if_pages_show_it(site_tree, is_shown):
    image = ImageFactory(focal_point_x=None)
    if is_shown:
        prepare(image)
    form_class = get_image_form(MuseumImage)
    facts = {"title": image.title, "rights": image.rights, "collection": image.collection_id}
    focus = {f"focal_point_{name}": 5 for name in ("x", "y", "width", "height")}
    form = form_class(facts | focus, instance=MuseumImage.objects.get(pk=image.pk))
    assert form.is_valid(), form.errors
    changed = form.save()
    assert missing_files([changed]) == ([] if is_shown else [changed])


# --- Printed --------------------------------------------------------------------------------------


def test_a_picture_offers_every_size_and_format_with_its_dimensions(site_tree):
    image = ImageFactory(size=(1600, 2400))
    prepare(image)
    found = picture(image, sizes="50vw")
    assert [source["type"] for source in found("source")] == ["image/avif", "image/webp"]
    for tag in (*found("source"), found.img):
        assert re.findall(r" (\d+)w", tag["srcset"]) == ["400", "720", "1200"]
        assert tag["sizes"] == "50vw"
    assert (found.img["width"], found.img["height"]) == ("400", "600")


def test_only_the_picture_at_the_top_is_fetched_early(site_tree):
    image = ImageFactory()
    prepare(image)
    top, later = picture(image, eager=True).img, picture(image).img
    assert (top.get("fetchpriority"), top.get("loading")) == ("high", None)
    assert (later.get("fetchpriority"), later.get("loading")) == (None, "lazy")
    assert thumbnail(image).img["loading"] == "lazy"


def test_the_alternative_text_stands_in_the_reader_s_language_or_says_in_which(site_tree):
    image = ImageFactory(alt_en="A vase", alt_fr="Un vase", caption_en="From the hall", credit="A. Nakamura")
    prepare(image)
    french, arabic = picture(image, "fr"), picture(image, "ar")
    assert (french.img["alt"], french.img.get("lang")) == ("Un vase", None)
    assert (arabic.img["alt"], arabic.img["lang"], arabic.img["dir"]) == ("A vase", "en", "ltr")
    assert arabic.figcaption.span["lang"] == "en"
    assert "From the hall · A. Nakamura" in arabic.figcaption.get_text()


def test_a_thumbnail_beside_its_heading_is_decoration(site_tree):
    image = ImageFactory(alt_en="A vase")
    prepare(image)
    assert thumbnail(image).img["alt"] == ""
    assert thumbnail(image, spoken=True).img["alt"] == "A vase"


def test_a_thumbnail_keeps_what_matters_in_sight(site_tree):
    image = MuseumImage(
        title="Halves",
        file=halves(),
        focal_point_x=950,
        focal_point_y=250,
        focal_point_width=60,
        focal_point_height=60,
    )
    image.save()
    prepare(image)
    small = MuseumRendition.objects.get(image=image, filter_spec=SPECS["thumbnail"][-1])
    assert (small.width, small.height) == (334, 500)
    with small.file.open() as file:
        red, _green, blue = Image.open(file).convert("RGB").getpixel((40, 250))
    assert blue > 200 > 60 > red


def test_no_visitor_waits_for_thumbnails_and_a_picture_has_a_stopgap(site_tree):
    image = ImageFactory()
    assert not thumbnail(image).find("img")
    assert not made(image)
    stopgap = picture(image).img
    assert stopgap["src"]
    assert not stopgap.has_attr("sizes"), "invalid without a srcset"
    assert made(image) == {"format-jpeg|width-720"}


def test_a_picture_in_a_list_of_thumbnails_is_not_made_again(site_tree):
    image = ImageFactory()
    prepare(image)
    before = set(MuseumRendition.objects.values_list("file", flat=True))
    with_files([image], "thumbnail")
    assert len(picture(image)("source")) == 2
    assert set(MuseumRendition.objects.values_list("file", flat=True)) == before


def test_a_missing_format_is_not_offered(site_tree):
    image = ImageFactory()
    prepare(image)
    files = [file for file in MuseumRendition.objects.all() if "avif" not in file.filter_spec]
    image.prefetched_renditions = files
    assert [source["type"] for source in picture(image)("source")] == ["image/webp"]


# --- Many -----------------------------------------------------------------------------------------


def with_rows(number) -> None:
    """Exhibitions with pictures whose files are only claimed to be there: drawing hundreds takes too long."""
    images = [ImageFactory(alt_en="A vase", credit="A. Nakamura") for _image in range(number)]
    MuseumRendition.objects.bulk_create(
        MuseumRendition(
            image=image, filter_spec=wanted.spec, focal_point_key=wanted.get_cache_key(image),
            file=f"images/{image.pk}-{index}.jpg", width=100 + index, height=100,
        )
        for image in images
        for index, wanted in enumerate(FILTERS)
    )  # fmt: skip
    for image in images:
        ExhibitionFactory(lead_image=image)


def test_the_files_of_many_pictures_cost_one_query(site_tree):
    def cost(number):
        with_rows(number)
        images = list(MuseumImage.objects.all())
        with CaptureQueriesContext(connection) as captured:
            with_files(images)
            assert all(thumbnail(image).img and picture(image).img for image in images)
        return len(captured)

    assert cost(3) == cost(27) == 1


def test_the_lead_images_of_many_pages_cost_two_queries(site_tree):
    ExhibitionFactory(lead_image=None)

    def cost(number):
        with_rows(number)
        pages = ExhibitionPage.objects.with_heading("lead_image").prefetch_related(lead_images("thumbnail"))
        with CaptureQueriesContext(connection) as captured:
            found = [thumbnail(page.lead_image, spoken=True).img for page in pages]
        assert found.count(None) == 1
        return len(captured)

    # And one for the pages themselves.
    assert cost(3) == cost(27) == 3
