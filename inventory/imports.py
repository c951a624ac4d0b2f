"""Imports: files of goods, people and history, checked whole before the first row is written.

An import reads a file (`spreadsheets`), finds its columns (`headings`), reads its cells
(`readings`), and plans what is to be written as batches: a document each, or some hundreds
of goods.  While a row is refused nothing is written, unless the good ones shall be kept; the
others then stand in `FILE.rejected.csv` with their reasons.  Every batch is a transaction of
its own and known again by the source's reference, so a run that was cut off goes on where it
stopped, and a second run writes nothing.

To add an import: write a plan (see `Plan`), make an `Import` of it in your room, and name it
in `pos/commands/importing.py`.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from inventory import readings, spreadsheets
from inventory.headings import Field
from inventory.readings import Findings, Line, Remark, Table
from inventory.spreadsheets import Sheet
from koperasi.errors import Refused, Trouble
from koperasi.shop import Shop
from koperasi.text import _, short_date
from koperasi.work import Actor, Work
from printing.reports import harmless

REASON_COLUMNS = ("row", "field", "problem", "remedy")
_NUMBER = re.compile(r"[+-]?[\d.,]+")
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Options:
    """How an import is run.  `told` maps headings (`--map`); `create_goods` and `price_factor` are for tickets."""

    dry_run: bool = False
    keep_good: bool = False
    told: Mapping[str, str] = field(default_factory=dict)
    create_goods: bool = False
    price_factor: int = 1


@dataclass(frozen=True, slots=True)
class Batch:
    """Rows that are written together or not at all; `write` does it in the given work."""

    rows: Sequence[int]
    write: Callable[[Work], None]


@dataclass(slots=True)
class Plan:
    """What is to be written, in order, and the rows that are there already."""

    batches: list[Batch] = field(default_factory=list)
    skipped: int = 0


@dataclass(frozen=True, slots=True)
class Import:
    """One kind of file.  `happened`: it tells of what was done, so limits and floors only warn."""

    kind: str
    title: str
    fields: tuple[Field, ...]
    plan: Callable[[Shop, Table, Options], Plan]
    happened: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file, counted in its rows."""

    read: int
    written: int
    skipped: int
    rejections: tuple[Remark, ...]
    notes: tuple[Remark, ...]
    unused: tuple[str, ...] = ()
    rejected_file: Path | None = None
    dry_run: bool = False
    keep_good: bool = False

    @property
    def refused(self) -> bool:
        """True when rows are wrong that are not to be set aside."""
        return bool(self.rejections) and not self.keep_good


def no_progress(_done: int, _whole: int) -> None:
    """Tell nobody how far it is."""


def run(
    shop: Shop, kind: Import, path: Path, options: Options, actor: Actor, progress: Progress = no_progress
) -> Outcome:
    """Check a file whole, then write it batch by batch.

    Raises BadInput for a file that cannot be read as this kind.  A batch that is refused
    while it is written (by something no row could tell) stops the run, or with `keep_good`
    joins the refused rows.
    """
    table = readings.table(spreadsheets.read(path), kind.fields, options.told)
    _refuse_future(shop, table)
    plan = kind.plan(shop, table, options)
    findings = table.findings
    planned = sum(len(batch.rows) for batch in plan.batches)
    if options.dry_run or (findings.rejections and not options.keep_good):
        return _outcome(table, 0 if findings.rejections and not options.keep_good else planned, plan, options)
    if findings.rejections:
        _must_take(rejected_path(path))
    written = _write(shop, kind, plan, findings, options, actor, progress, planned)
    rejected = _keep_rejected(table.sheet, findings) if findings.rejections and options.keep_good else None
    return _outcome(table, written, plan, options, rejected)


#: The fields that say when something happened.
HAPPENED = ("date", "business_date", "timestamp")


def _refuse_future(shop: Shop, table: Table) -> None:
    """Refuse what is said to have happened after today: a year typed wrong would lie in the books for ever."""
    today = shop.branch.business_date(shop.clock())
    for line in table.lines:
        for name in HAPPENED:
            said = line.get(name)
            day = said.date() if isinstance(said, datetime) else said
            if isinstance(day, date) and day > today:
                message = _("Tanggal {day} belum tiba.").format(day=short_date(day))
                table.findings.reject(line.row, name, message, _("Periksa tanggalnya."))


def _write(
    shop: Shop,
    kind: Import,
    plan: Plan,
    findings: Findings,
    options: Options,
    actor: Actor,
    progress: Progress,
    planned: int,
) -> int:
    written = passed = 0
    for batch in plan.batches:
        try:
            with shop.work(actor, channel="import", happened=kind.happened) as work:
                batch.write(work)
            written += len(batch.rows)
        except Refused as refusal:
            for row in batch.rows:
                findings.refuse(row, refusal)
            if not options.keep_good:
                break
        passed += len(batch.rows)
        progress(passed, planned)
    return written


def _outcome(table: Table, written: int, plan: Plan, options: Options, rejected: Path | None = None) -> Outcome:
    return Outcome(
        read=len(table.lines),
        written=written,
        skipped=plan.skipped,
        rejections=tuple(sorted(table.findings.rejections, key=lambda each: each.row)),
        notes=tuple(sorted(table.findings.notes, key=lambda each: each.row)),
        unused=table.unused,
        rejected_file=rejected,
        dry_run=options.dry_run,
        keep_good=options.keep_good,
    )


def rejected_path(path: Path) -> Path:
    return path.with_name(path.name + ".rejected.csv")


def _must_take(path: Path) -> None:
    """Raise Trouble before anything is written, if the refused rows could not be kept."""
    try:
        path.open("ab").close()
    except OSError as error:
        message = _("File {name} tidak bisa ditulis: {why}").format(name=path.name, why=error.strerror)
        raise Trouble(message, remedy=_("Salin dulu filenya ke folder lain.")) from error


def _keep_rejected(sheet: Sheet, findings: Findings) -> Path:
    """Write the refused rows as they were, each with its first reason, ready to be mended."""
    reasons: dict[int, Remark] = {}
    for remark in findings.rejections:
        reasons.setdefault(remark.row, remark)
    path = rejected_path(sheet.path)
    width = len(sheet.headings)
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, delimiter=sheet.separator or ",")
            writer.writerow([*sheet.headings, *REASON_COLUMNS])
            for row in sheet.rows:
                if row.number in reasons:
                    cells = [_harmless(cell) for cell in row.cells[:width]]
                    why = reasons[row.number]
                    blank = [""] * (width - len(cells))
                    writer.writerow([*cells, *blank, why.row, why.field, why.message, why.remedy])
    except OSError as error:
        raise Trouble(_("File {name} tidak bisa ditulis: {why}").format(name=path.name, why=error)) from error
    return path


def _harmless(cell: str) -> str:
    """A cell that no spreadsheet runs as a formula; numbers stay numbers, so that they can be mended."""
    return cell if _NUMBER.fullmatch(cell.strip()) else harmless(cell)


def grouped(lines: Iterable[Line], *names: str) -> dict[tuple[str, ...], list[Line]]:
    """The lines of each document, told by the fields it is named with, in the file's order."""
    groups: dict[tuple[str, ...], list[Line]] = {}
    for line in lines:
        groups.setdefault(tuple(str(line.get(name, "")) for name in names), []).append(line)
    return groups


def refuse_whole(findings: Findings, lines: Sequence[Line]) -> bool:
    """Whether a document has a refused line; its other lines are then refused with it."""
    wrong = [line.row for line in lines if line.row in findings.refused_rows]
    for line in lines if wrong else ():
        if line.row not in findings.refused_rows:
            message = _("Baris {row} dari nota yang sama salah.").format(row=wrong[0])
            findings.reject(line.row, "", message, _("Perbaiki baris itu, lalu ulangi."))
    return bool(wrong)
