"""Purchase orders: what was asked of a supplier, what of it came, and what is still to come.

An order moves no goods and no money.  What came of it is the sum over the purchases that
name it, less those reversed; so its state is always derived.  A change closes the order
and makes a new one.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from inventory.order_facts import PurchaseOrder, PurchaseOrderClose, PurchaseOrderLine
from inventory.order_facts import PurchaseOrderReceipt as PurchaseOrderReceipt
from inventory.order_queries import OpenLine as OpenLine
from inventory.order_queries import OpenOrder as OpenOrder
from inventory.order_queries import OrderState as OrderState
from inventory.order_queries import open_lines as open_lines
from inventory.order_queries import open_orders as open_orders
from inventory.products import Product
from koperasi import documents
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs


@dataclass(frozen=True, slots=True)
class OrderLine:
    """So many units of a good; `price` of one of them, None while nobody knows."""

    product_id: int
    unit: str
    factor: Quantity
    quantity: Quantity
    price: Rupiah | None = None
    supplier_code: str = ""

    @property
    def base_quantity(self) -> Quantity:
        return self.quantity.of_factor(self.factor)


@dataclass(frozen=True, slots=True)
class OrderCommand:
    """Order goods; with `replaces_id` in place of an order that `close` closed just before."""

    id: int
    uid: str
    supplier_id: int
    business_date: date
    at: datetime
    lines: tuple[OrderLine, ...]
    wanted_on: date | None = None
    note: str = ""
    replaces_id: int | None = None

    @property
    def expected(self) -> Rupiah:
        """What it is expected to cost, as far as prices are known."""
        return total(each.quantity.at(each.price) for each in self.lines if each.price is not None)


@dataclass(frozen=True, slots=True)
class OrderClosed:
    """Expect nothing more of an order."""

    id: int
    uid: str
    order_id: int
    business_date: date
    at: datetime
    why: str = ""


@needs(Permission.ORDER_MAKE)
def make(work: Work, command: OrderCommand) -> None:
    """Post an order.

    Raises BadInput for no lines, a quantity or price that cannot be, a day before the
    order's own, a good that is unknown or a maker's.
    """
    if documents.posted(work.connection, command.id):
        return
    _check(work, command)
    work.trace.amount = command.expected
    work.must(Permission.ORDER_MAKE, command.expected)
    header = Header(
        command.id,
        command.uid,
        Kind.PURCHASE_ORDER,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "purchase-order", "PO"),
        party_id=command.supplier_id,
    )
    order = {
        "document_id": command.id,
        "supplier_id": command.supplier_id,
        "wanted_on": command.wanted_on,
        "note": command.note.strip(),
        "replaces_id": command.replaces_id,
    }
    documents.post(work, header, [Facts(PurchaseOrder, [order]), Facts(PurchaseOrderLine, _line_rows(command))], [])


def _check(work: Work, command: OrderCommand) -> None:
    if not command.lines:
        raise BadInput(_("Pesanan masih kosong."), remedy=_("Isi jumlah satu barang atau lebih."), field="lines")
    if command.wanted_on is not None and command.wanted_on < command.business_date:
        raise BadInput(_("Tanggal minta datang sudah lewat."), field="wanted_on")
    known = _makers(work, {each.product_id for each in command.lines})
    for number, each in enumerate(command.lines, start=1):
        if each.product_id not in known:
            raise BadInput(_("Barang di baris {row} tidak dikenal.").format(row=number), row=number, field="product")
        if known[each.product_id] is not None:
            raise Refused(_("Barang titipan tidak dibeli."), remedy=_("Catat sebagai Titip Masuk."), rule="consigned")
        if each.base_quantity <= NOTHING or (each.price or ZERO) < ZERO:
            message = _("Jumlah di baris {row} harus lebih dari nol, harga tidak boleh minus.")
            raise BadInput(message.format(row=number), row=number, field="quantity")


def _makers(work: Work, products: Collection[int]) -> dict[int, int | None]:
    rows = work.connection.execute(select(Product.id, Product.maker_id).where(Product.id.in_(products)))
    return dict(rows.all())


def _line_rows(command: OrderCommand) -> list[dict[str, object]]:
    return [
        {
            "document_id": command.id,
            "line": number,
            "product_id": each.product_id,
            "unit": each.unit,
            "factor": each.factor,
            "quantity": each.quantity,
            "base_quantity": each.base_quantity,
            "price": each.price,
            "supplier_code": each.supplier_code,
        }
        for number, each in enumerate(command.lines, start=1)
    ]


@needs(Permission.ORDER_MAKE)
def close(work: Work, command: OrderClosed) -> None:
    """Expect nothing more of an order.  Raises NotFound; Refused for one that is closed already."""
    if documents.posted(work.connection, command.id):
        return
    found = select(Document.number, Document.party_id, Document.branch_id)
    order = work.connection.execute(
        found.where(Document.id == command.order_id, Document.kind == Kind.PURCHASE_ORDER)
    ).one_or_none()
    if order is None:
        raise NotFound(_("Pesanan tidak ditemukan."))
    documents.hold(work.connection, command.order_id)
    closed = select(PurchaseOrderClose.document_id).where(PurchaseOrderClose.order_id == command.order_id)
    if work.connection.scalar(closed) is not None:
        message = _("Pesanan {number} sudah ditutup.").format(number=order.number)
        work.refuse(Refused(message, rule="order-closed"))
    header = Header(
        command.id,
        command.uid,
        Kind.ORDER_CLOSE,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "order-close", "TP"),
        branch_id=order.branch_id,
        party_id=order.party_id,
    )
    row = {"document_id": command.id, "order_id": command.order_id, "why": command.why.strip()}
    documents.post(work, header, [Facts(PurchaseOrderClose, [row])], [])
