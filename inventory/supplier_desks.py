"""What the suppliers' screen reads and does, each in one go; no Qt here."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection

from inventory import queries, supplier_queries, supplier_reports, suppliers
from inventory.supplier_queries import SuppliedGood
from inventory.suppliers import NewSupplier, Supplied, Supplier, SupplierChanged
from koperasi.errors import NotFound, Refused
from koperasi.periods import Period
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.work import Actor
from printing.reports import Report


@dataclass(frozen=True, slots=True)
class Opened:
    """One supplier and what she sells."""

    supplier: Supplier
    goods: list[SuppliedGood]


def listed(shop: Shop) -> tuple[Supplier, ...]:
    with shop.reading() as connection:
        return tuple(suppliers.all_in_use(connection))


def opened(shop: Shop, party_id: int) -> Opened:
    """Raises NotFound."""
    with shop.reading() as connection:
        return _opened(connection, party_id)


def _opened(connection: Connection, party_id: int) -> Opened:
    found = suppliers.by_id(connection, party_id)
    if found is None:
        raise NotFound(_("Pemasok tidak ditemukan."))
    return Opened(found, supplier_queries.goods_of(connection, party_id))


def save(shop: Shop, person: Actor, command: NewSupplier | SupplierChanged) -> Opened:
    """Write a supplier down, a new one or all that is known of her from now on."""
    with shop.work(person, channel="office") as work:
        if isinstance(command, NewSupplier):
            party_id = suppliers.add(work, command)
        else:
            party_id = command.party_id
            suppliers.change(work, command)
        return _opened(work.connection, party_id)


def supply_here(shop: Shop, person: Actor, party_id: int, good: SuppliedGood) -> Opened:
    """Order a good here from now on."""
    with shop.work(person, channel="office") as work:
        told = Supplied(party_id, good.product_unit_id, good.supplier_code, preferred=True)
        suppliers.supply(work, told)
        return _opened(work.connection, party_id)


def supply_code(shop: Shop, person: Actor, party_id: int, code: str) -> Opened:
    """Write down that she sells the unit that a code names.  Raises NotFound; Refused for a maker's good."""
    with shop.work(person, channel="office") as work:
        found = queries.find_code(work.connection, code, shop.settings.scale_barcode_mask)
        if len(found) != 1:
            raise NotFound(_("Barang ini tidak dikenal."))
        if found[0].good.maker_id is not None:
            raise Refused(_("Barang titipan tidak dibeli."), rule="consigned")
        suppliers.supply(work, Supplied(party_id, found[0].unit_id))
        return _opened(work.connection, party_id)


def supply_no_more(shop: Shop, person: Actor, party_id: int, good: SuppliedGood) -> Opened:
    """She does not sell a good by this unit any more."""
    with shop.work(person, channel="office") as work:
        suppliers.supply_no_more(work, party_id, good.product_unit_id)
        return _opened(work.connection, party_id)


def retire(shop: Shop, person: Actor, party_id: int) -> str:
    """Order of her no more; returns her name."""
    with shop.work(person, channel="office") as work:
        suppliers.retire(work, party_id)
        return _opened(work.connection, party_id).supplier.name


def table(shop: Shop) -> Report:
    """All suppliers and what they sell, as their file has it."""
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        return supplier_reports.suppliers(connection, Period(shop.branch, day, day))
