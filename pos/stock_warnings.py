"""Stock warnings as a paper tells them: below zero, sold out though it sells, near its date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Connection, select

from inventory import expiry_queries, negative_queries, paces
from inventory.expiries import Dated
from inventory.negative_queries import Below
from inventory.products import Product, ProductKind
from koperasi.branches import Branch
from pos import totals
from pos.totals import Topic

#: What sold in so many days is missed when there is none; lots that expire within so many are told.
SELLS, NEAR = 14, 7


@dataclass(frozen=True, slots=True)
class Warnings:
    """What is wrong on the shelves now, the worst first."""

    below: tuple[Below, ...]
    out: tuple[str, ...]
    near: tuple[Dated, ...]


def read(connection: Connection, branch: Branch, day: date) -> Warnings:
    """The warnings of a branch as it stands now; `day` is today."""
    near = expiry_queries.dated(connection, branch.id, day + timedelta(days=NEAR))
    below = negative_queries.below_zero(connection, branch.id)
    return Warnings(tuple(below), _sold_out(connection, branch, day), tuple(near))


def _sold_out(connection: Connection, branch: Branch, day: date) -> tuple[str, ...]:
    """Names of goods that sold lately and of which nothing is for sale, what brought most first."""
    sold = totals.of_days(connection, branch, day - timedelta(days=SELLS - 1), day, Topic.PRODUCT)
    there = paces.on_hand(connection, paces.locations_for_sale(connection, branch.id))
    nets: dict[int, int] = {}
    for each in sold:
        nets[int(each.key)] = nets.get(int(each.key), 0) + each.net.amount
    gone = [product for product, net in nets.items() if net > 0 and there.get(product, 0) == 0]
    kept = (Product.retired_at.is_(None), Product.kind != ProductKind.SERVICE)
    rows = connection.execute(select(Product.id, Product.name).where(Product.id.in_(gone), *kept)).all()
    return tuple(name for product, name in sorted(rows, key=lambda row: (-nets[row[0]], row[1])))
