"""Reading a table: from the bytes of a CSV file to rows of values, every fault with its line and column."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from .cells import Reader

# One cell, quoted or not, and what ends it.
CELL = re.compile(r'(?:"(?P<quoted>[^"]*(?:""[^"]*)*)"|(?!")(?P<plain>[^,\r\n]*))(?P<end>,|\r\n|\n|\r|\Z)')
BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, order=True)
class Problem:
    """A fault of a table: file, line (the first is 1), name or number of the column, reason in words."""

    file: str
    line: int
    column: str
    reason: str

    def __str__(self):
        return _("%(file)s, line %(line)d, column %(column)s: %(reason)s") % {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "reason": self.reason,
        }


@dataclass(frozen=True)
class Column:
    """A column of a table: its name, how its cells are read, whether they may be empty."""

    name: str
    read: Reader
    required: bool = False


@dataclass(frozen=True)
class Row:
    """A row that could be read: its text by column, its values by column (None for an empty cell)."""

    file: str
    line: int
    lines: dict[str, int]
    cells: dict[str, str]
    values: dict[str, object]

    def problem(self, column: str, reason: str) -> Problem:
        """A fault in a cell of this row."""
        return Problem(self.file, self.lines.get(column, self.line), column, reason)


@dataclass
class Table:
    """What was read of a file: its rows, the faults of those that could not be read, and their keys."""

    rows: list[Row] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)


class BrokenText(Exception):
    """The text is no CSV from a place on: line, number of the cell in its row, reason."""


def split(content: str) -> Iterator[list[tuple[int, str]]]:
    """The rows of a CSV text, each a list of cells with the lines that they begin in, without blank lines.

    Strict as RFC 4180, where the csv module guesses. Raises BrokenText.
    """
    position, line, row = 0, 1, []
    while position < len(content) or row:
        match = CELL.match(content, position)
        if match is None:
            closed = re.compile(r'"[^"]*(?:""[^"]*)*"').match(content, position)
            reason = (
                _("There is text after the closing quote.") if closed else _("The quote is never closed.")
            )
            raise BrokenText(line, len(row) + 1, reason)
        quoted = match["quoted"]
        row.append((line, match["plain"] if quoted is None else quoted.replace('""', '"')))
        line += len(re.findall(r"\r\n|\n|\r", match[0]))
        position = match.end()
        if match["end"] != ",":
            if row != [(row[0][0], "")]:
                yield row
            row = []


def fault_of_text(cell: str) -> str | None:
    """Why a cell is no text at all; None if it is."""
    if any("\udc80" <= character <= "\udcff" for character in cell):
        return _("This is not UTF-8.")
    control = next((c for c in cell if unicodedata.category(c) == "Cc" and c not in "\t\r\n"), None)
    return (
        _("There is a control character (U+%(code)04X) in it.") % {"code": ord(control)} if control else None
    )


def read_header(file: str, header: list[tuple[int, str]], columns: list[Column]) -> list[Problem]:
    """The faults of a header row."""
    names, wanted = [cell.strip() for _line, cell in header], [column.name for column in columns]
    reasons = [
        *((name, _("The column is missing.")) for name in wanted if name not in names),
        *(
            (name or str(n), _("This column is not known."))
            for n, name in enumerate(names, 1)
            if name not in wanted
        ),
        *((name, _("The column stands there twice.")) for name in wanted if names.count(name) > 1),
    ]
    return [Problem(file, 1, name, reason) for name, reason in reasons]


def read_row(
    file: str, names: list[str], columns: list[Column], row: list[tuple[int, str]]
) -> Row | list[Problem]:
    """One row of values, or its faults."""
    line = row[0][0]
    if len(row) < len(names):
        return [Problem(file, line, names[len(row)], _("The row ends before this column."))]
    if len(row) > len(names):
        return [
            Problem(
                file, row[len(names)][0], str(len(names) + 1), _("The row has more cells than the header.")
            )
        ]
    lines = {name: line for name, (line, _cell) in zip(names, row, strict=True)}
    cells = {name: cell.strip() for name, (_line, cell) in zip(names, row, strict=True)}
    values, problems = {}, []
    for column in columns:
        cell = cells[column.name]
        reason = fault_of_text(cell)
        if not reason and not cell and column.required:
            reason = _("The cell is empty.")
        if not reason:
            try:
                values[column.name] = column.read(cell) if cell else None
            except ValueError as error:
                reason = str(error)
        if reason:
            problems.append(Problem(file, lines[column.name], column.name, reason))
    return problems or Row(file, line, lines, cells, values)


def read_table(file: str, content: bytes, columns: list[Column]) -> Table:
    """Read a whole file, collecting every fault."""
    table = Table()
    text = content.removeprefix(BYTE_ORDER_MARK).decode("utf-8", "surrogateescape")
    rows = split(text)
    names: list[str] = []
    try:
        for row in rows:
            if names:
                read = read_row(file, names, columns, row)
                if isinstance(read, Row):
                    table.rows.append(read)
                else:
                    table.problems += read
                    table.unread.add(row[0][1].strip())
                continue
            table.problems += read_header(file, row, columns)
            if table.problems:
                return table
            names = [cell.strip() for _line, cell in row]
    except BrokenText as error:
        line, number, reason = error.args
        table.problems.append(
            Problem(file, line, names[number - 1] if number <= len(names) else str(number), reason)
        )
        return table
    if not names:
        table.problems.append(Problem(file, 1, columns[0].name, _("The file is empty.")))
    return table


def values_of(columns: list[Column], cells: dict[str, str]) -> dict[str, object]:
    """The values of a row that was read before; a cell that no longer can be read counts as empty."""
    values = {}
    for column in columns:
        cell = cells.get(column.name, "")
        try:
            values[column.name] = column.read(cell) if cell else None
        except ValueError:
            values[column.name] = None
    return values
