"""PO, the format of gettext: for Poedit and its like.

Rich texts stand in it as HTML. A translation that is no longer true to its original is fuzzy, with the earlier
original beside it; a fuzzy entry is never imported.
"""

import re

import polib
from django.utils.translation import gettext, to_locale

from museum_site.core.languages import language

from .units import Document, Fault, Status, Unit, decoded, read_time, refuse, split_context

EXPORTED, SOURCE, TARGET = "X-Exported-At", "X-Source-Language", "X-Target-Language"
CHARSET = re.compile(r"charset=([\w.:-]+)", re.IGNORECASE)
LINE = re.compile(
    r"""\s*(?:(?P<comment>\#(?P<sign>.?).*)
    |(?:(?P<word>msgctxt|msgid|msgid_plural|msgstr|msgstr\[\d+\])\s+)?"(?P<text>(?:[^"\\]|\\.)*)"
    )?\s*""",
    re.VERBOSE | re.DOTALL,
)
# The words that an entry must have in this order.
BEFORE = {"msgctxt": {"", "msgstr"}, "msgid": {"", "msgctxt", "msgstr"}, "msgstr": {"msgid"}}


def write(document: Document) -> bytes:
    """A document as a .po file."""
    po = polib.POFile(wrapwidth=0)
    exported_at = document.exported_at.strftime("%Y-%m-%d %H:%M%z") if document.exported_at else ""
    po.metadata = {
        # Without these four gettext's own tools complain of the file.
        "Project-Id-Version": "International exchange",
        "PO-Revision-Date": exported_at,
        "Last-Translator": "Translators' desk",
        "Language-Team": language(document.language).autonym,
        "Language": to_locale(document.language),
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        SOURCE: document.source_language,
        TARGET: document.language,
        EXPORTED: document.exported_at.isoformat() if document.exported_at else "",
    }
    for unit in document.units:
        po.append(
            polib.POEntry(
                msgctxt=unit.context,
                msgid=unit.source,
                msgstr=unit.translation,
                comment="\n".join(comments(unit, document)),
                flags=["fuzzy"] if unit.status == Status.OUTDATED and unit.translation else [],
                previous_msgid=unit.previous or None,
            )
        )
    return str(po).encode()


def comments(unit: Unit, document: Document) -> list[str]:
    """What a translator should know of a text; each one line."""
    found = [f"{unit.title} – {unit.label}" if unit.title else "", unit.address]
    if unit.is_rich:
        found.append("HTML: keep all tags (<p>, <a …>) as they are.")
    if unit.max_length:
        found.append(f"At most {unit.max_length} characters.")
    return [" ".join(line.split()) for line in found if line]


def read(content: bytes) -> Document:
    """The document in a .po file."""
    text = decoded(content)
    if len({"\r\n", "\n", "\r"} & set(re.findall(r"\r\n|\n|\r", text))) > 1:
        refuse(Fault.MIXED_NEWLINES)
    found = list(entries(text))
    if not found:
        refuse(Fault.WRONG_FORMAT)
    head = found[0] if not found[0]["msgid"] else {"msgstr": ""}
    fields = dict(line.split(":", 1) for line in head["msgstr"].split("\n") if ":" in line)
    fields = {name.strip(): value.strip() for name, value in fields.items()}
    charset = CHARSET.search(fields.get("Content-Type", ""))
    if charset and charset[1].lower() not in ("utf-8", "utf8"):
        refuse(Fault.WRONG_ENCODING, found=charset[1])
    code = target(fields)
    units = [unit(entry) for entry in found if entry is not head]
    return Document(fields.get(SOURCE, ""), code, units, read_time(fields.get(EXPORTED)))


def target(fields: dict[str, str]) -> str:
    """The language that the head of a file names; Poedit and others may change the form of its code."""
    named, ours = fields.get("Language", ""), fields.get(TARGET, "")
    if ours and named.replace("-", "_").lower() not in ("", to_locale(ours).lower(), ours.split("-")[0]):
        refuse(Fault.WRONG_LANGUAGE, found=named)
    return ours or named.replace("_", "-").lower()


def entries(text: str):
    """The entries of a file as dicts: their words, `line` and `is_fuzzy`. What is obsolete is left out."""
    entry, word, is_fuzzy, number = {}, "", False, 0
    for number, line in enumerate(re.split(r"\r\n|\n|\r", text), start=1):
        place = gettext("Line %(number)d") % {"number": number}
        match = LINE.fullmatch(line)
        if not match:
            refuse(Fault.UNREADABLE, place, line[:60])
        if match["word"]:
            name = match["word"]
            if name.startswith(("msgid_plural", "msgstr[")):
                refuse(Fault.PLURAL, place)
            if word not in BEFORE[name]:
                refuse(Fault.UNREADABLE, place, line[:60])
            if word == "msgstr":
                yield entry
            if word in ("", "msgstr"):
                entry, is_fuzzy = {"line": number, "is_fuzzy": is_fuzzy}, False
            word = name
            entry[word] = ""
        if match["text"] is not None:
            if not word:
                refuse(Fault.UNREADABLE, place, line[:60])
            entry[word] += polib.unescape(match["text"])
        elif match["comment"] and match["sign"] == "," and "fuzzy" in re.split(r"[\s,]+", line):
            is_fuzzy = True
    if word not in ("", "msgstr"):
        refuse(Fault.UNREADABLE, gettext("Line %(number)d") % {"number": number})
    if word:
        yield entry


def unit(entry: dict) -> Unit:
    """The text of an entry."""
    place = gettext("Line %(number)d") % {"number": entry["line"]}
    record, key = split_context(entry.get("msgctxt", ""), place)
    status = Status.OPEN if entry["is_fuzzy"] else Status.DONE
    return Unit(record, key, entry["msgid"], entry["msgstr"], status, place=place)
