"""Cost alarms: a good costs more (or less) than it did, or as much as it is sold for.

Told before goods are received, with the price that keeps the margin there was, and noted
with the purchase, so that what nobody looked at can be listed.  All but the reading is pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from sqlalchemy import Connection, select

from inventory import costs as list_costs
from inventory import queries
from inventory.goods import Good, PriceLine, Unit
from inventory.locations import Location
from inventory.lots import LotRecord, UnitCost
from inventory.purchase_terms import CostAlarm
from inventory.stock import ProductStock
from koperasi.documents import Facts
from koperasi.money import Rupiah, half_up
from koperasi.quantity import NOTHING, Quantity
from koperasi.work import Work

WHOLE = 10_000
#: Prices are proposed in steps of so many rupiah, upwards.
STEP = 100
ONE_DAY = timedelta(days=1)


class Costed(Protocol):
    """A line with its whole cost."""

    @property
    def product_id(self) -> int: ...
    @property
    def base_quantity(self) -> Quantity: ...
    @property
    def cost(self) -> Rupiah: ...


@dataclass(frozen=True, slots=True)
class Proposal:
    """A price that a unit has, what the unit costs now, and the price that keeps the margin it had.

    `proposed` is None where no earlier cost tells a margin.
    """

    unit: Unit
    line: PriceLine
    cost: Rupiah
    proposed: Rupiah | None

    @property
    def past(self) -> bool:
        """It sells at its cost or below."""
        return self.line.price <= self.cost


@dataclass(frozen=True, slots=True)
class Alarm:
    """What a good cost, what it costs now, and the prices that no longer fit.

    `moved` is how far the cost went, in basis points of what it was (0 where nothing is known of it).
    """

    product_id: int
    name: str
    was: UnitCost
    now: UnitCost
    moved: int
    proposals: tuple[Proposal, ...]

    @property
    def past_price(self) -> bool:
        return any(each.past for each in self.proposals)

    @property
    def changes(self) -> tuple[Proposal, ...]:
        """Those whose price would become another."""
        return tuple(each for each in self.proposals if each.proposed and each.proposed != each.line.price)


def share(was: UnitCost, now: UnitCost) -> int:
    """How far a cost moved, in basis points of what it was; 0 where it was not known."""
    before = was.value.amount * now.quantity.thousandths
    if before <= 0:
        return 0
    after = now.value.amount * was.quantity.thousandths
    return half_up((after - before) * WHOLE, before)


def alarm(good: Good, was: UnitCost, now: UnitCost, least: int, day: date) -> Alarm | None:
    """What is to be told of a good's new cost; None when it moved less than `least` basis points and all prices fit.

    Goods that came for nothing tell nothing of a price.
    """
    if now.quantity <= NOTHING or not now.value:
        return None
    moved = share(was, now)
    proposals = tuple(_proposal(unit, line, was, now) for unit in good.units for line in held(unit, day))
    past = any(each.past for each in proposals)
    if abs(moved) < least and not past:
        return None
    return Alarm(good.product_id, good.name, was, now, moved, proposals)


def held(unit: Unit, day: date) -> list[PriceLine]:
    """The usual prices of a unit on a day: retail, members', wholesale; no promotion with an end.

    A price that ends only because the next one begins the day after is a usual one.
    """
    begins = {(_stand(line), line.valid_from) for line in unit.prices if line.valid_from}
    usual = [
        line
        for line in unit.prices
        if (line.valid_from or day) <= day
        and (line.valid_until is None or day <= line.valid_until)
        and (line.valid_until is None or (_stand(line), line.valid_until + ONE_DAY) in begins)
    ]
    return sorted(usual, key=lambda line: (line.rule.value, line.price_class, line.min_quantity))


def _stand(line: PriceLine) -> tuple[object, ...]:
    """What a price stands for, whatever its days."""
    return line.rule, line.price_class, line.min_quantity, line.branch_id


def _proposal(unit: Unit, line: PriceLine, was: UnitCost, now: UnitCost) -> Proposal:
    cost, before = now.of(unit.factor), was.of(unit.factor)
    if not before or not line.price:
        return Proposal(unit, line, cost, None)
    kept = -(-line.price.amount * cost.amount // before.amount)
    least = max(kept, cost.amount + 1)
    return Proposal(unit, line, cost, Rupiah(-(-least // STEP) * STEP))


def together(lines: Iterable[Costed]) -> dict[int, UnitCost]:
    """What each product costs by a purchase, over all its lines, free ones too."""
    found: dict[int, UnitCost] = {}
    for each in lines:
        before = found.get(each.product_id, UnitCost())
        found[each.product_id] = UnitCost(before.value + each.cost, before.quantity + each.base_quantity)
    return found


def alarms(
    goods: Mapping[int, Good], was: Mapping[int, UnitCost], lines: Iterable[Costed], least: int, day: date
) -> list[Alarm]:
    """The alarms of a purchase, in the order of its lines; consigned goods and services have none."""
    found = []
    for product_id, now in together(lines).items():
        good = goods.get(product_id)
        if good is not None and not good.is_service and good.maker_id is None:
            found.append(alarm(good, was.get(product_id, UnitCost()), now, least, day))
    return [each for each in found if each is not None]


def last_costs(connection: Connection, branch_id: int, products: Collection[int]) -> dict[int, UnitCost]:
    """The last known cost of each product anywhere in a branch; else the catalogue's."""
    rows = connection.execute(
        select(ProductStock.product_id, ProductStock.cost_value, ProductStock.cost_quantity)
        .join(Location, Location.id == ProductStock.location_id)
        .join(LotRecord, LotRecord.id == ProductStock.last_lot_id)
        .where(ProductStock.product_id.in_(products), Location.branch_id == branch_id)
        .order_by(LotRecord.received_on, LotRecord.id)
    )
    known = {product: UnitCost(value, quantity) for product, value, quantity in rows if quantity > NOTHING}
    unknown = [product for product in products if product not in known]
    return known | (list_costs.of_products(connection, unknown) if unknown else {})


def of_purchase(connection: Connection, branch_id: int, lines: Sequence[Costed], least: int, day: date) -> list[Alarm]:
    """What is to be told before these lines are received."""
    products = sorted({each.product_id for each in lines})
    goods = queries.goods(connection, products)
    return alarms(goods, last_costs(connection, branch_id, products), lines, least, day)


def facts(work: Work, document_id: int, lines: Sequence[Costed]) -> list[Facts]:
    """The alarms of a purchase about to be posted, as facts."""
    branch, least = work.shop.branch, work.shop.settings.cost_alarm_bps
    day = branch.business_date(work.now)
    rows = [
        {
            "document_id": document_id,
            "product_id": each.product_id,
            "was_value": each.was.value,
            "was_quantity": each.was.quantity,
            "now_value": each.now.value,
            "now_quantity": each.now.quantity,
            "past_price": each.past_price,
        }
        for each in of_purchase(work.connection, branch.id, lines, least, day)
    ]
    return [Facts(CostAlarm, rows)]
