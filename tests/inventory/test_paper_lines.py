"""The lines of a stock paper are values: each deed gives the next, and what is asked for too much is seen."""

from __future__ import annotations

from datetime import timedelta

import pytest

from inventory import paper_lines
from inventory.paper_lines import PaperLine, PaperLines, Unit
from inventory.write_offs import Cause
from koperasi.quantity import NOTHING, ONE, Quantity
from tests.inventory import stock_days
from tests.inventory.stock_days import Stockroom
from tests.shops import Counter

PIECES, CARTON = Unit("Pcs", ONE), Unit("Dus", Quantity.of(40))


def line(product: int, there: int = 100) -> PaperLine:
    return PaperLine(product, f"{product}", f"Barang {product}", (PIECES, CARTON), "", Quantity.of(there))


def test_the_same_good_again_counts_one_more_but_not_in_another_unit() -> None:
    lines = PaperLines().add(line(1)).add(line(1)).next_unit().add(line(1))

    assert [(each.quantity, each.unit.name) for each in lines.lines] == [(Quantity.of(2), "Dus"), (ONE, "Pcs")]
    assert lines.chosen == 1


def test_a_line_of_one_lot_is_its_own() -> None:
    lines = PaperLines().add(line(1)).with_lot(7, "kedaluwarsa besok", Quantity.of(3)).add(line(1))

    assert [each.lot_id for each in lines.lines] == [7, None]
    assert lines.lines[0].stock_line.lot_id == 7


def test_a_carton_is_its_pieces() -> None:
    lines = PaperLines().add(line(1, there=79)).next_unit().with_quantity(Quantity.of(2))

    assert lines.line is not None
    assert (lines.line.base_quantity, lines.line.lacking) == (Quantity.of(80), True)
    assert lines.next_unit().line.unit == PIECES  # type: ignore[union-attr]


def test_the_cause_of_the_line_before_is_taken_on() -> None:
    lines = PaperLines().add(line(1)).with_cause(Cause.EXPIRED).add(line(2))

    assert [each.cause for each in lines.lines] == [Cause.EXPIRED, Cause.EXPIRED]


def test_what_stands_below_zero_has_nothing_to_take() -> None:
    assert line(1, there=-5).lacking


def test_taking_lines_out_keeps_one_chosen() -> None:
    lines = PaperLines().add(line(1)).add(line(2)).without()

    assert (lines.chosen, [each.product_id for each in lines.lines]) == (0, [1])
    assert lines.without() == PaperLines()
    assert PaperLines().without().line is None


def test_another_place_has_other_stock_and_other_lots() -> None:
    lines = PaperLines().add(line(1)).with_lot(7, "x", ONE).add(line(2)).at_place({2: Quantity.of(9)})

    assert [(each.there, each.lot_id) for each in lines.lines] == [(NOTHING, None), (Quantity.of(9), None)]


def test_without_a_line_nothing_happens() -> None:
    empty = PaperLines()

    assert empty.with_quantity(ONE) == empty.next_unit() == empty.with_cause(Cause.LOST) == empty
    assert empty.with_lot(1, "", ONE) == empty


@pytest.fixture
def room(counter: Counter) -> Stockroom:
    made = stock_days.of(counter)
    counter.buy(counter.soap, 5, 5_000)
    counter.buy(counter.soap, 3, 6_000, expires_on=made.shop.clock() + timedelta(days=9))
    return made


def test_a_code_or_words_find_goods_with_what_there_is_of_them(room: Stockroom) -> None:
    with room.shop.reading() as connection:
        (coded,) = paper_lines.found(connection, "101", room.shelf, "")
        (named,) = paper_lines.found(connection, "sabun", room.shelf, "")
        services = paper_lines.found(connection, "301", room.shelf, "")
        elsewhere = paper_lines.found(connection, "101", room.back, "")

    assert coded == named
    assert (coded.name, coded.there, coded.quantity) == ("Sabun Mandi 70 g", Quantity.of(8), ONE)
    assert services == ()
    assert elsewhere[0].there == NOTHING


def test_the_lots_of_a_place_are_told_first_expired_first(room: Stockroom) -> None:
    with room.shop.reading() as connection:
        lots = paper_lines.lots_there(connection, room.shelf, room.counter.soap)
        nothing = paper_lines.lots_there(connection, room.back, room.counter.soap)

    assert [(each.quantity.decimal, each.expires_on is None) for each in lots] == [("3", False), ("5", True)]
    assert nothing == ()


def test_a_recipes_goods_become_lines_in_their_order(room: Stockroom) -> None:
    wanted = [(room.counter.cookies, Quantity.of(2)), (room.counter.soap, Quantity.of("0.5"))]
    with room.shop.reading() as connection:
        lines = paper_lines.lines_of(connection, room.shelf, wanted)

    assert [(each.name, each.quantity.decimal) for each in lines] == [("Kue Kering", "2"), ("Sabun Mandi 70 g", "0.5")]
