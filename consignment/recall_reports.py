"""Who bought a good that is called back: the members to be told, and how many went to others."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from inventory import queries
from inventory.lots import LotRecord
from inventory.stock import Move, Reason
from koperasi.columns import summed
from koperasi.documents import Document
from koperasi.errors import BadInput
from koperasi.members import Member
from koperasi.parties import Party
from koperasi.periods import Period
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _
from printing.reports import Column, Kind, Opens, Report, total_row

SOLD = (Reason.SALE, Reason.SALE_RETURN)


@dataclass(frozen=True, slots=True)
class Bought:
    """So many base units of one lot that a receipt sold, or (below zero) took back."""

    document_id: int
    business_date: date
    number: str
    #: The member; "" where nobody gave a card.
    member: str
    name: str
    phone: str
    #: The nota that the lot came with.
    brought: str
    quantity: Quantity


def bought(connection: Connection, product_id: int, period: Period) -> list[Bought]:
    """Every receipt of a good, lot by lot, the newest first."""
    paper = aliased(Document)
    quantity = summed(Move.quantity)
    found = (
        select(
            Document.id, Document.business_date, Document.number, Member.number.label("member"), Party.name,
            Party.phone, paper.number.label("brought"), quantity.label("quantity"),
        )
        .select_from(Move)
        .join(Document, Document.id == Move.document_id)
        .join(LotRecord, LotRecord.id == Move.lot_id)
        .join(paper, paper.id == LotRecord.document_id)
        .outerjoin(Party, Party.id == Document.party_id)
        .outerjoin(Member, Member.party_id == Document.party_id)
        .where(Move.product_id == product_id, Move.reason.in_(SOLD))
        .where(Document.business_date.between(period.first, period.last))
        .group_by(
            Document.id, Document.business_date, Document.number, Member.number, Party.name, Party.phone,
            paper.number, LotRecord.id,
        )
        .order_by(Document.business_date.desc(), Document.id.desc(), LotRecord.id)
    )  # fmt: skip
    return [
        Bought(*row[:3], row.member or "", row.name or "", row.phone or "", row.brought, -row.quantity)
        for row in connection.execute(found)
        if row.quantity
    ]


def buyers(connection: Connection, period: Period) -> Report:
    """The members who bought one good.  Raises BadInput unless the period is about exactly one."""
    found = queries.find_code(connection, period.about) if period.about else []
    if len(found) != 1:
        message = _("Barang {code} tidak ditemukan.").format(code=period.about or "?")
        raise BadInput(message, remedy=_("Sebut kodenya dengan --good KODE."), field="good")
    good = found[0].good
    every = bought(connection, good.product_id, period)
    named = [each for each in every if each.name]
    columns = (
        Column("business_date", _("Tanggal"), Kind.DATE),
        Column("number", _("Struk")),
        Column("member", _("No. anggota")),
        Column("name", _("Pembeli")),
        Column("phone", _("Telepon")),
        Column("brought", _("Nota titip")),
        Column("quantity", _("Jumlah"), Kind.QUANTITY),
    )
    rows = tuple(
        (
            each.business_date,
            each.number,
            each.member,
            each.name,
            each.phone,
            each.brought,
            each.quantity,
        )
        for each in named
    )
    others = Quantity(sum(each.quantity.thousandths for each in every if not each.name))
    notes: tuple[str, ...] = (_("Di bawah nol: yang dikembalikan pembeli."),)
    if others > NOTHING:
        words = _("{count} {unit} lagi dibeli tanpa kartu anggota: pasang pengumuman di toko.")
        notes = (words.format(count=others, unit=good.base_unit), *notes)
    about = f"{good.code} {good.name}"
    opens = Opens("document", tuple(each.document_id for each in named))
    return Report(
        "recall-buyers", _("Barang ditarik"), columns, rows, total_row(columns, rows, "quantity"),
        period.branch.shop_name, about, period.words, notes, opens=opens,
    )  # fmt: skip
