"""What a record is about decides what its poster shows, and in which colours."""

import hashlib
import re

from .compositions import COMPOSITIONS, Composition
from .palettes import PALETTES, Palette

# Words of a record, composition, palette. The first line that matches is taken.
THEMES = (
    ("shi-lu", "brush_circle", "ink"),
    ("repin", "birches", "moss"),
    ("rembrandt", "ruff", "umber"),
    ("painting", "strokes", "cobalt"),
    ("volga|river|danube", "river", "snow"),
    ("soul of russia|tretyakov", "domes", "gold"),
    ("revolution", "beams", "vermilion"),
    ("patent|innovation|machine", "gears", "graphite"),
    ("lens|photograph", "iris", "ink"),
    ("academy|salon", "salon", "dusk"),
    ("shipwreck|wreck|maritime", "wreck", "sea"),
    ("bronzes?|metals", "tripod", "jade"),
    ("lacquer(?:ware)?", "discs", "lacquer"),
    ("flowers?", "petals", "celadon"),
    ("porcelain|ceramics?", "vessel", "cobalt"),
    ("pottery|artifacts|repatriated", "mended_jar", "sand"),
    ("feast|table", "plates", "cinnabar"),
    ("dining|tea|wine", "shelf", "celadon"),
    ("fabergé|faberge", "egg", "mineral"),
    ("schlumberger|jewels?|jewellery", "jewel", "night"),
    ("cartier", "fans", "onyx"),
    ("pounamu|jade|stone", "stone", "jade"),
    ("gandhara|dunhuang", "mountains", "sand"),
    ("renaissance", "arches", "mineral"),
    ("silk road", "roundels", "teal"),
    ("riyadh|jeddah|cairo|doha", "girih", "indigo"),
    ("arabia|desert", "dunes", "gold"),
    ("pyramid|egypt", "pyramid", "sand"),
    ("maya|mayas|aztec|inca", "temple", "mineral"),
    ("versailles", "parterre", "linden"),
    ("louvre", "colonnade", "indigo"),
    ("italia|rome|roman", "arcade", "ochre"),
    ("princes", "lozenges", "cinnabar"),
    ("throne|emperors", "caisson", "azurite"),
    ("empress|empresses", "robe", "cinnabar"),
    ("golden age", "peaks", "malachite"),
    ("apartments|garden", "moon_gate", "snow"),
    ("palace museum", "roofs", "snow"),
    ("forbidden city", "lattice", "plum"),
    ("tang", "star_map", "night"),
    ("chopin|polish|poland", "textile", "dusk"),
    ("romania", "textile", "ink"),
    ("kremlin|moscow|russia|russian", "domes", "snow"),
)


def theme(key: str, title: str, place: str) -> tuple[Composition, Palette]:
    """The composition and the palette of a record: by its key and title, else by its place, else by its key alone."""
    for words in (f"{key} {title}".lower(), place.lower()):
        for pattern, composition, palette in THEMES:
            if re.search(rf"\b(?:{pattern})\b", words):
                return COMPOSITIONS[composition], PALETTES[palette]
    first, second, *_rest = hashlib.sha256(key.encode()).digest()
    return (
        COMPOSITIONS[sorted(COMPOSITIONS)[first % len(COMPOSITIONS)]],
        PALETTES[sorted(PALETTES)[second % len(PALETTES)]],
    )
