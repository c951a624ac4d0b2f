"""What dates of lots mean, on plain values."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from inventory import expiries
from inventory.expiries import Caution, Dated, Left
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, Quantity

DAY = date(2026, 11, 25)


def left(*lots: tuple[int, int | None]) -> list[Left]:
    """(quantity, days until it expires or None for no date)."""
    return [(Quantity.of(many), None if days is None else DAY + timedelta(days=days)) for many, days in lots]


@pytest.mark.parametrize(
    ("lots", "said"),
    [
        ([], Caution.NONE),
        ([(5, None)], Caution.NONE),
        ([(5, 8)], Caution.NONE),
        ([(5, 7)], Caution.SOON),
        ([(5, 0)], Caution.SOON),  # its last day is still a day
        ([(5, -1)], Caution.ALL),
        ([(5, -1), (3, 30)], Caution.SOME),
        ([(5, -1), (3, None)], Caution.SOME),
        ([(0, -1), (3, 30)], Caution.NONE),
        ([(5, -1), (-5, None)], Caution.SOME),  # by the books nothing is left
        ([(5, -1), (-4, None)], Caution.ALL),
        ([(-3, -1)], Caution.NONE),
    ],
)
def test_what_the_till_says_of_the_dates_at_the_shelf(lots: list[tuple[int, int | None]], said: Caution) -> None:
    assert expiries.caution(left(*lots), DAY, 7) is said


def lot(number: int, product: int, many: int | str, days: int) -> Dated:
    good = (product, f"C{product}", f"Barang {product}", "Pcs", None, "", None, "", True, 1, "Rak", number, "", DAY)
    return Dated(*good, DAY + timedelta(days=days), Quantity.of(many), Rupiah(1_000))


def test_what_stays_unsold_is_explained() -> None:
    (found,) = expiries.reckoned([lot(1, 1, 15, 4)], {1: Quantity.of(2)}, DAY)

    assert found.unsold == Quantity.of(7)
    assert found.explained(DAY) == "laku 2 sehari, 4 hari lagi: kira-kira 7 tak terjual"


def test_a_later_lot_sells_only_what_an_earlier_one_leaves() -> None:
    first, second = expiries.reckoned([lot(2, 1, 10, 6), lot(1, 1, 6, 4)], {1: Quantity.of(2)}, DAY)

    assert (first.lot_id, first.unsold) == (1, NOTHING)
    assert (second.lot_id, second.unsold) == (2, Quantity.of(4))  # 12 sell in six days, 6 of them are the other lot's
    assert first.explained(DAY) == "laku 2 sehari, 4 hari lagi: habis pada waktunya"


def test_pieces_are_sold_whole_and_weighed_goods_by_the_gram() -> None:
    pieces, weighed = expiries.reckoned(
        [lot(1, 1, 5, 3), lot(2, 2, "5.500", 3)], {1: Quantity.of("0.5"), 2: Quantity.of("0.5")}, DAY
    )

    assert pieces.unsold == Quantity.of(4)
    assert weighed.unsold == Quantity.of(4)


def test_what_does_not_sell_and_what_has_expired_stays() -> None:
    expired, slow = expiries.reckoned([lot(1, 1, 5, -2), lot(2, 2, 3, 9)], {}, DAY)

    assert (expired.unsold, slow.unsold) == (Quantity.of(5), Quantity.of(3))
    assert (expired.words(DAY), slow.words(DAY)) == ("lewat 2 hari", "9 hari lagi")
    assert (expired.explained(DAY), slow.explained(DAY)) == ("", "tidak laku akhir-akhir ini")
    assert (expired.tone(DAY), lot(3, 3, 1, 0).tone(DAY), slow.tone(DAY)) == ("refuse", "warn", "plain")
