"""The stock a shop starts with: what is on the shelf on the first day, and what it cost.

A good has one opening; a second run, or a second file, passes over goods that have theirs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import select

from inventory import costs, lookups, numerals, purchases
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan
from inventory.lookups import Known, Lookup
from inventory.lots import UnitCost
from inventory.purchases import BoughtLine, PaidFrom, PurchaseCommand
from inventory.readings import Findings, Line, Table
from inventory.stock import Move, Reason
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, THOUSAND
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.uids import new_uid
from koperasi.work import Work

LINES_AT_ONCE = 500

FIELDS = (
    Field("code", Reads.CODE, ("kode", "item_code", "kode_barang", "sku", "plu")),
    Field("barcode", Reads.CODE, ("barkode", "kode_barcode", "ean", "gtin13")),
    Field("name", Reads.WORDS, ("nama", "nama_barang", "item_name", "barang")),
    Field("quantity", Reads.QUANTITY, ("jumlah", "stok", "stok_awal", "qty", "opening_qty", "sisa"), required=True),
    Field("unit", Reads.WORDS, ("satuan",)),
    Field("cost", Reads.EXACT, ("harga_beli", "hpp", "modal", "harga_pokok", "buy_price", "opening_cost", "unit_cost")),
    Field("value", Reads.EXACT, ("nilai", "total", "jumlah_harga", "total_value")),
    Field("expires_on", Reads.DAY, ("kedaluwarsa", "kadaluarsa", "exp", "expired", "tgl_exp")),
    Field("batch", Reads.WORDS, ("kode_batch", "lot")),
    Field("date", Reads.DAY, ("tanggal", "tgl", "per_tanggal")),
)


@dataclass(frozen=True, slots=True)
class _Opened:
    row: int
    day: date
    line: BoughtLine


def plan(shop: Shop, table: Table, _options: Options) -> Plan:
    """What each row opens with; goods that have an opening already are passed over."""
    with shop.reading() as connection:
        lookup = lookups.read(connection)
        there = select(Move.product_id).where(Move.reason == Reason.OPENING).distinct()
        opened = set(connection.execute(there).scalars())
        known_costs = costs.of_products(connection, list(lookup.units))
    today = shop.branch.business_date(shop.clock())
    wanted: dict[date, list[_Opened]] = {}
    skipped = 0
    for line in table.good:
        known = find(lookup, line, table.findings)
        if known is None:
            continue
        if known.product_id in opened or line["quantity"] == NOTHING:
            skipped += 1
            continue
        bought = _bought(line, known, known_costs, table.findings)
        if bought is not None:
            day = line.get("date", today)
            wanted.setdefault(day, []).append(_Opened(line.row, day, bought))
    return Plan([batch for day in sorted(wanted) for batch in _batches(wanted[day])], skipped)


def find(lookup: Lookup, line: Line, findings: Findings) -> Known | None:
    """The one good that a row's code, barcode or name means, in the unit it names."""
    asked = [name for name in ("code", "barcode") if line.get(name)]
    found = next((units for name in asked if (units := lookup.by_code(line[name]))), [])
    if not asked:
        asked, found = ["name"], lookup.by_name(line.get("name", ""))
    if len(found) != 1:
        message = _("Barang ini tidak dikenal.") if not found else _("Kode ini dipakai beberapa barang.")
        findings.reject(line.row, asked[0], message, _("Impor barangnya dulu, atau perbaiki kodenya."))
        return None
    if not line.get("unit"):
        return found[0]
    known = lookup.unit_of(found[0].product_id, line["unit"])
    if known is None:
        message = _("{name} tidak punya satuan {unit}.").format(name=found[0].name, unit=line["unit"])
        findings.reject(line.row, "unit", message, _("Impor satuannya dulu."))
    return known


def _bought(line: Line, known: Known, known_costs: dict[int, UnitCost], findings: Findings) -> BoughtLine | None:
    if known.service or known.maker_id is not None:
        message = _("Jasa tidak punya stok.") if known.service else _("Barang titipan tidak dibeli.")
        findings.reject(line.row, "code", message, _("Catat titipan lewat impor deliveries."))
        return None
    quantity = line["quantity"]
    if quantity < NOTHING:
        findings.reject(line.row, "quantity", _("Stok awal tidak boleh minus."), _("Hitung dulu barangnya."))
        return None
    value = _value(line, known, known_costs)
    if value is None or value < ZERO:
        findings.reject(line.row, "cost", _("Harga belinya tidak diketahui."), _("Isi harga beli satuannya."))
        return None
    expires, batch = line.get("expires_on"), line.get("batch", "")
    return BoughtLine(known.product_id, known.unit, known.factor, quantity, value, expires, batch)


def _value(line: Line, known: Known, known_costs: dict[int, UnitCost]) -> Rupiah | None:
    """What the whole row cost, in whole rupiah."""
    if line.get("value") is not None:
        return numerals.rounded(line["value"])
    if line.get("cost") is not None:
        return numerals.rounded(line["cost"] * Decimal(line["quantity"].thousandths) / THOUSAND)
    cost = known_costs.get(known.product_id)
    return cost.of(line["quantity"].of_factor(known.factor)) if cost is not None else None


def _batches(opened: Sequence[_Opened]) -> list[Batch]:
    parts = [opened[start : start + LINES_AT_ONCE] for start in range(0, len(opened), LINES_AT_ONCE)]
    return [_batch(part) for part in parts]


def _batch(part: Sequence[_Opened]) -> Batch:
    def write(work: Work) -> None:
        lines = tuple(each.line for each in part)
        day = part[0].day
        command = PurchaseCommand(work.mint(), new_uid(work.now), None, PaidFrom.OPENING, day, work.now, lines)
        purchases.open_stock(work, command)

    return Batch([each.row for each in part], write)


IMPORT = Import("stock", N_("Stok awal"), FIELDS, plan, happened=True)
