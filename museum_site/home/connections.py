"""What news tells the records that it is about."""

from museum_site.core.connections import Connection, connects_pages
from museum_site.core.partial_dates import PartialDate

from .models import NewsPage


@connects_pages
def news_about(page, on):
    """News about a record."""
    return [
        Connection("news", PartialDate.from_date(news.published_on), None, news.heading_in(), news.url, news)
        for news in NewsPage.objects.visible(on)
        .filter(records__record=page.pk)
        .with_heading("registry_number", "published_on")
    ]
