"""Payouts: she is paid by entries, once, in parts that add up, and what changed since is never paid."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from consignment import advances, payout_queries
from consignment.agreements import Fee, FeeWhen
from consignment.payout_facts import Undone, Way
from consignment.payouts import PayoutCommand
from koperasi import commands, shifts, uids
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.ledger import Role
from koperasi.money import ZERO, Rupiah
from pos.tenders import Tender, TenderKind
from tests.consignment.paying import (
    adds_up,
    agree,
    back,
    balance,
    booked,
    bring_back,
    cakes,
    commanded,
    consent,
    drawn,
    earn,
    later,
    maker_member,
    pay,
    post,
    seen,
    set_to,
    today,
    wishes,
)
from tests.shops import Counter


@pytest.fixture
def hers(counter: Counter) -> Counter:
    """A shop whose member is a maker, with a till open."""
    made = maker_member(counter)
    made.open()
    return made


def parts(counter: Counter, payout_id: int) -> list[int]:
    with counter.shop.reading() as connection:
        return [amount.amount for _entry, amount in payout_queries.entries_of(connection, payout_id)]


def test_cash_is_paid_down_to_a_coin_and_the_rest_stays_hers(hers: Counter) -> None:
    cake = cakes(hers)
    earn(hers, cake, 100_075)
    paid = pay(hers)
    assert (paid.paid, paid.gross, paid.carried) == (Rupiah(100_000), Rupiah(100_000), Rupiah(75))
    assert balance(hers).owed == Rupiah(75)
    assert booked(hers, Role.SAFE) == -300_000 - 100_000
    adds_up(hers)


def test_a_transfer_is_exact(hers: Counter) -> None:
    earn(hers, cakes(hers), 100_075)
    wishes(hers, pay_way="transfer", bank="BRI", bank_account="123", bank_holder="Sri")
    paid = pay(hers, None)
    assert (paid.way, paid.paid, paid.carried) == (Way.BANK, Rupiah(100_075), ZERO)
    assert booked(hers, Role.BANK) == -100_075
    adds_up(hers)


def test_the_oldest_entries_are_paid_first_and_the_last_one_partly(hers: Counter) -> None:
    cake = cakes(hers)
    for amount in (10_000, 20_000, 5_050):
        earn(hers, cake, amount)
    paid = pay(hers)
    assert parts(hers, paid.document_id) == [10_000, 20_000, 5_000]
    earn(hers, cake, 950)
    second = pay(hers)
    assert parts(hers, second.document_id) == [50, 950]
    assert balance(hers).owed == ZERO
    adds_up(hers)


def test_entries_after_the_cut_off_wait(hers: Counter) -> None:
    cake = cakes(hers)
    earn(hers, cake, 10_000)
    cut = today(hers)
    hers.close(310_000)
    later(hers, 1)
    earn(hers, cake, 7_000)
    assert pay(hers, cut_off=cut).paid == Rupiah(10_000)
    assert pay(hers).paid == Rupiah(7_000)
    adds_up(hers)


def test_what_is_on_hold_is_not_paid_before_its_day(hers: Counter) -> None:
    cake = cakes(hers)
    agree(hers, hold_days=3)
    earn(hers, cake, 10_000)
    held = drawn(hers)
    assert (held.figures.gross, held.blocked) == (ZERO, "Rp 10.000 masih ditahan")
    later(hers, 3)
    assert pay(hers).paid == Rupiah(10_000)
    adds_up(hers)


def test_chosen_entries_are_a_part(hers: Counter) -> None:
    cake = cakes(hers)
    first, second = earn(hers, cake, 10_000), earn(hers, cake, 20_000)
    paid = pay(hers, chosen=frozenset({second}))
    assert paid.paid == Rupiah(20_000)
    with hers.shop.reading() as connection:
        assert payout_queries.is_paid(connection, [first, second], hers.maker_id) == {second}
    adds_up(hers)


def test_disputed_entries_are_left_out_where_chosen(hers: Counter) -> None:
    cake = cakes(hers)
    first = earn(hers, cake, 10_000)
    earn(hers, cake, 20_000)
    assert pay(hers, left_out=frozenset({first})).paid == Rupiah(20_000)
    assert balance(hers).owed == Rupiah(10_000)
    adds_up(hers)


def test_an_entry_paid_but_for_some_coins_counts_as_paid(hers: Counter) -> None:
    sale = earn(hers, cakes(hers), 10_075)
    pay(hers)
    with hers.shop.reading() as connection:
        assert payout_queries.is_paid(connection, [sale], hers.maker_id) == {sale}
        assert payout_queries.is_paid(connection, [], hers.maker_id) == set()


def test_kasbon_is_taken_off_only_with_her_written_consent(hers: Counter) -> None:
    cake = cakes(hers)
    hers.buy(hers.soap, 100, 200_000)
    hers.sell(hers.line(hers.soap, 1, 30_425), tenders=(Tender(TenderKind.KASBON, Rupiah(30_425)),), member=True)
    earn(hers, cake, 130_500)
    assert drawn(hers).figures.set_off == ZERO
    consent(hers, today(hers))
    paid = pay(hers)
    assert (paid.set_off, paid.paid, paid.carried) == (Rupiah(30_425), Rupiah(100_000), Rupiah(75))
    assert booked(hers, Role.MEMBER_RECEIVABLE, hers=True) == 0
    adds_up(hers)


def test_consent_withdrawn_between_drawing_and_paying_refuses(hers: Counter) -> None:
    cake = cakes(hers)
    hers.buy(hers.soap, 100, 200_000)
    hers.sell(hers.line(hers.soap, 1, 30_000), tenders=(Tender(TenderKind.KASBON, Rupiah(30_000)),), member=True)
    earn(hers, cake, 100_000)
    consent(hers, today(hers))
    command = commanded(hers, drawn(hers))
    consent(hers, None)
    with pytest.raises(Refused, match="siapkan lagi") as refused:
        post(hers, command)
    assert refused.value.rule == "figures-changed"
    adds_up(hers)


def test_all_can_go_against_her_kasbon_and_nothing_be_paid(hers: Counter) -> None:
    cake = cakes(hers)
    hers.buy(hers.soap, 100, 200_000)
    hers.sell(hers.line(hers.soap, 1, 80_000), tenders=(Tender(TenderKind.KASBON, Rupiah(80_000)),), member=True)
    earn(hers, cake, 50_000)
    consent(hers, today(hers))
    paid = pay(hers, Way.SET_OFF)
    assert (paid.set_off, paid.paid, paid.gross) == (Rupiah(50_000), ZERO, Rupiah(50_000))
    assert booked(hers, Role.MEMBER_RECEIVABLE, hers=True) == 30_000
    adds_up(hers)


def test_a_part_goes_to_her_savings_by_consent(hers: Counter) -> None:
    earn(hers, cakes(hers), 100_330)
    wishes(hers, savings_bps=1_000, savings_since=today(hers))
    paid = pay(hers)
    assert (paid.to_savings, paid.paid, paid.carried) == (Rupiah(10_033), Rupiah(90_200), Rupiah(97))
    assert booked(hers, Role.SAVINGS_VOLUNTARY, hers=True) == -10_033
    adds_up(hers)


def test_all_goes_to_her_savings_to_the_rupiah_and_no_cash_moves(hers: Counter) -> None:
    earn(hers, cakes(hers), 100_330)
    paid = pay(hers, Way.SAVINGS)
    assert (paid.to_savings, paid.paid, paid.carried) == (Rupiah(100_330), ZERO, ZERO)
    assert booked(hers, Role.SAFE) == -300_000
    adds_up(hers)


def test_whoever_is_no_member_has_no_savings_to_be_paid_into(counter: Counter) -> None:
    counter.open()
    earn(counter, cakes(counter), 10_000)
    assert drawn(counter, Way.SAVINGS).blocked == "Bukan anggota: tidak punya simpanan"


def test_the_fee_of_a_payout_is_taken_once_something_is_paid(hers: Counter) -> None:
    cake = cakes(hers)
    agree(hers, fees=(Fee(FeeWhen.PAYOUT, Rupiah(2_000), "administrasi"),))
    earn(hers, cake, 1_500)
    assert drawn(hers).figures.gross == ZERO
    earn(hers, cake, 50_000)
    paid = pay(hers)
    assert (paid.fee, paid.paid) == (Rupiah(2_000), Rupiah(49_500))
    assert booked(hers, Role.MAKER_FEES) == -2_000
    adds_up(hers)


def test_below_the_agreed_minimum_nothing_is_paid_until_she_leaves(hers: Counter) -> None:
    cake = cakes(hers)
    agree(hers, min_payout=Rupiah(50_000))
    earn(hers, cake, 20_000)
    below = drawn(hers)
    assert (below.blocked, below.figures.gross) == ("Di bawah batas bayar Rp 50.000", ZERO)
    with pytest.raises(Refused, match="Di bawah batas bayar"):
        commanded(hers, below)
    assert pay(hers, final=True).paid == Rupiah(20_000)
    adds_up(hers)


def test_who_left_is_paid_whatever_the_minimum_and_her_heir_signs(hers: Counter) -> None:
    cake = cakes(hers)
    agree(hers, min_payout=Rupiah(50_000))
    earn(hers, cake, 20_000)
    wishes(hers, standing="left", left_on=today(hers), heir="Dewi (anak)")
    command = commanded(hers, drawn(hers), received_by="Dewi (anak)")
    post(hers, command)
    assert seen(hers, command.id).received_by == "Dewi (anak)"
    assert balance(hers).owed == ZERO
    adds_up(hers)


def test_a_negative_balance_is_carried_and_told(hers: Counter) -> None:
    cake = cakes(hers)
    sale = earn(hers, cake, 20_000)
    pay(hers)
    bring_back(hers, sale)
    assert drawn(hers).blocked == "Saldonya kurang Rp 20.000: dipotong dari penjualan berikutnya"
    earn(hers, cake, 50_000)
    paid = pay(hers)
    assert paid.paid == Rupiah(30_000)
    assert sorted(parts(hers, paid.document_id)) == [-20_000, 50_000]
    adds_up(hers)


def test_doing_it_twice_pays_once(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    command = commanded(hers, drawn(hers))
    assert post(hers, command) == post(hers, command)
    assert booked(hers, Role.SAFE) == -300_000 - 20_000
    adds_up(hers)


def test_the_second_of_two_who_drew_the_same_is_refused(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    one, other = commanded(hers, drawn(hers)), commanded(hers, drawn(hers))
    post(hers, one)
    with pytest.raises(Refused) as refused:
        post(hers, other)
    assert refused.value.rule == "figures-changed"
    assert balance(hers).owed == ZERO
    adds_up(hers)


def test_a_return_between_drawing_and_paying_refuses(hers: Counter) -> None:
    cake = cakes(hers)
    sale = earn(hers, cake, 20_000)
    earn(hers, cake, 20_000)
    command = commanded(hers, drawn(hers))
    bring_back(hers, sale)
    with pytest.raises(Refused) as refused:
        post(hers, command)
    assert refused.value.rule == "figures-changed"
    assert pay(hers).paid == Rupiah(20_000)
    adds_up(hers)


def test_a_sale_between_drawing_and_paying_waits_for_the_next_payout(hers: Counter) -> None:
    cake = cakes(hers)
    earn(hers, cake, 20_000)
    command = commanded(hers, drawn(hers))
    earn(hers, cake, 5_000)
    post(hers, command)
    assert balance(hers).owed == Rupiah(5_000)
    adds_up(hers)


def test_a_command_is_the_same_from_its_json(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    command = commanded(hers, drawn(hers))
    assert commands.decode(PayoutCommand, commands.encode(command)) == command


def test_cash_out_of_the_drawer_passes_the_shift(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    pay(hers, Way.DRAWER)
    with hers.shop.reading() as connection:
        assert hers.shift is not None
        assert shifts.expected_cash(connection, hers.shift) == Rupiah(300_000)
    close = hers.close(300_000)
    assert close.counted == close.expected
    adds_up(hers)


def test_a_drawer_that_lacks_the_cash_refuses_and_the_safe_gives_the_rest(hers: Counter) -> None:
    cake = cakes(hers)
    hers.sell(hers.line(cake, 1, 400_000), tenders=(Tender(TenderKind.TRANSFER, Rupiah(400_000), "X1", seen=True),))
    command = commanded(hers, drawn(hers, Way.DRAWER))
    with pytest.raises(Refused, match="Uang di laci tidak cukup") as refused:
        post(hers, command)
    assert refused.value.rule == "drawer-short"
    post(hers, replace(command, from_safe=Rupiah(150_000)))
    assert booked(hers, Role.SAFE) == -300_000 - 150_000
    close = hers.close(50_000)
    assert close.counted == close.expected
    adds_up(hers)


def test_a_closed_shift_pays_nothing(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    command = commanded(hers, drawn(hers, Way.DRAWER))
    hers.close(320_000)
    with pytest.raises(Refused) as refused:
        post(hers, command)
    assert refused.value.rule == "shift-closed"
    with pytest.raises(Refused, match="Belum ada kasir yang buka"):
        commanded(hers, drawn(hers, Way.DRAWER))


def test_nothing_and_less_than_nothing_are_no_payouts(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    command = commanded(hers, drawn(hers))
    with pytest.raises(BadInput):
        post(hers, replace(command, figures=replace(command.figures, gross=ZERO)))
    with pytest.raises(BadInput):
        post(hers, replace(command, from_safe=Rupiah(1)))


def test_figures_typed_into_the_command_are_refused(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    command = commanded(hers, drawn(hers))
    more = replace(command.figures, gross=Rupiah(90_000), paid=Rupiah(90_000))
    with pytest.raises(Refused) as refused:
        post(hers, replace(command, figures=more))
    assert refused.value.rule == "figures-changed"


def test_above_the_limit_another_person_says_yes(hers: Counter) -> None:
    set_to(hers, payout_second_above=15_000)
    earn(hers, cakes(hers), 20_000)
    command = commanded(hers, drawn(hers))
    with pytest.raises(Refused) as refused:
        post(hers, command)
    assert refused.value.rule == "second-person"
    with pytest.raises(Refused):
        post(hers, command, approver=hers.manager)
    with pytest.raises(Refused):
        post(hers, command, approver=hers.cashier)
    post(hers, command, by=hers.shop.konsole(), approver=hers.manager)
    adds_up(hers)


def test_a_cashier_pays_nobody_out(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    with pytest.raises(NotAllowed):
        post(hers, commanded(hers, drawn(hers)), by=hers.cashier)


def test_a_bounced_transfer_gives_its_entries_back_and_she_is_paid_again(hers: Counter) -> None:
    earn(hers, cakes(hers), 100_050)
    wishes(hers, pay_way="transfer", bank="BRI", bank_account="123", bank_holder="Sri")
    paid = pay(hers, None)
    reversal = back(hers, paid.document_id, Undone.BOUNCED)
    assert balance(hers).owed == Rupiah(100_050)
    assert booked(hers, Role.BANK) == 0
    assert (seen(hers, paid.document_id).undone, seen(hers, reversal.id).gross) == (Undone.BOUNCED, Rupiah(-100_050))
    adds_up(hers)
    assert pay(hers).paid == Rupiah(100_000)
    adds_up(hers)


def test_a_payout_taken_back_undoes_every_part(hers: Counter) -> None:
    cake = cakes(hers)
    hers.buy(hers.soap, 100, 200_000)
    hers.sell(hers.line(hers.soap, 1, 30_000), tenders=(Tender(TenderKind.KASBON, Rupiah(30_000)),), member=True)
    earn(hers, cake, 100_000)
    consent(hers, today(hers))
    wishes(hers, savings_bps=1_000, savings_since=today(hers))
    paid = pay(hers, Way.DRAWER)
    assert (paid.set_off, paid.to_savings, paid.paid) == (Rupiah(30_000), Rupiah(7_000), Rupiah(63_000))
    assert hers.shift is not None
    back(hers, paid.document_id, shift_id=hers.shift.id)
    assert balance(hers).owed == Rupiah(100_000)
    assert booked(hers, Role.MEMBER_RECEIVABLE, hers=True) == 30_000
    assert booked(hers, Role.SAVINGS_VOLUNTARY, hers=True) == 0
    adds_up(hers)


def test_a_payout_is_taken_back_once(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    paid = pay(hers)
    reversal = back(hers, paid.document_id)
    with pytest.raises(Refused, match="sudah dibatalkan"):
        back(hers, paid.document_id)
    with pytest.raises(Refused, match="tidak bisa dibatalkan"):
        back(hers, reversal.id)
    with pytest.raises(NotFound):
        back(hers, 42)
    adds_up(hers)


def test_savings_that_were_spent_are_not_taken_back(hers: Counter) -> None:
    earn(hers, cakes(hers), 20_000)
    paid = pay(hers, Way.SAVINGS)
    hers.buy(hers.soap, 100, 200_000)
    hers.sell(hers.line(hers.soap, 1, 5_000), tenders=(Tender(TenderKind.SAVINGS, Rupiah(5_000)),), member=True)
    with pytest.raises(Refused, match="sudah dipakai"):
        back(hers, paid.document_id)
    adds_up(hers)


def test_an_advance_is_taken_back_before_anything_is_paid(hers: Counter) -> None:
    earn(hers, cakes(hers), 100_000)
    now = hers.shop.clock()
    head = (hers.shop.minter.next(), uids.new_uid(now), hers.maker_id, today(hers), now, Way.SAFE, Rupiah(40_000))
    with hers.shop.work(hers.manager, channel="office") as work:
        advances.give(work, advances.AdvanceCommand(*head, "modal"))
    paid = pay(hers)
    assert (paid.advance, paid.paid) == (Rupiah(40_000), Rupiah(60_000))
    assert booked(hers, Role.MAKER_ADVANCE, hers=True) == 0
    adds_up(hers)


def test_her_account_in_two_branches_is_one(hers: Counter) -> None:
    """Edge case 46 needs no second database: what she is owed is over all branches."""
    earn(hers, cakes(hers), 20_000)
    with hers.shop.reading() as connection:
        mine = payout_queries.open_entries(connection, None)
    assert list(mine) == [hers.maker_id]
    assert pay(hers, cut_off=today(hers) + timedelta(days=1)).paid == Rupiah(20_000)
