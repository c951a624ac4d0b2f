"""Judging a count: each counted good beside what the ledger held of it at that instant."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, exists, func, select
from sqlalchemy.orm import aliased

from inventory import count_afters, count_records, count_rules, stock_queries
from inventory.count_afters import After
from inventory.count_facts import StockCount, StockCountLine
from inventory.count_records import CountGood, Session
from inventory.count_rules import Counted, Scope, Tolerance
from inventory.lots import UnitCost
from inventory.products import Category, Product, ProductKind, ProductUnit
from inventory.stock import Move
from koperasi.branches import Branch
from koperasi.columns import among, summed
from koperasi.documents import Document
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.settings import Settings


@dataclass(frozen=True, slots=True)
class Facts:
    """A good as a count shows it; `units` are (name, factor), the base unit among them."""

    product_id: int
    code: str
    name: str
    base_unit: str
    shelf: str
    category_id: int | None
    category: str
    maker_id: int | None
    units: tuple[tuple[str, Quantity], ...]

    def words(self, quantity: Quantity) -> str:
        """`3 Dus 5 Pcs`."""
        return count_rules.in_units(quantity, self.units)


_FACTS = (
    select(
        Product.id,
        Product.code,
        Product.name,
        Product.base_unit,
        func.coalesce(Product.shelf, ""),
        Product.category_id,
        func.coalesce(Category.name, ""),
        Product.maker_id,
    )
    .outerjoin(Category, Category.id == Product.category_id)
    .where(among(Product.id, "products"))
)
_UNITS = (
    select(ProductUnit.product_id, ProductUnit.name, ProductUnit.factor)
    .where(among(ProductUnit.product_id, "products"), ProductUnit.retired_at.is_(None))
    .order_by(ProductUnit.product_id, ProductUnit.place)
)


def facts(connection: Connection, products: Collection[int]) -> dict[int, Facts]:
    """What a count shows of goods."""
    asked = {"products": list(products)}
    units: dict[int, list[tuple[str, Quantity]]] = {}
    for product, name, factor in connection.execute(_UNITS, asked):
        units.setdefault(product, []).append((name, factor))
    return {
        row[0]: Facts(*row, units=tuple(units.get(row[0], [(row[3], ONE)])))
        for row in connection.execute(_FACTS, asked)
    }


def in_scope(session: Session) -> ColumnElement[bool]:
    """Which products a session is about, as a condition on `products`."""
    if session.scope is Scope.SHELF:
        return func.coalesce(Product.shelf, "") == session.scope_key
    if session.scope is Scope.CATEGORY:
        return Product.category_id == int(session.scope_key)
    if session.scope is Scope.LIST:
        listed = CountGood.session_id == session.id
        return exists().where(listed, CountGood.product_id == Product.id)
    return Product.kind == ProductKind.GOODS


_AFTERS_ORIGINAL = aliased(Document)
_AFTERS_REVERSAL = aliased(Document)
_AFTERS = (
    select(
        Move.product_id,
        summed(Move.quantity),
        Move.reason,
        Document.at,
        Document.posted_at,
        Document.business_date,
        Document.shift_id,
        _AFTERS_ORIGINAL.posted_at,
        StockCountLine.counted_at,
        _AFTERS_REVERSAL.id.is_not(None),
    )
    .join(Document, Document.id == Move.document_id)
    .outerjoin(_AFTERS_ORIGINAL, _AFTERS_ORIGINAL.id == Document.reverses_id)
    .outerjoin(_AFTERS_REVERSAL, _AFTERS_REVERSAL.reverses_id == Document.id)
    .outerjoin(
        StockCountLine,
        (StockCountLine.document_id == Document.id) & (StockCountLine.product_id == Move.product_id),
    )
    .group_by(
        Document.id,
        Move.product_id,
        Move.reason,
        _AFTERS_ORIGINAL.posted_at,
        _AFTERS_REVERSAL.id,
        StockCountLine.counted_at,
    )
)


def afters(connection: Connection, session: Session) -> list[After]:
    """What was posted at the session's location since it began."""
    rows = connection.execute(afters_asked(session))
    return [After(*(*row[:9], bool(row[9]))) for row in rows]


def afters_asked(session: Session) -> Any:
    """What `afters` asks: first the few documents, so that nobody walks through all moves there ever were."""
    since = select(Document.id).where(Document.posted_at >= session.started_at)
    return _AFTERS.where(Move.document_id.in_(since), Move.location_id == session.location_id)


@dataclass(frozen=True, slots=True)
class Judged:
    """A counted good: its rounds, the newest of which decides, and what is known beside them."""

    facts: Facts
    rounds: tuple[Counted, ...]
    cost: UnitCost
    in_scope: bool
    #: Another round is asked for and not yet counted.
    waiting: bool
    #: Its newest round decides: within tolerance, agreed, or the third.
    settled: bool
    #: Another session counted it later and was booked: this figure is old.
    overtaken: bool
    #: Rung up soon after it was counted.
    sold_soon: Quantity

    @property
    def last(self) -> Counted:
        return self.rounds[-1]

    @property
    def variance(self) -> Quantity:
        return NOTHING if self.overtaken else self.last.variance

    @property
    def worth(self) -> Rupiah:
        """What the difference is worth at the last known cost; nothing for makers' goods."""
        value = self.cost.of(abs(self.variance))
        return -value if self.variance < NOTHING else value

    @property
    def must_recount(self) -> bool:
        """Whether it cannot be booked before someone has counted it again."""
        return self.in_scope and not self.overtaken and (self.waiting or not self.settled)


def tolerance(settings: Settings) -> Tolerance:
    """How far a count may be off in this branch."""
    return Tolerance(
        Quantity.of(settings.count_tolerance_pieces),
        settings.count_tolerance_bps,
        Rupiah(settings.count_tolerance_value),
    )


def judged(connection: Connection, session: Session, branch: Branch, settings: Settings) -> list[Judged]:
    """Every good that was counted, by shelf and name."""
    after = afters(connection, session)
    amended = count_afters.amended(count_records.entries(connection, session.id), after, branch.business_date)
    by_product: dict[int, list[count_rules.Entry]] = {}
    for entry in amended:
        by_product.setdefault(entry.product_id, []).append(entry)
    rounds = {product: tuple(count_rules.counted(each)) for product, each in by_product.items()}
    rounds = {product: each for product, each in rounds.items() if each}
    known = facts(connection, rounds)
    costs = stock_queries.last_costs(connection, session.location_id, list(rounds))
    belonging = _belonging(connection, session, rounds)
    asked = count_records.recounts(connection, session.id)
    allowed, basket = tolerance(settings), timedelta(minutes=settings.count_basket_minutes)
    moved: dict[int, list[After]] = {}
    for each in after:
        moved.setdefault(each.product_id, []).append(each)
    found = []
    for product, each_rounds in rounds.items():
        good, later = known[product], moved.get(product, [])
        cost = UnitCost() if good.maker_id is not None else costs.get(product, UnitCost())
        found.append(
            Judged(
                good,
                each_rounds,
                cost,
                product in belonging,
                asked.get(product, 1) > each_rounds[-1].turn,
                count_rules.settled(each_rounds, allowed, cost),
                count_afters.overtaken(each_rounds[-1], later),
                count_afters.sold_soon(each_rounds[-1], later, basket),
            )
        )
    return sorted(found, key=lambda each: (each.facts.shelf, each.facts.name, each.facts.code))


def _belonging(connection: Connection, session: Session, products: Iterable[int]) -> set[int]:
    asked = select(Product.id).where(among(Product.id, "products"), in_scope(session))
    return set(connection.execute(asked, {"products": list(products)}).scalars())


def last_counted(connection: Connection, location_id: int, products: Collection[int]) -> dict[int, datetime]:
    """When each product was last counted there; those never counted are left out, and counts that were reversed."""
    reversal = aliased(Document)
    found = (
        select(StockCountLine.product_id, func.max(StockCountLine.counted_at))
        .join(StockCount, StockCount.document_id == StockCountLine.document_id)
        .where(StockCount.location_id == location_id, among(StockCountLine.product_id, "products"))
        .where(~exists().where(reversal.reverses_id == StockCountLine.document_id))
        .group_by(StockCountLine.product_id)
    )
    return dict(connection.execute(found, {"products": list(products)}).all())
