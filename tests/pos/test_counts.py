"""A count: what was counted, what is still missing, what to leave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperasi.money import ZERO, Rupiah
from pos.counts import KINDS, Count, Difference, part


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


def counted(**pieces: int) -> Count:
    """`n50=3` is three notes of 50.000, `k500=2` two coins of 500."""
    count = Count()
    for name, number in pieces.items():
        worth = int(name[1:]) * (1_000 if name[0] == "n" else 1)
        count = count.of(worth, name[0] == "k", number)
    return count


@pytest.mark.parametrize(
    ("count", "usual", "stays"),
    [
        # Small money first; the one large note that is needed, and the coins that are not go.
        (counted(n100=3, n50=3, n20=1, n10=3, n5=2, n2=3, n1=4, k1000=1, k500=2, k200=1, k100=1), 300_000, 300_000),
        (counted(n100=8, n50=11, n20=7, n10=10, n5=6, n2=7, n1=4, k1000=6, k500=9), 300_000, 300_000),
        (counted(n100=5), 300_000, 300_000),
        (counted(n100=2, n50=1), 300_000, 250_000),  # all there is
        (counted(n100=4), 250_000, 300_000),  # no pieces make it: the least above it
        (counted(), 300_000, 0),
        (counted(n100=4), 0, 0),
    ],
)
def test_what_stays_is_the_usual_float_in_small_money(count: Count, usual: int, stays: int) -> None:
    parting = part(count, Rupiah(usual))

    assert parting.stays.amount == Rupiah(stays)
    assert parting.stays.amount + parting.goes.amount == count.amount


@given(
    pieces=st.lists(st.integers(0, 30), min_size=len(KINDS), max_size=len(KINDS)),
    usual=st.integers(0, 10_000).map(lambda each: each * 100),
)
def test_parting_loses_no_piece_and_leaves_no_piece_too_many(pieces: list[int], usual: int) -> None:
    count = Count(dict(zip(KINDS, pieces, strict=True)))

    parting = part(count, Rupiah(usual))

    for kind in KINDS:
        stays, goes = parting.stays.pieces.get(kind, 0), parting.goes.pieces.get(kind, 0)
        assert stays >= 0
        assert goes >= 0
        assert stays + goes == count.pieces[kind]
        # Whatever stays is needed: without one piece of it there would be less than the usual.
        assert not stays or (parting.stays.amount.amount - kind[0] < usual)
    assert parting.stays.amount.amount >= min(usual, count.amount.amount)
