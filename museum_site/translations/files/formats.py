"""The formats of translation files, by the ending of a file's name."""

from dataclasses import dataclass
from types import ModuleType

from . import po, xliff, xlsx
from .units import MAX_BYTES, MAX_UNITS, Document, Fault, refuse


@dataclass(frozen=True)
class Format:
    """A format: its name, its endings (the first is the one that is written), and the module that knows it."""

    name: str
    label: str
    endings: tuple[str, ...]
    content_type: str
    module: ModuleType


FORMATS = {
    one.name: one
    for one in (
        Format("po", "PO (gettext, Poedit)", ("po",), "text/x-gettext-translation; charset=utf-8", po),
        Format("xliff", "XLIFF 2.0", ("xlf", "xliff"), "application/xliff+xml", xliff),
        Format(
            "xlsx",
            "XLSX (Excel, LibreOffice)",
            ("xlsx",),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            xlsx,
        ),
    )
}


def read_document(content: bytes, name: str) -> Document:
    """The document in a file of a name. Raises FileRefused."""
    ending = name.lower().rpartition(".")[2]
    form = next((form for form in FORMATS.values() if ending in form.endings), None)
    if form is None:
        refuse(Fault.UNKNOWN_FORMAT, found=name[-60:])
    if len(content) > MAX_BYTES:
        refuse(Fault.TOO_LARGE)
    if not content.strip():
        refuse(Fault.EMPTY)
    document = form.module.read(content)
    if not document.units:
        refuse(Fault.NO_TEXTS)
    if len(document.units) > MAX_UNITS:
        refuse(Fault.TOO_MANY_TEXTS)
    return document
