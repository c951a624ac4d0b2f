"""Bigger units of known goods: a dus of 40, a renteng of 10; found by barcode, code or name.

A row adds the big unit to the good whose base unit (or another unit of it) is the small one.
Without a price of its own the unit waits for one: the till asks rather than guesses.  A unit
that is known takes a new price and one more barcode; what it holds is never changed by a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from inventory import catalogue, lookups, prices, product_states
from inventory.catalogue import BarcodeAdded, NewUnit, UnitAdded
from inventory.goods import PriceLine, PriceRule
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan
from inventory.lookups import Known, Lookup
from inventory.prices import PriceChanged
from inventory.product_states import RETAIL, Held, Stand
from inventory.readings import Findings, Line, Table
from koperasi.money import Rupiah
from koperasi.quantity import ONE, Quantity
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.work import Work

UNITS_AT_ONCE = 500
GOOD = "ok"

FIELDS = (
    Field("barcode", Reads.CODE, ("kode_barcode", "barkode", "ean", "gtin13")),
    Field("code", Reads.CODE, ("kode", "item_code", "kode_barang", "sku")),
    Field("name", Reads.WORDS, ("nama", "nama_barang", "item_name", "barang"), column=True),
    Field("big_unit", Reads.WORDS, ("satuan_besar", "satuan", "unit", "kemasan"), required=True),
    Field("factor", Reads.QUANTITY, ("isi", "faktor", "konversi", "jumlah_isi"), required=True),
    Field("small_unit", Reads.WORDS, ("satuan_kecil", "satuan_dasar", "base_unit")),
    Field("unit_barcode", Reads.CODE, ("barcode_besar", "barcode_kemasan", "barcode_satuan_besar")),
    Field("sell_price", Reads.AMOUNT, ("harga_jual", "harga", "harga_kemasan", "price")),
    Field("quality", Reads.WORDS, ("mutu", "keyakinan")),
)


@dataclass(frozen=True, slots=True)
class _Wanted:
    row: int
    added: UnitAdded


@dataclass(frozen=True, slots=True)
class _Changed:
    """What a row says anew of a unit that is known."""

    row: int
    prices: tuple[PriceChanged, ...]
    barcodes: tuple[BarcodeAdded, ...]


def plan(shop: Shop, table: Table, _options: Options) -> Plan:
    """Find each row's good, and refuse what does not say clearly how much is in the big unit."""
    with shop.reading() as connection:
        lookup = lookups.read(connection)
        held = product_states.holding_prices(connection, None, shop.branch.business_date(shop.clock()))
    wanted: dict[tuple[int, str], _Wanted] = {}
    changed: list[_Changed] = []
    skipped = 0
    for line in table.good:
        small = _small_unit(lookup, line, table.findings)
        if small is None:
            continue
        unit = _new_unit(line, small)
        key = (small.product_id, unit.name.casefold())
        there = lookup.unit_of(small.product_id, unit.name)
        factor = there.factor if there is not None else wanted[key].added.unit.factor if key in wanted else None
        if factor is None:
            wanted[key] = _Wanted(line.row, UnitAdded(small.product_id, unit))
        elif factor == unit.factor:
            new = _differing(lookup, held, line.row, there, unit) if there is not None else None
            if new is None:
                skipped += 1
            else:
                changed.append(new)
        else:
            message = _("Satuan {unit} sudah ada dengan isi {factor}.").format(unit=unit.name, factor=factor)
            table.findings.reject(line.row, "factor", message, _("Pakai nama satuan lain."))
    rows = list(wanted.values())
    parts = [rows[start : start + UNITS_AT_ONCE] for start in range(0, len(rows), UNITS_AT_ONCE)]
    return Plan([*(_batch(part) for part in parts), *(_changes(part) for part in _parts(changed))], skipped)


def _parts(rows: list[_Changed]) -> list[list[_Changed]]:
    return [rows[start : start + UNITS_AT_ONCE] for start in range(0, len(rows), UNITS_AT_ONCE)]


def _differing(
    lookup: Lookup, held: Mapping[int, Mapping[Stand, Held]], row: int, there: Known, unit: NewUnit
) -> _Changed | None:
    """What the row says anew; None where the unit is as it says."""
    now = held.get(there.unit_id, {}).get(RETAIL)
    prices_said = tuple(
        PriceChanged(there.unit_id, line) for line in unit.prices if now is None or now.price != line.price
    )
    codes = tuple(BarcodeAdded(there.unit_id, code) for code in unit.barcodes if not lookup.by_code(code))
    return _Changed(row, prices_said, codes) if prices_said or codes else None


def _changes(part: list[_Changed]) -> Batch:
    def write(work: Work) -> None:
        for each in part:
            for change in each.prices:
                prices.change_price(work, change)
            for added in each.barcodes:
                catalogue.add_barcode(work, added)

    return Batch([each.row for each in part], write)


def _batch(part: list[_Wanted]) -> Batch:
    def write(work: Work) -> None:
        for each in part:
            catalogue.add_unit(work, each.added)

    return Batch([each.row for each in part], write)


def _small_unit(lookup: Lookup, line: Line, findings: Findings) -> Known | None:
    """The good in the unit that the big one holds several of; None when the row was refused."""
    if not _says_clearly(line, findings):
        return None
    found = next((lookup.by_code(line[name]) for name in ("barcode", "code") if line.get(name)), [])
    found = found or lookup.by_name(line.get("name", ""))
    if len(found) != 1:
        message = _("Barang ini tidak dikenal.") if not found else _("Beberapa barang bernama begini.")
        findings.reject(line.row, "barcode", message, _("Isi barcode atau nama barang yang ada di toko."))
        return None
    small = line.get("small_unit", found[0].base_unit)
    known = lookup.unit_of(found[0].product_id, small)
    if known is None:
        message = _("{name} tidak punya satuan {unit}.").format(name=found[0].name, unit=small)
        remedy = _("Satuan dasarnya {unit}.").format(unit=found[0].base_unit)
        findings.reject(line.row, "small_unit", message, remedy)
    return known


def _says_clearly(line: Line, findings: Findings) -> bool:
    quality, big = line.get("quality", GOOD), line["big_unit"]
    if big.casefold() == line.get("small_unit", "").casefold():
        message = _("Satuan besar dan kecil sama: {unit}.").format(unit=big)
        findings.reject(line.row, "big_unit", message, _("Beri nama lain untuk satuan besarnya."))
    elif quality.casefold() != GOOD:
        message = _("Isinya diragukan: {quality}.").format(quality=quality)
        findings.reject(line.row, "quality", message, _("Periksa lalu isi ok."))
    elif line["factor"] <= ONE:
        findings.reject(line.row, "factor", _("Isi satuan besar harus lebih dari satu."), _("Periksa isinya."))
    else:
        return True
    return False


def _new_unit(line: Line, small: Known) -> NewUnit:
    price: Rupiah | None = line.get("sell_price")
    lines = (PriceLine(PriceRule.RETAIL, price),) if price else ()
    codes = (line["unit_barcode"],) if line.get("unit_barcode") else ()
    factor: Quantity = line["factor"]
    return NewUnit(line["big_unit"], factor.of_factor(small.factor), codes, lines)


IMPORT = Import("units", N_("Satuan"), FIELDS, plan)
