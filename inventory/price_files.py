"""Prices from a file: the price of a unit, its members' price, its wholesale steps, from a day on.

    kode;satuan;harga;harga anggota;mulai jumlah;mulai tanggal
    101;Pcs;3400;3300;;
    101;Pcs;3200;;12;
    101;Dus;78000;;;1/12/2026

A good is found by its code or barcode; a barcode of a larger unit means that unit.  A row
with a quantity is a wholesale step (in base units).  What is so already is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from inventory import lookups, price_lists, price_queries
from inventory.goods import PriceLine, PriceRule
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan
from inventory.lookups import Known, Lookup
from inventory.price_lists import PriceList
from inventory.prices import PriceChanged
from inventory.readings import Findings, Line, Table
from koperasi.members import USUAL_CLASS
from koperasi.money import Rupiah
from koperasi.quantity import NOTHING, Quantity
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.work import Work

ROWS_AT_ONCE = 500

FIELDS = (
    Field("code", Reads.CODE, ("kode", "item_code", "kode_barang", "sku")),
    Field("barcode", Reads.CODE, ("kode_barcode", "barkode", "ean", "gtin13")),
    Field("unit", Reads.WORDS, ("satuan", "kemasan")),
    Field("price", Reads.AMOUNT, ("harga", "harga_jual", "harga_baru", "sell_price")),
    Field("member_price", Reads.AMOUNT, ("harga_anggota", "anggota")),
    Field("from_quantity", Reads.QUANTITY, ("mulai_jumlah", "minimal", "min_qty", "grosir_mulai")),
    Field("from_date", Reads.DAY, ("mulai_tanggal", "mulai", "berlaku", "tanggal", "valid_from")),
    Field("below_cost", Reads.TRUTH, ("di_bawah_modal", "boleh_rugi")),
)


@dataclass(frozen=True, slots=True)
class _Filed:
    """A row's prices, checked."""

    row: int
    changes: tuple[PriceChanged, ...]
    below_cost: bool


def plan(shop: Shop, table: Table, _options: Options) -> Plan:
    """Find each row's unit; rows that say what holds already are passed over."""
    with shop.reading() as connection:
        lookup = lookups.read(connection)
        costs = price_queries.costs(connection, shop.branch.id, list(lookup.units))
    day = shop.branch.business_date(shop.clock())
    found: list[_Filed] = []
    for line in table.good:
        known = _unit(lookup, line, table.findings)
        if known is None:
            continue
        lines = _lines(line, known, table.findings, day)
        cost = costs.get(known.product_id) if known.maker_id is None else None
        below = bool(line.get("below_cost", False))
        if cost is not None and not below and any(each.price < cost.of(known.factor) for each in lines):
            message = _("Harga di bawah modal {cost}.").format(cost=cost.of(known.factor))
            table.findings.reject(line.row, "price", message, _("Periksa, atau isi ya di kolom di_bawah_modal."))
        elif lines:
            changes = tuple(PriceChanged(known.unit_id, each, _("dari file")) for each in lines)
            found.append(_Filed(line.row, changes, below))
    with shop.reading() as connection:
        new = price_lists.changing(connection, [change for each in found for change in each.changes], day)
    wanted = [each for each in found if any(change in new for change in each.changes)]
    parts = [wanted[start : start + ROWS_AT_ONCE] for start in range(0, len(wanted), ROWS_AT_ONCE)]
    return Plan([_batch(part) for part in parts], len(found) - len(wanted))


def _batch(part: list[_Filed]) -> Batch:
    def write(work: Work) -> None:
        # What is below cost was refused row by row, unless the row says that it is meant.
        changes = tuple(change for each in part for change in each.changes)
        price_lists.apply(work, PriceList(changes, _("dari file"), below_cost=True))

    return Batch([each.row for each in part], write)


def _unit(lookup: Lookup, line: Line, findings: Findings) -> Known | None:
    """The unit that a row is about; None when the row was refused."""
    found = next((lookup.by_code(line[name]) for name in ("barcode", "code") if line.get(name)), [])
    if len(found) != 1:
        message = _("Barang ini tidak dikenal.") if not found else _("Beberapa barang berkode begini.")
        findings.reject(line.row, "code", message, _("Isi kode atau barcode barang yang ada di toko."))
        return None
    named = line.get("unit", "")
    if not named:
        return found[0]
    known = lookup.unit_of(found[0].product_id, named)
    if known is None:
        message = _("{name} tidak punya satuan {unit}.").format(name=found[0].name, unit=named)
        units = ", ".join(each.unit for each in lookup.units[found[0].product_id])
        findings.reject(line.row, "unit", message, _("Satuannya: {units}.").format(units=units))
    return known


def _lines(line: Line, known: Known, findings: Findings, day: date) -> list[PriceLine]:
    """The prices that a row sets; none (and a rejection) where it sets none."""
    price: Rupiah | None = line.get("price")
    member: Rupiah | None = line.get("member_price")
    least: Quantity = line.get("from_quantity", NOTHING)
    start: date | None = line.get("from_date")
    if start == day:
        start = None
    if price is None and member is None:
        findings.reject(line.row, "price", _("Harga belum diisi."), _("Isi harga atau harga anggota."))
        return []
    if least and least <= known.factor:
        message = _("Grosir mulai lebih dari {factor}.").format(factor=known.factor)
        findings.reject(line.row, "from_quantity", message, _("Isi jumlah dalam satuan dasar, atau kosongkan."))
        return []
    made = []
    if price is not None:
        made.append(PriceLine(PriceRule.TIER if least else PriceRule.RETAIL, price, least, valid_from=start))
    if member is not None:
        made.append(PriceLine(PriceRule.CLASS, member, least, USUAL_CLASS, valid_from=start))
    return made


IMPORT = Import("prices", N_("Harga"), FIELDS, plan)
