"""`member` and `voucher`: a PIN, a consent and a voucher are given without a window."""

from __future__ import annotations

from pathlib import Path

import pytest

from koperasi import member_pins, members, shops
from koperasi.members import NewMember
from koperasi.money import Rupiah
from koperasi.shops import Place
from tests.programs import Mart


@pytest.fixture
def sri(made: Mart, place: Path) -> int:
    shop = shops.open_shop(Place.parse(str(place)))
    with shop.work(shop.konsole(), channel="konsole") as work:
        party = members.add(work, NewMember("A-0217", "Sri Wahyuni", credit_limit=Rupiah(500_000)))
    shop.close()
    return party


def test_a_member_gets_her_pin_and_her_consent_is_noted(made: Mart, place: Path, sri: int) -> None:
    assert made("member", "pin", "A-0217", "--pin", "314159").code == 0
    said = made("member", "consent", "A-0217", "--since", "2026-11-01", "--format", "json")

    (row,) = said.rows
    assert (row["number"], row["set_off_since"], row["has_pin"]) == ("A-0217", "2026-11-01", "ada")
    shop = shops.open_shop(Place.parse(str(place)))
    member_pins.prove(shop, shop.konsole().id, sri, "314159")
    shop.close()
    assert made("member", "consent", "A-0217", "--none", "--format", "json").rows[0]["set_off_since"] is None


@pytest.mark.usefixtures("sri")
def test_a_pin_too_easy_and_a_number_unknown_are_refused(made: Mart) -> None:
    assert made("member", "pin", "A-0217", "--pin", "111111").code == 1
    assert "A-0999" in made("member", "show", "A-0999").err


def test_vouchers_are_issued_and_looked_at(made: Mart) -> None:
    said = made("voucher", "issue", "--amount", "20.000", "--count", "3", "--until", "2027-01-31", "--format", "json")
    codes = [row["code"] for row in said.rows]

    assert len(set(codes)) == 3
    assert {(row["amount"], row["left"], row["expires_on"]) for row in said.rows} == {(20_000, 20_000, "2027-01-31")}
    assert made("voucher", "show", codes[0].lower(), "--format", "json").rows[0]["left"] == 20_000
    assert made("voucher", "show", "VXXXXXXXXX").code == 1
    assert made("voucher", "issue").code == 1
    assert made("check").code == 0
