"""At the door: card or number, her PIN, five wrong ones wait, ten lock, and all of it is audited."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import select

from consignment import maker_pins, my_goods_desks
from consignment.maker_pins import Caller
from koperasi import masters, users
from koperasi.audit import AuditLink
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.parties import Party, PartyKind
from koperasi.rights import Permission
from koperasi.work import Actor
from tests.consignment.kitchens import PIN, siti
from tests.shops import Counter

WRONG = "111213"


def group(counter: Counter, pin: str = "905172") -> int:
    """Kelompok Mawar, a group of makers with a PIN of its own."""
    with counter.shop.work(counter.manager) as work:
        party = work.mint()
        row = {"id": party, "code": "K-07", "name": "Kelompok Mawar", "kind": PartyKind.GROUP, "title": ""}
        masters.add(work.connection, Party, [{**row, "village": "Pujon", "phone": ""}])
    with counter.shop.work(counter.manager) as work:
        maker_pins.give(work, party, pin)
    return party


def kiosk(counter: Counter) -> Actor:
    with counter.shop.reading() as connection:
        return users.actor(connection, users.KIOSK_ID)


def deeds(counter: Counter) -> list[tuple[str, int, str]]:
    with counter.shop.reading() as connection:
        rows = connection.execute(select(AuditLink.deed, AuditLink.actor_id, AuditLink.detail).order_by(AuditLink.seq))
        return [(deed, actor, json.loads(detail).get("maker", "") if detail else "") for deed, actor, detail in rows]


@pytest.mark.parametrize("code", ["9900064", "A-0064", " a-0064 ", "0064", "64"])
def test_her_card_her_number_or_its_digits_find_her(counter: Counter, code: str) -> None:
    kitchen = siti(counter)

    assert my_goods_desks.find(counter.shop, code) == Caller(kitchen.maker_id, "A-0064", True)


def test_digits_of_two_people_find_nobody(counter: Counter) -> None:
    siti(counter)
    siti(counter, "B-0064", "9900065")

    with pytest.raises(NotFound, match="lebih dari satu orang"):
        my_goods_desks.find(counter.shop, "0064")


@pytest.mark.parametrize("code", ["", "   ", "0", "A-9999", "Siti", "%"])
def test_what_nobody_has_finds_nobody(counter: Counter, code: str) -> None:
    siti(counter)

    with pytest.raises(NotFound):
        my_goods_desks.find(counter.shop, code)


def test_the_right_pin_opens_and_says_so_in_the_audit(counter: Counter) -> None:
    kitchen, actor = siti(counter), kiosk(counter)
    caller = my_goods_desks.find(counter.shop, "A-0064")

    seen = my_goods_desks.let_in(counter.shop, actor, caller, PIN)

    assert seen.who.party_id == kitchen.maker_id
    assert deeds(counter)[-1] == (Permission.MAKER_READ.value, users.KIOSK_ID, str(kitchen.maker_id))


@pytest.mark.parametrize("member", [True, False])
def test_five_wrong_pins_wait_and_ten_lock(counter: Counter, member: bool) -> None:
    party = siti(counter).maker_id if member else group(counter)
    right = PIN if member else "905172"
    caller, actor, clock = Caller(party, "x", member), kiosk(counter), counter.shop.clock
    for left in range(9, 4, -1):
        with pytest.raises(Refused, match=f"Sisa {left} kali"):
            maker_pins.prove(counter.shop, actor, caller, WRONG)

    with pytest.raises(Refused, match="Tunggu") as refusal:
        maker_pins.prove(counter.shop, actor, caller, right)
    assert refusal.value.rule == "pin-wait"
    for _try in range(5):
        clock.at += timedelta(hours=1)  # type: ignore[attr-defined]
        with pytest.raises(Refused, match="Sisa"):
            maker_pins.prove(counter.shop, actor, caller, WRONG)
    clock.at += timedelta(days=1)  # type: ignore[attr-defined]
    with pytest.raises(Refused, match="terkunci") as locked:
        maker_pins.prove(counter.shop, actor, caller, right)
    assert locked.value.rule == "pin-locked"
    assert sum(deed.startswith("refused:") for deed, _actor, _maker in deeds(counter)) == 10


def test_a_new_pin_gives_the_tries_back(counter: Counter) -> None:
    """Forgotten (edge case 52): the office gives another one."""
    party = group(counter)
    caller, actor = Caller(party, "K-07", False), kiosk(counter)
    for _try in range(5):
        with pytest.raises(Refused):
            maker_pins.prove(counter.shop, actor, caller, WRONG)
    with counter.shop.work(counter.manager) as work:
        maker_pins.give(work, party, "664028")

    maker_pins.prove(counter.shop, actor, caller, "664028")


def test_a_group_and_a_maker_who_is_no_member_come_in_by_their_code(counter: Counter) -> None:
    party = group(counter)

    caller = my_goods_desks.find(counter.shop, "k-07")

    assert caller == Caller(party, "K-07", False)
    assert my_goods_desks.let_in(counter.shop, kiosk(counter), caller, "905172").who.called == "Kelompok Mawar"


def test_whoever_has_no_pin_yet_is_told_where_to_get_one(counter: Counter) -> None:
    with pytest.raises(Refused, match="belum punya PIN") as refusal:
        maker_pins.prove(counter.shop, kiosk(counter), Caller(counter.member_id, "A-0217", True), PIN)
    assert refusal.value.rule == "no-pin"


def test_a_member_has_one_pin_for_all(counter: Counter) -> None:
    with counter.shop.work(counter.manager) as work, pytest.raises(BadInput, match="PIN anggota"):
        maker_pins.give(work, counter.member_id, "664028")


def test_the_window_of_makers_may_look_and_nothing_else(counter: Counter) -> None:
    assert set(kiosk(counter).rights) == {Permission.MAKER_READ}


def test_a_screen_without_the_right_is_refused_and_that_is_audited(counter: Counter) -> None:
    kitchen = siti(counter)
    nobody = Actor(counter.cashier.id, "Rina", "cashier", {})

    with pytest.raises(NotAllowed):
        maker_pins.prove(counter.shop, nobody, Caller(kitchen.maker_id, "A-0064", True), PIN)
    with pytest.raises(NotAllowed):
        my_goods_desks.read(counter.shop, nobody, kitchen.maker_id)
    assert deeds(counter)[-1][0] == "refused:consignment:maker:read"
