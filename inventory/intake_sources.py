"""Where an intake comes from: a supplier, an order that is still to come, a purchase to be put right."""

from __future__ import annotations

from dataclasses import dataclass, replace

from sqlalchemy import select

from inventory import locations, merges, order_queries, purchase_queries, queries, suppliers
from inventory.goods import Good, Unit
from inventory.intake_lines import lines_of
from inventory.intakes import Intake, IntakeLine
from inventory.landed_costs import discount
from inventory.locations import Location, LocationKind
from inventory.order_queries import OpenLine
from inventory.payable_facts import PurchaseDue
from inventory.purchase_queries import SeenLine
from inventory.receivings import Ordered
from inventory.suppliers import Supplier
from koperasi.errors import Refused
from koperasi.money import total
from koperasi.quantity import ONE, Quantity
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.uids import new_uid


@dataclass(frozen=True, slots=True)
class OpenOrderChoice:
    """An order of which something is still to come."""

    id: int
    words: str


def known_suppliers(shop: Shop) -> tuple[Supplier, ...]:
    with shop.reading() as connection:
        return tuple(suppliers.all_in_use(connection))


def places(shop: Shop) -> tuple[tuple[int | None, str], ...]:
    """Where goods may be put: the shelf first, then each back room of the branch."""
    kind, branch = Location.kind, Location.branch_id == shop.branch.id
    with shop.reading() as connection:
        shelf = locations.shelf(connection, shop.branch.id)
        rooms = select(Location.id, Location.name).where(branch, kind == LocationKind.BACK_ROOM)
        rows = connection.execute(rooms.where(Location.retired_at.is_(None)).order_by(Location.id)).all()
        name = connection.scalar(select(Location.name).where(Location.id == shelf))
    return ((None, name or _("Rak toko")), *((row.id, row.name) for row in rows))


def open_orders(shop: Shop, supplier_id: int | None) -> tuple[OpenOrderChoice, ...]:
    """Orders that are still to come, of a supplier or of all."""
    with shop.reading() as connection:
        orders = order_queries.open_orders(connection, supplier_id)
    said = _("{number} · {supplier} · {lines} barang")
    return tuple(
        OpenOrderChoice(each.id, said.format(number=each.number, supplier=each.supplier, lines=each.lines))
        for each in orders
    )


def of_order(shop: Shop, intake: Intake, order_id: int) -> Intake:
    """The intake with what is left of an order as its lines, and its supplier."""
    with shop.reading() as connection:
        order = order_queries.order(connection, order_id)
        if order is None:
            return intake
        supplier = suppliers.by_id(connection, order.supplier_id)
        lines_left = [each for each in order_queries.open_lines(connection, order_id) if each.left]
        gone = merges.all_gone(connection)
        # What was ordered of a good that is another now comes as that one; the order's own lines stay as they are.
        left = [_as_kept(each, *gone.get(each.product_id, (each.product_id, ONE))) for each in lines_left]
        goods = queries.goods(connection, [each.product_id for each in left])
        units = [_unit(goods[each.product_id], each.factor) for each in left]
        pairs = [(goods[each.product_id], unit) for each, unit in zip(left, units, strict=True)]
        blank = lines_of(shop, connection, pairs, order.supplier_id)
    lines = [
        _still(asked, pair, line, () if asked.ordered != before.ordered else _brings(before))
        for before, asked, pair, line in zip(lines_left, left, pairs, blank, strict=True)
    ]
    made = replace(intake, lines=tuple(lines), chosen=0, order_id=order_id, order_number=order.number)
    return supplied(made, supplier) if supplier is not None else made


def supplied(intake: Intake, supplier: Supplier) -> Intake:
    """The intake as from this supplier, on her terms."""
    terms = supplier.terms.terms_days
    return replace(intake, supplier_id=supplier.party_id, supplier=supplier.name, terms_days=terms, twice=False)


def of_purchase(shop: Shop, purchase_id: int) -> Intake:
    """A mis-keyed purchase as an intake that will put it right."""
    with shop.reading() as connection:
        seen = purchase_queries.purchase(connection, purchase_id)
        if seen.reversed_by:
            message = _("Pembelian {number} sudah dibatalkan dengan {reversal}.")
            raise Refused(message.format(number=seen.number, reversal=seen.reversed_by), rule="reversed")
        goods = queries.goods(connection, {each.product_id for each in seen.lines})
        pairs = [(goods[each.product_id], _unit(goods[each.product_id], each.factor)) for each in seen.lines]
        blank = lines_of(shop, connection, pairs, seen.supplier_id)
        brought = order_queries.brought(connection, purchase_id)
        due_on = connection.scalar(select(PurchaseDue.due_on).where(PurchaseDue.document_id == purchase_id))
        lines = [
            replace(_again(each, line), ordered=tuple(Ordered(*part) for part in brought.get(each.line, ())))
            for each, line in zip(seen.lines, blank, strict=True)
        ]
        supplier = suppliers.by_id(connection, seen.supplier_id) if seen.supplier_id is not None else None
    freight = next(iter(seen.charges), None)
    begun = Intake(shop.minter.next(), new_uid(shop.clock()))
    made = replace(
        begun,
        lines=tuple(lines),
        paid_from=seen.paid_from,
        location_id=seen.location_id,
        location=seen.location,
        invoice_number=seen.invoice_number,
        invoice_date=seen.invoice_date,
        due_on=due_on,
        discount=discount(seen.discount_words),
        freight=total(each.amount for each in seen.charges),
        freight_by=freight.spread if freight else begun.freight_by,
        tax=seen.tax,
        asked=seen.total,
        wrong_id=purchase_id,
        wrong_number=seen.number,
        reversal_id=shop.minter.next(),
        reversal_uid=new_uid(shop.clock()),
    )
    return supplied(made, supplier) if supplier is not None else made


def _unit(good: Good, factor: Quantity) -> Unit:
    """The good's unit of that size, else its base unit."""
    return next((each for each in good.units if each.factor == factor), good.base)


def _as_kept(line: OpenLine, product_id: int, factor: Quantity) -> OpenLine:
    """A line in base units of the good that is kept for its own."""
    if line.product_id == product_id:
        return line
    sizes = (line.factor.of_factor(factor), line.ordered.of_factor(factor), line.received.of_factor(factor))
    return replace(line, product_id=product_id, factor=sizes[0], ordered=sizes[1], received=sizes[2])


def _brings(line: OpenLine) -> tuple[Ordered, ...]:
    """What of an order it is, counted as the order counts."""
    return (Ordered(line.order_id, line.line, line.left),)


def _still(asked: OpenLine, good: tuple[Good, Unit], line: IntakeLine, ordered: tuple[Ordered, ...]) -> IntakeLine:
    """What is left of an order's line: in its unit where that comes out even, else in base units."""
    unit = good[1]
    count, rest = divmod(asked.left.thousandths * 1000, unit.factor.thousandths)
    if rest:
        return replace(line, unit_id=good[0].base.id, quantity=asked.left, price=None, ordered=ordered, counted=False)
    price = asked.price if unit.factor == asked.factor and asked.price is not None else line.price
    return replace(line, quantity=Quantity(count), price=price, ordered=ordered, counted=False)


def _again(seen: SeenLine, line: IntakeLine) -> IntakeLine:
    """A line as it was keyed; one of a unit that is gone is counted in base units."""
    kept = line.unit.factor == seen.factor
    price = seen.price if kept else None
    return replace(
        line,
        quantity=seen.quantity if kept else seen.base_quantity - seen.bonus,
        bonus=seen.bonus,
        price=price,
        amount=None if price is not None else seen.gross,
        discount=discount(seen.discount_words),
        expires_on=seen.expires_on,
        batch=seen.batch,
    )
