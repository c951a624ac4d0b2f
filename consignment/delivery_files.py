"""Deliveries of members' goods from a file: one nota titip per number, maker and day.

A line says harga titip (what she gets a piece) or komisi in percent; without either the
product's standing terms hold.  Makers not known yet are made from their codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from consignment import deliveries, terms
from consignment.deliveries import DeliveredLine, DeliveryCommand
from consignment.terms import Deal, Terms
from inventory import lookups, numerals, partners, purchase_files, stock_files
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan, grouped, refuse_whole
from inventory.lookups import Known, Lookup
from inventory.purchase_files import Consigned
from inventory.readings import Findings, Line, Table
from koperasi.branches import Branch
from koperasi.documents import Kind
from koperasi.parties import PartyKind
from koperasi.quantity import NOTHING, THOUSAND
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.uids import new_uid
from koperasi.work import Work, needs

BASIS_POINTS_A_PERCENT = 100

FIELDS = (
    Field("source", Reads.WORDS, ("sumber", "asal")),
    Field("delivery_id", Reads.WORDS, ("nota", "no_nota", "nomor", "nota_titip", "reference"), required=True),
    Field("date", Reads.DAY, ("tanggal", "tgl", "business_date"), required=True),
    Field(
        "maker_code", Reads.WORDS, ("penitip", "kode_penitip", "maker", "member_code", "supplier_code"), required=True
    ),
    Field("maker_name", Reads.WORDS, ("nama_penitip",)),
    Field("code", Reads.CODE, ("item_code", "kode", "kode_barang", "sku")),
    Field("barcode", Reads.CODE, ("barkode", "kode_barcode", "ean")),
    Field("name", Reads.WORDS, ("item_name", "nama", "nama_barang", "barang")),
    Field("quantity", Reads.QUANTITY, ("qty", "jumlah", "banyak"), required=True),
    Field("unit", Reads.WORDS, ("satuan",)),
    Field("payout_each", Reads.AMOUNT, ("harga_titip", "setor", "harga_setor", "consignor_cost", "buy_price")),
    Field("commission_percent", Reads.EXACT, ("komisi", "persen_komisi", "komisi_persen")),
    Field("expires_on", Reads.DAY, ("kedaluwarsa", "kadaluarsa", "exp", "tgl_exp")),
)


@dataclass(frozen=True, slots=True)
class MakerCommand:
    """A maker whom a file names by her code."""

    code: str
    name: str


@needs(Permission.GOODS_IMPORT)
def add_maker(work: Work, command: MakerCommand) -> None:
    """Make a party of a maker who is not known yet, or name one known by her code."""
    partners.known_or_added(work, {command.code: command.name}, PartyKind.PERSON)
    work.trace.detail.update(maker=command.code)


@dataclass(frozen=True, slots=True)
class _Filed:
    reference: str
    day: date
    maker: MakerCommand
    lines: tuple[DeliveredLine, ...]


def plan(shop: Shop, table: Table, _options: Options) -> Plan:
    """Check each delivery whole; those already taken in are passed over."""
    with shop.reading() as connection:
        lookup = lookups.read(connection)
        there = purchase_files.references(connection, [Kind.DELIVERY])
        standing = terms.of_product(connection, list(lookup.units))
    batches, skipped = [], 0
    for lines in grouped(table.lines, "source", "delivery_id").values():
        reference = purchase_files.reference_of(lines[0], "delivery_id")
        if reference in there:
            skipped += len(lines)
            continue
        filed = _filed(lookup, standing, lines, reference, table.findings)
        if filed is not None:
            batches.append(Batch([line.row for line in lines], partial(_write, branch=shop.branch, filed=filed)))
    return Plan(batches, skipped)


def _filed(
    lookup: Lookup, standing: Mapping[int, Terms], lines: Sequence[Line], reference: str, findings: Findings
) -> _Filed | None:
    """The delivery that its lines tell; None (and rejections) when one of them is wrong."""
    first, delivered = lines[0], []
    for line in lines:
        if line.row in findings.refused_rows:
            continue
        if any(line[name] != first.get(name) for name in ("date", "maker_code")):
            message = _("Tanggal atau penitip berbeda dari baris {row}.").format(row=first.row)
            findings.reject(line.row, "date", message, _("Beri nomor nota sendiri."))
            continue
        known = stock_files.find(lookup, line, findings)
        deal = None if known is None else _terms(line, known, standing, findings)
        if known is not None and deal is not None and _positive(line, findings):
            base = line["quantity"].of_factor(known.factor)
            delivered.append(DeliveredLine(known.product_id, base, deal, line.get("expires_on")))
    if refuse_whole(findings, lines):
        return None
    maker = MakerCommand(first["maker_code"], first.get("maker_name", ""))
    return _Filed(reference, first["date"], maker, tuple(delivered))


def _positive(line: Line, findings: Findings) -> bool:
    if line["quantity"] > NOTHING:
        return True
    findings.reject(line.row, "quantity", _("Jumlah titipan harus lebih dari nol."), _("Periksa jumlahnya."))
    return False


def _terms(line: Line, known: Known, standing: Mapping[int, Terms], findings: Findings) -> Terms | None:
    """The deal that a line names, or the product's standing one."""
    if line.get("payout_each") is not None:
        exact = Decimal(line["payout_each"].amount) * THOUSAND / known.factor.thousandths
        return Terms(Deal.FIXED, payout_each=numerals.rounded(exact))
    percent = line.get("commission_percent")
    if percent is not None:
        rate = percent * BASIS_POINTS_A_PERCENT
        if rate == int(rate) and 0 <= rate <= 100 * BASIS_POINTS_A_PERCENT:
            return Terms(Deal.COMMISSION, rate_bps=int(rate))
        message = _("Komisi {percent} persen tidak mungkin.").format(percent=percent)
        findings.reject(line.row, "commission_percent", message, _("Isi 0 sampai 100."))
        return None
    if known.product_id not in standing:
        message = _("Perjanjian barang ini belum diketahui.")
        findings.reject(line.row, "payout_each", message, _("Isi harga titip atau komisi."))
    return standing.get(known.product_id)


def _write(work: Work, *, branch: Branch, filed: _Filed) -> None:
    told = {filed.maker.code: filed.maker.name}
    if not lookups.parties(work.connection, told) or partners.nameless(work.connection, told):
        add_maker(work, filed.maker)
    maker_id = lookups.parties(work.connection, [filed.maker.code])[filed.maker.code]
    at = purchase_files.local_noon(branch, filed.day)
    command = DeliveryCommand(work.mint(), new_uid(at), maker_id, filed.day, at, filed.lines, filed.reference)
    deliveries.receive(work, command)


def deliver_bought(work: Work, brought: Consigned) -> None:
    """Makers' goods out of another book's purchase: a delivery at harga titip, what the book paid for them."""
    lines = tuple(
        DeliveredLine(each.product_id, each.quantity, Terms(Deal.FIXED, payout_each=each.payout_each), each.expires_on)
        for each in brought.goods
    )
    command = DeliveryCommand(
        work.mint(),
        new_uid(brought.at),
        brought.maker_id,
        brought.business_date,
        brought.at,
        lines,
        brought.reference,
    )
    deliveries.receive(work, command)


IMPORT = Import("deliveries", N_("Titip Masuk"), FIELDS, plan, happened=True)
