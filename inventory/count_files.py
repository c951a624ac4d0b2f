"""Counted figures from a file: of a paper sheet keyed elsewhere, a handheld, or another program.

A file makes a session of its own over the goods it names (`import counts`), known again by its
number, or its figures are added to a session under way at its screen.  What each figure is
judged against is the ledger at the moment its row names, else when it is read in.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from zoneinfo import ZoneInfo

from inventory import (
    count_entries,
    count_records,
    count_sessions,
    locations,
    lookups,
    readings,
    spreadsheets,
    stock_files,
)
from inventory.count_entries import EntryCommand, EntryLine
from inventory.count_rules import MOST, Scope
from inventory.count_sessions import StartCommand
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan, grouped, refuse_whole
from inventory.lookups import Lookup
from inventory.readings import Findings, Line, Table
from koperasi.branches import Branch
from koperasi.quantity import NOTHING
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.work import Actor, Work

FIELDS = (
    Field("count_id", Reads.WORDS, ("nomor_hitung", "hitungan", "sesi", "opname", "nomor")),
    Field("code", Reads.CODE, ("kode", "item_code", "kode_barang", "sku", "plu")),
    Field("barcode", Reads.CODE, ("barkode", "kode_barcode", "ean", "gtin13")),
    Field("name", Reads.WORDS, ("nama", "nama_barang", "item_name", "barang")),
    Field(
        "quantity",
        Reads.QUANTITY,
        ("dihitung", "jumlah", "fisik", "stok_fisik", "counted", "counted_qty", "qty"),
        column=True,
    ),
    Field("unit", Reads.WORDS, ("satuan",)),
    Field("expires_on", Reads.DAY, ("kedaluwarsa", "kadaluarsa", "exp", "expired", "tgl_exp")),
    Field("counted_at", Reads.MOMENT, ("waktu", "jam", "dihitung_pada")),
)


@dataclass(frozen=True, slots=True)
class _Figure:
    """A row, checked: what was counted, and when where the row says so."""

    row: int
    line: EntryLine
    at: datetime | None


def plan(shop: Shop, table: Table, _options: Options) -> Plan:
    """A session per count number; numbers that are there already are passed over."""
    with shop.reading() as connection:
        lookup = lookups.read(connection)
    found, now = Plan(), shop.clock()
    for (number,), lines in grouped(table.lines, "count_id").items():
        if refuse_whole(table.findings, lines):
            continue
        reference = number or _digest(lines)
        with shop.reading() as connection:
            there = count_records.by_reference(connection, reference)
        figures = _figures(lookup, lines, shop.branch, now, table.findings)
        if there is not None:
            found.skipped += len(lines)
        elif figures and not refuse_whole(table.findings, lines):
            title = number or table.sheet.path.stem
            found.batches.append(Batch([each.row for each in figures], _writer(shop, figures, reference, title)))
    return found


def _digest(lines: Sequence[Line]) -> str:
    """A file without a number is known again by what it says."""
    return sha256(repr([(line.row, sorted(line.values.items())) for line in lines]).encode()).hexdigest()[:24]


def _figures(lookup: Lookup, lines: Sequence[Line], branch: Branch, now: datetime, findings: Findings) -> list[_Figure]:
    """The rows that say a figure; an empty cell means that the good was not counted."""
    found = []
    for line in lines:
        if line.get("quantity") is None:
            continue
        known = stock_files.find(lookup, line, findings)
        if known is None:
            continue
        quantity = line["quantity"].of_factor(known.factor)
        if known.service:
            findings.reject(line.row, "code", _("Jasa tidak punya stok untuk dihitung."))
        elif not NOTHING <= quantity <= MOST:
            findings.reject(line.row, "quantity", _("Jumlah ini tidak mungkin."), _("Isi 0 sampai satu juta."))
        else:
            at = _moment(line, branch)
            if at is not None and at > now:
                findings.reject(line.row, "counted_at", _("Jam ini belum terjadi."), _("Perbaiki jamnya."))
                continue
            words = f"{line['quantity']} {known.unit}"
            found.append(
                _Figure(
                    line.row, EntryLine(known.product_id, quantity, words=words, expires_on=line.get("expires_on")), at
                )
            )
    return found


def _moment(line: Line, branch: Branch) -> datetime | None:
    at: datetime | None = line.get("counted_at")
    return at.replace(tzinfo=ZoneInfo(branch.time_zone)) if at is not None and at.tzinfo is None else at


def _writer(shop: Shop, figures: Sequence[_Figure], reference: str, title: str) -> _Write:
    return _Write(shop.branch.id, tuple(figures), reference, title)


@dataclass(frozen=True, slots=True)
class _Write:
    """Begins a session and enters a file's figures."""

    branch_id: int
    figures: tuple[_Figure, ...]
    reference: str
    title: str

    def __call__(self, work: Work) -> None:
        began = min((each.at for each in self.figures if each.at is not None), default=work.now)
        products = tuple(dict.fromkeys(each.line.product_id for each in self.figures))
        key, shelf = work.mint(), locations.shelf(work.connection, self.branch_id)
        start = StartCommand(key, shelf, Scope.LIST, began, self.title, "", products, self.reference)
        count_sessions.start(work, start)
        _enter(work, key, self.figures)


def _enter(work: Work, session_id: int, figures: Sequence[_Figure]) -> None:
    by_moment: dict[datetime | None, list[EntryLine]] = {}
    for each in figures:
        by_moment.setdefault(each.at, []).append(each.line)
    for at, lines in by_moment.items():
        count_entries.enter(work, EntryCommand(work.mint(), session_id, work.now, tuple(lines), at))


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a file read into a session: its lines, or why none of them was taken."""

    lines: int
    refused: tuple[str, ...] = ()


def into_session(shop: Shop, actor: Actor, session_id: int, path: Path) -> Taken:
    """Add a file's figures to a session; nothing is written while a row is wrong.

    Raises BadInput for a file that cannot be read, and what entering refuses.
    """
    table = readings.table(spreadsheets.read(path), FIELDS, {})
    with shop.reading() as connection:
        lookup = lookups.read(connection)
    figures = _figures(lookup, table.good, shop.branch, shop.clock(), table.findings)
    if table.findings.rejections:
        return Taken(0, tuple(str(each) for each in table.findings.rejections))
    if not figures:
        return Taken(0, (_("Kolom dihitung masih kosong."),))
    with shop.work(actor, channel="import") as work:
        _enter(work, session_id, figures)
    return Taken(len(figures))


IMPORT = Import("counts", N_("Hasil hitung stok"), FIELDS, plan)
