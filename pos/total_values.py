"""What totals are: the topics that sales are added up by, and a sum of one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from operator import add

from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, Quantity


class Topic(StrEnum):
    """What a total is by; its key names which one.

    Whole sales: `HOUR` (two digits, on the branch's clock), `CASHIER` (user id) and `MEMBER`
    (party id; members only).  Their lines: `CATEGORY` and `PRODUCT` (ids), `MAKER` (party id;
    makers' goods only), `UNIT` (its name as sold), `RULE` (the price rule that won) and `TAX`
    (class and basis points, `"BKP:1100"`; only where there was any).  `TENDER` (kind).
    By cashier (user id): `REMOVED` lines, `DISCOUNT` that somebody keyed (promotions left out)
    and `PRICE` that was changed; `net` is what was taken off.
    """

    HOUR = "hour"
    CATEGORY = "category"
    PRODUCT = "product"
    MAKER = "maker"
    TENDER = "tender"
    REMOVED = "removed"
    CASHIER = "cashier"
    MEMBER = "member"
    UNIT = "unit"
    RULE = "rule"
    TAX = "tax"
    DISCOUNT = "discount"
    PRICE = "price"


@dataclass(frozen=True, slots=True)
class Total:
    """A total of one topic and key.

    `count` is sales (HOUR, CASHIER, MEMBER, TENDER) or lines (the others); only lines have
    quantity, maker's share, commission, promotion and PPN.  `quantity` is in base units, of
    UNIT in that unit.
    """

    topic: Topic
    key: str
    members: bool
    count: int
    quantity: Quantity = NOTHING
    gross: Rupiah = ZERO
    discount: Rupiah = ZERO
    net: Rupiah = ZERO
    rounding: Rupiah = ZERO
    cost: Rupiah = ZERO
    maker_share: Rupiah = ZERO
    commission: Rupiah = ZERO
    promotion: Rupiah = ZERO
    tax_base: Rupiah = ZERO
    tax: Rupiah = ZERO


#: What names a total, and the columns that are added up.
NAMES = ("topic", "key", "members")
SUMS = tuple(name for name in Total.__slots__ if name not in NAMES)


def made(topic: Topic, key: str, members: bool, sums: Iterable[int]) -> Total:
    """A total out of plain whole numbers, in the order of `SUMS`."""
    count, quantity, *amounts = sums
    money = [Rupiah(each) if each else ZERO for each in amounts]
    return Total(topic, key, members, count, Quantity(quantity) if quantity else NOTHING, *money)


def plain(total: Total) -> tuple[int, ...]:
    """A total's sums as whole numbers, in the order of `SUMS`."""
    amounts = (getattr(total, name).amount for name in SUMS[2:])
    return (total.count, total.quantity.thousandths, *amounts)


def merged(totals: Iterable[Total]) -> list[Total]:
    """Totals of one topic, key and membership added up."""
    once: dict[tuple[Topic, str, bool], Total] = {}
    more: dict[tuple[Topic, str, bool], tuple[int, ...]] = {}
    for each in totals:
        key = (each.topic, each.key, each.members)
        if key in once:
            more[key] = tuple(map(add, more.get(key) or plain(once[key]), plain(each)))
        else:
            once[key] = each
    return [made(*key, more[key]) if key in more else each for key, each in once.items()]
