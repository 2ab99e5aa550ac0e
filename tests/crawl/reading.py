"""What a crawler reads out of an HTML page: addresses, languages, headings, references, structured data."""

import json
from dataclasses import dataclass, field
from html.parser import HTMLParser

import html5lib

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
ADDRESSES = ("href", "src", "action", "poster")
# Attributes that name the ids of other elements.
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "headers", "list", "form")
# What may hold only words, and what must not stand in it.
WORDS_ONLY = {"p", "h1", "h2", "h3", "h4", "h5", "h6", "span", "bdi", "time", "label", "button", "option"}
BLOCKS = {
    "article",
    "blockquote",
    "div",
    "dl",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "header",
    "main",
}
BLOCKS |= {"nav", "ol", "p", "section", "table", "ul"}
CHILDREN = {"ul": {"li"}, "ol": {"li"}, "dl": {"div", "dt", "dd"}, "tr": {"th", "td"}, "select": {"option"}}


@dataclass
class Marked:
    """An element that says its own language."""

    element: str
    lang: str
    direction: str | None
    text: str = ""


@dataclass
class Reading:
    """An HTML page; texts are without runs of white space."""

    html: dict = field(default_factory=dict)
    title: str = ""
    metas: dict[str, str] = field(default_factory=dict)
    canonical: str = ""
    hreflang: dict[str, str] = field(default_factory=dict)
    headings: list[str] = field(default_factory=list)
    ids: list[str] = field(default_factory=list)
    references: set[str] = field(default_factory=set)
    links: set[str] = field(default_factory=set)
    marked: list[Marked] = field(default_factory=list)
    # Language and words of every run of text that visitors see.
    texts: list[tuple[str, str]] = field(default_factory=list)
    data: list = field(default_factory=list)
    nesting: list[str] = field(default_factory=list)

    @property
    def is_kept_out(self) -> bool:
        """Whether robots are asked not to index the page."""
        return "noindex" in self.metas.get("robots", "")

    @property
    def words(self) -> str:
        """All that visitors see."""
        return " ".join(text for _lang, text in self.texts)


class Reader(HTMLParser):
    """Reads a page whose every element is closed, which html5lib makes sure of for each kind of page."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.page = Reading()
        # Element, its language, and what it marks or collects.
        self.open: list[tuple[str, str, Marked | None]] = []

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        page, parents = self.page, [element for element, _lang, _marked in self.open]
        lang = given.get("lang", self.open[-1][1] if self.open else "")
        marked = None
        if tag == "html":
            page.html = given
        elif "lang" in given:
            marked = Marked(tag, given["lang"], given.get("dir"))
            page.marked.append(marked)
        if tag == "meta" and (name := given.get("name") or given.get("property")):
            page.metas[name] = given.get("content", "")
        if tag == "link" and given.get("rel") == "canonical":
            page.canonical = given["href"]
        if tag == "link" and given.get("rel") == "alternate" and "hreflang" in given:
            page.hreflang[given["hreflang"]] = given["href"]
        if tag == "h1":
            page.headings.append("")
        if "id" in given:
            page.ids.append(given["id"])
        for name in REFERENCES:
            page.references.update((given.get(name) or "").split())
        page.links.update(given[name] for name in ADDRESSES if given.get(name) is not None)
        page.links.update(part.split()[0] for part in (given.get("srcset") or "").split(",") if part.strip())
        if tag in BLOCKS and WORDS_ONLY.intersection(parents):
            page.nesting.append(f"<{tag}> in {'/'.join(parents[-3:])}")
        if parents and tag not in CHILDREN.get(parents[-1], {tag}):
            page.nesting.append(f"<{tag}> in <{parents[-1]}>")
        for name in ("alt", "title", "placeholder", "aria-label"):
            if given.get(name):
                page.texts.append((lang, " ".join(given[name].split())))
        if tag not in VOID:
            self.open.append((tag, lang, marked))

    def handle_endtag(self, tag):
        while self.open:
            if self.open.pop()[0] == tag:
                return

    def handle_data(self, data):
        words = " ".join(data.split())
        if not words or not self.open:
            return
        tag, lang, _marked = self.open[-1]
        parents = [element for element, _lang, _marked in self.open]
        if tag == "script":
            self.page.data.append(json.loads(data))
            return
        for _element, _lang, marked in self.open:
            if marked:
                marked.text = f"{marked.text} {words}".strip()
        if tag == "title" and "svg" not in parents:
            self.page.title += words
        if "h1" in parents:
            self.page.headings[-1] = f"{self.page.headings[-1]} {words}".strip()
        self.page.texts.append((lang, words))


def read(html: str) -> Reading:
    """Read a page."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    return reader.page


def errors_of(html: str) -> list[str]:
    """What the parser of the HTML standard finds wrong, with line and column."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"))
    parser.parse(html)
    return [f"{place}: {code} {facts}" for place, code, facts in parser.errors]
