"""Promotions on the till: the word, the discount, the strip, and what stands once Bayar was pressed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt

from desktop.lines import LineRow
from inventory import promotions
from inventory.promotion_offers import PromotionKind
from inventory.promotions import NewPromotion, Target
from koperasi.money import Rupiah
from pos import promoted_goods
from pos.screens import wordings
from tests.pos.screens.conftest import Desk
from tests.shops import Clock


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """A promotion made while the till stands is known at the next scan."""
    monkeypatch.setattr(promoted_goods, "LOOK_AGAIN", 0)


def make(desk: Desk, **said: object) -> None:
    targets = (Target(product_id=desk.shop.soap),)
    usual = NewPromotion("SEHAT", "Sabtu Sehat", PromotionKind.FREE, targets, buy=2, free=1)
    with desk.shop.shop.work(desk.shop.manager, channel="office") as work:
        promotions.add(work, replace(usual, **said))  # type: ignore[arg-type]


def at(desk: Desk, hour: int, minute: int = 0) -> None:
    """Set the shop's clock, which is seven hours before UTC's."""
    clock = desk.shop.shop.clock
    assert isinstance(clock, Clock)
    clock.at = datetime(2026, 11, 23, hour - 7, minute, tzinfo=UTC)


def strip(desk: Desk) -> str:
    return desk.till.said.words.replace("\N{NO-BREAK SPACE}", " ") if desk.till.said else ""


def row(desk: Desk) -> LineRow:
    return desk.screen.face.lines.lines[-1]


def test_two_ask_for_the_third_that_is_free_and_the_third_says_why(desk: Desk) -> None:
    make(desk)
    desk.scan("101")
    assert wordings.hint(desk.till) is None
    desk.scan("101")
    hint = wordings.hint(desk.till)
    assert hint is not None
    assert "**1 pcs** → **gratis**" in hint.words

    desk.press(Qt.Key.Key_Plus, ctrl=True)
    shown = row(desk)
    assert (shown.quantity, shown.price_note, shown.discount, shown.amount) == (
        "3", "promo", "\N{MINUS SIGN}3.400", "6.800",
    )  # fmt: skip
    assert (shown.note, shown.discount_note) == ("beli 2 gratis 1", "")
    assert strip(desk) == "Promo Sabtu Sehat: beli 2 gratis 1, hemat **Rp 3.400**"
    assert desk.till.cart.saved == Rupiah(3_400)


def test_a_line_that_only_counts_towards_it_says_promo_and_no_discount(desk: Desk) -> None:
    make(desk, targets=(Target(product_id=desk.shop.soap),), buy=1)
    desk.scan("101")
    assert (row(desk).price_note, row(desk).discount, row(desk).note) == ("", "", "")


def test_by_the_hour_it_is_decided_at_every_change_and_stands_from_bayar_on(desk: Desk) -> None:
    make(desk, kind=PromotionKind.PERCENT, rate_bps=1_000, begins=17 * 60, ends=19 * 60)
    at(desk, 16, 58)
    desk.scan("101")
    assert desk.till.cart.total == Rupiah(3_400)

    at(desk, 17, 30)
    desk.press(Qt.Key.Key_Plus)
    assert (desk.till.cart.total, row(desk).price_note) == (Rupiah(6_120), "promo")
    assert strip(desk) == "Promo Sabtu Sehat: diskon 10%, hemat **Rp 680**"

    at(desk, 18, 59)
    desk.press(Qt.Key.Key_F4)
    at(desk, 19, 30)
    desk.type("10000")
    assert desk.till.cart.total == Rupiah(6_120)
    desk.finish()
    assert desk.till.finished is not None
    assert desk.till.finished.posted.total == Rupiah(6_120)


def test_at_bayar_an_hour_that_is_over_is_over(desk: Desk) -> None:
    make(desk, kind=PromotionKind.PERCENT, rate_bps=1_000, begins=17 * 60, ends=19 * 60)
    at(desk, 18, 59)
    desk.scan("101")
    assert desk.till.cart.total == Rupiah(3_060)
    at(desk, 19, 1)
    desk.press(Qt.Key.Key_F4)
    assert desk.till.cart.total == Rupiah(3_400)


def test_the_till_comes_back_with_what_was_promised(desk: Desk, open_desk: object) -> None:
    make(desk)
    for _scan in range(3):
        desk.scan("101")
    desk.until(lambda: desk.checkout.kept)
    desk.shell.deeds.close()

    again: Desk = open_desk()  # type: ignore[operator]
    assert again.till.cart.lines == desk.till.cart.lines
    assert again.till.cart.total == Rupiah(6_800)


def test_the_price_check_tells_every_promotion_of_a_good(desk: Desk) -> None:
    make(desk, price_class="anggota", begins=17 * 60, ends=19 * 60)
    desk.press(Qt.Key.Key_F7)
    desk.type("sabun")
    shown = desk.screen.face.good._tiers
    desk.until(shown.text)
    assert shown.text() == "Promo Sabtu Sehat: beli 2 gratis 1 (17.00-19.00, anggota)"
