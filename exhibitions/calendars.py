"""The showings of an exhibition as entries of a reader's own calendar (RFC 5545)."""

import datetime

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_safe
from icalendar import Calendar, Event, vText

from museum_site.core.languages import Prose, active_language, language_tag, prose
from museum_site.core.views import page_at

from .enums import ExhibitionStatus, ShowingState
from .models import ExhibitionPage

# For how long a calendar may be kept, in seconds; calendar programs ask again on their own.
MAX_AGE = 3600
CALLED_OFF = (ShowingState.CANCELLED, ShowingState.POSTPONED)


def has_known_days(showing) -> bool:
    """Whether the opening and the closing day are known."""
    return all(date and date.day for date in showing.dates())


def calendar_address(page, showings, now: datetime.datetime) -> str:
    """The address of an exhibition's calendar; "" where no showing with known days is still to be seen."""
    to_come = (ExhibitionStatus.CURRENT, ExhibitionStatus.UPCOMING)
    if not any(has_known_days(showing) and showing.status(at=now) in to_come for showing in showings):
        return ""
    return f"{page.url}calendar.ics" if page.url else ""


def marked(found: Prose) -> vText:
    """A text that names its language."""
    return vText(str(found), params={"LANGUAGE": found.language.tag})


def event_of(showing, page, request) -> Event:
    """A showing with known days as an entry of a calendar: whole days, which leave the reader free."""
    permanent = request.build_absolute_uri(reverse("permanent_address", args=[page.registry_number]))
    url = request.build_absolute_uri(page.get_url(request))
    summary = prose(page, "summary")
    changed = page.last_published_at or timezone.make_aware(
        datetime.datetime.combine(showing.opens.earliest, datetime.time()), datetime.UTC
    )
    event = Event()
    event.add("uid", f"{page.registry_number}.{showing.uid}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("dtstart", showing.opens.earliest)
    # The end of whole days is the day after the last one.
    event.add("dtend", showing.closes.latest + datetime.timedelta(days=1))
    event.add("summary", marked(page.heading_in()))
    event.add("location", showing.place_in_words())
    event.add(
        "description",
        vText(
            "\n\n".join(part for part in (str(summary), permanent) if part),
            params={"LANGUAGE": summary.language.tag},
        ),
    )
    event.add("url", url)
    event.add("status", "CANCELLED" if showing.state in CALLED_OFF else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    return event


@require_safe
def exhibition_calendar(request, section, slug):
    """The calendar of an exhibition; 404 for what is not public and for one without a showing of known days."""
    page = page_at(request, f"{section}/{slug}/")
    if not isinstance(page, ExhibitionPage) or page.is_private or not page.is_visible(timezone.localdate()):
        raise Http404("no exhibition at this address")
    showings = [
        showing for showing in page.showings.select_related("venue__city", "city") if has_known_days(showing)
    ]
    if not showings:
        raise Http404("no showing with known days")
    calendar = Calendar()
    calendar.add("prodid", f"-//{request.get_host()}//{page.registry_number}//{active_language().upper()}")
    calendar.add("version", "2.0")
    for showing in showings:
        calendar.add_component(event_of(showing, page, request))
    response = HttpResponse(calendar.to_ical(), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{page.registry_number}.ics"'
    response["Content-Language"] = language_tag(active_language())
    response["X-Robots-Tag"] = "noindex"
    patch_cache_control(response, public=True, max_age=MAX_AGE)
    return response
