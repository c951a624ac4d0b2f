"""Of what was sent all counts as come whole until it is told otherwise; more than was sent cannot be lost."""

from __future__ import annotations

from datetime import UTC, date, datetime

from inventory.arrival_lines import Told
from inventory.dispatch_queries import SentLine, UnderWay
from inventory.dispatches import Arrived, Bearer
from koperasi.money import Rupiah
from koperasi.quantity import Quantity

DAY = date(2026, 11, 23)


def sent(line: int, quantity: int, *, arrived: bool = False) -> SentLine:
    what = (line, line, f"{line}", f"Barang {line}", "Pcs", Quantity.of(quantity), Rupiah(1_000))
    return SentLine(*what, None, False, arrived)


def paper(*lines: SentLine) -> UnderWay:
    return UnderWay(1, "SJ-000001", 1, "Ngantang", 2, "Pujon", DAY, datetime(2026, 11, 23, tzinfo=UTC), "", lines)


def test_only_what_has_not_arrived_is_told() -> None:
    told = Told.of(paper(sent(1, 5), sent(2, 3, arrived=True)))

    assert told.arrived("") == (Arrived(1, Quantity.of(5)),)
    assert paper(sent(1, 5), sent(2, 3, arrived=True)).value == Rupiah(1_000)


def test_what_is_lost_comes_off_what_came() -> None:
    told = Told.of(paper(sent(1, 5))).with_lost(Quantity.of(1), Quantity.of(2)).other_bearer()
    (line,) = told.arrived("dus robek")

    assert (line.came, line.broken, line.missing) == (Quantity.of(2), Quantity.of(1), Quantity.of(2))
    assert (line.borne_by, line.note, told.lost) == (Bearer.RECEIVER, "dus robek", True)


def test_more_than_was_sent_is_not_possible() -> None:
    told = Told.of(paper(sent(1, 5))).with_lost(Quantity.of(3), Quantity.of(3))

    assert not told.possible
    assert told.with_lost(None, None).possible


def test_nothing_to_receive_is_not_possible() -> None:
    assert not Told().possible
    assert Told().line is None
    assert Told().with_lost(None, None) == Told()
    assert Told.of(paper(sent(1, 5))).choose(9).chosen == 0


def test_how_long_it_has_been_on_its_way() -> None:
    assert paper(sent(1, 5)).days(date(2026, 11, 26)) == 3
