"""Intakes: scans add up, figures land where they belong, and nothing is lost on the way to the deed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from inventory import intakes
from inventory.intakes import Intake, IntakeLine, IntakeUnit
from inventory.landed_costs import Discount
from inventory.purchases import PaidFrom
from inventory.receivings import Ordered
from koperasi import commands
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 3, tzinfo=UTC)
PIECE, CARTON = IntakeUnit(1, "Pcs", ONE), IntakeUnit(2, "Dus", Quantity.of(24))
SOAP = IntakeLine(7, "101", "Sabun", "Pcs", (PIECE, CARTON), PIECE.id, ONE)
CARTON_OF_SOAP = replace(SOAP, unit_id=CARTON.id, price=Rupiah(48_000))
EMPTY = Intake(1, "u")


def test_scanning_again_is_one_more_and_another_unit_is_another_line() -> None:
    intake = EMPTY.added(SOAP).added(CARTON_OF_SOAP).added(SOAP)

    assert [(each.unit.name, each.quantity) for each in intake.lines] == [("Pcs", Quantity.of(2)), ("Dus", ONE)]
    assert intake.chosen == 0


def test_what_an_order_lets_expect_is_counted_from_the_first_scan_on() -> None:
    expected = replace(
        CARTON_OF_SOAP, quantity=Quantity.of(5), counted=False, ordered=(Ordered(9, 1, Quantity.of(120)),)
    )
    intake = replace(EMPTY, lines=(expected,))

    assert intake.received[0].ordered[0].quantity == Quantity.of(120)
    scanned = intake.added(CARTON_OF_SOAP).added(CARTON_OF_SOAP)
    assert scanned.lines[0].quantity == Quantity.of(2)
    assert scanned.received[0].ordered == (Ordered(9, 1, Quantity.of(48)),)
    by_piece = intake.added(SOAP)
    assert (by_piece.lines[0].unit, by_piece.lines[0].quantity, by_piece.lines[0].price) == (PIECE, ONE, Rupiah(2_000))


def test_more_than_was_ordered_is_not_of_the_order_and_another_line_takes_its_rest() -> None:
    expected = replace(CARTON_OF_SOAP, ordered=(Ordered(9, 1, Quantity.of(30)),))
    intake = replace(EMPTY, lines=(expected, replace(SOAP, quantity=Quantity.of(20))))

    assert [[each.quantity for each in line.ordered] for line in intake.received] == [
        [Quantity.of(24)],
        [Quantity.of(6)],
    ]


def test_a_price_follows_its_unit_where_it_is_a_whole_rupiah() -> None:
    intake = replace(EMPTY, lines=(CARTON_OF_SOAP,))

    assert intake.next_unit().lines[0].price == Rupiah(2_000)
    odd = replace(EMPTY, lines=(replace(CARTON_OF_SOAP, price=Rupiah(50_000)),))
    assert odd.next_unit().lines[0].price is None


@pytest.mark.parametrize(
    ("change", "field"),
    [({"quantity": Quantity(0)}, "quantity"), ({"price": None}, "price"), ({"food": True}, "expires_on")],
)
def test_a_line_that_lacks_something_is_named(change: dict[str, object], field: str) -> None:
    intake = replace(EMPTY, lines=(CARTON_OF_SOAP, replace(CARTON_OF_SOAP, **change)), asked=Rupiah(1))  # type: ignore[arg-type]

    with pytest.raises(BadInput) as refusal:
        intake.command(TODAY, NOW)
    assert (refusal.value.row, refusal.value.field) == (2, field)


def test_the_deed_has_everything_that_was_keyed() -> None:
    line = replace(CARTON_OF_SOAP, discount=Discount((500,)), bonus=ONE, expires_on=date(2027, 1, 1), batch="B")
    intake = replace(EMPTY, lines=(line,), supplier_id=3, terms_days=14, invoice_date=TODAY, freight=Rupiah(500))
    command = replace(intake, asked=Rupiah(46_100)).command(TODAY, NOW)

    assert (command.due_on, command.charges[0].amount, command.asked) == (
        date(2026, 12, 7),
        Rupiah(500),
        Rupiah(46_100),
    )
    assert (command.lines[0].bonus, command.lines[0].batch, command.lines[0].price) == (ONE, "B", Rupiah(48_000))
    assert replace(intake, paid_from=PaidFrom.SAFE).due is None


def test_an_intake_is_the_same_written_down() -> None:
    intake = replace(EMPTY, lines=(replace(CARTON_OF_SOAP, ordered=(Ordered(9, 1, ONE),)),), asked=Rupiah(5))

    assert commands.decode(Intake, commands.encode(intake)) == intake


def test_removing_the_last_line_chooses_the_one_before() -> None:
    intake = EMPTY.added(SOAP).added(CARTON_OF_SOAP).removed()

    assert (len(intake.lines), intake.chosen, intake.line) == (1, 0, SOAP)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("", None),
        ("31/12/26", date(2026, 12, 31)),
        ("31-12-2026", date(2026, 12, 31)),
        ("311226", date(2026, 12, 31)),
        ("31122026", date(2026, 12, 31)),
        ("2026-12-31", date(2026, 12, 31)),
        ("24/11", date(2026, 11, 24)),
        ("1/2", date(2027, 2, 1)),
        ("02/27", date(2027, 2, 28)),
        ("12/2027", date(2027, 12, 31)),
    ],
)
def test_a_day_is_read_as_packages_and_people_write_it(text: str, read: date | None) -> None:
    assert intakes.day(text, TODAY) == read


@pytest.mark.parametrize("text", ["31/2/26", "besok", "7", "1/2/3/4", "13/13"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        intakes.day(text, TODAY)


@pytest.mark.parametrize(
    ("text", "read"),
    [("4*899", (Quantity.of(4), "899")), ("2,5*gula", (Quantity.of("2.5"), "gula")), ("899", (None, "899"))],
)
def test_the_scan_box_is_read(text: str, read: tuple[Quantity | None, str]) -> None:
    assert intakes.typed(text) == read


def test_the_day_a_year_before_is_always_a_day() -> None:
    assert intakes.year_before(date(2028, 2, 29)) == date(2027, 2, 28)
    assert intakes.year_before(date(2026, 12, 31)) == date(2025, 12, 31)
