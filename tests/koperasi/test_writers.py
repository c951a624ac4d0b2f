"""Minted ids: none twice, whatever is rolled back, whoever asks at once."""

from __future__ import annotations

import threading

import pytest
from sqlalchemy import select

from koperasi.shop import Shop
from koperasi.writers import BLOCK, COUNTER_BITS, IdReserve, Minter, draw, fixed_id, writer_of


def ceiling(shop: Shop) -> int:
    with shop.reading() as connection:
        return connection.execute(select(IdReserve.ceiling).where(IdReserve.writer == shop.writer)).scalar_one()


def test_an_id_tells_its_writer(shop: Shop) -> None:
    minted = shop.minter.next()
    assert writer_of(minted) == shop.writer
    assert minted >> COUNTER_BITS == shop.writer
    assert writer_of(fixed_id(101)) == 0


def test_an_id_for_outside_is_reserved_on_disk_before_it_is_used(shop: Shop) -> None:
    minter = Minter(shop.database, shop.writer)
    before = ceiling(shop)

    first = minter.next()

    assert ceiling(shop) == before + BLOCK
    assert first & ((1 << COUNTER_BITS) - 1) == before


def test_what_a_failed_transaction_minted_is_minted_again_and_nothing_else(shop: Shop) -> None:
    outside = [shop.minter.next()]
    minted: list[int] = []

    def fail() -> None:
        with shop.work(shop.konsole()) as work:
            minted.append(work.mint())
            outside.append(shop.minter.next())
            raise KeyError

    for _turn in range(2):
        with pytest.raises(KeyError):
            fail()
    with shop.work(shop.konsole()) as work:
        minted.append(work.mint())

    assert len(set(outside)) == len(outside)
    assert not set(outside) & set(minted)


def test_a_block_beyond_the_reserve_was_rolled_back(shop: Shop) -> None:
    """As a transaction finds it that begins before the failed one's end was noticed."""
    with shop.database.writing() as connection:
        first = shop.minter.next_within(connection)
        reserved = connection.scalar(select(IdReserve.ceiling).where(IdReserve.writer == shop.writer)) or 0
        shop.minter.stands(reserved)
        assert shop.minter.next_within(connection) == first + 1
        shop.minter.stands(reserved - 1)
        assert shop.minter.next_within(connection) > first + 1


def test_whoever_asks_at_once_waits_for_nobody_for_ever(shop: Shop) -> None:
    """One thread has the turn to write and needs an id; another waits for its turn to reserve some."""
    minter = Minter(shop.database, shop.writer)
    shop.minter = minter
    konsole = shop.konsole()
    begun, asked = threading.Event(), threading.Event()
    minted: list[int] = []

    def outside() -> None:
        begun.wait(10)
        asked.set()
        minted.append(minter.next())

    other = threading.Thread(target=outside)
    other.start()
    with shop.work(konsole) as work:
        begun.set()
        asked.wait(10)
        minted += [work.mint() for _turn in range(3)]
    other.join(10)

    assert not other.is_alive()
    assert len(set(minted)) == 4


def test_many_threads_get_an_id_each(shop: Shop) -> None:
    minted: list[int] = []

    def ask() -> None:
        minted.extend([shop.minter.next() for _turn in range(700)])

    threads = [threading.Thread(target=ask) for _turn in range(4)]
    for each in threads:
        each.start()
    for each in threads:
        each.join(30)

    assert len(minted) == len(set(minted)) == 2_800


def test_a_drawn_writer_is_new_and_never_nobody(shop: Shop) -> None:
    with shop.database.writing() as connection:
        drawn = {draw(connection) for _turn in range(20)}
    assert len(drawn) == 20
    assert not drawn & {0, shop.writer}
    assert max(drawn) < 1 << 30
