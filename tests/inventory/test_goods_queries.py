"""The list of goods is the same on both engines: its order, its filters, what a row tells."""

from __future__ import annotations

import pytest

from inventory import archives, catalogue, goods_queries, merges, product_sheets
from inventory.catalogue import NewGood, NewUnit
from inventory.goods import PriceLine, PriceRule
from inventory.goods_queries import ListedGood, Show, Wanted
from koperasi import uids
from koperasi.errors import NotFound
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from tests.shops import Counter


@pytest.fixture
def shelves(counter: Counter) -> Counter:
    """The small shop with some more goods, one of them a maker's, one in the archive."""
    retail = (PriceLine(PriceRule.RETAIL, Rupiah(9_000)),)
    unit = (NewUnit("Pcs", ONE, ("8991002101234",), retail),)
    goods = (
        NewGood("B1", "Beras Pulen", "Sembako", min_stock=Quantity.of(5), units=unit),
        NewGood("E1", "Emping", "Kue", maker_id=counter.maker_id),
        NewGood("L1", "Lilin Putih"),
    )
    with counter.shop.work(counter.manager) as work:
        ids = catalogue.add_many(work, goods)
    with counter.shop.work(counter.manager) as work:
        archives.archive(work, ids[2])
    counter.buy(counter.soap, 10, 25_500)
    return counter


def listed(counter: Counter, wanted: Wanted) -> list[ListedGood]:
    shop = counter.shop
    with shop.reading() as connection:
        ids = goods_queries.ids(connection, wanted)
        return goods_queries.rows(connection, ids, shop.branch.id, shop.branch.business_date(shop.clock()))


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        (Wanted(), ["B1", "E1", "301", "201", "101"]),
        (Wanted(show=Show.OWNED), ["B1", "301", "201", "101"]),
        (Wanted(show=Show.CONSIGNED), ["E1"]),
        (Wanted(show=Show.BELOW_MINIMUM), ["B1"]),
        (Wanted(show=Show.ARCHIVED), ["L1"]),
        (Wanted("putih", show=Show.ARCHIVED), ["L1"]),
        (Wanted("l1", show=Show.ARCHIVED), ["L1"]),
        (Wanted("x", show=Show.ARCHIVED), []),
        (Wanted("sabun"), ["101"]),
        (Wanted("899100210"), ["B1"]),
        (Wanted("emping", show=Show.OWNED), []),
    ],
)
def test_what_is_listed(shelves: Counter, wanted: Wanted, codes: list[str]) -> None:
    assert [each.code for each in listed(shelves, wanted)] == codes


def test_a_category_narrows_the_list(shelves: Counter) -> None:
    with shelves.shop.reading() as connection:
        known = {name: number for number, name in goods_queries.categories(connection)}
    assert [each.code for each in listed(shelves, Wanted(category_id=known["Sembako"]))] == ["B1"]


def test_a_row_tells_price_stock_and_margin(shelves: Counter) -> None:
    rows = {each.code: each for each in listed(shelves, Wanted())}
    soap, rice, chips = rows["101"], rows["B1"], rows["E1"]
    assert (soap.price, soap.on_hand, soap.cost, soap.margin_bps) == (
        Rupiah(3_400), Quantity.of(10), Rupiah(2_550), 2_500,
    )  # fmt: skip
    assert (rice.below_minimum, rice.margin_bps, rice.category) == (True, None, "Sembako")
    assert (chips.maker, chips.price, chips.margin_bps) == ("Bu Siti", None, None)
    assert rows["301"].service


def test_a_sheet_tells_all_beside_the_good(shelves: Counter) -> None:
    shop = shelves.shop
    sheet = product_sheets.sheet(shop, shelves.soap)
    assert (sheet.on_hand, sheet.bought, sheet.moved, sheet.archived) == (Quantity.of(10), True, True, False)
    copy = product_sheets.copied(shop, shelves.soap)
    assert (copy.new, copy.edit.list_cost, copy.edit.details.code) == (True, Rupiah(2_550), "")
    blank = product_sheets.blank(shop, "Teh", "T1")
    assert (blank.edit.details.name, blank.edit.base.barcodes, len(blank.spare_ids)) == ("Teh", ("T1",), 8)
    categories, makers = product_sheets.choices(shop)
    assert [name for _id, name in categories] == ["Kue", "Sembako"]
    assert [words for _id, words in makers] == ["Bu Siti · P-01", "Bu Sri · A-0217"]
    with pytest.raises(NotFound):
        product_sheets.sheet(shop, 1)


def test_a_sheet_names_what_went_over_into_the_good(shelves: Counter) -> None:
    shop, now = shelves.shop, shelves.shop.clock()
    (rice,) = (each.product_id for each in listed(shelves, Wanted("beras")))
    day = shop.branch.business_date(now)
    with shop.work(shelves.manager) as work:
        merges.merge(work, merges.MergeCommand(work.mint(), uids.new_uid(now), rice, shelves.soap, day, now))
    assert product_sheets.sheet(shop, shelves.soap).joined == ("B1",)
