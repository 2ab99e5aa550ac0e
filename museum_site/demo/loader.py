"""The demonstration: a whole site about real records, in nine languages, with gaps on purpose.

Loading it again changes nothing: what is there already, by its key or address, is left as staff made it.
"""

import datetime
import json
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from delegations.enums import Publication
from delegations.models import DelegationIndexPage, VisitConnection
from exhibitions.models import ExhibitionIndexPage, ExhibitionPage
from museum_site.figures.models import FiguresPage
from museum_site.home.models import (
    DepartmentPage,
    FeedbackPage,
    HomePage,
    MuseumSettings,
    NewsIndexPage,
    NewsPage,
    NewsRecord,
    StandardPage,
)
from museum_site.open_data.importer import Summary, import_records
from museum_site.open_data.importer.pages import publish_new
from museum_site.translations.terms.seed import load_terms
from partnerships.models import (
    AgreementIndexPage,
    AgreementPage,
    AgreementRelation,
    Commitment,
    Institution,
    PartnerIndexPage,
)

from .pictures import poster_image
from .prose import Prose
from .search import indexed_together
from .users import ensure_groups, ensure_users

DATA = Path(__file__).parent / "data"
MUSEUM = "nmc"

# Address, page type, whether the navigation shows it, fields with blocks.
PAGES = (
    ("exhibitions", ExhibitionIndexPage, True, ("body",)),
    ("partners", PartnerIndexPage, True, ("body",)),
    ("agreements", AgreementIndexPage, True, ("body",)),
    ("delegations", DelegationIndexPage, True, ("body",)),
    ("news", NewsIndexPage, True, ("body",)),
    ("figures", FiguresPage, True, ("body",)),
    ("about", StandardPage, False, ("body",)),
    ("department", DepartmentPage, False, ("message", "mandate", "contact")),
    ("feedback", FeedbackPage, False, ("body",)),
    ("accessibility", StandardPage, False, ("body",)),
    ("privacy", StandardPage, False, ("body",)),
)

Report = Callable[[str, int, int], None]


class Additions:
    """What the demonstration adds to a new record before it is saved: translations, links, posters.

    `import_records` calls it with the name of the table (or of what a table brings along) and the record.
    """

    def __init__(self, prose: Prose, with_posters: bool):
        self.prose = prose
        self.with_posters = with_posters

    def __call__(self, name: str, record) -> None:
        getattr(self, name)(record)

    @cached_property
    def links(self) -> dict[str, dict]:
        """The links between records, by table and key."""
        return json.loads((DATA / "links.json").read_text("utf-8"))

    def institutions(self, institution):
        names = self.prose.texts("institutions", institution.import_key, "name")
        self.prose.fill(institution, "name", names, only_empty=True)

    def cities(self, city):
        self.prose.fill(city, "name", self.prose.texts("cities", city.name_en), only_empty=True)

    def people(self, person):
        self.prose.fill(person, "name", self.prose.texts("people", person.name_en), only_empty=True)

    def partners(self, page):
        """A partner page has the names of its institution."""

    def agreements(self, page):
        self.prose.fill_heading_and_summary(page, "agreements", page.import_key)
        self.prose.fill(page, "place", self.prose.texts("places", page.place_en))
        self.prose.fill(page, "ceremony_note", self.prose.texts("texts", page.ceremony_note_en))
        for role in page.roles.all():
            self.prose.fill(role, "position", self.prose.texts("positions", role.position_en))
        links = self.links["agreements"].get(page.import_key, {})
        page.relations = [
            AgreementRelation(
                kind=link["kind"], earlier=AgreementPage.objects.get(import_key=link["earlier"])
            )
            for link in links.get("relations", ())
        ]
        page.commitments = [
            self.commitment(position, link) for position, link in enumerate(links.get("commitments", ()))
        ]

    def commitment(self, position, link) -> Commitment:
        """A planned joint programme."""
        commitment = Commitment(kind=link["kind"], sort_order=position)
        for field in ("heading", "summary"):
            texts = {
                code: parts[link["key"]][field]
                for code, parts in self.prose.texts("pages", "commitments").items()
            }
            self.prose.fill(commitment, field, texts)
        return commitment

    def exhibitions(self, page):
        self.prose.fill_heading_and_summary(page, "exhibitions", page.import_key)
        agreement = self.links["exhibitions"].get(page.import_key, {}).get("agreement")
        if agreement:
            page.agreement = AgreementPage.objects.get(import_key=agreement)
        if self.with_posters:
            page.lead_image = poster_image(page)

    def delegations(self, visit):
        if visit.publication == Publication.LISTED:
            self.prose.fill_heading_and_summary(visit, "delegations", visit.import_key)
        links = self.links["delegations"].get(visit.import_key, {})
        visit.size_qualifier = links.get("size_qualifier", visit.size_qualifier)
        visit.connections = [
            VisitConnection(page=record(key), sort_order=position)
            for position, key in enumerate(links.get("connections", ()))
        ]

    def delegation_pages(self, page):
        self.prose.fill_heading_and_summary(page, "delegations", page.import_key)

    def indicators(self, indicator):
        self.prose.fill(indicator, "name", self.prose.texts("metrics", indicator.code))

    def yearly_figures(self, figure):
        self.prose.fill(figure, "note", self.prose.texts("notes", figure.note_en))


def record(key: str) -> Page:
    """The exhibition or agreement of a key."""
    found = ExhibitionPage.objects.filter(import_key=key).first() or AgreementPage.objects.get(import_key=key)
    return found.page_ptr


def ensure_page(parent: Page, model: type[Page], slug: str, prose: Prose, bodies=("body",), **facts) -> Page:
    """The page of an address below a parent; published with the demonstration's words if it is missing."""
    page = model.objects.child_of(parent).filter(slug=slug).first()
    if page is None:
        page = model(slug=slug, **facts)
        prose.fill_page(page, slug, bodies)
        publish_new(parent, page)
    return page


def ensure_home(prose: Prose) -> HomePage:
    """The home page, with the site that starts at it; the placeholder of an empty database goes."""
    home = HomePage.objects.first()
    if home is None:
        root = Page.get_first_root_node()
        # The placeholder has the slug "home"; deleted before the site is moved, it would take the site along.
        home = HomePage(slug="museum")
        prose.fill_page(home, "home")
        publish_new(root, home)
        address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
        Site.objects.update_or_create(
            is_default_site=True,
            defaults={
                "root_page": home,
                "hostname": address.hostname,
                "port": address.port or (443 if address.scheme == "https" else 80),
            },
        )
        for placeholder in root.get_children().exact_type(Page):
            placeholder.delete()
    return HomePage.objects.get(pk=home.pk)


def ensure_news(index: Page, prose: Prose, links: dict) -> None:
    """The news, linked to the records that it is about."""
    for key, link in links.items():
        if NewsPage.objects.filter(import_key=key).exists():
            continue
        records = [AgreementPage.objects.get(import_key=about) for about in link["records"]]
        page = NewsPage(
            import_key=key,
            slug=key,
            published_on=datetime.date.fromisoformat(link["published_on"]),
            sources=records[0].sources,
            confidence=records[0].confidence,
        )
        page.records = [NewsRecord(record=about.page_ptr, sort_order=n) for n, about in enumerate(records)]
        prose.fill_page(page, key)
        publish_new(index, page)


def load(
    *,
    passwords_file: Path | None = None,
    with_posters: bool = True,
    report: Report = lambda _step, _done, _total: None,
) -> Summary:
    """Load the whole demonstration into the database, all or nothing.

    `passwords_file` holds the passwords of the users and is written if it is missing; without one nobody can
    log in. `report(step, done, total)` hears how far it has come. Returns what was imported.
    """
    prose = Prose()
    with transaction.atomic(), indexed_together():
        home = ensure_home(prose)
        sections = {}
        for done, (slug, model, in_menus, bodies) in enumerate(PAGES, 1):
            sections[slug] = ensure_page(home, model, slug, prose, bodies, show_in_menus=in_menus)
            report("pages", done, len(PAGES))
        users = ensure_users(ensure_groups(), passwords_file)
        additions = Additions(prose, with_posters)
        summary = import_records(
            DATA,
            museum=MUSEUM,
            cleared_by=[users["protocol"], users["approver"]],
            report=report,
            on_new=additions,
        )
        museum = MuseumSettings.for_site(home.get_site())
        if museum.institution is None:
            institution = Institution.objects.get(import_key=MUSEUM)
            institution.native_name, institution.native_language = institution.name_zh_hans, "zh-Hans"
            institution.save()
            museum.institution = institution
            museum.save()
        ensure_news(sections["news"], prose, additions.links["news"])
        load_terms()
    return summary
