"""Savings at the till: in by anyone who brings money, out only as far as they go and with her PIN."""

from __future__ import annotations

import pytest

from koperasi import ledger, members, savings, settings, shifts, uids
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import BadInput, NotAllowed, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.savings import SavingsCommand, SavingsKind
from koperasi.tender_kinds import Proof, TenderKind
from tests.shops import Counter


def command(
    counter: Counter,
    amount: int,
    kept: SavingsKind = SavingsKind.VOLUNTARY,
    kind: TenderKind = TenderKind.CASH,
    proof: Proof = Proof.NONE,
) -> SavingsCommand:
    shift = counter.shift or counter.open()
    now = counter.shop.clock()
    ids = (counter.shop.minter.next(), uids.new_uid(now), shift.id, counter.member_id)
    return SavingsCommand(*ids, kept, kind, Rupiah(amount), "", now, proof)


def move(counter: Counter, said: SavingsCommand) -> None:
    with counter.shop.work(counter.cashier) as work:
        savings.move(work, said)


def held(counter: Counter) -> Rupiah:
    with counter.shop.reading() as connection:
        card = members.by_id(connection, counter.member_id, 2026)
    assert card is not None
    return card.savings


def test_what_goes_in_and_out_is_in_the_drawer_and_on_her_account(counter: Counter) -> None:
    coming = command(counter, 150_000)
    move(counter, coming)
    move(counter, coming)
    move(counter, command(counter, -40_000))

    shift = counter.shift
    assert shift is not None
    assert held(counter) == Rupiah(110_000)
    with counter.shop.reading() as connection:
        assert shifts.expected_cash(connection, shift) == shift.float_amount + Rupiah(110_000)


def test_her_balance_never_goes_below_nothing(counter: Counter) -> None:
    move(counter, command(counter, 10_000))
    with pytest.raises(Refused, match=r"hanya Rp 10\.000"):
        move(counter, command(counter, -10_001))


def test_pokok_and_wajib_stay_and_a_card_pays_nothing_out(counter: Counter) -> None:
    move(counter, command(counter, 100_000, SavingsKind.PRINCIPAL))
    with counter.shop.reading() as connection:
        pokok = ledger.party_balance(connection, ACCOUNT_IDS[Role.SAVINGS_PRINCIPAL], counter.member_id)
    assert pokok == Rupiah(-100_000)
    with pytest.raises(BadInput):
        move(counter, command(counter, -1_000, SavingsKind.PRINCIPAL))
    with pytest.raises(BadInput):
        move(counter, command(counter, -1_000, kind=TenderKind.CARD))
    with pytest.raises(BadInput):
        move(counter, command(counter, 1_000, kind=TenderKind.KASBON))


def test_a_cashier_pays_out_within_her_limit(counter: Counter) -> None:
    move(counter, command(counter, 2_000_000))
    with pytest.raises(NotAllowed, match=r"Rp 500\.000"):
        move(counter, command(counter, -500_001))
    move(counter, command(counter, -500_000))
    move(counter, command(counter, -500_000))
    with pytest.raises(NotAllowed, match="Batas harian"):
        move(counter, command(counter, -1_000))


def test_her_pin_is_asked_for_where_the_shop_wants_it(counter: Counter) -> None:
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"kasbon_proof": "pin"})
    counter.shop.reload_settings()
    move(counter, command(counter, 50_000))
    with pytest.raises(Refused, match="PIN"):
        move(counter, command(counter, -5_000))
    move(counter, command(counter, -5_000, proof=Proof.PIN))
    assert held(counter) == Rupiah(45_000)
