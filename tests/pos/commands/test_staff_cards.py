"""`user card`: the code is told once, and no code of goods is taken."""

from __future__ import annotations

import re
from pathlib import Path

from koperasi import shops, staff_cards
from koperasi.shops import Place
from tests.programs import Mart


def holder(place: Path, code: str) -> str:
    shop = shops.open_shop(Place.parse(str(place)))
    with shop.reading() as connection:
        found = staff_cards.holder(connection, code, shop.keys.pepper)
    shop.close()
    return found.name if found else ""


def test_a_card_is_minted_told_once_and_taken_away(made: Mart, place: Path) -> None:
    (row,) = made("user", "card", "Rina", "--format", "json").rows
    code = str(row["card_code"])
    assert row["name"] == "Rina"
    assert re.fullmatch("ST[0-9A-Z]{12}", code)
    assert holder(place, code) == "Rina"
    (told,) = made("user", "--format", "json").rows
    assert told["card"] == "ya"
    assert code not in str(told)

    assert made("user", "uncard", "Rina").code == 0
    assert holder(place, code) == ""
    assert "tidak punya kartu" in made("user", "uncard", "Rina").err
    assert made("check").code == 0


def test_a_card_of_the_shops_own_choice_but_no_goods(made: Mart, place: Path, tmp_path: Path) -> None:
    goods = tmp_path / "catalogue.csv"
    goods.write_text("code,name,barcode,price\nG-1,Gula,8991002101104,15000\n", "utf-8")
    assert made("import", "catalogue", str(goods)).code == 0
    assert "barang atau anggota" in made("user", "card", "Rina", "--code", "8991002101104").err
    assert made("user", "card", "Rina", "--code", "badge-1").code == 1
    assert made("user", "card", "Rina", "--code", "BADGE00017").code == 0
    assert holder(place, "badge00017") == "Rina"


def test_the_card_is_printed_straight_and_stands_in_no_queue(made: Mart, place: Path, tmp_path: Path) -> None:
    assert "Printer belum dipilih" in made("user", "card", "Rina", "--print").err
    paper = tmp_path / "paper.bin"
    assert made("settings", "printer", f"file:{paper}").code == 0
    (row,) = made("user", "card", "Rina", "--print", "--format", "json").rows
    code = str(row["card_code"]).encode()
    assert code in paper.read_bytes()
    assert b"KARTU STAF" in paper.read_bytes()
    files = [each for each in place.parent.rglob("*") if each.is_file() and each != paper]
    assert not [each for each in files if code in each.read_bytes()]
