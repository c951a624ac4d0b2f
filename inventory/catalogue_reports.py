"""The catalogue as files that come in again: goods in their base unit, and their bigger units.

Keys are the fields of the imports, labels are headings that the imports know, so that both
the CSV of machines and the workbook of people can be changed and given back.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection

from inventory import catalogue_fields, catalogue_lists, unit_files
from inventory.catalogue_lists import FiledGood, FiledUnit
from inventory.headings import Field
from inventory.product_states import Tier
from koperasi.periods import Period
from koperasi.text import _
from printing.reports import Cell, Column, Kind, Report

#: Kinds of the fields that are no words.
KINDS = {
    **dict.fromkeys(
        (
            "buy_price", "sell_price", "member_price", "wholesale_price", "wholesale_price_2", "wholesale_price_3",
            "ceiling_price", "price_min", "price_max",
        ),
        Kind.RUPIAH,
    ),
    **dict.fromkeys(
        (
            "wholesale_from", "wholesale_from_2", "wholesale_from_3", "min_stock", "target_stock", "content", "factor",
        ),
        Kind.QUANTITY,
    ),
    "keeps_days": Kind.COUNT,
    "ceiling_since": Kind.DATE,
}  # fmt: skip
#: Told by others: whose goods they are stands in `maker_code`.
UNSAID = frozenset({"is_consignment"})
UNIT_FIELDS = ("code", "name", "big_unit", "factor", "small_unit", "unit_barcode", "sell_price")


def goods(connection: Connection, period: Period) -> Report:
    """Every good in use in its base unit, as `import catalogue` takes it."""
    fields = [each for each in catalogue_fields.FIELDS if each.name not in UNSAID]
    columns = tuple(_column(each) for each in fields)
    rows = tuple(_good(each, fields) for each in catalogue_lists.goods(connection, period.last))
    return Report("goods", _("Barang"), columns, rows, None, period.branch.shop_name)


def units(connection: Connection, period: Period) -> Report:
    """Every bigger unit, as `import units` takes it."""
    known = {each.name: each for each in unit_files.FIELDS}
    columns = tuple(_column(known[name]) for name in UNIT_FIELDS)
    rows = tuple(_unit(each) for each in catalogue_lists.units(connection, period.last))
    return Report("units", _("Satuan besar"), columns, rows, None, period.branch.shop_name)


def _column(field: Field) -> Column:
    label = field.aliases[0] if field.aliases else field.name
    return Column(field.name, label.replace("_", " ").capitalize(), KINDS.get(field.name, Kind.TEXT))


def _unit(unit: FiledUnit) -> tuple[Cell, ...]:
    return (unit.code, unit.name, unit.unit, unit.factor, unit.small_unit, unit.barcode, unit.price)


def _good(good: FiledGood, fields: list[Field]) -> tuple[Cell, ...]:
    told: dict[str, Any] = {
        **good.details,
        "code": good.code,
        "unit": good.unit,
        "barcode": good.barcodes[0] if good.barcodes else None,
        "more_barcodes": " ".join(good.barcodes[1:]) or None,
        "buy_price": good.cost,
        "sell_price": good.retail,
        "member_price": good.member,
        "is_service": good.service or None,
        "maker_code": good.maker_code,
        **_tiers(good.tiers),
    }
    return tuple(_cell(told.get(each.name)) for each in fields)


def _tiers(tiers: tuple[Tier, ...]) -> dict[str, Any]:
    """As many tiers as a row has room for, the lowest first."""
    told: dict[str, Any] = {}
    for mark, tier in zip(catalogue_fields.TIERS, tiers, strict=False):
        told |= {f"wholesale_price{mark}": tier.price, f"wholesale_from{mark}": tier.min_quantity}
    return told


def _cell(value: Any) -> Cell:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return None if value == "" else value
