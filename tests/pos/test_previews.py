"""What posting would refuse is told while there is still time to ask, and nothing is written; on both engines."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import func, select

from inventory.lots import LotRecord
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.rights import Permission
from pos.counter import Counter as Selling
from pos.edits import Edit, What
from pos.till import Till
from tests.pos.overriding import station, supervisor, yes
from tests.shops import SIX_PERCENT, Counter


def selling(counter: Counter, code: str, pieces: int) -> tuple[Selling, Till]:
    behind = Selling(station(counter))
    opened = behind.open()
    now = Till(opened.cart, opened.rounding)
    return behind, now.scanned(code, behind.lookup(code).seen, None, Quantity.of(pieces))


def off(till: Till, amount: int) -> Till:
    line = till.line
    assert line is not None
    return Edit(What.DISCOUNT, line.key, amount=Rupiah(amount), reason="penyok").done(till)


def test_what_she_may_give_lacks_nothing(counter: Counter) -> None:
    behind, now = selling(counter, "101", 10)
    assert behind.lacking(now) is None
    assert behind.lacking(off(now, 5_000)) is None


def test_a_discount_beyond_her_right_and_its_yes(counter: Counter) -> None:
    person = supervisor(counter)
    behind, now = selling(counter, "101", 10)
    after = off(now, 6_000)
    asked = behind.lacking(after)
    assert asked is not None
    assert (asked.permission, asked.amount, asked.deferrable) == (Permission.SALE_DISCOUNT, Rupiah(6_000), True)
    assert behind.lacking(after.approved(yes(counter, person, Permission.SALE_DISCOUNT, 6_000))) is None


def test_her_days_cap_counts_what_she_gave_before(counter: Counter) -> None:
    counter.buy(counter.soap, 1_000, 100_000)
    for _turn in range(10):
        counter.sell(counter.line(counter.soap, 10, 3_400, 5_000))
    behind, now = selling(counter, "101", 10)
    asked = behind.lacking(off(now, 1_000))
    assert asked is not None
    assert asked.permission is Permission.SALE_DISCOUNT


def test_the_cost_of_the_very_lots_is_its_floor(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 32_000)
    behind, now = selling(counter, "101", 10)
    assert behind.lacking(off(now, 2_000)) is None
    asked = behind.lacking(off(now, 2_001))
    assert asked is not None
    assert asked.permission is Permission.SALE_BELOW_FLOOR


def test_her_share_is_the_floor_of_a_makers_goods(counter: Counter) -> None:
    counter.deliver(counter.cookies, 10, SIX_PERCENT)
    behind, now = selling(counter, "201", 1)
    assert behind.lacking(off(now, 750)) is None
    asked = behind.lacking(off(now, 751))
    assert asked is not None
    assert asked.permission is Permission.SALE_BELOW_FLOOR


def test_looking_writes_nothing(counter: Counter) -> None:
    behind, now = selling(counter, "101", 10)
    counter.shop.reload_settings()
    with counter.shop.reading() as connection:
        before = connection.scalar(select(func.count()).select_from(LotRecord))
    behind.lacking(off(now, 20_000))
    with counter.shop.reading() as connection:
        assert connection.scalar(select(func.count()).select_from(LotRecord)) == before


def test_a_changed_price_is_asked_for_by_how_much_it_is_lower(counter: Counter) -> None:
    behind, now = selling(counter, "101", 10)
    assert now.line is not None
    edit = Edit(What.PRICE, now.line.key, amount=Rupiah(3_000), reason="salah")
    asked = behind.lacking(edit.done(now))
    assert asked is not None
    assert (asked.permission, asked.amount) == (Permission.SALE_PRICE, Rupiah(4_000))
    dearer = behind.lacking(replace(edit, amount=Rupiah(4_000)).done(now))
    assert dearer is not None
    assert dearer.amount == Rupiah(0)
