"""Catalogues as shops have them, read without being told how."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from inventory import catalogue_files, costs, queries
from inventory.catalogue_files import IMPORT
from inventory.goods import Good, ProductKind
from inventory.imports import Outcome
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.quantity import Quantity
from koperasi.shop import Shop

TakeIn = Callable[..., Outcome]
SOAP, COFFEE = "8999000000016", "089686440287"
CATALOGUE = f"""barcode;nama;satuan;kategori;harga_beli;harga_jual
{SOAP};Sabun Mandi;Pcs;SABUN;Rp 2.350,00;Rp 3.000,00
{COFFEE};Kopi Bubuk;Sct;MINUMAN;Rp 11.000,00;Rp 12.500,00
"""


@pytest.fixture
def engine_url(tmp_path: Path) -> str:
    """SQLite alone: both engines are proved where the whole book is imported."""
    return f"sqlite:///{tmp_path / 'shop.db'}"


def good_of(shop: Shop, code: str) -> Good:
    with shop.reading() as connection:
        (found,) = queries.find_code(connection, code)
    return found.good


def price_of(good: Good) -> int:
    return good.base.prices[-1].price.amount


def test_goods_come_in_with_unit_price_and_cost(shop: Shop, take_in: TakeIn) -> None:
    outcome = take_in(IMPORT, CATALOGUE)

    assert (outcome.written, outcome.notes) == (2, ())
    soap = good_of(shop, SOAP)
    assert (soap.name, soap.base_unit, price_of(soap)) == ("Sabun Mandi", "Pcs", 3000)
    with shop.reading() as connection:
        assert costs.of_products(connection, [soap.product_id])[soap.product_id].value == Rupiah(2350)


def test_a_barcode_finds_its_good_in_both_printed_lengths(shop: Shop, take_in: TakeIn) -> None:
    take_in(IMPORT, CATALOGUE)

    assert good_of(shop, COFFEE) == good_of(shop, "0" + COFFEE)


def test_the_same_file_twice_changes_nothing(take_in: TakeIn) -> None:
    take_in(IMPORT, CATALOGUE)
    outcome = take_in(IMPORT, CATALOGUE)

    assert (outcome.written, outcome.skipped) == (0, 2)


def test_a_known_good_takes_a_new_price_and_keeps_its_name(shop: Shop, take_in: TakeIn) -> None:
    take_in(IMPORT, CATALOGUE)
    outcome = take_in(IMPORT, f"barcode,nama,harga_jual\n0{COFFEE},Kopi Bubuk 65 g,13500\n")

    assert (outcome.written, outcome.skipped) == (1, 0)
    assert "Kopi Bubuk" in outcome.notes[0].message
    coffee = good_of(shop, COFFEE)
    assert (coffee.name, price_of(coffee)) == ("Kopi Bubuk", 13500)


def test_goods_without_any_code_are_known_again_by_name_and_unit(shop: Shop, take_in: TakeIn) -> None:
    bare = "name,unit,sell_price\nTelur Ayam,Kg,26000\nTelur Ayam,Butir,2000\n"
    first = take_in(IMPORT, bare)
    second = take_in(IMPORT, bare.replace("26000", "27000"))

    assert (first.written, second.written, second.skipped) == (2, 1, 1)
    assert price_of(good_of(shop, f"{catalogue_files.OWN_CODES}00001")) == 27000


def test_services_and_members_goods_are_told_apart(shop: Shop, take_in: TakeIn) -> None:
    text = (
        "item_code,name,sell_price,min_stock,is_service,is_consignment\nJ1,Fotokopi,500,0,1,0\nT1,Emping,9000,3,0,1\n"
    )
    take_in(IMPORT, text)

    copies, chips = good_of(shop, "J1"), good_of(shop, "T1")
    assert (copies.kind, copies.maker_id) == (ProductKind.SERVICE, None)
    assert (chips.kind, chips.maker_name) == (ProductKind.GOODS, "Penitip belum dicatat")


def test_a_maker_named_by_her_code_is_made(shop: Shop, take_in: TakeIn) -> None:
    take_in(IMPORT, "kode;nama;harga;penitip\nT1;Emping;9.000;W-07\n")

    maker_id = good_of(shop, "T1").maker_id
    with shop.reading() as connection:
        code = connection.scalar(Party.__table__.select().with_only_columns(Party.code).where(Party.id == maker_id))
    assert code == "W-07"


def test_member_and_wholesale_prices_come_along(shop: Shop, take_in: TakeIn) -> None:
    take_in(IMPORT, "kode;nama;harga;harga anggota;harga grosir;min grosir\nA;Gula;18.000;17.500;17.000;12\n")

    lines = {line.rule.value: (line.price.amount, line.min_quantity) for line in good_of(shop, "A").base.prices}
    assert lines == {
        "retail": (18000, Quantity(0)),
        "class": (17500, Quantity(0)),
        "tier": (17000, Quantity.of(12)),
    }


@pytest.mark.parametrize(
    ("row", "field"),
    [
        ("8,99900E+12;Sabun;3.000", "barcode"),
        ("88.888.989;Sabun;3.000", "barcode"),
        (f"{SOAP};;3.000", "name"),
        (f"{SOAP};Sabun;", "sell_price"),
        (f"{SOAP};Sabun;0", "sell_price"),
        (f"{SOAP};Sabun;gratis", "sell_price"),
        (f"{SOAP};Sabun;3.000,50", "sell_price"),
        (f"{SOAP};Sabun;-3.000", "sell_price"),
    ],
)
def test_a_row_that_cannot_be_sold_is_refused(take_in: TakeIn, row: str, field: str) -> None:
    outcome = take_in(IMPORT, f"barcode;nama;harga_jual\n{row}\n")

    assert outcome.refused
    assert [(each.row, each.field) for each in outcome.rejections] == [(2, field)]


def test_a_barcode_with_thousands_dots_is_mended_and_told(shop: Shop, take_in: TakeIn) -> None:
    outcome = take_in(IMPORT, "barcode;nama;harga\n8.999.000.000.016;Sabun;3.000\n89.686.440.287;Kopi;12.500\n")

    assert outcome.notes[0].message == "Kode 8.999.000.000.016 dibaca 8999000000016."
    assert (good_of(shop, SOAP).name, good_of(shop, COFFEE).name) == ("Sabun", "Kopi")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("8999000000017,Sabun,2000,3000", "Angka terakhir"),
        (f"{SOAP},Sabun,3500,3000", "di bawah harga beli"),
        (f"{SOAP},Sabun,100,3000", "lebih dari lima kali"),
    ],
)
def test_what_is_odd_is_taken_and_told(take_in: TakeIn, row: str, said: str) -> None:
    outcome = take_in(IMPORT, f"barcode,nama,harga_beli,harga_jual\n{row}\n")

    assert outcome.written == 1
    assert said in outcome.notes[0].message


def test_a_good_that_stands_twice_is_passed_over_or_refused(take_in: TakeIn) -> None:
    same = take_in(IMPORT, CATALOGUE + CATALOGUE.splitlines()[1] + "\n", dry_run=True)
    other = take_in(IMPORT, CATALOGUE + f"{SOAP};Sabun Mandi;Pcs;SABUN;Rp 2.350,00;Rp 9.000,00\n")

    assert (same.written, same.skipped) == (2, 1)
    assert [(each.row, each.field) for each in other.rejections] == [(4, "code")]


def test_names_that_look_like_formulas_are_kept_as_they_are(shop: Shop, take_in: TakeIn) -> None:
    take_in(IMPORT, f'barcode,nama,harga\n{SOAP},"=HYPERLINK(""http://x"")",3000\n{COFFEE},-2+3,12500\n')

    assert (good_of(shop, SOAP).name, good_of(shop, COFFEE).name) == ('=HYPERLINK("http://x")', "-2+3")
