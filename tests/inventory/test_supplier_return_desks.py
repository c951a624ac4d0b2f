"""The desk of a return is a value: so much of each lot, for what it cost unless said otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from inventory.supplier_return_desks import Given, ReturnDesk
from inventory.supplier_return_queries import Returnable
from koperasi.errors import BadInput
from koperasi.money import Rupiah
from koperasi.quantity import Quantity

DAY = date(2026, 11, 23)
SOAP = Returnable(1, 11, "101", "Sabun", "Pcs", Quantity.of(3), Rupiah(10_000), None, 21, "PB-1", DAY)
TEA = Returnable(2, 12, "102", "Teh", "Pcs", Quantity.of(5), Rupiah(5_000), DAY, 22, "PB-2", DAY)
DESK = ReturnDesk(9, 4, DAY, (SOAP, TEA))


def test_a_lot_goes_back_for_what_it_cost_unless_it_is_said_otherwise() -> None:
    made = DESK.giving(SOAP, Quantity.of(2), None).giving(TEA, Quantity.of(5), Rupiah(4_500))

    assert dict(made.given) == {1: Given(Quantity.of(2), Rupiah(6_667)), 2: Given(Quantity.of(5), Rupiah(4_500))}
    assert (made.credit, made.cost) == (Rupiah(11_167), Rupiah(11_667))


def test_nothing_takes_a_lot_off_the_desk() -> None:
    made = DESK.giving(SOAP, Quantity.of(2), None)

    assert made.giving(SOAP, Quantity.of(0), None) == DESK
    assert made.giving(SOAP, None, None) == DESK


def test_more_than_is_left_is_refused() -> None:
    with pytest.raises(BadInput) as refusal:
        DESK.giving(SOAP, Quantity.of(4), None)
    assert "3 pcs" in refusal.value.message


def test_goods_and_a_reason_are_needed() -> None:
    made = DESK.giving(SOAP, Quantity.of(1), None)

    assert DESK.blocked("rusak") == "Pilih barang"
    assert made.blocked(" ") == "Tulis alasan"
    assert made.blocked("rusak") == ""


def test_the_command_names_each_lot_and_its_purchase() -> None:
    made = replace(DESK.giving(TEA, Quantity.of(1), None).giving(SOAP, Quantity.of(1), None), supplier_id=None)
    command = made.command(5, "uid", datetime(2026, 11, 23, tzinfo=UTC), "rusak")

    assert [(each.lot_id, each.purchase_id, each.credit.amount) for each in command.lines] == [
        (1, 21, 3_333),
        (2, 22, 1_000),
    ]
    assert (command.supplier_id, command.location_id, command.reason) == (None, 4, "rusak")
