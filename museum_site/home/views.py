"""The front page and the news."""

from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from delegations.models import DelegationIndexPage
from delegations.views import VisitRegister
from exhibitions.enums import ExhibitionStatus
from exhibitions.models import ExhibitionIndexPage
from exhibitions.views import ExhibitionRegister
from museum_site.core.connections import connected_records
from museum_site.core.numbers import localized_number
from museum_site.core.partial_dates import PartialDate
from museum_site.core.registers import Register, YearFilter, year_heading
from museum_site.figures.models import FiguresPage
from partnerships.enums import CeremonyPart
from partnerships.maps import PartnerMap
from partnerships.models import AgreementIndexPage, CeremonyRole, PartnerIndexPage, PartnerPage
from partnerships.views import AgreementRegister, PartnerRegister

from .countries import countries_in_use, countries_in_words
from .models import DepartmentPage, NewsIndexPage, NewsPage

LATEST = 4


class NewsRegister(Register):
    """News by year."""

    filters = (
        YearFilter(
            "year", gettext_lazy("Year"), lambda rows, year, register: rows.filter(published_on__year=year)
        ),
    )

    @cached_property
    def everything(self):
        return NewsPage.objects.visible(self.on)

    def loaded(self, rows):
        return rows.with_heading("registry_number", "published_on", "summary")

    def group_of(self, row):
        return year_heading(PartialDate.from_date(row.published_on))

    @cached_property
    def values_in_use(self):
        return {"year": {date.year for date in self.everything.dates("published_on", "year")}}

    def count_in_words(self, count):
        # Translators: how many news items there are.
        words = ngettext("%(number)s news item", "%(number)s news items", count)
        return words % {"number": localized_number(count)}

    def share_in_words(self, count, total):
        # Translators: how many rows of a register the filters leave; the plural form follows %(total)s.
        words = ngettext("%(number)s of %(total)s news item", "%(number)s of %(total)s news items", total)
        return words % {"number": localized_number(count), "total": localized_number(total)}


def news_context(page, now=None) -> dict:
    """What the page of a news item prints, at a moment."""
    now = now or timezone.now()
    on = timezone.localdate(now)
    partners = (
        PartnerPage.objects.visible(on).filter(news_records__page=page.pk).select_related("institution")
    )
    return {
        "partners": list(partners.with_texts()),
        "connections": connected_records(page, on),
        "neighbours": NewsRegister(now=now).neighbours(page),
    }


def home_context(page, now=None) -> dict:
    """What the front page prints at a moment: counts, what is on, and the latest of everything."""
    now = now or timezone.now()
    exhibitions, agreements = ExhibitionRegister(now=now), AgreementRegister(now=now)
    partners, visits, news = PartnerRegister(now=now), VisitRegister(now=now), NewsRegister(now=now)
    addresses = {
        child.specific_class: child.url
        for child in page.get_children().live().only("url_path", "content_type", "path", "depth", "slug")
    }
    sections = {
        "exhibitions": (exhibitions, ExhibitionIndexPage),
        "partners": (partners, PartnerIndexPage),
        "agreements": (agreements, AgreementIndexPage),
        "visits": (visits, DelegationIndexPage),
        "news": (news, NewsIndexPage),
    }
    latest_agreements = agreements.first(agreements.everything, LATEST)
    return {
        "counts": [
            (register.count_in_words(register.total), addresses[model])
            for name, (register, model) in sections.items()
            if model in addresses and name != "news"
        ]
        + [(countries_in_words(len(countries_in_use(now))), reverse("countries"))],
        "addresses": {
            **{name: addresses.get(model, "") for name, (_register, model) in sections.items()},
            "department": addresses.get(DepartmentPage, ""),
            "figures": addresses.get(FiguresPage, ""),
        },
        **exhibitions_on_home(exhibitions),
        "latest_agreements": latest_agreements,
        "signatories": signatories(latest_agreements[0]) if latest_agreements else [],
        "partner_map": PartnerMap(partners, addresses[PartnerIndexPage])
        if PartnerIndexPage in addresses
        else None,
        "latest_visits": visits.first(visits.everything, LATEST),
        "latest_news": news.first(news.everything, LATEST),
    }


def pages_on_home(page, now=None) -> set[int]:
    """The primary keys of the pages that the front page shows at a moment, itself among them."""
    shown = home_context(page, now)
    feature, strips = shown["feature"], [rows for _id, _title, rows in shown["strips"]]
    pages = [*([feature] if feature else []), *(row for rows in strips for row in rows)]
    pages += [*shown["latest_agreements"], *shown["latest_news"]]
    # A visit that is only listed has no page.
    pages += [visit.page for visit in shown["latest_visits"] if getattr(visit, "page", None)]
    return {page.pk, *(shown.pk for shown in pages)}


def exhibitions_on_home(register: ExhibitionRegister) -> dict:
    """The exhibition that is shown large, and strips of others under their titles.

    Large is what is on, else what opens next, else what opened last. It is not repeated in the strips.
    """

    def in_status(status):
        return register.first(register.everything.in_status(status, register.local_dates), LATEST + 1)

    current, upcoming = in_status(ExhibitionStatus.CURRENT), in_status(ExhibitionStatus.UPCOMING)
    latest = register.first(register.everything, LATEST + 1)
    strips = [
        ("on-now", _("On now"), current),
        ("next", _("Opening soon"), upcoming),
        ("latest-exhibitions", _("Latest exhibitions"), latest),
    ]
    feature = next((rows[0] for _id, _title, rows in strips if rows), None)
    shown, rest = {feature and feature.pk}, []
    for id_, title, rows in strips:
        # One row of cards each; an exhibition stands in the first strip that has it.
        fresh = [row for row in rows if row.pk not in shown][:LATEST]
        shown |= {row.pk for row in fresh}
        if fresh:
            rest.append((id_, title, fresh))
    return {"feature": feature, "strips": rest}


def signatories(agreement) -> list[CeremonyRole]:
    """Who signed an agreement, for whom, in which position."""
    roles = CeremonyRole.objects.filter(page=agreement.pk, part=CeremonyPart.SIGNATORY)
    return list(roles.select_related("person", "institution"))
