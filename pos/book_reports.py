"""Reports of the books: the room that knows the books knows no paper."""

from __future__ import annotations

from sqlalchemy import Connection

from koperasi import journal_queries, queries
from koperasi.documents import Kind as DocumentKind
from koperasi.journal_queries import Journal
from koperasi.money import ZERO, Rupiah
from koperasi.periods import Period
from koperasi.text import N_, _
from printing.reports import Column, Kind, Opens, Report, StoredRows, total_row

#: What a journal calls each document.
DOCUMENTS = {
    DocumentKind.SALE: N_("penjualan"),
    DocumentKind.SHIFT_OPEN: N_("buka shift"),
    DocumentKind.SHIFT_CLOSE: N_("tutup shift"),
    DocumentKind.CASH_MOVEMENT: N_("kas masuk/keluar"),
    DocumentKind.OPENING_STOCK: N_("stok awal"),
    DocumentKind.PURCHASE: N_("pembelian"),
    DocumentKind.DELIVERY: N_("titip masuk"),
    DocumentKind.OPENING_BALANCE: N_("saldo awal"),
    DocumentKind.DRAWER_OPENING: N_("buka laci"),
    DocumentKind.HANDOVER: N_("serah terima"),
    DocumentKind.SHIFT_VERIFICATION: N_("hitung ulang"),
    DocumentKind.BANK_DEPOSIT: N_("setor ke bank"),
    DocumentKind.DEBT_PAYMENT: N_("bayar utang"),
    DocumentKind.SAVINGS: N_("simpanan"),
    DocumentKind.TENDER_CORRECTION: N_("perbaikan cara bayar"),
    DocumentKind.VOUCHER: N_("voucher"),
    DocumentKind.SALE_VOID: N_("pembatalan nota"),
    DocumentKind.APPROVAL_REVIEW: N_("tinjauan izin"),
    DocumentKind.PURCHASE_ORDER: N_("pesanan pembelian"),
    DocumentKind.ORDER_CLOSE: N_("tutup pesanan"),
    DocumentKind.PURCHASE_REVERSAL: N_("pembatalan pembelian"),
    DocumentKind.SUPPLIER_RETURN: N_("retur ke pemasok"),
    DocumentKind.SUPPLIER_PAYMENT: N_("bayar pemasok"),
    DocumentKind.STOCK_TRANSFER: N_("pindah tempat"),
    DocumentKind.DISPATCH: N_("kirim ke cabang"),
    DocumentKind.ARRIVAL: N_("terima dari cabang"),
    DocumentKind.REPACKING: N_("kemas ulang"),
    DocumentKind.KIT_ASSEMBLY: N_("rakit paket"),
    DocumentKind.WRITE_OFF: N_("barang rusak"),
    DocumentKind.OWN_USE: N_("pakai sendiri"),
    DocumentKind.STOCK_COUNT: N_("hitung stok"),
    DocumentKind.PRODUCT_MERGE: N_("gabung barang"),
    DocumentKind.AGREEMENT: N_("perjanjian titip"),
    DocumentKind.AGREEMENT_MARK: N_("perubahan perjanjian"),
    DocumentKind.DELIVERY_CORRECTION: N_("koreksi titip masuk"),
    DocumentKind.GIVEBACK: N_("titipan kembali"),
    DocumentKind.CONVERSION: N_("titipan jadi milik toko"),
    DocumentKind.MAKER_LOSS: N_("kehilangan titipan"),
    DocumentKind.MAKER_FEE: N_("jasa penitipan"),
    DocumentKind.MAKER_ADVANCE: N_("uang muka penitip"),
    DocumentKind.MAKER_REPAYMENT: N_("penitip bayar kembali"),
    DocumentKind.MAKER_ADJUSTMENT: N_("penyesuaian titipan"),
    DocumentKind.STATEMENT: N_("rincian setoran"),
    DocumentKind.STATEMENT_ANSWER: N_("jawaban rincian"),
    DocumentKind.PAYOUT: N_("bayar penitip"),
}


def journal(connection: Connection, period: Period) -> Report:
    """Every posting of the days: what arrived at an account (debit), what left it (kredit)."""
    return _journal(journal_queries.journal(connection, period), period)


def _plain_sides(amount: int) -> tuple[int, int]:
    return (amount, 0) if amount > 0 else (0, -amount)


def journal_first(connection: Connection, period: Period) -> Report:
    """Its first rows."""
    return _journal(journal_queries.first(connection, period), period)


def _journal(found: Journal, period: Period) -> Report:
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Dokumen")),
        Column("kind", _("Jenis")),
        Column("account_code", _("Kode akun")),
        Column("account", _("Akun")),
        Column("party", _("Nama")),
        Column("debit", _("Debit"), Kind.RUPIAH),
        Column("credit", _("Kredit"), Kind.RUPIAH),
    )
    words = {kind.value: _(told) for kind, told in DOCUMENTS.items()}
    of_day = _("penjualan sehari")
    rows = [
        (day, number, of_day if sales else words[kind], code, account, party, *_plain_sides(amount))
        for day, _id, number, kind, code, account, _code, party, amount, _reference, sales in found.rows
    ]
    debit, credit = (Rupiah(sum(row[place] for row in rows)) for place in (6, 7))  # type: ignore[misc]
    notes = (_("Nota penjualan dijumlah per hari. Pilih Setiap nota untuk melihat semuanya."),) if found.summed else ()
    return Report(
        "journal",
        _("Jurnal"),
        columns,
        StoredRows(columns, rows),
        (_("Jumlah"), None, None, None, None, None, debit, credit),
        period.branch.shop_name,
        period=period.words,
        notes=notes,
        opens=Opens("document", tuple(each.document_id for each in found.rows)),
    )


def trial_balance(connection: Connection, period: Period) -> Report:
    """Every account's balance before the days, what moved it, and its balance after them."""
    columns = (
        Column("account_code", _("Kode akun")),
        Column("account", _("Akun")),
        Column("before", _("Awal"), Kind.RUPIAH),
        Column("moved", _("Mutasi"), Kind.RUPIAH),
        Column("debit", _("Debit"), Kind.RUPIAH),
        Column("credit", _("Kredit"), Kind.RUPIAH),
    )
    rows = tuple(
        (each.code, each.name, each.before, each.moved, *_sides(each.balance))
        for each in queries.account_balances(connection, period)
    )
    totals = total_row(columns, rows, "before", "moved", "debit", "credit")
    return Report("trial-balance", _("Neraca saldo"), columns, rows, totals, period.branch.shop_name, "", period.words)


def debts(connection: Connection, period: Period) -> Report:
    """What members owe now, the largest debt first."""
    columns = (
        Column("number", _("Nomor")),
        Column("name", _("Anggota")),
        Column("group_name", _("Kelompok")),
        Column("owes", _("Kasbon"), Kind.RUPIAH),
        Column("limit", _("Limit"), Kind.RUPIAH),
    )
    rows = tuple((each.number, each.name, each.group_name, each.owes, each.limit) for each in queries.debts(connection))
    totals = total_row(columns, rows, "owes")
    return Report("debts", _("Piutang anggota"), columns, rows, totals, period.branch.shop_name)


def period_locks(connection: Connection, period: Period) -> Report:
    """Until which day the books were closed, when and by whom; the newest first."""
    columns = (
        Column("until", _("Dikunci sampai"), Kind.DATE),
        Column("at", _("Pada"), Kind.DATETIME),
        Column("name", _("Oleh")),
        Column("late", _("Datang sesudahnya"), Kind.COUNT),
    )
    found = queries.period_locks(connection, period.branch.id)
    rows = tuple((each.until, period.branch.local(each.at), each.by, each.late) for each in found)
    notes = (
        _("Datang sesudahnya: dokumen bertanggal terkunci yang baru masuk kemudian; bukunya memakai hari terbuka."),
    )
    title = _("Kunci Pembukuan")
    return Report("period-locks", title, columns, rows, None, period.branch.shop_name, notes=notes)


def _sides(amount: Rupiah) -> tuple[Rupiah, Rupiah]:
    """A signed amount as debit and kredit."""
    return max(amount, ZERO), max(-amount, ZERO)
