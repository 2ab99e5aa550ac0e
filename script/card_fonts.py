"""Make the faces that pictures are lettered in, museum_site/core/fonts/, from the fonts of their makers.

    python script/card_fonts.py SOURCE_SERIF NASKH CJK

SOURCE_SERIF and NASKH are the folders `files` of the npm packages @fontsource-variable/source-serif-4 and
@fontsource/noto-naskh-arabic, CJK is NotoSerifCJK-Regular.ttc of the Noto CJK project (Debian: fonts-noto-cjk).
Needs fonttools, and brotli for the compressed npm files, which the site itself does not: run it in an environment of
its own.
"""

import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).parents[1] / "museum_site/core/fonts"
# Weight and optical size of a heading and of what stands beside it.
CUTS = {"Display": {"wght": 450, "opsz": 60}, "Text": {"wght": 400, "opsz": 16}}
NASKH_CUTS = {"Display": 600, "Text": 400}
# Basic Latin, Latin-1, the punctuation of printed text, and the two dashes that stand for a wave in Japanese.
COMMON = {
    *range(0x20, 0x7F),
    *range(0xA0, 0x100),
    *range(0x2010, 0x2023),
    *(0x2026, 0x202F, 0x20AC, 0x2116, 0x301C, 0xFF5E),
}
# The place of a language's forms in the collection, the character set that is kept, and its last row with ideographs
# that are: all of GB 2312, the first level of JIS X 0208, of KS X 1001 none, for Korean is written without them today.
CJK = {"Japanese": (0, "euc_jp", 0xCF), "Korean": (1, "euc_kr", 0), "Chinese": (2, "gb2312", 0xFE)}


def of_character_set(codec: str, last_row: int) -> set[int]:
    """The code points of the two-byte plane of an East Asian character set, ideographs up to a row."""
    found = set()
    for row in range(0xA1, 0xFF):
        for cell in range(0xA1, 0xFF):
            character = bytes((row, cell)).decode(codec, "ignore")
            is_ideograph = "\u4e00" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff"
            if len(character) == 1 and (row <= last_row or not is_ideograph):
                found.add(ord(character))
    return found


def save(font: TTFont, name: str, kept: set[int] | None = None) -> None:
    """Write a font, of `kept` characters, under a name of its own, as the licence asks of changed versions."""
    options = Options()
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.layout_features = ["*"] if kept is None else ["kern", "liga", "locl", "ccmp", "mark"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=set(font.getBestCmap()) if kept is None else kept)
    subsetter.subset(font)
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6):
            record.string = f"Museum{name}" if record.nameID == 6 else f"Museum {name}"
    # Not compressed: what is compressed, every process unpacks into its memory, once for each size.
    font.flavor = None
    font.save(TARGET / f"Museum{name}.otf")


def merged(parts: list[TTFont]) -> TTFont:
    """One font of several that their maker had cut by ranges of characters."""
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, part in enumerate(parts):
            part.flavor = None
            paths.append(f"{folder}/{number}.ttf")
            part.save(paths[-1])
        return Merger().merge(paths)


def main(source_serif: Path, naskh: Path, cjk: Path) -> None:
    """Write all the files."""
    for cut, axes in CUTS.items():
        ranges = ("latin", "latin-ext", "cyrillic", "cyrillic-ext")
        files = (source_serif / f"source-serif-4-{part}-standard-normal.woff2" for part in ranges)
        save(merged([instantiateVariableFont(TTFont(file), axes) for file in files]), f"Serif-{cut}")
    for cut, weight in NASKH_CUTS.items():
        files = (naskh / f"noto-naskh-arabic-{part}-{weight}-normal.woff2" for part in ("arabic", "latin"))
        save(merged([TTFont(file) for file in files]), f"Naskh-{cut}")
    for name, (number, codec, last_row) in CJK.items():
        save(TTFont(cjk, fontNumber=number), name, COMMON | of_character_set(codec, last_row))


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
