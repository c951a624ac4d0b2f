"""The stock card: every move of a good with what there was after it, read a page at a time.

What there was is summed over all its moves from the first one on, of one place or one lot
where the card is narrowed to it, so the days asked for only choose which rows are shown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select, text

from inventory.locations import Location
from inventory.lots import LotRecord
from inventory.products import Product
from inventory.stock import Reason, Stock
from koperasi import parties
from koperasi.columns import EPOCH, MICROSECOND, summed
from koperasi.documents import Document, Kind
from koperasi.errors import NotFound
from koperasi.money import ZERO, Rupiah
from koperasi.parties import Party
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _

PAGE = 50


@dataclass(frozen=True, slots=True)
class Narrowed:
    """Whose card, of which days, at which place, of which lot; without one, of all."""

    product_id: int
    first: date | None = None
    last: date | None = None
    location_id: int | None = None
    lot_id: int | None = None


@dataclass(frozen=True, slots=True)
class CardMove:
    """A move: its document, and the quantity and value left after it."""

    document_id: int
    kind: Kind
    number: str
    business_date: date
    at: datetime
    reason: Reason
    place: str
    lot_id: int
    quantity: Quantity
    value: Rupiah
    left: Quantity
    left_value: Rupiah


@dataclass(frozen=True, slots=True)
class Lot:
    """A lot of the good: when it came with which paper, until when it keeps, what is left."""

    lot_id: int
    number: str
    received_on: date
    expires_on: date | None
    batch: str
    quantity: Quantity
    value: Rupiah


@dataclass(frozen=True, slots=True)
class CardHead:
    """The good of a card, where it stands and what of it is left."""

    product_id: int
    code: str
    name: str
    unit: str
    maker: str
    quantity: Quantity
    value: Rupiah
    places: tuple[tuple[int, str], ...]
    lots: tuple[Lot, ...]


#: A bare sum would be a decimal on PostgreSQL.
_RUNNING = """
SELECT m.id, m.document_id, d.kind, d.number, d.business_date, d.at, d.posted_at, m.reason, m.location_id, m.lot_id,
  m.quantity, m.value,
  CAST(SUM(m.quantity) OVER after AS BIGINT) AS quantity_left, CAST(SUM(m.value) OVER after AS BIGINT) AS value_left
FROM moves m JOIN documents d ON d.id = m.document_id
WHERE m.product_id = :product {narrowed}
WINDOW after AS (ORDER BY d.business_date, d.posted_at, d.id, m.id ROWS UNBOUNDED PRECEDING)
"""
_PAGE = """
SELECT c.document_id, c.kind, c.number, c.business_date, c.at, c.reason, p.name, c.lot_id,
  c.quantity, c.value, c.quantity_left, c.value_left
FROM ({running}) c JOIN locations p ON p.id = c.location_id
WHERE (c.quantity <> 0 OR c.value <> 0) {days}
ORDER BY c.business_date DESC, c.posted_at DESC, c.document_id DESC, c.id DESC LIMIT :size OFFSET :start
"""
_COUNT = """
SELECT COUNT(*) FROM moves m JOIN documents d ON d.id = m.document_id
WHERE m.product_id = :product AND (m.quantity <> 0 OR m.value <> 0) {narrowed} {days}
"""


def count(connection: Connection, wanted: Narrowed) -> int:
    """How many rows the card has."""
    statement = _COUNT.format(narrowed=_narrowed(wanted), days=_days(wanted, "d"))
    return int(connection.execute(text(statement), _asked(wanted)).scalar_one())


def page(connection: Connection, wanted: Narrowed, start: int = 0, size: int = PAGE) -> list[CardMove]:
    """Rows of the card from `start` on, the newest first."""
    running = _RUNNING.format(narrowed=_narrowed(wanted))
    statement = _PAGE.format(running=running, days=_days(wanted, "c"))
    asked = {**_asked(wanted), "size": size, "start": start}
    return [_move(row) for row in connection.execute(text(statement), asked)]


def _narrowed(wanted: Narrowed) -> str:
    place = "AND m.location_id = :location" if wanted.location_id is not None else ""
    lot = "AND m.lot_id = :lot" if wanted.lot_id is not None else ""
    return f"{place} {lot}"


def _days(wanted: Narrowed, table: str) -> str:
    first = f"AND {table}.business_date >= :first" if wanted.first is not None else ""
    last = f"AND {table}.business_date <= :last" if wanted.last is not None else ""
    return f"{first} {last}"


def _asked(wanted: Narrowed) -> dict[str, Any]:
    asked = {
        "product": wanted.product_id,
        "location": wanted.location_id,
        "lot": wanted.lot_id,
        "first": wanted.first.isoformat() if wanted.first else None,
        "last": wanted.last.isoformat() if wanted.last else None,
    }
    return {name: value for name, value in asked.items() if value is not None}


def _move(row: Any) -> CardMove:
    document_id, kind, number, day, at, reason, place, lot_id, quantity, value, left, left_value = row
    return CardMove(
        document_id,
        Kind(kind),
        number,
        date.fromisoformat(day),
        EPOCH + at * MICROSECOND,
        Reason(reason),
        place,
        lot_id,
        Quantity(quantity),
        Rupiah(value),
        Quantity(int(left)),
        Rupiah(int(left_value)),
    )


def head(connection: Connection, product_id: int) -> CardHead:
    """The good, the places it ever stood at, and its lots, the newest first; raises NotFound."""
    good = select(Product.code, Product.name, Product.base_unit, Party.title, Party.name.label("maker"))
    found = connection.execute(
        good.outerjoin(Party, Party.id == Product.maker_id).where(Product.id == product_id)
    ).one_or_none()
    if found is None:
        raise NotFound(_("Barang tidak ditemukan."))
    lots = tuple(_lots(connection, product_id))
    places = select(Location.id, Location.name).join(Stock, Stock.location_id == Location.id)
    places = places.where(Stock.product_id == product_id).distinct().order_by(Location.id)
    return CardHead(
        product_id,
        found.code,
        found.name,
        found.base_unit,
        parties.called(found.title, found.maker) if found.maker else "",
        sum((each.quantity for each in lots), NOTHING),
        sum((each.value for each in lots), ZERO),
        tuple((row.id, row.name) for row in connection.execute(places)),
        lots,
    )


def _lots(connection: Connection, product_id: int) -> list[Lot]:
    lot = LotRecord
    columns = (lot.id, Document.number, lot.received_on, lot.expires_on, lot.batch)
    found = (
        select(*columns, summed(Stock.quantity), summed(Stock.value))
        .join(Document, Document.id == lot.document_id)
        .join(Stock, (Stock.lot_id == lot.id) & (Stock.product_id == lot.product_id))
        .where(lot.product_id == product_id)
        .group_by(*columns, lot.id)
        .order_by(lot.received_on.desc(), lot.id.desc())
    )
    return [Lot(*row) for row in connection.execute(found)]
