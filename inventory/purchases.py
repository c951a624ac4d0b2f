"""Purchases: goods bought, with their whole cost, from a supplier; and the opening stock.

A purchase makes a lot per line, raises inventory by what the goods cost and owes the
supplier, or takes the money where it was paid from.  Services take no stock: their cost is
an expense of the day.  A maker's goods are never bought here; they are delivered.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory import arrivals, locations
from inventory.arrivals import Incoming
from inventory.products import Product, ProductKind
from inventory.stock import Reason
from koperasi import documents
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Posting, Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs


class PaidFrom(StrEnum):
    """Where the money for a purchase came from."""

    CREDIT = "credit"
    SAFE = "safe"
    BANK = "bank"
    OPENING = "opening"


_ACCOUNTS = {
    PaidFrom.CREDIT: Role.SUPPLIER_PAYABLE,
    PaidFrom.SAFE: Role.SAFE,
    PaidFrom.BANK: Role.BANK,
    PaidFrom.OPENING: Role.OPENING_EQUITY,
}


class Purchase(Record):
    __tablename__ = "purchases"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    supplier_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"), index=True)
    paid_from: Mapped[PaidFrom] = mapped_column(WordColumn(PaidFrom))
    total: Mapped[Rupiah]


class PurchaseLine(Record):
    """A line as it was keyed: in its unit, with its whole cost."""

    __tablename__ = "purchase_lines"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("quantity >= 0", name="quantity"), CheckConstraint("cost >= 0", name="cost"))

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    unit: Mapped[str]
    factor: Mapped[Quantity]
    quantity: Mapped[Quantity]
    base_quantity: Mapped[Quantity]
    cost: Mapped[Rupiah]
    expires_on: Mapped[date | None]
    batch: Mapped[str]


@dataclass(frozen=True, slots=True)
class BoughtLine:
    """So many units of a product for so much altogether (not each)."""

    product_id: int
    unit: str
    factor: Quantity
    quantity: Quantity
    cost: Rupiah
    expires_on: date | None = None
    batch: str = ""
    #: Free goods that came with it, in base units: they join its lot, and each piece costs less.
    bonus: Quantity = NOTHING

    @property
    def base_quantity(self) -> Quantity:
        """All that came in, the free goods too."""
        return self.quantity.of_factor(self.factor) + self.bonus


@dataclass(frozen=True, slots=True)
class PurchaseCommand:
    """Receive goods that were bought."""

    id: int
    uid: str
    supplier_id: int | None
    paid_from: PaidFrom
    business_date: date
    at: datetime
    lines: tuple[BoughtLine, ...]
    reference: str | None = None


@dataclass(frozen=True, slots=True)
class Manner:
    """What a purchase is in the books: its kind, why goods move, its number series."""

    kind: Kind
    reason: Reason
    purpose: str
    prefix: str


BOUGHT = Manner(Kind.PURCHASE, Reason.PURCHASE, "purchase", "PB")
_OPENED = Manner(Kind.OPENING_STOCK, Reason.OPENING, "opening", "SA")


@needs(Permission.PURCHASE_RECEIVE)
def receive(work: Work, command: PurchaseCommand) -> None:
    """Post a purchase.  Raises BadInput for negative figures, or for what is no purchase but an opening."""
    if documents.posted(work.connection, command.id):
        return
    if command.paid_from is PaidFrom.OPENING:
        raise BadInput(_("Cara bayar tidak dikenal."), field="paid_from")
    whole = total(each.cost for each in command.lines)
    work.must(Permission.PURCHASE_RECEIVE, whole)
    work.trace.amount = whole
    post_unguarded(work, command, BOUGHT)


@needs(Permission.OPENING_STOCK)
def open_stock(work: Work, command: PurchaseCommand) -> None:
    """Post the stock a shop starts with, against its opening equity."""
    if command.paid_from is not PaidFrom.OPENING:
        raise BadInput(_("Stok awal tidak dibayar dari kas."), field="paid_from")
    post_unguarded(work, command, _OPENED)


def post_unguarded(
    work: Work,
    command: PurchaseCommand,
    manner: Manner,
    *,
    location_id: int | None = None,
    tax: Rupiah = ZERO,
    more: Sequence[Facts] = (),
) -> None:
    """Post a purchase inside its deed: to the shelf, or where it is told.

    `tax` is PPN that the shop claims back: paid beyond what the goods cost.  `more` are
    facts that few purchases have.
    """
    if documents.posted(work.connection, command.id):
        return
    kinds = _kinds(work, command)
    stocked = [each for each in command.lines if kinds[each.product_id] is ProductKind.GOODS and each.base_quantity]
    goods = [
        Incoming(each.product_id, each.base_quantity, each.cost, None, each.expires_on, each.batch) for each in stocked
    ]
    whole = total(each.cost for each in command.lines)
    expense = whole - total(each.cost for each in stocked)
    place = location_id or locations.shelf(work.connection, work.shop.branch.id)
    received = arrivals.receive(work, command.id, place, command.business_date, manner.reason, goods)
    header = Header(
        command.id,
        command.uid,
        manner.kind,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, manner.purpose, manner.prefix),
        party_id=command.supplier_id,
        reference=command.reference,
    )
    facts = [Facts(Purchase, [_purchase_row(command, whole + tax)]), Facts(PurchaseLine, _line_rows(command))]
    owed_to = command.supplier_id if command.paid_from is PaidFrom.CREDIT else None
    postings = [
        Posting(Role.INVENTORY, received.into_stock),
        Posting(Role.COST_OF_GOODS, received.to_cost_of_goods + expense),
        Posting(Role.TAX_IN, tax),
        Posting(_ACCOUNTS[command.paid_from], -(whole + tax), owed_to),
    ]
    documents.post(work, header, [*facts, *more, *received.facts], postings)
    arrivals.keep(work, received, place, goods)


def _kinds(work: Work, command: PurchaseCommand) -> dict[int, ProductKind]:
    """What each line's product is; refuses what must not be bought."""
    wanted = {each.product_id for each in command.lines}
    rows = work.connection.execute(select(Product.id, Product.kind, Product.maker_id).where(Product.id.in_(wanted)))
    kinds = {}
    for product_id, kind, maker_id in rows:
        if maker_id is not None:
            raise Refused(_("Barang titipan tidak dibeli."), remedy=_("Catat sebagai Titip Masuk."), rule="consigned")
        kinds[product_id] = kind
    for number, each in enumerate(command.lines, start=1):
        if each.product_id not in kinds:
            raise BadInput(_("Barang di baris {row} tidak dikenal.").format(row=number), row=number, field="product")
        if each.quantity < NOTHING or each.bonus < NOTHING or each.cost < ZERO:
            raise BadInput(_("Jumlah dan harga tidak boleh minus."), row=number, field="quantity")
    return kinds


def _purchase_row(command: PurchaseCommand, whole: Rupiah) -> dict[str, object]:
    return {
        "document_id": command.id,
        "supplier_id": command.supplier_id,
        "paid_from": command.paid_from,
        "total": whole,
    }


def _line_rows(command: PurchaseCommand) -> list[dict[str, object]]:
    return [
        {
            "document_id": command.id,
            "line": number,
            "product_id": each.product_id,
            "unit": each.unit,
            "factor": each.factor,
            "quantity": each.quantity,
            "base_quantity": each.base_quantity,
            "cost": each.cost,
            "expires_on": each.expires_on,
            "batch": each.batch,
        }
        for number, each in enumerate(command.lines, start=1)
    ]
