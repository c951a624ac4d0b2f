"""A count: what was counted, what is still missing, what to leave."""

from __future__ import annotations

from koperasi.money import ZERO, Rupiah
from pos.counts import KINDS, Count, Difference


def test_an_empty_count_misses_everything() -> None:
    assert Count().missing == list(KINDS)
    assert Count().missing_words == "11 pecahan"
    assert Count().amount == ZERO


def test_a_kind_counted_as_none_is_not_missing() -> None:
    count = Count()
    for worth, coin in KINDS[:-2]:
        count = count.of(worth, coin, 0)

    assert count.missing_words == "200, 100"
    assert count.as_pieces == ()


def test_notes_and_coins_of_a_thousand_are_two_kinds() -> None:
    count = Count().of(1_000, False, 4).of(1_000, True, 6)

    assert (count.notes, count.coins, count.amount) == (Rupiah(4_000), Rupiah(6_000), Rupiah(10_000))
    assert [(each.denomination.amount, each.coin, each.pieces) for each in count.as_pieces] == [
        (1_000, False, 4),
        (1_000, True, 6),
    ]


def test_a_count_taken_back_is_missing_again() -> None:
    count = Count().of(500, True, 9).of(500, True, None)

    assert (500, True) in count.missing


def test_the_usual_float_stays_or_all_there_is() -> None:
    usual = Rupiah(300_000)

    assert Difference(ZERO, Rupiah(1_650_300)).stays(usual) == usual
    assert Difference(ZERO, Rupiah(255_000)).stays(usual) == Rupiah(255_000)
    assert Difference(ZERO, ZERO).stays(usual) == ZERO


def test_short_is_negative_and_over_positive() -> None:
    assert Difference(Rupiah(1_652_300), Rupiah(1_650_300)).over == Rupiah(-2_000)
    assert Difference(Rupiah(1_000), Rupiah(1_500)).over == Rupiah(500)
