"""The catalogue's import: goods by barcode or code, with prices, costs and all that is known of them.

A row whose code or barcode is known changes of that good exactly what the row says anew; an
empty cell says nothing.  Its name changes only where the row has the shop's own code of it:
a barcode alone may come from another shop's list.  A row without any code is known again by
its name and unit, among goods that an import gave their code.  Doubtful prices and check
digits are told, and taken.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, select

from inventory import (
    barcodes,
    catalogue,
    catalogue_changes,
    catalogue_fields,
    costs,
    lookups,
    numerals,
    partners,
    product_states,
)
from inventory.catalogue import NewGood, NewUnit
from inventory.catalogue_changes import FiledChange, Now
from inventory.catalogue_fields import FIELDS
from inventory.costs import ListCost
from inventory.goods import PriceLine, PriceRule, ProductKind
from inventory.imports import Batch, Import, Options, Plan
from inventory.lookups import Known, Lookup
from inventory.lots import UnitCost
from inventory.product_states import Held, Stand
from inventory.products import Product
from inventory.readings import Findings, Line, Table
from koperasi.members import USUAL_CLASS
from koperasi.money import ZERO, Rupiah
from koperasi.parties import PartyKind
from koperasi.quantity import NOTHING, ONE, Quantity
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.work import Work, needs

GOODS_AT_ONCE = 500
#: Codes given to goods that have none: TK00001 …
OWN_CODES = "TK"
USUAL_UNIT = "Pcs"
SUSPECT_TIMES = 5
SMALLEST = Quantity(1)


@dataclass(frozen=True, slots=True)
class FiledGood:
    """A good of a file: what is added, what it costs, and whose it is (`maker`: a code, `""` the shop's)."""

    good: NewGood
    cost: Rupiah | None
    maker: str


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
    categories = {each.details.category for each in command.changed if each.details.category}
    ids_of = catalogue.categories_unguarded(work, categories) if categories else {}
    for change in command.changed:
        catalogue_changes.apply_unguarded(work, change, ids_of)
    work.trace.detail.update(goods=len(goods), changed=len(command.changed))


@dataclass(slots=True)
class _Pass:
    """The checking pass: what is known, what the file said so far, what will be written."""

    lookup: Lookup
    prices: dict[int, dict[Stand, Held]]
    costs: dict[int, Rupiah]
    details: dict[int, dict[str, Any]]
    own_number: int
    findings: Findings
    #: Every change is told, one by one.
    telling: bool
    said: dict[str, tuple[int, tuple[Any, ...]]] = field(default_factory=dict)
    new: list[tuple[int, FiledGood]] = field(default_factory=list)
    changed: list[tuple[int, FiledChange]] = field(default_factory=list)
    skipped: int = 0


def plan(shop: Shop, table: Table, options: Options) -> Plan:
    """Sort the rows into new goods, changed ones, and those that are as the file says."""
    with shop.reading() as connection:
        lookup = lookups.read(connection)
        held = product_states.holding_prices(connection, None, shop.branch.business_date(shop.clock()))
        details = catalogue_fields.known_details(connection)
        last = _last_own(connection)
        checking = _Pass(lookup, held, _list_costs(connection), details, last, table.findings, options.dry_run)
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
    if not _may_be_sold(checking, line):
        return
    codes = [code for code in (line.get("code"), line.get("barcode")) if code]
    if _said_before(checking, line, codes):
        return
    found = {known.product_id: known for code in codes for known in checking.lookup.by_code(code)}
    own = {known.product_id: known for known in found.values() if known.code == line.get("code")}
    found = own or found
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


def _may_be_sold(checking: _Pass, line: Line) -> bool:
    """Whether the row has a price, or leaves it to the cashier; else it is refused."""
    price = line.get("sell_price")
    if price is None and not line.get("open_price"):
        checking.findings.reject(line.row, "sell_price", _("Kosong."), _("Isi kolom ini."))
    elif price == ZERO:
        checking.findings.reject(line.row, "sell_price", _("Harga jual nol."), _("Isi harga jualnya."))
    elif wrong := _misfit(line):
        checking.findings.reject(line.row, *wrong)
    else:
        return True
    return False


def _misfit(line: Line) -> tuple[str, str, str] | None:
    """A field of the row that makes no sense, what is wrong with it and what to do."""
    if (line.get("content") is None) != (line.get("content_unit") is None):
        return "content", _("Isi bersih butuh angka dan satuan, misalnya 150 dan g."), _("Isi kedua kolom itu.")
    for name in ("content", "keeps_days", "target_stock"):
        if line.get(name, ONE) < (NOTHING if name == "target_stock" else SMALLEST):
            return name, _("Angka ini harus lebih dari nol."), _("Isi angkanya, atau kosongkan.")
    least, most = line.get("price_min", ZERO), line.get("price_max")
    if most is not None and most <= least:
        words = _("Batas harga tidak cocok: {least} sampai {most}.").format(least=least, most=most)
        return "price_max", words, _("Isi batas atas di atas batas bawah.")
    return None


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
    cost, priced = line.get("buy_price"), line.get("sell_price")
    if cost is None or priced is None:
        return
    price = priced.amount
    if cost > price:
        checking.findings.note(line.row, "sell_price", _("Harga jual di bawah harga beli."))
    elif cost * SUSPECT_TIMES < price:
        checking.findings.note(line.row, "buy_price", _("Harga jual lebih dari lima kali harga beli."))


def _compare(checking: _Pass, line: Line, known: Known) -> None:
    """What the row says anew; exactly that will change."""
    details = catalogue_fields.differing(
        replace(catalogue_fields.details_of(line), name=_new_name(checking, line, known)),
        checking.details.get(known.product_id, {}),
    )
    held = checking.prices.get(known.unit_id, {})
    cost = _cost(line)
    printed = [code for code in (line.get("barcode"), *_more_barcodes(line)) if code]
    change = FiledChange(
        known.product_id,
        known.unit_id,
        cost if known.base and cost is not None and checking.costs.get(known.product_id) != cost else None,
        tuple(each for each in _price_lines(line) if _differs(held, each)),
        tuple(code for code in dict.fromkeys(printed) if not checking.lookup.by_code(code)),
        details,
    )
    if change.empty:
        checking.skipped += 1
        return
    checking.changed.append((line.row, change))
    if checking.telling:
        now = Now(held, checking.details.get(known.product_id, {}), checking.costs.get(known.product_id))
        for name, words in catalogue_changes.told(known.name, change, now):
            checking.findings.note(line.row, name, words)


def _new_name(checking: _Pass, line: Line, known: Known) -> str | None:
    """The name the row gives: taken with the shop's own code, only told with a barcode alone."""
    if line.get("code") == known.code:
        return line["name"] if line["name"] != known.name else None
    if known.name.casefold() != line["name"].casefold():
        checking.findings.note(line.row, "name", _("Di toko bernama {name}; nama tetap.").format(name=known.name))
    return None


def _differs(held: Mapping[Stand, Held], line: PriceLine) -> bool:
    now = held.get((line.rule, line.price_class, line.min_quantity))
    return now is None or now.price != line.price


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
    # Some books call what they do not count a service; what somebody brought is goods, and hers.
    service = bool(line.get("is_service")) and not line.get("is_consignment")
    maker = line.get("maker_code", "") or (partners.UNKNOWN_MAKER if line.get("is_consignment") else "")
    maker = "" if service else maker
    said = catalogue_fields.details_of(line).said
    good = NewGood(
        code=code,
        name=line["name"],
        base_unit=unit,
        kind=ProductKind.SERVICE if service else ProductKind.GOODS,
        units=(NewUnit(unit, ONE, (*printed, *_more_barcodes(line)), tuple(_price_lines(line))),),
        **said,
    )
    return FiledGood(good, _cost(line), maker)


def _is_barcode(line: Line, code: str) -> bool:
    """A code of the barcode column, or one of the shop's codes that a scanner would read as one."""
    return code == line.get("barcode") or barcodes.valid(code)


def _more_barcodes(line: Line) -> list[str]:
    return str(line.get("more_barcodes", "")).replace(",", " ").split()


def _price_lines(line: Line) -> list[PriceLine]:
    lines = [PriceLine(PriceRule.RETAIL, line["sell_price"])] if line.get("sell_price") else []
    if line.get("member_price"):
        lines.append(PriceLine(PriceRule.CLASS, line["member_price"], price_class=USUAL_CLASS))
    for each in catalogue_fields.TIERS:
        price, least = line.get(f"wholesale_price{each}"), line.get(f"wholesale_from{each}", NOTHING)
        if price and least > NOTHING:
            lines.append(PriceLine(PriceRule.TIER, price, least))
    return lines


IMPORT = Import("catalogue", N_("Barang"), FIELDS, plan)
