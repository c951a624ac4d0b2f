"""Terms: how the money for a member's goods is shared.

Two deals are first class (domain/consignment.md 2.1).  Komisi: the shop takes a share of
the price, in basis points, floored, and the odd rupiah stays with the member.  Harga titip:
she gets a fixed sum a piece and the shop sets its price.  Three more are agreed now and
then: a commission with a floor for her, one by steps of the price, and a base price of
which she gets most while the surplus is shared otherwise (5.2).  All are computed on the
line part of one lot, by the terms the lot came with.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

import orjson
from sqlalchemy import CheckConstraint, Connection, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory.promotion_offers import Bearer as Bearer
from koperasi.columns import WordColumn
from koperasi.database import MASTER, Record
from koperasi.money import ZERO, Rupiah, of_rate
from koperasi.quantity import Quantity


class Deal(StrEnum):
    """How a price is shared."""

    COMMISSION = "commission"
    FIXED = "fixed"
    #: A commission, but never less than `floor_each` a piece for her.
    FLOOR = "floor"
    #: A commission by the price of a piece: the last step that it reaches.
    TIERED = "tiered"
    #: Of `base_each` a piece the shop takes `rate_bps`, of what is above it `surplus_bps`.
    SURPLUS = "surplus"


@dataclass(frozen=True, slots=True)
class Tier:
    """From this price of one base unit on, the shop's commission in basis points."""

    from_price: Rupiah
    rate_bps: int


@dataclass(frozen=True, slots=True)
class Terms:
    """A deal: `rate_bps` the shop's commission, or `payout_each` hers per base unit.

    `floor_each` and `base_each` are per base unit.  `fee_each` is a fee on each base unit
    sold: off the price before it is shared (`fee_first`), else off her part.
    """

    deal: Deal
    rate_bps: int = 0
    payout_each: Rupiah = ZERO
    floor_each: Rupiah = ZERO
    base_each: Rupiah = ZERO
    surplus_bps: int = 0
    fee_each: Rupiah = ZERO
    fee_first: bool = False
    tiers: tuple[Tier, ...] = field(default=())

    @property
    def more(self) -> str:
        """What the deal, the rate and the fixed sum do not say, as canonical JSON; "" for nothing."""
        said: dict[str, Any] = {
            "base_each": self.base_each.amount,
            "fee_each": self.fee_each.amount,
            "fee_first": int(self.fee_first),
            "floor_each": self.floor_each.amount,
            "surplus_bps": self.surplus_bps,
            "tiers": [[each.from_price.amount, each.rate_bps] for each in self.tiers],
        }
        told = {name: value for name, value in said.items() if value}
        return orjson.dumps(told, option=orjson.OPT_SORT_KEYS).decode() if told else ""

    def with_more(self, more: str) -> Terms:
        """These terms with what `more` wrote down."""
        if not more:
            return self
        told = orjson.loads(more)
        return replace(
            self,
            floor_each=Rupiah(told.get("floor_each", 0)),
            base_each=Rupiah(told.get("base_each", 0)),
            surplus_bps=told.get("surplus_bps", 0),
            fee_each=Rupiah(told.get("fee_each", 0)),
            fee_first=bool(told.get("fee_first", 0)),
            tiers=tuple(Tier(Rupiah(price), rate) for price, rate in told.get("tiers", ())),
        )


@dataclass(frozen=True, slots=True)
class Share:
    """A line part's money: hers, the shop's commission (never negative), and what the shop adds.

    `maker + commission - promotion` is the net amount.
    """

    maker: Rupiah
    commission: Rupiah
    promotion: Rupiah


class ProductTerms(Record):
    """The terms of a maker's product where no lot tells them: a sale before any delivery."""

    __tablename__ = "product_terms"
    __table_class__ = MASTER
    __table_args__ = (CheckConstraint("rate_bps BETWEEN 0 AND 10000", name="rate_bps"),)

    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True, autoincrement=False)
    deal: Mapped[Deal] = mapped_column(WordColumn(Deal))
    rate_bps: Mapped[int]
    payout_each: Mapped[Rupiah]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)
    #: `Terms.more`.
    more: Mapped[str | None] = mapped_column(default=None)


def share(terms: Terms, quantity: Quantity, gross: Rupiah, net: Rupiah, bearer: Bearer) -> Share:
    """Share a line part's money when one side bears all of its discount.

    `gross` is before the line's discount, `net` after it; a discount the shop bears leaves
    her share as if there were none.  What she gets beyond `net` is the shop's promotion.
    """
    return share_borne(terms, quantity, gross, net, gross - net if bearer is Bearer.MAKER else ZERO)


def share_borne(
    terms: Terms, quantity: Quantity, gross: Rupiah, net: Rupiah, hers_to_bear: Rupiah, listed: Rupiah = ZERO
) -> Share:
    """Share a line part's money when she bears `hers_to_bear` of its discount and the shop the rest.

    Her commission is reckoned on the price less what she bears; of a fixed sum, it comes off
    the sum, which never goes below nothing.  `listed` is what the part costs by the list,
    where the price itself was lowered below that: up to it her floor is hers in full.
    """
    promised = max(listed, gross) - hers_to_bear
    hers = _hers(terms, quantity, gross - hers_to_bear, hers_to_bear, promised)
    left = net - hers
    return Share(hers, max(left, ZERO), max(-left, ZERO))


def _hers(terms: Terms, quantity: Quantity, basis: Rupiah, borne: Rupiah, promised: Rupiah) -> Rupiah:
    """Her part of `basis`, the price less what she bears of a discount; her floor counts up to `promised`."""
    fee = quantity.at(terms.fee_each)
    if fee and terms.fee_first:
        basis = max(basis - fee, ZERO)
    if terms.deal is Deal.FIXED:
        hers = max(quantity.at(terms.payout_each) - borne, ZERO)
    elif terms.deal is Deal.SURPLUS:
        base = min(quantity.at(terms.base_each), basis)
        hers = _less(base, terms.rate_bps) + _less(basis - base, terms.surplus_bps)
    elif terms.deal is Deal.TIERED:
        hers = _less(basis, _tier_rate(terms, quantity, basis))
    else:
        hers = _less(basis, terms.rate_bps)
    if terms.deal is Deal.FLOOR:
        # She is never promised more than the list price itself; to sell below her floor needs an override.
        hers = max(hers, min(quantity.at(terms.floor_each), promised))
    if fee and not terms.fee_first:
        hers = max(hers - fee, ZERO)
    return hers


def _less(amount: Rupiah, rate_bps: int) -> Rupiah:
    """What is left of an amount after a commission, which is floored: the odd rupiah is hers."""
    return amount - Rupiah(of_rate(amount.amount, rate_bps))


def _tier_rate(terms: Terms, quantity: Quantity, basis: Rupiah) -> int:
    """The rate of the last step whose price a base unit reaches; before the first one, `rate_bps`."""
    reached = [
        each.rate_bps
        for each in sorted(terms.tiers, key=lambda each: each.from_price)
        if basis.amount * 1_000 >= each.from_price.amount * quantity.thousandths
    ]
    return reached[-1] if reached else terms.rate_bps


def of_product(connection: Connection, products: Sequence[int]) -> dict[int, Terms]:
    """The standing terms of makers' products."""
    kept = ProductTerms
    columns = (kept.product_id, kept.deal, kept.rate_bps, kept.payout_each, kept.more)
    rows = connection.execute(select(*columns).where(kept.product_id.in_(products)))
    return {product: Terms(deal, rate, each).with_more(more or "") for product, deal, rate, each, more in rows}
