"""Counts, people and texts as readers see them, in their language."""

import polib
import pytest
from django.utils import translation
from django.utils.translation import trans_real

from exhibitions.views import ExhibitionRegister
from museum_site.core.numbers import Qualifier
from museum_site.core.pictures import prepare
from partnerships.enums import CeremonyPart
from partnerships.models import CeremonyRole
from tests.factories import (
    AgreementFactory,
    CityFactory,
    DelegationFactory,
    ExhibitionFactory,
    ImageFactory,
    InstitutionFactory,
    NewsFactory,
    PartnerFactory,
    PersonFactory,
    StandardPageFactory,
)

# The rules that choose a plural form in these languages, as gettext writes them, and names for the forms.
RUSSIAN = "n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : 2"
ARABIC = "n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : n%100>=11 ? 4 : 5"
FORMS = {
    "ru": (f"nplurals=3; plural=({RUSSIAN});", ["one", "few", "many"]),
    "ar": (f"nplurals=6; plural=({ARABIC});", ["zero", "one", "two", "few", "many", "other"]),
}


@pytest.fixture
def plural_catalogue(settings, tmp_path):
    """A catalogue in which every plural form of the counts is told by its name."""

    def use(code):
        rule, names = FORMS[code]
        catalogue = polib.POFile()
        catalogue.metadata = {"Content-Type": "text/plain; charset=utf-8", "Plural-Forms": rule}
        for singular, plural in (
            ("%(number)s exhibition", "%(number)s exhibitions"),
            ("%(number)s of %(total)s exhibition", "%(number)s of %(total)s exhibitions"),
        ):
            part = "%(number)s/%(total)s" if "total" in singular else "%(number)s"
            forms = {index: f"{part} {name}" for index, name in enumerate(names)}
            catalogue.append(polib.POEntry(msgid=singular, msgid_plural=plural, msgstr_plural=forms))
        folder = tmp_path / code / "LC_MESSAGES"
        folder.mkdir(parents=True)
        catalogue.save_as_mofile(str(folder / "django.mo"))
        settings.LOCALE_PATHS = [tmp_path]
        trans_real._translations.clear()

    yield use
    trans_real._translations.clear()


@pytest.mark.parametrize(
    ("code", "counts"),
    [
        ("ru", {1: "one", 2: "few", 5: "many", 11: "many", 21: "one", 42: "few"}),
        ("ar", {0: "zero", 1: "one", 2: "two", 3: "few", 11: "many", 42: "many", 100: "other"}),
    ],
)
def test_counts_take_the_plural_form_of_the_language(plural_catalogue, code, counts):
    plural_catalogue(code)
    register = ExhibitionRegister()
    with translation.override(code):
        for number, form in counts.items():
            assert register.count_in_words(number).endswith(f" {form}"), number
            assert register.share_in_words(1, number).endswith(f" {form}"), number


def test_counts_in_english():
    register = ExhibitionRegister()
    with translation.override("en"):
        assert register.count_in_words(1) == "1 exhibition"
        assert register.count_in_words(1042) == "1,042 exhibitions"
        assert register.share_in_words(1, 42) == "1 of 42 exhibitions"


@pytest.mark.django_db
class TestRecords:
    def test_the_count_stands_over_the_rows(self, site_tree, words):
        ExhibitionFactory(showing__opens="2018", showing__closes="2018")
        ExhibitionFactory(showing__opens="2016", showing__closes="2016")
        assert "2 exhibitions" in words("/en/exhibitions/")
        assert "1 of 2 exhibitions" in words("/en/exhibitions/?year=2018")

    def test_six_roles_at_a_ceremony_with_the_position_as_held(self, site_tree, words):
        agreement = AgreementFactory(
            roles=[
                CeremonyRole(
                    person=PersonFactory(name_en=f"The {part}"), part=part, position_en=f"held by {part}"
                )
                for part in CeremonyPart
            ]
        )
        text = words(agreement.url)
        for part in CeremonyPart:
            assert f"{part.label} The {part} · held by {part}" in text

    def test_objects_and_visitors_are_as_exact_as_the_source(self, site_tree, words):
        exhibition = ExhibitionFactory(
            showing__objects_count=400,
            showing__objects_qualifier=Qualifier.MORE_THAN,
            showing__visitors_count=1_250_000,
        )
        text = words(exhibition.url)
        assert "Objects more than 400" in text
        assert "Visitors 1,250,000" in text

    def test_places_are_whole(self, site_tree, words):
        museum = InstitutionFactory(name_en="Louvre", city=CityFactory(name_en="Paris"))
        exhibition = ExhibitionFactory(showing__venue=museum)
        assert "Louvre, Paris, France" in words("/en/exhibitions/")
        assert "Place Paris, France" in words(exhibition.url)

    def test_an_institution_has_its_native_name_and_identifiers(self, site_tree, client):
        museum = InstitutionFactory(
            name_en="Munch Museum",
            native_name="Munchmuseet",
            native_language="nb",
            wikidata="Q1331721",
            founded=1963,
        )
        page = client.get(PartnerFactory(institution=museum).url).content.decode()
        assert 'lang="nb"><bdi>Munchmuseet</bdi>' in page
        assert 'href="https://www.wikidata.org/wiki/Q1331721"' in page

    def test_sources_are_links_or_texts_without_a_language(self, site_tree, client):
        page = AgreementFactory(sources="https://example.org/a\nAnnual report 2018, p. 3")
        html = client.get(page.url).content.decode()
        assert (
            '<a href="https://example.org/a" rel="nofollow noopener" dir="ltr">https://example.org/a</a>'
            in html
        )
        assert '<bdi lang="">Annual report 2018, p. 3</bdi>' in html

    def test_a_record_tells_its_number_and_its_languages(self, site_tree, client, words):
        page = DelegationFactory(heading_fr="Délégation")
        html = client.get(page.url).content.decode()
        assert f'href="/id/{page.registry_number}"' in html
        states = words(page.url).partition("In other languages")[2]
        assert "Français complete Español facts only" in states
        assert states.count("facts only") == 7

    def test_fallback_prose_is_marked(self, site_tree, client):
        page = ExhibitionFactory(heading_en="Only English", summary_en="An English summary.")
        html = client.get(page.url.replace("/en/", "/ar/")).content.decode()
        assert '<h1><span lang="en" dir="ltr">Only English</span></h1>' in html
        assert '<p class="lead"><span lang="en" dir="ltr">An English summary.</span></p>' in html

    def test_a_picture_has_the_alternative_text_of_the_language_in_modern_formats(self, site_tree, client):
        image = ImageFactory(alt_en="A green rectangle", alt_fr="Un rectangle vert", credit="Somebody")
        prepare(image)
        page = NewsFactory(lead_image=image)
        french = client.get(page.url.replace("/en/", "/fr/")).content.decode()
        picture = french.split("<picture>")[1].split("</picture>")[0]
        assert 'type="image/avif"' in picture
        assert 'type="image/webp"' in picture
        assert 'alt="Un rectangle vert"' in picture
        assert "width=" in picture
        arabic = client.get(page.url.replace("/en/", "/ar/")).content.decode()
        assert 'alt="A green rectangle"' in arabic
        assert 'lang="en"' in arabic.split("<picture>")[1].split("</picture>")[0]
        assert "Somebody" in french

    def test_the_body_prints_every_block(self, site_tree, client):
        image = ImageFactory(alt_en="In the body")
        page = StandardPageFactory(
            body_en=[
                ("heading", "A heading"),
                ("paragraph", '<p>Some <b>text</b> with <a href="/feedback/">a link</a>.</p>'),
                ("quote", {"text": "Well said", "source": "A director"}),
                ("figure", {"image": image}),
            ]
        )
        html = client.get(page.url).content.decode()
        for part in (
            "<h2>A heading</h2>",
            'href="/en/feedback/"',
            "<blockquote><p>Well said</p></blockquote>",
            'alt="In the body"',
            'loading="lazy"',
        ):
            assert part in html

    def test_the_home_page_counts_and_links(self, site_tree, client):
        ExhibitionFactory(), AgreementFactory()
        html = client.get("/en/").content.decode()
        assert '<a href="/en/exhibitions/"><span class="numeral">1</span> exhibition</a>' in html
        assert '<a href="/en/partners/"><span class="numeral">0</span> partners</a>' in html
        assert '<a href="/en/agreements/"><span class="numeral">1</span> agreement</a>' in html
