"""Where facts come from, as staff write it down: addresses, titles, and files that are not public."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

# A name and an ending without a blank between them: no title of anything that a visitor could look for.
FILE_NAME = re.compile(r"[^\s/]+\.(txt|pdf|docx?|xlsx?|odt|ods)", re.IGNORECASE)


@dataclass(frozen=True)
class Source:
    """A source as it was written down."""

    text: str

    @property
    def url(self) -> str:
        """Its address on the web; empty if it has none."""
        return self.text if self.text.startswith(("http://", "https://")) else ""

    @property
    def host(self) -> str:
        """The name of the host of its address."""
        return urlsplit(self.url).netloc

    @property
    def is_file(self) -> bool:
        """Whether it is only the name of a file, which visitors can't open."""
        return FILE_NAME.fullmatch(self.text) is not None


def sources_in(text: str) -> list[Source]:
    """The sources in a text, one per line."""
    return [Source(line.strip()) for line in text.splitlines() if line.strip()]
