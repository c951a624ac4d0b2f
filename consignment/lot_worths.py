"""What a maker's lot would bring her: its terms, the list price, and the conditions it was brought under.

For goods that are not sold: what is given back, lost or taken over is told at what a sale at
today's list price would have owed her (domain/consignment.md 5.3).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import Connection, select

from consignment import agreement_queries, deliveries
from consignment import terms as standing
from consignment.agreements import UNWRITTEN, Conditions
from consignment.consigned_lots import ConsignedLot
from consignment.delivery_facts import DeliveryCorrectionLine
from consignment.terms import Deal, Terms, share_borne
from inventory import pricing, queries
from inventory.lots import LotRecord
from koperasi.documents import Document
from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, ONE, THOUSAND, Quantity

#: First days and what was agreed on from then, in their order.
Versions = tuple[tuple[date, Conditions], ...]
#: A lot of which no terms are known is all hers, as at its sale.
ALL_HERS = Terms(Deal.COMMISSION, 0)


@dataclass(frozen=True, slots=True)
class LotWorth:
    """A maker's lot with all that its worth is reckoned by.

    `price` is the list price of a base unit, None where the good has none; `brought` what
    was delivered, nothing where a sale or a count opened the lot.
    """

    lot_id: int
    maker_id: int
    product_id: int
    terms: Terms
    price: Rupiah | None
    conditions: Conditions
    brought: Quantity = NOTHING
    #: Her versions with their first days, for a lot that names no agreement of its own.
    versions: Versions = ()

    def on(self, day: date) -> LotWorth:
        """The same lot by what was agreed on another day; one that names its agreement stays by that."""
        return replace(self, conditions=_begun(self.versions, day)) if self.versions else self

    def worth(self, quantity: Quantity) -> Rupiah | None:
        """Her share of so much (base units) at the list price; None without a price that tells it."""
        if self.price is None and self.terms.deal is not Deal.FIXED:
            return None
        gross = quantity.at(self.price if self.price is not None else self.terms.payout_each)
        return share_borne(self.terms, quantity, gross, gross, ZERO).maker

    @property
    def tolerance(self) -> Quantity:
        """What may be missing of the lot before the shop answers for it; whole pieces of what came in pieces."""
        allowed = self.brought.thousandths * self.conditions.tolerance_bps // 10_000
        whole = self.brought.thousandths % THOUSAND == 0
        return Quantity(allowed // THOUSAND * THOUSAND if whole else allowed)


def of_lots(connection: Connection, lots: Collection[int], branch_id: int, day: date) -> dict[int, LotWorth]:
    """The worths of makers' lots on a day; the shop's own are left out.

    The conditions are those of the agreement a lot was brought under, else of the maker's
    agreement on the day, else the usual ones.
    """
    lot = LotRecord
    owned = select(lot.id, lot.owner_id, lot.product_id).where(lot.id.in_(sorted(lots)), lot.owner_id.is_not(None))
    rows = [(lot_id, int(owner or 0), product) for lot_id, owner, product in connection.execute(owned)]
    deals = terms_of(connection, {lot_id: product for lot_id, _owner, product in rows})
    prices = list_prices(connection, {product for _lot, _owner, product in rows}, branch_id, day)
    own, versions = _agreed(connection, {lot_id: owner for lot_id, owner, _product in rows})
    brought = brought_of(connection, [lot_id for lot_id, _owner, _product in rows])
    return {
        lot_id: LotWorth(
            lot_id,
            owner,
            product,
            deals[lot_id],
            prices[product],
            own.get(lot_id) or _begun(versions.get(owner, ()), day),
            brought.get(lot_id, NOTHING),
            () if lot_id in own else versions.get(owner, ()),
        )
        for lot_id, owner, product in rows
    }


def terms_of(connection: Connection, lots: Mapping[int, int]) -> dict[int, Terms]:
    """Lot → its terms, given lot → product: its own, else its product's standing ones, else all hers."""
    found = deliveries.terms_of(connection, lots.keys())
    by_product = standing.of_product(connection, sorted({lots[lot] for lot in lots.keys() - found.keys()}))
    return {lot: found.get(lot) or by_product.get(product, ALL_HERS) for lot, product in lots.items()}


def list_prices(
    connection: Connection, products: Collection[int], branch_id: int, day: date
) -> dict[int, Rupiah | None]:
    """What a base unit of each product sells for to everybody on a day; None where it has no price."""
    found: dict[int, Rupiah | None] = dict.fromkeys(products)
    for product, good in queries.goods(connection, sorted(products)).items():
        try:
            found[product] = pricing.price(good.base, ONE, None, branch_id, day).list_price
        except Refused:
            continue
    return found


def conditions_of(connection: Connection, lots: Mapping[int, tuple[int, date]]) -> dict[int, Conditions]:
    """Lot → what was agreed on beside the deals, given lot → (maker, day): the lot's own agreement, else hers then."""
    own, versions = _agreed(connection, {lot: maker for lot, (maker, _day) in lots.items()})
    return {lot: own.get(lot) or _begun(versions.get(maker, ()), day) for lot, (maker, day) in lots.items()}


def _agreed(connection: Connection, lots: Mapping[int, int]) -> tuple[dict[int, Conditions], dict[int, Versions]]:
    """Lot → what its own agreement says; maker → her versions, for the lots that name none."""
    own = {lot: each.conditions for lot, each in agreement_queries.of_lots(connection, lots.keys()).items()}
    makers = {maker for lot, maker in lots.items() if lot not in own}
    found = agreement_queries.of_makers(connection, makers) if makers else {}
    return own, {maker: tuple((each.starts_on, each.conditions) for each in told) for maker, told in found.items()}


def _begun(versions: Versions, day: date) -> Conditions:
    """What held on a day: the last version that had begun."""
    return next((each for first, each in reversed(versions) if first <= day), UNWRITTEN)


def brought_of(connection: Connection, lots: Collection[int]) -> dict[int, Quantity]:
    """How much each lot was delivered with, by the last correction where there is one."""
    lot, right, wanted = ConsignedLot, DeliveryCorrectionLine, sorted(lots)
    found = {
        row.lot_id: row.quantity
        for row in connection.execute(select(lot.lot_id, lot.quantity).where(lot.lot_id.in_(wanted)))
    }
    corrected = (
        select(right.lot_id, right.becomes)
        .join(Document, Document.id == right.document_id)
        .where(right.lot_id.in_(wanted))
        .order_by(Document.posted_at, Document.id)
    )
    return found | {row.lot_id: row.becomes for row in connection.execute(corrected)}
