"""XLIFF 2.0 (OASIS): for the programs of translation offices.

Tags of rich text are codes that these programs protect: `<pc>` for a pair, `<ph>` for what stands alone; their HTML
is in `<originalData>`. Each record is a `<file>`, each text a `<unit>`.
"""

import re
from collections import defaultdict
from xml.etree import ElementTree as ET

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring
from django.conf import settings
from django.utils.translation import gettext

from museum_site.core.languages import language_tag

from .inline import Word, as_html, pairs, tokens
from .units import Document, Fault, Status, Unit, read_time, refuse

NS = "urn:oasis:names:tc:xliff:document:2.0"
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# A rich text without any tag looks like a plain one, but its words are escaped.
RICH = "museum:rich"
OUTDATED = "museum:outdated"
STATES = {
    Status.MISSING: "initial",
    Status.OUTDATED: "initial",
    Status.DRAFT: "translated",
    Status.PUBLISHED: "final",
}
# What XML can't hold, and the carriage return, which every reader of XML changes.
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")

ET.register_namespace("", NS)


def tag(name: str) -> str:
    """The name of an element as ElementTree writes it."""
    return f"{{{NS}}}{name}"


# --- Out ------------------------------------------------------------------------------------------


def add_text(element, text: str) -> None:
    """Add text to the end of an element; characters that XML can't hold as `<cp>`."""
    position = 0
    for match in UNWRITABLE.finditer(text):
        append(element, text[position : match.start()])
        ET.SubElement(element, tag("cp"), hex=f"{ord(match[0]):04X}")
        position = match.end()
    append(element, text[position:])


def append(element, text: str) -> None:
    """Add characters to the end of an element."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


class Codes:
    """The codes of a unit: their HTML, each piece kept once, and the numbers that source and target share."""

    def __init__(self):
        self.references: dict[str, str] = {}
        self.numbers: dict[tuple, list[int]] = defaultdict(list)
        self.count = 0

    def reference(self, raw: str) -> str:
        """The identifier of a piece of HTML."""
        return self.references.setdefault(raw, f"d{len(self.references) + 1}")

    def number(self, code: tuple, used: set[int]) -> str:
        """The number of a code: that of the same code in the source, unless it is used up."""
        free = next((number for number in self.numbers[code] if number not in used), None)
        if free is None:
            self.count += 1
            free = self.count
            self.numbers[code].append(free)
        used.add(free)
        return str(free)


def add_rich(element, text: str, codes: Codes) -> None:
    """Add a rich text to an element, its tags as codes."""
    parts = tokens(text)
    closed = pairs(parts) or {}
    ends = set(closed.values())
    stack, used = [element], set()
    for position, part in enumerate(parts):
        if isinstance(part, Word):
            add_text(stack[-1], part.text)
        elif position in ends:
            stack.pop()
        elif position in closed:
            raw, end = part.raw, parts[closed[position]].raw
            attributes = {
                "id": codes.number((raw, end), used),
                "canDelete": "no",
                "dataRefStart": codes.reference(raw),
                "dataRefEnd": codes.reference(end),
            }
            stack.append(ET.SubElement(stack[-1], tag("pc"), attributes))
        else:
            attributes = {
                "id": codes.number((part.raw,), used),
                "canDelete": "no",
                "dataRef": codes.reference(part.raw),
            }
            ET.SubElement(stack[-1], tag("ph"), attributes)


def write(document: Document) -> bytes:
    """A document as an XLIFF 2.0 file."""
    root = ET.Element(
        tag("xliff"),
        {
            "version": "2.0",
            "srcLang": language_tag(document.source_language),
            "trgLang": language_tag(document.language),
        },
    )
    files = {}
    for unit in document.units:
        if unit.record not in files:
            files[unit.record] = add_file(root, unit, document)
        add_unit(files[unit.record], unit)
    return ET.tostring(root, encoding="utf-8", xml_declaration=True)


def add_file(root, unit: Unit, document: Document):
    """Add the element of a record."""
    file = ET.SubElement(
        root,
        tag("file"),
        {
            "id": unit.record,
            "original": unit.address or unit.record,
            "canResegment": "no",
            XML_SPACE: "preserve",
        },
    )
    notes = {"record": unit.title, "address": unit.address}
    if document.exported_at:
        notes["exported"] = document.exported_at.isoformat()
    add_notes(file, notes)
    return file


def add_notes(element, notes: dict[str, str]) -> None:
    """Add notes by category; empty ones are left out."""
    notes = {category: text for category, text in notes.items() if text}
    if notes:
        parent = ET.SubElement(element, tag("notes"))
        for category, text in notes.items():
            ET.SubElement(parent, tag("note"), category=category).text = UNWRITABLE.sub(" ", text)


def add_unit(file, unit: Unit) -> None:
    """Add the element of a text."""
    element = ET.SubElement(file, tag("unit"), id=unit.key, name=unit.label or unit.key)
    if unit.is_rich:
        element.set("type", RICH)
    add_notes(
        element,
        {
            "field": unit.label,
            "limit": f"At most {unit.max_length} characters." if unit.max_length else "",
            "previous-source": unit.previous,
        },
    )
    original, codes = ET.Element(tag("originalData")), Codes()
    segment = ET.Element(tag("segment"), state=STATES.get(unit.status, "initial"))
    if unit.status == Status.OUTDATED:
        segment.set("subState", OUTDATED)
    add = (lambda *args: add_rich(*args, codes)) if unit.is_rich else add_text
    add(ET.SubElement(segment, tag("source")), unit.source)
    if unit.translation:
        add(ET.SubElement(segment, tag("target")), unit.translation)
    for raw, identifier in codes.references.items():
        add_text(ET.SubElement(original, tag("data"), id=identifier), raw)
    if codes.references:
        element.append(original)
    element.append(segment)


# --- Back -----------------------------------------------------------------------------------------


def read(content: bytes) -> Document:
    """The document in an XLIFF 2.0 file."""
    if b"\0" in content:
        refuse(Fault.NUL)
    try:
        root = fromstring(content, forbid_dtd=True)
    except DefusedXmlException:
        refuse(Fault.ENTITIES)
    except (ET.ParseError, LookupError, UnicodeError, ValueError) as error:
        if "encoding" in str(error) or ("invalid token" in str(error) and not is_utf8(content)):
            refuse(Fault.WRONG_ENCODING)
        line = getattr(error, "position", (0, 0))[0]
        refuse(Fault.UNREADABLE, gettext("Line %(number)d") % {"number": line}, error)
    if not root.tag.endswith("}xliff") and root.tag != "xliff":
        refuse(Fault.WRONG_FORMAT, found=root.tag[:60])
    if root.tag != tag("xliff") or root.get("version") != "2.0":
        refuse(Fault.WRONG_VERSION, found=root.get("version", ""))
    source, target = code_of(root.get("srcLang")), code_of(root.get("trgLang"))
    exported = root.find(f".//{tag('note')}[@category='exported']")
    units = [
        read_unit(file, element) for file in root.iter(tag("file")) for element in file.iter(tag("unit"))
    ]
    return Document(source, target, units, read_time(exported.text if exported is not None else ""))


def is_utf8(content: bytes) -> bool:
    """Whether bytes are a text in UTF-8."""
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def code_of(value: str | None) -> str:
    """The site's code for a language tag; programs may add a country ("fr-FR") where the site has none."""
    code = (value or "").lower()
    known = dict(settings.LANGUAGES)
    short = code.split("-")[0]
    return short if code not in known and short in known else code


def read_unit(file, element) -> Unit:
    """The text of a unit."""
    record, key = file.get("id", ""), element.get("id", "")
    place = gettext("Unit %(name)s") % {"name": f"{record}#{key}"[:120]}
    if not (record and key):
        refuse(Fault.NO_KEY, place)
    data = {item.get("id"): html_of(item, {}, place, escape=False) for item in element.iter(tag("data"))}
    is_rich = element.get("type") == RICH or any(
        child.tag in (tag("pc"), tag("ph"))
        for name in ("source", "target")
        for child in element.iter(tag(name))
    )
    sources, targets, states = [], [], set()
    for part in element:
        if part.tag not in (tag("segment"), tag("ignorable")):
            continue
        text, target = part.find(tag("source")), part.find(tag("target"))
        if text is None:
            refuse(Fault.UNREADABLE, place)
        sources.append(html_of(text, data, place, escape=is_rich))
        if part.tag == tag("segment"):
            targets.append(None if target is None else html_of(target, data, place, escape=is_rich))
            states.add(part.get("state", "initial"))
        else:
            targets.append(sources[-1] if target is None else html_of(target, data, place, escape=is_rich))
    if not sources:
        refuse(Fault.UNREADABLE, place)
    translation = "" if None in targets else "".join(targets)
    status = Status.DONE if states <= {"translated", "reviewed", "final"} and states else Status.UNSAID
    return Unit(record, key, "".join(sources), translation, status, is_rich, place=place)


def html_of(element, data: dict, place: str, escape: bool) -> str:
    """The text of an element, with the HTML of its codes."""
    form = as_html if escape else str
    pieces = [form(element.text or "")]
    for child in element:
        if child.tag == tag("cp"):
            pieces.append(character(child, place))
        elif child.tag == tag("ph") and child.get("dataRef") in data:
            pieces.append(data[child.get("dataRef")])
        elif child.tag == tag("pc") and {child.get("dataRefStart"), child.get("dataRefEnd")} <= data.keys():
            pieces += [
                data[child.get("dataRefStart")],
                html_of(child, data, place, escape),
                data[child.get("dataRefEnd")],
            ]
        elif child.tag == tag("mrk"):
            pieces.append(html_of(child, data, place, escape))
        elif child.tag not in (tag("sm"), tag("em")):
            refuse(Fault.BROKEN_CODES, place, child.tag.split("}")[-1])
        pieces.append(form(child.tail or ""))
    return "".join(pieces)


def character(element, place: str) -> str:
    """The character of a `<cp>`."""
    try:
        found = chr(int(element.get("hex", ""), 16))
        found.encode()
    except (ValueError, OverflowError):
        refuse(Fault.BROKEN_CODES, place, "cp")
    return found
