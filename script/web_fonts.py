#!/usr/bin/env python3
"""Make the web fonts in static/fonts from the families that they are cut from. Only for whoever changes them.

    npm install --ignore-scripts @fontsource-variable/source-serif-4 @fontsource-variable/noto-naskh-arabic
    pip install fonttools brotli        # in an environment of its own
    python script/web_fonts.py node_modules/@fontsource-variable

A page may weigh 100 kB. So each file keeps the weights from 400 to 700, the letters of our languages and the
features that we set, and no more: a third to a half of what the packages hold. The licence (OFL, beside the files)
reserves the name "Source", so the cut versions are called Exchange Serif and Exchange Naskh.
"""

import io
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib import instancer

TARGET = Path(__file__).resolve().parents[1] / "static" / "fonts"
WEIGHTS = (400, 700)
COMMON = ["kern", "liga", "ccmp", "locl", "mark", "mkmk"]
FIGURES = ["lnum", "pnum", "tnum"]
JOINING = ["init", "medi", "fina", "isol", "rlig", "calt", "curs"]


def characters(*spans):
    """The code points of inclusive spans."""
    return [code for first, last in spans for code in range(first, last + 1)]


LATIN = characters(
    *((0x20, 0x7E), (0xA0, 0x17F), (0x218, 0x21B), (0x2B9, 0x2BC), (0x300, 0x30C), (0x1E80, 0x1E85)),
    *(
        (0x2010, 0x2027),
        (0x202F, 0x203A),
        (0x2044, 0x2044),
        (0x20AC, 0x20AC),
        (0x2122, 0x2122),
        (0x2212, 0x2212),
    ),
)
CYRILLIC = characters((0x301, 0x301), (0x400, 0x45F), (0x490, 0x491), (0x4B0, 0x4B1))
ARABIC = characters(
    *((0x20, 0x20), (0x28, 0x29), (0x2E, 0x2E), (0x30, 0x3A), (0xAB, 0xAB), (0xBB, 0xBB), (0x60C, 0x60C)),
    *((0x61B, 0x61B), (0x61D, 0x61F), (0x621, 0x655), (0x660, 0x671), (0x67E, 0x67E), (0x686, 0x686)),
    *((0x698, 0x698), (0x6A9, 0x6A9), (0x6AF, 0x6AF), (0x6CC, 0x6CC), (0x200C, 0x200F), (0x2013, 0x2014)),
)
FIGURES_AND_STOPS = characters(
    *((0x21, 0x21), (0x25, 0x25), (0x28, 0x29), (0x2B, 0x3B), (0xB7, 0xB7)),
)
SERIF = "source-serif-4/files/source-serif-4-{}-wght-{}.woff2"
FONTS = [
    ("exchange-serif-latin", SERIF.format("latin", "normal"), LATIN, COMMON + FIGURES),
    ("exchange-serif-figures", SERIF.format("latin", "normal"), FIGURES_AND_STOPS, COMMON + FIGURES),
    ("exchange-serif-latin-italic", SERIF.format("latin", "italic"), LATIN, COMMON + FIGURES),
    ("exchange-serif-latin-ext", SERIF.format("latin-ext", "normal"), LATIN, COMMON + FIGURES),
    ("exchange-serif-cyrillic", SERIF.format("cyrillic", "normal"), CYRILLIC, COMMON),
    ("exchange-serif-cyrillic-italic", SERIF.format("cyrillic", "italic"), CYRILLIC, COMMON),
    (
        "exchange-naskh",
        "noto-naskh-arabic/files/noto-naskh-arabic-arabic-wght-normal.woff2",
        ARABIC,
        COMMON + JOINING,
    ),
]


def cut(source, target, codes, features):
    """Write the part of a variable font that holds the characters, features and weights."""
    limited = io.BytesIO()
    font = instancer.instantiateVariableFont(TTFont(source), {"wght": WEIGHTS})
    font.flavor = None
    font.save(limited)
    limited.seek(0)
    font = TTFont(limited)
    options = subset.Options()
    options.layout_features = features
    options.hinting = False
    options.name_IDs = [1, 2, 3, 4, 5, 6, 13, 14]
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=codes)
    subsetter.subset(font)
    family = " ".join(word.title() for word in target.stem.split("-")[:2])
    for record in font["name"].names:
        if record.nameID in (1, 3, 4):
            record.string = family
        elif record.nameID == 6:
            record.string = family.replace(" ", "")
    font.flavor = "woff2"
    font.save(target)


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    for name, source, codes, features in FONTS:
        target = TARGET / f"{name}.woff2"
        cut(Path(sys.argv[1]) / source, target, codes, features)
        print(f"{target.stat().st_size:7} {target.name}")


if __name__ == "__main__":
    main()
