"""Receipts for tests, in a few words."""

from __future__ import annotations

from datetime import date
from typing import Any

from inventory import receivings
from inventory.purchases import PaidFrom
from inventory.receivings import ReceivedLine, ReceivingCommand
from koperasi import ledger, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.ledger import Role
from koperasi.money import Rupiah, total
from koperasi.quantity import Quantity
from tests.shops import Counter


def line(product: int, quantity: int | str, amount: int, factor: int | str = 1, **more: Any) -> ReceivedLine:
    unit = "Pcs" if factor == 1 else "Dus"
    return ReceivedLine(product, None, unit, Quantity.of(factor), Quantity.of(quantity), amount=Rupiah(amount), **more)


def receipt(counter: Counter, *lines: ReceivedLine, **more: Any) -> ReceivingCommand:
    """A receipt on credit from Ibu Siti, which asks for what its lines come to."""
    now = counter.shop.clock()
    day: date = more.pop("day", None) or counter.shop.branch.business_date(now)
    asked = more.pop("asked", None)
    supplier = more.pop("supplier_id", counter.maker_id)
    paid = more.pop("paid_from", PaidFrom.CREDIT)
    sum_of_lines = total(each.gross - each.discount.of(each.gross) for each in lines)
    head = (counter.shop.minter.next(), uids.new_uid(now), supplier, paid, day, now, lines)
    return ReceivingCommand(*head, sum_of_lines if asked is None else Rupiah(asked), **more)


def receive(counter: Counter, command: ReceivingCommand) -> ReceivingCommand:
    with counter.shop.work(counter.manager, channel="office") as work:
        receivings.receive(work, command)
    return command


def balance(counter: Counter, role: Role) -> int:
    with counter.shop.reading() as connection:
        return ledger.balance(connection, ACCOUNT_IDS[role]).amount


def owed(counter: Counter) -> int:
    with counter.shop.reading() as connection:
        return ledger.party_balance(connection, ACCOUNT_IDS[Role.SUPPLIER_PAYABLE], counter.maker_id).amount
