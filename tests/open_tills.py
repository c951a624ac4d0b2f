"""A till in a process of its own that puts a cart on its counter, says so, and waits to be killed.

    python -m tests.open_tills DATABASE STATE

It prints the draft as it was kept, on one line, when it is on the disk.
"""

from __future__ import annotations

import signal
import sys
from dataclasses import replace
from pathlib import Path

from consignment.terms import Bearer
from koperasi import commands, shifts, shops, users
from koperasi.money import CashRounding, Rupiah
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from koperasi.shops import Place
from pos.cart import Cart
from pos.counter import Counter
from pos.offers import Offers
from pos.returns import Brought
from pos.sale_commands import Approval, BackTo, Promoted
from pos.scans import Unknown
from pos.stations import Station
from pos.tenders import TenderKind
from pos.till_values import Draft


def counter_of(shop: Shop, cashier_id: int) -> Counter:
    """The selling side of the till that a shop's program stands at, with its open shift."""
    with shop.reading() as connection:
        actor = users.actor(connection, cashier_id)
        shift = shifts.open_shift_of(connection, shop.till_id or 0)
    return Counter(Station(shop, actor, shift))


def full_draft(counter: Counter) -> Draft:
    """All that may stand on a counter: goods, a note, a discount, a removed line, a member, money begun."""
    cart, key = counter.open().cart.add(counter.lookup("101").seen[0].found, Quantity.of(3))
    cart, copies = cart.add(counter.lookup("301").seen[0].found, Quantity.of(2), note="untuk Bu RT")
    cart, third = cart.add(counter.lookup("201").seen[0].found)
    cart = cart.remove(third, "tidak jadi", counter.now()).discounted(key, Rupiah(200), "kemasan rusak")
    card = counter.lookup("9900217").card
    assert card is not None
    cart = cart.attach(card)
    line = cart.line(copies)
    promoted = replace(line, promotion=Promoted(7, Rupiah(100), Bearer.SHOP, "promo fotokopi"))
    brought = Brought(None, BackTo.SHELF, "tanpa struk", line.unit, price=Rupiah(500))
    back = replace(line, key=99, quantity=Quantity.of(-1), note="", decision=None, returning=brought)
    cart = replace(cart, rows=(*(promoted if row is line else row for row in cart.rows), back))
    offers = _begun(cart)
    manager = Approval("pos:sale:discount", counter.actor.id, Rupiah(200), "rusak", "3.400", "3.200", counter.now())
    return Draft(cart, (Unknown("8990000000000", Quantity.of(2)),), offers, True, (manager,))


def _begun(cart: Cart) -> Offers:
    rounding = CashRounding(100)
    offers = Offers().choose(TenderKind.QRIS, cart.total, rounding, cart.member).type(Rupiah(5_000))
    seen = offers.see(True, "09.42 oleh Rina")
    return seen.choose(TenderKind.CASH, cart.total, rounding, cart.member).type(Rupiah(10_000))


def main(database: str, state: str, cashier_id: str) -> None:
    shop = shops.open_shop(Place(database, Path(state)))
    counter = counter_of(shop, int(cashier_id))
    draft = full_draft(counter)
    counter.keep(draft)
    print(commands.encode(draft), flush=True)
    signal.pause()


if __name__ == "__main__":
    main(*sys.argv[1:])
