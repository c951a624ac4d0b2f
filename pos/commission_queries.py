"""What the shop earned with makers' goods, by maker and good, and who bore the discounts; as frozen rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, select

from consignment import maker_report_queries
from consignment.maker_lot_queries import Ware, wares
from consignment.maker_report_queries import Maker, Sold
from consignment.shares import MakerShare
from consignment.terms import Bearer
from koperasi.money import ZERO, Rupiah, largest_remainder
from koperasi.periods import Period
from pos.sale_facts import SaleLine, SaleLineLot, SaleLinePromotion

#: A maker and a good of hers.
Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Commission:
    """What was sold of a good of a maker's; of its discounts she bore `hers` and the shop the rest."""

    maker: Maker
    ware: Ware
    sold: Sold
    hers: Rupiah

    @property
    def ours(self) -> Rupiah:
        return self.sold.discount - self.hers


def commissions(connection: Connection, period: Period) -> list[Commission]:
    """Every good of which anything was sold in the days, by maker and name."""
    party = period.choices.party
    share = MakerShare
    # Not the bare column: SQLite would walk the whole index of makers, row by row.
    keys = (share.maker_id + 0, share.product_id)
    found = (
        select(*keys, *maker_report_queries.SUMS)
        .where(*maker_report_queries.within(period.first, period.last, party))
        .group_by(*keys)
    )
    sums = {(maker, product): Sold(*amounts) for maker, product, *amounts in connection.execute(found)}
    hers = _hers(connection, period)
    makers = {each.id: each for each in maker_report_queries.all_makers(connection, party)}
    goods = wares(connection, party)
    rows = [
        Commission(makers[maker], goods[product], sold, hers.get((maker, product), ZERO))
        for (maker, product), sold in sums.items()
        if maker in makers and product in goods
    ]
    return sorted(rows, key=lambda each: (each.maker.name, each.maker.code, each.ware.name, each.ware.code))


def _hers(connection: Connection, period: Period) -> dict[Key, Rupiah]:
    """What makers bore of discounts, lot by lot as the sale split it (`allotments.share_out`)."""
    line, lot, given = SaleLine, SaleLineLot, SaleLinePromotion
    discounted = (
        select(SaleLineLot.line_id)
        .join(MakerShare, MakerShare.id == SaleLineLot.id)
        .where(*maker_report_queries.within(period.first, period.last, period.choices.party))
        .where(MakerShare.gross != MakerShare.net)
    )
    found = (
        select(line.id, line.product_id, line.gross, line.discount, line.bearer, given.discount, given.bearer)
        .add_columns(lot.owner_id, lot.quantity, lot.gross)
        # By the document too: a line's own lots have no index.
        .join(lot, (lot.document_id == line.document_id) & (lot.line_id == line.id))
        .outerjoin(given, given.line_id == line.id)
        .where(line.id.in_(discounted))
        .order_by(line.id, lot.id)
    )
    borne: dict[Key, Rupiah] = {}
    for _line, rows in groupby(connection.execute(found), key=lambda row: row[0]):
        for key, amount in _of_line(list(rows)):
            borne[key] = borne.get(key, ZERO) + amount
    return borne


def _of_line(parts: Sequence[Any]) -> list[tuple[Key, Rupiah]]:
    """What each maker's part of a line bore of its discount."""
    _id, product, gross, discount, bearer, given, given_by, *_part = parts[0]
    promoted = given or ZERO
    hers = discount - promoted if bearer is Bearer.MAKER else ZERO
    hers += promoted if given_by is Bearer.MAKER else ZERO
    weights = [abs(part.quantity.thousandths) for part in parts]
    after_hers = largest_remainder((gross - hers).amount, weights)
    return [
        ((part.owner_id, product), part[-1] - Rupiah(left))
        for part, left in zip(parts, after_hers, strict=True)
        if part.owner_id is not None
    ]
