"""Importing tables of institutions, agreements, exhibitions, visits and reported figures.

All tables are read and checked whole before anything is written; then all goes in, or nothing. A second
import of the same tables changes nothing: the importer remembers each row (ImportedRow), and writes only what
changed in the table since. docs/importing.md tells staff how the cells are read.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from django.apps import apps
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from wagtail.models import ReferenceIndex
from wagtail.signal_handlers import disable_reference_index_auto_update

from ..models import ImportedRow
from .agreements import Agreements
from .delegations import Delegations
from .exhibitions import Exhibitions
from .institutions import Institutions
from .kinds import Kind, Known, OnNew, Store, parent_of
from .tables import Problem, Row, Table, read_table, values_of
from .yearly_figures import YearlyFigures

__all__ = ["FILES", "ImportRefused", "Problem", "Summary", "import_records", "museum_key"]

# In the order in which they are written: each refers only to those before it.
KINDS: tuple[Kind, ...] = (Institutions(), Agreements(), Exhibitions(), Delegations(), YearlyFigures())
FILES = tuple(kind.file for kind in KINDS)

Report = Callable[[str, int, int], None]


class ImportRefused(Exception):
    """The tables have faults, and nothing was written. `problems` holds all faults by file and line."""

    def __init__(self, problems: Sequence[Problem]):
        super().__init__(*problems)
        self.problems = list(problems)


@dataclass
class Counts:
    """How many records of a kind an import makes, changes and leaves alone."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass
class Summary:
    """What an import did, or with `dry_run` would do: counts by name of the table, without ".csv"."""

    counts: dict[str, Counts] = field(default_factory=dict)


@dataclass
class Task:
    """One row to be written: a new record, or the changes of one that is there."""

    kind: Kind
    key: str
    row: Row
    record: object | None
    facts: dict


def import_records(
    source: Path | Mapping[str, bytes],
    *,
    museum: str | None = None,
    dry_run: bool = False,
    cleared_by: Sequence = (),
    report: Report = lambda _name, _done, _total: None,
    on_new: OnNew = lambda _name, _record: None,
) -> Summary:
    """Import the tables of a directory, or files by name; those of FILES that are there.

    `museum` is the key of the institution whose site it is: it gets no partner page. `cleared_by` are two
    users by whom every imported visit counts as cleared; without them a new or changed visit is not public.
    `report(name, done, total)` hears of every row written; `on_new(name, record)` may add to a new record
    before it is saved. Raises ImportRefused if a table has faults, and PermissionDenied if the users may not
    clear visits; then, and with `dry_run`, nothing is written.
    """
    check_clearance(cleared_by)
    contents = read_files(source)
    tables = {
        kind: read_table(kind.file, contents[kind.file], kind.columns)
        for kind in KINDS
        if kind.file in contents
    }
    problems = [problem for table in tables.values() for problem in table.problems]
    rows = {kind: table.rows for kind, table in tables.items()}
    known = Known(tables[KINDS[0]] if KINDS[0] in tables else Table())
    for kind in rows:
        problems += check(kind, rows[kind], known)
    if problems:
        raise ImportRefused(in_order(problems))
    tasks, summary = plan(rows)
    problems = [*check_museum(tasks, museum, known), *check_pages(tasks, museum)]
    if problems:
        raise ImportRefused(in_order(problems))
    if not dry_run:
        with transaction.atomic():
            write(tasks, Store(on_new, tuple(cleared_by), museum), report)
    return summary


def check_clearance(users: Sequence) -> None:
    """Raise PermissionDenied unless the users, if any, are two different people who may clear visits."""
    if users and len({user.pk for user in users}) != 2:
        raise PermissionDenied(_("Visits are cleared by two different people."))
    for user in users:
        if not user.has_perm("delegations.clear_visit"):
            raise PermissionDenied(_("%(user)s may not clear visits.") % {"user": user})


def museum_key() -> str | None:
    """The key of the institution that is chosen in the settings of the site; None if none is chosen."""
    # By name, since home stands above open data.
    chosen = apps.get_model("home", "MuseumSettings").objects.exclude(institution=None).first()
    return chosen.institution.import_key if chosen else None


def read_files(source: Path | Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The contents of the tables by file name; raises ImportRefused if there is none."""
    if isinstance(source, Path):
        contents = {name: (source / name).read_bytes() for name in FILES if (source / name).is_file()}
    else:
        contents = source
    if not any(name in contents for name in FILES):
        reason = _("There is none of the tables %(files)s.") % {"files": ", ".join(FILES)}
        raise ImportRefused([Problem(str(source) if isinstance(source, Path) else "", 1, "1", reason)])
    return contents


def in_order(problems: list[Problem]) -> list[Problem]:
    """Problems by table, line and column, each once."""
    return sorted(set(problems), key=lambda problem: (FILES.index(problem.file), problem))


def check(kind: Kind, rows: list[Row], known: Known) -> list[Problem]:
    """The faults of rows that could be read: repeated keys, and what the kind knows."""
    problems, first = [], {}
    for row in rows:
        there = first.setdefault(kind.key(row.values), row)
        if there is not row:
            problems.append(
                row.problem(
                    kind.key_column, _("The same key stands in line %(line)d.") % {"line": there.line}
                )
            )
        problems += kind.check(row, known)
    return problems


def check_museum(tasks: list[Task], museum: str | None, known: Known) -> list[Problem]:
    """A fault if new institutions would get partner pages, and whose site it is cannot be told."""
    new = next((task for task in tasks if isinstance(task.kind, Institutions) and not task.record), None)
    if new is None or museum in known.institutions:
        return []
    if museum:
        return [
            new.row.problem(
                "key", _("No institution has the key of the museum, “%(key)s”.") % {"key": museum}
            )
        ]
    reason = _(
        "Say which institution is the museum itself (--museum), or choose it in the settings of the site."
    )
    return [new.row.problem("key", reason)]


def check_pages(tasks: list[Task], museum: str | None) -> list[Problem]:
    """The faults of new rows that the page tree shows: no place for their pages, an address that is taken."""
    problems, parents, slugs = [], {}, {}
    for task in tasks:
        model = task.kind.page_model
        if task.record or model is None:
            continue
        if model not in parents:
            parents[model] = parent_of(model)
            slugs[model] = (
                set(parents[model].get_children().values_list("slug", flat=True)) if parents[model] else set()
            )
        if parents[model] is None:
            (parent_model,) = model.clean_parent_page_models()
            reason = _(
                "The site has no page “%(page)s” under which the pages belong; add it in the admin first."
            )
            problems.append(task.row.problem("key", reason % {"page": parent_model._meta.verbose_name}))
        elif task.key in slugs[model] and task.key != museum:
            problems.append(task.row.problem("key", _("Another page has this address already.")))
    return problems


def plan(rows: dict[Kind, list[Row]]) -> tuple[list[Task], Summary]:
    """What is to be written, compared with the records there are and the rows that were imported before."""
    tasks, summary = [], Summary()
    for kind, kind_rows in rows.items():
        counts = summary.counts[kind.name] = Counts()
        existing = kind.existing()
        imported = dict(ImportedRow.objects.filter(table=kind.name).values_list("key", "cells"))
        for row in kind_rows:
            key = kind.key(row.values)
            record, facts = existing.get(key), kind.facts(row.values)
            if record and key in imported:
                before = kind.facts(values_of(kind.columns, imported[key]))
                facts = {name: value for name, value in facts.items() if before[name] != value}
            if record and not facts:
                counts.unchanged += 1
                continue
            tasks.append(Task(kind, key, row, record, facts))
            if record:
                counts.updated += 1
            else:
                counts.created += 1
    tasks.sort(key=lambda task: (KINDS.index(task.kind), task.kind.rank(task.row.values)))
    return tasks, summary


def write(tasks: list[Task], store: Store, report: Report) -> None:
    """Write all tasks; a record that the database or its own rules refuse is a fault of its row."""
    totals = {kind: sum(task.kind is kind for task in tasks) for kind in KINDS}
    done = dict.fromkeys(KINDS, 0)
    for task in tasks:
        try:
            if task.record:
                task.kind.update(task.record, task.facts, store)
            else:
                # The index of references is brought up to date once for each record, not for each row in it.
                with disable_reference_index_auto_update():
                    new = task.kind.create(task.key, task.facts, store)
                for record in new:
                    ReferenceIndex.create_or_update_for_object(record)
        except (IntegrityError, ValidationError) as error:
            reasons = error.messages if isinstance(error, ValidationError) else [str(error)]
            raise ImportRefused([task.row.problem(task.kind.key_column, " ".join(reasons))]) from error
        done[task.kind] += 1
        report(task.kind.name, done[task.kind], totals[task.kind])
    ImportedRow.objects.bulk_create(
        [ImportedRow(table=task.kind.name, key=task.key, cells=task.row.cells) for task in tasks],
        update_conflicts=True,
        unique_fields=["table", "key"],
        update_fields=["cells"],
    )
