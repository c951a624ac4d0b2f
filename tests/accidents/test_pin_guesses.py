"""Somebody tries PINs: the answer comes slower and slower, then not at all, whatever is restarted."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import count

import pytest
from sqlalchemy import select

from koperasi import audit, users
from koperasi.errors import Refused
from koperasi.shop import Shop
from tests.shops import Clock, Counter

HER_PIN = "730164"


@pytest.fixture
def guesses() -> Iterator[str]:
    return (f"{number:06}" for number in count(200_000))


def guess(counter: Counter, pin: str) -> str:
    """Try a PIN; returns the rule that refused it."""
    with pytest.raises(Refused) as refusal:
        counter.shop.sign_in(counter.cashier.id, pin)
    return refusal.value.rule


def later(counter: Counter, **much: float) -> None:
    clock = counter.shop.clock
    assert isinstance(clock, Clock)
    clock.at += timedelta(**much)


def restarted(shop: Shop) -> Shop:
    """The same shop as a program finds it that has just been started."""
    shop.database.engine.dispose()
    return shop


def test_after_five_misses_each_guess_must_wait_twice_as_long(counter: Counter, guesses: Iterator[str]) -> None:
    assert [guess(counter, next(guesses)) for _miss in range(5)] == ["pin"] * 5
    for wait in (30, 60, 120, 240):
        assert guess(counter, HER_PIN) == "pin-wait"  # even the right one
        later(counter, seconds=wait - 10)
        assert guess(counter, HER_PIN) == "pin-wait"
        later(counter, seconds=10)
        assert guess(counter, next(guesses)) == "pin"


def test_ten_misses_lock_until_a_manager_unlocks_and_no_restart_helps(counter: Counter, guesses: Iterator[str]) -> None:
    for _miss in range(10):
        assert guess(counter, next(guesses)) == "pin"
        later(counter, hours=1)
    later(counter, days=365)
    restarted(counter.shop)
    assert guess(counter, HER_PIN) == "pin-locked"

    with counter.shop.work(counter.manager) as work:
        users.unlock(work, counter.cashier.id)

    assert counter.shop.sign_in(counter.cashier.id, HER_PIN).id == counter.cashier.id


def test_a_guess_is_counted_before_its_answer_is_known(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who pulls the plug while the PIN is being looked at has still used a try."""

    def pulled(*_: object) -> bool:
        raise KeyboardInterrupt

    monkeypatch.setattr(users, "pin_fits", pulled)
    with pytest.raises(KeyboardInterrupt):
        counter.shop.sign_in(counter.cashier.id, HER_PIN)

    with restarted(counter.shop).reading() as connection:
        assert users.tries_left(connection, counter.cashier.id) == users.MOST_MISSES - 1


def test_a_right_pin_forgets_the_misses_and_every_try_is_in_the_chain(counter: Counter, guesses: Iterator[str]) -> None:
    assert guess(counter, next(guesses)) == "pin"
    assert guess(counter, next(guesses)) == "pin"

    counter.shop.sign_in(counter.cashier.id, HER_PIN)

    link = audit.AuditLink
    with counter.shop.reading() as connection:
        assert users.tries_left(connection, counter.cashier.id) == users.MOST_MISSES
        found = select(link.deed).where(link.actor_id == counter.cashier.id).order_by(link.seq)
        tries = connection.execute(found).scalars().all()
    assert tries == ["refused:pin", "refused:pin", "koperasi:user:log-in"]


def test_no_pin_is_found_in_the_database(counter: Counter) -> None:
    with counter.shop.reading() as connection:
        hashes = connection.execute(select(users.User.pin_hash)).scalars().all()
    assert [each for each in hashes if each and HER_PIN in each] == []
    assert all(each is None or each.startswith("$argon2id$") for each in hashes)
    assert not users.pin_fits(HER_PIN, next(each for each in hashes if each), b"another shop's pepper")
