"""What an order proposal is made of, read for all goods at once."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from inventory import order_queries, paces, proposals, suppliers
from inventory.products import Product, ProductKind, ProductUnit
from inventory.proposals import Candidate, Proposal, Source, Usual
from inventory.purchases import Purchase, PurchaseLine
from inventory.suppliers import Supplier, SupplierGoodRecord
from koperasi.branches import Branch
from koperasi.columns import among
from koperasi.documents import Document
from koperasi.money import Rupiah, half_up
from koperasi.quantity import NOTHING, ONE, THOUSAND, Quantity
from koperasi.settings import Settings


def read(
    connection: Connection, branch: Branch, settings: Settings, today: date, supplier_id: int | None = None
) -> Proposal:
    """What to order today: of every supplier, or of one."""
    known = {each.party_id: each for each in suppliers.all_in_use(connection)}
    there = paces.on_hand(connection, paces.locations_for_sale(connection, branch.id))
    found = paces.read(connection, branch.id, today, settings.pace_days, there)
    goods = _candidates(connection, found, there, order_queries.outstanding(connection, branch.id), known)
    if supplier_id is not None:
        goods = (each for each in goods if each.source.supplier_id == supplier_id)
    usual = Usual(settings.order_lead_days, settings.order_every_days)
    return proposals.propose(goods, known, today, found.weekdays, usual)


_GOOD = (
    Product.id,
    Product.code,
    Product.name,
    Product.base_unit,
    Product.min_stock,
    Product.target_stock,
    Product.keeps_days,
)


def _candidates(
    connection: Connection,
    found: paces.Paces,
    there: Mapping[int, int],
    ordered: Mapping[int, Quantity],
    known: Mapping[int, Supplier],
) -> Iterator[Candidate]:
    """The shop's own goods in use that sell, or have a minimum or a target."""
    bought = (Product.maker_id.is_(None), Product.retired_at.is_(None), Product.kind == ProductKind.GOODS)
    marked = (Product.min_stock > NOTHING) | Product.target_stock.is_not(None)
    rows = {row[0]: row for row in connection.execute(select(*_GOOD).where(*bought, marked))}
    selling = [product for product in found.by_product if product not in rows]
    more = select(*_GOOD).where(*bought, among(Product.id, "products"))
    rows |= {row[0]: row for row in connection.execute(more, {"products": selling})}
    sources = sources_of(connection, rows, known)
    for product_id, row in rows.items():
        on_hand = Quantity(there.get(product_id, 0))
        coming = ordered.get(product_id, NOTHING)
        source = sources.get(product_id) or Source(None, row.base_unit, ONE)
        yield Candidate(*row, on_hand, coming, found.by_product.get(product_id), source)


def sources_of(connection: Connection, products: Collection[int], known: Mapping[int, Supplier]) -> dict[int, Source]:
    """Where goods are ordered: where a person or a receipt chose, else where they were bought last."""
    sources: dict[int, Source] = {}
    for product_id, source in _chosen(connection, products):
        if source.supplier_id in known:
            sources.setdefault(product_id, source)
    rest = [each for each in products if each not in sources]
    return sources | dict(_bought_last(connection, rest))


def of_anyone(connection: Connection, products: Collection[int]) -> dict[int, Source]:
    """Where goods are ordered or were bought last, whoever that is."""
    known = {each.party_id: each for each in suppliers.all_in_use(connection)}
    return sources_of(connection, products, known)


def of_supplier(connection: Connection, products: Collection[int], supplier_id: int) -> dict[int, Source]:
    """By which unit and at which price this supplier sells goods, as far as it is known."""
    found: dict[int, Source] = {}
    for product_id, source in _chosen(connection, products, supplier_id):
        found.setdefault(product_id, source)
    rest = [each for each in products if each not in found]
    return found | dict(_bought_last(connection, rest, supplier_id))


def _chosen(
    connection: Connection, products: Collection[int], supplier_id: int | None = None
) -> Iterable[tuple[int, Source]]:
    """Where goods are sold, the preferred before the last priced."""
    record = SupplierGoodRecord
    found = (
        select(
            ProductUnit.product_id,
            record.supplier_id,
            ProductUnit.name,
            ProductUnit.factor,
            record.last_price,
            record.supplier_code,
        )
        .join(ProductUnit, ProductUnit.id == record.product_unit_id)
        .where(record.retired_at.is_(None), ProductUnit.retired_at.is_(None))
        .where(among(ProductUnit.product_id, "products"))
        .order_by(record.preferred.desc(), record.priced_on.is_(None), record.priced_on.desc(), record.id)
    )
    if supplier_id is not None:
        found = found.where(record.supplier_id == supplier_id)
    rows: Iterable[Any] = connection.execute(found, {"products": list(products)})
    return [(row[0], Source(*row[1:])) for row in rows]


def _bought_last(
    connection: Connection, products: Collection[int], supplier_id: int | None = None
) -> Iterable[tuple[int, Source]]:
    """Where goods were bought last, by which unit and at which price."""
    if not products:
        return []
    line = PurchaseLine
    newest = func.row_number().over(
        partition_by=line.product_id, order_by=(Document.business_date.desc(), Document.id.desc(), line.line)
    )
    bought = (
        select(
            line.product_id,
            Purchase.supplier_id,
            line.unit,
            line.factor,
            line.cost,
            line.quantity,
            newest.label("newest"),
        )
        .join(Purchase, Purchase.document_id == line.document_id)
        .join(Document, Document.id == line.document_id)
        .where(Purchase.supplier_id.is_not(None), line.quantity > NOTHING, among(line.product_id, "products"))
    )
    if supplier_id is not None:
        bought = bought.where(Purchase.supplier_id == supplier_id)
    last = bought.subquery("bought")
    found = select(last).where(last.c.newest == 1)
    rows: Iterable[Any] = connection.execute(found, {"products": list(products)})
    return [(row[0], Source(row[1], row[2], row[3], _each(row[4], row[5]))) for row in rows]


def _each(cost: Rupiah, quantity: Quantity) -> Rupiah:
    """What one of so many cost, half up."""
    return Rupiah(half_up(cost.amount * THOUSAND, quantity.thousandths))
