"""Backups made while tills sell, databases put back, and what a PC does when it finds one."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import select, text

from koperasi import backups, numbers, shifts, shops, users
from koperasi.errors import Trouble
from koperasi.shop import Shop
from koperasi.shops import Place
from koperasi.writers import writer_of
from tests.clusters import Cluster
from tests.places import Premises, premises, sold, wrong
from tests.sellers import Journal, Sellers


@pytest.fixture
def busy(shop_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Premises:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    return premises(shop_url, tmp_path)


def sell(busy: Premises, sellers: Sellers, name: str, count: int = 3) -> Journal:
    journal = busy.journal(name)
    seller = sellers.start(busy.database, busy.place.state, journal.path, count=count)
    assert sellers.wait(seller) == 0
    return journal


def back_up(busy: Premises) -> Path:
    shop = busy.open()
    copy = backups.make(shop.database, busy.folder / "copies", shop.clock())
    shop.close()
    return copy


def put_back(busy: Premises, copy: Path, request: pytest.FixtureRequest) -> None:
    """Someone puts an earlier copy where the shop's data is."""
    if busy.place.on_file:
        for ending in ("", "-wal", "-shm"):
            Path(busy.database + ending).unlink(missing_ok=True)
        backups.restore_sqlite(copy, Path(busy.database))
        return
    cluster: Cluster = request.getfixturevalue("cluster")
    busy.database = cluster.create()
    backups.restore_postgresql(copy, busy.database)


def next_number(shop: Shop) -> str:
    with shop.reading() as connection:
        shift = shifts.open_shift_of(connection, shop.till_id or 0)
        assert shift is not None
        return numbers.peek(connection, shift.sale_series).text


def test_a_restored_shop_is_whole(busy: Premises, sellers: Sellers, request: pytest.FixtureRequest) -> None:
    journal = sell(busy, sellers, "before")

    put_back(busy, back_up(busy), request)

    shop = busy.open()
    assert sold(shop) == set(journal.done)
    assert wrong(shop) == []
    shop.close()


def test_after_a_database_was_put_back_no_id_and_no_number_is_given_twice(
    busy: Premises, sellers: Sellers, request: pytest.FixtureRequest
) -> None:
    copy = back_up(busy)
    lost = sell(busy, sellers, "lost")

    put_back(busy, copy, request)
    shop = busy.open()

    assert shop.writer != busy.counter.shop.writer
    assert next_number(shop) == "K1B-000001"
    shop.close()
    again = sell(busy, sellers, "again")
    assert {writer_of(each) for each in again.done}.isdisjoint({writer_of(each) for each in lost.done})
    shop = busy.open()
    assert sold(shop) == set(again.done)
    assert wrong(shop) == []
    shop.close()


def test_a_second_putting_back_does_not_return_to_the_first_ones_numbers(
    busy: Premises, sellers: Sellers, request: pytest.FixtureRequest
) -> None:
    copy = back_up(busy)
    for expected in ("K1B-000001", "K1C-000001"):
        sell(busy, sellers, expected, count=1)
        put_back(busy, copy, request)
        shop = busy.open()
        assert next_number(shop) == expected
        shop.close()


def test_a_killed_programs_last_sale_is_enough_to_notice(
    busy: Premises, sellers: Sellers, request: pytest.FixtureRequest
) -> None:
    """The reserve of ids alone would not tell: a backup within a block has the same one."""
    sell(busy, sellers, "first", count=1)
    copy = back_up(busy)
    journal = busy.journal("killed")
    seller = sellers.start(busy.database, busy.place.state, journal.path, count=9, dies="answer:3")
    assert sellers.wait(seller) == -9

    put_back(busy, copy, request)
    shop = busy.open()

    assert shop.writer != busy.counter.shop.writer
    shop.close()


def test_a_shop_put_back_as_it_was_goes_on_as_itself(
    busy: Premises, sellers: Sellers, request: pytest.FixtureRequest
) -> None:
    sell(busy, sellers, "before")

    put_back(busy, back_up(busy), request)

    shop = busy.open()
    assert shop.writer == busy.counter.shop.writer
    shop.close()


def test_a_backup_made_while_a_till_sells_holds_all_that_was_done_before_it(
    busy: Premises, sellers: Sellers, request: pytest.FixtureRequest
) -> None:
    journal = busy.journal("selling")
    shop = busy.open(busy.add_pc("K2"))
    seller = sellers.start(busy.database, busy.place.state, journal.path, count=40)
    held = []
    while len(journal.done) < 40 or not held:
        done = set(journal.done)
        held.append((done, backups.make(shop.database, busy.folder / "copies", shop.clock())))
    assert sellers.wait(seller) == 0
    shop.close()

    done, copy = held[len(held) // 2]
    put_back(busy, copy, request)
    shop = busy.open()
    assert done <= sold(shop) <= {*journal.done}
    assert wrong(shop) == []
    shop.close()


def test_a_copy_that_is_damaged_is_not_restored(busy: Premises, tmp_path: Path) -> None:
    if not busy.place.on_file:
        with pytest.raises(Trouble):
            backups.restore_postgresql(tmp_path / "nothing.pgdump", busy.database)
        return
    copy = back_up(busy)
    damaged = bytearray(copy.read_bytes())
    damaged[4096 * 3 : 4096 * 9] = bytes(4096 * 6)
    copy.write_bytes(damaged)

    with pytest.raises(Trouble, match="utuh"):
        backups.restore_sqlite(copy, tmp_path / "other" / "shop.db")

    assert not (tmp_path / "other" / "shop.db").exists()


def test_a_database_of_a_newer_program_is_refused(busy: Premises) -> None:
    shop = busy.open()
    with shop.database.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    shop.close()

    with pytest.raises(Trouble, match="lebih baru"):
        busy.open()


def test_two_programs_at_one_till_are_refused(busy: Premises, sellers: Sellers) -> None:
    shop = busy.open()
    second, third = busy.journal("second"), busy.journal("third")
    with shops.occupy_till(shop):
        assert sellers.wait(sellers.start(busy.database, busy.place.state, second.path, till_only=True)) == 0
    assert sellers.wait(sellers.start(busy.database, busy.place.state, third.path, till_only=True)) == 0
    shop.close()

    assert [each.partition(".")[0] for each in second.troubles] == ["Kasir ini sudah terbuka di jendela lain"]
    assert third.troubles == []


def test_a_pc_without_the_shops_secret_does_not_open_it(busy: Premises, tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="Kunci toko"):
        shops.open_shop(Place(busy.database, tmp_path / "stranger"))


def test_two_fresh_shops_share_no_minted_id(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    minted = []
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        made = premises(f"sqlite:///{tmp_path / name / 'shop.db'}", tmp_path / name)
        minted.append(ids(made))
    shared = minted[0] & minted[1]
    assert {writer_of(each) for each in shared} <= {0}
    assert len(minted[0]) > 30


def ids(made: Premises) -> set[int]:
    from koperasi.database import Record

    shop = made.open()
    with shop.reading() as connection:
        found = {
            identity
            for table in Record.metadata.tables.values()
            if list(table.primary_key.columns.keys()) == ["id"]
            for identity in connection.execute(select(table.c.id)).scalars()
        }
    shop.close()
    return found
