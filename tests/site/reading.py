"""What a browser or a robot reads out of an answer."""

from bs4 import BeautifulSoup


def read(response) -> BeautifulSoup:
    """The HTML of an answer."""
    return BeautifulSoup(response.content.decode(), "html.parser")


def source(response) -> str:
    """The HTML of a page; spaces that keep words on one line are spaces."""
    return response.content.decode().replace("\N{NO-BREAK SPACE}", " ")


def canonical(html) -> str | None:
    """The canonical address."""
    link = html.find("link", rel="canonical")
    return link and link["href"]


def alternates(html) -> dict[str, str]:
    """The addresses of the other languages by hreflang."""
    return {link["hreflang"]: link["href"] for link in html.find_all("link", rel="alternate", hreflang=True)}


def is_kept_out(html) -> bool:
    """Whether robots are asked not to index the page."""
    robots = html.find("meta", attrs={"name": "robots"})
    return bool(robots and "noindex" in robots["content"])
