"""What can be found, in which language, and from when."""

import datetime

import pytest
from django.core.management import call_command

from delegations.enums import Publication
from delegations.models import VisitCountry
from museum_site.search import index
from museum_site.search.enums import Problem
from museum_site.search.index import search
from museum_site.search.models import SearchEntry
from partnerships.models import CeremonyRole, Commitment
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

ON = datetime.date(2022, 1, 1)


def found(query, language="en", on=ON):
    """The records that a query finds, best first."""
    index.rebuild()
    entries = search(query, language, on).entries
    return [entry.page.specific if entry.page else entry.visit for entry in entries]


def test_prose_is_found_in_the_language_and_in_its_fallback():
    page = factories.ExhibitionFactory(heading_en="Roads of Arabia", heading_fr="Routes d’Arabie")
    assert found("routes", "fr") == [page]
    assert found("roads", "fr") == []
    assert found("roads", "de") == [page]
    assert found("routes", "de") == []


@pytest.mark.parametrize(
    ("language", "heading", "query"),
    [
        ("zh_hans", "罗马尼亚珍宝展", "珍宝"),
        ("ja", "アラビアの道", "ラビア"),
        ("ko", "아라비아의 길", "아라비아"),
        ("ru", "Дороги Аравии", "АРАВИИ"),
        ("ar", "طُرُق الجزيرة العربية", "طرق العربيه"),
        ("de", "Straßen Arabiens", "strassen"),
    ],
)
def test_every_script_is_searched_alike(language, heading, query):
    page = factories.ExhibitionFactory(**{f"heading_{language}": heading})
    assert found(query, language.replace("_", "-")) == [page]


def test_every_term_must_be_there():
    page = factories.ExhibitionFactory(heading_en="Roads of Arabia", summary_en="Finds from the desert.")
    assert found("desert ROADS") == [page]
    assert found("desert rome") == []


def test_facts_are_found_in_the_readers_language():
    museum = factories.InstitutionFactory(
        name_en="Munch Museum",
        native_name="Munchmuseet",
        country="NO",
        city=factories.CityFactory(name_en="Oslo", name_ru="Осло", country="NO"),
    )
    agreement = factories.AgreementFactory(
        parties=[museum, factories.InstitutionFactory(at_home=True)],
        signatories=[factories.PersonFactory(name_en="Ada", native_name="艾达")],
        instrument="memorandum",
        fields=["loans"],
        signed_on="2018",
        commitments=[Commitment(heading_en="Five books")],
    )
    for query in ("munchmuseet", "oslo norway", "ada", "艾达", "memorandum", "loans", "2018", "five books"):
        assert found(query) == [agreement], query
    assert found(agreement.registry_number) == [agreement]
    assert found("осло норвегия", "ru") == [agreement]
    assert found("norvège", "fr") == [agreement]


def test_title_hits_come_first_then_the_newest():
    old = factories.ExhibitionFactory(heading_en="Porcelain", showing__opens="2010", showing__closes="2011")
    text = factories.ExhibitionFactory(
        heading_en="Ceramics", summary_en="Porcelain.", showing__opens="2020", showing__closes=None
    )
    new = factories.ExhibitionFactory(heading_en="New porcelain", showing__opens="2019", showing__closes=None)
    undated = factories.StandardPageFactory(heading_en="About porcelain")
    assert found("porcelain") == [new, old, undated, text]


def test_body_text_is_found_without_its_markup():
    page = factories.StandardPageFactory(
        heading_en="About",
        body_en=[
            {"type": "heading", "value": "Sources"},
            {"type": "paragraph", "value": "<p>Press <b>reports</b></p>"},
            {"type": "quote", "value": {"text": "A quotation", "source": ""}},
        ],
    )
    assert found("sources reports quotation") == [page]
    assert found("<b>") == []


@pytest.mark.parametrize("query", ["100%", "a_b", r"a\b", "it's", 'say "yes"', "“yes”"])
def test_signs_are_looked_for_as_they_are(query):
    page = factories.StandardPageFactory(heading_en=r"100% of a_b and a\b: it's what they say yes to")
    factories.StandardPageFactory(heading_en="1000 of axb and aab: its what")
    assert found(query) == [page]


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("", Problem.BLANK),
        (" \t\u3000\0", Problem.BLANK),
        ('"', Problem.BLANK),
        ("a", Problem.TOO_SHORT),
        ("x y", Problem.TOO_SHORT),
        ("%", Problem.TOO_SHORT),
        ("в", Problem.TOO_SHORT),
        ("馆", None),
        ("길", None),
        ("a" * 20_000, None),
        ("a\0b", Problem.TOO_SHORT),
        ("museum\0x", None),
        ("NOT " * 5_000, None),
        ("\ud800 x\ufffd", None),
    ],
)
def test_any_query_has_an_answer(query, problem):
    results = search(query, "en", ON)
    assert list(results.entries) == []
    assert results.problem == problem


def test_what_is_not_public_is_not_found():
    draft = factories.StandardPageFactory(heading_en="Secret draft")
    draft.unpublish()
    tomorrow = ON + datetime.timedelta(days=1)
    factories.VisitFactory(heading_en="Secret embargo", public=True, embargo_until=tomorrow)
    factories.VisitFactory(heading_en="Secret counted", publication=Publication.COUNTED)
    factories.VisitFactory(heading_en="Secret uncleared", publication=Publication.LISTED)
    factories.DelegationFactory(heading_en="Secret page", visit__embargo_until=tomorrow)
    assert found("secret") == []
    assert len(found("secret", on=tomorrow)) == 2


def test_a_listed_visit_is_found_by_its_facts():
    visit = factories.VisitFactory(public=True, heading_en="Experts travel", countries=["PK"], starts="2018")
    assert found("pakistan 2018") == [visit]
    assert found("باكستان", "ar") == [visit]


def test_a_page_of_a_visit_is_found_once():
    page = factories.DelegationFactory(heading_en="Head of state visits", visit__countries=["MX"])
    assert found("mexico") == [page]


def test_rebuilding_twice_changes_nothing(capsys):
    factories.AgreementFactory()
    factories.VisitFactory(public=True)
    call_command("rebuild_search")
    before = list(SearchEntry.objects.order_by("pk").values())
    call_command("rebuild_search")
    assert list(SearchEntry.objects.order_by("pk").values()) == before
    assert before
    assert "records in every language" in capsys.readouterr().out


@pytest.fixture
def in_time(django_capture_on_commit_callbacks):
    """Runs what waits for the end of a transaction."""

    def run(action):
        with django_capture_on_commit_callbacks(execute=True):
            action()

    return run


def titles(query, language="en"):
    """The folded titles that a query finds in the index as it is."""
    return [entry.title for entry in search(query, language, ON).entries]


def test_publishing_and_unpublishing_show_at_once(in_time):
    page = factories.StandardPageFactory(heading_en="About porcelain")
    page.heading_en = "About bronze"
    in_time(page.save_revision)
    assert titles("bronze") == []
    in_time(page.get_latest_revision().publish)
    assert titles("bronze") == ["about bronze"]
    in_time(page.unpublish)
    assert not SearchEntry.objects.filter(page=page.pk).exists()


def test_deleted_pages_are_gone(in_time):
    made = []
    in_time(lambda: made.append(factories.StandardPageFactory(heading_en="About bronze")))
    assert titles("bronze") == ["about bronze"]
    in_time(made[0].delete)
    assert titles("bronze") == []


def test_a_new_name_is_found_wherever_it_is_printed(in_time):
    city = factories.CityFactory()
    museum = factories.InstitutionFactory(city=city)
    person = factories.PersonFactory()
    factories.PartnerFactory(institution=museum)
    factories.AgreementFactory(
        heading_en="Agreement",
        parties=[museum, factories.InstitutionFactory()],
        roles=[CeremonyRole(person=person, part="signatory")],
    )
    factories.ExhibitionFactory(heading_en="Exhibition", showing__venue=museum)
    factories.DelegationFactory(heading_en="Delegation", visit__visitors=[museum])
    factories.VisitFactory(heading_en="Visit", public=True, visitors=[museum])
    in_time(lambda: rename(museum, "Weltmuseum"))
    assert sorted(titles("weltmuseum")) == ["agreement", "delegation", "exhibition", "visit", "weltmuseum"]
    in_time(lambda: rename(city, "Wien"))
    assert len(titles("wien")) == 5
    in_time(lambda: rename(person, "Ada Lovelace"))
    assert titles("lovelace") == ["agreement"]


def rename(record, name):
    record.name_en = name
    record.save()


def test_a_changed_visit_is_found_by_its_new_facts(in_time):
    page = factories.DelegationFactory(heading_en="Delegation")
    in_time(lambda: VisitCountry.objects.create(visit=page.visit, country="MX"))
    assert titles("mexico") == ["delegation"]
