"""What a maker's own screen reads: her month to the piece and the rupiah, and nothing of anybody else."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date

import pytest

from consignment import my_goods_words as words
from consignment.agreements import Conditions, Cycle
from consignment.my_goods import MyGoods
from consignment.terms import Deal, Terms
from koperasi.errors import NotFound
from koperasi.money import Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from pos import checks
from tests.consignment.kitchens import Kitchen, fixed, go_to, november, siti
from tests.shops import Counter

TEN_PERCENT = Terms(Deal.COMMISSION, 1_000)


def timeless(goods: MyGoods, counter: Counter) -> MyGoods:
    """The same whenever it was read."""
    return replace(goods, at=counter.shop.today().replace(2026, 1, 1, 0, 0, 0, 0))


def test_her_november_is_told_to_the_piece_and_the_rupiah(counter: Counter) -> None:
    kitchen = november(counter, days=(1, 2, 11, 16, 17, 20, 22, 23))

    seen = kitchen.seen()

    assert seen.today == date(2026, 11, 23)
    assert words.title(seen.who) == "Titipan Bu Siti"
    assert words.about(seen.who) == "Anggota A-0064 · Kelompok Melati, Ngantang"
    tempe, peyek, semprong = seen.lines
    assert (tempe.name, tempe.brought, tempe.sold, tempe.sold_today) == (
        "Keripik Tempe 150 g", Quantity.of(60), Quantity.of(19), Quantity.of(4),
    )  # fmt: skip
    assert (tempe.here.left, tempe.here.expires_on) == (Quantity.of(41), date(2026, 12, 1))
    assert (peyek.sold, semprong.sold, semprong.given_back) == (Quantity.of(12), Quantity.of(3), Quantity.of(3))
    assert seen.share == Rupiah(19 * 10_000 + 12 * 12_500 + 3 * 16_000)
    assert seen.money.pay_day == date(2026, 11, 30)
    assert [words.statement_name(each) for each in seen.statements] == ["Rincian Setoran 1 – 15 November"]
    assert words.statement_mark(seen.statements[0]).words == "Lunas 16/11"
    assert seen.money.owed == seen.share - seen.payouts[0].gross
    assert checks.wrong(counter.shop) == []


def test_every_row_closes(counter: Counter) -> None:
    """What was there, came, went and was sold is what is left, and nothing was there before she came."""
    kitchen = november(counter, days=(1, 2, 11, 22))

    for line in kitchen.seen().lines:
        assert line.opening == NOTHING
        came = line.brought + line.other
        assert came - line.sold - line.given_back == line.here.left + line.here.aside


def test_what_was_left_of_last_month_is_told(counter: Counter) -> None:
    kitchen = siti(counter)
    go_to(counter, date(2026, 11, 28))
    kitchen.new("Keripik", 12_000, fixed(9_000))
    kitchen.bring("Keripik", 10)
    kitchen.sell("Keripik", 3)
    go_to(counter, date(2026, 12, 2))
    kitchen.sell("Keripik", 2)

    (line,) = kitchen.seen().lines

    assert (line.opening, line.brought, line.sold, line.here.left) == tuple(map(Quantity.of, (7, 0, 2, 5)))
    assert words.notes(line) == "Harga titip Rp 9.000 · 7 dari bulan lalu"
    assert words.age(kitchen.seen(), line) == "4 hari di rak"


def test_returns_come_off_and_a_day_never_has_a_bar_below_zero(counter: Counter) -> None:
    kitchen = siti(counter)
    go_to(counter, date(2026, 11, 2))
    kitchen.new("Kue", 10_000, TEN_PERCENT)
    kitchen.bring("Kue", 10)
    sale = kitchen.sell("Kue", 3)
    go_to(counter, date(2026, 11, 3))
    kitchen.take_back(sale, 1)

    seen = kitchen.seen()

    assert seen.lines[0].sold == Quantity.of(2)
    assert seen.lines[0].sold_today == -Quantity.of(1)
    assert seen.bars() == (0, 3_000, 0)
    assert seen.share == Rupiah(18_000)


def test_what_is_on_hold_is_told_with_its_day(counter: Counter) -> None:
    kitchen = siti(counter)
    go_to(counter, date(2026, 11, 2))
    kitchen.new("Kue", 10_000, TEN_PERCENT)
    kitchen.agree(Conditions(hold_days=3, cycle=Cycle.WEEKLY, pay_day=4), date(2026, 11, 2))
    kitchen.bring("Kue", 10)
    kitchen.sell("Kue", 1)
    go_to(counter, date(2026, 11, 6))
    kitchen.sell("Kue", 2)

    seen = kitchen.seen()
    due = words.owed(seen)

    assert (seen.money.owed, seen.money.on_hold, seen.money.available) == tuple(map(Rupiah, (27_000, 18_000, 9_000)))
    assert (due.label, due.amount) == ("Yang akan Ibu terima", Rupiah(27_000))
    assert due.when[0] == "Tanggal Bayar: Jumat, 6 November 2026"
    assert due.held.replace("\u00a0", " ") == "Rp 18.000 di antaranya ditahan sampai 09/11"


def test_who_owes_the_shop_is_told_so_kindly(counter: Counter) -> None:
    """A piece came back after she was paid (edge case 39)."""
    kitchen = siti(counter)
    go_to(counter, date(2026, 11, 2))
    kitchen.new("Kue", 10_000, TEN_PERCENT)
    kitchen.bring("Kue", 10)
    sale = kitchen.sell("Kue", 1)
    kitchen.pay(date(2026, 11, 2))
    go_to(counter, date(2026, 11, 3))
    kitchen.take_back(sale, 1)

    due = words.owed(kitchen.seen())

    assert (due.label, due.amount) == ("Yang masih Ibu utang ke toko", Rupiah(9_000))
    assert due.when == ("Dipotong dari penjualan berikutnya",)


def test_whoever_brought_nothing_yet_has_an_empty_screen(counter: Counter) -> None:
    kitchen = siti(counter)

    seen = kitchen.seen()

    assert (seen.lines, seen.statements, seen.payouts, seen.share) == ((), (), (), Rupiah(0))
    assert words.owed(seen).amount == Rupiah(0)
    assert words.counted(words.sold(seen), seen.one_unit) == "0"


def test_nobody_is_not_found(counter: Counter) -> None:
    with pytest.raises(NotFound):
        Kitchen(counter, 404).seen()


def test_goods_of_several_units_are_never_added_up(counter: Counter) -> None:
    kitchen = siti(counter)
    go_to(counter, date(2026, 11, 2))
    kitchen.new("Kue", 10_000, TEN_PERCENT)
    kitchen.new("Tape", 20_000, TEN_PERCENT, unit="Kg")
    kitchen.bring("Kue", 10)
    kitchen.bring("Tape", 5)
    kitchen.sell("Kue", 4)
    kitchen.sell("Tape", "1.5")

    seen = kitchen.seen()

    assert words.counted(words.sold(seen)) == "4 bungkus + 1,5 kg"
    assert seen.bars() == (0, 36_000 + 27_000)
    assert words.chart_name(seen) == "Bagian tiap hari (Rp)"


def test_old_and_expired_goods_are_marked(counter: Counter) -> None:
    kitchen = siti(counter)
    go_to(counter, date(2026, 11, 1))
    for name, keeps in (("Lama", 60), ("Dekat", 16), ("Lewat", 3)):
        kitchen.new(name, 10_000, TEN_PERCENT)
        kitchen.bring(name, 5, keeps)
    go_to(counter, date(2026, 11, 12))

    seen = kitchen.seen()
    by_name = {each.name: each for each in seen.lines}

    assert seen.is_long(by_name["Lama"])
    assert not seen.is_near(by_name["Lama"])
    assert seen.is_near(by_name["Dekat"])
    assert seen.is_expired(by_name["Lewat"])
    assert words.expiry(seen, by_name["Lewat"]) == "Lewat 04/11"


def test_whatever_happens_to_another_changes_nothing_of_hers(counter: Counter) -> None:
    """Four makers, sixty random deeds: only the one it is about sees another screen, and hers adds up."""
    go_to(counter, date(2026, 11, 2))
    kitchens = [siti(counter, f"A-{1000 + n}", f"99{1000 + n}") for n in range(4)]
    for n, kitchen in enumerate(kitchens):
        kitchen.new(f"Kue {n}", 10_000, Terms(Deal.COMMISSION, 1_000 + 500 * n))
        kitchen.new(f"Keripik {n}", 7_000 + n, fixed(5_000 + n))
        for name in kitchen.products:
            kitchen.bring(name, 20)
    chance = random.Random(5)
    shown = [timeless(each.seen(), counter) for each in kitchens]
    for step in range(60):
        if step % 12 == 11:
            go_to(counter, date(2026, 11, 2 + step // 12))
            shown = [timeless(each.seen(), counter) for each in kitchens]
        turn = chance.randrange(4)
        kitchen, name = kitchens[turn], chance.choice(list(kitchens[turn].products))
        deed = chance.randrange(8)
        if deed < 5:
            kitchen.sell(name, chance.randrange(1, 4))
        elif deed == 5:
            kitchen.bring(name, chance.randrange(1, 6))
        elif deed == 6:
            kitchen.fetch(name, 1)
        elif kitchen.seen().money.owed > Rupiah(1_000):
            kitchen.state(kitchen.day)
            kitchen.pay(kitchen.day)

        now = [timeless(each.seen(), counter) for each in kitchens]
        assert [n for n in range(4) if now[n] != shown[n]] in ([turn], [])
        shown = now

    for each in shown:
        assert each.money.owed == each.share - total(paid.gross for paid in each.payouts)
        assert all(line.opening == NOTHING for line in each.lines)


def test_a_statement_of_which_a_part_is_on_hold_is_paid_when_that_is_paid_too(counter: Counter) -> None:
    kitchen = siti(counter)
    go_to(counter, date(2026, 11, 10))
    kitchen.new("Keripik", 12_000, fixed(10_000))
    kitchen.agree(Conditions(cycle=Cycle.TWO_WEEKS, pay_day=0, hold_days=2), date(2026, 11, 10))
    kitchen.bring("Keripik", 20)
    kitchen.sell("Keripik", 5)
    go_to(counter, date(2026, 11, 15))
    kitchen.sell("Keripik", 3)
    kitchen.state(date(2026, 11, 15))
    go_to(counter, date(2026, 11, 16))
    kitchen.pay(date(2026, 11, 16))
    assert kitchen.seen().payouts[0].gross == Rupiah(50_000)
    assert kitchen.seen().statements[0].paid_on is None

    go_to(counter, date(2026, 11, 23))
    kitchen.pay(date(2026, 11, 23))
    assert kitchen.seen().statements[0].paid_on == date(2026, 11, 23)
