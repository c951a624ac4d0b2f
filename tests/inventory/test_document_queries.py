"""Any paper is shown with the goods it moved and what it did to the books."""

from __future__ import annotations

import pytest

from inventory import document_queries, write_offs
from inventory.stock import Reason
from koperasi.documents import Kind
from koperasi.errors import NotFound
from koperasi.quantity import Quantity
from tests.inventory import stock_days
from tests.inventory.stock_days import Stockroom
from tests.shops import Counter


@pytest.fixture
def room(counter: Counter) -> Stockroom:
    made = stock_days.of(counter)
    counter.buy(counter.soap, 10, 10_000)
    return made


def test_a_write_off_tells_goods_and_books(room: Stockroom) -> None:
    command = room.write_off(room.counter.soap, "2")

    with room.shop.reading() as connection:
        paper = document_queries.paper(connection, command.id)

    assert (paper.kind, paper.by, paper.branch) == (Kind.WRITE_OFF, "Yuni Kartika", room.shop.branch.name)
    assert [(each.name, each.quantity, each.reason) for each in paper.goods] == [
        ("Sabun Mandi 70 g", Quantity.of(-2), Reason.WRITE_OFF)
    ]
    assert sorted(each.amount.amount for each in paper.booked) == [-2_000, 2_000]
    assert paper.value.amount == -2_000


def test_a_paper_and_its_reversal_point_at_each_other(room: Stockroom) -> None:
    command = room.write_off(room.counter.soap, "2")
    room.reverse(write_offs.reverse, command.id, "salah barang")

    with room.shop.reading() as connection:
        first = document_queries.paper(connection, command.id)
        assert first.reversed_by is not None
        second = document_queries.paper(connection, first.reversed_by[0])

    assert second.reverses == (command.id, first.number)
    assert second.remarks == ("salah barang",)


def test_a_sale_is_a_paper_too(room: Stockroom) -> None:
    posted = room.counter.sell(room.counter.line(room.counter.soap, 1, 3_400))

    with room.shop.reading() as connection:
        paper = document_queries.paper(connection, posted.document_id)

    assert paper.kind is Kind.SALE
    assert sum(each.amount.amount for each in paper.booked) == 0


def test_a_paper_that_does_not_exist_is_said_so(room: Stockroom) -> None:
    with room.shop.reading() as connection, pytest.raises(NotFound):
        document_queries.paper(connection, 1)
