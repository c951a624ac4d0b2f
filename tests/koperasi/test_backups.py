"""Backups: named by their moment, thinned out by kind, and nothing half made is left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from koperasi import backups
from koperasi.errors import Trouble
from koperasi.shop import Shop

NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)


def test_a_backup_is_whole_and_its_owners_alone(shop: Shop, tmp_path: Path) -> None:
    made = backups.make(shop.database, tmp_path / "copies", NOW)
    assert [each.name for each in (tmp_path / "copies").iterdir()] == [made.name]
    assert made.stat().st_mode & 0o777 == 0o600
    assert backups.newest(tmp_path / "copies") == made


def test_closes_keep_the_newest_and_leave_other_kinds_alone(tmp_path: Path) -> None:
    for hour in range(40):
        (tmp_path / f"sbmi-mart-{NOW + timedelta(hours=hour):%Y%m%d-%H%M%S-%f}-tutup.db").touch()
    (tmp_path / "sbmi-mart-20200101-000000-000000-migrasi.db").touch()

    backups.thin_out(tmp_path)

    left = sorted(each.name for each in tmp_path.iterdir())
    assert len(left) == backups.KEPT + 1
    assert left[0].endswith("-migrasi.db")
    assert left[1].startswith(f"sbmi-mart-{NOW + timedelta(hours=10):%Y%m%d-%H%M%S}")


def test_there_is_no_newest_where_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "sbmi-mart-x.db.part").touch()
    assert backups.newest(tmp_path) is None


@pytest.mark.parametrize("engine_url", ["sqlite"], indirect=True)
def test_nothing_is_restored_over_a_shop(shop: Shop, tmp_path: Path) -> None:
    copy = backups.make(shop.database, tmp_path / "copies", NOW)
    target = tmp_path / "there.db"
    target.write_bytes(b"someone's data")

    with pytest.raises(Trouble, match="sudah berisi"):
        backups.restore_sqlite(copy, target)

    assert target.read_bytes() == b"someone's data"


@pytest.mark.parametrize("engine_url", ["postgresql"], indirect=True)
def test_nothing_is_restored_into_a_server_that_holds_a_shop(shop: Shop, tmp_path: Path) -> None:
    copy = backups.make(shop.database, tmp_path / "copies", NOW)
    url = shop.database.engine.url.render_as_string(hide_password=False)

    with pytest.raises(Trouble, match="sudah berisi tabel"):
        backups.restore_postgresql(copy, url)
