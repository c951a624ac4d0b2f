"""Tickets of another system, or paper notes of a day without power: sales as they were rung.

Lines of one source and number are one ticket, rung up whole with the total it had, or
refused whole with a reason.  Each is posted by the same deed as the till's sales, into a
shift of the till `IMPOR` with the ticket's business date; what the tickets say happened, so
limits and floors only leave flags.  A ticket is known again by `source/number`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from consignment.terms import Bearer
from inventory import catalogue, lookups, purchase_files
from inventory.catalogue import NewGood
from inventory.headings import Field, Reads
from inventory.imports import Batch, Import, Options, Plan, grouped, refuse_whole
from inventory.lookups import Known, Lookup
from inventory.readings import Findings, Line, Table
from koperasi import members, numbers
from koperasi.branches import Branch
from koperasi.documents import Kind
from koperasi.errors import NotFound
from koperasi.members import Member, MemberCard, NewMember
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import Quantity
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.uids import new_uid
from koperasi.work import Work
from pos import history_shifts, sales
from pos.sale_commands import PaidTender, Rule, SaleCommand, SoldLine
from pos.tenders import TenderKind

AT_ONCE = 500
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
    Field("payment_method", Reads.WORDS, ("pembayaran", "cara_bayar", "bayar", "payment")),
    Field("member_code", Reads.WORDS, ("anggota", "kode_anggota", "no_anggota", "member", "nomor_anggota")),
    Field("member_name", Reads.WORDS, ("nama_anggota",)),
)


@dataclass(frozen=True, slots=True)
class _Rung:
    """A line of a ticket: a good by its code, and the price that was asked."""

    code: str
    unit: str
    quantity: Quantity
    unit_price: Rupiah

    @property
    def amount(self) -> Rupiah:
        return self.quantity.at(self.unit_price)


@dataclass(frozen=True, slots=True)
class _Ticket:
    reference: str
    day: date
    at: datetime
    member: str
    paid: TenderKind
    paid_word: str
    rung: tuple[_Rung, ...]


@dataclass(slots=True)
class _Shelves:
    """The goods and members that tickets name; read again when an import has just added some."""

    lookup: Lookup
    members: dict[str, tuple[int, str]]
    new_goods: dict[str, NewGood] = field(default_factory=dict)
    new_members: dict[str, NewMember] = field(default_factory=dict)

    @classmethod
    def read(cls, connection: Connection) -> _Shelves:
        return cls(lookups.read(connection), _members(connection))

    def refresh(self, connection: Connection) -> None:
        self.lookup, self.members = lookups.read(connection), _members(connection)

    def good(self, rung: _Rung) -> Known:
        """The good in its unit; raises NotFound for one that has gone since the checking pass."""
        found = self.lookup.by_code(rung.code)
        if not found:
            raise NotFound(_("Barang {code} tidak dikenal.").format(code=rung.code))
        return (self.lookup.unit_of(found[0].product_id, rung.unit) if rung.unit else None) or found[0]


def _members(connection: Connection) -> dict[str, tuple[int, str]]:
    """Number or card → party and price class."""
    rows = connection.execute(select(Member.number, Member.party_id, Member.price_class)).all()
    found = {row.number: (row.party_id, row.price_class) for row in rows}
    by_party = {row.party_id: row.price_class for row in rows}
    cards = select(MemberCard.code, MemberCard.party_id).where(MemberCard.retired_at.is_(None))
    for code, party_id in connection.execute(cards):
        found.setdefault(code, (party_id, by_party[party_id]))
    return found


def plan(shop: Shop, table: Table, options: Options) -> Plan:
    """Check each ticket whole; those already rung up are passed over."""
    with shop.reading() as connection:
        shelves = _Shelves.read(connection)
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
    batches = _new_ones(shelves, tickets)
    batches += [
        Batch([line.row for line in lines], partial(_post, shelves=shelves, ticket=ticket)) for lines, ticket in tickets
    ]
    if tickets:
        batches.append(Batch([], history_shifts.close_open))
    return Plan(batches, skipped)


def _ticket(
    branch: Branch, shelves: _Shelves, lines: Sequence[Line], reference: str, options: Options, findings: Findings
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
    rung = [_rung(shelves, line, first, options, findings) for line in lines]
    if refuse_whole(findings, lines) or when is None or paid is None:
        return None
    _expect(shelves, lines, options)
    return _Ticket(reference, *when, member, paid, word, tuple(each for each in rung if each is not None))


def _when(branch: Branch, line: Line) -> tuple[date, datetime] | None:
    """The business date of a ticket and when it was rung, from whichever the file tells."""
    local: datetime | None = line.get("timestamp")
    day: date | None = line.get("business_date")
    if local is None:
        return None if day is None else (day, purchase_files.local_noon(branch, day))
    at = local.replace(tzinfo=ZoneInfo(branch.time_zone))
    return (branch.business_date(at) if day is None else day, at)


_ONE_TICKET = ("timestamp", "business_date", "payment_method", "member_code")


def _rung(shelves: _Shelves, line: Line, first: Line, options: Options, findings: Findings) -> _Rung | None:
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
    if any(line.get(name) != first.get(name) for name in _ONE_TICKET):
        message = _("Waktu, anggota atau cara bayar berbeda dari baris {row}.").format(row=first.row)
        findings.reject(line.row, "ticket_id", message, _("Beri nomor nota sendiri."))
        return None
    price: Decimal = line["unit_price"] * options.price_factor
    if price != int(price):
        message = _("Harga {price} bukan rupiah bulat.").format(price=line["unit_price"])
        findings.reject(line.row, "unit_price", message, _("Tulis tanpa sen, atau pakai --price-factor."))
        return None
    return _Rung(code, unit if found else "", line["quantity"], Rupiah(int(price)))


def _expect(shelves: _Shelves, lines: Sequence[Line], options: Options) -> None:
    """Note the goods and the member whom a sound ticket names and the shop does not know yet."""
    for line in lines:
        code, name = line["code"], line.get("name", "")
        if options.create_goods and not shelves.lookup.by_code(code):
            key = code.upper()
            known = shelves.new_goods.get(key)
            if known is None or (name and known.name == known.code):
                shelves.new_goods[key] = NewGood(known.code if known else code, name or code, open_price=True)
    member = lines[0].get("member_code", "")
    if member and member not in shelves.members:
        name = lines[0].get("member_name", "") or member
        shelves.new_members.setdefault(member, NewMember(number=member, name=name))


def _new_ones(shelves: _Shelves, tickets: Sequence[Any]) -> list[Batch]:
    """The goods and members that the tickets need first."""
    if not tickets:
        return []
    goods, people = list(shelves.new_goods.values()), list(shelves.new_members.values())
    batches = [
        Batch([], partial(_add_goods, goods=goods[start : start + AT_ONCE])) for start in range(0, len(goods), AT_ONCE)
    ]
    batches += [
        Batch([], partial(_add_members, people=people[start : start + AT_ONCE]))
        for start in range(0, len(people), AT_ONCE)
    ]
    if batches:
        batches.append(Batch([], lambda work: shelves.refresh(work.connection)))
    return batches


def _add_goods(work: Work, *, goods: Sequence[NewGood]) -> None:
    catalogue.add_many(work, goods)


def _add_members(work: Work, *, people: Sequence[NewMember]) -> None:
    for each in people:
        members.add(work, each)


def _post(work: Work, *, shelves: _Shelves, ticket: _Ticket) -> None:
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


def _sold(known: Known, rung: _Rung) -> SoldLine:
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
    )


IMPORT = Import("tickets", N_("Nota"), FIELDS, plan, happened=True)
