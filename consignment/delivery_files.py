"""Deliveries of members' goods from a file: one nota titip per number, maker and day.

A line says harga titip (what she gets a piece) or komisi in percent; without either her
agreement of that day holds, else the product's standing terms.  What was rejected may stand
beside what was taken, with why.  Makers not known yet are made from their codes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import partial

from sqlalchemy import Connection, select

from consignment import agreement_queries, deliveries, makers, terms
from consignment.agreements import Agreement
from consignment.deliveries import DeliveredLine, DeliveryCommand
from consignment.terms import Deal, Terms
from inventory import lookups, numerals, partners, purchase_files, stock_files
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan, grouped, refuse_whole
from inventory.lookups import Known, Lookup
from inventory.products import Product
from inventory.purchase_files import Consigned
from inventory.readings import Findings, Line, Table
from koperasi.branches import Branch
from koperasi.documents import Kind
from koperasi.parties import PartyKind
from koperasi.quantity import NOTHING, THOUSAND, Quantity
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
    Field("rejected", Reads.QUANTITY, ("ditolak", "jumlah_ditolak")),
    Field("why", Reads.WORDS, ("sebab_ditolak", "alasan", "alasan_ditolak")),
    Field("price", Reads.AMOUNT, ("harga_jual",)),
    Field("produced_on", Reads.DAY, ("dibuat", "tgl_produksi", "tanggal_produksi")),
    Field("batch", Reads.WORDS, ("kode_produksi",)),
    Field("witness", Reads.WORDS, ("saksi",)),
    Field("note", Reads.WORDS, ("catatan",)),
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
    agreement_id: int | None = None
    witness: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class _Books:
    """What is known before the first line is read: goods, their standing terms, makers' agreements by code."""

    lookup: Lookup
    standing: Mapping[int, Terms]
    agreements: Mapping[str, Sequence[Agreement]]
    categories: Mapping[int, int | None]
    #: What the file calls makers → their codes.
    codes: Mapping[str, str]

    def in_force(self, said: str, day: date) -> Agreement | None:
        """Her version of a day, where it held then."""
        begun = [each for each in self.agreements.get(self.codes[said], ()) if each.starts_on <= day]
        return begun[-1] if begun and begun[-1].holds(day) else None


def _books(connection: Connection, table: Table) -> _Books:
    lookup = lookups.read(connection)
    codes = makers.codes(connection, [str(line.get("maker_code") or "") for line in table.lines])
    parties = lookups.parties(connection, codes.values())
    agreed = agreement_queries.of_makers(connection, list(parties.values()))
    rows = connection.execute(select(Product.id, Product.category_id).where(Product.maker_id.is_not(None)))
    return _Books(
        lookup,
        terms.of_product(connection, list(lookup.units)),
        {code: agreed.get(party, ()) for code, party in parties.items()},
        dict(rows.all()),
        codes,
    )


def plan(shop: Shop, table: Table, _options: Options) -> Plan:
    """Check each delivery whole; those already taken in are passed over."""
    with shop.reading() as connection:
        books = _books(connection, table)
        there = purchase_files.references(connection, [Kind.DELIVERY])
    batches, skipped = [], 0
    for lines in grouped(table.lines, "source", "delivery_id").values():
        reference = purchase_files.reference_of(lines[0], "delivery_id")
        if reference in there:
            skipped += len(lines)
            continue
        filed = _filed(books, lines, reference, table.findings)
        if filed is not None:
            batches.append(Batch([line.row for line in lines], partial(_write, branch=shop.branch, filed=filed)))
    return Plan(batches, skipped)


def _filed(books: _Books, lines: Sequence[Line], reference: str, findings: Findings) -> _Filed | None:
    """The delivery that its lines tell; None (and rejections) when one of them is wrong."""
    first, delivered = lines[0], []
    agreement = None
    for line in lines:
        if line.row in findings.refused_rows:
            continue
        if any(line[name] != first.get(name) for name in ("date", "maker_code")):
            message = _("Tanggal atau penitip berbeda dari baris {row}.").format(row=first.row)
            findings.reject(line.row, "date", message, _("Beri nomor nota sendiri."))
            continue
        agreement = books.in_force(line["maker_code"], line["date"])
        known = stock_files.find(books.lookup, line, findings)
        if known is None:
            continue
        agreed = agreement.terms_for(known.product_id, books.categories.get(known.product_id)) if agreement else None
        deal = _told(line, known, findings) or agreed or books.standing.get(known.product_id)
        if line.row not in findings.refused_rows and deal is None:
            message = _("Perjanjian barang ini belum diketahui.")
            findings.reject(line.row, "payout_each", message, _("Isi harga titip atau komisi."))
        if deal is not None and _counted(line, findings):
            under = agreement.id if agreement is not None and deal is agreed else None
            delivered.append(_line(line, known, deal, under))
    if refuse_whole(findings, lines):
        return None
    maker = MakerCommand(books.codes[first["maker_code"]], first.get("maker_name", ""))
    words = (str(first.get("witness") or ""), str(first.get("note") or ""))
    return _Filed(reference, first["date"], maker, tuple(delivered), agreement.id if agreement else None, *words)


def _line(line: Line, known: Known, deal: Terms, agreement_id: int | None) -> DeliveredLine:
    """A line as it is posted; counts of its unit become those of the base unit."""
    taken: Quantity = line["quantity"]
    rejected: Quantity = line.get("rejected") or NOTHING
    return DeliveredLine(
        known.product_id,
        taken.of_factor(known.factor),
        deal,
        line.get("expires_on"),
        known.unit,
        known.unit_id,
        known.factor,
        (taken + rejected).of_factor(known.factor),
        str(line.get("why") or ""),
        line.get("price"),
        produced_on=line.get("produced_on"),
        batch=str(line.get("batch") or ""),
        agreement_id=agreement_id,
    )


def _counted(line: Line, findings: Findings) -> bool:
    """Whether the counts can be: something was brought, and a reason stands beside what was rejected."""
    rejected: Quantity = line.get("rejected") or NOTHING
    if line["quantity"] < NOTHING or line["quantity"] + rejected <= NOTHING or rejected < NOTHING:
        findings.reject(line.row, "quantity", _("Jumlah titipan harus lebih dari nol."), _("Periksa jumlahnya."))
        return False
    if rejected and not line.get("why"):
        findings.reject(line.row, "why", _("Tulis sebab penolakannya."), _("Isi kolom sebab_ditolak."))
        return False
    return True


def _told(line: Line, known: Known, findings: Findings) -> Terms | None:
    """The deal that a line names; None where it names none."""
    if line.get("payout_each") is not None:
        exact = Decimal(line["payout_each"].amount) * THOUSAND / known.factor.thousandths
        return Terms(Deal.FIXED, payout_each=numerals.rounded(exact))
    percent = line.get("commission_percent")
    if percent is None:
        return None
    rate = percent * BASIS_POINTS_A_PERCENT
    if rate == int(rate) and 0 <= rate <= 100 * BASIS_POINTS_A_PERCENT:
        return Terms(Deal.COMMISSION, rate_bps=int(rate))
    message = _("Komisi {percent} persen tidak mungkin.").format(percent=percent)
    findings.reject(line.row, "commission_percent", message, _("Isi 0 sampai 100."))
    return None


def _write(work: Work, *, branch: Branch, filed: _Filed) -> None:
    told = {filed.maker.code: filed.maker.name}
    if not lookups.parties(work.connection, told) or partners.nameless(work.connection, told):
        add_maker(work, filed.maker)
    maker_id = lookups.parties(work.connection, [filed.maker.code])[filed.maker.code]
    at = purchase_files.local_noon(branch, filed.day)
    command = DeliveryCommand(
        work.mint(),
        new_uid(at),
        maker_id,
        filed.day,
        at,
        filed.lines,
        filed.reference,
        filed.agreement_id,
        witness=filed.witness,
        note=filed.note,
    )
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
