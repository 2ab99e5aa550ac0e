"""Social cards: the picture that other sites show with a link to a page of this one.

A public record has a card in every language: its poster or another lead image at one side, beside it the museum,
the kind of record, the heading, when and where, and the registry number. Without a picture it is all type.
Every other page has the card of the site. A card is drawn when it is first asked for, and kept under a name made
of what it says, so that a changed heading makes a new one.
"""

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, default_storage
from django.urls import reverse
from django.utils.text import capfirst
from PIL import Image, ImageDraw, ImageOps
from wagtail.images.models import SourceImageIOError

from . import lettering
from .files import write_whole
from .languages import Prose, active_language, fallback_chain, language, name_of
from .models import RecordPage
from .pictures import STOPGAP

WIDTH, HEIGHT, MARGIN = 1200, 630, 64
PICTURE_WIDTH = 420
LARGEST_FILE = 120_000
PAPER, INK, SOFT, RULE, SEAL = "#faf8f3", "#1c1a17", "#57524a", "#ddd6c9", "#9e2a1c"
# Part of every card's name: a new design makes new cards.
DESIGN = "1"
SITE = "site"


@dataclass(frozen=True)
class Style:
    """How a language is set: its faces, and in ems the height of a line and of its part above the base line."""

    display: str
    text: str
    leading: float
    ascent: float


LATIN = Style(lettering.DISPLAY, lettering.TEXT, 1.16, 0.82)
STYLES = {
    "ar": Style(lettering.ARABIC_DISPLAY, lettering.ARABIC_TEXT, 1.6, 1.05),
    "ja": Style(lettering.JAPANESE, lettering.JAPANESE, 1.34, 0.94),
    "ko": Style(lettering.KOREAN, lettering.KOREAN, 1.34, 0.94),
    "zh-hans": Style(lettering.CHINESE, lettering.CHINESE, 1.34, 0.94),
}


@dataclass(frozen=True)
class Line:
    """A text on a card and the language that it is in."""

    text: str
    code: str

    @property
    def style(self) -> Style:
        """The faces and measures of the language."""
        return STYLES.get(self.code, LATIN)

    @property
    def can_be_set(self) -> bool:
        """Whether the faces have every character, and the machine can join Arabic letters."""
        if language(self.code).direction == "rtl" and not lettering.CAN_SHAPE:
            return False
        return all(lettering.covers(face, self.text) for face in {self.style.display, self.style.text})


@dataclass(frozen=True)
class Card:
    """What a card says, in a language, and where it is found.

    `key` is the registry number or SITE. `heading` may be in another language than `code`, like each of `facts`.
    """

    key: str
    code: str
    museum: Line
    kind: Line | None
    heading: Line
    facts: tuple[Line, ...]
    number: str
    image: object = None

    @property
    def digest(self) -> str:
        """A name for what the card says: another for every other content."""
        image = self.image
        picture = image and (
            image.file.name,
            image.focal_point_x,
            image.focal_point_y,
            image.focal_point_width,
            image.focal_point_height,
        )
        content = repr(
            (DESIGN, self.code, self.museum, self.kind, self.heading, self.facts, self.number, picture)
        )
        return hashlib.sha256(content.encode()).hexdigest()[:16]

    @property
    def address(self) -> str:
        """The path of the card, with its digest, which makes it safe to keep for ever."""
        return f"{reverse('card', args=[self.key])}?v={self.digest}"

    @property
    def alt(self) -> str:
        """What the card says, for people who cannot see it."""
        return " · ".join(dict.fromkeys(line.text for line in (self.heading, self.museum)))

    @property
    def file_name(self) -> str:
        """Where the card is kept in the default storage."""
        return f"cards/{self.code}/{self.key}/{self.digest}.jpg"


def first_settable(found: Iterable[Prose]) -> Line | None:
    """The first text that can be set; None if none can."""
    lines = (Line(str(prose), prose.language.code) for prose in found if prose)
    return next((line for line in lines if line.can_be_set), None)


def card_of(page, museum) -> Card:
    """The card of a page in the active language; `museum` is the site's Institution, or None."""
    code = active_language()
    name = first_settable(name_of(museum, candidate) for candidate in fallback_chain()) if museum else None
    name = name or Line(settings.WAGTAIL_SITE_NAME, settings.SOURCE_LANGUAGES[0])
    if not isinstance(page, RecordPage):
        others = (name_of(museum, source) for source in settings.SOURCE_LANGUAGES) if museum else ()
        facts = [line for other in others if (line := first_settable([other])) and line != name]
        return Card(SITE, code, name, None, name, tuple(facts), "")
    kind = Line(capfirst(str(page._meta.verbose_name)), code)
    facts = [
        fact if isinstance(fact, Prose) else Prose(fact, language(code), False) for fact in page.card_facts()
    ]
    return Card(
        page.registry_number,
        code,
        name,
        kind if kind.can_be_set else None,
        first_settable(page.heading_in(candidate) for candidate in fallback_chain())
        or Line(page.registry_number, settings.SOURCE_LANGUAGES[0]),
        tuple(line for fact in facts if (line := first_settable([fact]))),
        page.registry_number,
        page.lead_image,
    )


# --- Kept -----------------------------------------------------------------------------------------


def card_file(card: Card) -> bytes:
    """The JPEG of a card, drawn now if nobody has asked for it before."""
    with suppress(FileNotFoundError), default_storage.open(card.file_name) as file:
        return file.read()
    content = draw_card(card)
    keep(card.file_name, content)
    return content


def keep(name: str, content: bytes) -> None:
    """Store a card in place of the earlier ones of its record, so that nobody ever reads a part of it."""
    folder = name.rpartition("/")[0]
    with suppress(FileNotFoundError):
        for earlier in default_storage.listdir(folder)[1]:
            default_storage.delete(f"{folder}/{earlier}")
    if isinstance(default_storage, FileSystemStorage):
        write_whole(Path(default_storage.path(name)), content)
    else:
        # Other storages show a file only when it is whole.
        default_storage.save(name, ContentFile(content))


# --- Drawn ----------------------------------------------------------------------------------------


def draw_card(card: Card) -> bytes:
    """Draw a card: a JPEG of 1,200 by 630 pixels and at most LARGEST_FILE bytes."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    right_to_left = language(card.code).direction == "rtl"
    picture = picture_at_side(card.image) if card.image else None
    width = WIDTH - 2 * MARGIN
    if picture:
        sheet.paste(picture, (0 if right_to_left else WIDTH - PICTURE_WIDTH, 0))
        width = WIDTH - PICTURE_WIDTH - 2 * MARGIN + 16
    _Writer(sheet, right_to_left, width).write(card)
    for quality in (86, 78, 68, 55):
        buffer = BytesIO()
        sheet.save(buffer, "JPEG", quality=quality, optimize=True)
        if buffer.tell() <= LARGEST_FILE:
            break
    return buffer.getvalue()


def picture_at_side(image) -> Image.Image | None:
    """The part around the focal point of an image, as high as the card; None if the original is lost."""
    try:
        with image.get_rendition(STOPGAP).file.open() as file:
            picture = ImageOps.exif_transpose(Image.open(file)).convert("RGB")
    except (SourceImageIOError, FileNotFoundError):
        return None
    focus, centre = image.get_focal_point(), (0.5, 0.5)
    if focus:
        centre = (focus.centroid.x / image.width, focus.centroid.y / image.height)
    return ImageOps.fit(picture, (PICTURE_WIDTH, HEIGHT), Image.Resampling.LANCZOS, centering=centre)


class _Writer:
    """Sets text down a card, from its beginning margin: the left one, or the right one in Arabic."""

    def __init__(self, sheet: Image.Image, right_to_left: bool, width: int) -> None:
        self.canvas, self.right_to_left, self.width = ImageDraw.Draw(sheet), right_to_left, width
        self.start = WIDTH - MARGIN if right_to_left else MARGIN

    def write(self, card: Card) -> None:
        """Set all that a card says."""
        self.seal(self.start, MARGIN, 48)
        if card.key != SITE:
            self.lines(card.museum, 28, MARGIN + 8, INK, inset=68, most=2)
        foot = HEIGHT - MARGIN - 44
        if card.number:
            self.rule(foot)
            self.lines(Line(card.number, settings.SOURCE_LANGUAGES[0]), 26, foot + 16, SOFT)
        y = 158.0
        if card.kind:
            y = self.lines(card.kind, 26, y, SEAL) + 6
        facts_height = (
            sum(len(self.broken(fact, 28)) * 28 * fact.style.leading for fact in card.facts[:3]) + 22
        )
        size = self.largest(card.heading, foot - 20 - y - facts_height)
        y = self.lines(card.heading, size, y, INK, display=True) + 22
        for fact in card.facts[:3]:
            y = self.lines(fact, 28, y, SOFT)

    def broken(self, line: Line, size: int, display: bool = False, inset: int = 0) -> list[str]:
        """The lines of a text."""
        face = line.style.display if display else line.style.text
        return lettering.lines(line.text, lettering.font(face, size, True), self.width - inset)

    def largest(self, line: Line, height: float) -> int:
        """The largest size in which a heading has at most four lines and fits in a height."""
        for size in (96, 84, 74, 66, 57, 49, 42, 36, 30, 24):
            found = self.broken(line, size, display=True)
            face = lettering.font(line.style.display, size, True)
            if (
                len(found) <= 4
                and len(found) * size * line.style.leading <= height
                and max(map(face.getlength, found)) <= self.width
            ):
                break
        return size

    def lines(
        self,
        line: Line,
        size: int,
        y: float,
        colour: str,
        display: bool = False,
        inset: int = 0,
        most: int = 9,
    ) -> float:
        """Set a text and return where the next may start."""
        style = line.style
        face = lettering.font(style.display if display else style.text, size, True)
        shaping = {}
        if language(line.code).direction == "rtl":
            shaping = {"direction": "rtl", "language": line.code}
        for text in self.broken(line, size, display, inset)[:most]:
            place = (
                self.start - inset if self.right_to_left else self.start + inset,
                y + size * style.ascent,
            )
            anchor = "rs" if self.right_to_left else "ls"
            self.canvas.text(place, text, font=face, fill=colour, anchor=anchor, **shaping)
            y += size * style.leading
        return y

    def rule(self, y: int) -> None:
        """A hairline as wide as the text."""
        other = self.start - self.width if self.right_to_left else self.start + self.width
        self.canvas.line((min(self.start, other), y, max(self.start, other), y), fill=RULE, width=2)

    def seal(self, x: int, y: int, size: int) -> None:
        """The mark of the site, static/img/seal.svg, at the beginning of a line."""
        left, unit = x - size if self.right_to_left else x, size / 28
        self.canvas.rectangle((left, y, left + size, y + size), fill=SEAL)
        for points in (
            ((6, 6), (22, 6), (22, 22), (6, 22), (6, 6)),
            ((14, 6), (14, 22)),
            ((6, 14), (22, 14)),
            ((10, 10), (18, 10), (18, 18), (10, 18), (10, 10)),
        ):
            path = [(left + a * unit, y + b * unit) for a, b in points]
            self.canvas.line(path, fill=PAPER, width=round(2 * unit), joint="curve")
