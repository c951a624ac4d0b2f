"""What can be counted: shelves, categories, other places, and the goods most worth counting."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, func, select

from inventory.locations import Location, LocationKind
from inventory.products import Category, Product, ProductKind
from inventory.stock import Move, Reason, Stock
from koperasi.columns import summed
from koperasi.documents import Document
from koperasi.quantity import NOTHING


def shelves(connection: Connection) -> list[tuple[str, int]]:
    """Every shelf with how many goods stand there; those of no shelf under ""."""
    place = func.coalesce(Product.shelf, "")
    found = select(place, func.count()).where(Product.retired_at.is_(None), Product.kind == ProductKind.GOODS)
    return [(name, count) for name, count in connection.execute(found.group_by(place).order_by(place))]


def categories(connection: Connection) -> list[tuple[int, str, int]]:
    """Every category with how many goods it has."""
    found = (
        select(Category.id, Category.name, func.count())
        .join(Product, Product.category_id == Category.id)
        .where(Product.retired_at.is_(None), Product.kind == ProductKind.GOODS)
        .group_by(Category.id, Category.name)
        .order_by(Category.name)
    )
    return [(key, name, count) for key, name, count in connection.execute(found)]


def below_zero(connection: Connection, location_id: int) -> list[int]:
    """Goods of which the book holds less than nothing, or one lot lacks what another has."""
    less = select(Stock.product_id).where(Stock.location_id == location_id, Stock.quantity < NOTHING)
    return list(connection.execute(less.distinct().order_by(Stock.product_id)).scalars())


def most_sold(connection: Connection, location_id: int, since: date, share_bps: int = 8_000) -> list[int]:
    """Class A: the goods that make up this share of what was sold since a day, at cost or by pieces for makers'."""
    sold = (
        select(Move.product_id, summed(Move.value), summed(Move.quantity))
        .join(Document, Document.id == Move.document_id)
        .where(Move.reason == Reason.SALE, Move.location_id == location_id, Document.business_date >= since)
        .group_by(Move.product_id)
    )
    rows = sorted(
        ((-value.amount, -quantity.thousandths, product) for product, value, quantity in connection.execute(sold)),
        reverse=True,
    )
    whole, found, passed = sum(max(value, 0) for value, _quantity, _product in rows), [], 0
    for value, _quantity, product in rows:
        if value <= 0 or passed * 10_000 >= whole * share_bps:
            break
        found.append(product)
        passed += value
    return found


def places(connection: Connection, branch_id: int) -> list[tuple[int, str]]:
    """The branch's places beside the shelf that hold goods one can count."""
    kinds = (LocationKind.BACK_ROOM, LocationKind.QUARANTINE, LocationKind.FOR_MAKERS)
    found = select(Location.id, Location.name).where(Location.branch_id == branch_id, Location.kind.in_(kinds))
    return [(key, name) for key, name in connection.execute(found.order_by(Location.name))]
