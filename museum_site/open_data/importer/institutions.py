"""institutions.csv: institutions, their cities, and a partner page for each but the museum itself."""

from django.conf import settings
from django.utils.translation import gettext as _

from museum_site.core.languages import column
from partnerships.enums import InstitutionKind
from partnerships.models import Institution, PartnerPage

from . import cells
from .kinds import SOURCE_COLUMNS, Kind, set_plain
from .pages import publish_changes, publish_new
from .tables import Column

NAMES = [column("name", code) for code, _autonym in settings.LANGUAGES]


class Institutions(Kind):
    """The table of institutions."""

    name = "institutions"
    page_model = PartnerPage
    columns = [
        Column("key", cells.key, required=True),
        Column("kind", cells.choice(InstitutionKind), required=True),
        Column("country", cells.country, required=True),
        Column("city", cells.text(255)),
        Column("latitude", cells.within(-90, 90)),
        Column("longitude", cells.within(-180, 180)),
        Column("website", cells.address),
        Column("founded_year", cells.whole(1, 2100)),
        Column("wikidata", cells.wikidata),
        *(Column(name, cells.text(255)) for name in NAMES),
        *SOURCE_COLUMNS,
    ]

    def rank(self, values):
        # An embassy stands in a city of another country, which others have to make known first.
        return int(values["kind"] == InstitutionKind.EMBASSY)

    def check(self, row, known):
        values = row.values
        if not any(values[name] for name in NAMES):
            yield row.problem(NAMES[0], _("A name in at least one language is needed."))
        for one, other in (("latitude", "longitude"), ("longitude", "latitude")):
            if values[one] is None and values[other] is not None:
                yield row.problem(one, _("Latitude and longitude belong together."))
        owner = known.wikidata.setdefault(values["wikidata"], values["key"])
        if values["wikidata"] and owner != values["key"]:
            yield row.problem("wikidata", _("“%(key)s” has this identifier already.") % {"key": owner})
        if values["city"] and not known.country_of_city(values["city"], values["kind"], values["country"]):
            yield row.problem(
                "city",
                _("No other institution stands in this city, so the country that it is in is not known."),
            )

    def facts(self, values):
        place = (values["city"], values["kind"], values["country"]) if values["city"] else None
        return {
            "kind": values["kind"],
            "country": values["country"],
            "city": place,
            "latitude": values["latitude"],
            "longitude": values["longitude"],
            "website": values["website"] or "",
            "founded": values["founded_year"],
            "wikidata": values["wikidata"] or "",
            **{name: values[name] or "" for name in NAMES},
            "sources": values["source"],
            "confidence": values["confidence"],
        }

    def existing(self):
        return Institution.objects.in_bulk(field_name="import_key")

    def create(self, key, facts, store):
        institution = Institution(import_key=key)
        self._set(institution, facts, store)
        store.on_new(self.name, institution)
        institution.save()
        store.institutions[key] = institution
        if key == store.museum:
            return [institution]
        page = PartnerPage(
            import_key=key,
            slug=key,
            institution=institution,
            sources=institution.sources,
            confidence=institution.confidence,
        )
        store.on_new("partners", page)
        publish_new(store.parent(PartnerPage), page)
        return [institution, page]

    def update(self, institution, changes, store):
        self._set(institution, changes, store)
        institution.save()
        store.institutions[institution.import_key] = institution
        page = PartnerPage.objects.filter(institution=institution).first()
        if page:
            about_page = {name: changes[name] for name in ("sources", "confidence") if name in changes}
            publish_changes(page, lambda version: set_plain(version, about_page))

    def _set(self, institution, facts, store):
        set_plain(institution, facts, apart=("city",))
        if "city" in facts:
            institution.city = self._city(facts["city"], institution, store)

    def _city(self, place, institution, store):
        if place is None:
            return None
        name, kind, country = place
        if kind == InstitutionKind.EMBASSY:
            # Checked before: the city is that of exactly one other country.
            country = next(other for city, other in store.cities if city == name and other != country)
        return store.city(name, country, institution.latitude, institution.longitude)
