"""Text in pictures: the faces of `fonts/`, which characters they have, and good line breaks."""

import re
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont, features

FONTS = Path(__file__).parent / "fonts"
DISPLAY, TEXT = "MuseumSerif-Display", "MuseumSerif-Text"
CHINESE, JAPANESE, KOREAN = "MuseumChinese", "MuseumJapanese", "MuseumKorean"
ARABIC_DISPLAY, ARABIC_TEXT = "MuseumNaskh-Display", "MuseumNaskh-Text"

# Arabic letters are joined by libraqm, which finds FriBiDi on the machine only as it runs.
CAN_SHAPE = features.check("raqm")

# Characters that need no shape of their own: spaces, joiners, marks of direction.
SHAPELESS = re.compile(r"[\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069]")
OPENING, CLOSING = (
    r"(\[«“‘（《〈「『【〔",
    r")\]»”’）》〉」』】〕、。，．：；！？·・—…ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ",
)
KATAKANA, IDEOGRAPH = r"\u30a0-\u30ff", r"\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
# What stays together in text that is written without spaces, and the spaces before it. Katakana writes names.
UNIT = re.compile(
    rf"[ \t\n]*(?:[{OPENING}]*(?:[{KATAKANA}]+|[{IDEOGRAPH}]|[^{IDEOGRAPH}{OPENING}{CLOSING} \t\n]+)[{CLOSING}]*"
    rf"|[{OPENING}{CLOSING}]+)"
)
# Little words that belong to what follows; a line should not end with one.
LEANING = re.compile(
    r"(?:a|an|and|at|by|for|from|his|in|of|on|the|to|when|with"
    r"|au|aux|dans|de|des|du|en|et|la|le|les|un|une"
    r"|al|con|del|el|las|los|por|y"
    r"|am|aus|das|dem|den|der|des|die|ein|eine|im|und|von|zu|zum|zur"
    r"|в|во|для|и|из|к|на|о|об|от|по|с|со|у)",
    re.IGNORECASE,
)


@cache
def font(face: str, size: int, shaping: bool = False) -> ImageFont.FreeTypeFont:
    """A face at a size in pixels; `shaping` joins letters and mirrors brackets, where the machine can."""
    engine = ImageFont.Layout.RAQM if shaping and CAN_SHAPE else ImageFont.Layout.BASIC
    return ImageFont.truetype(FONTS / f"{face}.otf", size, layout_engine=engine)


@lru_cache(maxsize=20_000)
def _has_shape(face: str, character: str) -> bool:
    # Pillow does not show a font's character map; an uncovered character looks like a noncharacter.
    shapes = [(mask.size, bytes(mask)) for mask in map(font(face, 40).getmask, (character, "\uffff"))]
    return shapes[0] != shapes[1]


def covers(face: str, text: str) -> bool:
    """Whether a face has every character of a text."""
    return all(_has_shape(face, character) for character in SHAPELESS.sub("", text))


def units(text: str) -> list[str]:
    """The smallest parts of a text that a line may end after, with their spaces before them."""
    if re.search(f"[{IDEOGRAPH}]", text):
        return UNIT.findall(text)
    # Not str.split(), which would break at no-break spaces too.
    return re.findall(r"[ \t\n]*[^ \t\n]+", text)


def lines(text: str, face: ImageFont.FreeTypeFont, width: float) -> list[str]:
    """A text in as few lines as the width allows, the lines as even as can be, none ending in a little word.

    A part that is wider than the width has a line of its own, which is too long.
    """
    parts = units(" ".join(text.split(" ")).strip())
    lengths = [face.getlength(part) for part in parts]
    bare = [face.getlength(part.lstrip()) for part in parts]

    def length(start: int, end: int) -> float:
        return bare[start] + sum(lengths[start + 1 : end])

    def ends_badly(end: int) -> bool:
        return end < len(parts) and LEANING.fullmatch(parts[end - 1].strip()) is not None

    @cache
    def best(start: int) -> tuple[int, float, tuple[int, ...]]:
        """Number of lines, unevenness and ends of lines of what follows; the least of them."""
        if start == len(parts):
            return 0, 0.0, ()
        found = []
        for end in range(start + 1, len(parts) + 1):
            size = length(start, end)
            if size > width and end > start + 1:
                break
            count, cost, ends = best(end)
            slack = max(0.0, 1 - size / width)
            found.append((count + 1, cost + slack**2 + 0.12 * ends_badly(end), (end, *ends)))
        return min(found)

    start, result = 0, []
    for end in best(0)[2]:
        result.append("".join(parts[start:end]).strip())
        start = end
    return result
