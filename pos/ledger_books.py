"""Cash book and general ledger: account by account, with what it holds after every row."""

from __future__ import annotations

from collections.abc import Mapping

from sqlalchemy import Connection

from koperasi import chart, ledger_queries
from koperasi.ledger import Role
from koperasi.ledger_queries import Book, LedgerRow, Page
from koperasi.money import total
from koperasi.periods import Period
from koperasi.text import _, ngettext
from pos.book_reports import DOCUMENTS
from printing.reports import HEADING, SUBTOTAL, Cell, Column, Figure, Kind, Opens, Report, RowStyle, StoredRows

#: Roles whose balance is read on the credit side: debts, equity, income.
CREDIT_ROLES = frozenset(
    (
        *chart.DEBT_ROLES,
        *chart.EQUITY_ROLES,
        *chart.MEMBER_INCOME_ROLES,
        *chart.OTHERS_INCOME_ROLES,
        *chart.MORE_INCOME_ROLES,
    )
)
#: A row whose amounts and days are as a database stores them.
Stored = tuple[str | int | None, ...]


def cash_book(connection: Connection, period: Period) -> Report:
    """Buku kas: every drawer, the safe, the bank and what is on its way there, row by row."""
    book = ledger_queries.book(connection, period, chart.CASH_ROLES)
    figures = (
        Figure(_("Saldo awal"), total(each.before for each in book.pages)),
        Figure(_("Masuk"), total(each.arrived for each in book.pages)),
        Figure(_("Keluar"), total(each.gone for each in book.pages)),
        Figure(_("Saldo akhir"), total(each.after for each in book.pages)),
    )
    return _report("cash-book", _("Buku Kas"), book, period, (_("Masuk"), _("Keluar")), figures)


def ledger(connection: Connection, period: Period) -> Report:
    """Buku besar: one account, or all of them one after another."""
    book = ledger_queries.book(connection, period, tuple(Role))
    return _report("ledger", _("Buku Besar"), book, period, (_("Debit"), _("Kredit")))


def _report(
    name: str, title: str, book: Book, period: Period, sides: tuple[str, str], figures: tuple[Figure, ...] = ()
) -> Report:
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("account_code", _("Akun")),
        Column("number", _("Dokumen")),
        Column("name", _("Uraian")),
        Column("debit", sides[0], Kind.RUPIAH),
        Column("credit", sides[1], Kind.RUPIAH),
        Column("balance", _("Saldo"), Kind.RUPIAH),
    )
    rows: list[Stored] = []
    styles: dict[int, RowStyle] = {}
    opens: list[int | None] = []
    for page in book.pages:
        written = _page(page)
        styles |= {len(rows): HEADING, len(rows) + len(written) - 1: SUBTOTAL}
        rows += written
        opens += [None, *(each.document_id for each in page.rows), None]
    sums = [total(getattr(each, side) for each in book.pages) for side in ("arrived", "gone")]
    totals: tuple[Cell, ...] = (_("Jumlah"), None, None, None, *sums, None)
    return Report(
        name,
        title,
        columns,
        StoredRows(columns, rows),
        totals if len(book.pages) > 1 else None,
        period.branch.shop_name,
        period=period.words,
        notes=_notes(book),
        figures=figures if book.pages else (),
        opens=Opens("document", tuple(opens)),
        styles=styles,
    )


def _page(page: Page) -> list[Stored]:
    """An account's rows under its name and opening balance, and over their sums; amounts as they are stored."""
    sign, held, code = -1 if page.role in CREDIT_ROLES else 1, page.before.amount, page.code
    words = {kind.value: _(told).capitalize() for kind, told in DOCUMENTS.items()}
    opening = _("{account}: saldo awal").format(account=page.name)
    rows: list[Stored] = [(None, code, "", opening, None, None, held * sign)]
    for each in page.rows:
        held += each.arrived - each.gone
        # Nothing stands on the side where nothing moved.
        sides = (each.arrived or None, each.gone or None, held * sign)
        rows.append((each.business_date, code, each.number, _told(each, words), *sides))
    closing = _("{account}: saldo akhir").format(account=page.name)
    rows.append((None, code, "", closing, page.arrived.amount, page.gone.amount, held * sign))
    return rows


def _told(row: LedgerRow, words: Mapping[str, str]) -> str:
    """What a row is, and whom it is about."""
    if row.sales:
        return ngettext("Penjualan sehari, {count} catatan", "Penjualan sehari, {count} catatan", row.sales).format(
            count=row.sales
        )
    return f"{words[row.kind]} · {row.party}" if row.party else words[row.kind]


def _notes(book: Book) -> tuple[str, ...]:
    notes = []
    if book.summed and any(each.sales for page in book.pages for each in page.rows):
        notes.append(_("Nota penjualan dijumlah per hari. Pilih hari yang lebih sedikit untuk melihat setiap nota."))
    if any(page.role in CREDIT_ROLES for page in book.pages):
        notes.append(_("Saldo akun utang, ekuitas, dan pendapatan ditulis menurut sisi kreditnya."))
    return tuple(notes)
