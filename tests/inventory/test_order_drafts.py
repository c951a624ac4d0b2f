"""An order being written: quantities, units and prices that a person changes."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from inventory import order_drafts
from inventory.order_drafts import DraftLine, OrderDraft
from inventory.orders import OrderLine
from inventory.proposals import Source
from inventory.suppliers import Supplier, Terms
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, ONE, Quantity

MAKMUR = Supplier(7, "S-01", "Makmur", "", "", Terms(min_order=Rupiah(200_000)))
CARTON = Source(7, "Dus", Quantity.of(24), Rupiah(60_000), "SB70")
SOAP = DraftLine(1, "101", "Sabun", CARTON, Quantity.of(2))
TEA = DraftLine(2, "102", "Teh", Source(7, "Pcs", ONE), Quantity.of(5))
DRAFT = OrderDraft(MAKMUR, (SOAP, TEA))


def test_a_draft_is_summed_as_far_as_prices_are_known() -> None:
    assert (DRAFT.amount, DRAFT.unpriced, DRAFT.missing) == (Rupiah(120_000), 1, Rupiah(80_000))


def test_what_is_set_to_none_is_not_ordered() -> None:
    draft = DRAFT.with_units(1, Quantity.of(-3))

    assert draft.lines[1].units == NOTHING
    assert [each.name for each in draft.ordered] == ["Sabun"]


def test_a_price_may_be_told_and_forgotten() -> None:
    told = DRAFT.with_price(1, Rupiah(2_000))
    assert (told.amount, told.unpriced) == (Rupiah(130_000), 0)
    assert told.with_price(1, None) == DRAFT


def test_a_good_added_twice_is_one_more_of_it() -> None:
    new = DraftLine(3, "103", "Kopi", CARTON, ONE)
    draft = DRAFT.added(new).added(new)

    assert [(each.name, each.units) for each in draft.lines] == [
        ("Kopi", Quantity.of(2)),
        ("Sabun", Quantity.of(2)),
        ("Teh", Quantity.of(5)),
    ]


@pytest.mark.parametrize(
    ("line", "unit", "factor", "units", "price"),
    [(SOAP, "Pcs", "1", "48", 2_500), (TEA, "Dus", "24", "1", None), (SOAP, "Renteng", "10", "5", 25_000)],
)
def test_another_unit_is_as_much_rounded_up_at_the_same_price(
    line: DraftLine, unit: str, factor: str, units: str, price: int | None
) -> None:
    other = order_drafts.by_unit(line, unit, Quantity.of(factor))

    assert (other.units, other.price) == (Quantity.of(units), Rupiah(price) if price else None)
    assert other.unit_words == (unit if factor == "1" else f"{unit} ({factor})")


def test_the_command_names_what_is_ordered_only() -> None:
    at = datetime(2026, 11, 25, tzinfo=UTC)
    command = DRAFT.with_units(1, NOTHING).command(9, "uid", date(2026, 11, 25), at)

    assert command.supplier_id == 7
    assert command.lines == (OrderLine(1, "Dus", Quantity.of(24), Quantity.of(2), Rupiah(60_000), "SB70"),)
