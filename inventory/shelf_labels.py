"""Shelf labels: what the last one printed of each unit says, and which are to be printed anew.

A label is to be printed again when it would say something else today: another price, a
wholesale step more, another name.  Goods that changed since their label was printed, or
whose price began or ended on a day since, are found by the versions of their rows; only of
those it is reckoned what a label says now.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, ForeignKey, select, text
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, mapped_column

from inventory import price_queries, pricing, queries
from inventory.goods import Good, Unit
from inventory.products import Product, ProductUnit
from koperasi.database import LOCAL, Record
from koperasi.errors import Refused
from koperasi.members import USUAL_CLASS
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.work import Work


class PrintedLabel(Record):
    """What the last shelf label of a unit says in a branch."""

    __tablename__ = "printed_labels"
    __table_class__ = LOCAL

    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), primary_key=True, autoincrement=False)
    product_unit_id: Mapped[int] = mapped_column(ForeignKey("product_units.id"), primary_key=True, autoincrement=False)
    price: Mapped[Rupiah]
    #: All that it says, for comparison (`Tag.says`).
    says: Mapped[str]
    printed_on: Mapped[date]
    printed_at: Mapped[datetime]
    #: The newest master row there was when it was printed (`masters.version`).
    version: Mapped[int]


@dataclass(frozen=True, slots=True)
class Tag:
    """What a shelf label says of a unit on a day."""

    product_id: int
    code: str
    name: str
    shelf: str
    unit_id: int
    unit: str
    factor: Quantity
    price: Rupiah
    #: From so many base units on, each unit costs so much.
    tiers: tuple[tuple[Quantity, Rupiah], ...]
    #: What members pay, where it is less.
    member: Rupiah | None
    #: What is in one base unit ("150", "g"), for the price per kg or litre.
    content: Quantity | None = None
    content_unit: str = ""

    @property
    def says(self) -> str:
        """Everything that can be read on it, for comparison."""
        steps = [f"{quantity.thousandths}:{price.amount}" for quantity, price in self.tiers]
        member = "" if self.member is None else str(self.member.amount)
        inside = "" if self.content is None else f"{self.content.thousandths}{self.content_unit}"
        return "|".join((self.name, self.unit, str(self.price.amount), ",".join(steps), member, inside))


@dataclass(frozen=True, slots=True)
class Reprint:
    """A label that is to be printed: what it will say, and what the old one says (None: there is none)."""

    tag: Tag
    old_price: Rupiah | None
    printed_on: date | None


def tag_of(good: Good, unit: Unit, branch_id: int, day: date) -> Tag | None:
    """What a shelf label of a unit says on a day; None where it has no price."""
    try:
        now = pricing.price(unit, unit.factor, None, branch_id, day)
    except Refused:
        return None
    hers = pricing.price(unit, unit.factor, USUAL_CLASS, branch_id, day).unit_price
    steps, last = [], now.unit_price
    for quantity in sorted({line.min_quantity for line in unit.prices if line.min_quantity > unit.factor}):
        reached = pricing.price(unit, quantity, None, branch_id, day)
        if reached.unit_price < last:
            steps.append((quantity, reached.unit_price))
            last = reached.unit_price
    member = hers if hers < now.unit_price else None
    what = (good.product_id, good.code, good.name, good.shelf, unit.id, unit.name, unit.factor)
    return Tag(*what, now.unit_price, tuple(steps), member)


def tags(connection: Connection, branch_id: int, day: date, units: Sequence[int]) -> list[Tag]:
    """What labels of these units say on a day, in the order asked for; units without a price are left out."""
    found: dict[int, Tag] = {}
    for part in price_queries.parts(units):
        owned = select(ProductUnit.id, ProductUnit.product_id).where(ProductUnit.retired_at.is_(None))
        owners: dict[int, int] = dict(connection.execute(owned.where(ProductUnit.id.in_(part))).all())
        goods = queries.goods(connection, set(owners.values()))
        contents = _contents(connection, set(owners.values()))
        for unit_id, product_id in owners.items():
            good = goods.get(product_id)
            made = tag_of(good, good.unit(unit_id), branch_id, day) if good is not None else None
            if made is not None:
                found[unit_id] = _with_content(made, *contents[product_id])
    return [found[each] for each in units if each in found]


def _contents(connection: Connection, products: Collection[int]) -> dict[int, tuple[Quantity | None, str]]:
    found = select(Product.id, Product.content, Product.content_unit).where(Product.id.in_(products))
    return {number: (content, unit or "") for number, content, unit in connection.execute(found)}


def _with_content(tag: Tag, content: Quantity | None, unit: str) -> Tag:
    what = {name: getattr(tag, name) for name in Tag.__slots__}
    return Tag(**{**what, "content": content, "content_unit": unit})


#: Units whose row, good or price changed since their label, or where a price began or ended since.
_CHANGED = """
SELECT l.product_unit_id, l.price, l.says, l.printed_on FROM printed_labels l
JOIN product_units u ON u.id = l.product_unit_id JOIN products p ON p.id = u.product_id
WHERE l.branch_id = :branch AND u.retired_at IS NULL AND p.retired_at IS NULL AND (
  p.version > l.version OR u.version > l.version OR EXISTS (
    SELECT 1 FROM prices x WHERE x.product_unit_id = l.product_unit_id AND (
      x.version > l.version
      OR (x.retired_at IS NULL AND x.valid_from > l.printed_on AND x.valid_from <= :day)
      OR (x.retired_at IS NULL AND x.valid_until >= l.printed_on AND x.valid_until < :day))))
ORDER BY COALESCE(p.shelf, ''), p.name, u.place
"""
#: Units with a price of which no label was ever printed here.
_NEVER = """
SELECT u.id FROM products p JOIN product_units u ON u.product_id = p.id
WHERE p.retired_at IS NULL AND u.retired_at IS NULL
AND EXISTS (SELECT 1 FROM prices x WHERE x.product_unit_id = u.id AND x.retired_at IS NULL)
AND NOT EXISTS (SELECT 1 FROM printed_labels l WHERE l.branch_id = :branch AND l.product_unit_id = u.id)
ORDER BY COALESCE(p.shelf, ''), p.name, u.place LIMIT :most
"""


def to_reprint(connection: Connection, branch_id: int, day: date, limit: int, *, never: bool = True) -> list[Reprint]:
    """Labels that would say something else on `day` than the last one printed, shelf by shelf.

    After them, where `never`, those of goods that never had one.  A price planned for a later
    day turns up on its day.
    """
    found = list(_differing(connection, branch_id, day, limit))
    if never and len(found) < limit:
        asked = {"branch": branch_id, "most": limit - len(found)}
        units = list(connection.execute(text(_NEVER), asked).scalars())
        found += [Reprint(tag, None, None) for tag in tags(connection, branch_id, day, units)]
    return found


def _differing(connection: Connection, branch_id: int, day: date, limit: int) -> Iterator[Reprint]:
    statement = text(_CHANGED).columns(
        PrintedLabel.product_unit_id, PrintedLabel.price, PrintedLabel.says, PrintedLabel.printed_on
    )
    rows = {row[0]: row for row in connection.execute(statement, {"branch": branch_id, "day": day.isoformat()})}
    left = limit
    for part in price_queries.parts(list(rows), max(min(limit, price_queries.AT_ONCE), 1)):
        for tag in tags(connection, branch_id, day, part):
            _unit, price, says, printed_on = rows[tag.unit_id]
            if says != tag.says and left:
                left -= 1
                yield Reprint(tag, price, printed_on)
        if not left:
            return


def printed_unguarded(work: Work, printed: Sequence[Tag], day: date, version: int) -> None:
    """Keep what was printed, inside the deed that prints: `day` is the day whose prices they show.

    `version` is that of the newest master row when the labels were read, or before: rows that
    changed later are looked at again.
    """
    rows = {tag.unit_id: _row(work, tag, day, version) for tag in printed}
    for part in price_queries.parts(sorted(rows)):
        work.connection.execute(_upsert(work.connection.dialect.name), [rows[each] for each in part])


def _upsert(dialect: str) -> Any:
    """Two who print the same label at once both keep it; the last one counts."""
    make = sqlite.insert if dialect == "sqlite" else postgresql.insert
    statement = make(PrintedLabel)
    keys = ("branch_id", "product_unit_id")
    told = {name: statement.excluded[name] for name in ("price", "says", "printed_on", "printed_at", "version")}
    return statement.on_conflict_do_update(index_elements=keys, set_=told)


def _row(work: Work, tag: Tag, day: date, version: int) -> dict[str, Any]:
    return {
        "branch_id": work.shop.branch.id,
        "product_unit_id": tag.unit_id,
        "price": tag.price,
        "says": tag.says,
        "printed_on": day,
        "printed_at": work.now,
        "version": version,
    }
