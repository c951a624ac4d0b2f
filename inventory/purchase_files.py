"""Purchases of another book: one document per purchase, costs as they were keyed.

What a line cost is its whole-rupiah total, half up.  Suppliers not known yet are made from
their codes.  Services take no stock.  Lines of makers' goods are no purchase: the composition
root says who takes them in as a delivery (`deliver`), since that room lies above this one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from functools import partial
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from inventory import lookups, numerals, partners, purchases, stock_files
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan, grouped, refuse_whole
from inventory.lookups import Known, Lookup
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from inventory.readings import Findings, Line, Table
from koperasi.branches import Branch
from koperasi.documents import Kind, SourceReference
from koperasi.money import Rupiah
from koperasi.parties import PartyKind
from koperasi.quantity import NOTHING, THOUSAND, Quantity
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.uids import new_uid
from koperasi.work import Work, needs

NOON = time(12)
KINDS = (Kind.PURCHASE, Kind.OPENING_STOCK, Kind.DELIVERY)
PAID = {
    PaidFrom.SAFE: ("cash", "tunai", "kas", "lunas"),
    PaidFrom.BANK: ("bank", "transfer", "tf"),
    PaidFrom.CREDIT: ("utang", "hutang", "kredit", "tempo", "credit", ""),
    PaidFrom.OPENING: ("saldo awal", "stok awal", "opening"),
}
_PAID_BY_WORD = {word: paid for paid, words in PAID.items() for word in words}

FIELDS = (
    Field("source", Reads.WORDS, ("sumber", "asal")),
    Field(
        "purchase_id",
        Reads.WORDS,
        ("nota", "no_nota", "faktur", "no_faktur", "nomor", "reference", "referensi"),
        required=True,
    ),
    Field("date", Reads.DAY, ("tanggal", "tgl", "business_date"), required=True),
    Field("supplier_code", Reads.WORDS, ("pemasok", "kode_pemasok", "supplier", "kode_supplier")),
    Field("supplier_name", Reads.WORDS, ("nama_pemasok", "nama_supplier")),
    Field("payment_method", Reads.WORDS, ("pembayaran", "cara_bayar", "bayar", "payment")),
    Field("code", Reads.CODE, ("item_code", "kode", "kode_barang", "sku")),
    Field("barcode", Reads.CODE, ("barkode", "kode_barcode", "ean")),
    Field("name", Reads.WORDS, ("item_name", "nama", "nama_barang", "barang")),
    Field("quantity", Reads.QUANTITY, ("qty", "jumlah", "banyak"), required=True),
    Field("unit", Reads.WORDS, ("satuan",)),
    Field("buy_price", Reads.EXACT, ("harga_beli", "harga", "harga_satuan", "unit_cost", "cost"), required=True),
    Field("expires_on", Reads.DAY, ("kedaluwarsa", "kadaluarsa", "exp", "tgl_exp")),
    Field("batch", Reads.WORDS, ("kode_batch", "lot")),
)


@dataclass(frozen=True, slots=True)
class Brought:
    """So much of a maker's good (base units), of which each base unit owes her `payout_each` when it sells."""

    product_id: int
    quantity: Quantity
    payout_each: Rupiah
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class Consigned:
    """The makers' goods of one purchase, brought by its supplier."""

    maker_id: int
    business_date: date
    at: datetime
    reference: str
    goods: tuple[Brought, ...]


Deliver = Callable[[Work, Consigned], None]


@dataclass(frozen=True, slots=True)
class _Filed:
    """A purchase of the file, checked."""

    reference: str
    day: date
    supplier: str
    supplier_name: str
    paid_from: PaidFrom
    bought: tuple[BoughtLine, ...]
    brought: tuple[Brought, ...]


@dataclass(frozen=True, slots=True)
class SuppliersCommand:
    """Codes and names of suppliers that a file of purchases speaks of."""

    codes: tuple[str, ...]
    names: tuple[str, ...]


@needs(Permission.GOODS_IMPORT)
def add_suppliers(work: Work, command: SuppliersCommand) -> None:
    """Make parties of those suppliers that are not known yet."""
    names = dict(zip(command.codes, command.names, strict=True))
    partners.known_or_added(work, names, PartyKind.COMPANY)
    work.trace.detail.update(suppliers=len(names))


def plan(shop: Shop, table: Table, _options: Options, deliver: Deliver) -> Plan:
    """Check each purchase whole; those already taken in are passed over."""
    with shop.reading() as connection:
        lookup = lookups.read(connection)
        there = references(connection, KINDS)
    made, skipped = [], 0
    for lines in grouped(table.lines, "source", "purchase_id").values():
        reference = reference_of(lines[0], "purchase_id")
        if reference in there:
            skipped += len(lines)
            continue
        filed = _filed(lookup, lines, reference, table.findings)
        if filed is not None and not refuse_whole(table.findings, lines):
            made.append((lines, filed))
    made.sort(key=lambda each: each[1].day)
    batches = [_batch(shop.branch, lines, filed, deliver) for lines, filed in made]
    return Plan(batches, skipped)


def references(connection: Connection, kinds: Sequence[Kind]) -> set[str]:
    """The sources' numbers of all documents of these kinds that an import made."""
    found = select(SourceReference.reference).where(SourceReference.kind.in_(kinds))
    return set(connection.execute(found).scalars())


def reference_of(line: Line, name: str) -> str:
    """A document's number at its source: `source/number`, or the number alone.

    The first stroke always ends the source, so that `parted` finds both again.
    """
    source, number = line.get("source", "").replace("/", "-"), line.get(name, "")
    return f"{source}/{number}" if source or "/" in number else number


def parted(reference: str) -> tuple[str, str]:
    """The source and its own number of a document, out of `reference_of`."""
    source, stroke, number = reference.partition("/")
    return (source, number) if stroke else ("", source)


def local_noon(branch: Branch, day: date) -> datetime:
    """Noon on the branch's clock: the hour of papers that tell only their day."""
    return datetime.combine(day, NOON, ZoneInfo(branch.time_zone))


def _filed(lookup: Lookup, lines: Sequence[Line], reference: str, findings: Findings) -> _Filed | None:
    """The purchase that its lines tell; None (and rejections) when one of them is wrong."""
    first = lines[0]
    paid_from = _PAID_BY_WORD.get(first.get("payment_method", "").casefold())
    if paid_from is None:
        message = _("Cara bayar “{word}” tidak dikenal.").format(word=first.get("payment_method"))
        findings.reject(first.row, "payment_method", message, _("Isi tunai, transfer, utang atau saldo awal."))
    bought, brought = [], []
    for line in lines:
        if line.row in findings.refused_rows:
            continue
        known = stock_files.find(lookup, line, findings)
        if known is None or not _agrees(line, first, findings):
            continue
        if known.maker_id is None or known.service:
            bought.append(_bought(line, known))
        elif line["quantity"]:
            brought.append(_brought(line, known))
    if refuse_whole(findings, lines) or paid_from is None:
        return None
    supplier, name = first.get("supplier_code", ""), first.get("supplier_name", "")
    if brought and not supplier:
        supplier, name = partners.UNKNOWN_MAKER, partners.UNKNOWN_MAKER_NAME
    return _Filed(reference, first["date"], supplier, name, paid_from, tuple(bought), tuple(brought))


def _agrees(line: Line, first: Line, findings: Findings) -> bool:
    """Whether a line is sound, and says the same of its document as the first."""
    if line["quantity"] < NOTHING or line["buy_price"] < 0:
        findings.reject(line.row, "quantity", _("Jumlah dan harga tidak boleh minus."), _("Catat returnya tersendiri."))
    elif any(line.get(name) != first.get(name) for name in ("date", "supplier_code", "payment_method")):
        message = _("Tanggal, pemasok atau cara bayar berbeda dari baris {row}.").format(row=first.row)
        findings.reject(line.row, "date", message, _("Beri nomor nota sendiri."))
    else:
        return True
    return False


def _bought(line: Line, known: Known) -> BoughtLine:
    quantity: Quantity = line["quantity"]
    cost = numerals.rounded(line["buy_price"] * Decimal(quantity.thousandths) / THOUSAND)
    expires, batch = line.get("expires_on"), line.get("batch", "")
    return BoughtLine(known.product_id, known.unit, known.factor, quantity, cost, expires, batch)


def _brought(line: Line, known: Known) -> Brought:
    base = line["quantity"].of_factor(known.factor)
    each = numerals.rounded(line["buy_price"] * THOUSAND / known.factor.thousandths)
    return Brought(known.product_id, base, each, line.get("expires_on"))


def _batch(branch: Branch, lines: Sequence[Line], filed: _Filed, deliver: Deliver) -> Batch:
    return Batch([line.row for line in lines], partial(_write, branch=branch, filed=filed, deliver=deliver))


def _write(work: Work, *, branch: Branch, filed: _Filed, deliver: Deliver) -> None:
    supplier_id = _supplier(work, filed)
    at = local_noon(branch, filed.day)
    if filed.bought:
        command = PurchaseCommand(
            work.mint(), new_uid(at), supplier_id, filed.paid_from, filed.day, at, filed.bought, filed.reference
        )
        opening = filed.paid_from is PaidFrom.OPENING
        (purchases.open_stock if opening else purchases.receive)(work, command)
    if filed.brought and supplier_id is not None:
        deliver(work, Consigned(supplier_id, filed.day, at, filed.reference, filed.brought))


def _supplier(work: Work, filed: _Filed) -> int | None:
    if not filed.supplier:
        return None
    known = lookups.parties(work.connection, [filed.supplier])
    if filed.supplier not in known:
        add_suppliers(work, SuppliersCommand((filed.supplier,), (filed.supplier_name,)))
        known = lookups.parties(work.connection, [filed.supplier])
    return known[filed.supplier]


def importing(deliver: Deliver) -> Import:
    """The import of purchases, with whoever takes in makers' goods."""
    return Import("purchases", N_("Pembelian"), FIELDS, partial(plan, deliver=deliver), happened=True)
