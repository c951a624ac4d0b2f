"""A code finds its good in a unit however it is printed; words find goods in any order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from inventory import barcodes, catalogue, queries
from inventory.catalogue import NewGood, NewUnit
from inventory.goods import PriceLine, PriceRule
from koperasi.errors import NotFound
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.shop import Shop
from tests.shops import Counter

TODAY = date(2026, 11, 23)


def retail(amount: int, **more: object) -> PriceLine:
    return PriceLine(PriceRule.RETAIL, Rupiah(amount), **more)  # type: ignore[arg-type]


def weighed(code: str, name: str, base_unit: str) -> NewGood:
    return NewGood(code, name, "Sayur", base_unit, units=(NewUnit(base_unit, prices=(retail(20_000),)),))


NOODLES = NewGood(
    "P0001",
    "Mie Goreng Pedas 85 g",
    "Makanan",
    units=(
        NewUnit("Pcs", ONE, ("036000291452",), (retail(3_500),)),
        NewUnit("Dus", Quantity.of(40), ("14006381333938",), (retail(120_000),)),
    ),
)
SOAP = NewGood("S_1%", "Sabun Nescafé Jeruk", "Mandi", units=(NewUnit("Pcs", ONE, ("96385074",), (retail(4_000),)),))
CHILLI = weighed("101", "Cabai Rawit", "Kg")
SUGAR = weighed("00102", "Gula Curah", "ons")
UNPRICED = NewGood("X1", "Barang Baru")


@pytest.fixture
def ids(shop: Shop) -> list[int]:
    with shop.work(shop.konsole()) as work:
        return catalogue.add_many(work, [NOODLES, SOAP, CHILLI, SUGAR, UNPRICED])


def scan(shop: Shop, code: str, mask: str = queries.MASK) -> list[tuple[str, str]]:
    with shop.reading() as connection:
        return [(found.good.code, found.unit.name) for found in queries.find_code(connection, code, mask)]


def names(shop: Shop, words: str) -> list[str]:
    with shop.reading() as connection:
        return [row.name for row in queries.search(connection, words, day=TODAY)]


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(
    ("code", "found"),
    [
        ("036000291452", [("P0001", "Pcs")]),
        ("0036000291452", [("P0001", "Pcs")]),
        ("14006381333938", [("P0001", "Dus")]),
        ("96385074", [("S_1%", "Pcs")]),
        ("0000096385074", [("S_1%", "Pcs")]),
        ("P0001", [("P0001", "Pcs")]),
        (" p0001 ", [("P0001", "Pcs")]),
        ("101", [("101", "Kg")]),
        ("4006381333931", []),
        ("", []),
        ("'; DROP TABLE products", []),
    ],
)
def test_a_code_names_a_good_in_a_unit(shop: Shop, code: str, found: list[tuple[str, str]]) -> None:
    assert scan(shop, code) == found


@pytest.mark.usefixtures("ids")
def test_a_code_that_two_goods_have_gives_both(shop: Shop) -> None:
    with shop.work(shop.konsole()) as work:
        repacked = replace(NOODLES, code="P0009", name="Mie Goreng Promo", units=NOODLES.units[:1])
        catalogue.add_goods(work, repacked)

    assert scan(shop, "036000291452") == [("P0001", "Pcs"), ("P0009", "Pcs")]


def test_a_good_whose_code_is_its_barcode_is_found_once_in_either_length(shop: Shop) -> None:
    unit = NewUnit("Pcs", ONE, ("036000291452",), (retail(1),))
    with shop.work(shop.konsole()) as work:
        catalogue.add_goods(work, NewGood("036000291452", "Kacang", units=(unit,)))

    assert scan(shop, "036000291452") == scan(shop, "0036000291452") == [("036000291452", "Pcs")]


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(
    ("plu", "grams", "quantity"), [("00101", "01250", Quantity(1_250)), ("00102", "00250", Quantity(2_500))]
)
def test_a_weight_label_gives_the_quantity_in_base_units(shop: Shop, plu: str, grams: str, quantity: Quantity) -> None:
    body = f"21{plu}{grams}"
    with shop.reading() as connection:
        (found,) = queries.find_code(connection, body + barcodes.check_digit(body))

    assert (found.quantity, found.price) == (quantity, None)


@pytest.mark.usefixtures("ids")
def test_a_price_label_gives_the_price(shop: Shop) -> None:
    body = "230010112500"
    with shop.reading() as connection:
        (found,) = queries.find_code(connection, body + barcodes.check_digit(body), "23PPPPPRRRRRC")

    assert (found.good.code, found.quantity, found.price) == ("101", None, Rupiah(12_500))


@pytest.mark.usefixtures("ids")
def test_a_label_of_an_unknown_plu_finds_nothing(shop: Shop) -> None:
    body = "219999901250"

    assert scan(shop, body + barcodes.check_digit(body)) == []


def test_a_good_that_does_not_exist_is_not_found(shop: Shop) -> None:
    with shop.reading() as connection, pytest.raises(NotFound):
        queries.good(connection, 1)


def test_several_goods_are_read_by_their_ids(shop: Shop, ids: list[int]) -> None:
    with shop.reading() as connection:
        known = queries.goods(connection, ids[:2])
        assert queries.goods(connection, []) == {}

    assert [known[each].name for each in ids[:2]] == [NOODLES.name, SOAP.name]


@pytest.mark.usefixtures("ids")
@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("goreng mie", [NOODLES.name]),
        ("ORENG", [NOODLES.name]),
        ("m", [NOODLES.name]),
        ("pe mi", [NOODLES.name]),
        ("nescafe", [SOAP.name]),
        ("je", [SOAP.name]),
        ("eruk", [SOAP.name]),
        ("er", []),
        ("P00", [NOODLES.name]),
        ("p0001", [NOODLES.name]),
        ("0360", [NOODLES.name]),
        ("3600", []),
        ("00360", [NOODLES.name]),
        ("9638", [SOAP.name]),
        ("S_1", [SOAP.name]),
        ("S%1", []),
        ("101", [CHILLI.name]),
        ("85", [NOODLES.name]),
        ("mie sabun", []),
        ('"', []),
        ("goreng*", [NOODLES.name]),
        ("NOT goreng", []),
    ],
)
def test_words_and_codes_find_goods(shop: Shop, words: str, found: list[str]) -> None:
    assert names(shop, words) == found


@pytest.mark.usefixtures("ids")
def test_no_words_give_every_good(shop: Shop) -> None:
    assert len(names(shop, "  ")) == 5


@pytest.mark.usefixtures("ids")
def test_a_search_ends_at_its_limit(shop: Shop) -> None:
    with shop.reading() as connection:
        assert len(queries.search(connection, "", 2)) == 2


@pytest.mark.usefixtures("ids")
def test_a_row_shows_what_a_list_needs(shop: Shop) -> None:
    with shop.reading() as connection:
        (row,) = queries.search(connection, "mie goreng", day=TODAY)
        (unpriced,) = queries.search(connection, "barang baru", day=TODAY)

    assert (row.code, row.category, row.unit_name, row.price) == ("P0001", "Makanan", "Pcs", Rupiah(3_500))
    assert (row.maker_name, row.on_hand) == ("", NOTHING)
    assert (unpriced.category, unpriced.price) == ("", None)


def test_a_row_shows_the_days_own_price(shop: Shop) -> None:
    dated = (retail(1_000), retail(800, valid_from=TODAY, valid_until=TODAY))
    with shop.work(shop.konsole()) as work:
        catalogue.add_goods(work, NewGood("T", "Teh", units=(NewUnit("Pcs", prices=dated),)))

    with shop.reading() as connection:
        later = queries.search(connection, "teh", day=date(2026, 11, 24))[0].price
        today = queries.search(connection, "teh", day=TODAY)[0].price

    assert (today, later) == (Rupiah(800), Rupiah(1_000))


def test_a_row_shows_what_is_left(counter: Counter) -> None:
    counter.buy(counter.soap, 10, 25_000)
    counter.sell(counter.line(counter.soap, 3, 3_400))

    with counter.shop.reading() as connection:
        assert queries.search(connection, "sabun")[0].on_hand == Quantity.of(7)
