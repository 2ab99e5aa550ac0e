"""Atom feeds of the news and of each register, in every language and with the register's filters."""

import re

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import Http404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed, rfc3339_date

from delegations.models import DelegationPage, Visit
from museum_site.core.languages import name_of, prose
from museum_site.core.models import RecordPage
from museum_site.core.registers import RegisterPage
from museum_site.core.views import page_at

from .context import museum

NEWEST = 50
# XML 1.0 cannot hold them.
CONTROL_CHARACTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")


def plain(prose_or_text) -> str:
    """A text as XML can hold it."""
    return CONTROL_CHARACTERS.sub("", str(prose_or_text))


class TrueLanguageAtom(Atom1Feed):
    """Atom in which every text is marked with the language that it really stands in (RFC 4287, section 2)."""

    def root_attributes(self):
        return {"xmlns": self.ns, "xml:lang": self.feed["heading"].language.tag}

    def add_item_elements(self, handler, item):
        heading, summary = item["heading"], item["summary"]
        handler.addQuickElement("title", plain(heading), {"xml:lang": heading.language.tag})
        handler.addQuickElement("link", "", {"href": item["link"], "rel": "alternate"})
        handler.addQuickElement("published", rfc3339_date(item["pubdate"]))
        handler.addQuickElement("updated", rfc3339_date(item["updateddate"]))
        handler.addQuickElement("id", item["unique_id"])
        if summary:
            handler.addQuickElement("summary", plain(summary), {"xml:lang": summary.language.tag})


class RegisterFeed(Feed):
    """The newest records of a register, or the news, as the filters of the address narrow them."""

    feed_type = TrueLanguageAtom

    def get_object(self, request, slug):
        page = page_at(request, f"{slug}/")
        if not isinstance(page, RegisterPage) or page.is_private:
            raise Http404("no register at this address")
        page.register = page.register_for(request.GET)
        page.museum = museum(request)
        page.origin = f"{request.scheme}://{request.get_host()}"
        page.address = page.get_url(request)
        return page

    def feed_extra_kwargs(self, page):
        return {"heading": page.heading_in()}

    def author_name(self, page):
        language = page.heading_in().language.code
        return plain(name_of(page.museum, language)) if page.museum else settings.WAGTAIL_SITE_NAME

    def title(self, page):
        return f"{plain(page.heading_in())} · {self.author_name(page)}"

    def subtitle(self, page):
        summary = prose(page, "summary")
        return plain(summary) if summary and summary.language == page.heading_in().language else None

    def link(self, page):
        return page.address + filters_of(page.register)

    def feed_url(self, page):
        return f"{page.address}feed/{filters_of(page.register)}"

    def feed_guid(self, page):
        return page.origin + self.feed_url(page)

    def items(self, page) -> list[RecordPage]:
        """The records that were changed last.

        A visit without a page of its own is no entry: nothing tells when it was published, and there is no
        text to read.
        """
        rows = page.register.queryset()
        if rows.model is Visit:
            visits = rows.order_by().values("pk")
            rows = DelegationPage.objects.visible(page.register.on).filter(visit__in=visits)
        rows = rows.filter(last_published_at__isnull=False).order_by("-last_published_at", "-registry_number")
        records = list(rows.with_texts()[:NEWEST])
        for record in records:
            record.guid = page.origin + reverse("permanent_address", args=[record.registry_number])
        return records

    # The texts are written with their languages by TrueLanguageAtom.
    item_title = item_description = None

    def item_extra_kwargs(self, record):
        return {"heading": record.heading_in(), "summary": prose(record, "summary")}

    def item_link(self, record):
        return record.url

    def item_guid(self, record):
        return record.guid

    def item_pubdate(self, record):
        return record.first_published_at

    def item_updateddate(self, record):
        return record.last_published_at


def filters_of(register) -> str:
    """The query string of a register's filters, "" without any."""
    return register.address() if register.is_filtered else ""
