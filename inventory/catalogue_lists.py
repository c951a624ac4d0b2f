"""The whole catalogue, read for files: every good in its base unit, every bigger unit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from inventory import catalogue_fields, lookups, product_states
from inventory.costs import ListCost
from inventory.goods import PriceRule
from inventory.lookups import Known
from inventory.product_states import MEMBER, RETAIL, Held, Stand, Tier
from inventory.products import Barcode
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.quantity import ONE, Quantity


@dataclass(frozen=True, slots=True)
class FiledGood:
    """A good in its base unit, with all that a file says of it."""

    code: str
    unit: str
    service: bool
    barcodes: tuple[str, ...]
    cost: Rupiah | None
    retail: Rupiah | None
    member: Rupiah | None
    tiers: tuple[Tier, ...]
    maker_code: str
    details: dict[str, Any]


@dataclass(frozen=True, slots=True)
class FiledUnit:
    """A bigger unit of a good: `factor` of its base unit."""

    code: str
    name: str
    unit: str
    factor: Quantity
    small_unit: str
    barcode: str | None
    price: Rupiah | None


def goods(connection: Connection, day: date) -> list[FiledGood]:
    """Every good in use, by code."""
    details = catalogue_fields.known_details(connection)
    held = product_states.holding_prices(connection, None, day)
    codes = _codes(connection)
    makers = dict(connection.execute(select(Party.id, Party.code)).all())
    rows = connection.execute(select(ListCost.product_id, ListCost.value).where(ListCost.quantity == ONE))
    costs: dict[int, Rupiah] = dict(rows.all())
    found = []
    for known in _bases(connection):
        prices = held.get(known.unit_id, {})
        maker = makers.get(known.maker_id, "") if known.maker_id is not None else ""
        found.append(
            FiledGood(
                known.code,
                known.base_unit,
                known.service,
                tuple(codes.get(known.unit_id, ())),
                costs.get(known.product_id),
                _price(prices, RETAIL),
                _price(prices, MEMBER),
                _tiers(prices),
                maker,
                details[known.product_id],
            )
        )
    return found


def units(connection: Connection, day: date) -> list[FiledUnit]:
    """Every unit but the base ones, by the good's code."""
    held = product_states.holding_prices(connection, None, day)
    codes = _codes(connection)
    lookup = lookups.read(connection)
    found = [each for known in lookup.units.values() for each in known if not each.base]
    return [
        FiledUnit(
            each.code,
            each.name,
            each.unit,
            each.factor,
            each.base_unit,
            next(iter(codes.get(each.unit_id, ())), None),
            _price(held.get(each.unit_id, {}), RETAIL),
        )
        for each in sorted(found, key=lambda each: (each.code, each.factor))
    ]


def _bases(connection: Connection) -> list[Known]:
    found = [known for units in lookups.read(connection).units.values() for known in units if known.base]
    return sorted(found, key=lambda each: each.code)


def _codes(connection: Connection) -> dict[int, list[str]]:
    found: dict[int, list[str]] = {}
    rows = select(Barcode.product_unit_id, Barcode.code).where(Barcode.retired_at.is_(None)).order_by(Barcode.id)
    for unit_id, code in connection.execute(rows):
        found.setdefault(unit_id, []).append(code)
    return found


def _price(prices: dict[Stand, Held], stand: Stand) -> Rupiah | None:
    held = prices.get(stand)
    return held.price if held is not None else None


def _tiers(prices: dict[Stand, Held]) -> tuple[Tier, ...]:
    found = [Tier(stand[2], held.price) for stand, held in prices.items() if stand[0] is PriceRule.TIER]
    return tuple(sorted(found, key=lambda tier: tier.min_quantity))
