"""Social cards: what other sites show with a link to a page of this one."""

from io import BytesIO
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from django.conf import settings as configured
from django.core.files.storage import default_storage
from django.utils import translation
from PIL import Image
from wagtail.models import PageViewRestriction

from delegations.enums import Publication
from museum_site.core import cards, lettering
from museum_site.core.cards import Line, card_of, draw_card
from museum_site.core.models import MuseumRendition
from tests.factories import (
    AgreementFactory,
    CityFactory,
    DelegationFactory,
    ExhibitionFactory,
    ImageFactory,
    InstitutionFactory,
    PartnerFactory,
    ShowingFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db
CODES = [code for code, _autonym in configured.LANGUAGES]
HEADINGS = {
    "en": "The Antikythera Shipwreck",
    "zh_hans": "爱琴遗珍：希腊安提凯希拉岛水下考古文物展",
    "fr": "L’épave d’Anticythère",
    "es": "El pecio de Anticitera",
    "ru": "Кораблекрушение у Антикитеры",
    "ar": "حطام سفينة أنتيكيثيرا",
    "ja": "アンティキティラ島の沈没船",
    "ko": "안티키테라 난파선",
    "de": "Das Schiffswrack von Antikythera",
}


@pytest.fixture(autouse=True)
def _no_cards(settings):
    """Begin with an empty storage: Django makes it anew when its setting changes."""
    settings.STORAGES = dict(settings.STORAGES)


def an_exhibition(**facts):
    """An exhibition with its heading in every language, at a museum in Athens."""
    city = CityFactory(name_en="Athens", country="GR")
    showing = ShowingFactory(
        venue=InstitutionFactory(name_en="Acropolis Museum", city=city), opens="2018-09", closes="2019-02"
    )
    headings = {f"heading_{code}": text for code, text in HEADINGS.items()}
    return ExhibitionFactory(**(headings | {"showings": [showing]} | facts))


def metadata(client, address) -> dict[str, str]:
    """What a page says to other sites about itself."""
    soup = BeautifulSoup(client.get(address).content, "html.parser")
    tags = soup.find_all("meta", content=True)
    return {tag.get("property") or tag.get("name"): tag["content"] for tag in tags}


def card_address(client, page, code="en") -> str:
    """The address of a page's card in a language, without the host."""
    parts = urlsplit(metadata(client, f"/{code}{page.url[3:]}")["og:image"])
    return f"{parts.path}?{parts.query}"


def in_language(code, page, museum=None):
    with translation.override(code):
        return card_of(page, museum)


# --- Served ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", CODES)
def test_a_record_has_a_card_in_every_language(client, site_tree, code):
    page = an_exhibition()
    found = metadata(client, f"/{code}{page.url[3:]}")
    assert found["og:image"].startswith(f"http://testserver/{code}/cards/{page.registry_number}.jpg?v=")
    assert (found["og:image:width"], found["og:image:height"]) == ("1200", "630")
    assert found["og:image:alt"].startswith(HEADINGS[code.replace("-", "_")])
    assert found["twitter:card"] == "summary_large_image"
    response = client.get(card_address(client, page, code))
    assert response["Content-Type"] == "image/jpeg"
    assert response["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not response.cookies
    image = Image.open(BytesIO(response.content))
    assert (image.format, image.size) == ("JPEG", (1200, 630))
    assert len(response.content) <= 120_000


def test_every_other_page_has_the_card_of_the_site(client, site_tree):
    address = urlsplit(metadata(client, "/en/")["og:image"])
    assert address.path == "/en/cards/site.jpg"
    assert client.get(f"{address.path}?{address.query}").status_code == 200


def test_a_card_is_drawn_once_and_anew_when_what_it_says_changes(client, site_tree, monkeypatch):
    drawn = []
    monkeypatch.setattr(cards, "draw_card", lambda card: drawn.append(card) or b"a card")
    page = an_exhibition()
    first = card_address(client, page)
    assert client.get(first).content == client.get(first).content
    assert len(drawn) == 1
    page.heading_en = "Another heading"
    page.save_revision().publish()
    second = card_address(client, page)
    assert second != first
    client.get(second)
    assert len(drawn) == 2
    # The earlier one is not kept.
    assert len(default_storage.listdir(f"cards/en/{page.registry_number}")[1]) == 1


def test_a_card_is_written_in_one_step(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    }
    for name in ("first", "second"):
        cards.keep(f"cards/en/E-2019-001/{name}.jpg", name.encode())
    assert [path.read_text() for path in tmp_path.rglob("*") if path.is_file()] == ["second"]


def test_an_address_of_an_earlier_card_is_not_kept_for_ever(client, site_tree):
    page = an_exhibition()
    path = card_address(client, page).partition("?")[0]
    assert client.get(f"{path}?v=0")["Cache-Control"] == "public, max-age=3600"
    assert client.get(path)["Cache-Control"] == "public, max-age=3600"


def test_a_card_costs_no_more_queries_than_a_record_page(client, site_tree, django_assert_max_num_queries):
    page = an_exhibition(lead_image=ImageFactory())
    address = card_address(client, page)
    client.get(address)
    with django_assert_max_num_queries(8):
        client.get(address)


# --- Private --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "key", ["E-1900-001", "X-2019-001", "e", "..", "site.jpg", "E-2019-001%00", "V-2019-001"]
)
def test_there_is_no_card_of_what_is_no_record(client, site_tree, key):
    assert client.get(f"/en/cards/{key}.jpg").status_code == 404


def test_there_is_no_card_of_a_record_that_is_not_public(client, site_tree):
    hidden_visit = DelegationFactory(visit=VisitFactory(publication=Publication.FULL_PAGE))
    draft, in_private = an_exhibition(live=False), an_exhibition()
    PageViewRestriction.objects.create(page=in_private, restriction_type=PageViewRestriction.LOGIN)
    for page in (hidden_visit, draft, in_private):
        assert page.registry_number
        for code in CODES:
            assert client.get(f"/{code}/cards/{page.registry_number}.jpg").status_code == 404
    assert not default_storage.exists("cards")


def test_a_card_that_was_public_is_gone_with_its_record(client, site_tree):
    page = an_exhibition()
    address = card_address(client, page)
    assert client.get(address).status_code == 200
    page.unpublish()
    assert client.get(address).status_code == 404


# --- Set ------------------------------------------------------------------------------------------


def test_a_card_says_when_and_where(site_tree):
    museum = InstitutionFactory(name_en="The Museum", name_fr="Le Musée")
    page = an_exhibition()
    card = in_language("fr", page, museum)
    assert card.museum == Line("Le Musée", "fr")
    assert [line.text for line in card.facts] == [
        "septembre 2018 – février 2019",
        "Acropolis Museum",
        "Grèce",
    ]
    # A name in another language is set in the faces of that language.
    assert [line.code for line in card.facts] == ["fr", "en", "fr"]
    partner = PartnerFactory(institution=InstitutionFactory(city=CityFactory(name_en="Lyon")))
    assert [line.text for line in in_language("de", partner).facts] == ["Lyon", "Frankreich"]
    agreement = AgreementFactory(signed_on="2019-04", parties=[museum])
    assert [line.text for line in in_language("en", agreement, museum).facts] == ["April 2019", "The Museum"]


@pytest.mark.parametrize(
    ("code", "heading", "expected"),
    [
        # Ideographs outside JIS X 0208, Hangul in a Japanese heading, hanja in a Korean one: English.
        ("ja", "𠮷野ヶ里", Line("Antikythera", "en")),
        ("ja", "한국의 미", Line("Antikythera", "en")),
        ("ko", "韓國의 미", Line("Antikythera", "en")),
        ("ru", "Выставка", Line("Выставка", "ru")),
        ("ar", "معرض Cartier 2019", Line("معرض Cartier 2019", "ar")),
    ],
)
def test_a_heading_that_the_faces_lack_is_set_in_the_next_language(site_tree, code, heading, expected):
    page = ExhibitionFactory(heading_en="Antikythera", **{f"heading_{code}": heading})
    assert in_language(code, page).heading == expected


def test_a_heading_that_cannot_be_set_at_all_gives_way_to_the_registry_number(site_tree):
    page = ExhibitionFactory(heading_en="𒀭𒂗𒍪", heading_zh_hans="𠮷")
    card = in_language("en", page)
    assert card.heading.text == page.registry_number
    assert draw_card(card)


def test_arabic_is_not_set_unjoined_where_the_machine_cannot_join_it(site_tree, monkeypatch):
    monkeypatch.setattr(lettering, "CAN_SHAPE", False)
    assert in_language("ar", an_exhibition()).heading == Line(HEADINGS["en"], "en")


@pytest.mark.skipif(not lettering.CAN_SHAPE, reason="needs libraqm with FriBiDi")
def test_arabic_letters_are_joined():
    joined = lettering.font(lettering.ARABIC_TEXT, 40, True)
    alone = sum(joined.getlength(letter, direction="rtl", language="ar") for letter in "معرض")
    assert joined.getlength("معرض", direction="rtl", language="ar") < 0.95 * alone


def test_an_ideograph_has_the_form_of_its_language():
    forms = [lettering.font(face, 80).getmask("直") for face in (lettering.CHINESE, lettering.JAPANESE)]
    assert bytes(forms[0]) != bytes(forms[1])


@pytest.mark.parametrize(("code", "left", "right"), [("en", False, True), ("ar", True, False)])
def test_the_picture_stands_at_the_end_of_the_line(site_tree, code, left, right):
    page = an_exhibition(lead_image=ImageFactory(size=(600, 900)))
    card = Image.open(BytesIO(draw_card(in_language(code, page)))).convert("RGB")
    # The picture is teal, the paper is nearly white.
    assert [sum(card.getpixel((x, 20))) < 400 for x in (20, 1180)] == [left, right]
    assert MuseumRendition.objects.count() == 1


def test_a_very_long_heading_stays_on_the_card(site_tree):
    heading = "Donaudampfschifffahrtsgesellschaftskapitän " * 5
    page = an_exhibition(heading_de=heading.strip())
    card = in_language("de", page)
    image = Image.open(BytesIO(draw_card(card))).convert("L")
    # Nothing but paper within the right and the lower margin.
    assert min(image.crop((1145, 0, 1200, 630)).getextrema()) > 225
    assert min(image.crop((0, 600, 1200, 630)).getextrema()) > 225
