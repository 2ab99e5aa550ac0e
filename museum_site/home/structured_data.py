"""The museum and its news in the vocabulary of schema.org."""

from museum_site.core.languages import prose
from museum_site.core.structured_data import item, text, web_page
from partnerships.structured_data import institution_place, organisation


def museum_of_site(page, request, museum) -> dict:
    """The museum whose site it is, as a place to go to and as an institution that acts."""
    url = request.build_absolute_uri(page.get_url(request))
    return institution_place(museum) | item(
        ["Museum", "Organization"],
        foundingDate=str(museum.founded or ""),
        mainEntityOfPage=web_page(url, page.heading_in()),
    )


def news_article(page, request, museum) -> dict:
    """A news item, published by the museum."""
    url = request.build_absolute_uri(page.get_url(request))
    heading = page.heading_in()
    return item(
        "NewsArticle",
        headline=text(heading),
        description=text(prose(page, "summary")),
        inLanguage=heading.language.tag,
        identifier=page.registry_number,
        datePublished=page.published_on.isoformat(),
        dateModified=page.last_published_at.isoformat() if page.last_published_at else None,
        url=url,
        mainEntityOfPage=web_page(url, heading),
        publisher=organisation(museum) if museum else None,
    )
