"""Institutions and cities in the vocabulary of schema.org."""

from museum_site.core.languages import name_of
from museum_site.core.structured_data import item, text

from .enums import InstitutionKind
from .models import City, Institution


def address(city: City | None, country: str) -> dict | None:
    """A postal address as far as it is known: the town and the country's code; None for nothing."""
    if not (city or country):
        return None
    locality = text(name_of(city)) if city else None
    return item(
        "PostalAddress", addressLocality=locality, addressCountry=(city.country if city else "") or country
    )


def coordinates(place: Institution | City) -> dict | None:
    """Where a place lies; None if unknown."""
    if place.latitude is None or place.longitude is None:
        return None
    return item("GeoCoordinates", latitude=place.latitude, longitude=place.longitude)


def native_name(institution: Institution) -> dict | None:
    """The institution's own name with its language; None if it is not recorded."""
    if not institution.native_name:
        return None
    language = {"@language": institution.native_language} if institution.native_language else {}
    return {"@value": institution.native_name} | language


def addresses_elsewhere(institution: Institution) -> list[str]:
    """Addresses that stand for the same institution elsewhere."""
    return [url for _authority, _identifier, url in institution.identifiers() if url]


def institution_place(institution: Institution) -> dict:
    """An institution as a place where something is shown."""
    return item(
        "Museum" if institution.kind == InstitutionKind.MUSEUM else "Place",
        name=text(name_of(institution)),
        alternateName=native_name(institution),
        url=institution.website,
        address=address(institution.city, institution.country),
        geo=coordinates(institution),
        sameAs=addresses_elsewhere(institution),
    )


def city_place(city: City) -> dict:
    """A town as a place where something is shown."""
    return item("Place", name=text(name_of(city)), address=address(city, city.country), geo=coordinates(city))


def organisation(institution: Institution) -> dict:
    """An institution as somebody who acts."""
    return item(
        "Organization",
        name=text(name_of(institution)),
        alternateName=native_name(institution),
        url=institution.website,
        sameAs=addresses_elsewhere(institution),
    )
