"""Books for another program: chart of accounts, opening balances, journal and parties as tables.

Every entry of the journal is balanced under its own document number; what is written is
proved while it is written.  A year of a busy shop has millions of postings: a CSV file is
written as it is read, and `by` = `day` puts the sales of a day under one number.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection

from koperasi import account_queries, journal_queries, queries, whole_files
from koperasi.account_queries import Days
from koperasi.chart import (
    CASH_ROLES,
    COST_ROLES,
    DEBT_ROLES,
    EQUITY_ROLES,
    EXPENSE_ROLES,
    FIXED_ROLES,
    GOODS_ROLES,
    OTHER_CURRENT_ROLES,
    RECEIVABLE_ROLES,
)
from koperasi.errors import Bug, Refused, Trouble
from koperasi.journal_queries import JournalRow
from koperasi.ledger import Role
from koperasi.ledger_queries import BY_DAY, EACH
from koperasi.money import ZERO, Rupiah
from koperasi.periods import Period
from koperasi.text import N_, _
from pos.book_reports import DOCUMENTS
from printing import csv_files
from printing.reports import Column, Kind, Report, StoredRows, total_row

#: A workbook's sheet holds so many rows.
MOST_ROWS = 1_048_000
#: Said to whoever waits after so many.
STEP = 2_000


class Shape(StrEnum):
    """What kind of files: commas and ISO dates for programs, or workbooks."""

    CSV = "csv"
    XLSX = "xlsx"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written: the files, and how much the journal in them comes to on either side."""

    files: tuple[Path, ...]
    documents: int
    lines: int
    debit: Rupiah


GROUPS = (
    ((*CASH_ROLES, *RECEIVABLE_ROLES, *GOODS_ROLES, *OTHER_CURRENT_ROLES), N_("aset lancar")),
    (FIXED_ROLES, N_("aset tetap")),
    (DEBT_ROLES, N_("liabilitas")),
    (EQUITY_ROLES, N_("ekuitas")),
    (COST_ROLES, N_("harga pokok")),
    (EXPENSE_ROLES, N_("beban")),
)


def group_of(role: Role) -> str:
    """What kind of account it is, in the words of a statement."""
    return next((words for roles, words in GROUPS if role in roles), N_("pendapatan"))


def accounts(connection: Connection, period: Period) -> Report:
    """The chart of accounts, and what each account held before the first day."""
    columns = (
        Column("account_code", _("Kode akun")),
        Column("account", _("Akun")),
        Column("group", _("Golongan")),
        Column("role", _("Kegunaan")),
        Column("opening_debit", _("Awal debit"), Kind.RUPIAH),
        Column("opening_credit", _("Awal kredit"), Kind.RUPIAH),
    )
    before = account_queries.of_accounts(connection, Days(period.branch.id, None, period.first - queries.DAY))
    rows = []
    for number, code, name, role in queries.accounts(connection):
        held = before[number].amount if number in before else ZERO
        rows.append((code, name, _(group_of(role)), role.value, max(held, ZERO), max(-held, ZERO)))
    totals = total_row(columns, rows, "opening_debit", "opening_credit")
    shop = period.branch.shop_name
    return Report("accounts", _("Daftar Akun"), columns, tuple(rows), totals, shop, period=period.words)


def parties(connection: Connection, period: Period) -> Report:
    """Everybody whom the books name: code, name and member's number, nothing more of her."""
    columns = (
        Column("party_code", _("Kode")),
        Column("name", _("Nama")),
        Column("member_number", _("Nomor anggota")),
    )
    rows = tuple(queries.names(connection))
    return Report("parties", _("Daftar Nama"), columns, rows, shop=period.branch.shop_name)


def journal_columns() -> tuple[Column, ...]:
    """The journal's columns, the same in a CSV and in a workbook."""
    return (
        Column("number", _("Nomor dokumen")),
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("account_code", _("Kode akun")),
        Column("account", _("Akun")),
        Column("party_code", _("Kode nama")),
        Column("party", _("Nama")),
        Column("debit", _("Debit"), Kind.RUPIAH),
        Column("credit", _("Kredit"), Kind.RUPIAH),
        Column("description", _("Keterangan")),
    )


Line = tuple[str, str, str, str, str, str, int, int, str]


class Proof:
    """Counts what passes, and that each document's lines come to nothing."""

    def __init__(self, period: Period, whole: int) -> None:
        self.documents = self.lines = self.debit = 0
        self._period, self._whole = period, whole
        self._number, self._open = "", 0

    def through(self, rows: Iterable[JournalRow]) -> Iterator[Line]:
        """Each row as a line of the journal; raises Bug for a document that is not balanced."""
        words = {kind.value: _(told) for kind, told in DOCUMENTS.items()}
        of_day = _("penjualan sehari")
        for row in rows:
            number = row.number or f"PJ-{row.business_date}"
            if number != self._number:
                self._end()
                self._number = number
                self.documents += 1
            self._open += row.amount
            self.lines += 1
            self.debit += max(row.amount, 0)
            if self.lines % STEP == 0:
                self._period.step(self.lines, self._whole)
            what = of_day if row.sales else words[row.kind]
            told = " · ".join(each for each in (what, row.party, row.reference) if each)
            named = (row.account_code, row.account, row.party_code, row.party)
            yield number, row.business_date, *named, max(row.amount, 0), max(-row.amount, 0), told
        self._end()

    def _end(self) -> None:
        if self._open:
            raise Bug(f"the journal of {self._number} is off by {self._open}")


def export(connection: Connection, period: Period, folder: Path, shape: Shape) -> Exported:
    """Write three files into a folder, over what is there: accounts, journal, parties.

    Raises Refused for a journal that no workbook holds, Trouble for a disk that refuses,
    Stopped when nobody waits any more.
    """
    whole = sum(each.postings for each in account_queries.of_accounts(connection, _days(period)).values())
    by_day = period.choices.by == BY_DAY
    if shape is Shape.XLSX and whole > MOST_ROWS and not by_day:
        message = _("{count} baris jurnal tidak muat di satu lembar Excel.").format(count=whole)
        raise Refused(message, remedy=_("Pilih CSV, atau jumlahkan nota per hari."), rule="too-long")
    proof = Proof(period, whole)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        # First the one that may be given up: never new accounts beside a journal of other days.
        journal = _write_journal(connection, period, folder, shape, proof, by_day=by_day)
        files = [_write(folder, made, shape) for made in (accounts(connection, period), parties(connection, period))]
        files.insert(1, journal)
    except OSError as error:
        message = _("File tidak bisa ditulis ke {folder}: {why}").format(folder=folder, why=error.strerror)
        raise Trouble(message, remedy=_("Simpan ke folder lain.")) from error
    return Exported(tuple(files), proof.documents, proof.lines, Rupiah(proof.debit))


def _days(period: Period) -> Days:
    return Days(period.branch.id, period.first, period.last)


def _write(folder: Path, report: Report, shape: Shape) -> Path:
    path = folder / f"{report.name}.{shape}"
    whole_files.write(path, _bytes(report, shape))
    return path


def _bytes(report: Report, shape: Shape, period: Period | None = None) -> bytes:
    if shape is Shape.CSV:
        return csv_files.csv_bytes(report)
    from printing.xlsx_files import xlsx_bytes

    return xlsx_bytes(report, period.stop if period is not None else None)


def _write_journal(
    connection: Connection, period: Period, folder: Path, shape: Shape, proof: Proof, *, by_day: bool
) -> Path:
    path = folder / f"journal.{shape}"
    choices = replace(period.choices, by=BY_DAY if by_day else EACH)
    rows: Iterable[JournalRow] = (
        journal_queries.journal(connection, replace(period, choices=choices)).rows
        if by_day
        else journal_queries.every(connection, period)
    )
    lines, columns = proof.through(rows), journal_columns()
    if shape is Shape.XLSX:
        stored = list(lines)
        debit, credit = (Rupiah(sum(line[place] for line in stored)) for place in (6, 7))  # type: ignore[misc]
        totals = (_("Jumlah"), None, None, None, None, None, debit, credit, None)
        title, shop = _("Jurnal"), period.branch.shop_name
        report = Report("journal", title, columns, StoredRows(columns, stored), totals, shop, period=period.words)
        whole_files.write(path, _bytes(report, shape, period))
        return path
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        with draft.open("w", encoding="utf-8", newline="") as file:
            csv_files.write_plain(file, columns, lines)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
    return path
