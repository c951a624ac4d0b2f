"""Goods with what may be given on them, as the till takes them into a cart.

Only a good that some promotion is for costs a second look, at its floor: the last known cost
of the shop's own, the standing deal of a maker's.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from time import monotonic_ns

from sqlalchemy import Connection

from consignment import terms
from consignment.terms import Deal, Terms
from inventory import promotions, stock_queries
from inventory.goods import Good
from inventory.lots import UnitCost
from inventory.promotion_offers import NO_PROMOTIONS, Bearer, Floor, Promotions
from koperasi import masters
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import ONE, Quantity
from pos.allotments import ALL_HERS
from pos.cart import Cart

#: In nanoseconds.
LOOK_AGAIN = 1_000_000_000


@dataclass(slots=True)
class InUse:
    """The promotions in use, kept in memory; read again when master data have changed.

    Whether they have is asked of the database at most once in `LOOK_AGAIN`, so that
    scanning does not wait for it.
    """

    promotions: Promotions = NO_PROMOTIONS
    _as_of: tuple[int, date] | None = None
    _looked: int | None = None

    def now(self, connection: Connection, day: date) -> Promotions:
        """Those that may hold on a business day."""
        looked = monotonic_ns()
        if self._looked is None or looked - self._looked >= LOOK_AGAIN:
            self._looked = looked
            as_of = (masters.version(connection), day)
            if as_of != self._as_of:
                self.promotions, self._as_of = promotions.in_use(connection, day), as_of
        return self.promotions


def offered(connection: Connection, location_id: int, known: Promotions, goods: Collection[Good]) -> dict[int, Good]:
    """By id, those of the goods that some promotion is for, with all of them and the floor."""
    its = {good.product_id: known.of(good.product_id, good.category_id, good.maker_id) for good in goods}
    aimed = [good for good in goods if its[good.product_id]]
    if not aimed:
        return {}
    floors = _floors(connection, location_id, aimed)
    return {
        product: replace(good, promotions=its[product], floor=floors[product])
        for good in aimed
        for product in (good.product_id,)
    }


def renewed(cart: Cart, known: Mapping[int, Good]) -> Cart:
    """A cart that was written down, its goods as they are known now; what was promised stands until a change."""
    return replace(cart, rows=tuple(replace(row, good=known.get(row.good.product_id, row.good)) for row in cart.rows))


def _floors(connection: Connection, location_id: int, goods: Collection[Good]) -> dict[int, Floor]:
    floors = {good.product_id: Floor() for good in goods}
    makers = [good.product_id for good in goods if good.maker_id is not None]
    own = [good.product_id for good in goods if good.maker_id is None and not good.is_service]
    if makers:
        deals = terms.of_product(connection, makers)
        floors |= {product: _deal(deals.get(product, ALL_HERS)) for product in makers}
    if own:
        costs = stock_queries.last_costs(connection, location_id, own)
        floors |= {product: Floor(cost) for product, cost in costs.items()}
    return floors


@dataclass(frozen=True, slots=True)
class DealFloor(Floor):
    """The floor of goods whose deal is more than a rate: what it gives their maker."""

    deal: Terms = ALL_HERS

    def least(self, quantity: Quantity, listed: Rupiah, bearer: Bearer) -> Rupiah:
        """As `Floor.least` says."""
        if bearer is Bearer.MAKER:
            return ZERO
        return terms.share_borne(self.deal, quantity, listed, listed, ZERO).maker


def _deal(deal: Terms) -> Floor:
    if deal.deal is Deal.FIXED and not deal.fee_each:
        return Floor(UnitCost(deal.payout_each, ONE), fixed=True)
    if deal.deal is Deal.COMMISSION and not deal.fee_each:
        return Floor(rate_bps=deal.rate_bps)
    return DealFloor(deal=deal)
