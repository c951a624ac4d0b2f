"""The catalogue's import: goods by barcode or code, with prices and costs.

A row whose code or barcode is known changes that good's price and cost where they differ;
one without any code is known again by its name and unit, among goods that an import gave
their code.  Doubtful prices and check digits are told, and taken.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, select

from inventory import barcodes, catalogue, costs, lookups, numerals, partners, prices
from inventory.catalogue import BarcodeAdded, NewGood, NewUnit
from inventory.costs import ListCost
from inventory.goods import PriceLine, PriceRule, ProductKind
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan
from inventory.lookups import Known, Lookup
from inventory.lots import UnitCost
from inventory.prices import PriceChanged
from inventory.products import Product
from inventory.readings import Findings, Line, Table
from koperasi.members import USUAL_CLASS
from koperasi.money import ZERO, Rupiah
from koperasi.parties import PartyKind
from koperasi.quantity import NOTHING, ONE
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.work import Work, needs

GOODS_AT_ONCE = 500
#: Codes given to goods that have none: TK00001 …
OWN_CODES = "TK"
USUAL_UNIT = "Pcs"
SUSPECT_TIMES = 5

FIELDS = (
    Field("code", Reads.CODE, ("kode", "item_code", "kode_barang", "kode_item", "kode_produk", "plu", "sku")),
    Field("barcode", Reads.CODE, ("bar_code", "barkode", "kode_barcode", "ean", "upc", "gtin", "gtin13")),
    Field(
        "name",
        Reads.WORDS,
        ("nama", "nama_barang", "nama_produk", "nama_item", "item_name", "product_name", "barang", "deskripsi"),
        required=True,
    ),
    Field("unit", Reads.WORDS, ("satuan", "sat", "satuan_dasar", "base_unit", "uom")),
    Field("category", Reads.WORDS, ("kategori", "golongan", "kelompok", "jenis")),
    Field(
        "buy_price",
        Reads.EXACT,
        ("harga_beli", "beli", "hpp", "modal", "harga_modal", "harga_pokok", "cost", "opening_cost", "purchase_price"),
    ),
    Field(
        "sell_price",
        Reads.AMOUNT,
        ("harga_jual", "jual", "harga", "harga_ecer", "harga_eceran", "price", "retail_price", "selling_price"),
        required=True,
    ),
    Field("member_price", Reads.AMOUNT, ("harga_anggota",)),
    Field("wholesale_price", Reads.AMOUNT, ("harga_grosir", "grosir")),
    Field("wholesale_from", Reads.QUANTITY, ("min_grosir", "mulai_grosir", "grosir_mulai", "jumlah_grosir")),
    Field("min_stock", Reads.QUANTITY, ("stok_minimum", "stok_min", "minimum_stok", "minimum")),
    Field("is_service", Reads.TRUTH, ("jasa", "layanan", "service")),
    Field("is_consignment", Reads.TRUTH, ("titipan", "titip", "konsinyasi", "consignment")),
    Field("maker_code", Reads.WORDS, ("penitip", "kode_penitip", "maker")),
)


@dataclass(frozen=True, slots=True)
class FiledGood:
    """A good of a file: what is added, what it costs, and whose it is (`maker`: a code, `""` the shop's)."""

    good: NewGood
    cost: Rupiah | None
    maker: str


@dataclass(frozen=True, slots=True)
class FiledChange:
    """What a file says anew of a known good in one unit; None where it says nothing new."""

    product_id: int
    unit_id: int
    price: Rupiah | None
    cost: Rupiah | None
    barcode: str | None


@dataclass(frozen=True, slots=True)
class GoodsCommand:
    """Take in a part of a catalogue file."""

    added: tuple[FiledGood, ...]
    changed: tuple[FiledChange, ...]


@needs(Permission.GOODS_IMPORT)
def take_in(work: Work, command: GoodsCommand) -> None:
    """Add the new goods and change the known ones, all or none."""
    makers = {each.maker: "" for each in command.added if each.maker}
    if partners.UNKNOWN_MAKER in makers:
        makers[partners.UNKNOWN_MAKER] = partners.UNKNOWN_MAKER_NAME
    known = partners.known_or_added(work, makers, PartyKind.PERSON) if makers else {}
    goods = [replace(each.good, maker_id=known.get(each.maker)) for each in command.added]
    ids = catalogue.add_unguarded(work, goods) if goods else []
    kept = {number: each.cost for number, each in zip(ids, command.added, strict=True)}
    kept |= {each.product_id: each.cost for each in command.changed}
    costs.keep(work.connection, {number: UnitCost(cost, ONE) for number, cost in kept.items() if cost is not None})
    for change in command.changed:
        if change.price is not None:
            line = PriceLine(PriceRule.RETAIL, change.price)
            prices.change_price_unguarded(work, PriceChanged(change.unit_id, line))
        if change.barcode is not None:
            catalogue.add_barcode(work, BarcodeAdded(change.unit_id, change.barcode))
    work.trace.detail.update(goods=len(goods), changed=len(command.changed))


@dataclass(slots=True)
class _Pass:
    """The checking pass: what is known, what the file said so far, what will be written."""

    lookup: Lookup
    retail: dict[int, Rupiah]
    costs: dict[int, Rupiah]
    own_number: int
    findings: Findings
    said: dict[str, tuple[int, tuple[Any, ...]]] = field(default_factory=dict)
    new: list[tuple[int, FiledGood]] = field(default_factory=list)
    changed: list[tuple[int, FiledChange]] = field(default_factory=list)
    skipped: int = 0


def plan(shop: Shop, table: Table, _options: Options) -> Plan:
    """Sort the rows into new goods, changed ones, and those that are as the file says."""
    with shop.reading() as connection:
        lookup = lookups.read(connection)
        retail = lookups.retail_prices(connection, shop.branch.business_date(shop.clock()))
        checking = _Pass(lookup, retail, _list_costs(connection), _last_own(connection), table.findings)
    for line in table.good:
        _check(checking, line)
    refused = table.findings.refused_rows
    new = [each for each in checking.new if each[0] not in refused]
    changed = [each for each in checking.changed if each[0] not in refused]
    batches = [
        _batch([row for row, _good in part], GoodsCommand(tuple(good for _row, good in part), ()))
        for part in _parts(new)
    ]
    batches += [
        _batch([row for row, _change in part], GoodsCommand((), tuple(change for _row, change in part)))
        for part in _parts(changed)
    ]
    return Plan(batches, checking.skipped)


def _batch(rows: Sequence[int], command: GoodsCommand) -> Batch:
    return Batch(rows, lambda work: take_in(work, command))


def _parts(rows: Sequence[Any]) -> list[Sequence[Any]]:
    return [rows[start : start + GOODS_AT_ONCE] for start in range(0, len(rows), GOODS_AT_ONCE)]


def _list_costs(connection: Connection) -> dict[int, Rupiah]:
    rows = connection.execute(select(ListCost.product_id, ListCost.value, ListCost.quantity))
    return {row.product_id: row.value for row in rows if row.quantity == ONE}


def _last_own(connection: Connection) -> int:
    """The last number of the codes that imports gave."""
    codes = connection.execute(select(Product.code).where(Product.code.startswith(OWN_CODES))).scalars()
    return max((int(code[len(OWN_CODES) :]) for code in codes if code[len(OWN_CODES) :].isdigit()), default=0)


def _check(checking: _Pass, line: Line) -> None:
    """Check one row and put it where it belongs."""
    if line["sell_price"] == ZERO:
        remedy = _("Isi harga jualnya.")
        checking.findings.reject(line.row, "sell_price", _("Harga jual nol."), remedy)
        return
    codes = [code for code in (line.get("code"), line.get("barcode")) if code]
    if _said_before(checking, line, codes):
        return
    found = {known.product_id: known for code in codes for known in checking.lookup.by_code(code)}
    if not codes:
        found = {known.product_id: known for known in _by_name(checking, line)}
    if len(found) > 1:
        names = ", ".join(known.name for known in found.values())
        message = _("Kode ini dipakai beberapa barang: {names}.").format(names=names)
        checking.findings.reject(line.row, "code", message, _("Pakai kode yang hanya dipakai satu barang."))
        return
    _note_doubts(checking, line)
    if found:
        _compare(checking, line, next(iter(found.values())))
    else:
        checking.new.append((line.row, _filed(checking, line)))


def _said_before(checking: _Pass, line: Line, codes: Sequence[str]) -> bool:
    """Whether the file has this good already: said alike it is passed over, said otherwise refused."""
    keys = [barcodes.normalise(code) for code in codes] or [f"{line['name']}\n{line.get('unit', '')}".casefold()]
    content = tuple(line.get(name) for name in ("name", "unit", "sell_price", "buy_price"))
    earlier = next((checking.said[key] for key in keys if key in checking.said), None)
    for key in keys:
        checking.said.setdefault(key, (line.row, content))
    if earlier is None:
        return False
    if earlier[1] == content:
        checking.skipped += 1
        checking.findings.note(line.row, "", _("Sama dengan baris {row}.").format(row=earlier[0]))
    else:
        message = _("Barang ini sudah ada di baris {row}, dengan isi lain.").format(row=earlier[0])
        checking.findings.reject(line.row, "code" if codes else "name", message, _("Hapus salah satu baris."))
    return True


def _by_name(checking: _Pass, line: Line) -> list[Known]:
    unit = line.get("unit", USUAL_UNIT).casefold()
    named = checking.lookup.by_name(line["name"])
    return [each for each in named if each.code.startswith(OWN_CODES) and each.base_unit.casefold() == unit]


def _note_doubts(checking: _Pass, line: Line) -> None:
    """What is odd but taken: a check digit, a price below cost or far above it."""
    if odd := barcodes.warning(line.get("barcode", "")):
        checking.findings.note(line.row, "barcode", odd)
    cost, price = line.get("buy_price"), line["sell_price"].amount
    if cost is None:
        return
    if cost > price:
        checking.findings.note(line.row, "sell_price", _("Harga jual di bawah harga beli."))
    elif cost * SUSPECT_TIMES < price:
        checking.findings.note(line.row, "buy_price", _("Harga jual lebih dari lima kali harga beli."))


def _compare(checking: _Pass, line: Line, known: Known) -> None:
    if known.name.casefold() != line["name"].casefold():
        checking.findings.note(line.row, "name", _("Di toko bernama {name}; nama tetap.").format(name=known.name))
    price, cost, barcode = line["sell_price"], _cost(line), line.get("barcode")
    change = FiledChange(
        known.product_id,
        known.unit_id,
        price if checking.retail.get(known.unit_id) != price else None,
        cost if known.base and cost is not None and checking.costs.get(known.product_id) != cost else None,
        barcode if barcode and not checking.lookup.by_code(barcode) else None,
    )
    if (change.price, change.cost, change.barcode) == (None, None, None):
        checking.skipped += 1
    else:
        checking.changed.append((line.row, change))


def _cost(line: Line) -> Rupiah | None:
    exact = line.get("buy_price")
    return None if exact is None or exact < 0 else numerals.rounded(exact)


def _filed(checking: _Pass, line: Line) -> FiledGood:
    printed = [code for code in (line.get("barcode"), line.get("code")) if code and _is_barcode(line, code)]
    code = line.get("code") or line.get("barcode")
    if not code:
        checking.own_number += 1
        code = f"{OWN_CODES}{checking.own_number:05}"
    unit = line.get("unit", USUAL_UNIT)
    maker = line.get("maker_code", "") or (partners.UNKNOWN_MAKER if line.get("is_consignment") else "")
    good = NewGood(
        code,
        line["name"],
        line.get("category", ""),
        unit,
        ProductKind.SERVICE if line.get("is_service") else ProductKind.GOODS,
        min_stock=max(line.get("min_stock", NOTHING), NOTHING),
        units=(NewUnit(unit, ONE, tuple(printed), tuple(_price_lines(line))),),
    )
    return FiledGood(good, _cost(line), "" if line.get("is_service") else maker)


def _is_barcode(line: Line, code: str) -> bool:
    """A code of the barcode column, or one of the shop's codes that a scanner would read as one."""
    return code == line.get("barcode") or barcodes.valid(code)


def _price_lines(line: Line) -> list[PriceLine]:
    lines = [PriceLine(PriceRule.RETAIL, line["sell_price"])]
    if line.get("member_price"):
        lines.append(PriceLine(PriceRule.CLASS, line["member_price"], price_class=USUAL_CLASS))
    if line.get("wholesale_price") and line.get("wholesale_from", NOTHING) > NOTHING:
        lines.append(PriceLine(PriceRule.TIER, line["wholesale_price"], line["wholesale_from"]))
    return lines


IMPORT = Import("catalogue", N_("Barang"), FIELDS, plan)
