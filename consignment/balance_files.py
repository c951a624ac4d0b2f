"""What makers were owed by another book: taken in once, each as an adjustment of its own.

    nomor;tanggal;penitip;saldo;utang;keterangan
    SA-1;31/12/2025;P-01;125000;;dari buku tulis
    SA-2;31/12/2025;A-0217;;15000;terlanjur dibayar

`saldo` is what she is owed, `utang` what she owes.  A number that is there already is passed over.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from consignment import adjustments, makers
from consignment.adjustments import AdjustmentCommand, Ground
from inventory import lookups
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan
from inventory.purchase_files import local_noon, references
from inventory.readings import Table
from koperasi.documents import Kind
from koperasi.money import ZERO, Rupiah
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.uids import new_uid
from koperasi.work import Work

FIELDS = (
    Field("balance_id", Reads.WORDS, ("nomor", "no", "no_bukti", "bukti", "reference"), required=True),
    Field("date", Reads.DAY, ("tanggal", "tgl", "business_date"), required=True),
    Field("maker_code", Reads.WORDS, ("penitip", "kode_penitip", "anggota", "kode", "maker"), required=True),
    Field("amount", Reads.AMOUNT, ("saldo", "jumlah", "nominal", "rupiah")),
    Field("owes", Reads.AMOUNT, ("utang", "hutang", "minus")),
    Field("note", Reads.WORDS, ("keterangan", "catatan")),
)


@dataclass(frozen=True, slots=True)
class _Filed:
    """A balance of the file, checked."""

    row: int
    reference: str
    day: date
    maker_id: int
    amount: Rupiah
    note: str


def plan(shop: Shop, table: Table, _options: Options) -> Plan:
    """Check each balance; those already taken in are passed over."""
    with shop.reading() as connection:
        codes = makers.codes(connection, [line["maker_code"] for line in table.good])
        known = lookups.parties(connection, codes.values())
        there = references(connection, (Kind.MAKER_ADJUSTMENT,))
    filed, skipped, seen = [], 0, set[str]()
    for line in table.good:
        number, reject = line["balance_id"], table.findings.reject
        amount = (line.get("amount") or ZERO) - (line.get("owes") or ZERO)
        if number in there:
            skipped += 1
        elif number in seen:
            message = _("Nomor {number} sudah ada di baris lain.").format(number=number)
            reject(line.row, "balance_id", message, _("Beri tiap saldo nomor sendiri."))
        elif codes[line["maker_code"]] not in known:
            message = _("Penitip {code} tidak dikenal.").format(code=line["maker_code"])
            reject(line.row, "maker_code", message, _("Catat dulu penitipnya, atau periksa kodenya."))
        elif not amount:
            reject(line.row, "amount", _("Jumlah tidak boleh nol."), _("Isi saldo, atau utang bila ia yang berutang."))
        else:
            seen.add(number)
            maker = known[codes[line["maker_code"]]]
            filed.append(_Filed(line.row, number, line["date"], maker, amount, line.get("note", "")))
    return Plan([_batch(shop, each) for each in sorted(filed, key=lambda each: each.day)], skipped)


def _batch(shop: Shop, filed: _Filed) -> Batch:
    def write(work: Work) -> None:
        at = local_noon(shop.branch, filed.day)
        why = filed.note or _("saldo dari catatan lama {number}").format(number=filed.reference)
        head = (work.mint(), new_uid(at), filed.maker_id, filed.amount, Ground.OPENING, why, filed.day, at)
        adjustments.adjust(work, AdjustmentCommand(*head, reference=filed.reference))

    return Batch([filed.row], write)


IMPORT = Import("maker-balances", N_("Saldo awal penitip"), FIELDS, plan)
