"""Offers: what is typed while paying, and that nothing else can come of it than a settled sale."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koperasi.errors import Refused
from koperasi.members import Card
from koperasi.money import ZERO, CashRounding, Rupiah, total
from pos.offers import Offers
from pos.tenders import KeptFor, Proof, ProofRule, TenderKind

DOWN = CashRounding(100)
SRI = replace(
    Card(7, "A-0217", "Sri Wahyuni", "Ibu", "Mawar", "anggota", Rupiah(500_000), Rupiah(185_000), ZERO),
    savings=Rupiah(84_500),
    earnings=Rupiah(47_000),
    set_off_since=date(2026, 11, 1),
)
CASH, QRIS, TRANSFER, KASBON = TenderKind.CASH, TenderKind.QRIS, TenderKind.TRANSFER, TenderKind.KASBON
CARD, VOUCHER, EARNINGS, SAVINGS = (
    TenderKind.CARD,
    TenderKind.VOUCHER,
    TenderKind.EARNINGS,
    TenderKind.SAVINGS,
)


def amounts(offers: Offers) -> list[tuple[TenderKind, int]]:
    return [(part.kind, part.amount.amount) for part in offers.parts]


def start(kind: TenderKind = CASH, due: int = 373_250) -> Offers:
    return Offers().choose(kind, Rupiah(due), DOWN, SRI)


def test_cash_begins_with_what_is_due_in_coins_that_exist() -> None:
    offers = start()

    assert amounts(offers) == [(CASH, 373_200)]
    assert offers.blocked(Rupiah(373_250), DOWN, None) == ""
    assert offers.settlement(Rupiah(373_250), DOWN).rounding == Rupiah(-50)


@pytest.mark.parametrize(
    ("due", "given", "words"),
    [
        (4_000, 100_000, ""),
        (4_000, 500_000, "Periksa Uang Diterima"),
        (290_000, 500_000, ""),
        (290_000, 2_900_000, "Periksa Uang Diterima"),
    ],
)
def test_change_that_nobody_would_wait_for_is_a_slip_of_the_finger(due: int, given: int, words: str) -> None:
    assert start(CASH, due).type(Rupiah(given)).blocked(Rupiah(due), DOWN, None) == words


def test_an_untouched_part_gives_way_to_another_kind() -> None:
    assert amounts(start().choose(QRIS, Rupiah(373_250), DOWN, None)) == [(QRIS, 373_250)]


def test_a_typed_part_stays_and_the_next_pays_the_rest() -> None:
    offers = start(QRIS).type(Rupiah(150_000)).choose(CASH, Rupiah(373_250), DOWN, None)

    assert amounts(offers) == [(QRIS, 150_000), (CASH, 223_200)]
    assert offers.kind is CASH
    assert offers.blocked(Rupiah(373_250), DOWN, None) == "Pastikan dana QRIS dulu"


def test_money_seen_lets_the_sale_finish() -> None:
    offers = start(QRIS).see(True)

    assert offers.blocked(Rupiah(373_250), DOWN, None) == ""
    assert offers.see(False).blocked(Rupiah(373_250), DOWN, None) == "Pastikan dana QRIS dulu"


def test_a_new_amount_has_to_be_seen_again() -> None:
    assert not start(QRIS).see(True).type(Rupiah(100_000)).parts[0].seen


def test_money_that_was_seen_is_not_thrown_away() -> None:
    offers = start(QRIS).see(True)

    with pytest.raises(Refused, match="Dana QRIS sudah masuk"):
        offers.remove(0)
    assert offers.choose(CASH, Rupiah(373_250), DOWN, None).parts[0].seen


def test_short_money_says_how_much_is_missing() -> None:
    offers = start().type(Rupiah(300_000))
    assert offers.blocked(Rupiah(373_250), DOWN, None) == "Kurang Rp\N{NO-BREAK SPACE}73.200"


def test_no_way_but_cash_takes_more_than_is_due() -> None:
    offers = start(TRANSFER).type(Rupiah(400_000)).see(True)
    assert offers.blocked(Rupiah(373_250), DOWN, None) == "Lebih Rp\N{NO-BREAK SPACE}26.750 dari total"


def test_kasbon_is_a_members_and_begins_within_her_limit() -> None:
    with pytest.raises(Refused, match="hanya untuk anggota"):
        Offers().choose(KASBON, Rupiah(1_000), DOWN, None)

    offers = start(KASBON)
    assert amounts(offers) == [(KASBON, 315_000)]
    over = offers.type(Rupiah(373_250))
    assert over.over_limit(SRI) == Rupiah(58_250)
    assert over.blocked(Rupiah(373_250), DOWN, SRI) == ""


def test_the_member_taken_away_leaves_no_kasbon_behind_her() -> None:
    offers = start(KASBON, 50_000)
    assert offers.blocked(Rupiah(50_000), DOWN, SRI) == ""
    assert offers.blocked(Rupiah(50_000), DOWN, None) != ""


def test_uang_pas_is_exact_after_another_amount() -> None:
    offers = start().type(Rupiah(400_000)).exact(Rupiah(373_250), DOWN)
    assert amounts(offers) == [(CASH, 373_200)]


def test_an_untouched_part_follows_the_total() -> None:
    assert amounts(start().again(Rupiah(400_049), DOWN, None)) == [(CASH, 400_000)]
    assert amounts(start().type(Rupiah(380_000)).again(Rupiah(400_049), DOWN, None)) == [(CASH, 380_000)]


def test_a_removed_part_leaves_the_one_beside_it_chosen() -> None:
    offers = start(QRIS).type(Rupiah(150_000)).choose(CASH, Rupiah(373_250), DOWN, None)
    assert amounts(offers.remove(0)) == [(CASH, 223_200)]
    assert offers.remove(0).chosen == 0
    assert offers.remove(1).kind is QRIS


def test_a_balance_that_pays_all_it_holds_stays_when_the_rest_is_paid_otherwise() -> None:
    offers = start(SAVINGS).choose(CASH, Rupiah(373_250), DOWN, SRI)
    assert amounts(offers) == [(SAVINGS, 84_500), (CASH, 288_700)]


def test_earnings_without_her_consent_are_closed() -> None:
    with pytest.raises(Refused, match="belum setuju"):
        Offers().choose(EARNINGS, Rupiah(1_000), DOWN, replace(SRI, set_off_since=None))


def test_her_pin_is_asked_once_for_this_payment_and_this_member() -> None:
    rule = ProofRule(Proof.PIN, Rupiah(50_000))
    offers = start(KASBON, 60_000)

    assert offers.blocked(Rupiah(60_000), DOWN, SRI, rule) == "Minta PIN dulu"
    assert offers.type(Rupiah(50_000)).asked(rule, SRI) is Proof.NONE
    assert offers.prove(SRI.party_id).blocked(Rupiah(60_000), DOWN, SRI, rule) == ""
    assert offers.prove(8).blocked(Rupiah(60_000), DOWN, SRI, rule) == "Minta PIN dulu"
    assert [each.proof for each in offers.settlement(Rupiah(60_000), DOWN, rule).tenders] == [Proof.PIN]


steps = st.lists(
    st.one_of(
        st.sampled_from([CASH, QRIS, TRANSFER, KASBON, CARD, VOUCHER, EARNINGS, SAVINGS]),
        st.integers(0, 999_999).map(Rupiah),
        st.sampled_from(["see", "exact", "remove", "up", "code", "save", "give"]),
    ),
    max_size=12,
)


def coded(offers: Offers, due: Rupiah) -> Offers:
    """The chosen card's or voucher's code is given."""
    if offers.kind is VOUCHER:
        return offers.with_voucher(f"V{len(offers.parts)}", Rupiah(25_000), due, DOWN)
    return offers.refer("884213")


def kept(offers: Offers, due: Rupiah, kept_for: KeptFor) -> Offers:
    """Change is left here, where there is any."""
    change = offers.settlement(due, DOWN).change
    return offers.keep(kept_for, change) if change > ZERO else offers


def after(due: Rupiah, keys: list[TenderKind | Rupiah | str]) -> Offers:
    offers = Offers().choose(CASH, due, DOWN, SRI)
    for key in keys:
        try:
            if isinstance(key, TenderKind):
                offers = offers.choose(key, due, DOWN, SRI)
            elif isinstance(key, Rupiah):
                offers = offers.type(key)
            elif key == "see":
                offers = offers.see(True)
            elif key == "exact":
                offers = offers.exact(due, DOWN)
            elif key == "code":
                offers = coded(offers, due)
            elif key in ("save", "give"):
                offers = kept(offers, due, KeptFor.SAVINGS if key == "save" else KeptFor.DONATION)
            elif key == "up":
                offers = offers.pick(offers.chosen - 1)
            elif offers.parts:
                offers = offers.remove(offers.chosen)
        except Refused:
            continue
    return offers


@given(st.integers(1, 500_000).map(Rupiah), steps)
def test_what_may_be_finished_is_settled_to_the_rupiah(due: Rupiah, keys: list[TenderKind | Rupiah | str]) -> None:
    offers = after(due, keys)
    if offers.parts and not offers.blocked(due, DOWN, SRI):
        settled = offers.settlement(due, DOWN)
        assert total(settled.applied(each) for each in settled.tenders) == due + settled.rounding
        assert all(tender.seen for tender in settled.tenders)
        assert settled.change >= ZERO
        # What is handed out and what is kept is all the change, and only cash gives any.
        handed = settled.change - (offers.kept.amount if offers.kept else ZERO)
        assert ZERO <= handed <= settled.change
        assert not settled.change or any(each.kind is CASH for each in settled.tenders)
        # No balance is spent below nothing.
        spent = {kind: total(part.amount for part in offers.parts if part.kind is kind) for kind in TenderKind}
        assert spent[KASBON] <= SRI.credit_left
        assert spent[SAVINGS] <= SRI.savings
        assert spent[EARNINGS] <= SRI.earnings_left
        assert all(part.amount <= Rupiah(25_000) for part in offers.parts if part.kind is VOUCHER)
        assert not any(part.lacks_code and part.amount for part in offers.parts)
