"""What must not be public is in no answer of the whole site, whatever is asked and how.

Every hidden visit carries a telltale word in each of its texts, in each language, and has a full page that is
live. Only the figures may count such a visit, when it took place: that is what "counted only" means.
"""

import re
from datetime import date

import pytest
from django.conf import settings
from django.core.files.images import ImageFile
from django.utils import translation

from delegations.enums import Publication, VisitPart, VisitState
from delegations.models import Visit, VisitConnection, VisitRole
from museum_site.core.languages import column
from museum_site.home.models import NewsRecord
from museum_site.search.index import rebuild
from partnerships.enums import CommitmentProgress
from partnerships.models import Commitment
from tests.crawl.crawler import Crawl
from tests.factories import (
    AgreementFactory,
    DelegationFactory,
    ExhibitionFactory,
    ImageFactory,
    InstitutionFactory,
    NewsFactory,
    PartnerFactory,
    PersonFactory,
    UserFactory,
    VisitFactory,
)

pytestmark = pytest.mark.django_db

CODES = [code for code, _autonym in settings.LANGUAGES]
TELLTALE = "Kryptozebra"
# Part of the word: the search page repeats what was looked for.
LOOKED_FOR = TELLTALE[:-2].lower()
# A country that only hidden visits have.
COUNTRY = "IS"
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH")


def reasons() -> dict[str, dict]:
    """Why the public may not know of a visit, and the facts that make it so."""
    public = {"public": True, "publication": Publication.FULL_PAGE}
    return {
        "not counted": public | {"publication": Publication.NOT_COUNTED},
        "counted only": public | {"publication": Publication.COUNTED},
        "not cleared": {"publication": Publication.FULL_PAGE},
        "cleared once": {"publication": Publication.FULL_PAGE, "cleared_first": UserFactory()},
        "listed, not cleared": {"publication": Publication.LISTED},
        "under embargo": public | {"embargo_until": date(2999, 1, 1)},
        "still going on": public | {"ends": "2999"},
        "planned": {"publication": Publication.FULL_PAGE, "state": VisitState.PLANNED, "starts": "2999"},
        "cancelled": {"publication": Publication.FULL_PAGE, "state": VisitState.CANCELLED},
    }


def in_every_language(field: str, text: str) -> dict[str, str]:
    """A text for the columns of a field."""
    return {column(field, code): f"{text} {code}" for code in CODES}


def hide(reason: str, facts: dict, partner, pages) -> Visit:
    """A visit that is hidden for a reason, connected with a public partner and with public pages."""
    told = f"{TELLTALE} {reason}"
    guest = InstitutionFactory(
        **in_every_language("name", told), native_name=told, native_language="en", country=COUNTRY
    )
    visit = VisitFactory(
        **in_every_language("heading", told),
        **in_every_language("summary", told),
        sources=told,
        countries=[COUNTRY],
        visitors=[guest, partner],
        **facts,
    )
    VisitRole.objects.create(
        visit=visit,
        person=PersonFactory(**in_every_language("name", told), native_name=told),
        part=VisitPart.HEAD,
        **in_every_language("position", told),
    )
    for page in pages:
        VisitConnection.objects.create(visit=visit, page=page)
    image = ImageFactory(
        title=told, **in_every_language("alt", told), **in_every_language("caption", told), credit=told
    )
    with image.open_file() as file:
        image.file = ImageFile(file, name=f"{TELLTALE}-{visit.pk}.png")
        image.save()
    body = [
        {"type": "paragraph", "value": f"<p>{told}</p>"},
        {"type": "figure", "value": {"image": image.pk}},
    ]
    DelegationFactory(
        visit=visit,
        slug=f"{TELLTALE.lower()}-{visit.pk}",
        lead_image=image,
        sources=told,
        credits=told,
        **in_every_language("heading", told),
        **in_every_language("summary", told),
        **{column("body", code): body for code in CODES},
    )
    return visit


@pytest.fixture
def site(site_tree, museum):
    """Public records, each connected with every hidden visit."""
    partner = PartnerFactory(
        institution=InstitutionFactory(import_key="open", name_en="Open museum"), heading_en="Open museum"
    )
    agreement = AgreementFactory(heading_en="Open agreement", parties=[partner.institution, museum])
    exhibition = ExhibitionFactory(heading_en="Open exhibition", lenders=[partner.institution])
    news = NewsFactory(heading_en="Open news", records=[agreement, exhibition, partner])
    VisitFactory(heading_en="Open visit", public=True, visitors=[partner.institution], hosts=[museum])
    delegation = DelegationFactory(heading_en="Open delegation")
    VisitConnection.objects.create(visit=delegation.visit, page=agreement)
    for reason, facts in reasons().items():
        visit = hide(reason, facts, partner.institution, [agreement, exhibition])
        NewsRecord.objects.create(page=news, record=visit.page)
        Commitment.objects.create(
            page=agreement, heading_en="A plan", kept_by=visit.page, progress=CommitmentProgress.KEPT
        )
    rebuild()
    return [partner, agreement, exhibition, news, delegation]


def hidden() -> list[Visit]:
    """The visits that the public may not know of."""
    return list(Visit.objects.exclude(pk__in=Visit.objects.public()).select_related("page"))


def private_words(visits) -> re.Pattern:
    """What no answer may hold: the telltale and the registry numbers of some visits and of their pages."""
    numbers = [number for visit in visits for number in (visit.registry_number, visit.page.registry_number)]
    return re.compile("|".join([TELLTALE, *map(re.escape, numbers)]), re.IGNORECASE)


def everything() -> dict[str, str]:
    """All that the site sends to a visitor, by address: two languages whole, search and filters in all."""
    crawl = Crawl(keeps=True)
    for code in ("en", "ar"):
        crawl.follow(f"/{code}/", language=code, strict=False)
    crawl.follow("/robots.txt", language="en", strict=False)
    for code in CODES:
        addresses = [f"search/?q={LOOKED_FOR}", "figures/?year=2018", "", "delegations/", "delegations/feed/"]
        if code == "en":
            addresses += [
                f"{register}/{feed}?{query}"
                for register in ("exhibitions", "partners", "agreements", "delegations", "news")
                for feed in ("", "feed/")
                for query in (f"country={COUNTRY}", "year=2999", "year=2018", "partner=open", "on=2999-12-31")
            ]
        for address in addresses:
            crawl.fetch(f"/{code}/{address}", language=code, strict=False)
    assert {answer.status for answer in crawl.answers.values()} <= {200, 302, 303}
    return {address: answer.sent for address, answer in crawl.answers.items()}


@pytest.mark.sweep
def test_nothing_hidden_is_anywhere(site, client):
    visits = hidden()
    assert len(visits) == len(reasons())
    private = private_words(visits)
    sent = everything()
    assert len(sent) > 150
    assert {address: found.group() for address, text in sent.items() if (found := private.search(text))} == {}
    for visit in visits:
        image = visit.page.lead_image
        assert not image.renditions.exists(), "no visitor's request has made a picture of it"
        assert client.get(image.file.url).status_code == 403, "originals are for staff"


@pytest.mark.thorough
def test_no_method_tells_that_a_hidden_page_exists(site, client):
    missing = {method: client.generic(method, "/en/delegations/no-such-page/") for method in METHODS}
    assert {response.status_code for response in missing.values()} == {404}
    for visit in hidden():
        for code in CODES:
            address = f"/{code}/delegations/{visit.page.slug}/"
            for method in METHODS if code == "en" else ("GET", "OPTIONS"):
                response = client.generic(method, address)
                assert response.status_code == 404, f"{method} {address}"
                assert "Allow" not in response.headers, f"{method} {address}"
                if method == "GET":
                    # The address itself is repeated; nothing else may be.
                    words = response.content.decode().replace(visit.page.slug, "")
                    assert not re.search(TELLTALE, words, re.IGNORECASE), address


@pytest.mark.sweep
def test_permanent_addresses_of_hidden_records_are_as_those_that_do_not_exist(site, client):
    for visit in hidden():
        for number in (visit.registry_number, visit.page.registry_number):
            for method in METHODS:
                response = client.generic(method, f"/id/{number}")
                assert response.status_code in (404, 405), f"{method} {number}"
                assert response.status_code == client.generic(method, "/id/V-1999-999").status_code
                assert "Location" not in response.headers


@pytest.mark.thorough
def test_search_finds_nothing_hidden_in_any_language(site, client):
    for code in CODES:
        for words in (LOOKED_FOR, *(visit.registry_number for visit in hidden())):
            response = client.get(f"/{code}/search/", {"q": words})
            assert response.context["hits"] == [], f"{words} in {code}"
        with translation.override(code):
            assert client.get(f"/{code}/search/", {"q": "open"}).context["hits"]


def test_counts_are_those_of_the_public_rows(site, client):
    public = Visit.objects.public().count()
    register = client.get("/en/delegations/").context["register"]
    assert register.total == public == 2
    counts = [words for words, _address in client.get("/en/").context["counts"]]
    # France and China.
    assert counts == ["1 exhibition", "1 partner", "1 agreement", "2 visits", "2 countries and regions"]
    assert client.get(f"/en/delegations/?country={COUNTRY}").context["register"].counts == {
        "total": public,
        "matching": 0,
    }


def test_figures_count_what_may_be_counted_and_lead_only_to_what_is_public(site, museum, client):
    for visit in hidden():
        visit.institutions.filter(part="visitor").exclude(institution__import_key="open").update(
            institution=museum
        )
    figures = client.get("/en/figures/?year=2018").content.decode()
    counted = Visit.objects.counted().with_partner(museum).count()
    listed = Visit.objects.public().with_partner(museum).count()
    # Not counted: the one at level 0, the planned and the cancelled one; all the others took place.
    assert (counted, listed) == (len(reasons()) - 3 + 1, 1)
    assert re.search(rf"{counted} counted, <a [^>]*>{listed} listed</a>", figures)
    assert not private_words(hidden()).search(figures)


@pytest.mark.thorough
def test_a_visit_that_becomes_public_appears_everywhere(site, client):
    visit = next(visit for visit in hidden() if visit.embargo_until)
    Visit.objects.filter(pk=visit.pk).update(embargo_until=date(2020, 1, 1))
    visit.page.save_revision().publish()  # feeds hold what was published
    rebuild()
    sent = everything()
    address = f"/delegations/{visit.page.slug}/"
    expected = [
        "/en/delegations/",
        f"/en{address}",
        f"/ar{address}",
        f"/en/delegations/?country={COUNTRY}",
        "/en/delegations/feed/",
        "/sitemap-en.xml",
        "/sitemap-ar.xml",
        *(page.url for page in site[:4]),
        *(f"/{code}/search/?q={LOOKED_FOR}" for code in CODES),
        "/en/",
    ]
    wanted = re.compile(TELLTALE, re.IGNORECASE)
    assert [address for address in expected if not wanted.search(sent.get(address, ""))] == []
    assert f"/id/{visit.page.registry_number}" in sent, "the record tells its permanent address"
    assert client.get(f"/id/{visit.registry_number}").status_code == 303
    assert client.options(f"/en{address}").status_code == 200
    assert visit.page.lead_image.renditions.exists()
    others = private_words(hidden()).pattern.replace(f"{TELLTALE}|", "")
    assert {address for address, text in sent.items() if re.search(others, text)} == set()
