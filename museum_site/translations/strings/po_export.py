"""Writing corrections into .po files, for a developer to commit."""

import os
from dataclasses import dataclass
from pathlib import Path

import polib

from .catalogue import po_path
from .desk import Change, State, interface_strings, record
from .models import Correction, catalogue_key


@dataclass
class Exported:
    """What was done to the file of a language."""

    language: str
    path: Path
    written: int = 0
    equal: int = 0
    unknown: int = 0


def write_whole(path: Path, content: bytes):
    """Write a file so that whoever reads it sees the old content or the new, never a part."""
    path.parent.mkdir(parents=True, exist_ok=True)
    new = path.with_name(f"{path.name}.new")
    new.write_bytes(content)
    os.replace(new, path)


def export_strings(directory: Path, codes: list[str]) -> list[Exported]:
    """Write the corrections in force into the .po files below a directory, and compile the .mo files.

    A file that is there is changed, so that it may be newer than the site's own; otherwise the site's is
    taken. Order, comments and all other texts stay. Languages without corrections are left alone.
    """
    corrections = list(Correction.objects.in_force().filter(language__in=codes))
    done = []
    for code in codes:
        own = [row for row in corrections if row.language == code]
        if not own:
            continue
        path = po_path(code, directory)
        po = polib.pofile(str(path if path.exists() else po_path(code)), wrapwidth=0)
        entries = {catalogue_key(item.msgctxt or "", item.msgid): item for item in po if not item.obsolete}
        result = Exported(code, path)
        for row in own:
            item = entries.get(row.key)
            if item is None or (item.msgid_plural or "") != row.msgid_plural:
                result.unknown += 1
            elif put(item, row.forms):
                result.written += 1
            else:
                result.equal += 1
        write_whole(path, str(po).encode())
        write_whole(path.with_suffix(".mo"), po.to_binary())
        done.append(result)
    return done


def put(item: polib.POEntry, forms: list[str]) -> bool:
    """Put texts into an entry; False if it has them already."""
    if item.msgid_plural:
        texts = dict(enumerate(forms))
        changed = item.msgstr_plural != texts
        item.msgstr_plural = texts
    else:
        changed = item.msgstr != forms[0]
        item.msgstr = forms[0]
    return changed


def clear_settled(codes: list[str]) -> list[Correction]:
    """Take back what the site's catalogue says by itself now."""
    changes = [
        Change(string.entry, code, ())
        for string in interface_strings()
        for code in codes
        if string.state(code) == State.SETTLED
    ]
    return record(changes, note="--clear") if changes else []
