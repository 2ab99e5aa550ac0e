"""Refuse what our style sheets must not hold; called by script/check.

    python script/check_css.py [FILE…]     all of static/css without a FILE; one line for each fault

- Physical properties and values (left, right, top, bottom, width, height …): a page must mirror by itself in Arabic.
- Custom properties that no file defines, and files that site.css does not import.
- Colours outside tokens.css and print.css, because the dark scheme and the contrast live there.
"""

import re
import sys
from pathlib import Path

CSS = Path(__file__).resolve().parents[1] / "static" / "css"
# The admin's own, which take colours and names from Wagtail.
ADMIN = ("admin.css", "desk.css")
PHYSICAL = [
    (
        r"(?<![\w-])(?:margin|padding|border|inset|scroll-margin|scroll-padding)-(?:left|right|top|bottom)\b",
        None,
    ),
    (r"(?<![\w-])border-(?:top|bottom)-(?:left|right)-radius\b", None),
    (r"(?<![\w-])(?:left|right|top|bottom|float|clear)\s*:", "a logical inset- property"),
    (r"(?<![\w-])(?:max-|min-)?(?:width|height)\s*:", "inline-size or block-size"),
    (r"text-align:\s*(?:left|right)\b", "start or end"),
]
# Queries ask for the window, which has no direction, and a font's descent is no place.
EXEMPT = re.compile(r"@(?:media|container|supports)[^{]*\{|@page[^{]*\{")
COLOUR = re.compile(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(")


def without_comments(text: str) -> str:
    """The text with comments blanked, so that line numbers stay."""
    return re.sub(r"/\*.*?\*/", lambda match: re.sub(r"[^\n]", " ", match[0]), text, flags=re.DOTALL)


def faults(paths) -> list[str]:
    """A sentence for every fault in some files, with file and line."""
    texts = {path: without_comments(path.read_text(encoding="utf-8")) for path in paths}
    everything = "\n".join(without_comments(path.read_text(encoding="utf-8")) for path in CSS.glob("*.css"))
    defined = set(re.findall(r"(--[\w-]+)\s*:", everything))
    imported = set(re.findall(r'@import url\("([\w-]+\.css)"\)', everything))
    found = []
    for path, text in texts.items():
        if path.name not in imported | {"site.css", *ADMIN}:
            found.append(f"{path.name}: site.css does not import it")
        for number, line in enumerate(text.splitlines(), start=1):
            plain = EXEMPT.sub("", line)
            for pattern, instead in PHYSICAL:
                if match := re.search(pattern, plain):
                    found.append(
                        f"{path.name}:{number}: {match[0].strip()} is physical; use {instead or 'its logical twin'}"
                    )
            for name in re.findall(r"var\((--[\w-]+)", line):
                if name not in defined and path.name not in ADMIN:
                    found.append(f"{path.name}:{number}: nobody defines {name}")
            if path.name not in ("tokens.css", "print.css", *ADMIN) and (match := COLOUR.search(line)):
                found.append(f"{path.name}:{number}: {match[0]} belongs into tokens.css")
    return found


if __name__ == "__main__":
    problems = faults([Path(name) for name in sys.argv[1:]] or sorted(CSS.glob("*.css")))
    print(*problems, sep="\n", end="\n" if problems else "", file=sys.stderr)
    sys.exit(1 if problems else 0)
