"""Losses as they stand: what is open, what was found again and taken back, how much is borne by whom."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from consignment import open_losses
from consignment.agreements import Conditions, LossCause
from consignment.loss_facts import MakerLossRecord
from consignment.loss_queries import Found, Key, Lost, Settled, portion
from consignment.losses import FoundCommand, FoundLine
from consignment.lot_worths import LotWorth
from consignment.open_losses import Loss
from consignment.terms import Deal, Terms
from koperasi.documents import Kind
from koperasi.errors import BadInput, Refused
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, Quantity
from pos import checks
from tests.consignment import gone
from tests.consignment.gone import Gone, q
from tests.shops import Counter

MORNING = datetime(2026, 11, 23, tzinfo=UTC)
PRODUCT, MAKER = 7, 3


@pytest.fixture
def hers(counter: Counter) -> Gone:
    return gone.of(counter)


def rows(hers: Gone, document_id: int) -> list[tuple[str, str, int, int]]:
    """Cause, quantity, what it is worth and what she got, of each line of a settlement."""
    row = MakerLossRecord
    found = select(row.cause, row.quantity, row.worth, row.amount).where(row.document_id == document_id)
    with hers.shop.reading() as connection:
        return [
            (cause.value, quantity.decimal, worth.amount, amount.amount)
            for cause, quantity, worth, amount in connection.execute(found.order_by(row.line))
        ]


def lost(source: int, lot: int, pieces: int, noted: LossCause = LossCause.LOST) -> Lost:
    """Sources are numbered in the order of their hours."""
    at = MORNING + timedelta(hours=source)
    what = (source, f"SO-{source}", Kind.STOCK_COUNT, date(2026, 11, 23), at)
    return Lost(*what, lot, MAKER, PRODUCT, noted, Quantity.of(pieces))


def found(source: int, lot: int, pieces: int) -> Found:
    return Found(source, MORNING + timedelta(hours=source), lot, PRODUCT, Quantity.of(pieces))


def standing(losses: list[Lost], again: list[Found], settled: dict[Key, Settled]) -> list[tuple[str, str]]:
    return [(each.open.decimal, each.over.decimal) for each in open_losses.matched(losses, again, settled)]


def done(pieces: int, tolerated: int = 0, amount: int = 0) -> Settled:
    return Settled(Quantity.of(pieces), Quantity.of(tolerated), Rupiah(amount), Rupiah(amount))


def test_what_nobody_settled_is_open() -> None:
    assert standing([lost(1, 1, 3)], [], {}) == [("3", "0")]


def test_what_was_found_later_of_the_same_lot_is_not_lost_any_more() -> None:
    assert standing([lost(1, 1, 3), lost(2, 2, 3)], [found(3, 1, 2)], {}) == [("1", "0"), ("3", "0")]


def test_what_was_found_before_it_was_lost_has_nothing_to_do_with_it() -> None:
    assert standing([lost(2, 1, 3)], [found(1, 1, 2)], {}) == [("3", "0")]


def test_found_goods_of_no_known_lot_close_what_is_open_before_what_was_paid() -> None:
    first = lost(1, 1, 1)

    assert standing([first, lost(2, 2, 1)], [found(3, 9, 1)], {first.key: done(1)}) == [("0", "0"), ("0", "0")]


def test_found_goods_beyond_all_that_was_lost_close_no_more_than_that() -> None:
    assert standing([lost(1, 1, 1)], [found(3, 1, 5)], {}) == [("0", "0")]


def test_what_was_damaged_is_not_found_again() -> None:
    assert standing([lost(1, 1, 2, LossCause.DAMAGED)], [found(2, 1, 2)], {}) == [("2", "0")]


def test_what_was_settled_and_found_is_over() -> None:
    first = lost(1, 1, 3)

    assert standing([first], [found(2, 1, 2)], {first.key: done(3)}) == [("0", "2")]


def worth(tolerance: int = 0, brought: int = 100, **terms: int) -> LotWorth:
    deal = Terms(Deal.FIXED, 0, Rupiah(terms.get("each", 8_000)))
    return LotWorth(1, MAKER, PRODUCT, deal, None, Conditions(tolerance_bps=tolerance), Quantity.of(brought))


def test_the_tolerance_goes_to_what_was_lost_first() -> None:
    losses = open_losses.matched([lost(1, 1, 1), lost(2, 1, 3)], [], {})

    told = open_losses.with_tolerance(losses, {1: worth(200)})

    assert [each.allowed.decimal for each in told] == ["1", "1"]


def test_what_was_found_gives_its_tolerance_to_the_next() -> None:
    losses = open_losses.matched([lost(1, 1, 2), lost(2, 1, 3)], [found(3, 1, 4)], {})

    told = open_losses.with_tolerance(losses, {1: worth(200)})

    assert [(each.open.decimal, each.allowed.decimal) for each in told] == [("1", "1"), ("0", "0")]


@pytest.mark.parametrize(("shop_bps", "amount"), [(0, 0), (1, 1), (5_000, 4_167), (9_999, 8_333), (10_000, 8_333)])
def test_the_odd_rupiah_of_a_shared_loss_is_hers(shop_bps: int, amount: int) -> None:
    loss = Loss(lost(1, 1, 1, LossCause.EXPIRED))

    bearing = open_losses.borne(loss, worth(each=8_333), Quantity.of(1), shop_bps=shop_bps)

    assert bearing is not None
    assert bearing.amount.amount == amount


@given(st.integers(1, 50), st.integers(0, 50), st.integers(0, 2_000_000), st.lists(st.integers(1, 20), max_size=10))
def test_whatever_parts_come_back_nothing_is_left_of_the_last(
    pieces: int, tolerated: int, amount: int, parts: list[int]
) -> None:
    left = Settled(
        Quantity.of(pieces),
        Quantity.of(min(tolerated, pieces)),
        Rupiah(amount),
        Rupiah(amount if tolerated < pieces else 0),
    )
    for part in [*parts, pieces]:
        back = open_losses.taken_back(left, min(Quantity.of(part), left.quantity))
        assert back.amount.amount >= 0
        left = Settled(
            left.quantity - back.quantity,
            left.tolerated - back.tolerated,
            left.worth - back.worth,
            left.amount - back.amount,
        )
        assert left.tolerated <= left.quantity
    assert left == Settled(NOTHING, NOTHING, Rupiah(0), Rupiah(0))


def test_each_line_of_a_write_off_takes_the_lots_in_their_turn() -> None:
    moves = [(1, MAKER, Quantity.of(2)), (2, None, Quantity.of(3))]

    assert portion(moves, Quantity.of(3)) == [(1, MAKER, Quantity.of(2)), (2, None, Quantity.of(1))]
    assert portion(moves, Quantity.of(2)) == [(2, None, Quantity.of(2))]
    assert moves == []


def test_what_is_found_again_takes_back_what_was_paid_for_it(hers: Gone) -> None:
    """Edge case 17: found stock after the loss was compensated."""
    hers.bring(30)
    hers.count(28)
    hers.settle()
    hers.count(29)
    (loss,) = hers.losses()
    assert (loss.over, loss.open) == (q(1), q(0))

    done = hers.take_back()

    assert rows(hers, done.id) == [("lost", "-1", -8_000, -8_000)]
    assert hers.owed() == 8_000
    assert checks.wrong(hers.shop) == []


def test_what_is_found_before_it_was_settled_closes_the_loss(hers: Gone) -> None:
    hers.bring(30)
    hers.count(28)
    hers.count(30)

    assert [(each.open, each.over) for each in hers.losses()] == [(q(0), q(0))]
    assert hers.owed() == 0


def test_what_is_found_in_another_lot_closes_what_was_lost_of_a_closed_one(hers: Gone) -> None:
    """Edge case 18: the surplus goes into the newest lot; the lost piece was of a lot used up since."""
    first = hers.bring(3)
    hers.count(2)
    hers.settle()
    hers.sell(2)
    hers.bring(5)
    assert hers.left(first) == "0"
    before = hers.owed()

    hers.count(6)
    hers.take_back()

    assert hers.owed() - before == -8_000
    assert checks.wrong(hers.shop) == []


def test_more_than_was_ever_lost_takes_nothing_back(hers: Gone) -> None:
    """Edge case 16: the delivery was counted wrong, and a count finds more than the books."""
    hers.bring(10)
    hers.count(12)

    assert hers.losses() == []
    assert checks.wrong(hers.shop) == []


def test_of_what_was_tolerated_the_paid_pieces_come_back_first(hers: Gone) -> None:
    hers.agree(tolerance_bps=200)
    hers.bring(100)
    hers.count(97)
    hers.settle()
    assert hers.owed() == 8_000

    hers.count(98)
    hers.take_back()
    assert hers.owed() == 0

    hers.count(99)
    done = hers.take_back()
    assert rows(hers, done.id) == [("lost", "-1", -8_000, 0)]
    assert checks.wrong(hers.shop) == []


def test_parts_of_what_was_paid_come_back_without_a_rupiah_lost(hers: Gone) -> None:
    hers.bring(10, Terms(Deal.FIXED, 0, Rupiah(8_333)))
    hers.agree(liabilities=((LossCause.LOST, 5_000),))
    hers.count(7)
    hers.settle()
    assert hers.owed() == 12_500

    hers.count(8)
    hers.take_back()
    assert hers.owed() == 8_333
    hers.count(10)
    hers.take_back()
    assert hers.owed() == 0


def test_she_may_keep_what_she_got_for_what_was_found(hers: Gone) -> None:
    hers.bring(10)
    hers.count(9)
    hers.settle()
    hers.count(10)

    with pytest.raises(BadInput):
        hers.take_back(keep=True)
    hers.take_back(keep=True, why="sudah dijanjikan")

    assert hers.owed() == 8_000
    assert not any(each.over for each in hers.losses())


def test_more_than_was_found_is_not_taken_back(hers: Gone) -> None:
    hers.bring(10)
    hers.count(8)
    hers.settle()
    hers.count(9)
    (loss,) = hers.losses()
    line = FoundLine(*loss.lost.key, quantity=q(2))

    with pytest.raises(Refused) as refusal:
        hers.do(FoundCommand(**hers.room.head(), maker_id=hers.maker, lines=(line,)))

    assert refusal.value.rule == "not-found-again"
