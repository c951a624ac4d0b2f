"""What a seller of `tests/sellers.py` does in its own process."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import event, select

import pos.tables
from consignment.terms import Bearer
from inventory.products import Product
from koperasi import cash, commands, numbers, shifts, shops, uids, users
from koperasi.cash import CashCommand, CashKind
from koperasi.errors import Refused, Trouble
from koperasi.keys import StateFolder
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.shifts import Shift
from koperasi.shop import Shop
from koperasi.shops import Place
from koperasi.work import Actor
from pos import sales
from pos.sale_commands import PaidTender, Rule, SaleCommand, SoldLine
from pos.tenders import TenderKind

Journal = Callable[[str], None]
NOBODY = 65534
FULL_PAGES = "PRAGMA max_page_count"


def warm() -> None:
    """Import what the first sale would import, so that a seller forked from here has it."""
    import psycopg
    import pysqlite3

    pos.tables.loaded()
    assert psycopg
    assert pysqlite3


def run(
    database: str,
    state: str,
    journal: str,
    count: int = 10,
    dies: str = "",
    as_nobody: bool = False,
    till_only: bool = False,
) -> None:
    """Open the shop at a place and sell; every step is told to the journal."""
    file = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o666)

    def note(line: str) -> None:
        os.write(file, f"{line}\n".encode())

    if as_nobody and os.geteuid() == 0:
        os.seteuid(NOBODY)
    try:
        shop = shops.open_shop(Place(database, Path(state)))
        if till_only:
            shops.occupy_till(shop)
            return
        _sell(shop, note, count, dies)
    except Trouble as trouble:
        note(f"trouble {trouble}".replace("\n", " "))


def _sell(shop: Shop, note: Journal, count: int, dies: str) -> None:
    with shop.reading() as connection:
        shift = shifts.open_shift_of(connection, shop.till_id or 0)
        assert shift is not None
        cashier = users.actor(connection, shift.cashier_id)
        goods = list(connection.execute(select(Product.id).order_by(Product.id)).scalars())
    if dies:
        _die(shop, *dies.split(":"))
    made = 0
    while made < count:
        command = a_command(shop, shift, cashier, goods, made)
        note(f"issued {commands.encode(command)}")
        try:
            done(shop, cashier, command)
        except Refused as refusal:
            # Another process at the same till took the number first: never issued, so never resent.
            if refusal.rule != "number":
                raise
            note(f"withdrawn {command.id}")
            continue
        note(f"done {command.id}")
        made += 1


def a_command(shop: Shop, shift: Shift, cashier: Actor, goods: list[int], turn: int) -> SaleCommand | CashCommand:
    """The next thing this till does: a sale of some goods, and now and then a drop into the safe, which has no cap."""
    now = shop.clock()
    ids = (shop.minter.next(), uids.new_uid(now))
    if turn % 5 == 4:
        return CashCommand(*ids, shift.id, CashKind.DROP, Rupiah(1_000), "setor", now)
    lines = tuple(a_line(goods[(turn + n) % len(goods)], turn % 3 + 1) for n in range(3))
    with shop.reading() as connection:
        number = numbers.peek(connection, shift.sale_series)
    total = sum(each.net.amount for each in lines)
    paid = (PaidTender(TenderKind.CASH, Rupiah(total), Rupiah(0)),)
    where = (number, shift.till_id, shift.id, shift.business_date, now)
    return SaleCommand(*ids, *where, cashier.id, None, None, "", lines, (), paid, Rupiah(0))


def a_line(product_id: int, pieces: int) -> SoldLine:
    price, units = Rupiah(3_500), Quantity.of(pieces)
    shown = (price, price, Rule.RETAIL, "")
    return SoldLine(product_id, None, "Pcs", ONE, units, *shown, units.at(price), Rupiah(0), Bearer.SHOP)


def done(shop: Shop, cashier: Actor, command: Any) -> None:
    """Do a command, whether for the first time or again."""
    with shop.work(cashier) as work:
        if isinstance(command, CashCommand):
            cash.move_cash(work, command)
        else:
            sales.post(work, command)


def _die(shop: Shop, where: str, when: str) -> None:
    if where == "after":
        signal.setitimer(signal.ITIMER_REAL, float(when))  # its signal ends a process where it stands
        return
    left = [int(when)]

    def fall(*_: object, **__: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    if where == "answer":
        mark = StateFolder.mark
        StateFolder.mark = lambda *said: (fall(), mark(*said))[1]  # type: ignore[method-assign]
    else:
        name = {"commit": "commit", "statement": "before_cursor_execute"}[where]
        event.listen(shop.database.engine, name, fall)
