"""Supplier returns: goods go back to whom they were bought from, for credit or money.

The goods leave their lots at what they cost there.  What the supplier gives for them may
differ; the difference is cost of goods that day.  Credit lessens what is owed for the
purchases they came with; what is more than that stays with the supplier as an advance.
Members' goods are never returned here: they go back to their maker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from inventory import departures, merges, payable_queries, payables, stock
from inventory.departures import Gone, Outgoing
from inventory.locations import Location, LocationKind
from inventory.lots import LotRecord
from inventory.payable_facts import PayableAllocation
from inventory.payables import Allocation, number_of
from inventory.stock import Move, Reason, Stock
from inventory.supplier_return_facts import Settled as Settled
from inventory.supplier_return_facts import SupplierReturnLine, SupplierReturnRecord
from koperasi import documents
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.ledger import Posting, PostingRecord, Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.work import Work, needs

#: Where goods may be taken from.
PLACES = (LocationKind.SHELF, LocationKind.BACK_ROOM, LocationKind.QUARANTINE)
_MONEY = {Settled.SAFE: Role.SAFE, Settled.BANK: Role.BANK}


@dataclass(frozen=True, slots=True)
class ReturnedLine:
    """So many units of a good, for which the supplier gives `credit` altogether.

    Out of the lot named, else out of those of the purchase named, else in the usual order.
    """

    product_id: int
    unit: str
    factor: Quantity
    quantity: Quantity
    credit: Rupiah
    purchase_id: int | None = None
    lot_id: int | None = None

    @property
    def base_quantity(self) -> Quantity:
        return self.quantity.of_factor(self.factor)


@dataclass(frozen=True, slots=True)
class SupplierReturn:
    """Give goods back to a supplier, out of one place of the branch."""

    id: int
    uid: str
    supplier_id: int | None
    location_id: int
    settled: Settled
    business_date: date
    at: datetime
    lines: tuple[ReturnedLine, ...]
    reason: str
    #: Of the credit, the PPN that can no longer be claimed back.
    tax: Rupiah = ZERO

    @property
    def credit(self) -> Rupiah:
        return total(each.credit for each in self.lines)


@dataclass(frozen=True, slots=True)
class ReturnReversal:
    """Take a return back that was keyed wrong: its goods never left."""

    id: int
    uid: str
    return_id: int
    business_date: date
    at: datetime
    reason: str


@needs(Permission.SUPPLIER_RETURN)
def give_back(work: Work, command: SupplierReturn) -> str:
    """Post goods given back to a supplier; doing it twice does it once.  Returns its number.

    Raises BadInput for lines of nothing or no reason, Refused for more than is there (rule
    `not-enough`), members' goods (rule `consigned`), or a place that nothing goes back from.
    """
    connection = work.connection
    if documents.posted(connection, command.id):
        return number_of(connection, command.id)
    _check(work, command)
    work.must(Permission.SUPPLIER_RETURN, command.credit)
    work.trace.amount = command.credit
    payables.lock_supplier(connection, command.supplier_id)
    used: dict[int, Quantity] = {}
    parts = [_outgoing(connection, command.location_id, each, used) for each in command.lines]
    flat = [part for each in parts for part in each]
    day = command.business_date
    gone = departures.leave(work, command.id, command.location_id, day, Reason.SUPPLIER_RETURN, flat)
    _refuse_consigned(gone)
    header = Header(
        command.id,
        command.uid,
        Kind.SUPPLIER_RETURN,
        day,
        command.at,
        series_id=documents.office_series(work, "supplier-return", "RP"),
        party_id=command.supplier_id,
    )
    facts = _facts(connection, command, gone, [len(each) for each in parts])
    number = documents.post(work, header, [*facts, *gone.facts], _postings(command, gone.cost))
    departures.keep(work, gone, command.location_id)
    return number.text


@needs(Permission.SUPPLIER_RETURN)
def take_back(work: Work, command: ReturnReversal) -> str:
    """Reverse a return keyed wrong: goods come back into their lots at what they left with, money and debt too.

    Raises NotFound for what is no return, Refused when it was taken back already (rule
    `reversed`) or what the supplier gave beyond her debt was used since (`advance-short`).
    """
    connection = work.connection
    if documents.posted(connection, command.id):
        return number_of(connection, command.id)
    if not plain(command.reason):
        raise BadInput(_("Tulis alasannya."), field="reason")
    record = SupplierReturnRecord
    found = select(record.supplier_id, record.credit).where(record.document_id == command.return_id)
    given = connection.execute(found).one_or_none()
    if given is None:
        raise NotFound(_("Retur tidak ditemukan."))
    payables.lock_supplier(connection, given.supplier_id)
    documents.hold(connection, command.return_id)
    if connection.scalar(select(Document.id).where(Document.reverses_id == command.return_id)) is not None:
        raise Refused(_("Retur ini sudah dibatalkan."), rule="reversed")
    work.must(Permission.SUPPLIER_RETURN, given.credit)
    work.trace.amount = given.credit
    work.trace.detail.update(reason=plain(command.reason))
    moves = _moves_back(work, command)
    back = payables.negated(work, command.return_id, given.supplier_id)
    header = Header(
        command.id,
        command.uid,
        Kind.SUPPLIER_RETURN,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "supplier-return", "RP"),
        party_id=given.supplier_id,
        reverses_id=command.return_id,
    )
    facts = [Facts(Move, moves), Facts(PayableAllocation, payables.allocation_rows(command.id, back))]
    number = documents.post(work, header, facts, _postings_back(connection, command.return_id))
    stock.keep(connection, moves)
    return number.text


def _moves_back(work: Work, command: ReturnReversal) -> list[dict[str, Any]]:
    """The goods' way back: every move of the return, the other way."""
    what = (Move.lot_id, Move.product_id, Move.location_id, Move.quantity, Move.value)
    found = select(*what).where(Move.document_id == command.return_id).order_by(Move.id)
    rows = work.connection.execute(found).all()
    merges.refuse_gone(work, {row.product_id for row in rows}, _("Betulkan stoknya dengan hitung stok."))
    # Whoever sells of these goods now waits, product by product, as in every deed that moves them.
    for place in sorted({row.location_id for row in rows}):
        stock.look(work.connection, place, {row.product_id for row in rows if row.location_id == place})
    return [
        stock.move_row(work, command.id, lot_id, product_id, location_id, -quantity, -value, Reason.SUPPLIER_RETURN)
        for lot_id, product_id, location_id, quantity, value in rows
    ]


def _postings_back(connection: Connection, document_id: int) -> list[Posting]:
    record = PostingRecord
    found = select(record.account_id, record.amount, record.party_id).where(record.document_id == document_id)
    return [Posting(account, -amount, party) for account, amount, party in connection.execute(found)]


def _check(work: Work, command: SupplierReturn) -> None:
    if not command.lines:
        raise BadInput(_("Belum ada barang."), field="lines")
    if not plain(command.reason):
        raise BadInput(_("Tulis alasannya."), field="reason")
    if not ZERO <= command.tax <= command.credit:
        raise BadInput(_("PPN-nya tidak masuk akal."), field="tax")
    for row, each in enumerate(command.lines, start=1):
        if each.base_quantity <= NOTHING or each.credit < ZERO:
            raise BadInput(_("Jumlah harus lebih dari nol."), row=row, field="quantity")
    place = select(Location.kind).where(Location.id == command.location_id, Location.branch_id == work.shop.branch.id)
    if work.connection.scalar(place) not in PLACES:
        raise BadInput(_("Dari tempat itu tidak ada yang diretur."), field="location")


def _outgoing(
    connection: Connection, location_id: int, line: ReturnedLine, used: dict[int, Quantity]
) -> list[Outgoing]:
    """A line as the lots it is taken from: those of its purchase in turn, where it names one.

    `used` is what the lines before it took of each lot.
    """
    if line.lot_id is not None or line.purchase_id is None:
        return [Outgoing(line.product_id, line.base_quantity, line.lot_id)]
    found = (
        select(Stock.lot_id, Stock.quantity)
        .join(LotRecord, LotRecord.id == Stock.lot_id)
        .where(LotRecord.document_id == line.purchase_id, Stock.product_id == line.product_id)
        .where(Stock.location_id == location_id, Stock.quantity > NOTHING)
        .order_by(LotRecord.expires_on, Stock.lot_id)
    )
    taken: list[Outgoing] = []
    left = line.base_quantity
    for lot_id, quantity in connection.execute(found):
        part = min(left, quantity - used.get(lot_id, NOTHING))
        if part > NOTHING:
            used[lot_id] = used.get(lot_id, NOTHING) + part
            taken.append(Outgoing(line.product_id, part, lot_id))
            left -= part
    if left or not taken:
        there = line.base_quantity - left
        words = _("Dari pembelian itu tinggal {there}, diminta {asked}.")
        raise Refused(
            words.format(there=there, asked=line.base_quantity),
            remedy=_("Pilih pembelian lain, atau tanpa pembelian."),
            rule="not-enough",
        )
    return taken


def _refuse_consigned(gone: Gone) -> None:
    if any(part.owner_id is not None for parts in gone.taken for part in parts):
        raise Refused(
            _("Ini barang titipan anggota."), remedy=_("Kembalikan kepada pembuatnya di Titipan."), rule="consigned"
        )


def _postings(command: SupplierReturn, cost: Rupiah) -> list[Posting]:
    credit = command.credit
    owed_less = Posting(Role.SUPPLIER_PAYABLE, credit, command.supplier_id)
    return [
        owed_less if command.settled is Settled.CREDIT else Posting(_MONEY[command.settled], credit),
        Posting(Role.INVENTORY, -cost),
        Posting(Role.TAX_IN, -command.tax),
        Posting(Role.COST_OF_GOODS, cost - (credit - command.tax)),
    ]


def _facts(connection: Connection, command: SupplierReturn, gone: Gone, sizes: Sequence[int]) -> list[Facts]:
    costs, at = [], 0
    for size in sizes:
        costs.append(total(part.cost for parts in gone.taken[at : at + size] for part in parts))
        at += size
    head = {
        "document_id": command.id,
        "supplier_id": command.supplier_id,
        "location_id": command.location_id,
        "settled": command.settled,
        "credit": command.credit,
        "tax": command.tax,
        "cost": gone.cost,
        "reason": plain(command.reason),
    }
    rows = [_line_row(command.id, n, each, costs[n - 1]) for n, each in enumerate(command.lines, start=1)]
    facts = [Facts(SupplierReturnRecord, [head]), Facts(SupplierReturnLine, rows)]
    if command.settled is Settled.CREDIT:
        allocations = _allocations(connection, command)
        facts.append(Facts(PayableAllocation, payables.allocation_rows(command.id, allocations)))
    return facts


def _line_row(document_id: int, number: int, line: ReturnedLine, cost: Rupiah) -> dict[str, object]:
    names = ("product_id", "unit", "factor", "quantity", "base_quantity", "credit", "purchase_id")
    return {"document_id": document_id, "line": number, "cost": cost, **{name: getattr(line, name) for name in names}}


def _allocations(connection: Connection, command: SupplierReturn) -> list[Allocation]:
    """What the credit lessens: each purchase by what is open on it; the rest is an advance."""
    open_on = {each.item_id: each.open for each in payable_queries.open_items(connection, command.supplier_id)}
    sums: dict[int, Rupiah] = {}
    for each in command.lines:
        if each.purchase_id is not None and open_on.get(each.purchase_id, ZERO) > ZERO:
            sums[each.purchase_id] = sums.get(each.purchase_id, ZERO) + each.credit
    found = [Allocation(item, min(amount, open_on[item])) for item, amount in sorted(sums.items()) if amount]
    rest = command.credit - total(each.amount for each in found)
    return [*found, Allocation(None, rest)] if rest else found
