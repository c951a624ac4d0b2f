"""A full disk, a disk that only reads, a damaged file: refused in words, and nothing lost."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from koperasi import backups, users
from koperasi.database import Database
from koperasi.errors import Trouble
from pos.sale_commands import SaleCommand
from tests.places import Premises, premises, sold, wrong
from tests.sellers import Sellers
from tests.shops import Counter


@pytest.fixture
def busy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Premises:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    return premises(f"sqlite:///{tmp_path / 'shop.db'}", tmp_path)


@pytest.fixture
def engine_url(tmp_path: Path) -> str:
    """These accidents are a file's own."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


@pytest.fixture
def open_folder(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder that another user may enter, outside the tests' own."""
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    with tempfile.TemporaryDirectory(prefix="sbmi-laws-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


def allow_pages(database: Database, more: int) -> None:
    """Let the database grow by so many pages and no more, as a full disk would."""
    with database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()

    @event.listens_for(database.engine, "connect")
    def bound(raw: Any, _record: object) -> None:
        raw.execute(f"PRAGMA max_page_count={pages + more}")

    database.engine.dispose()


def sell_until_full(counter: Counter) -> tuple[int, SaleCommand, str]:
    """Sell until the disk is full; returns how many sales were acknowledged, the one refused, and why."""
    for acknowledged in range(10_000):
        command = counter.command(counter.line(counter.soap, 1, 3_400))
        try:
            counter.post(command)
        except Trouble as trouble:
            return acknowledged, command, trouble.remedy
    pytest.fail("the disk never was full")


def test_a_full_disk_refuses_a_sale_whole_and_takes_it_when_there_is_room(counter: Counter) -> None:
    shop = counter.shop
    counter.buy(counter.soap, 10, 25_000)
    counter.sell(counter.line(counter.soap, 1, 3_400))
    before = len(sold(shop))
    allow_pages(shop.database, 12)

    acknowledged, refused, remedy = sell_until_full(counter)

    assert acknowledged > 0
    assert remedy.startswith("Disk penuh")
    assert len(sold(shop)) == before + acknowledged
    assert wrong(shop) == []
    allow_pages(shop.database, 10_000)
    assert counter.post(refused).new
    assert len(sold(shop)) == before + acknowledged + 1
    assert wrong(shop) == []


def test_a_backup_that_cannot_be_written_says_so(counter: Counter, tmp_path: Path) -> None:
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "taken").write_text("a file where a folder should be")

    with pytest.raises(Trouble, match="Cadangan gagal"):
        backups.make(counter.shop.database, folder / "taken", counter.shop.clock())

    assert [each.name for each in folder.iterdir()] == ["taken"]


def test_a_disk_that_only_reads_is_told_in_words(open_folder: Path, sellers: Sellers) -> None:
    busy = premises(f"sqlite:///{open_folder / 'shop.db'}", open_folder)
    journal = busy.journal()
    journal.path.touch()
    journal.path.chmod(0o666)
    held = [*sorted(open_folder.rglob("*")), open_folder]
    for each in held:
        if each != journal.path:
            each.chmod(0o555 if each.is_dir() else 0o444)
    ended = sellers.wait(sellers.start(busy.database, busy.place.state, journal.path, count=1, as_nobody=True))
    for each in reversed(held):
        each.chmod(0o755 if each.is_dir() else 0o644)

    assert ended == 0
    assert journal.done == []
    (trouble,) = journal.troubles
    assert trouble.startswith("Data toko")
    shop = busy.open()
    assert wrong(shop) == []
    shop.close()


def test_a_damaged_file_is_told_and_not_written_to(busy: Premises) -> None:
    file = Path(busy.database)
    whole = file.read_bytes()
    file.write_bytes(b"not a database at all" + whole[21:])

    with pytest.raises(Trouble, match="Data toko"):
        busy.open()

    assert file.read_bytes()[21:] == whole[21:]
