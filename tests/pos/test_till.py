"""The till as a value: nothing scanned or typed is swallowed, and what is paid is what was shown."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from inventory.expiries import Caution
from inventory.goods import Found, Good, PriceLine, PriceRule, ProductKind, Unit
from koperasi import commands
from koperasi.errors import Refused
from koperasi.members import Card
from koperasi.money import CashRounding, Rupiah
from koperasi.numbers import Number
from koperasi.quantity import ONE, Quantity
from koperasi.shifts import Shift
from pos.cart import Cart
from pos.sales import Posted
from pos.scans import Seen
from pos.tenders import TenderKind
from pos.till import Draft, Heard, Till, open_till

DAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 41, tzinfo=UTC)
SHIFT = Shift(5, 3, "K1", "Kasir 1", 9, 11, 12, 2, DAY, Rupiah(300_000), NOW)
SRI = Card(7, "A-0217", "Sri Wahyuni", "Ibu", "Mawar", "anggota", Rupiah(500_000), Rupiah(0), Rupiah(0))


def good(number: int, name: str, price: int, member: int = 0, *, open_price: bool = False) -> Good:
    prices = [PriceLine(PriceRule.RETAIL, Rupiah(price))]
    if member:
        prices.append(PriceLine(PriceRule.CLASS, Rupiah(member), price_class="anggota"))
    unit = Unit(number * 10, "Pcs", ONE, () if open_price else tuple(prices))
    return Good(number, str(number), name, "Pcs", ProductKind.GOODS, None, None, "", open_price, "", (unit,))


SOAP = good(1, "Sabun", 3_400, 3_300)
SUGAR = good(2, "Gula", 17_800)
FISH = good(3, "Ikan", 0, open_price=True)


def seen(each: Good, on_hand: int = 42, expires_on: date | None = None) -> Seen:
    return Seen(Found(each, each.units[0].id), Quantity.of(on_hand), expires_on)


def till() -> Till:
    return Till(Cart(1, "uid", 1, DAY), CashRounding(100))


def selling(*goods: Good) -> Till:
    now = till()
    for each in goods:
        now = now.scanned(each.code, (seen(each),))
    return now


def test_a_scan_becomes_the_chosen_line() -> None:
    now = selling(SOAP, SUGAR)

    assert now.heard is Heard.FOUND
    assert now.line is not None
    assert now.line.good == SUGAR
    assert now.cart.total == Rupiah(21_200)


def test_goods_that_must_be_looked_at_sound_otherwise() -> None:
    assert till().scanned("1", (seen(SOAP, 0),)).heard is Heard.LOOK
    near = replace(seen(SOAP, 9, date(2026, 11, 25)), caution=Caution.SOON)
    assert till().scanned("1", (near,)).heard is Heard.LOOK
    assert till().scanned("1", (seen(SOAP, 9, date(2027, 11, 25)),)).heard is Heard.FOUND


def test_food_of_which_all_has_expired_becomes_no_line_and_settles_no_code() -> None:
    barred = replace(seen(SOAP, 9, date(2026, 11, 20)), caution=Caution.BARRED)
    now = till().scanned("899", ()).picked(barred, settles=True)

    assert (now.cart.lines, now.heard, [each.code for each in now.unknown]) == ((), Heard.REFUSED, ["899"])


def test_an_unknown_code_stays_until_it_is_settled() -> None:
    now = selling(SOAP).scanned("899", ())
    assert (now.heard, now.unknown[0].code) == (Heard.UNKNOWN, "899")
    assert now.said is not None
    assert "**899**" in now.said.words

    more = now.scanned("2", (seen(SUGAR),))
    assert more.cart.total == Rupiah(21_200)
    assert more.said == now.said

    unpaid = more.pay_started()
    assert (unpaid.paying, unpaid.heard) == (False, Heard.REFUSED)
    assert more.dropped().pay_started().paying


def test_an_unknown_code_is_settled_by_what_was_looked_up_for_it() -> None:
    now = till().scanned("899", (), quantity=Quantity.of(3)).picked(seen(SUGAR), settles=True)

    assert now.unknown == ()
    assert now.cart.lines[0].quantity == Quantity.of(3)


def test_a_code_that_is_known_by_now_settles_itself() -> None:
    assert till().scanned("2", ()).scanned("2", (seen(SUGAR),)).unknown == ()


def test_several_goods_of_one_code_are_to_be_chosen_from() -> None:
    now = till().scanned("77", (seen(SOAP), seen(SUGAR)), quantity=Quantity.of(2))
    assert (len(now.choices), now.cart.lines) == (2, ())
    assert now.scanned("1", (seen(SOAP),)).heard is Heard.REFUSED

    chosen = now.picked(now.choices[1], now.choice_quantity)
    assert (chosen.choices, chosen.cart.total) == ((), Rupiah(35_600))


def test_goods_without_a_price_wait_for_one() -> None:
    now = till().scanned("3", (seen(FISH),), quantity=Quantity.of(2))
    assert now.asking is not None
    assert now.scanned("1", (seen(SOAP),)).cart.lines == ()

    priced = now.priced(Rupiah(12_500))
    assert (priced.asking, priced.cart.total) == (None, Rupiah(25_000))
    assert now.dropped().asking is None


def test_a_card_attaches_its_member_and_tells_what_she_saves() -> None:
    now = selling(SOAP).scanned("9900217", (), SRI)

    assert now.cart.member == SRI
    assert now.cart.total == Rupiah(3_300)
    assert now.said is not None
    assert "Rp\N{NO-BREAK SPACE}100" in now.said.words
    assert now.detached().cart.total == Rupiah(3_400)


def test_goods_scanned_while_paying_are_refused_but_a_card_is_hers() -> None:
    paying = selling(SOAP).pay_started()

    refused = paying.scanned("2", (seen(SUGAR),))
    assert (refused.heard, refused.cart) == (Heard.REFUSED, paying.cart)

    member = paying.scanned("9900217", (), SRI)
    assert member.paying
    assert member.offers.parts[0].amount == Rupiah(3_300)


def test_plus_minus_and_a_quantity_change_the_chosen_line() -> None:
    now = selling(SOAP, SUGAR).moved(-1).stepped(1)
    assert now.cart.lines[0].quantity == Quantity.of(2)
    assert now.counted(Quantity.of(7)).cart.lines[0].quantity == Quantity.of(7)

    least = now.stepped(-1).stepped(-1)
    assert least.heard is Heard.REFUSED
    assert least.cart.lines[0].quantity == ONE


def test_a_line_taken_out_after_payment_began_says_so() -> None:
    before, after = selling(SOAP).removed(NOW), selling(SOAP).pay_started().pay_left().removed(NOW)

    assert before.cart.removed[0].taken_out().reason == ""
    assert after.cart.removed[0].taken_out().reason == "sesudah Bayar"


def test_digits_left_in_the_box_are_not_guessed_at() -> None:
    refused = selling(SOAP).refused_text("4")
    assert refused.heard is Heard.REFUSED
    assert refused.said is not None
    assert "4" in refused.said.words


def test_nothing_is_paid_before_something_is_bought() -> None:
    assert till().pay_started().heard is Heard.REFUSED
    assert till().blocked != ""


def test_cash_pressed_again_is_exact_money() -> None:
    now = selling(SOAP).pay_started().amount_typed(Rupiah(50_000)).cash_pressed()
    assert now.offers.parts[0].amount == Rupiah(3_400)


def test_what_is_posted_is_what_was_shown() -> None:
    now = selling(SOAP, SUGAR).removed(NOW).scanned("9900217", (), SRI).pay_started().amount_typed(Rupiah(5_000))
    command = now.command(Number(11, 1, "K1-000001"), SHIFT, 2, NOW)

    assert (command.total, command.change, command.rounding) == (Rupiah(3_300), Rupiah(1_700), Rupiah(0))
    assert (command.member_id, command.price_class) == (7, "anggota")
    assert [each.product_id for each in command.removed] == [2]
    assert commands.decode(type(command), commands.encode(command)) == command


def test_no_command_is_made_of_what_may_not_be_finished() -> None:
    with pytest.raises(Refused, match="Kurang"):
        selling(SOAP).pay_started().amount_typed(Rupiah(100)).command(Number(11, 1, "K1-1"), SHIFT, 2, NOW)


def test_the_next_scan_begins_the_next_sale() -> None:
    paid = selling(SOAP).pay_started().sold(Posted(1, "K1-1", Rupiah(3_400), Rupiah(0), Rupiah(0)), (), till().cart)
    assert (paid.finished is not None, paid.busy, paid.heard) == (True, False, Heard.SAVED)

    following = paid.scanned("2", (seen(SUGAR),))
    assert (following.finished, following.cart.total) == (None, Rupiah(17_800))


def test_a_draft_brings_everything_back_but_the_notice() -> None:
    now = selling(SOAP).scanned("9900217", (), SRI).scanned("899", ()).dropped()
    now = now.pay_started(TenderKind.QRIS).money_seen(True).pay_left()
    kept = commands.decode(Draft, commands.encode(now.draft))

    back = open_till(kept, Cart(2, "other", 1, DAY), now.rounding)
    assert back.draft == now.draft
    assert back == replace(now, chosen=0, last=None, said=None, heard=None)


CREDIT = replace(
    good(4, "Pulsa", 0, open_price=True), price_min=Rupiah(5_000), price_max=Rupiah(500_000), asks_note="Nomor HP"
)


def test_a_service_asks_its_price_and_then_whom_it_is_for() -> None:
    now = till().scanned("4", (seen(CREDIT),))
    assert now.asking is not None
    assert now.asking.wants_price
    now = now.priced(Rupiah(52_000))
    assert (now.cart.lines, now.heard) == ((), Heard.LOOK)
    assert now.asking is not None
    assert now.asking.wants_note

    (line,) = now.noted(" 0812 3456  7890").cart.lines
    assert (line.note, line.unit_price, line.sold().note) == (
        "0812 3456 7890", Rupiah(52_000), "Nomor HP: 0812 3456 7890",
    )  # fmt: skip


def test_a_service_without_its_note_is_no_line() -> None:
    now = till().scanned("4", (seen(CREDIT),)).priced(Rupiah(52_000)).noted("  ")
    assert now.said is not None
    assert now.said.words == "Nomor HP belum diisi."
    assert now.cart.lines == ()
    assert now.dropped().asking is None


def test_a_scan_while_a_note_is_asked_for_is_refused_in_words() -> None:
    now = till().scanned("4", (seen(CREDIT),)).priced(Rupiah(52_000)).scanned("1", (seen(SOAP),))
    assert now.said is not None
    assert (now.said.words, now.heard) == ("Ketik dulu Nomor HP untuk Pulsa.", Heard.REFUSED)


@pytest.mark.parametrize("price", [4_999, 500_001])
def test_a_typed_price_outside_its_limits_needs_another_persons_yes(price: int) -> None:
    now = till().scanned("4", (seen(CREDIT),))
    refused = now.priced(Rupiah(price))
    assert refused.said is not None
    assert "antara Rp\N{NO-BREAK SPACE}5.000 dan Rp\N{NO-BREAK SPACE}500.000" in refused.said.words
    assert refused.asking == now.asking

    allowed = refused.priced(Rupiah(price), allowed=True).noted("0812")
    assert allowed.cart.total == Rupiah(price)


def test_the_same_service_for_two_numbers_is_two_lines() -> None:
    now = till()
    for number in ("0812", "0813", "0812"):
        now = now.scanned("4", (seen(CREDIT),)).priced(Rupiah(10_000)).noted(number)

    assert [(line.note, line.quantity) for line in now.cart.lines] == [("0812", Quantity.of(2)), ("0813", ONE)]
