"""Terms: how the money for a member's goods is shared.

Two deals are first class (domain/consignment.md 2.1).  Komisi: the shop takes a share of
the price, in basis points, floored, and the odd rupiah stays with the member.  Harga titip:
she gets a fixed sum a piece and the shop sets its price.  Both are computed on the line
part of one lot, by the terms the lot came with.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Connection, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory.promotion_offers import Bearer as Bearer
from koperasi.columns import WordColumn
from koperasi.database import MASTER, Record
from koperasi.money import ZERO, Rupiah, of_rate
from koperasi.quantity import Quantity


class Deal(StrEnum):
    COMMISSION = "commission"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Terms:
    """A deal: `rate_bps` the shop's commission, or `payout_each` hers per base unit."""

    deal: Deal
    rate_bps: int = 0
    payout_each: Rupiah = ZERO


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


def share(terms: Terms, quantity: Quantity, gross: Rupiah, net: Rupiah, bearer: Bearer) -> Share:
    """Share a line part's money when one side bears all of its discount.

    `gross` is before the line's discount, `net` after it; a discount the shop bears leaves
    her share as if there were none.  What she gets beyond `net` is the shop's promotion.
    """
    return share_borne(terms, quantity, gross, net, gross - net if bearer is Bearer.MAKER else ZERO)


def share_borne(terms: Terms, quantity: Quantity, gross: Rupiah, net: Rupiah, hers_to_bear: Rupiah) -> Share:
    """Share a line part's money when she bears `hers_to_bear` of its discount and the shop the rest.

    Her commission is reckoned on the price less what she bears; of a fixed sum, it comes off
    the sum, which never goes below nothing.
    """
    if terms.deal is Deal.COMMISSION:
        basis = gross - hers_to_bear
        hers = basis - Rupiah(of_rate(basis.amount, terms.rate_bps))
    else:
        hers = max(quantity.at(terms.payout_each) - hers_to_bear, ZERO)
    left = net - hers
    return Share(hers, max(left, ZERO), max(-left, ZERO))


def of_product(connection: Connection, products: list[int]) -> dict[int, Terms]:
    """The standing terms of makers' products."""
    columns = (ProductTerms.product_id, ProductTerms.deal, ProductTerms.rate_bps, ProductTerms.payout_each)
    rows = connection.execute(select(*columns).where(ProductTerms.product_id.in_(products)))
    return {product: Terms(deal, rate, each) for product, deal, rate, each in rows}
