"""What news tells the records that it is about."""

from django.db.models import Q

from museum_site.core.connections import Connection, connects_pages
from museum_site.core.partial_dates import PartialDate

from .models import NewsPage


@connects_pages
def news_about(page, on):
    """News about a record, or that keeps one of its commitments."""
    return [
        Connection("news", PartialDate.from_date(news.published_on), None, news.heading_in(), news.url, news)
        for news in NewsPage.objects.visible(on)
        .filter(Q(records__record=page.pk) | Q(kept_commitments__page=page.pk))
        .distinct()
        .with_heading("registry_number", "published_on")
    ]
