"""A shop's beginning: told first, made whole in one moment, or not at all."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from koperasi import shops, users
from koperasi.errors import BadInput, Trouble
from koperasi.money import Rupiah
from koperasi.setups import NewShop
from koperasi.shops import Place
from pos import beginnings, founding
from pos.beginnings import Beginning, File
from tests.shops import with_declared_tables

GOODS = """kode,nama,satuan,harga jual,harga beli
A1,Sabun Mandi,Pcs,3500,3000
A2,Teh Celup,Pcs,5000,4200
"""
ONE_WRONG = GOODS + "A3,,Pcs,1000,800\n"
STOCK = "kode,jumlah\nA1,20\nA2,5\n"
TOLD = Beginning(NewShop("Toko Maju", branch_name="Ngantang"), "Wahyu", "482915", Rupiah(200_000))


@pytest.fixture(autouse=True)
def quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(users, "MEMORY_KIB", 1024)
    with_declared_tables(monkeypatch)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place.parse(str(tmp_path / "toko"))


def file(tmp_path: Path, name: str, text: str, *, keep_good: bool = False) -> File:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return File(path, keep_good)


def test_a_shop_is_made_with_its_manager_goods_and_stock(place: Place, tmp_path: Path) -> None:
    told = Beginning(
        TOLD.shop, TOLD.manager, TOLD.pin, TOLD.usual_float, "", 32,
        file(tmp_path, "barang.csv", GOODS), file(tmp_path, "stok.csv", STOCK),
    )  # fmt: skip
    begun = beginnings.begin(place, told)

    assert begun.goods is not None
    assert begun.stock is not None
    assert (begun.goods.written, begun.stock.written) == (2, 2)
    shop = shops.open_shop(place)
    with shop.reading() as connection:
        people = users.staff(connection)
    assert [(each.name, each.role) for each in people] == [("Wahyu", "manager")]
    assert (shop.branch.shop_name, shop.settings.usual_float, shop.settings.receipt_columns) == (
        "Toko Maju",
        200_000,
        32,
    )
    assert shop.keys.recovery_code == begun.recovery_code
    assert shop.till_id is not None
    shop.close()


def test_a_crash_on_the_way_leaves_no_half_shop(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def cut(*_given: object) -> None:
        raise OSError("the power is cut")

    monkeypatch.setattr(founding, "settle", cut)
    with pytest.raises(OSError, match="cut"):
        beginnings.begin(place, TOLD)

    assert not place.exists
    assert not place.state.exists()


def test_what_a_killed_wizard_left_behind_goes_with_the_next_one(place: Place) -> None:
    left = Path(place.database).parent / "toko-baru-x1"
    left.mkdir(parents=True)
    (left / "toko").mkdir()
    beginnings.begin(place, TOLD)

    assert place.exists
    assert not left.exists()


def test_a_wrong_row_stops_everything_unless_it_is_passed_over(place: Place, tmp_path: Path) -> None:
    told = Beginning(TOLD.shop, "Wahyu", "482915", goods=file(tmp_path, "barang.csv", ONE_WRONG))
    with pytest.raises(BadInput, match="1 baris salah"):
        beginnings.begin(place, told)
    assert not place.exists

    passed = Beginning(TOLD.shop, "Wahyu", "482915", goods=file(tmp_path, "barang.csv", ONE_WRONG, keep_good=True))
    begun = beginnings.begin(place, passed)
    assert begun.goods is not None
    assert begun.goods.written == 2


def test_a_file_is_tried_without_any_shop(place: Place, tmp_path: Path) -> None:
    outcome = beginnings.try_goods(file(tmp_path, "barang.csv", ONE_WRONG))

    assert outcome.read == 3
    assert [each.row for each in outcome.rejections] == [4]
    assert not place.exists


def test_stock_is_tried_on_top_of_the_goods(tmp_path: Path) -> None:
    goods, stock = file(tmp_path, "barang.csv", GOODS), file(tmp_path, "stok.csv", STOCK + "ZZ,1\n")

    assert [each.row for each in beginnings.try_stock(stock, goods).rejections] == [4]
    assert len(beginnings.try_stock(stock, None).rejections) == 3


def test_a_file_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadInput):
        beginnings.try_goods(File(tmp_path / "tidak-ada.csv"))


def test_where_a_shop_is_none_is_begun(place: Place) -> None:
    beginnings.begin(place, TOLD)
    with pytest.raises(Trouble, match="sudah berisi toko"):
        beginnings.begin(place, TOLD)


def test_where_backups_of_a_lost_shop_lie_they_are_put_back_instead(place: Place) -> None:
    (place.state / "backups").mkdir(parents=True)
    (place.state / "backups" / "sbmi-mart-20261124-090000-x.db").touch()
    with pytest.raises(Trouble, match="cadangannya masih ada") as told:
        beginnings.begin(place, TOLD)

    assert "restore" in told.value.remedy


@pytest.mark.parametrize(
    ("name", "pin", "again", "field"),
    [("", "482915", "482915", "manager"), ("W", "123456", "123456", "pin"), ("W", "482915", "482916", "again")],
)
def test_a_manager_must_have_a_name_and_a_pin_that_is_sure(name: str, pin: str, again: str, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        beginnings.check_manager(name, pin, again)

    assert refused.value.field == field


def test_tables_at_hand_are_found_newest_first_and_nothing_else(tmp_path: Path) -> None:
    for n, name in enumerate(("lama.csv", "Unduhan/baru.XLSX", "surat.docx", "media/stik/harga.csv")):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
        os.utime(path, (1_700_000_000 + n, 1_700_000_000 + n))

    found = beginnings.files_at_hand(tmp_path, tmp_path / "media")
    assert [each.name for each in found] == ["harga.csv", "baru.XLSX", "lama.csv"]
