"""Adjustments: a balance put right by a document of its own, with the other side in the books."""

from __future__ import annotations

import pytest

from consignment import adjustments
from consignment.adjustments import AdjustmentCommand, AdjustmentReversal, Ground
from koperasi import commands
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.ledger import Role, balance
from koperasi.money import Rupiah
from tests.consignment.stating import Stating
from tests.laws.days import Days, furnish
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Stating:
    return Stating(Days(counter.shop, counter, *furnish(counter)))


def adjust(
    hers: Stating, amount: int, ground: Ground, why: str = "sebab", maker: int | None = None
) -> AdjustmentCommand:
    command = AdjustmentCommand(
        *hers.days.ids(), maker or hers.maker, Rupiah(amount), ground, why, hers.today, hers.shop.clock()
    )
    with hers.shop.work(hers.counter.manager, channel="office") as work:
        adjustments.adjust(work, command)
    return command


@pytest.mark.parametrize(
    ("amount", "ground", "account"),
    [
        (8_000, Ground.LOSS, Role.CONSIGNMENT_LOSS),
        (8_000, Ground.GOODWILL, Role.PROMOTION),
        (-8_000, Ground.CHARGE, Role.OTHER_INCOME),
        (1_250_000, Ground.OPENING, Role.OPENING_EQUITY),
    ],
)
def test_what_she_is_owed_changes_and_the_books_say_against_what(
    hers: Stating, amount: int, ground: Ground, account: Role
) -> None:
    made = adjust(hers, amount, ground)

    assert hers.owed() == amount
    with hers.shop.reading() as connection:
        assert balance(connection, ACCOUNT_IDS[account]) == Rupiah(amount)
    assert hers.wrong() == []

    back = AdjustmentReversal(*hers.days.ids(), made.id, "keliru", hers.today, hers.shop.clock())
    with hers.shop.work(hers.counter.manager) as work:
        adjustments.take_back(work, back)

    assert hers.owed() == 0
    with hers.shop.reading() as connection:
        assert balance(connection, ACCOUNT_IDS[account]) == Rupiah(0)
    assert hers.wrong() == []


def test_without_an_amount_a_reason_or_somebody_nothing_is_adjusted(hers: Stating) -> None:
    with pytest.raises(BadInput):
        adjust(hers, 0, Ground.LOSS)
    with pytest.raises(BadInput):
        adjust(hers, 1, Ground.LOSS, why="  ")
    with pytest.raises(NotFound):
        adjust(hers, 1, Ground.LOSS, maker=1)

    assert hers.owed() == 0


@pytest.mark.parametrize(("owed", "account"), [(75, Role.OTHER_INCOME), (-75, Role.CONSIGNMENT_LOSS)])
def test_a_small_balance_is_written_off_and_never_more_than_it(hers: Stating, owed: int, account: Role) -> None:
    """Edge case 40: a balance that stays below what is paid out for ever."""
    adjust(hers, owed, Ground.OPENING)

    for beyond in (-2 * owed, owed):
        with pytest.raises(Refused) as refused:
            adjust(hers, beyond, Ground.WRITE_OFF)
        assert refused.value.rule == "more-than-owed"
    adjust(hers, -owed, Ground.WRITE_OFF)

    assert hers.owed() == 0
    with hers.shop.reading() as connection:
        assert balance(connection, ACCOUNT_IDS[account]) == Rupiah(-owed)
    assert hers.wrong() == []


def test_done_twice_it_counts_once(hers: Stating) -> None:
    made = adjust(hers, 5_000, Ground.OPENING)

    with hers.shop.work(hers.counter.manager) as work:
        adjustments.adjust(work, commands.decode(AdjustmentCommand, commands.encode(made)))

    assert hers.owed() == 5_000


def test_it_is_taken_back_once_and_a_taking_back_never(hers: Stating) -> None:
    made = adjust(hers, 5_000, Ground.OPENING)
    first = AdjustmentReversal(*hers.days.ids(), made.id, "keliru", hers.today, hers.shop.clock())
    with hers.shop.work(hers.counter.manager) as work:
        adjustments.take_back(work, first)

    for document in (made.id, first.id):
        again = AdjustmentReversal(*hers.days.ids(), document, "lagi", hers.today, hers.shop.clock())
        with pytest.raises(Refused) as refused, hers.shop.work(hers.counter.manager) as work:
            adjustments.take_back(work, again)
        assert refused.value.rule == "reversed"
    with pytest.raises(NotFound), hers.shop.work(hers.counter.manager) as work:
        adjustments.take_back(work, AdjustmentReversal(*hers.days.ids(), 1, "apa", hers.today, hers.shop.clock()))

    assert hers.owed() == 0


def test_a_cashier_adjusts_nothing(hers: Stating) -> None:
    command = AdjustmentCommand(
        *hers.days.ids(), hers.maker, Rupiah(1), Ground.LOSS, "sebab", hers.today, hers.shop.clock()
    )

    with pytest.raises(NotAllowed), hers.shop.work(hers.counter.cashier) as work:
        adjustments.adjust(work, command)
