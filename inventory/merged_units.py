"""What goes over with a merged product besides its stock: barcodes, its code, tiles of favourites, who sells it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from inventory import barcodes, catalogue, product_states, queries, searching, suppliers
from inventory.catalogue import NewUnit
from inventory.favourites import FavouriteRecord
from inventory.goods import PriceLine
from inventory.product_states import ProductEdit, UnitState
from inventory.products import Barcode, Product
from koperasi import masters
from koperasi.quantity import Quantity
from koperasi.work import Work


def go_over_unguarded(work: Work, gone_id: int, kept_id: int, factor: Quantity) -> None:
    """Put what named the gone product to the kept one's units, and the gone one into the archive."""
    day = work.shop.branch.business_date(work.now)
    gone = product_states.read(work.connection, gone_id, day)
    codes = product_states.codes_of(work.connection, [unit.id for unit in gone.units])
    for unit in gone.units:
        kept = product_states.read(work.connection, kept_id, day)
        target = _unit_like(kept, unit, factor)
        target_id = target.id if target is not None else _add_unit(work, kept, unit, factor)
        _give_codes(work, codes.get(unit.id, {}), target_id, target.barcodes if target is not None else ())
        _give_tiles(work, unit.id, target_id)
        suppliers.go_over_unguarded(work, unit.id, target_id)
    masters.change(work.connection, Product, gone_id, retired_at=_since(work, gone_id))
    searching.remove(work.connection, [gone_id])
    _keep_code(work, gone, kept_id, factor, day)


def _since(work: Work, gone_id: int) -> Any:
    """When it went into the archive, where it is there already."""
    return work.connection.scalar(select(Product.retired_at).where(Product.id == gone_id)) or work.now


def _unit_like(kept: ProductEdit, unit: UnitState, factor: Quantity) -> UnitState | None:
    """The kept product's unit of the same content."""
    content = unit.factor.of_factor(factor)
    alike = [each for each in kept.units if each.factor == content]
    same_name = [each for each in alike if each.name.casefold() == unit.name.casefold()]
    return next(iter(same_name or alike), None)


def _add_unit(work: Work, kept: ProductEdit, unit: UnitState, factor: Quantity) -> int:
    """The gone product's unit becomes one of the kept one's, at its own price."""
    content = unit.factor.of_factor(factor)
    taken = {each.name.casefold() for each in kept.units}
    name = unit.name if unit.name.casefold() not in taken else f"{unit.name} {content}"
    prices = tuple(
        PriceLine(rule, price, least.of_factor(factor), price_class)
        for (rule, price_class, least), price in unit.prices().items()
    )
    return catalogue.add_unit_unguarded(work, kept.id, NewUnit(name, content, (), prices))


def _give_codes(work: Work, codes: dict[str, int], unit_id: int, there: tuple[str, ...]) -> None:
    for code, barcode_id in codes.items():
        masters.change(work.connection, Barcode, barcode_id, retired_at=work.now)
        if code not in there:
            masters.add(work.connection, Barcode, [{"id": work.mint(), "code": code, "product_unit_id": unit_id}])


def _give_tiles(work: Work, unit_id: int, target_id: int) -> None:
    tiles = select(FavouriteRecord.id).where(
        FavouriteRecord.product_unit_id == unit_id, FavouriteRecord.retired_at.is_(None)
    )
    for tile in work.connection.execute(tiles).scalars().all():
        masters.change(work.connection, FavouriteRecord, tile, product_unit_id=target_id)


def _keep_code(work: Work, gone: ProductEdit, kept_id: int, factor: Quantity, day: date) -> None:
    """The gone product's own code still finds the goods, where it means nothing else."""
    if queries.find_code(work.connection, gone.details.code):
        return
    kept = product_states.read(work.connection, kept_id, day)
    target = _unit_like(kept, gone.base, factor) or kept.base
    code = barcodes.normalise(gone.details.code)
    masters.add(work.connection, Barcode, [{"id": work.mint(), "code": code, "product_unit_id": target.id}])
