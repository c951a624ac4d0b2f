"""What was sold of every good in some days, and what is known of the good: rows for the manager's questions.

The sums are those of closed shifts, kept at their close, and of open ones, so every paper
about sold goods has the same figures.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, func, select, text

from inventory import stock_levels
from inventory.products import ProductKind
from koperasi import account_queries
from koperasi.bulk import Prepared
from koperasi.chart import ACCOUNT_IDS
from koperasi.documents import Kind
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.periods import Period
from koperasi.quantity import NOTHING
from pos import locked_sales, totals
from pos.rollups import DayTotal, MonthTotal
from pos.totals import Topic


class Sold(NamedTuple):
    """What was sold of a good, in whole thousandths and rupiah: there may be a hundred thousand goods.

    `net` is what customers paid, PPN (`tax`) in it.
    """

    quantity: int = 0
    gross: int = 0
    discount: int = 0
    net: int = 0
    cost: int = 0
    maker_share: int = 0
    tax: int = 0

    @property
    def margin(self) -> int:
        """What is left for the shop: of members' goods its commission."""
        return self.net - self.tax - self.cost - self.maker_share

    def shown(self) -> tuple[int, ...]:
        """How much, what it brought, and what is taken off that until the margin is left."""
        quantity, gross, discount, net, cost, maker_share, tax = self
        return (quantity, gross, discount, net, tax, cost, maker_share, net - tax - cost - maker_share)


NOTHING_SOLD = Sold()


def added(parts: Iterable[Sold]) -> Sold:
    """All of them as one sum."""
    columns = [*zip(*parts, strict=True)]
    return Sold(*map(sum, columns)) if columns else NOTHING_SOLD


class Ware(NamedTuple):
    """A good or service as a report names it; `owner` is the maker of members' goods."""

    product_id: int
    code: str
    name: str
    unit: str
    category: str
    owner: str
    kind: str

    @property
    def service(self) -> bool:
        return self.kind == ProductKind.SERVICE

    @property
    def consigned(self) -> bool:
        return bool(self.owner)


def sold(connection: Connection, period: Period) -> dict[int, Sold]:
    """Product → what was sold of it in the days, returns taken off."""
    found = totals.added(connection, period.branch, period.first, period.last, Topic.PRODUCT, Sold._fields)
    return {int(key): Sold(*sums) for key, *sums in found}


_WARES = """
SELECT p.id, p.code, p.name, p.base_unit, COALESCE(c.name, ''), COALESCE(o.name, ''), p.kind
FROM products p LEFT JOIN categories c ON c.id = p.category_id LEFT JOIN parties o ON o.id = p.maker_id
WHERE 1 = 1
"""


def wares(connection: Connection, period: Period) -> dict[int, Ware]:
    """Every good and service that the choices leave, by its id."""
    statement = _WARES + stock_levels.chosen_goods(period, "p")
    asked = {"category": period.choices.category_id} if period.choices.category_id is not None else {}
    found = Prepared(text(statement)).rows(connection, **asked)
    chosen = {row[0]: Ware(*row) for row in found}
    if period.choices.supplier_id is None:
        return chosen
    came_from = suppliers(connection)
    wanted = period.choices.supplier_id
    return {each: ware for each, ware in chosen.items() if came_from.get(each, (0, ""))[0] == wanted}


_SUPPLIERS = """
SELECT l.product_id, d.party_id, p.name FROM lots l
JOIN documents d ON d.id = l.document_id JOIN parties p ON p.id = d.party_id
WHERE d.kind = 'purchase' ORDER BY d.business_date, d.posted_at, d.id
"""


def suppliers(connection: Connection) -> dict[int, tuple[int, str]]:
    """Product → whom it was last bought from; goods that were never bought from anybody are left out."""
    return {row[0]: (row[1], row[2]) for row in connection.execute(text(_SUPPLIERS))}


def last_sold(connection: Connection, period: Period, products: Collection[int]) -> dict[int, date]:
    """Of these products the last day up to the period's end on which more was sold than came back."""
    wanted = {str(each) for each in products}
    this_month = period.last.replace(day=1)
    days = _last_in(connection, period, this_month, sorted(wanted))
    kept = select(MonthTotal.key, func.max(MonthTotal.month)).where(*_sold(MonthTotal, period))
    months: dict[date, list[str]] = {}
    for key, month in connection.execute(kept.where(MonthTotal.month < this_month).group_by(MonthTotal.key)):
        if key in wanted and int(key) not in days:
            months.setdefault(month, []).append(key)
    for month, keys in months.items():
        days |= _last_in(connection, period, month, keys)
    for product, day in connection.execute(text(_STILL_OPEN), _days(period)):
        if str(product) in wanted:
            days[product] = max(days.get(product, date.min), date.fromisoformat(day))
    return days


#: So many products are looked up at a time, each on every day of its month.
_AT_ONCE = 400


def _sold(table: type[DayTotal | MonthTotal], period: Period) -> list[ColumnElement[bool]]:
    return [table.topic == Topic.PRODUCT, table.branch_id == period.branch.id, table.quantity > NOTHING]


def _last_in(connection: Connection, period: Period, month: date, keys: Sequence[str]) -> dict[int, date]:
    """The last day of a month, up to the period's end, on which these were sold."""
    days = [month + timedelta(days=each) for each in range(31)]
    past = [day for day in days if day.month == month.month and day <= period.last]
    found: dict[int, date] = {}
    for start in range(0, len(keys), _AT_ONCE):
        asked = (
            select(DayTotal.key, func.max(DayTotal.business_date))
            .where(*_sold(DayTotal, period), DayTotal.business_date.in_(past))
            .where(DayTotal.key.in_(keys[start : start + _AT_ONCE]))
            .group_by(DayTotal.key)
        )
        found |= {int(key): day for key, day in connection.execute(asked)}
    return found


_STILL_OPEN = """
SELECT l.product_id, MAX(d.business_date) FROM till_drawers t
JOIN documents d ON d.shift_id = t.shift_id JOIN sale_lines l ON l.document_id = d.id
WHERE d.branch_id = :branch AND d.business_date <= :last AND l.quantity > 0 GROUP BY l.product_id
"""
_FIRST_CAME = "SELECT product_id, MIN(received_on) FROM lots GROUP BY product_id"


def first_came(connection: Connection) -> dict[int, date]:
    """Product → the day it first came in."""
    return {product: date.fromisoformat(day) for product, day in connection.execute(text(_FIRST_CAME))}


def _days(period: Period) -> dict[str, Any]:
    return {"branch": period.branch.id, "last": period.last.isoformat()}


@dataclass(frozen=True, slots=True)
class Booked:
    """What the books say of sold goods: all that is left, and cost of goods that no sale booked."""

    margin: Rupiah
    #: Goods sold before they came, and corrected purchases: what they turned out to cost more.
    other_cost: Rupiah


_EARNED = (
    Role.SALES_MEMBERS,
    Role.SALES_OTHERS,
    Role.SERVICES_MEMBERS,
    Role.SERVICES_OTHERS,
    Role.COMMISSION_MEMBERS,
    Role.COMMISSION_OTHERS,
)


def booked(connection: Connection, period: Period) -> Booked:
    """What the ledger says that sold goods left in the days; a sale that came late, on its own day."""
    found: dict[tuple[int, bool], int] = {}
    days = account_queries.Days(period.branch.id, period.first, period.last)
    for (account, kind), moved in account_queries.of_kinds(connection, days).items():
        key = (account, kind == Kind.SALE)
        found[key] = found.get(key, 0) + moved.amount.amount
    for (account, kind), amount in locked_sales.read(connection, period).moved.items():
        key = (account, kind == Kind.SALE)
        found[key] = found.get(key, 0) + amount.amount

    def of(roles: Sequence[Role], *, sale: bool) -> int:
        return sum(found.get((ACCOUNT_IDS[role], sale), 0) for role in roles)

    other = of([Role.COST_OF_GOODS], sale=False)
    left = -of([*_EARNED, Role.PROMOTION, Role.COST_OF_GOODS], sale=True) - other
    return Booked(Rupiah(left), Rupiah(other))
