"""Promotions in the database: made by right, checked, ended, and found by what they are for."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta

import pytest

from inventory import promotions
from inventory.promotion_offers import Bearer, Piece, Promotion, PromotionKind, Promotions
from inventory.promotions import NewPromotion, Target
from koperasi.errors import BadInput, NotAllowed, NotFound
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.work import Actor
from tests.shops import Counter

DAY = date(2026, 11, 23)


def new(counter: Counter, **said: object) -> NewPromotion:
    usual = NewPromotion("P1", "Hemat", PromotionKind.PERCENT, (Target(product_id=counter.soap),), rate_bps=1_000)
    return replace(usual, **said)  # type: ignore[arg-type]


def make(counter: Counter, made: NewPromotion, actor: Actor | None = None) -> int:
    with counter.shop.work(actor or counter.manager, channel="office") as work:
        return promotions.add(work, made)


def read(counter: Counter, day: date = DAY) -> Promotions:
    with counter.shop.reading() as connection:
        return promotions.in_use(connection, day)


def test_a_promotion_is_read_as_it_was_made(counter: Counter) -> None:
    said = {
        "price_class": "anggota", "branch_id": counter.shop.branch.id, "first_day": DAY, "last_day": DAY,
        "weekdays": 0b1000001, "begins": 22 * 60, "ends": 2 * 60,
    }  # fmt: skip
    made = make(counter, new(counter, **said))

    expected = Promotion(made, "Hemat", PromotionKind.PERCENT, rate_bps=1_000, **said)  # type: ignore[arg-type]
    assert read(counter).of(counter.soap, None, None) == (expected,)
    assert read(counter).of(counter.cookies, None, None) == ()


def test_a_bundle_knows_its_pieces_and_is_found_by_each(counter: Counter) -> None:
    pieces = (
        Target(product_id=counter.soap, quantity=Quantity.of(2)),
        Target(product_id=counter.cookies, quantity=Quantity.of(1)),
    )
    make(counter, new(counter, kind=PromotionKind.BUNDLE, targets=pieces, amount=Rupiah(15_000)))

    (by_soap,) = read(counter).of(counter.soap, None, None)
    assert by_soap.pieces == (Piece(counter.soap, Quantity.of(2)), Piece(counter.cookies, Quantity.of(1)))
    assert read(counter).of(counter.cookies, None, None) == (by_soap,)


def test_what_is_over_or_ended_is_not_in_use(counter: Counter) -> None:
    make(counter, new(counter, code="A", last_day=DAY - timedelta(days=2)))
    make(counter, new(counter, code="B"))
    with counter.shop.work(counter.manager, channel="office") as work:
        promotions.end(work, "B")

    assert not read(counter)
    with counter.shop.work(counter.manager, channel="office") as work, pytest.raises(NotFound, match="sudah berakhir"):
        promotions.end(work, "B")


def test_the_night_after_its_last_day_still_belongs_to_it(counter: Counter) -> None:
    make(counter, new(counter, last_day=DAY - timedelta(days=1), begins=22 * 60, ends=120))
    (found,) = read(counter).of(counter.soap, None, None)
    one = counter.shop.branch.local(counter.shop.clock()).replace(hour=1)
    assert one.date() == DAY
    assert found.holds("", 1, DAY, one)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"code": " "}, "code"),
        ({"name": ""}, "name"),
        ({"targets": ()}, "targets"),
        ({"rate_bps": 0}, "rate"),
        ({"rate_bps": 10_001}, "rate"),
        ({"kind": PromotionKind.AMOUNT}, "amount"),
        ({"kind": PromotionKind.PRICE}, "amount"),
        ({"kind": PromotionKind.FREE, "buy": 2}, "free"),
        ({"kind": PromotionKind.BUNDLE, "amount": Rupiah(1)}, "targets"),  # of nothing
        ({"kind": PromotionKind.BUNDLE, "amount": Rupiah(1), "targets": (Target(category_id=1),)}, "targets"),
        ({"targets": (Target(product_id=1, unit_id=2), Target(product_id=3))}, "unit"),
        ({"first_day": DAY, "last_day": DAY - timedelta(days=1)}, "last_day"),
        ({"weekdays": 128}, "weekdays"),
        ({"begins": 60}, "hours"),
        ({"begins": 60, "ends": 60}, "hours"),
        ({"begins": 60, "ends": 24 * 60}, "hours"),
        ({"bearer": Bearer.MAKER}, "agreed"),
        ({"bearer": Bearer.MAKER, "agreed": True}, "bearer"),  # the soap is nobody's but the shop's
    ],
)  # fmt: skip
def test_one_that_says_too_little_is_refused(counter: Counter, said: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        make(counter, new(counter, **said))
    assert refusal.value.field == field
    assert not read(counter)


def test_a_code_is_used_once(counter: Counter) -> None:
    make(counter, new(counter))
    with pytest.raises(BadInput, match="sudah dipakai"):
        make(counter, new(counter))


def test_a_cashier_makes_no_promotion(counter: Counter) -> None:
    with pytest.raises(NotAllowed):
        make(counter, new(counter), counter.cashier)


def test_what_holds_now_is_told_from_the_clock(counter: Counter) -> None:
    make(counter, new(counter, begins=17 * 60, ends=19 * 60))
    (found,) = read(counter).of(counter.soap, None, None)
    local = counter.shop.branch.local(counter.shop.clock())
    at_five = local.replace(hour=time(17).hour)
    assert (found.holds("", 1, DAY, local), found.holds("", 1, DAY, at_five)) == (False, True)
