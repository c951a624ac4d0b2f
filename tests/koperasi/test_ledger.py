"""Entries sum to zero; makers' postings stay apart; balances are kept per party."""

from __future__ import annotations

import pytest

from koperasi.chart import ACCOUNT_IDS, CHART
from koperasi.errors import Bug
from koperasi.ledger import BY_PARTY, Posting, Role, balanced
from koperasi.money import Rupiah


def post(*amounts: tuple[Role, int, int | None]) -> list[tuple[object, int, int | None]]:
    found = balanced([Posting(role, Rupiah(amount), party) for role, amount, party in amounts])
    return [(each.account, each.amount.amount, each.party_id) for each in found]


def test_an_entry_that_does_not_sum_to_zero_is_a_bug() -> None:
    with pytest.raises(Bug, match="sum to 1"):
        post((Role.SAFE, 10, None), (Role.BANK, -9, None))


def test_postings_of_one_account_and_party_are_one_and_nothing_is_none() -> None:
    assert post((Role.SAFE, 4, None), (Role.SAFE, 6, None), (Role.BANK, -10, None), (Role.EXPENSES, 0, None)) == [
        (Role.SAFE, 10, None),
        (Role.BANK, -10, None),
    ]


def test_parties_are_kept_apart_and_makers_never_netted() -> None:
    owed = (Role.OWED_TO_MAKERS, -5, 7)
    lent = [(Role.MEMBER_RECEIVABLE, 4, 8), (Role.MEMBER_RECEIVABLE, 6, 9)]
    assert post(*lent, owed, owed) == [*lent, owed, owed]


def test_every_role_but_the_drawers_has_one_account() -> None:
    roles = [role for _id, role, _code, _name in CHART]
    assert set(roles) == set(Role) - {Role.DRAWER}
    assert len(roles) == len(set(roles)) == len({code for _id, _role, code, _name in CHART})
    assert set(ACCOUNT_IDS) >= BY_PARTY
