"""Payments to suppliers from a file: one document each, on what the file names or the oldest debt first.

    nomor;tanggal;pemasok;bayar;nota;jumlah;catatan
    BKK-17;3/11/2026;S12;tunai;PB-000017;250000;
    BKK-18;4/11/2026;S12;transfer;;1000000;cicilan

A purchase is found by its number here, in the book it came from, or on the supplier's invoice.
What is paid beyond all debts is an advance.  A payment that is there already is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select

from inventory import lookups, payable_queries, payables
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan
from inventory.payable_facts import MoneyFrom
from inventory.payable_queries import OpenItem
from inventory.payables import Allocation, SupplierPayment
from inventory.purchase_files import local_noon, references
from inventory.purchase_terms import PurchaseTerms
from inventory.readings import Line, Table
from inventory.receivings import invoice_key
from koperasi.documents import Kind
from koperasi.money import ZERO, Rupiah, total
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.uids import new_uid
from koperasi.work import Work

PAID = {
    MoneyFrom.SAFE: ("tunai", "kas", "cash", "brankas", ""),
    MoneyFrom.BANK: ("bank", "transfer", "tf"),
}
_PAID_BY_WORD = {word: paid for paid, words in PAID.items() for word in words}

FIELDS = (
    Field("payment_id", Reads.WORDS, ("nomor", "no", "no_bukti", "bukti", "reference"), required=True),
    Field("date", Reads.DAY, ("tanggal", "tgl", "business_date"), required=True),
    Field("supplier_code", Reads.WORDS, ("pemasok", "kode_pemasok", "supplier"), required=True),
    Field("paid_from", Reads.WORDS, ("bayar", "cara_bayar", "pembayaran", "dari")),
    Field("purchase", Reads.WORDS, ("nota", "no_nota", "faktur", "no_faktur", "pembelian")),
    Field("amount", Reads.AMOUNT, ("jumlah", "nominal", "rupiah"), required=True),
    Field("note", Reads.WORDS, ("catatan", "keterangan")),
)


@dataclass(frozen=True, slots=True)
class _Filed:
    """A payment of the file, checked."""

    row: int
    reference: str
    day: date
    supplier_id: int
    paid_from: MoneyFrom
    #: The debt that it names; None for the oldest first.
    item_id: int | None
    amount: Rupiah
    note: str


def plan(shop: Shop, table: Table, _options: Options) -> Plan:
    """Check each payment; those already taken in are passed over."""
    with shop.reading() as connection:
        suppliers = lookups.parties(connection, {line["supplier_code"] for line in table.good})
        there = references(connection, (Kind.SUPPLIER_PAYMENT,))
        filed, skipped, seen = [], 0, set[str]()
        for line in table.good:
            if line["payment_id"] in there:
                skipped += 1
            elif line["payment_id"] in seen:
                message = _("Nomor {number} sudah ada di baris lain.").format(number=line["payment_id"])
                table.findings.reject(line.row, "payment_id", message, _("Beri tiap pembayaran nomor sendiri."))
            elif (made := _filed(connection, suppliers, line, table)) is not None:
                seen.add(line["payment_id"])
                filed.append(made)
    filed.sort(key=lambda each: each.day)
    return Plan([_batch(shop, each) for each in filed], skipped)


def _filed(connection: Connection, suppliers: dict[str, int], line: Line, table: Table) -> _Filed | None:
    """A row's payment; None (and a rejection) where it cannot be."""
    reject = table.findings.reject
    paid_from = _PAID_BY_WORD.get(line.get("paid_from", "").casefold())
    supplier_id = suppliers.get(line["supplier_code"])
    if paid_from is None:
        reject(line.row, "paid_from", _("Cara bayar tidak dikenal."), _("Isi tunai atau transfer."))
    elif supplier_id is None:
        message = _("Pemasok {code} tidak dikenal.").format(code=line["supplier_code"])
        reject(line.row, "supplier_code", message, _("Catat dulu pemasoknya, atau periksa kodenya."))
    elif line["amount"] <= ZERO:
        reject(line.row, "amount", _("Jumlah harus lebih dari nol."))
    else:
        item = _item(connection, supplier_id, line.get("purchase", ""))
        if item is not None or not line.get("purchase"):
            what = (line.row, line["payment_id"], line["date"], supplier_id, paid_from)
            return _Filed(*what, item.item_id if item else None, line["amount"], line.get("note", ""))
        message = _("Utang untuk nota {number} tidak ada.").format(number=line["purchase"])
        reject(line.row, "purchase", message, _("Periksa nomornya, atau kosongkan: utang terlama dibayar dulu."))
    return None


def _item(connection: Connection, supplier_id: int, number: str) -> OpenItem | None:
    """The open debt of a supplier that a number names."""
    if not number:
        return None
    items = payable_queries.open_items(connection, supplier_id)
    invoices = select(PurchaseTerms.document_id).where(PurchaseTerms.invoice_key == invoice_key(number))
    named = set(connection.execute(invoices).scalars())
    return next((each for each in items if number in (each.number, each.reference) or each.item_id in named), None)


def _batch(shop: Shop, filed: _Filed) -> Batch:
    def write(work: Work) -> None:
        payables.lock_supplier(work.connection, filed.supplier_id)
        parts = _parts(work.connection, filed)
        at = local_noon(shop.branch, filed.day)
        head = (work.mint(), new_uid(at), filed.supplier_id, filed.paid_from, filed.day, at)
        payables.pay(work, SupplierPayment(*head, parts, filed.note, reference=filed.reference))

    return Batch([filed.row], write)


def _parts(connection: Connection, filed: _Filed) -> tuple[Allocation, ...]:
    """What a payment is for: the debt it names, else those that fall due first; the rest is an advance."""
    if filed.item_id is not None:
        return (Allocation(filed.item_id, filed.amount),)
    parts: list[Allocation] = []
    items = [each for each in payable_queries.open_items(connection, filed.supplier_id) if each.open > ZERO]
    left = filed.amount
    for each in sorted(items, key=lambda item: (item.due_on, item.item_id)):
        part = min(left, each.open)
        if part:
            parts.append(Allocation(each.item_id, part))
            left -= part
    rest = filed.amount - total(each.amount for each in parts)
    return tuple([*parts, Allocation(None, rest)] if rest else parts)


IMPORT = Import("payments", N_("Pembayaran pemasok"), FIELDS, plan)
