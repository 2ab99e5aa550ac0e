"""What a rich text says, and what it is marked up with.

Rich text is the HTML that Wagtail stores: `<p>`, `<b>`, `<a linktype="page" id="3">`.
"""

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser

BLOCKS = {"p", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "br", "blockquote", "embed"}
# Two names of the same thing: which one is stored depends on where the text was pasted from.
SAME = {"strong": "b", "em": "i"}


@dataclass(frozen=True)
class Markup:
    """A rich text taken apart: its words, with a line break between blocks; how often it has each tag; its links."""

    text: str
    tags: Counter
    links: Counter


class Reader(HTMLParser):
    """Collects the parts of a rich text; HTML that is broken is read as far as it goes."""

    def __init__(self):
        super().__init__()
        self.pieces, self.tags, self.links = [], Counter(), Counter()

    def handle_starttag(self, tag, attrs):
        self.tags[SAME.get(tag, tag)] += 1
        if tag in BLOCKS:
            self.pieces.append("\n")
        if tag in ("a", "embed"):
            values = {name: value or "" for name, value in attrs}
            address = values.get("href") or values.get("url")
            # Pages and documents are linked by their id, whatever their address is.
            self.links[address or f"{values.get('linktype', tag)} {values.get('id', '')}".strip()] += 1

    def handle_endtag(self, tag):
        if tag in BLOCKS:
            self.pieces.append("\n")

    def handle_data(self, data):
        self.pieces.append(data)


@lru_cache(maxsize=1024)
def read(html: str) -> Markup:
    """A rich text taken apart."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    lines = (line.strip() for line in "".join(reader.pieces).split("\n"))
    return Markup("\n".join(line for line in lines if line), reader.tags, reader.links)


def words(text: str, kind: str = "plain") -> str:
    """The text as a reader sees it; `kind` is "plain" or "rich"."""
    return read(text).text if kind == "rich" else text
