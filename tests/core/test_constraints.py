"""What the database refuses whatever writes to it, and what forms say about it first.

REFUSED names every constraint of the project's models with a change that breaks it.
"""

import datetime

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import CheckConstraint, F

from delegations.models import Visit, VisitConnection, VisitCountry, VisitInstitution, VisitRole
from exhibitions.models import ExhibitionContribution, Showing
from museum_site.core.models import MuseumRendition
from museum_site.core.registry import RegistrySequence
from museum_site.figures.models import ReportedFigure
from museum_site.home.models import NewsRecord
from museum_site.translations.terms.models import Concept, Definition, Form
from partnerships.models import (
    AgreementAction,
    AgreementField,
    AgreementPage,
    AgreementParty,
    AgreementRelation,
    CeremonyRole,
    City,
    Institution,
)
from tests.factories import (
    AgreementFactory,
    CityFactory,
    ExhibitionFactory,
    ImageFactory,
    InstitutionFactory,
    NewsFactory,
    PersonFactory,
    ReportedFigureFactory,
    ShowingFactory,
    UserFactory,
    VisitFactory,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site_tree")]

# The search index is written by code only and has tests of its own.
OURS = (
    "museum_site.core",
    "museum_site.figures",
    "museum_site.home",
    "museum_site.translations.terms",
    "partnerships",
    "exhibitions",
    "delegations",
)


def agreement(**facts):
    """An agreement signed in September 2018, with one action in 2020, that renews an earlier one."""
    action = AgreementAction(kind="extended", on="2020", until="2021")
    relation = AgreementRelation(kind="renews", earlier=AgreementFactory(signed_on="2010"))
    return AgreementFactory(signed_on="2018-09", actions=[action], relations=[relation], **facts)


def showing():
    """A showing from April to June 2019 at a venue."""
    return ExhibitionFactory().showings.get()


# Checks: a function that makes good records, the model, what to change, and the words of the form's refusal.
CHECKS = {
    "city_latitude_in_range": (CityFactory, City, {"latitude": 90.1}, "less than or equal to 90"),
    "city_longitude_in_range": (CityFactory, City, {"longitude": -180.5}, "greater than or equal to -180"),
    "institution_wikidata_pattern": (
        InstitutionFactory,
        Institution,
        {"wikidata": "Q01"},
        "identifier of Wikidata",
    ),
    "institution_ulan_pattern": (InstitutionFactory, Institution, {"ulan": "500"}, "identifier of ULAN"),
    "institution_isil_pattern": (InstitutionFactory, Institution, {"isil": "fr-1"}, "identifier of ISIL"),
    "institution_ror_pattern": (InstitutionFactory, Institution, {"ror": "0li00000"}, "identifier of ROR"),
    "institution_viaf_pattern": (InstitutionFactory, Institution, {"viaf": "1"}, "identifier of VIAF"),
    "agreement_ends_not_before_signing": (
        agreement,
        AgreementPage,
        {"valid_until": "2018-08"},
        "before the day of",
    ),
    "agreement_in_force_not_before_signing": (
        agreement,
        AgreementPage,
        {"in_force_from": "2018-08-31"},
        "before the day of signing",
    ),
    "agreement_fixed_term_has_end": (
        agreement,
        AgreementPage,
        {"term": "fixed"},
        "A fixed term needs the date",
    ),
    "action_until_not_before_on": (
        agreement,
        AgreementAction,
        {"until": "2019"},
        "new end is before the action",
    ),
    "relation_not_to_itself": (agreement, AgreementRelation, {"earlier": F("page")}, "relate to itself"),
    "showing_closes_not_before_opening": (showing, Showing, {"closes": "2019-03"}, "closes before it opens"),
    "showing_has_a_place": (showing, Showing, {"venue": None}, "Choose a venue, or a city"),
    "showing_has_one_place": (showing, Showing, {"city": CityFactory}, "Choose a venue, or a city"),
    "showing_closing_known_or_unrecorded": (
        showing,
        Showing,
        {"closes_unrecorded": True},
        "There is a closing date",
    ),
    "visit_ends_not_before_start": (VisitFactory, Visit, {"ends": "2018-09-04"}, "ends before it starts"),
    "visit_cleared_by_two_people": (
        lambda: VisitFactory(public=True),
        Visit,
        {"cleared_second": F("cleared_first")},
        "two different people",
    ),
    "visit_first_clearance_before_second": (
        VisitFactory,
        Visit,
        {"cleared_second": UserFactory},
        "a second clearance, but no first",
    ),
    "visit_cleared_only_after_it_took_place": (
        lambda: VisitFactory(public=True),
        Visit,
        {"state": "planned"},
        "only after it took place",
    ),
    "visit_that_took_place_has_a_date": (VisitFactory, Visit, {"starts": None}, "needs a date"),
}


@pytest.mark.parametrize("name", CHECKS)
def test_the_database_refuses(name):
    make, model, change, _words = CHECKS[name]
    make()
    change = {field: value() if isinstance(value, type) else value for field, value in change.items()}
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        model.objects.update(**change)


@pytest.mark.parametrize("name", CHECKS)
def test_the_form_says_why(name):
    make, model, change, words = CHECKS[name]
    make()
    record = model.objects.last()
    for field, value in change.items():
        if isinstance(value, F):
            value = getattr(record, value.name)
            value = value.specific if hasattr(value, "specific") else value
        setattr(record, field, value() if isinstance(value, type) else value)
    with pytest.raises(ValidationError) as refusal:
        record.full_clean()
    assert words in " ".join(refusal.value.messages)
    assert name not in " ".join(refusal.value.messages)


# Uniqueness: functions that make two records of which the second repeats the first.
def parties():
    return AgreementParty, {"page": AgreementFactory(parties=[]), "institution": InstitutionFactory()}


def fields():
    return AgreementField, {"page": AgreementFactory(), "field": "loans"}


def ceremony_roles():
    return CeremonyRole, {"page": AgreementFactory(), "person": PersonFactory(), "part": "witness"}


def relations():
    return AgreementRelation, {"page": AgreementFactory(), "earlier": AgreementFactory(), "kind": "renews"}


def contributions():
    facts = {"page": ExhibitionFactory(), "institution": InstitutionFactory(), "contribution": "lender"}
    return ExhibitionContribution, facts


def countries():
    return VisitCountry, {"visit": VisitFactory(countries=[]), "country": "FR"}


def visit_institutions():
    return VisitInstitution, {"visit": VisitFactory(), "institution": InstitutionFactory(), "part": "host"}


def visit_roles():
    return VisitRole, {"visit": VisitFactory(), "person": PersonFactory(), "part": "head"}


def visit_connections():
    return VisitConnection, {"visit": VisitFactory(), "page": ExhibitionFactory()}


def news_records():
    return NewsRecord, {"page": NewsFactory(), "record": ExhibitionFactory()}


def figures():
    facts = {"indicator": ReportedFigureFactory(year=2017).indicator, "institution": InstitutionFactory()}
    return ReportedFigure, {**facts, "year": 2018, "value": 1, "unit": "visits", "source": "Report"}


def renditions():
    return MuseumRendition, {
        "image": ImageFactory(),
        "filter_spec": "width-400",
        "focal_point_key": "",
        "width": 1,
        "height": 1,
    }


def sequences():
    return RegistrySequence, {"prefix": "X", "year": 2018}


def definitions():
    return Definition, {
        "concept": Concept.objects.create(domain="loans"),
        "language": "en",
        "text": "For a time",
    }


def forms():
    facts = {"concept": Concept.objects.create(domain="loans"), "language": "en", "text": "loan"}
    return Form, {**facts, "usage": "allowed"}


def preferred_forms():
    concept = Concept.objects.create(domain="loans")
    Form.objects.create(concept=concept, language="en", text="loan", usage="allowed")
    return Form, {"concept": concept, "language": "en", "text": "borrowing", "usage": "preferred"}


def identifier(key, value):
    """A function that gives an institution with an identifier."""
    return lambda: (Institution, {"name_en": "Museum", "country": "FR", key: value})


UNIQUE = {
    "institution_is_party_once": parties,
    "field_of_cooperation_once": fields,
    "ceremony_role_once_per_person": ceremony_roles,
    "relation_once": relations,
    "contribution_once": contributions,
    "visit_country_once": countries,
    "visit_institution_once": visit_institutions,
    "visit_role_once_per_person": visit_roles,
    "visit_connection_once": visit_connections,
    "news_record_once": news_records,
    "figure_reported_once_per_source": figures,
    "one_rendition_per_filter": renditions,
    "one_sequence_per_register_year": sequences,
    "one_definition_per_language": definitions,
    "no_form_twice": forms,
    "one_preferred_form_per_language": preferred_forms,
    "institution_wikidata_unique": identifier("wikidata", "Q190804"),
    "institution_ulan_unique": identifier("ulan", "500300000"),
    "institution_isil_unique": identifier("isil", "FR-751021002"),
    "institution_ror_unique": identifier("ror", "02vbtzd72"),
    "institution_viaf_unique": identifier("viaf", "158855361"),
}


@pytest.mark.parametrize("name", UNIQUE)
def test_nothing_is_told_twice(name):
    model, facts = UNIQUE[name]()
    model(**facts).save()
    again = model(**facts)
    with pytest.raises(ValidationError) as refusal:
        again.validate_constraints()
    assert ("Another institution" if name.endswith("_unique") else "already exists") in " ".join(
        refusal.value.messages
    )
    with pytest.raises(IntegrityError, match=f"UNIQUE|{name}"), transaction.atomic():
        again.save()


def test_two_institutions_without_identifiers_are_two():
    pair = InstitutionFactory.create_batch(2)
    assert Institution.objects.filter(wikidata="", ulan="", pk__in=[one.pk for one in pair]).count() == 2


def test_every_constraint_of_ours_is_tested():
    ours = [model for model in apps.get_models() if model.__module__.startswith(OURS)]
    checks = {
        constraint.name: isinstance(constraint, CheckConstraint)
        for model in ours
        for constraint in model._meta.constraints
    }
    assert {name for name, is_check in checks.items() if is_check} == set(CHECKS)
    assert {name for name, is_check in checks.items() if not is_check} == set(UNIQUE)


# --- What a partial date may be beside another ----------------------------------------------------


@pytest.mark.parametrize(
    ("opens", "closes"),
    [
        ("2019-04-12", "2019"),
        ("2019-04-12", "2019-04"),
        ("2019", "2019-01-01"),
        ("2019-04", "2019-04-01"),
        ("2019-04-12", "2019-04-12"),
        (None, "2019"),
        ("2019", None),
    ],
)
def test_dates_that_can_mean_a_span_are_taken(opens, closes):
    showing = ExhibitionFactory(showings=[ShowingFactory(opens=opens, closes=closes)]).showings.get()
    showing.full_clean()
    assert (showing.opens and str(showing.opens), showing.closes and str(showing.closes)) == (opens, closes)


@pytest.mark.parametrize(
    ("opens", "closes"),
    [("2019-04-12", "2018"), ("2019-04-12", "2019-03"), ("2019-04-12", "2019-04-11"), ("2020", "2019-12-31")],
)
def test_dates_that_cannot_mean_a_span_are_refused(opens, closes):
    with pytest.raises(IntegrityError), transaction.atomic():
        ExhibitionFactory(showings=[ShowingFactory(opens=opens, closes=closes)])
    with pytest.raises(ValidationError, match="closes before it opens"):
        ShowingFactory(opens=opens, closes=closes).clean()


# --- What only the models know --------------------------------------------------------------------


def test_an_agreement_that_is_public_has_two_parties():
    page = AgreementFactory(parties=[InstitutionFactory()])
    with pytest.raises(ValidationError, match="at least two parties"):
        page.full_clean()
    page.further_parties_unknown = True
    page.full_clean()


def test_a_draft_of_an_agreement_may_still_have_one():
    AgreementFactory(parties=[InstitutionFactory()], live=False).full_clean()


def test_an_institution_is_not_part_of_itself():
    parent = InstitutionFactory()
    child = InstitutionFactory(parent=parent)
    for ancestor in (parent, child):
        parent.parent = ancestor
        with pytest.raises(ValidationError, match="cannot be part of itself"):
            parent.full_clean()


def test_a_record_needs_a_name_in_one_language():
    for factory in (InstitutionFactory, PersonFactory, CityFactory):
        with pytest.raises(ValidationError, match="name is needed in one language"):
            factory.build(name_en="").full_clean()
        factory.build(name_en="", name_ar="متحف").full_clean()


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("country", "XX", "not an ISO 3166-1 country code"),
        ("country", "", "cannot be blank"),
        ("native_language", "Norwegian!", "language tag such as nb"),
        ("website", "javascript:alert(1)", "valid URL"),
        ("founded", 2101, "less than or equal to 2100"),
        ("latitude", 91, "less than or equal to 90"),
    ],
)
def test_facts_of_an_institution_are_checked(field, value, words):
    with pytest.raises(ValidationError, match=words):
        InstitutionFactory.build(**{field: value}).full_clean()


@pytest.mark.parametrize("name", ["", "Peking", "asia/shanghai", "../../etc/passwd"])
def test_a_time_zone_is_one_of_the_database(name):
    with pytest.raises(ValidationError):
        CityFactory.build(time_zone=name).full_clean()


def test_an_embargo_is_a_day():
    VisitFactory(embargo_until=datetime.date(2020, 1, 1)).full_clean()
