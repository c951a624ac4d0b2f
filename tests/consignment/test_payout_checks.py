"""`sbmi-mart check` names a payout that pays an entry twice, or not what it says."""

from __future__ import annotations

import pytest
from sqlalchemy import insert

from consignment.payout_checks import payouts
from consignment.payout_facts import PayoutEntry
from koperasi.money import Rupiah
from tests.consignment.paying import back, cakes, earn, maker_member, pay
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Counter:
    made = maker_member(counter)
    made.open()
    return made


def wrong(counter: Counter) -> list[str]:
    with counter.shop.reading() as connection:
        return payouts(connection, counter.shop)


def take(counter: Counter, document_id: int, entry_id: int, amount: int) -> None:
    """Write an allocation past the deed, as a broken program would."""
    row = {"document_id": document_id, "entry_document_id": entry_id, "maker_id": counter.maker_id}
    with counter.shop.database.writing() as connection:
        connection.execute(insert(PayoutEntry), [{**row, "amount": Rupiah(amount)}])


def test_a_history_of_payouts_and_reversals_is_in_order(hers: Counter) -> None:
    cake = cakes(hers)
    earn(hers, cake, 20_050)
    paid = pay(hers)
    back(hers, paid.document_id)
    earn(hers, cake, 1_000)
    pay(hers)
    assert wrong(hers) == []


def test_an_entry_that_is_paid_twice_is_named(hers: Counter) -> None:
    cake = cakes(hers)
    first = earn(hers, cake, 10_000)
    pay(hers)
    earn(hers, cake, 5_000)
    second = pay(hers)
    take(hers, second.document_id, first, 10_000)
    told = wrong(hers)
    assert any("dibayar Rp 20.000, haknya Rp 10.000" in each for each in told)
    assert any(each.startswith(f"{second.number}: dibayar Rp 5.000, dari catatan Rp 15.000") for each in told)


def test_a_reversal_that_gives_back_something_else_is_named(hers: Counter) -> None:
    cake = cakes(hers)
    earn(hers, cake, 10_000)
    paid = pay(hers)
    other = earn(hers, cake, 5_000)
    reversal = back(hers, paid.document_id)
    take(hers, reversal.id, other, 5_000)
    assert f"{paid.number}: pembatalannya tidak sama" in wrong(hers)
