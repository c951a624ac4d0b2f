"""What labels are printed from: goods in their units with all that a label says, and where to find them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from inventory import price_queries, queries, shelf_labels
from inventory.labels import Subject
from inventory.lots import LotRecord
from inventory.products import Barcode, Category, Price, Product, ProductUnit
from inventory.stock import Move, Reason
from koperasi import parties
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.parties import Party
from koperasi.quantity import THOUSAND, Quantity

#: So many labels of one kind of search at most: a sheet has 65 at most.
MOST = 500
#: Documents with which goods come in that are to be labelled.
COMING_IN = (Kind.PURCHASE, Kind.DELIVERY, Kind.REPACKING, Kind.KIT_ASSEMBLY, Kind.ARRIVAL)
_CAME = (
    Reason.PURCHASE, Reason.DELIVERY, Reason.REPACKING, Reason.KIT_ASSEMBLY, Reason.TRANSFER, Reason.FILLING,
)  # fmt: skip

_LEGAL = select(
    Product.id,
    Product.base_unit,
    Product.food,
    Product.keeps_days,
    Product.pirt,
    Product.halal,
    Product.composition,
    Party.name,
    Party.title,
    Party.village,
).outerjoin(Party, Party.id == Product.maker_id)


def subjects(connection: Connection, branch_id: int, day: date, units: Sequence[int]) -> list[Subject]:
    """Units with all that their labels say on a day, in the order asked for; without a price they are left out."""
    tags = shelf_labels.tags(connection, branch_id, day, units)
    codes = codes_of(connection, [tag.unit_id for tag in tags])
    legal: dict[int, Any] = {}
    for part in price_queries.parts(sorted({tag.product_id for tag in tags})):
        legal |= {row.id: row for row in connection.execute(_LEGAL.where(Product.id.in_(part)))}
    found = []
    for tag in tags:
        row = legal[tag.product_id]
        maker = ", ".join(filter(None, (parties.called(row.title, row.name), row.village))) if row.name else ""
        words = (row.pirt or "", row.halal or "", row.composition or "")
        its_codes = codes.get(tag.unit_id, ())
        found.append(Subject(tag, row.base_unit, its_codes, maker, bool(row.food), row.keeps_days, *words))
    return found


def codes_of(connection: Connection, units: Collection[int]) -> dict[int, tuple[str, ...]]:
    """The barcodes of units, oldest first."""
    found: dict[int, tuple[str, ...]] = {}
    for part in price_queries.parts(sorted(units)):
        rows = select(Barcode.product_unit_id, Barcode.code).where(
            Barcode.product_unit_id.in_(part), Barcode.retired_at.is_(None)
        )
        for unit_id, code in connection.execute(rows.order_by(Barcode.id)):
            found[unit_id] = (*found.get(unit_id, ()), code)
    return found


def by_words(connection: Connection, words: str, branch_id: int, day: date, limit: int = 30) -> list[int]:
    """Units that a scanned code names, or else goods found by words, in the unit they are mostly sold by."""
    if scanned := queries.find_code(connection, words):
        return [each.unit_id for each in scanned]
    return [row.unit_id for row in queries.search(connection, words, limit, branch_id=branch_id, day=day)]


def categories(connection: Connection) -> list[tuple[int, str]]:
    """Every category with goods, by name."""
    used = select(Product.category_id).where(Product.retired_at.is_(None))
    found = select(Category.id, Category.name).where(Category.retired_at.is_(None), Category.id.in_(used))
    return [(number, name) for number, name in connection.execute(found.order_by(Category.name))]


def of_category(connection: Connection, category_id: int, limit: int = MOST) -> list[int]:
    """The units of a category's goods that have a price of their own, by name."""
    priced = select(Price.id).where(Price.product_unit_id == ProductUnit.id, Price.retired_at.is_(None)).exists()
    found = (
        select(ProductUnit.id)
        .join(Product, Product.id == ProductUnit.product_id)
        .where(Product.category_id == category_id, Product.retired_at.is_(None), ProductUnit.retired_at.is_(None))
        .where(priced)
        .order_by(Product.name, Product.id, ProductUnit.place)
        .limit(limit)
    )
    return list(connection.scalars(found))


@dataclass(frozen=True, slots=True)
class Receipt:
    """Goods that came in together: which document, from whom, how many kinds."""

    document_id: int
    number: str
    party: str
    goods: int


def receipts(connection: Connection, branch_id: int, day: date) -> list[Receipt]:
    """What came in on a day, newest first."""
    goods = select(func.count(Move.product_id.distinct())).where(Move.document_id == Document.id).scalar_subquery()
    found = (
        select(Document.id, Document.number, Party.title, Party.name, goods)
        .outerjoin(Party, Party.id == Document.party_id)
        .where(Document.branch_id == branch_id, Document.business_date == day, Document.kind.in_(COMING_IN))
        .where(Document.reverses_id.is_(None))
        .order_by(Document.posted_at.desc(), Document.id.desc())
        .limit(MOST)
    )
    return [
        Receipt(document_id, number, parties.called(title, name) if name else "", count)
        for document_id, number, title, name, count in connection.execute(found)
    ]


@dataclass(frozen=True, slots=True)
class Came:
    """A good that came in: its base unit, whole pieces of it (one at least), until when it keeps."""

    unit_id: int
    pieces: int
    expires_on: date | None
    batch: str


def received(connection: Connection, document_id: int) -> list[Came]:
    """What came in with a document; of a good in several lots the first date and batch."""
    came = (
        select(ProductUnit.id, summed(Move.quantity), func.min(LotRecord.expires_on), func.min(LotRecord.batch))
        .join(ProductUnit, (ProductUnit.product_id == Move.product_id) & (ProductUnit.place == 0))
        .join(LotRecord, LotRecord.id == Move.lot_id)
        .where(Move.document_id == document_id, Move.reason.in_(_CAME))
        .group_by(ProductUnit.id)
        .order_by(ProductUnit.id)
    )
    rows = connection.execute(came).all()
    return [Came(unit, max(1, _pieces(quantity)), until, batch) for unit, quantity, until, batch in rows]


def _pieces(quantity: Quantity) -> int:
    return -(-quantity.thousandths // THOUSAND)
