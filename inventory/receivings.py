"""Receiving: goods come in with their invoice, as it was keyed.

A richer way to make a purchase: prices, discounts, free goods, charges and PPN become what
every line costs (`landed_costs`), and the same document is posted as `purchases.receive`
posts, with what the invoice said kept beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from inventory import cost_alarms, landed_costs, locations, merges, payables, purchases, suppliers
from inventory.landed_costs import NO_DISCOUNT, Bill, BillLine, Charge, Discount, Landed
from inventory.locations import Location, LocationKind
from inventory.order_facts import PurchaseOrderReceipt
from inventory.purchase_terms import PurchaseCharge, PurchaseLineTerms, PurchaseTerms
from inventory.purchases import BOUGHT, BoughtLine, PaidFrom, Purchase, PurchaseCommand
from koperasi import documents, masters
from koperasi.documents import Document, Facts
from koperasi.errors import BadInput, Refused
from koperasi.money import ZERO, Rupiah, half_up
from koperasi.quantity import NOTHING, THOUSAND, Quantity
from koperasi.rights import Permission
from koperasi.text import _, plain, short_date
from koperasi.work import Work, needs

#: Where bought goods may be put.
PLACES = (LocationKind.SHELF, LocationKind.BACK_ROOM)


@dataclass(frozen=True, slots=True)
class Ordered:
    """That a line brings so much (base units) of a line of an order."""

    order_id: int
    line: int
    quantity: Quantity


@dataclass(frozen=True, slots=True)
class ReceivedLine:
    """So many units, at a price each or for an amount altogether (which counts where both are told)."""

    product_id: int
    #: The product's unit; None where the purchase names one that the catalogue has not.
    unit_id: int | None
    unit: str
    factor: Quantity
    quantity: Quantity
    price: Rupiah | None = None
    amount: Rupiah | None = None
    discount: Discount = NO_DISCOUNT
    #: Free goods in base units, in the same lot.
    bonus: Quantity = NOTHING
    expires_on: date | None = None
    batch: str = ""
    ordered: tuple[Ordered, ...] = ()

    @property
    def base_quantity(self) -> Quantity:
        return self.quantity.of_factor(self.factor) + self.bonus

    @property
    def gross(self) -> Rupiah:
        """What it is asked for, before any discount; 0 while no price is known."""
        if self.amount is not None:
            return self.amount
        return self.quantity.at(self.price) if self.price is not None else ZERO


@dataclass(frozen=True, slots=True)
class ReceivingCommand:
    """Receive goods with their invoice; `asked` is the total that the invoice ends in."""

    id: int
    uid: str
    supplier_id: int | None
    paid_from: PaidFrom
    business_date: date
    at: datetime
    lines: tuple[ReceivedLine, ...]
    asked: Rupiah
    #: The shelf where it is None.
    location_id: int | None = None
    invoice_number: str = ""
    invoice_date: date | None = None
    due_on: date | None = None
    discount: Discount = NO_DISCOUNT
    charges: tuple[Charge, ...] = ()
    tax: Rupiah = ZERO
    note: str = ""
    #: The same invoice number of this supplier is known already, and meant.
    twice: bool = False
    #: The reversed purchase that this one does right.
    replaces_id: int | None = None


def bill(
    lines: Sequence[ReceivedLine],
    discount: Discount,
    charges: Sequence[Charge],
    tax: Rupiah,
    *,
    taxable: bool,
    asked: Rupiah | None = None,
) -> Bill:
    """The invoice that lines make; a PKP (`taxable`) claims its PPN back."""
    priced = tuple(BillLine(each.base_quantity, each.gross, each.discount) for each in lines)
    return Bill(priced, discount, tuple(charges), tax, not taxable, asked)


@needs(Permission.PURCHASE_RECEIVE)
def receive(work: Work, command: ReceivingCommand) -> None:
    """Post a purchase with its invoice.

    Raises BadInput for what no invoice has (names the line), Refused for a total that does
    not fit (`invoice-total`) or an invoice number that was received already (`invoice-twice`).
    """
    if documents.posted(work.connection, command.id):
        return
    # Locks in the order of all deeds: masters (what is learnt of the supplier), the supplier, the goods.
    masters.next_version(work.connection)
    payables.lock_supplier(work.connection, command.supplier_id)
    _check(work, command)
    taxable = work.shop.settings.taxable
    made = bill(command.lines, command.discount, command.charges, command.tax, taxable=taxable, asked=command.asked)
    landed = landed_costs.landed(made)
    place = command.location_id or locations.shelf(work.connection, work.shop.branch.id)
    bought = _bought(command, landed)
    more = [
        *_invoice_facts(command, landed, place),
        *_line_facts(command, landed),
        *_order_facts(command),
        *payables.due_facts(command.id, command.due_on),
        *cost_alarms.facts(work, command.id, bought.lines),
    ]
    work.must(Permission.PURCHASE_RECEIVE, landed.total)
    work.trace.amount = landed.total
    purchases.post_unguarded(work, bought, BOUGHT, location_id=place, tax=landed.claimable, more=more)
    if command.supplier_id is not None:
        suppliers.learn_unguarded(work, command.supplier_id, _learnt(command, landed))


def _check(work: Work, command: ReceivingCommand) -> None:
    if command.paid_from is PaidFrom.OPENING:
        raise BadInput(_("Cara bayar tidak dikenal."), field="paid_from")
    if command.supplier_id is None and command.paid_from is PaidFrom.CREDIT:
        message = _("Pembelian dengan utang perlu pemasoknya.")
        raise BadInput(message, remedy=_("Pilih pemasok, atau bayar tunai."), field="supplier")
    if command.location_id is not None:
        _check_place(work, command.location_id)
    merges.refuse_gone(work, {each.product_id for each in command.lines}, _("Scan barang itu sekali lagi."))
    for number, each in enumerate(command.lines, start=1):
        _check_line(each, number, command.business_date)
    if command.supplier_id is not None and not command.twice:
        known = same_invoice(work.connection, command.supplier_id, command.invoice_number)
        if known is not None:
            _refuse_twice(work, command.invoice_number, known)


def _check_line(line: ReceivedLine, number: int, day: date) -> None:
    if line.quantity < NOTHING or line.bonus < NOTHING:
        raise BadInput(_("Jumlah dan harga tidak boleh minus."), row=number, field="quantity")
    if not line.base_quantity:
        message = _("Jumlah di baris {row} belum diisi.").format(row=number)
        raise BadInput(message, row=number, field="quantity")
    if line.quantity and line.price is None and line.amount is None:
        message = _("Harga di baris {row} belum diisi.").format(row=number)
        raise BadInput(message, remedy=_("Barang gratis: isi harga 0."), row=number, field="price")
    if line.expires_on is not None and line.expires_on < day:
        message = _("Barang di baris {row} sudah kedaluwarsa {day}.")
        raise BadInput(message.format(row=number, day=short_date(line.expires_on)), row=number, field="expires_on")


def _check_place(work: Work, location_id: int) -> None:
    found = select(Location.branch_id, Location.kind).where(Location.id == location_id)
    row = work.connection.execute(found).one_or_none()
    if row is None or row.branch_id != work.shop.branch.id or row.kind not in PLACES:
        raise BadInput(_("Barang tidak bisa ditaruh di sana."), field="location")


def _refuse_twice(work: Work, number: str, known: tuple[str, date]) -> None:
    message = _("Faktur {number} dari pemasok ini sudah dicatat: {document}, {day}.")
    document, day = known
    work.refuse(
        Refused(
            message.format(number=number, document=document, day=short_date(day)),
            remedy=_("Periksa nomornya, atau pastikan memang faktur lain."),
            rule="invoice-twice",
            field="invoice_number",
        )
    )


def invoice_key(number: str) -> str:
    """How invoice numbers are compared: `inv 001` is `INV001`."""
    return "".join(plain(number).upper().split())


def same_invoice(connection: Connection, supplier_id: int, number: str) -> tuple[str, date] | None:
    """Number and day of a purchase of this supplier with this invoice number, not reversed; None without."""
    key = invoice_key(number)
    if not key:
        return None
    reversal = aliased(Document)
    found = (
        select(Document.number, Document.business_date)
        .join(PurchaseTerms, PurchaseTerms.document_id == Document.id)
        .join(Purchase, Purchase.document_id == Document.id)
        .outerjoin(reversal, reversal.reverses_id == Document.id)
        .where(PurchaseTerms.invoice_key == key, Purchase.supplier_id == supplier_id, reversal.id.is_(None))
        .limit(1)
    )
    row = connection.execute(found).one_or_none()
    return (row[0], row[1]) if row is not None else None


def _bought(command: ReceivingCommand, landed: Landed) -> PurchaseCommand:
    """The same purchase with every line's whole cost."""
    lines = tuple(
        BoughtLine(
            each.product_id,
            each.unit,
            each.factor,
            each.quantity,
            part.cost,
            each.expires_on,
            plain(each.batch),
            each.bonus,
        )
        for each, part in zip(command.lines, landed.lines, strict=True)
    )
    head = (command.id, command.uid, command.supplier_id, command.paid_from, command.business_date, command.at)
    return PurchaseCommand(*head, lines)


def _invoice_facts(command: ReceivingCommand, landed: Landed, place: int) -> list[Facts]:
    terms = {
        "document_id": command.id,
        "invoice_number": plain(command.invoice_number),
        "invoice_key": invoice_key(command.invoice_number),
        "invoice_date": command.invoice_date,
        "location_id": place,
        "goods": landed.goods,
        "discount_words": str(command.discount),
        "discount": landed.discount,
        "charges": landed.charges,
        "tax": landed.tax,
        "claimable": landed.claimable,
        "rounding": landed.rounding,
        "note": plain(command.note),
        "replaces_id": command.replaces_id,
    }
    charges = [
        {"document_id": command.id, "place": place, "words": plain(each.words), "amount": each.amount}
        | {"spread": each.spread}
        for place, each in enumerate(command.charges, start=1)
        if each.amount
    ]
    return [Facts(PurchaseTerms, [terms]), Facts(PurchaseCharge, charges)]


def _line_facts(command: ReceivingCommand, landed: Landed) -> list[Facts]:
    rows: list[dict[str, Any]] = [
        {
            "document_id": command.id,
            "line": number,
            "price": each.price if each.amount is None else None,
            "gross": part.gross,
            "discount_words": str(each.discount),
            "discount": part.discount,
            "bonus": each.bonus,
            "shared_discount": part.shared_discount,
            "charges": part.charges,
            "tax": part.tax,
            "rounding": part.rounding,
        }
        for number, (each, part) in enumerate(zip(command.lines, landed.lines, strict=True), start=1)
    ]
    return [Facts(PurchaseLineTerms, rows)]


def _order_facts(command: ReceivingCommand) -> list[Facts]:
    rows = [
        {"document_id": command.id, "line": number, "order_id": part.order_id, "order_line": part.line}
        | {"quantity": part.quantity}
        for number, each in enumerate(command.lines, start=1)
        for part in each.ordered
    ]
    return [Facts(PurchaseOrderReceipt, rows)]


def _learnt(command: ReceivingCommand, landed: Landed) -> Iterable[tuple[int, Rupiah]]:
    """What one of each unit costs by this invoice's line, without what was shared out."""
    for each, part in zip(command.lines, landed.lines, strict=True):
        if each.unit_id is not None and each.quantity and part.net:
            yield each.unit_id, Rupiah(half_up(part.net.amount * THOUSAND, each.quantity.thousandths))
