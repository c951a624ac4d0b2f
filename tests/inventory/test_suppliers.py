"""Suppliers: their terms, what they sell, and what a receipt teaches."""

from __future__ import annotations

from dataclasses import replace

import pytest

from inventory import catalogue, purchases, queries, supplier_queries, suppliers
from inventory.catalogue import NewUnit, UnitAdded
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from inventory.suppliers import NewSupplier, Supplied, SupplierChanged, Terms
from koperasi import uids
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from tests.shops import Counter

MONDAY = 0b1
MAKMUR = NewSupplier("S-01", "Makmur Grosir", "Batu", "0341555", Terms("Pak Joko", "0812", 3, 14, MONDAY))


def added(counter: Counter, new: NewSupplier = MAKMUR) -> int:
    with counter.shop.work(counter.manager, channel="office") as work:
        return suppliers.add(work, new)


def soap_units(counter: Counter) -> tuple[int, int]:
    """The soap by the piece, and by the carton of 24."""
    with counter.shop.work(counter.manager, channel="office") as work:
        carton = catalogue.add_unit(work, UnitAdded(counter.soap, NewUnit("Dus", Quantity.of(24), (), ())))
    with counter.shop.reading() as connection:
        return queries.good(connection, counter.soap).base.id, carton


def test_a_supplier_is_found_with_her_terms(counter: Counter) -> None:
    key = added(counter)

    with counter.shop.reading() as connection:
        (found,) = suppliers.all_in_use(connection)
    assert (found.party_id, found.code, found.name, found.terms) == (key, "S-01", "Makmur Grosir", MAKMUR.terms)
    assert found.reached_at == "0812"


def bought(counter: Counter, supplier: int | None) -> None:
    now = counter.shop.clock()
    day = counter.shop.branch.business_date(now)
    line = BoughtLine(counter.soap, "Pcs", ONE, Quantity.of(5), Rupiah(10_000))
    with counter.shop.work(counter.manager, channel="office") as work:
        what = PurchaseCommand(work.mint(), uids.new_uid(now), supplier, PaidFrom.CREDIT, day, now, (line,))
        purchases.receive(work, what)


def test_whom_a_purchase_names_is_a_supplier_before_anybody_wrote_her_down(counter: Counter) -> None:
    bought(counter, counter.maker_id)

    with counter.shop.reading() as connection:
        (found,) = suppliers.all_in_use(connection)
    assert (found.party_id, found.terms) == (counter.maker_id, Terms())


def test_a_code_is_taken_once(counter: Counter) -> None:
    added(counter)

    with pytest.raises(Refused, match="S-01"):
        added(counter)


@pytest.mark.parametrize(
    ("new", "field"),
    [
        (replace(MAKMUR, code=" "), "code"),
        (replace(MAKMUR, name=""), "name"),
        (replace(MAKMUR, terms=Terms(lead_days=-1)), "lead_days"),
        (replace(MAKMUR, terms=Terms(terms_days=400)), "terms_days"),
        (replace(MAKMUR, terms=Terms(min_order=Rupiah(-1))), "min_order"),
        (replace(MAKMUR, terms=Terms(weekdays=128)), "weekdays"),
    ],
)
def test_what_cannot_be_is_not_written_down(counter: Counter, new: NewSupplier, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        added(counter, new)
    assert refused.value.field == field


def test_terms_change_and_a_retired_supplier_comes_back(counter: Counter) -> None:
    key = added(counter)
    with counter.shop.work(counter.manager, channel="office") as work:
        suppliers.retire(work, key)
    with counter.shop.reading() as connection:
        assert suppliers.all_in_use(connection) == []

    later = SupplierChanged(key, "Makmur Jaya", "Batu", "0341555", Terms(lead_days=1))
    with counter.shop.work(counter.manager, channel="office") as work:
        suppliers.change(work, later)

    with counter.shop.reading() as connection:
        (found,) = suppliers.all_in_use(connection)
    assert (found.name, found.terms.lead_days) == ("Makmur Jaya", 1)


def test_a_party_that_is_none_is_not_changed(counter: Counter) -> None:
    nobody = SupplierChanged(77, "Nobody", "", "", Terms())
    with pytest.raises(NotFound), counter.shop.work(counter.manager, channel="office") as work:
        suppliers.change(work, nobody)


def test_a_cashier_does_not_edit_suppliers(counter: Counter) -> None:
    with pytest.raises(NotAllowed), counter.shop.work(counter.cashier) as work:
        suppliers.add(work, MAKMUR)


def supply(counter: Counter, supplied: Supplied) -> None:
    with counter.shop.work(counter.manager, channel="office") as work:
        suppliers.supply(work, supplied)


def sold_by(counter: Counter, supplier: int) -> list[tuple[str, str, Rupiah | None, bool]]:
    with counter.shop.reading() as connection:
        found = supplier_queries.goods_of(connection, supplier)
    return [(each.unit, each.supplier_code, each.price, each.preferred) for each in found]


def test_a_good_is_ordered_where_it_was_chosen_last(counter: Counter) -> None:
    makmur, jaya = added(counter), added(counter, replace(MAKMUR, code="S-02", name="Jaya"))
    pieces, carton = soap_units(counter)
    supply(counter, Supplied(makmur, carton, "SB70", Rupiah(60_000), preferred=True))
    supply(counter, Supplied(jaya, pieces, "", None, preferred=True))

    assert sold_by(counter, makmur) == [("Dus", "SB70", Rupiah(60_000), False)]
    assert sold_by(counter, jaya) == [("Pcs", "", None, True)]


def test_what_a_supplier_does_not_sell_any_more_is_not_shown(counter: Counter) -> None:
    makmur = added(counter)
    _pieces, carton = soap_units(counter)
    supply(counter, Supplied(makmur, carton, preferred=True))
    with counter.shop.work(counter.manager, channel="office") as work:
        suppliers.supply_no_more(work, makmur, carton)

    assert sold_by(counter, makmur) == []


def test_a_receipt_teaches_price_and_unit_but_not_another_supplier(counter: Counter) -> None:
    makmur, jaya = added(counter), added(counter, replace(MAKMUR, code="S-02", name="Jaya"))
    pieces, carton = soap_units(counter)
    learn(counter, makmur, (pieces, 2_600))
    learn(counter, makmur, (carton, 60_000))
    learn(counter, jaya, (pieces, 2_500))

    assert sold_by(counter, makmur) == [("Pcs", "", Rupiah(2_600), False), ("Dus", "", Rupiah(60_000), True)]
    assert sold_by(counter, jaya) == [("Pcs", "", Rupiah(2_500), False)]


def learn(counter: Counter, supplier: int, *costs: tuple[int, int]) -> None:
    """As the deed that receives goods does."""
    with counter.shop.work(counter.manager, channel="office") as work:
        suppliers.learn_unguarded(work, supplier, [(unit, Rupiah(cost)) for unit, cost in costs])
