"""What a text of the interface must and should be, compared with its source.

faults() are reasons to refuse a text: it would break the page that shows it. hints() are differences that are
sometimes right, and that a translator should look at.
"""

import re
import string
import unicodedata
from collections import Counter

from django.utils.translation import gettext as _

from .catalogue import Entry, is_source
from .plurals import PluralForm

# A directive of Python's % operator, a doubled sign, or a sign that stands alone.
PERCENT = re.compile(r"%(?:\((\w+)\)[#0\- +]*\d*(?:\.\d+)?[diouxXeEfFgGcrsa]|[diouxXeEfFgGcrsa](?!\w)|%|)")
TEMPLATES = (".html", ".txt", ".xml")
BRACES = "python-brace-format"
TAG = re.compile(r"<[^<>]*>")
ENTITY = re.compile(r"&(?:\w+|#\d+|#x[0-9a-fA-F]+);")
# The last sign of a sentence, and the signs that mean the same in other scripts.
ENDS = {".": ".。．।", "?": "?？؟", "!": "!！", ":": ":：", "…": "…", ",": ",،、，", ";": ";؛；"}
END_OF = {sign: end for end, signs in ENDS.items() for sign in signs}


def percent_placeholders(text: str) -> Counter:
    """The directives of the % operator in a text; "%" stands for a sign that is none."""
    return Counter(found[0] for found in PERCENT.finditer(text) if found[0] != "%%")


def brace_placeholders(text: str) -> Counter:
    """The fields of str.format() in a text; ValueError if its braces do not match."""
    fields = string.Formatter().parse(text)
    return Counter(
        "{%s}" % (name + (f"!{how}" if how else "") + (f":{spec}" if spec else ""))
        for _text, name, spec, how in fields
        if name is not None
    )


def placeholders(entry: Entry, text: str) -> Counter:
    """The placeholders of a text of an entry, as they are written; ValueError if they can't be read."""
    if BRACES in entry.flags:
        return brace_placeholders(text)
    return percent_placeholders(text)


def may_hold_percent_sign(entry: Entry) -> bool:
    """Whether a sign that stands alone does no harm: nothing is put into the text by the % operator.

    Templates put every text of several words through it, with or without placeholders.
    """
    return "python-format" not in entry.flags and not any(file.endswith(TEMPLATES) for file in entry.files)


def is_free(name: str) -> bool:
    """Whether a placeholder has no name, so that its order and number count."""
    return not name.startswith("%(") and not (name.startswith("{") and name[1:2].isalpha())


def placeholder_faults(entry: Entry, text: str, form: PluralForm | None = None) -> list[str]:
    """Placeholders that are missing in a text, or that the source does not have; `form` as for faults()."""
    try:
        found = placeholders(entry, text)
    except ValueError:
        return [_("The braces { } do not match.")]
    sources = [placeholders(entry, source) for source in entry.source]
    # What only the plural has, such as the number, may be missing in each form.
    needed = set.intersection(*map(set, sources))
    allowed = set.union(*map(set, sources))
    missing = sorted(needed - set(found))
    if form and form.is_for_one_number and len(missing) == 1:
        # "In two days", with the two in the noun.
        missing = []
    faults = [
        # Translators: a placeholder stands for a value, such as %(count)s.
        _("The placeholder %(name)s is missing.") % {"name": name}
        for name in missing
    ]
    for name in sorted(set(found) - allowed):
        if name == "%":
            if may_hold_percent_sign(entry):
                continue
            faults.append(_("A percent sign must be written %%, or else it is taken for a placeholder."))
        else:
            faults.append(_("The placeholder %(name)s is not in the source text.") % {"name": name})
    for name in sorted(set(found) & allowed):
        if is_free(name) and found[name] not in [source[name] for source in sources]:
            faults.append(
                _("The placeholder %(name)s must stand as often as in the source text.") % {"name": name}
            )
    return faults


def markup_faults(entry: Entry, text: str) -> list[str]:
    """HTML in a text that the source does not have, or that is missing."""
    allowed = [Counter(TAG.findall(source)) for source in entry.source]
    tags = Counter(TAG.findall(text))
    if tags not in allowed:
        if not any(allowed):
            return [_("HTML is not allowed here, because the source text has none.")]
        return [_("The HTML must be that of the source text: %(tags)s") % {"tags": " ".join(max(allowed))}]
    rest, sources = TAG.sub("", text), [TAG.sub("", source) for source in entry.source]
    for sign in '<>"':
        if sign in rest and not any(sign in source for source in sources):
            return [_("The character %(sign)s is not allowed here.") % {"sign": sign}]
    entities = {entity for source in sources for entity in ENTITY.findall(source)}
    for entity in ENTITY.findall(rest):
        if entity not in entities:
            return [_("The character %(sign)s is not allowed here.") % {"sign": entity}]
    return []


def is_control(character: str) -> bool:
    """Whether a character is not to be seen and steers what shows it, except for line ends."""
    return character != "\n" and unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn")


def faults(entry: Entry, text: str, form: PluralForm | None = None) -> list[str]:
    """The reasons to refuse a text for an entry, as sentences; none if it is good.

    `form` is the plural form that the text is for, if the entry has a plural.
    """
    if not text.strip():
        return [_("The text is empty.")]
    if any(is_control(character) for character in text):
        return [_("The text has characters that cannot be shown.")]
    if "\n" in text and "\n" not in "".join(entry.source):
        return [_("The text has a line break, and the source text has none.")]
    return [*placeholder_faults(entry, text, form), *markup_faults(entry, text)]


def edges(text: str) -> tuple[str, str]:
    """The blanks at the beginning and the end of a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def hints(entry: Entry, code: str, form: PluralForm, text: str) -> list[str]:
    """What looks wrong in a text for a form of an entry but may be right, as sentences."""
    source = entry.source[0 if 1 in form.numbers or not form.numbers else -1]
    found = []
    if edges(text) != edges(source):
        found.append(_("It begins or ends with other spaces than the source text."))
    ends = [END_OF.get(one.rstrip()[-1:]) for one in (source, text)]
    if ends[0] != ends[1]:
        found.append(_("It ends with another punctuation mark than the source text."))
    if text == source and not is_source(code) and any(map(str.isalpha, PERCENT.sub("", text))):
        found.append(_("It is the same as the source text."))
    return found
