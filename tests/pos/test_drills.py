"""Drills: pure questions about what was seen, and times that shame nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from consignment.terms import Bearer
from inventory.goods import Found, Good, PriceLine, PriceRule, ProductKind, Unit
from koperasi.documents import Kind
from koperasi.money import ZERO, Rupiah
from koperasi.numbers import Number
from koperasi.quantity import ONE, Quantity
from pos import drills
from pos.cart import Cart
from pos.drills import DRILLS, Run, Seen
from pos.sale_commands import BackTo, PaidTender, Returning, Rule, SaleCommand, SoldLine
from pos.tenders import TenderKind

DAY, NOW = date(2026, 11, 23), datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
BY_CODE = {drill.code: drill for drill in DRILLS}
EVERYTHING = frozenset().union(*(drill.needs for drill in DRILLS))
PRICE = (PriceLine(PriceRule.RETAIL, Rupiah(3_400)),)
SOAP = Good(1, "1", "Sabun", "Pcs", ProductKind.GOODS, None, None, "", False, "", (Unit(11, "Pcs", ONE, PRICE),))


def cart(key: int, *quantities: int) -> Cart:
    built = Cart(key, f"uid-{key}", 1, DAY)
    for each in quantities:
        built, _line = built.add(Found(SOAP, 11), Quantity.of(each))
    return built


def sale(kind: TenderKind, quantity: int = 1, *, member: int | None = None, returns: bool = False) -> SaleCommand:
    amount = Rupiah(3_400) * quantity
    line = SoldLine(
        1,
        11,
        "Pcs",
        ONE,
        Quantity.of(quantity),
        Rupiah(3_400),
        Rupiah(3_400),
        Rule.RETAIL,
        "",
        amount,
        ZERO,
        Bearer.SHOP,
    )
    if returns:
        line = replace(line, returns=Returning(5, 1, BackTo.SHELF, "rusak"))
    tender = PaidTender(kind, amount, ZERO)
    number = Number(1, 1, "K1-000001")
    return SaleCommand(9, "u", number, 1, 1, DAY, NOW, 1, None, member, "", (line,), (), (tender,), ZERO)


def done(code: str, seen: Seen) -> bool:
    return BY_CODE[code].done(seen)


@pytest.mark.parametrize("drill", DRILLS, ids=[drill.code for drill in DRILLS])
def test_nothing_done_is_never_done(drill: drills.Drill) -> None:
    assert not drill.done(Seen())
    assert not drill.done(Seen((cart(1), cart(1)), (), (Kind.SHIFT_OPEN,)))


def test_two_for_cash_wants_two_of_one_good_and_cash() -> None:
    assert done("cash", Seen(sales=(sale(TenderKind.CASH, 2),)))
    assert not done("cash", Seen(sales=(sale(TenderKind.CASH, 1),)))
    assert not done("cash", Seen(sales=(sale(TenderKind.QRIS, 2),)))


def test_four_at_once_is_seen_in_the_cart_before_it_is_paid() -> None:
    assert done("four", Seen((cart(1), cart(1, 4))))
    assert not done("four", Seen((cart(1, 3),)))


def test_a_removed_line_counts_while_another_stays() -> None:
    two, key = cart(1, 1).add(Found(SOAP, 11), Quantity.of(2))
    gone = two.remove(key, "salah", NOW)
    assert not done("remove", Seen((gone,)))  # both were one line: nothing stays
    other = replace(gone, rows=(*gone.rows, *cart(1, 1).rows))
    assert done("remove", Seen((other,)))


def test_a_cart_is_held_and_recalled_when_it_comes_back_after_another() -> None:
    held, empty = cart(1, 2), cart(2)
    assert done("hold", Seen((held, empty, held)))
    assert not done("hold", Seen((held, empty)))
    assert not done("hold", Seen((held, held)))
    assert not done("hold", Seen((cart(1), empty, cart(1))))


def test_tenders_of_their_own_are_seen_in_the_sale() -> None:
    assert done("kasbon", Seen(sales=(sale(TenderKind.KASBON, member=7),)))
    assert not done("kasbon", Seen(sales=(sale(TenderKind.CASH, member=7),)))
    assert done("qris", Seen(sales=(sale(TenderKind.QRIS),)))
    assert done("return", Seen(sales=(sale(TenderKind.CASH, returns=True),)))


def test_cash_and_close_are_seen_by_their_documents() -> None:
    assert done("expense", Seen(kinds=(Kind.SALE, Kind.CASH_MOVEMENT)))
    assert done("close", Seen(kinds=(Kind.SHIFT_CLOSE,)))


def test_only_drills_that_the_till_has_everything_for_are_offered() -> None:
    assert drills.possible(EVERYTHING) == DRILLS
    bare = [drill.code for drill in drills.possible(())]
    assert "cash" in bare
    assert not {"hold", "return", "kasbon"} & set(bare)


def test_a_run_keeps_the_best_time_and_asks_for_what_is_left() -> None:
    run = Run(DRILLS).ask("qris", NOW)
    assert (run.place, run.drill) == (6, BY_CODE["qris"])
    waiting = run.see(Seen(sales=(sale(TenderKind.CASH),)), NOW + timedelta(seconds=5))
    assert waiting.drill is not None
    finished = waiting.see(Seen(sales=(sale(TenderKind.QRIS),)), NOW + timedelta(seconds=30))

    assert finished.drill is None
    assert finished.time_of("qris") == timedelta(seconds=30)
    again = finished.ask("qris", NOW).see(Seen(sales=(sale(TenderKind.QRIS),)), NOW + timedelta(seconds=12))
    assert again.time_of("qris") == timedelta(seconds=12)
    assert again.following == BY_CODE["cash"]


def test_a_new_drill_begins_from_nothing_seen() -> None:
    run = Run(DRILLS).ask("four", NOW).see(Seen((cart(1, 3),)), NOW)

    assert run.ask("remove", NOW).seen == Seen()


def test_only_so_many_carts_are_remembered() -> None:
    seen = Seen()
    for _n in range(drills.REMEMBERED + 5):
        seen = seen.with_cart(cart(1))

    assert len(seen.carts) == drills.REMEMBERED


@pytest.mark.parametrize("seconds", [5, 500])
def test_praise_never_reproaches(seconds: int) -> None:
    words = drills.praise(BY_CODE["cash"], timedelta(seconds=seconds))

    assert words.startswith("Selesai")
    assert not {"lambat", "terlalu", "gagal"} & set(words.casefold().split())
