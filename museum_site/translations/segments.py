"""A record as a list of texts, and the way back: pure functions, which write nothing.

A text is the smallest thing that is translated on its own: a plain field, or one piece of a StreamField. Its key says
where it stands and stays the same as long as the place does:

    heading                          a field of the record
    body:<block id>                  a block that is one text
    body:<block id>.source           a named part of a block
    showings:<uid>.note              a field of an inline row

Blocks of two languages that carry different identifiers, but stand in the same order with the same types, are
taken for one another.
"""

import copy
import hashlib
import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from django.conf import settings
from django.db import models
from django.utils.html import strip_tags
from django.utils.text import capfirst
from modelcluster.models import get_all_child_relations
from wagtail import blocks
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter
from wagtail.fields import RichTextField, StreamField

from museum_site.core.languages import Language, column, language
from museum_site.core.models import translated_fields

from .enums import TextKind

# What Draftail writes into every paragraph to recognise it again: no part of the text.
BLOCK_KEY = re.compile(r'\sdata-block-key="[^"]*"')
# Parts of a rich text that are something to see without being words.
EMBED = re.compile(r"<(?:embed|img|hr)\b")


@dataclass(frozen=True)
class Text:
    """One text of a record in one language.

    `field` is the key of the whole field that it belongs to. `language` is the one that the text really is in.
    `features` are those of a rich text. `description` is what the form of the editors says of the place.
    """

    key: str
    field: str
    label: str
    kind: str
    text: str
    language: str
    max_length: int | None = None
    is_long: bool = False
    features: tuple[str, ...] = ()
    description: str = ""

    @property
    def written_in(self) -> Language:
        """The language that the text is in, for `lang` and `dir`."""
        return language(self.language)


@dataclass(frozen=True)
class Holder:
    """A record or one of its inline rows: what holds columns. `prefix` begins the keys of its texts."""

    obj: models.Model
    prefix: str
    label: str


# --- Words ----------------------------------------------------------------------------------------


def normalized(text: str | None) -> str:
    """A text without what makes no difference to its reader: Draftail's marks, line ends, outer space."""
    return BLOCK_KEY.sub("", (text or "").replace("\r\n", "\n")).strip()


def has_words(text: str | None) -> bool:
    """Whether there is anything to read or see in a plain or rich text."""
    text = normalized(text)
    return bool(html.unescape(strip_tags(text)).strip() or EMBED.search(text))


def digest(text: str) -> str:
    """A short fingerprint of a text, the same for texts that differ in nothing that a reader sees."""
    return hashlib.blake2b(normalized(text).encode(), digest_size=8).hexdigest()


def content_state(text: str, features: Iterable[str]) -> str:
    """A rich text as Wagtail's editor takes it, in JSON, reduced to the features that its place allows."""
    return ContentstateConverter(features=list(features)).from_database_format(well_formed(text))


def clean_rich_text(text: str, features: Iterable[str]) -> str:
    """A rich text reduced to the features that its place allows, as Wagtail's own editor would save it."""
    features = list(features)
    return ContentstateConverter(features=features).to_database_format(content_state(text, features))


def well_formed(text: str) -> str:
    """HTML with every tag closed: Wagtail's editor can't read what an import may bring (`<br>`)."""
    return str(BeautifulSoup(text, "html.parser"))


# --- Where texts stand ----------------------------------------------------------------------------


def row_relations(model) -> list:
    """The relations of a model to inline rows that have words of their own and a stable `uid`."""
    return [
        relation
        for relation in get_all_child_relations(model)
        if translated_fields(relation.related_model) and hasattr(relation.related_model, "uid")
    ]


def holders(record) -> Iterator[Holder]:
    """The record, then its inline rows that have words of their own."""
    yield Holder(record, "", "")
    for relation in row_relations(type(record)):
        accessor = relation.get_accessor_name()
        name = capfirst(relation.related_model._meta.verbose_name)
        rows = sorted(getattr(record, accessor).all(), key=lambda row: (row.sort_order or 0, row.pk or 0))
        for number, row in enumerate(rows, 1):
            yield Holder(row, f"{accessor}:{row.uid}.", f"{name} {number}")


def fields_of(model) -> list[models.Field]:
    """The translated fields of a model in the order of its definition."""
    names = set(translated_fields(model))
    return [field for field in model._meta.get_fields() if field.name in names]


@dataclass
class Leaf:
    """A text inside the raw value of a StreamField, which can be replaced there."""

    path: str
    label: str
    block: blocks.Block
    container: dict | list
    at: str | int

    @property
    def text(self) -> str:
        """The text as it stands in the raw value."""
        return self.container[self.at] or ""

    def replace(self, text: str) -> None:
        """Put another text in its place."""
        self.container[self.at] = text


def is_text_block(block) -> bool:
    """Whether a block is words and nothing else."""
    return isinstance(block, (blocks.CharBlock, blocks.TextBlock, blocks.RichTextBlock))


def leaves(block, container, at, path: str, label: str) -> Iterator[Leaf]:
    """The texts in the raw value `container[at]` of a block, however deep they lie."""
    value = container[at]
    if is_text_block(block):
        yield Leaf(path, label, block, container, at)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            if name in value:
                yield from leaves(child, value, name, f"{path}.{name}", f"{label}: {capfirst(child.label)}")
    elif isinstance(block, blocks.BaseStreamBlock):
        for number, item in enumerate(value, 1):
            child = block.child_blocks.get(item["type"])
            if child:
                part = f"{number}. {capfirst(child.label)}"
                label_here = f"{label}, {part}" if label else part
                yield from leaves(child, item, "value", f"{path}:{item.get('id') or number}", label_here)
    elif isinstance(block, blocks.ListBlock):
        for number, item in enumerate(value, 1):
            if isinstance(item, dict) and item.get("type") == "item":
                yield from leaves(
                    block.child_block,
                    item,
                    "value",
                    f"{path}:{item.get('id') or number}",
                    f"{label} {number}",
                )


def raw_stream(obj, field: StreamField, code: str) -> list[dict]:
    """The blocks of a StreamField in a language as they are stored; a copy that may be changed."""
    value = getattr(obj, column(field.name, code))
    return copy.deepcopy(list(value.raw_data)) if value else []


def shape(value) -> object:
    """What the blocks of a raw value are, without their words and identifiers."""
    if isinstance(value, list):
        return [shape(item) for item in value]
    if isinstance(value, dict):
        return (value.get("type"), shape(value.get("value"))) if "type" in value else sorted(value)
    return None


def identifiers(value) -> set[str]:
    """The identifiers of the blocks in a raw value."""
    return {item["id"] for item in value if item.get("id")}


def give_identifiers(value, reference) -> None:
    """Give the blocks of a raw value the identifiers of a reference of the same shape."""
    for item, other in zip(value, reference, strict=True):
        item["id"] = other.get("id")
        if isinstance(item["value"], list) and isinstance(other["value"], list):
            give_identifiers(
                [part for part in item["value"] if isinstance(part, dict) and "type" in part],
                [part for part in other["value"] if isinstance(part, dict) and "type" in part],
            )


def aligned(raw: list[dict], reference: list[dict]) -> list[dict]:
    """A raw value with the identifiers of the reference where one is the other's translation, block by block."""
    if raw and not identifiers(raw) & identifiers(reference) and shape(raw) == shape(reference):
        give_identifiers(raw, reference)
    return raw


def source_chain(preferred: str) -> list[str]:
    """The source languages in the order in which a translator who prefers one of them reads them."""
    return list(dict.fromkeys([preferred, *settings.SOURCE_LANGUAGES]))


def source_stream(obj, field: StreamField, preferred: str) -> tuple[list[dict], str]:
    """The blocks that are translated from, and their language; [] where no source language has any."""
    reference = next(filter(None, (raw_stream(obj, field, code) for code in settings.SOURCE_LANGUAGES)), [])
    for code in source_chain(preferred):
        raw = raw_stream(obj, field, code)
        if raw:
            return aligned(raw, reference), code
    return [], preferred


# --- From a record to texts -----------------------------------------------------------------------


def stream_texts(holder: Holder, field: StreamField, raw: list[dict], code: str) -> Iterator[Text]:
    """The texts of a StreamField's raw value."""
    name = f"{holder.prefix}{field.name}"
    title = field_label(holder, field)
    for leaf in leaves(field.stream_block, {"value": raw}, "value", name, ""):
        is_rich = isinstance(leaf.block, blocks.RichTextBlock)
        yield Text(
            key=leaf.path,
            field=name,
            label=f"{title}: {leaf.label}",
            kind=TextKind.RICH if is_rich else TextKind.PLAIN,
            text=leaf.text,
            language=code,
            max_length=getattr(getattr(leaf.block, "field", None), "max_length", None),
            is_long=is_rich or isinstance(leaf.block, blocks.TextBlock),
            features=tuple(leaf.block.features or ()) if is_rich else (),
            description=str(getattr(getattr(leaf.block, "field", None), "help_text", "") or ""),
        )


def field_label(holder: Holder, field) -> str:
    """What a field is called in the desk: "Showing 2: Note"."""
    name = str(capfirst(field.verbose_name))
    return f"{holder.label}: {name}" if holder.label else name


def field_text(holder: Holder, field, code: str) -> Text:
    """A field that is one text."""
    is_rich = isinstance(field, RichTextField)
    name = f"{holder.prefix}{field.name}"
    return Text(
        key=name,
        field=name,
        label=field_label(holder, field),
        kind=TextKind.RICH if is_rich else TextKind.PLAIN,
        text=getattr(holder.obj, column(field.name, code)) or "",
        language=code,
        max_length=getattr(field, "max_length", None),
        is_long=is_rich or isinstance(field, models.TextField),
        features=tuple(field.features or ()) if is_rich else (),
        description=str(field.help_text),
    )


def source_texts(record, preferred: str) -> list[Text]:
    """The texts that a translator reads who prefers a source language, in the order of the record.

    A field without words in that language is read in the next source language. Empty texts are left out.
    """
    found = []
    for holder in holders(record):
        for field in fields_of(type(holder.obj)):
            if isinstance(field, StreamField):
                raw, code = source_stream(holder.obj, field, preferred)
                found += stream_texts(holder, field, raw, code)
            else:
                in_order = (field_text(holder, field, code) for code in source_chain(preferred))
                found += [next((text for text in in_order if has_words(text.text)), None)]
    return [text for text in found if text and has_words(text.text)]


def texts_in(record, code: str, preferred: str) -> dict[str, str]:
    """The texts that a record has in a language, by the keys of the source texts that they translate."""
    found = {}
    for holder in holders(record):
        for field in fields_of(type(holder.obj)):
            if isinstance(field, StreamField):
                source, _language = source_stream(holder.obj, field, preferred)
                raw = aligned(raw_stream(holder.obj, field, code), source)
                texts = stream_texts(holder, field, raw, code)
            else:
                texts = [field_text(holder, field, code)]
            found |= {text.key: text.text for text in texts if has_words(text.text)}
    return found


# --- From texts to a record -----------------------------------------------------------------------


@dataclass(frozen=True)
class Build:
    """The columns of a language as texts make them.

    `columns` are pairs of a record or row and its values by column. `held_back` are the keys of texts that are not
    among them, because other texts of the same field are still missing.
    """

    columns: list[tuple[models.Model, dict[str, object]]]
    held_back: frozenset[str]


def build(record, code: str, texts: dict[str, str], preferred: str, published: Iterable[str] = ()) -> Build:
    """Make the columns of a language from its texts and the structure of the source.

    `published` are the keys of the texts that visitors see already. A StreamField has the blocks of the source, in
    its order, with the same identifiers; blocks that are no text are copied. It appears when all its texts are
    there. From then on it follows the source: a block whose text is new there is left out until it is translated,
    since a text in another language must not stand under this one. A field keeps what it has where there is no source,
    or where neither `texts` nor `published` knows anything of it.
    """
    published, held_back, result = set(published), set(), []
    for holder in holders(record):
        values = {}
        for field in fields_of(type(holder.obj)):
            name, target = f"{holder.prefix}{field.name}", column(field.name, code)
            if isinstance(field, StreamField):
                source, _language = source_stream(holder.obj, field, preferred)
                raw, used, missing = translated_stream(field, source, name, texts)
                was_there = any(key.startswith(f"{name}:") for key in published)
                if used and missing and not was_there:
                    held_back |= used
                elif used or was_there:
                    values[target] = field.stream_block.to_python(raw if used else [])
            elif name in texts or name in published:
                values[target] = texts.get(name, "")
        if values:
            result.append((holder.obj, values))
    return Build(result, frozenset(held_back))


def translated_stream(
    field: StreamField, source: list[dict], name: str, texts: dict[str, str]
) -> tuple[list[dict], set[str], set[str]]:
    """The blocks of the source with the texts in their places, the keys used, and the keys that are missing."""
    result, used, missing = [], set(), set()
    for number, item in enumerate(source, 1):
        child = field.stream_block.child_blocks.get(item["type"])
        path = f"{name}:{item.get('id') or number}"
        found = (
            [leaf for leaf in leaves(child, item, "value", path, "") if has_words(leaf.text)] if child else []
        )
        lacking = {leaf.path for leaf in found if not has_words(texts.get(leaf.path))}
        missing |= lacking
        used |= {leaf.path for leaf in found} - lacking
        if not lacking:
            for leaf in found:
                leaf.replace(texts[leaf.path])
            result.append(item)
    return result, used, missing


def cleared(record, code: str) -> list[tuple[models.Model, dict[str, object]]]:
    """The columns of a language without anything in them, as Build.columns: of the fields that have a source."""
    result = []
    for holder in holders(record):
        values = {}
        for field in fields_of(type(holder.obj)):
            if any(getattr(holder.obj, column(field.name, source)) for source in settings.SOURCE_LANGUAGES):
                empty = field.stream_block.to_python([]) if isinstance(field, StreamField) else ""
                values[column(field.name, code)] = empty
        if values:
            result.append((holder.obj, values))
    return result
