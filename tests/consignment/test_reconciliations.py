"""Every maker's balance, reckoned four ways: they agree, and what is spoilt is told with what to do."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from consignment import reconciliations, reports
from consignment.adjustments import AdjustmentCommand, Ground, adjust
from consignment.payout_facts import Way
from consignment.reconciliations import Reconciled, Reconciliation
from consignment.statements import StatementCommand, draw_up
from koperasi import uids
from koperasi.money import ZERO, Rupiah
from koperasi.periods import Choices, Period
from koperasi.shop import Shop
from pos.tenders import Tender as Offered
from pos.tenders import TenderKind
from tests.consignment import paying
from tests.shops import Counter


@pytest.fixture
def paid(counter: Counter) -> Counter:
    """She earned 40.000, was adjusted by 500, got a statement, was paid in cash, and earned 9.000."""
    cakes = paying.cakes(counter)
    paying.earn(counter, cakes, 40_000)
    head = lambda: (counter.shop.minter.next(), uids.new_uid(counter.shop.clock()))  # noqa: E731
    day = paying.today(counter)
    with counter.shop.work(counter.manager, channel="office") as work:
        given = (counter.maker_id, Rupiah(-500), Ground.CHARGE, "salah hitung", day, counter.shop.clock())
        adjust(work, AdjustmentCommand(*head(), *given))
    with counter.shop.work(counter.manager, channel="office") as work:
        draw_up(work, StatementCommand(*head(), counter.maker_id, day, day, counter.shop.clock()))
    paying.pay(counter, Way.SAFE)
    paying.earn(counter, cakes, 9_000)
    return counter


def read(counter: Counter) -> Reconciliation:
    with counter.shop.reading() as connection:
        return reconciliations.read(connection)


def report(counter: Counter, **choices: Any) -> Any:
    day = paying.today(counter)
    with counter.shop.reading() as connection:
        return reconciliations.reconciliation(connection, Period(counter.shop.branch, day, day, "", Choices(**choices)))


def test_all_four_ways_say_what_she_is_owed(paid: Counter) -> None:
    (hers,) = read(paid).makers

    assert (hers.kept, hers.books, hers.papers, hers.stated) == (Rupiah(9_000),) * 4
    assert (hers.agrees, hers.words) == (True, "cocok")
    assert read(paid).agrees
    assert (report(paid).agrees, report(paid, party=paid.maker_id).agrees) == (True, True)
    assert [row["words"] for row in report(paid).records()] == ["cocok"]


def test_what_she_buys_with_what_she_is_owed_is_paid_to_her(counter: Counter) -> None:
    hers = paying.maker_member(counter)
    paying.earn(hers, paying.cakes(hers), 40_000)
    paying.consent(hers, paying.today(hers))
    spent = Offered(TenderKind.EARNINGS, Rupiah(3_400))
    hers.post(hers.command(hers.line(hers.soap, 1, 3_400), tenders=(spent,), member=True), approver=hers.manager)

    (found,) = read(hers).makers
    assert (found.kept, found.books, found.papers) == (Rupiah(36_600),) * 3
    day = paying.today(hers)
    with hers.shop.reading() as connection:
        (row,) = reports.consignment(connection, Period(hers.shop.branch, day, day)).records()
    assert (row["earned"], row["paid"], row["settled"], row["owed"]) == (40_000, 3_400, 0, 36_600)


def test_a_maker_without_a_statement_needs_none(counter: Counter) -> None:
    paying.earn(counter, paying.cakes(counter), 5_000)
    (hers,) = read(counter).makers
    assert (hers.stated, hers.agrees) == (None, True)


def test_a_shop_without_makers_agrees(counter: Counter) -> None:
    assert read(counter) == Reconciliation((), ZERO)
    assert report(counter).agrees


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        ("UPDATE party_balances SET amount = amount - 7 WHERE account_id = 202", "Saldo tersimpan selisih Rp 7."),
        ("UPDATE maker_shares SET share = share + 3 WHERE net = 9000", "Bukti dan buku selisih Rp 3."),
        ("UPDATE maker_adjustments SET amount = -600", "Bukti dan buku selisih -Rp 100."),
        ("UPDATE payouts SET gross = gross + 50, paid = paid + 50", "Bukti dan buku selisih -Rp 50."),
        ("UPDATE statements SET closing = closing + 11", "Rincian setoran selisih Rp 11."),
    ],
)
def test_what_is_spoilt_is_told_with_what_to_do(
    paid: Counter, unguarded: Callable[[Shop, str], None], spoil: str, said: str
) -> None:
    unguarded(paid.shop, spoil)

    (hers,) = read(paid).wrong
    assert hers.words.startswith(said), hers.words
    assert not report(paid).agrees


def test_the_whole_is_the_account_too() -> None:
    each = Reconciled(None, Rupiah(5), Rupiah(5), Rupiah(5))  # type: ignore[arg-type]
    assert Reconciliation((each,), Rupiah(5)).agrees
    assert not Reconciliation((each,), Rupiah(6)).agrees
