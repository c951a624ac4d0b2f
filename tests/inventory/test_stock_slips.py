"""A surat jalan goes with the goods; what was thrown away is told with its value, to be signed."""

from __future__ import annotations

import pytest

from inventory import dispatch_reports, document_queries, stock_slips
from inventory.dispatches import Arrived
from inventory.recipes import Part
from inventory.stock_slips import FORMS
from koperasi.documents import Kind
from koperasi.periods import Period
from koperasi.quantity import Quantity
from printing.texts import text
from tests.inventory import stock_days
from tests.inventory.stock_days import Stockroom
from tests.shops import SIX_PERCENT, Counter


@pytest.fixture
def room(counter: Counter) -> Stockroom:
    made = stock_days.of(counter)
    counter.buy(counter.soap, 10, 10_000)
    counter.deliver(counter.cookies, 5, SIX_PERCENT)
    return made


def drawn(room: Stockroom, document_id: int, columns: int = 32) -> str:
    with room.shop.reading() as connection:
        paper = document_queries.paper(connection, document_id)
    assert paper.kind in FORMS
    return text(stock_slips.slip(paper, "SBMI MART", room.shop.branch.local(paper.at)), columns)


@pytest.mark.parametrize("columns", [32, 42, 48])
def test_a_surat_jalan_tells_what_goes_where_without_prices(room: Stockroom, columns: int) -> None:
    there = room.branch()
    told = drawn(room, room.dispatch(there.shop.branch, room.counter.soap, "4").id, columns)

    assert "Surat Jalan" in told
    assert "Ke cabang Pujon." in told
    assert "4 pcs" in told
    assert "Rp" not in told
    assert "Penerima" in told


def test_what_was_thrown_away_is_told_with_its_value(room: Stockroom) -> None:
    told = drawn(room, room.write_off(room.counter.soap, "2").id)

    assert "2 pcs" in told
    assert "Rp 2.000" in told
    assert "2 pcs rusak" in told
    assert "Diketahui" in told


def test_a_makers_goods_are_named_as_hers(room: Stockroom) -> None:
    assert "titipan Siti Aminah" in drawn(room, room.write_off(room.counter.cookies, "1").id)


def test_every_kind_of_stock_paper_has_its_slip(room: Stockroom) -> None:
    soap, there = room.counter.soap, room.branch()
    bag = room.new_good("402", "Sabun kecil")
    dispatch = room.dispatch(there.shop.branch, soap, "2")
    papers = (
        dispatch,
        there.arrive(dispatch.id, Arrived(1, Quantity.of(1), missing=Quantity.of(1), note="dus robek")),
        room.transfer(soap, "1", room.shelf, room.back),
        room.write_off(soap, "1"),
        room.use(soap, "1"),
        room.repack(soap, "2", [Part(bag, Quantity.of(3))], loss="1"),
        room.assemble(soap, "1", [Part(bag, Quantity.of(1))]),
    )

    told = [drawn(room, each.id) for each in papers]

    assert len(told) == len(FORMS)
    assert "Rugi Rp 1.000, ditanggung cabang pengirim." in " ".join(told[1].split())
    assert "dus robek" in told[1]
    assert "Untuk: Kebersihan" in told[4]
    assert "Susut 1 pcs, rugi Rp" in " ".join(told[5].split())


def test_what_is_on_its_way_is_a_report(room: Stockroom) -> None:
    there = room.branch()
    room.dispatch(there.shop.branch, room.counter.soap, "4")
    with room.shop.reading() as connection:
        report = dispatch_reports.on_the_way(connection, Period(room.shop.branch, room.day, room.day))

    (row,) = report.rows
    assert (row[2], row[4], row[6], row[7]) == ("Pujon", 0, "Sabun Mandi 70 g", Quantity.of(4))
    assert Kind.DISPATCH in FORMS
