"""Tickets of another system, or paper notes of a day without power: sales as they were rung.

Lines of one source and number are one ticket, rung up whole with the total it had, or
refused whole with a reason.  Each is posted by the same deed as the till's sales, into a
shift of the till `IMPOR` with the ticket's business date; what the tickets say happened, so
limits and floors only leave flags.  What a ticket says a maker got for her goods is hers,
whatever the terms of her lots.  A ticket is known again by `source/number`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from functools import partial
from zoneinfo import ZoneInfo

from consignment.terms import Bearer
from inventory import purchase_files
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan, grouped, refuse_whole
from inventory.lookups import Known
from inventory.readings import Findings, Line, Table
from koperasi import numbers
from koperasi.branches import Branch
from koperasi.documents import Kind
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import THOUSAND
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.uids import new_uid
from koperasi.work import Work
from pos import history_shifts, sales
from pos.sale_commands import PaidTender, Rule, SaleCommand, SoldLine
from pos.tenders import TenderKind
from pos.ticket_shelves import Rung, Shelves

PAID = {
    TenderKind.CASH: ("cash", "tunai", "kas", ""),
    TenderKind.QRIS: ("qris", "qr"),
    TenderKind.TRANSFER: ("transfer", "tf", "bank", "debit", "other", "lain", "lainnya"),
    TenderKind.KASBON: (
        "kasbon", "bon", "utang", "hutang", "kredit", "credit", "member_balance", "saldo anggota",
        "instalment", "angsuran", "potong gaji",
    ),
}  # fmt: skip
_PAID_BY_WORD = {word: kind for kind, words in PAID.items() for word in words}

FIELDS = (
    Field("source", Reads.WORDS, ("sumber", "asal", "toko")),
    Field(
        "ticket_id",
        Reads.WORDS,
        ("nota", "no_nota", "struk", "no_struk", "nomor", "receipt", "invoice", "reference", "referensi"),
        required=True,
    ),
    Field("timestamp", Reads.MOMENT, ("waktu", "jam", "at", "tanggal_jam", "invoice_date")),
    Field("business_date", Reads.DAY, ("tanggal", "tgl", "tanggal_buku", "date")),
    Field("code", Reads.CODE, ("item_code", "kode", "kode_barang", "barcode", "sku", "stock_code"), required=True),
    Field("name", Reads.WORDS, ("item_name", "nama", "nama_barang", "barang", "description")),
    Field("quantity", Reads.QUANTITY, ("qty", "jumlah", "banyak"), required=True),
    Field("unit", Reads.WORDS, ("satuan",)),
    Field("unit_price", Reads.EXACT, ("harga", "harga_satuan", "harga_jual", "price"), required=True),
    Field("maker_share", Reads.EXACT, ("harga_titip", "harga_setor", "consignor_cost", "buy_price", "harga_beli")),
    Field("payment_method", Reads.WORDS, ("pembayaran", "cara_bayar", "bayar", "payment")),
    Field("member_code", Reads.WORDS, ("anggota", "kode_anggota", "no_anggota", "member", "nomor_anggota")),
    Field("member_name", Reads.WORDS, ("nama_anggota",)),
)


@dataclass(frozen=True, slots=True)
class _Ticket:
    reference: str
    day: date
    at: datetime
    member: str
    paid: TenderKind
    paid_word: str
    rung: tuple[Rung, ...]


def plan(shop: Shop, table: Table, options: Options) -> Plan:
    """Check each ticket whole; those already rung up are passed over."""
    with shop.reading() as connection:
        shelves = Shelves.read(connection)
        there = purchase_files.references(connection, [Kind.SALE])
    tickets: list[tuple[Sequence[Line], _Ticket]] = []
    skipped = 0
    for lines in grouped(table.lines, "source", "ticket_id").values():
        reference = purchase_files.reference_of(lines[0], "ticket_id")
        if reference in there:
            skipped += len(lines)
            continue
        ticket = _ticket(shop.branch, shelves, lines, reference, options, table.findings)
        if ticket is not None:
            tickets.append((lines, ticket))
    tickets.sort(key=lambda each: (each[1].day, each[1].at, each[0][0].row))
    batches = shelves.first_batches() if tickets else []
    batches += [
        Batch([line.row for line in lines], partial(_post, shelves=shelves, ticket=ticket)) for lines, ticket in tickets
    ]
    if tickets:
        batches.append(Batch([], history_shifts.close_open))
    return Plan(batches, skipped)


def _ticket(
    branch: Branch, shelves: Shelves, lines: Sequence[Line], reference: str, options: Options, findings: Findings
) -> _Ticket | None:
    """The ticket that its lines tell; None (and rejections) when one of them is wrong."""
    if refuse_whole(findings, lines):
        return None
    first = lines[0]
    when = _when(branch, first)
    word = first.get("payment_method", "")
    paid = _PAID_BY_WORD.get(word.casefold())
    if when is None:
        findings.reject(first.row, "timestamp", _("Tanggal nota tidak ada."), _("Isi waktu atau tanggalnya."))
    if paid is None:
        message = _("Cara bayar “{word}” tidak dikenal.").format(word=word)
        findings.reject(first.row, "payment_method", message, _("Isi tunai, qris, transfer atau kasbon."))
    member = first.get("member_code", "")
    if paid is TenderKind.KASBON and not member:
        findings.reject(first.row, "member_code", _("Kasbon hanya untuk anggota."), _("Isi nomor anggotanya."))
    agreeing = [line for line in lines if _agrees(branch, line, first, findings)]
    rung = [_rung(shelves, line, options, findings) for line in agreeing]
    if refuse_whole(findings, lines) or when is None or paid is None:
        return None
    for line in lines:
        shelves.expect(line["code"], line.get("name", ""))
    shelves.expect_member(first.get("member_code", ""), first.get("member_name", ""))
    return _Ticket(reference, *when, member, paid, word, tuple(each for each in rung if each is not None))


def _when(branch: Branch, line: Line) -> tuple[date, datetime] | None:
    """The business date of a ticket and when it was rung, from whichever the file tells."""
    local: datetime | None = line.get("timestamp")
    day: date | None = line.get("business_date")
    if local is None:
        return None if day is None else (day, purchase_files.local_noon(branch, day))
    at = local.replace(tzinfo=ZoneInfo(branch.time_zone))
    return (branch.business_date(at) if day is None else day, at)


def _agrees(branch: Branch, line: Line, first: Line, findings: Findings) -> bool:
    """Whether a line is of the first one's day, member and payment; a long ticket may take minutes."""
    days = [when[0] if (when := _when(branch, each)) else None for each in (line, first)]
    if days[0] == days[1] and all(line.get(name) == first.get(name) for name in ("payment_method", "member_code")):
        return True
    message = _("Hari, anggota atau cara bayar berbeda dari baris {row}.").format(row=first.row)
    findings.reject(line.row, "ticket_id", message, _("Beri nomor nota sendiri."))
    return False


def _rung(shelves: Shelves, line: Line, options: Options, findings: Findings) -> Rung | None:
    code, unit = line["code"], line.get("unit", "")
    found = shelves.lookup.by_code(code)
    if len(found) > 1 or not (found or options.create_goods):
        message = (
            _("Kode ini dipakai beberapa barang.") if found else _("Barang {code} tidak dikenal.").format(code=code)
        )
        findings.reject(line.row, "code", message, _("Impor barangnya dulu, atau pakai --create-goods."))
        return None
    if found and unit and shelves.lookup.unit_of(found[0].product_id, unit) is None:
        message = _("{name} tidak punya satuan {unit}.").format(name=found[0].name, unit=unit)
        findings.reject(line.row, "unit", message, _("Impor satuannya dulu."))
        return None
    price: Decimal = line["unit_price"] * options.price_factor
    if price != int(price):
        message = _("Harga {price} bukan rupiah bulat.").format(price=line["unit_price"])
        findings.reject(line.row, "unit_price", message, _("Tulis tanpa sen, atau pakai --price-factor."))
        return None
    maker_got = _maker_got(line, options) if found and found[0].maker_id is not None else None
    return Rung(code, unit if found else "", line["quantity"], Rupiah(int(price)), maker_got)


def _maker_got(line: Line, options: Options) -> Rupiah | None:
    """What a line gave its maker by the source's own book, half up; None where that tells nothing of it."""
    each: Decimal | None = line.get("maker_share")
    if each is None or each <= 0:
        return None
    whole = each * options.price_factor * line["quantity"].thousandths / THOUSAND
    return Rupiah(int(whole.to_integral_value(ROUND_HALF_UP)))


def _post(work: Work, *, shelves: Shelves, ticket: _Ticket) -> None:
    """Ring one ticket up."""
    shift = history_shifts.shift_for(work, ticket.day, ticket.at)
    member_id, price_class = shelves.members[ticket.member] if ticket.member else (None, "")
    lines = tuple(_sold(shelves.good(each), each) for each in ticket.rung)
    due = total(each.net for each in lines)
    command = SaleCommand(
        id=work.mint(),
        uid=new_uid(ticket.at),
        number=numbers.peek(work.connection, shift.sale_series),
        till_id=shift.till_id,
        shift_id=shift.id,
        business_date=ticket.day,
        at=ticket.at,
        actor_id=work.actor.id,
        approver_id=None,
        member_id=member_id,
        price_class=price_class,
        lines=lines,
        removed=(),
        tenders=(PaidTender(ticket.paid, due, ZERO, ticket.paid_word),) if due else (),
        rounding=ZERO,
        reference=ticket.reference,
    )
    sales.post(work, command)


def _sold(known: Known, rung: Rung) -> SoldLine:
    return SoldLine(
        product_id=known.product_id,
        unit_id=known.unit_id,
        unit=known.unit,
        factor=known.factor,
        quantity=rung.quantity,
        list_price=rung.unit_price,
        unit_price=rung.unit_price,
        rule=Rule.RECORDED,
        reason="",
        gross=rung.amount,
        discount=ZERO,
        bearer=Bearer.SHOP,
        told_share=rung.maker_got,
    )


IMPORT = Import("tickets", N_("Nota"), FIELDS, plan, happened=True)
