"""The words of the demonstration, from prose/<language>.json; a language without a file has none yet."""

import json
import uuid
from functools import cached_property
from pathlib import Path

from django.conf import settings

from museum_site.core.languages import column

DIRECTORY = Path(__file__).parent / "prose"
# Blocks get the same identifiers at every load, and in every language: they are each other's translations.
BLOCKS = uuid.UUID("5d1f5f57-3a0e-4b5a-9a1e-6c9d7c1f7a10")


class Prose:
    """The texts by language. `fill` puts them into the columns of a record."""

    @cached_property
    def by_language(self) -> dict[str, dict]:
        """The contents of the files, by language code."""
        return {
            code: json.loads(file.read_text("utf-8"))
            for code, _autonym in settings.LANGUAGES
            if (file := DIRECTORY / f"{code}.json").exists()
        }

    def texts(self, section: str, key: str, part: str | None = None) -> dict[str, str]:
        """A text by language code, as far as there is one; `part` names one of several texts under a key."""
        found = {}
        for code, sections in self.by_language.items():
            text = sections.get(section, {}).get(key)
            if part and text:
                text = text.get(part)
            if text:
                found[code] = text
        return found

    def fill(self, record, field: str, texts: dict[str, str], only_empty: bool = False) -> None:
        """Set the columns of a translated field; `only_empty` leaves alone what a record has already."""
        for code, text in texts.items():
            name = column(field, code)
            if not (only_empty and getattr(record, name)):
                setattr(record, name, text)

    def fill_heading_and_summary(self, record, section: str, key: str) -> None:
        """Set heading and summary."""
        for field in ("heading", "summary"):
            self.fill(record, field, self.texts(section, key, field))

    def fill_page(self, page, key: str, bodies=("body",)) -> None:
        """Set heading, summary and bodies of one of the "pages"."""
        self.fill_heading_and_summary(page, "pages", key)
        for field in bodies:
            for code, blocks in self.texts("pages", key, field).items():
                setattr(page, column(field, code), stream(f"{key}/{field}", blocks))


def stream(name: str, blocks: list[dict]) -> str:
    """Blocks as the JSON of a StreamField."""
    return json.dumps(
        [
            {
                "type": block["type"],
                "value": {"text": block["value"]} if block["type"] == "quote" else block["value"],
                "id": str(uuid.uuid5(BLOCKS, f"{name}/{number}")),
            }
            for number, block in enumerate(blocks)
        ]
    )
