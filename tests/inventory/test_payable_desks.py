"""The desk of a payment is a value: what is ticked, typed or paid in advance adds up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from inventory.payable_desks import PayDesk
from inventory.payable_facts import MoneyFrom
from inventory.payable_queries import Debt, OpenItem
from koperasi.documents import Kind
from koperasi.money import Rupiah

DAY = date(2026, 11, 23)


def item(number: int, left: int, due: date) -> OpenItem:
    return OpenItem(number, 9, f"PB-{number}", "", Kind.PURCHASE, due, due, Rupiah(left))


OLD, NEW = item(1, 40_000, date(2026, 11, 1)), item(2, 60_000, date(2026, 12, 1))
DESK = PayDesk(Debt(9, "S-01", "CV Sumber", (OLD, NEW)), DAY)
AHEAD = replace(DESK, debt=replace(DESK.debt, advance=Rupiah(25_000)))


def parts(desk: PayDesk) -> list[tuple[int | None, int]]:
    return [(each.item_id, each.amount.amount) for each in desk.allocations]


def test_items_are_paid_whole_by_ticking_them() -> None:
    both = DESK.toggled(1).toggled(2)
    assert (parts(both), both.money) == ([(1, 40_000), (2, 60_000)], Rupiah(100_000))
    assert parts(both.toggled(1)) == [(2, 60_000)]
    assert DESK.blocked == "Pilih yang dibayar"


def test_what_is_due_is_chosen_at_once() -> None:
    assert parts(DESK.due()) == [(1, 40_000)]


def test_an_amount_is_spread_by_due_dates_and_the_rest_is_ahead() -> None:
    assert parts(DESK.spread(Rupiah(50_000))) == [(1, 40_000), (2, 10_000)]

    more = DESK.spread(Rupiah(110_000))
    assert (more.money, more.blocked) == (Rupiah(110_000), "Lebih Rp 10.000")
    assert replace(more, may_be_ahead=True).blocked == ""
    assert parts(more)[-1] == (None, 10_000)


def test_an_advance_is_used_before_money() -> None:
    used = replace(AHEAD, uses_advance=True).toggled(1)
    assert (used.money, parts(used)) == (Rupiah(15_000), [(1, 40_000), (None, -25_000)])

    typed = replace(AHEAD, uses_advance=True).spread(Rupiah(15_000))
    assert (parts(typed), typed.money) == ([(1, 40_000), (None, -25_000)], Rupiah(15_000))
    assert sum(each.amount.amount for each in typed.allocations) == 15_000


def test_what_was_paid_too_much_is_taken_off() -> None:
    over = item(3, -5_000, date(2026, 11, 2))
    desk = replace(DESK, debt=replace(DESK.debt, items=(OLD, over))).due()

    assert (parts(desk), desk.money, desk.blocked) == ([(1, 40_000), (3, -5_000)], Rupiah(35_000), "")
    assert replace(desk, paid={3: Rupiah(-5_000)}).blocked == "Pilih yang dibayar"


def test_a_drawer_pays_only_while_its_shift_is_open() -> None:
    drawer = replace(DESK.toggled(1), paid_from=MoneyFrom.DRAWER)
    assert drawer.blocked == "Kasir belum buka"

    command = replace(drawer, shift_id=7).command(5, "uid", datetime(2026, 11, 23, tzinfo=UTC), "lunas")
    assert (command.shift_id, command.amount, command.business_date) == (7, Rupiah(40_000), DAY)
    assert (
        replace(DESK.toggled(1), shift_id=7).command(5, "uid", datetime(2026, 11, 23, tzinfo=UTC), "").shift_id is None
    )
