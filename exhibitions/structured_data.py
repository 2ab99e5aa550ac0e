"""Exhibitions in the vocabulary of schema.org: one ExhibitionEvent per showing."""

from museum_site.core.languages import prose
from museum_site.core.structured_data import date, item, text, web_page
from partnerships.structured_data import city_place, institution_place, organisation

from .enums import Contribution, ShowingState

EVENT_STATUS = {
    ShowingState.CONFIRMED: "https://schema.org/EventScheduled",
    ShowingState.POSTPONED: "https://schema.org/EventPostponed",
    ShowingState.CANCELLED: "https://schema.org/EventCancelled",
}
ORGANISING = (Contribution.ORGANISER, Contribution.CO_ORGANISER)


def exhibition_events(page, request) -> list[dict]:
    """The showings of an exhibition, with dates as exact as they are known."""
    url = request.build_absolute_uri(page.get_url(request))
    organisers = [row.institution for row in page.contributions.all() if row.contribution in ORGANISING]
    return [
        item(
            "ExhibitionEvent",
            **{"@id": f"{url}#{showing.uid}"},
            name=text(page.heading_in()),
            description=text(prose(page, "summary")),
            url=url,
            mainEntityOfPage=web_page(url, page.heading_in()),
            identifier=page.registry_number,
            startDate=date(showing.opens),
            endDate=date(showing.closes),
            eventStatus=EVENT_STATUS[showing.state],
            location=institution_place(showing.venue) if showing.venue_id else city_place(showing.city),
            organizer=[organisation(institution) for institution in organisers],
        )
        for showing in page.showings.all()
    ]
