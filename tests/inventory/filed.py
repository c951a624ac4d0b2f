"""Goods of the imports' tests, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence

from inventory import queries, stock_queries
from inventory.goods import Good
from inventory.imports import Outcome
from koperasi import ledger
from koperasi.chart import ACCOUNT_IDS
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.shop import Shop

CATALOGUE = """item_code,name,unit,sell_price,buy_price,is_service,is_consignment
P1,Sabun Mandi,Pcs,3000,2350,0,0
P2,Kopi Bubuk,Sct,1500,,0,0
J1,Fotokopi,Lbr,500,,1,0
T1,Emping,Bks,9000,,0,1
"""


def good_of(shop: Shop, code: str) -> Good:
    with shop.reading() as connection:
        (found,) = queries.find_code(connection, code)
    return found.good


def stock_of(shop: Shop, code: str) -> Quantity:
    product_id = good_of(shop, code).product_id
    with shop.reading() as connection:
        return stock_queries.quantities(connection, [product_id]).get(product_id, Quantity(0))


def balance(shop: Shop, role: Role) -> Rupiah:
    with shop.reading() as connection:
        return ledger.balance(connection, ACCOUNT_IDS[role])


def fields(outcome: Outcome) -> Sequence[tuple[int, str]]:
    return [(each.row, each.field) for each in outcome.rejections]
