"""Posters of the demonstration exhibitions, drawn from what their records say: no photograph, none faked.

`themes` chooses a composition and a palette by the words of a record; the record's key decides every detail.
`compositions` draw the picture with the `pen`, `lettering` sets the title and the facts. Everything is drawn with
Pillow alone and set in the site's own faces, so that every machine draws the same sheet.
"""

import hashlib
from io import BytesIO

from PIL import Image

from .lettering import set_text
from .pen import HEIGHT, SCALE, WIDTH, Box, Pen, printed
from .themes import theme

__all__ = ["HEIGHT", "WIDTH", "draw_poster", "poster_focal_point"]


def draw_poster(key: str, title: str, dates: str, place: str, chinese_title: str = "") -> bytes:
    """Return the poster of a record as a JPEG of 1,600 by 2,400 pixels.

    `title` is in a Latin script; characters its face does not cover lose their accents or are left out.
    `chinese_title` is set only when its face covers all of it. The same arguments always give the same bytes.
    """
    composition, palette = theme(key, title, place)
    # hash() is salted per process; a digest is the same on every machine.
    seed = hashlib.sha256(key.encode()).digest()
    sheet = Image.new("RGB", (WIDTH, HEIGHT), palette.ground)
    pen = Pen(palette, seed)
    composition.draw(pen)
    sheet.paste(pen.image.reduce(SCALE), (0, composition.top))
    sheet = printed(sheet, seed)
    set_text(sheet, composition, palette, title, chinese_title, (dates, place))
    buffer = BytesIO()
    sheet.save(buffer, "JPEG", quality=84, optimize=True)
    return buffer.getvalue()


def poster_focal_point(key: str, title: str = "", place: str = "") -> Box:
    """Return x, y, width and height of the focus of a poster, in pixels from the top left corner."""
    composition, _palette = theme(key, title, place)
    x, y, width, height = composition.focus
    return x, composition.top + y, width, height
