"""Suppliers from a list, and what they sell: a row per supplier, or per supplier and good.

    kode;nama;wa;lama kirim;tempo;hari pesan;minimal pesan;kode barang;satuan;harga beli;utama
    S-01;Makmur Grosir;0812345678;2;14;senin kamis;500000;101;Dus;78000;ya

Who is known by her code takes what is told anew; a cell left empty, or a column left out,
changes nothing.  A row that names a good says by which unit she sells it, under which code
and at which price; the last supplier for whom `utama` says yes is where it is ordered.  The
report `suppliers` writes the same columns.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from inventory import lookups, supplier_queries, suppliers
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan
from inventory.lookups import Known, Lookup
from inventory.readings import Findings, Line, Table
from inventory.supplier_queries import Filed
from inventory.suppliers import NewSupplier, Supplied, Supplier, SupplierChanged, Terms
from koperasi.quantity import THOUSAND
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.work import Work, needs

ROWS_AT_ONCE = 500
DAYS = ("senin", "selasa", "rabu", "kamis", "jumat", "sabtu", "minggu")

FIELDS = (
    Field("code", Reads.CODE, ("kode", "kode_pemasok", "supplier_code", "pemasok"), required=True),
    Field("name", Reads.WORDS, ("nama", "nama_pemasok", "supplier", "supplier_name")),
    Field("village", Reads.WORDS, ("alamat", "address", "kota", "desa")),
    Field("phone", Reads.CODE, ("telepon", "telp", "no_telepon")),
    Field("contact", Reads.WORDS, ("kontak", "sales", "salesman")),
    Field("whatsapp", Reads.CODE, ("wa", "no_wa", "hp", "no_hp")),
    Field("lead_days", Reads.QUANTITY, ("lama_kirim", "hari_kirim")),
    Field("terms_days", Reads.QUANTITY, ("tempo", "hari_tempo")),
    Field("weekdays", Reads.WORDS, ("hari_pesan", "order_days")),
    Field("min_order", Reads.AMOUNT, ("minimal_pesan", "pesanan_terkecil", "minimum_order")),
    Field("note", Reads.WORDS, ("catatan", "keterangan")),
    Field("good", Reads.CODE, ("kode_barang", "barcode", "barang", "item_code", "sku")),
    Field("unit", Reads.WORDS, ("satuan", "satuan_beli")),
    Field("good_code", Reads.CODE, ("kode_di_pemasok", "kode_barang_pemasok")),
    Field("price", Reads.AMOUNT, ("harga_beli", "harga", "harga_terakhir")),
    Field("preferred", Reads.TRUTH, ("utama", "pemasok_utama")),
)


@dataclass(frozen=True, slots=True)
class _Good:
    """What a row says of a good: None leaves what is known."""

    unit_id: int
    supplier_code: str | None
    price: Any
    preferred: bool | None


@dataclass(frozen=True, slots=True)
class _Wanted:
    """What a row brings: a supplier as she is from now on, and perhaps a good of hers."""

    row: int
    supplier: Supplier
    written: bool
    good: _Good | None


def plan(shop: Shop, table: Table, _options: Options) -> Plan:
    """Find each row's supplier and good; rows that say what is so already are passed over."""
    with shop.reading() as connection:
        lookup = lookups.read(connection)
        filed = supplier_queries.filed(connection, {line["code"] for line in table.good})
    known = {code: each.supplier for code, each in filed.items()}
    wanted = []
    skipped = 0
    for line in table.good:
        good = _good(lookup, line, table.findings)
        after = _told(line, known.get(line["code"]), table.findings)
        if line.row in table.findings.refused_rows or after is None:
            continue
        before = filed.get(line["code"])
        written = after != known.get(line["code"]) or (before is not None and not before.recorded and good is None)
        known[line["code"]] = after
        if written or (good is not None and not _holds(good, before)):
            wanted.append(_Wanted(line.row, after, written, good))
        else:
            skipped += 1
    parts = [wanted[start : start + ROWS_AT_ONCE] for start in range(0, len(wanted), ROWS_AT_ONCE)]
    return Plan([_batch(part) for part in parts], skipped)


def _batch(part: Sequence[_Wanted]) -> Batch:
    def write(work: Work) -> None:
        take_in(work, part)

    return Batch([each.row for each in part], write)


@needs(Permission.SUPPLIER_EDIT)
def take_in(work: Work, part: Sequence[_Wanted]) -> None:
    """Write suppliers and what they sell, as rows of a file say."""
    there = supplier_queries.filed(work.connection, {each.supplier.code for each in part})
    ids = {code: each.supplier.party_id for code, each in there.items()}
    goods = {}
    for each in part:
        code = each.supplier.code
        if code not in ids:
            new = each.supplier
            told = NewSupplier(code, new.name, new.village, new.phone, new.terms)
            ids[code] = suppliers.add_unguarded(work, [told])[0]
        elif each.written:
            now = each.supplier
            told_now = SupplierChanged(ids[code], now.name, now.village, now.phone, now.terms)
            suppliers.change_unguarded(work, told_now)
        if each.good is not None:
            goods[ids[code], each.good.unit_id] = _supplied(ids[code], each.good, there.get(code))
    suppliers.supply_unguarded(work, goods.values())


def _supplied(supplier_id: int, good: _Good, before: Filed | None) -> Supplied:
    """A row's good, with what it leaves out as it is known."""
    known = before.goods.get(good.unit_id) if before is not None else None
    code = good.supplier_code if good.supplier_code is not None else known.supplier_code if known else ""
    preferred = good.preferred if good.preferred is not None else known.preferred if known else False
    return Supplied(supplier_id, good.unit_id, code, good.price, preferred)


def _holds(good: _Good, before: Filed | None) -> bool:
    """Whether what a row says of a good is so already."""
    known = before.goods.get(good.unit_id) if before is not None else None
    return known is not None and all(
        told in (None, now)
        for told, now in (
            (good.supplier_code, known.supplier_code),
            (good.price, known.price),
            (good.preferred, known.preferred),
        )
    )


def _told(line: Line, known: Supplier | None, findings: Findings) -> Supplier | None:
    """The supplier as she is after this row; None when the row was refused."""
    before = known or Supplier(0, line["code"], line.get("name", line["code"]), "", "", Terms())
    terms = replace(before.terms, **{name: line[name] for name in ("contact", "whatsapp", "min_order", "note")
                                     if name in line.values})  # fmt: skip
    for name in ("lead_days", "terms_days"):
        if name in line.values:
            days = line[name].thousandths
            if days % THOUSAND or not 0 <= days <= suppliers.MOST_DAYS * THOUSAND:
                findings.reject(line.row, name, _("Jumlah hari antara 0 dan 365."), _("Tulis angka bulat."))
                return None
            terms = replace(terms, **{name: days // THOUSAND})
    if "weekdays" in line.values:
        weekdays = weekdays_of(line["weekdays"])
        if weekdays is None:
            findings.reject(line.row, "weekdays", _("Harinya tidak dikenal."), _("Tulis seperti: senin kamis."))
            return None
        terms = replace(terms, weekdays=weekdays)
    told = {name: line[name] for name in ("name", "village", "phone") if name in line.values}
    return replace(before, terms=terms, **told)


def weekdays_of(words: str) -> int | None:
    """`senin, kamis` as weekdays (bit 0 Monday), each by three letters or more; None for another word."""
    mask = 0
    for word in re.findall(r"\w+", words.casefold()):
        fit = [n for n, day in enumerate(DAYS) if len(word) >= 3 and day.startswith(word)]
        if len(fit) != 1:
            return None
        mask |= 1 << fit[0]
    return mask


def weekday_words(weekdays: int) -> str:
    """Weekdays as `weekdays_of` reads them."""
    return " ".join(day for n, day in enumerate(DAYS) if weekdays >> n & 1)


def _good(lookup: Lookup, line: Line, findings: Findings) -> _Good | None:
    """The unit that a row says the supplier sells; None when it names none, or was refused."""
    if "good" not in line.values:
        return None
    found = lookup.by_code(line["good"])
    if len(found) != 1:
        message = _("Barang ini tidak dikenal.") if not found else _("Beberapa barang berkode begini.")
        findings.reject(line.row, "good", message, _("Isi kode atau barcode barang yang ada di toko."))
        return None
    known: Known | None = found[0]
    if found[0].maker_id is not None:
        findings.reject(line.row, "good", _("Barang titipan tidak dibeli."), _("Hapus barang ini dari file."))
        return None
    if "unit" in line.values:
        known = lookup.unit_of(found[0].product_id, line["unit"])
    if known is None:
        message = _("{name} tidak punya satuan {unit}.").format(name=found[0].name, unit=line["unit"])
        units = ", ".join(each.unit for each in lookup.units[found[0].product_id])
        findings.reject(line.row, "unit", message, _("Satuannya: {units}.").format(units=units))
        return None
    return _Good(known.unit_id, line.get("good_code"), line.get("price"), line.get("preferred"))


IMPORT = Import("suppliers", N_("Pemasok"), FIELDS, plan)
