"""What a catalogue file changes of goods that are known: written down, told, applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from inventory import catalogue, catalogue_fields, prices, searching
from inventory.catalogue import BarcodeAdded
from inventory.catalogue_fields import FiledDetails
from inventory.goods import PriceLine, PriceRule
from inventory.prices import PriceChanged
from inventory.product_states import Held, Stand
from inventory.products import Product
from koperasi import masters
from koperasi.money import Rupiah
from koperasi.text import _
from koperasi.work import Work

NOTHING_SAID = FiledDetails()
PRICE_FIELDS = {
    PriceRule.RETAIL: "sell_price",
    PriceRule.CLASS: "member_price",
    PriceRule.TIER: "wholesale_price",
}


@dataclass(frozen=True, slots=True)
class FiledChange:
    """What a file says anew of a known good in one unit; nothing else of it changes."""

    product_id: int
    unit_id: int
    cost: Rupiah | None = None
    prices: tuple[PriceLine, ...] = ()
    barcodes: tuple[str, ...] = ()
    details: FiledDetails = NOTHING_SAID

    @property
    def empty(self) -> bool:
        return self.cost is None and not self.prices and not self.barcodes and self.details == NOTHING_SAID


def apply_unguarded(work: Work, change: FiledChange, categories: Mapping[str, int]) -> None:
    """Apply a change inside the deed that takes the file in; `categories` are known by name."""
    for line in change.prices:
        prices.change_price_unguarded(work, PriceChanged(change.unit_id, line))
    for code in change.barcodes:
        catalogue.add_barcode(work, BarcodeAdded(change.unit_id, code))
    said = change.details.said
    if not said:
        return
    values = catalogue_fields.stored(said)
    if "category" in said:
        values["category_id"] = categories[said["category"]]
    masters.change(work.connection, Product, change.product_id, **values)
    if "name" in said:
        searching.remove(work.connection, [change.product_id])
        searching.add(work.connection, [(change.product_id, said["name"])])


@dataclass(frozen=True, slots=True)
class Now:
    """What is known of a good before a file changes it."""

    prices: Mapping[Stand, Held]
    details: Mapping[str, Any]
    cost: Rupiah | None


def told(name: str, change: FiledChange, now: Now) -> Iterator[tuple[str, str]]:
    """Each change in words, with its field, for who only looks what a file would do."""
    said = _("{name}: {before} menjadi {after}.")

    def words(before: object, after: object) -> str:
        return said.format(name=name, before=_("kosong") if before in (None, "") else before, after=after)

    for line in change.prices:
        held = now.prices.get((line.rule, line.price_class, line.min_quantity))
        yield PRICE_FIELDS[line.rule], words(held.price.bare if held is not None else None, line.price.bare)
    for field, value in change.details.said.items():
        yield field, words(now.details.get(field), value)
    if change.cost is not None:
        yield "buy_price", words(now.cost.bare if now.cost is not None else None, change.cost.bare)
    for code in change.barcodes:
        yield "barcode", _("{name}: barcode {code} ditambah.").format(name=name, code=code)
