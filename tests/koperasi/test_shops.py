"""Where a shop is: a folder, a file or a server; its own things beside it, no password shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from koperasi import shops
from koperasi.errors import Trouble
from koperasi.shops import Place


def test_a_folder_holds_a_shop_and_its_things(tmp_path: Path) -> None:
    place = Place.parse(str(tmp_path / "toko"))
    assert place.database == str(tmp_path / "toko" / "shop.db")
    assert place.state == tmp_path / "toko" / "shop.db.d"
    assert not place.exists


@pytest.mark.parametrize("name", ["a.db", "b.sqlite", "c.sqlite3"])
def test_a_file_is_a_shop_with_its_things_beside_it(tmp_path: Path, name: str) -> None:
    place = Place.parse(f"sqlite:///{tmp_path / name}")
    assert (place.database, place.state) == (str(tmp_path / name), tmp_path / f"{name}.d")


def test_a_servers_password_is_neither_shown_nor_part_of_the_folders_name() -> None:
    one = Place.parse("postgresql://kasir:rahasia@toko/sbmi")
    other = Place.parse("postgresql://kasir:lain@toko/sbmi")
    assert one.shown() == "postgresql://toko/sbmi"
    assert one.state == other.state
    assert "rahasia" not in str(one.state)


def test_the_place_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert shops.default_place().database == str(tmp_path / "sbmi-mart" / "toko" / "shop.db")
    monkeypatch.setenv("SBMI_MART_SHOP", str(tmp_path / "lain.db"))
    assert shops.default_place().database == str(tmp_path / "lain.db")


def test_where_no_shop_is_none_is_made(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="Belum ada toko"):
        shops.open_shop(Place.parse(str(tmp_path / "toko")))
    assert list(tmp_path.iterdir()) == []
