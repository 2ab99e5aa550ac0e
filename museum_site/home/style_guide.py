"""The style guide: every component of the public site in every state, with the records that are there. For staff."""

from django.http import Http404, QueryDict
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from delegations.views import VisitRegister
from exhibitions.enums import ExhibitionStatus
from exhibitions.views import ExhibitionRegister
from museum_site.core.models import MuseumImage
from museum_site.core.sources import Source
from museum_site.core.words import StatusWords
from partnerships.enums import AgreementStatus
from partnerships.maps import PartnerMap
from partnerships.views import AgreementRegister, PartnerRegister

from .feedback import FeedbackForm, origin_of
from .views import NewsRegister

ROWS = 2
COLOURS = ("paper", "wash", "rule", "line", "soft", "ink", "seal", "link", "open", "due", "mark", "night")
# What no filter can read, so that the error beside it shows.
UNREADABLE = QueryDict("year=soon&country=FR&on=2019-13-45")


def statuses() -> list[tuple[str, StatusWords]]:
    """Every status of exhibitions and agreements, and one that is about to change."""
    words = [
        StatusWords(status, str(status.label))
        for kind in (ExhibitionStatus, AgreementStatus)
        for status in kind
    ]
    current = ExhibitionStatus.CURRENT
    return [*words, StatusWords(current, str(current.label), is_due=True)]


@require_safe
def style_guide(request):
    """Every component, for those who may enter the admin; 404 for others."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise Http404("only for staff")
    now = timezone.now()
    registers = {
        "exhibition": ExhibitionRegister(now=now),
        "agreement": AgreementRegister(now=now),
        "partner": PartnerRegister(now=now),
        "visit": VisitRegister(now=now),
        "news": NewsRegister(now=now),
    }
    unreadable = AgreementRegister(UNREADABLE, now)
    context = {
        "colours": COLOURS,
        "statuses": statuses(),
        "ledgers": [
            (f"components/{kind}_row.html", register.first(register.everything, ROWS))
            for kind, register in registers.items()
        ],
        "cards": registers["exhibition"].first(registers["exhibition"].everything, 4),
        "register": unreadable,
        "rows": registers["exhibition"].rows,
        "paged": registers["exhibition"],
        "image": MuseumImage.objects.order_by("pk").first(),
        "sources": [Source(text) for text in (request.build_absolute_uri("/"), "ICOM", "report.pdf")],
        "partner_map": PartnerMap(registers["partner"], "../partners/"),
        "form": FeedbackForm({"text": ""}, now=now, origin=origin_of(request)),
    }
    return render(request, "pages/style_guide.html", context)
