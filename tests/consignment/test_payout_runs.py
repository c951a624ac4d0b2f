"""Runs: everyone who is due, one document each; who cannot be paid is told why and stops nobody."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from consignment import payout_drafts, payout_queries, payout_runs
from consignment.agreements import Cycle, Fee, FeeWhen
from consignment.payout_facts import Way
from consignment.payout_runs import Due, RunAsk, RunResult, Who
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.parties import Party
from tests.consignment.paying import (
    adds_up,
    agree,
    balance,
    booked,
    bring_back,
    cakes,
    earn,
    later,
    maker_member,
    pay,
    set_to,
    today,
)
from tests.shops import Counter


@pytest.fixture
def two(counter: Counter) -> tuple[Counter, Counter]:
    """The shop as seen from its member who is a maker, and from Bu Siti, who is none."""
    sri = maker_member(counter)
    sri.open()
    siti = replace(counter, shift=sri.shift)
    earn(sri, cakes(sri), 40_000)
    earn(siti, cakes(siti, "292"), 30_000)
    return sri, siti


def due(counter: Counter, day: date | None = None) -> dict[str, Due]:
    day = day or today(counter)
    with counter.shop.reading() as connection:
        found = payout_runs.due(connection, day, counter.shop.settings)
    return {each.draft.payee.name: each for each in found}


def run(counter: Counter, **asked: object) -> RunResult:
    day = today(counter)
    ask = replace(RunAsk(Who.ALL, day, day, Way.SAFE, pays=True), **asked)  # type: ignore[arg-type]
    return payout_runs.run(counter.shop, counter.manager, ask)


def test_everyone_with_a_balance_is_paid_by_a_document_each(two: tuple[Counter, Counter]) -> None:
    sri, siti = two
    made = run(sri)
    assert [(each.maker, each.amount, bool(each.number), each.error) for each in made.outcomes] == [
        ("Siti Aminah", Rupiah(30_000), True, ""),
        ("Sri Wahyuni", Rupiah(40_000), True, ""),
    ]
    with sri.shop.reading() as connection:
        assert {each.number for each in payout_queries.of_run(connection, made.run_uid)} == {
            each.number for each in made.outcomes
        }
    assert balance(sri).owed == balance(siti).owed == Rupiah(0)
    adds_up(sri)


def test_a_run_again_pays_nobody(two: tuple[Counter, Counter]) -> None:
    run(two[0])
    assert run(two[0]).outcomes == ()
    adds_up(two[0])


def test_one_who_cannot_be_paid_is_told_and_stops_nobody(two: tuple[Counter, Counter]) -> None:
    sri, siti = two
    sale = earn(siti, cakes(siti, "293"), 1_000)
    pay(siti)
    bring_back(siti, sale)
    made = run(sri)
    assert [(each.maker, bool(each.number), each.error, each.waits) for each in made.outcomes] == [
        ("Siti Aminah", False, "Saldonya kurang Rp 1.000: dipotong dari penjualan berikutnya.", True),
        ("Sri Wahyuni", True, "", False),
    ]
    adds_up(sri)


def test_without_paying_it_keeps_drafts_to_print_and_sign(two: tuple[Counter, Counter]) -> None:
    sri, _siti = two
    made = run(sri, pays=False)
    assert all(each.draft_id is not None and not each.number for each in made.outcomes)
    with sri.shop.reading() as connection:
        assert len(payout_drafts.kept(connection, made.run_uid)) == 2
    again = run(sri, pays=False)
    assert {each.error for each in again.outcomes} == {"Masih ada bukti bayar yang belum selesai."}
    assert balance(sri).owed == Rupiah(40_000)


def test_what_needs_a_second_person_waits_as_a_draft(two: tuple[Counter, Counter]) -> None:
    sri, siti = two
    set_to(sri, payout_second_above=35_000)
    made = run(sri)
    assert [(each.maker, bool(each.number), each.draft_id is not None) for each in made.outcomes] == [
        ("Siti Aminah", True, False),
        ("Sri Wahyuni", False, True),
    ]
    assert (balance(sri).owed, balance(siti).owed) == (Rupiah(40_000), Rupiah(0))


def test_those_are_due_whose_pay_day_has_come(two: tuple[Counter, Counter]) -> None:
    sri, siti = two
    # Monday 23 November 2026: she is paid on Fridays.
    agree(siti, cycle=Cycle.WEEKLY, pay_day=4)
    assert not due(sri)["Siti Aminah"].is_due(today(sri))
    assert due(sri)["Siti Aminah"].due_on == date(2026, 11, 27)
    assert due(sri)["Sri Wahyuni"].due_on is None
    assert run(sri, who=Who.DUE).outcomes == ()
    later(sri, 5)
    assert [each.maker for each in run(sri, who=Who.DUE).outcomes] == ["Siti Aminah"]
    adds_up(sri)


def test_only_those_who_were_chosen_are_paid(two: tuple[Counter, Counter]) -> None:
    sri, siti = two
    made = run(sri, makers=frozenset({siti.maker_id}))
    assert [each.maker for each in made.outcomes] == ["Siti Aminah"]


def test_a_run_charges_fees_first_and_each_month_once(two: tuple[Counter, Counter]) -> None:
    sri, siti = two
    agree(siti, fees=(Fee(FeeWhen.MONTH, Rupiah(5_000), "sewa rak"), Fee(FeeWhen.DELIVERY, Rupiah(1_000), "antar")))
    cakes(siti, "294")
    # Two deliveries of today, on which it holds already.
    assert run(sri, who=Who.DUE).fees == 2
    later(sri, 10)
    assert (run(sri, who=Who.DUE).fees, run(sri, who=Who.DUE).fees) == (1, 0)
    assert booked(sri, Role.MAKER_FEES) == -7_000
    assert balance(siti).owed == Rupiah(23_000)
    adds_up(sri)


def test_an_account_that_is_empty_is_not_listed(two: tuple[Counter, Counter]) -> None:
    sri, siti = two
    pay(siti)
    assert list(due(sri)) == ["Sri Wahyuni"]


def test_a_retired_party_is_paid_still(two: tuple[Counter, Counter]) -> None:
    """Edge cases 3 and 41: what she earned stays hers after she left."""
    from koperasi import masters

    sri, siti = two
    with sri.shop.work(sri.manager, channel="office") as work:
        masters.change(work.connection, Party, siti.maker_id, retired_at=sri.shop.clock())
    assert due(sri)["Siti Aminah"].payable
