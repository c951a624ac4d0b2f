"""Printing labels: barcodes are minted once and for good, and what was printed is remembered."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select, update

from inventory import barcodes, label_prints, label_queries, queries, shelf_labels
from inventory.goods import PriceLine, PriceRule
from inventory.label_prints import BarcodesGiven, LabelsPrinted
from inventory.labels import LabelKind
from inventory.prices import PriceChanged, change_price
from inventory.products import Barcode
from koperasi import uids
from koperasi.errors import NotFound
from koperasi.masters import Counter as Number
from koperasi.money import Rupiah
from pos import checks
from printing import jobs
from printing.slips import Draft
from tests.shops import Counter


def unit_of(counter: Counter, product_id: int) -> int:
    with counter.shop.reading() as connection:
        return queries.good(connection, product_id).base.id


def given(counter: Counter, *products: int) -> dict[int, str]:
    units = tuple(unit_of(counter, each) for each in products)
    with counter.shop.work(counter.cashier, channel="office") as work:
        return label_prints.give_barcodes(work, BarcodesGiven(units))


def test_a_good_without_a_barcode_gets_one_that_the_till_finds(counter: Counter) -> None:
    (code,) = given(counter, counter.cookies).values()

    assert barcodes.valid(code)
    assert code.startswith("29000")
    with counter.shop.reading() as connection:
        (found,) = queries.find_code(connection, code)
    assert found.good.product_id == counter.cookies
    assert checks.wrong(counter.shop) == []


def test_asking_twice_mints_nothing_new(counter: Counter) -> None:
    first = given(counter, counter.cookies)

    assert given(counter, counter.cookies, counter.cookies) == first
    with counter.shop.reading() as connection:
        assert len(connection.scalars(select(Barcode.id)).all()) == 1


def test_two_goods_never_get_the_same(counter: Counter) -> None:
    codes = given(counter, counter.cookies, counter.soap).values()
    more = given(counter, counter.copies).values()

    assert len({*codes, *more}) == 3


def test_a_code_that_somebody_else_uses_is_passed_over(counter: Counter) -> None:
    taken = barcodes.mint(0, 1)
    with counter.shop.work(counter.manager, channel="office") as work:
        from inventory.catalogue import BarcodeAdded, add_barcode

        add_barcode(work, BarcodeAdded(unit_of(counter, counter.soap), taken))

    assert list(given(counter, counter.cookies).values()) == [barcodes.mint(0, 2)]


def test_a_restored_pc_begins_beyond_what_may_stand_on_goods_already(counter: Counter) -> None:
    given(counter, counter.cookies)
    with counter.shop.database.writing() as connection:
        # What a restore does: this database now has another writer.
        row = connection.execute(select(Number.name, Number.value).where(Number.name.like("own_barcode:%"))).one()
        connection.execute(update(Number).where(Number.name == row.name).values(name=f"{row.name}9"))

    assert list(given(counter, counter.soap).values()) == [barcodes.mint(0, 1 + label_prints.JUMP + 1)]


def test_a_unit_that_is_not_there_is_told(counter: Counter) -> None:
    with counter.shop.work(counter.cashier, channel="office") as work, pytest.raises(NotFound, match="Satuan"):
        label_prints.give_barcodes(work, BarcodesGiven((12_345,)))


def test_printed_shelf_labels_are_remembered_until_a_price_changes(counter: Counter) -> None:
    shop, unit = counter.shop, unit_of(counter, counter.soap)
    day = shop.branch.business_date(shop.clock())
    slip = Draft().text("label").slip()
    with shop.work(counter.cashier, channel="office") as work:
        command = LabelsPrinted(work.mint(), uids.new_uid(work.now), LabelKind.SHELF, (unit,), 1, "3x8", day, work.now)
        label_prints.keep(work, command, [slip], "K1")

    def changed() -> list[int]:
        with shop.reading() as connection:
            return [
                each.tag.unit_id for each in shelf_labels.to_reprint(connection, shop.branch.id, day, 9, never=False)
            ]

    assert changed() == []
    with shop.reading() as connection:
        assert [job.copy for job in jobs.waiting(connection, "K1")] == [0]
    with shop.work(counter.manager, channel="office") as work:
        change_price(work, PriceChanged(unit, PriceLine(PriceRule.RETAIL, Rupiah(3_600))))
    assert changed() == [unit]


def test_labels_on_goods_leave_the_shelf_labels_as_they_are(counter: Counter) -> None:
    shop, unit = counter.shop, unit_of(counter, counter.soap)
    day = shop.branch.business_date(shop.clock())
    with shop.work(counter.cashier, channel="office") as work:
        shelf = LabelsPrinted(work.mint(), uids.new_uid(work.now), LabelKind.SHELF, (unit,), 1, "3x8", day, work.now)
        label_prints.keep(work, replace(shelf, kind=LabelKind.PRODUCT))
    with shop.reading() as connection:
        reprints = shelf_labels.to_reprint(connection, shop.branch.id, day, 9)

    assert unit in [each.tag.unit_id for each in reprints]


def test_what_came_in_today_is_labelled_piece_by_piece(counter: Counter) -> None:
    counter.buy(counter.soap, 12, 30_000)
    day = counter.shop.branch.business_date(counter.shop.clock())
    with counter.shop.reading() as connection:
        (receipt,) = label_queries.receipts(connection, counter.shop.branch.id, day)
        (came,) = label_queries.received(connection, receipt.document_id)

    assert receipt.goods == 1
    assert (came.unit_id, came.pieces) == (unit_of(counter, counter.soap), 12)


def test_subjects_come_in_the_order_asked_for_with_their_codes(counter: Counter) -> None:
    (code,) = given(counter, counter.cookies).values()
    units = [unit_of(counter, counter.cookies), unit_of(counter, counter.soap)]
    day = counter.shop.branch.business_date(counter.shop.clock())
    with counter.shop.reading() as connection:
        cookies, soap = label_queries.subjects(connection, counter.shop.branch.id, day, units)
        by_code = label_queries.by_words(connection, code, counter.shop.branch.id, day)
        by_name = label_queries.by_words(connection, "sabun", counter.shop.branch.id, day)

    assert (cookies.tag.name, cookies.codes, soap.lacks_code) == ("Kue Kering", (code,), True)
    assert (by_code, by_name) == ([units[0]], [units[1]])
