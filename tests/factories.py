"""Records for tests: plain ones by default, so that a test names only what it is about.

Pages are added below the index page of their type; section() makes it, and the home page, when they are
missing. Institutions stand abroad unless a test says otherwise: InstitutionFactory(at_home=True).

Wagtail's own indexes (what the admin's search finds, which record refers to which) know nothing of records that are
made here, because that takes a third of a test's time; what the site itself saves is indexed as ever. A test that
needs the indexes has the fixture `wagtail_indexes`.
"""

import contextlib
import io
import itertools

import factory
from django.contrib.auth import get_user_model
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from django_tasks import task_backends
from django_tasks.backends.base import BaseTaskBackend
from factory.django import DjangoModelFactory as ModelFactory
from PIL import Image
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page, Site

from delegations.enums import InstitutionPart, Publication, VisitDirection, VisitLevel, VisitState
from delegations.models import DelegationIndexPage, DelegationPage, Visit, VisitCountry, VisitInstitution
from exhibitions.enums import Contribution
from exhibitions.models import ExhibitionContribution, ExhibitionIndexPage, ExhibitionPage, Showing
from museum_site.core.models import MuseumImage
from museum_site.figures.enums import Unit
from museum_site.figures.models import FiguresPage, Indicator, ReportedFigure
from museum_site.home.enums import FeedbackKind
from museum_site.home.models import (
    DepartmentPage,
    Feedback,
    FeedbackPage,
    HomePage,
    MuseumSettings,
    NewsIndexPage,
    NewsPage,
    NewsRecord,
    StandardPage,
)
from partnerships.enums import CeremonyPart
from partnerships.models import (
    AgreementField,
    AgreementIndexPage,
    AgreementPage,
    AgreementParty,
    CeremonyRole,
    City,
    Institution,
    PartnerIndexPage,
    PartnerPage,
    Person,
)

# --- Making records -------------------------------------------------------------------------------


class Dropped(BaseTaskBackend):
    """Does no task."""

    def enqueue(self, task, args, kwargs):
        return None


TASKS = Dropped("default", {})


@contextlib.contextmanager
def not_indexed():
    """Leave what is saved meanwhile out of Wagtail's indexes: the tasks that would enter it are dropped."""
    backend = task_backends["default"]
    task_backends["default"] = TASKS
    try:
        yield
    finally:
        task_backends["default"] = backend


class DjangoModelFactory(ModelFactory):
    """Makes a record that Wagtail's indexes know nothing of."""

    class Meta:
        abstract = True

    @classmethod
    def _generate(cls, strategy, params):
        with not_indexed():
            return super()._generate(strategy, params)


# --- Institutions, people, users ------------------------------------------------------------------


class CityFactory(DjangoModelFactory):
    """A town in France; at_home=True: in China."""

    class Meta:
        model = City

    class Params:
        at_home = factory.Trait(country="CN", time_zone="Asia/Shanghai")

    name_en = factory.Sequence("City {}".format)
    country = "FR"
    time_zone = "Europe/Paris"


class InstitutionFactory(DjangoModelFactory):
    """A museum in France; at_home=True: in China. It has no city unless one is given."""

    class Meta:
        model = Institution

    class Params:
        at_home = factory.Trait(country="CN")

    name_en = factory.Sequence("Museum {}".format)
    country = "FR"


class PersonFactory(DjangoModelFactory):
    """A person with an English name."""

    class Meta:
        model = Person

    name_en = factory.Sequence("Person {}".format)


class UserFactory(DjangoModelFactory):
    """Somebody who can log in but may do nothing; superuser=True: everything."""

    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    class Params:
        superuser = factory.Trait(is_superuser=True, is_staff=True)

    username = factory.Sequence("user{}".format)
    email = factory.LazyAttribute(lambda user: f"{user.username}@example.org")
    password = factory.django.Password("only for tests")


# --- Pictures and documents -----------------------------------------------------------------------


class ImageFactory(DjangoModelFactory):
    """A small plain picture."""

    class Meta:
        model = MuseumImage

    class Params:
        size = (40, 30)

    title = factory.Sequence("Picture {}".format)
    alt_en = factory.Sequence("A plain rectangle, number {}".format)

    @factory.lazy_attribute
    def file(self):
        content = io.BytesIO()
        Image.new("RGB", self.size, "teal").save(content, "PNG")
        return ImageFile(content, name="picture.png")


class DocumentFactory(DjangoModelFactory):
    """A text file."""

    class Meta:
        model = get_document_model()

    title = factory.Sequence("Document {}".format)
    file = factory.LazyFunction(lambda: ContentFile(b"text", name="document.txt"))


# --- The page tree --------------------------------------------------------------------------------

SECTIONS = {
    ExhibitionIndexPage: ("exhibitions", "Exhibitions"),
    PartnerIndexPage: ("partners", "Partners"),
    AgreementIndexPage: ("agreements", "Agreements"),
    DelegationIndexPage: ("delegations", "Delegations"),
    NewsIndexPage: ("news", "News"),
    FiguresPage: ("figures", "Figures"),
    DepartmentPage: ("department", "Department"),
    FeedbackPage: ("feedback", "Feedback"),
}


@not_indexed()
def home_page() -> HomePage:
    """The home page, freshly read; made the first time, with a site that starts at it."""
    home = HomePage.objects.first()
    if home is None:
        home = HomePage(heading_en="International Exchange", heading_zh_hans="国际交流", slug="home")
        root = Page.get_first_root_node()
        root.get_children().delete()  # the page that Wagtail puts into an empty database
        Page.objects.get(pk=root.pk).add_child(instance=home)
        Site.objects.all().delete()
        Site.objects.create(hostname="localhost", root_page=home, is_default_site=True)
        home = HomePage.objects.get()
    return home


@not_indexed()
def section(model):
    """The only page of a model of SECTIONS (or HomePage), freshly read; made the first time."""
    if model is HomePage:
        return home_page()
    page = model.objects.first()
    if page is None:
        slug, heading = SECTIONS[model]
        home_page().add_child(instance=model(slug=slug, heading_en=heading))
        page = model.objects.get()
    return page


@not_indexed()
def whole_tree() -> HomePage:
    """The home page with every section and the standing pages below it, and a museum whose site it is."""
    home = home_page()
    for model in SECTIONS:
        section(model)
    for slug, heading in (("about", "About"), ("accessibility", "Accessibility"), ("privacy", "Privacy")):
        if not StandardPage.objects.filter(slug=slug).exists():
            StandardPageFactory(slug=slug, heading_en=heading)
    museum = MuseumSettings.for_site(home.get_site())
    if museum.institution is None:
        museum.institution = InstitutionFactory(
            at_home=True, name_en="The Museum", name_zh_hans="博物馆", city=CityFactory(at_home=True)
        )
        museum.save()
    return HomePage.objects.get(pk=home.pk)


class PageFactory(DjangoModelFactory):
    """A live page below `parent`: by default the one page that its type belongs under."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class, *args, parent=None, **kwargs):
        page = model_class(*args, **kwargs)
        (parent or section(model_class.clean_parent_page_models()[0])).add_child(instance=page)
        return page


class StandardPageFactory(PageFactory):
    """A standing text."""

    class Meta:
        model = StandardPage

    heading_en = factory.Sequence("Standing text {}".format)


class PartnerFactory(PageFactory):
    """The page of an institution."""

    class Meta:
        model = PartnerPage

    institution = factory.SubFactory(InstitutionFactory)


class AgreementFactory(PageFactory):
    """An agreement of two institutions, signed on 12 September 2018, term not known.

    `parties` are institutions, `fields` codes of CooperationField, `signatories` people; `actions`, `roles`,
    `relations` and `commitments` are unsaved rows.
    """

    class Meta:
        model = AgreementPage

    heading_en = factory.Sequence("Agreement {}".format)
    signed_on = "2018-09-12"
    parties = factory.LazyFunction(lambda: InstitutionFactory.create_batch(2))

    @classmethod
    def _adjust_kwargs(cls, *, parties, fields=(), signatories=(), roles=(), **kwargs):
        return {
            **kwargs,
            "parties": in_order(AgreementParty(institution=institution) for institution in parties),
            "fields": in_order(AgreementField(field=field) for field in fields),
            "roles": in_order(
                [
                    *(CeremonyRole(person=person, part=CeremonyPart.SIGNATORY) for person in signatories),
                    *roles,
                ]
            ),
        }


class ShowingFactory(factory.Factory):
    """An unsaved showing for ExhibitionFactory(showings=[…]), in a museum abroad, from April to June 2019."""

    class Meta:
        model = Showing

    class Params:
        place = None  # a city, instead of a venue

    venue = factory.LazyAttribute(lambda showing: None if showing.place else InstitutionFactory())
    city = factory.LazyAttribute(lambda showing: showing.place)
    opens = "2019-04-12"
    closes = "2019-06"


class ExhibitionFactory(PageFactory):
    """An exhibition with one showing.

    `showings` are unsaved rows; `lenders` and `organisers` are institutions. The facts of a single showing
    can be given here: ExhibitionFactory(showing__opens="2020", showing__closes=None, showing__venue=museum).
    """

    class Meta:
        model = ExhibitionPage

    class Params:
        showing = factory.SubFactory(ShowingFactory)

    heading_en = factory.Sequence("Exhibition {}".format)
    showings = factory.LazyAttribute(lambda exhibition: [exhibition.showing])

    @classmethod
    def _adjust_kwargs(cls, *, showings, lenders=(), organisers=(), **kwargs):
        contributions = [
            *(
                ExhibitionContribution(institution=who, contribution=Contribution.ORGANISER)
                for who in organisers
            ),
            *(ExhibitionContribution(institution=who, contribution=Contribution.LENDER) for who in lenders),
        ]
        return {**kwargs, "showings": in_order(showings), "contributions": in_order(contributions)}


class VisitFactory(DjangoModelFactory):
    """A visit from abroad that took place on 5 September 2018 and is only counted.

    public=True: listed and cleared by two people. `countries` are codes, `visitors` and `hosts` institutions.
    """

    class Meta:
        model = Visit

    class Params:
        public = factory.Trait(
            publication=Publication.LISTED,
            cleared_first=factory.SubFactory(UserFactory),
            cleared_second=factory.SubFactory(UserFactory),
        )

    heading_en = factory.Sequence("Visit {}".format)
    direction = VisitDirection.INCOMING
    level = VisitLevel.MINISTER
    state = VisitState.TOOK_PLACE
    starts = "2018-09-05"

    @classmethod
    def _adjust_kwargs(cls, *, countries=("FR",), visitors=(), hosts=(), **kwargs):
        institutions = [
            *(VisitInstitution(institution=who, part=InstitutionPart.VISITOR) for who in visitors),
            *(VisitInstitution(institution=who, part=InstitutionPart.HOST) for who in hosts),
        ]
        return {
            **kwargs,
            "countries": in_order(VisitCountry(country=code) for code in countries),
            "institutions": in_order(institutions),
        }


class DelegationFactory(PageFactory):
    """The full page of a public visit; facts of the visit as visit__starts="2019"."""

    class Meta:
        model = DelegationPage

    heading_en = factory.Sequence("Delegation {}".format)
    visit = factory.SubFactory(VisitFactory, public=True, publication=Publication.FULL_PAGE, heading_en="")


class NewsFactory(PageFactory):
    """A news item of 22 August 2022 about `records`, which are pages."""

    class Meta:
        model = NewsPage

    heading_en = factory.Sequence("News {}".format)
    published_on = "2022-08-22"

    @classmethod
    def _adjust_kwargs(cls, *, records=(), **kwargs):
        kwargs["published_on"] = NewsPage._meta.get_field("published_on").to_python(kwargs["published_on"])
        return {**kwargs, "records": in_order(NewsRecord(record=page) for page in records)}


def in_order(rows) -> list:
    """Rows with the order that an editor's form would give them."""
    rows = list(rows)
    for position, row in enumerate(rows):
        row.sort_order = position
    return rows


def many_exhibitions(count: int, **showing) -> None:
    """Put many live exhibitions, each with one showing at the same venue, straight into the tables.

    For measuring lists: nothing is validated, signalled or indexed. `showing` are facts of the showings.
    """
    register = section(ExhibitionIndexPage)
    content_type, locale = ContentType.objects.get_for_model(ExhibitionPage), Locale.get_default()
    showing = {"venue": InstitutionFactory(), "opens": "2019-04-12", "closes": "2019-06", **showing}
    pages = [
        Page(
            title=f"Exhibition {number}",
            draft_title=f"Exhibition {number}",
            slug=f"exhibition-{number}",
            path=Page._get_path(register.path, register.depth + 1, number),
            depth=register.depth + 1,
            url_path=f"{register.url_path}exhibition-{number}/",
            content_type=content_type,
            locale=locale,
        )
        for number in itertools.islice(itertools.count(register.numchild + 1), count)
    ]
    Page.objects.bulk_create(pages)
    for page in pages:
        exhibition = ExhibitionPage(
            page_ptr=page, heading_en=page.title, registry_number=f"E-2019-{register.numchild + page.pk:05d}"
        )
        exhibition.save_base(raw=True, force_insert=True)
    Showing.objects.bulk_create(Showing(page_id=page.pk, **showing) for page in pages)
    Page.objects.filter(pk=register.pk).update(numchild=register.numchild + count)


# --- Figures and feedback -------------------------------------------------------------------------


class IndicatorFactory(DjangoModelFactory):
    """What a reported figure is about."""

    class Meta:
        model = Indicator

    code = factory.Sequence("indicator-{}".format)
    name_en = factory.Sequence("Indicator {}".format)


class ReportedFigureFactory(DjangoModelFactory):
    """A figure of 2018."""

    class Meta:
        model = ReportedFigure

    indicator = factory.SubFactory(IndicatorFactory)
    institution = factory.SubFactory(InstitutionFactory)
    year = 2018
    value = 200
    unit = Unit.VISITS
    source = "Annual report"


class FeedbackFactory(DjangoModelFactory):
    """A message of a visitor."""

    class Meta:
        model = Feedback

    kind = FeedbackKind.OPINION
    text = "The page about the agreement is clear."
    language = "en"
