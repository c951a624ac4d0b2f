"""Staff cards: kept unreadable, one for each, and guesses are slowed; on both engines."""

from __future__ import annotations

import json
import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from koperasi import settings, staff_cards, users
from koperasi.audit import AuditLink
from koperasi.errors import BadInput, NotAllowed, Refused
from koperasi.staff_cards import UserCard
from koperasi.work import Actor
from tests.shops import Counter

CODE, ANOTHER = "STKARTU00001", "STKARTU00002"


def give(counter: Counter, code: str = CODE, by: Actor | None = None) -> None:
    with counter.shop.work(by or counter.manager) as work:
        staff_cards.give(work, counter.manager.id, code)


def whose(counter: Counter, code: str) -> int | None:
    with counter.shop.reading() as connection:
        found = staff_cards.holder(connection, code, counter.shop.keys.pepper)
    return found.id if found else None


def test_a_minted_code_is_no_number_and_never_the_same_twice() -> None:
    codes = {staff_cards.new_code() for _n in range(50)}
    assert len(codes) == 50
    assert all(re.fullmatch("ST[0-9A-HJKMNP-TV-Z]{12}", each) for each in codes)


def test_a_card_says_who_it_is_in_either_case_and_is_nowhere_in_plain(counter: Counter) -> None:
    give(counter)
    assert whose(counter, f" {CODE.lower()}\n") == counter.manager.id
    with counter.shop.reading() as connection:
        (kept,) = connection.scalars(select(UserCard.digest))
        told = list(connection.scalars(select(AuditLink.detail)))
    assert re.fullmatch("[0-9a-f]{64}", kept)
    assert not any(CODE in each for each in told)
    assert any(json.loads(each).get("card") == "given" for each in told if each)


def test_a_copied_file_without_the_pepper_knows_no_card(counter: Counter) -> None:
    give(counter)
    with counter.shop.reading() as connection:
        assert staff_cards.holder(connection, CODE, b"another shop's") is None


def test_a_new_card_retires_the_old_which_is_never_given_again(counter: Counter) -> None:
    give(counter)
    give(counter, ANOTHER)
    assert (whose(counter, CODE), whose(counter, ANOTHER)) == (None, counter.manager.id)
    with pytest.raises(BadInput, match="pernah dipakai"):
        give(counter)
    with counter.shop.reading() as connection:
        assert staff_cards.known(connection, CODE, counter.shop.keys.pepper)
        assert staff_cards.holders(connection) == {counter.manager.id}


def test_a_card_taken_away_or_of_one_who_left_counts_no_more(counter: Counter) -> None:
    with counter.shop.work(counter.manager) as work:
        staff_cards.give(work, counter.cashier.id, CODE)
        users.retire(work, counter.cashier.id)
    assert whose(counter, CODE) is None
    give(counter, ANOTHER)
    with counter.shop.work(counter.manager) as work:
        staff_cards.take(work, counter.manager.id)
    assert whose(counter, ANOTHER) is None
    with pytest.raises(Refused, match="tidak punya kartu"), counter.shop.work(counter.manager) as work:
        staff_cards.take(work, counter.manager.id)


def test_only_one_who_edits_users_gives_cards(counter: Counter) -> None:
    with pytest.raises(NotAllowed):
        give(counter, by=counter.cashier)


@pytest.mark.parametrize("code", ["", "ST1", "8" * 41, "STKARTU 0001", "STKARTU0000é"])
def test_a_code_too_short_or_not_to_be_printed_as_bars_is_refused(counter: Counter, code: str) -> None:
    with pytest.raises(BadInput):
        give(counter, code)


def test_codes_that_are_no_card_are_audited_without_the_code_and_slowed_down(counter: Counter) -> None:
    give(counter)
    shop, asker = counter.shop, counter.cashier.id
    for _n in range(users.FREE_MISSES):
        with pytest.raises(Refused, match="tidak dikenal"):
            staff_cards.prove(shop, asker, "8991002101104")
    with pytest.raises(Refused, match=r"Tunggu [23]") as refusal:
        staff_cards.prove(shop, asker, CODE)
    assert refusal.value.rule == "card-wait"

    started, shop.clock = shop.clock(), lambda: started + timedelta(seconds=31)
    assert staff_cards.prove(shop, asker, CODE).id == counter.manager.id
    staff_cards.clear_misses(shop, asker)
    with shop.reading() as connection:
        assert staff_cards.misses(connection, asker) == 0
        assert users.tries_left(connection, asker) == users.MOST_MISSES
        details = list(connection.scalars(select(AuditLink.detail).where(AuditLink.deed == "refused:card")))
    assert [json.loads(each) for each in details] == [{"why": "unknown"}] * users.FREE_MISSES


def test_where_cards_are_switched_off_none_is_accepted(counter: Counter) -> None:
    give(counter)
    with counter.shop.work(counter.manager) as work:
        settings.change(work, {"staff_cards": False})
    counter.shop.reload_settings()
    with pytest.raises(Refused, match="tidak dipakai"):
        staff_cards.prove(counter.shop, counter.cashier.id, CODE)
