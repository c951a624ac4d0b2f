"""The slip of goods that became the shop's, or a gift: which, for how much, and that she agreed; signed by both."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from consignment.conversions import WAYS, Conversion, ConversionLine, Way
from consignment.delivery_papers import FOR_HER, FOR_THE_SHOP
from inventory.lots import LotRecord
from inventory.products import Product
from koperasi.branches import Branch
from koperasi.documents import Document
from koperasi.errors import NotFound
from koperasi.money import Rupiah, total
from koperasi.parties import Party
from koperasi.quantity import Quantity
from koperasi.text import _, clock, short_date
from koperasi.users import User
from printing.slips import BIG, Draft, Slip


@dataclass(frozen=True, slots=True)
class SeenLine:
    """So much of a lot, what she gets for it, and the nota titip it came with."""

    name: str
    unit: str
    quantity: Quantity
    amount: Rupiah
    brought: str
    received_on: date


@dataclass(frozen=True, slots=True)
class SeenConversion:
    number: str
    at: datetime
    business_date: date
    maker_code: str
    maker: str
    way: Way
    agreed: bool
    note: str
    by: str
    reversed_by: str
    lines: tuple[SeenLine, ...]

    @property
    def amount(self) -> Rupiah:
        return total(each.amount for each in self.lines)


def read(connection: Connection, document_id: int) -> SeenConversion:
    """A conversion with its lines.  Raises NotFound."""
    reversal, paper, line = aliased(Document), aliased(Document), ConversionLine
    head = connection.execute(
        select(
            Document.number, Document.at, Document.business_date, Party.code, Party.title, Party.name,
            Conversion.way, Conversion.agreed, Conversion.note, User.name.label("by"), reversal.number.label("undone"),
        )
        .join(Document, Document.id == Conversion.document_id)
        .join(Party, Party.id == Conversion.maker_id)
        .join(User, User.id == Document.by_id)
        .outerjoin(reversal, reversal.reverses_id == Document.id)
        .where(Conversion.document_id == document_id)
    ).one_or_none()  # fmt: skip
    if head is None:
        raise NotFound(_("Bukti ini tidak ada."))
    found = (
        select(Product.name, Product.base_unit, line.quantity, line.amount, paper.number, LotRecord.received_on)
        .join(Product, Product.id == line.product_id)
        .join(LotRecord, LotRecord.id == line.lot_id)
        .join(paper, paper.id == LotRecord.document_id)
        .where(line.document_id == document_id)
        .order_by(line.line)
    )
    lines = tuple(SeenLine(*row) for row in connection.execute(found))
    return SeenConversion(
        head.number, head.at, head.business_date, head.code, f"{head.title} {head.name}".strip(), head.way,
        head.agreed, head.note, head.by, head.undone or "", lines,
    )  # fmt: skip


def sheets(branch: Branch, seen: SeenConversion) -> tuple[Slip, Slip]:
    """Hers and the shop's."""
    return slip(branch, seen, FOR_HER), slip(branch, seen, FOR_THE_SHOP)


def slip(branch: Branch, seen: SeenConversion, sheet: str = FOR_HER) -> Slip:
    """One of the two sheets."""
    title = _("TITIPAN {way}").format(way=_(WAYS[seen.way])).upper()
    paper = Draft().middle(branch.shop_name, size=BIG, bold=True).middle(title, bold=True)
    paper.middle(seen.number).middle(_(sheet)).rule()
    if seen.reversed_by:
        paper.middle(_("DIBATALKAN DENGAN {number}").format(number=seen.reversed_by), bold=True).rule()
    paper.both(_("Tanggal"), f"{short_date(seen.business_date)} {clock(branch.local(seen.at))}")
    paper.both(_("Penitip"), f"{seen.maker} ({seen.maker_code})").both(_("Petugas"), seen.by).rule()
    for each in seen.lines:
        paper.text(each.name, bold=True)
        paper.both(f"  {each.quantity} {each.unit}", each.amount.bare if each.amount else "-")
        paper.text(_("{number}, {day}").format(number=each.brought, day=short_date(each.received_on)), indent=2)
    paper.rule()
    if seen.way is Way.BUY:
        paper.both(_("DITAMBAHKAN KE SALDO"), str(seen.amount), bold=True)
    paper.text(_told(seen))
    if seen.note:
        paper.text(_("Catatan: {note}").format(note=seen.note))
    return paper.blank().signatures((_("Penitip"), seen.maker), (_("Petugas"), seen.by)).cut().slip()


def _told(seen: SeenConversion) -> str:
    if seen.way is Way.BUY:
        return _("Toko membeli barang di atas. Sesudah ini penjualannya milik toko.")
    agreed = _("dengan persetujuan penitip") if seen.agreed else _("menurut perjanjian")
    words = _("Barang di atas menjadi milik toko tanpa dibayar, {agreed}.")
    if seen.way is Way.DONATE:
        words = _("Barang di atas disumbangkan, {agreed}. Tidak ada uang yang dibayar.")
    return words.format(agreed=agreed)
