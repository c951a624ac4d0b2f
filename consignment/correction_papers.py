"""The paper of a correction: what the nota said was accepted, what it really was, and why; for both to sign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from consignment.deliveries import Delivery
from consignment.delivery_facts import DeliveryCorrectionLine, DeliveryCorrectionRecord
from consignment.delivery_papers import FOR_HER
from inventory.lots import LotRecord
from inventory.products import Product
from koperasi.branches import Branch
from koperasi.documents import Document
from koperasi.errors import NotFound
from koperasi.members import Member
from koperasi.parties import Party
from koperasi.quantity import Quantity
from koperasi.text import _, clock, short_date
from koperasi.users import User
from printing.slips import BIG, Draft, Slip


@dataclass(frozen=True, slots=True)
class SeenRecount:
    """What a lot was said to have brought, and what it really brought, in base units."""

    name: str
    unit: str
    was: Quantity
    becomes: Quantity


@dataclass(frozen=True, slots=True)
class SeenCorrection:
    """A correction with all that its paper says."""

    number: str
    delivery: str
    business_date: date
    at: datetime
    by: str
    maker: str
    maker_code: str
    why: str
    lines: tuple[SeenRecount, ...]


def read(connection: Connection, document_id: int) -> SeenCorrection:
    """A correction; raises NotFound."""
    made, right = DeliveryCorrectionRecord, aliased(Document)
    found = (
        select(
            right.number,
            Document.number.label("delivery"),
            right.business_date,
            right.at,
            User.name.label("by"),
            Party.name.label("maker"),
            func.coalesce(Member.number, Party.code).label("maker_code"),
            made.why,
        )
        .join(made, made.document_id == right.id)
        .join(Document, Document.id == made.delivery_id)
        .join(Delivery, Delivery.document_id == made.delivery_id)
        .join(Party, Party.id == Delivery.maker_id)
        .join(User, User.id == right.by_id)
        .outerjoin(Member, Member.party_id == Party.id)
        .where(right.id == document_id)
    )
    row = connection.execute(found).one_or_none()
    if row is None:
        raise NotFound(_("Koreksi ini tidak ada."))
    return SeenCorrection(*row, _lines(connection, document_id))


def _lines(connection: Connection, document_id: int) -> tuple[SeenRecount, ...]:
    line = DeliveryCorrectionLine
    told = (
        select(Product.name, Product.base_unit, line.was, line.becomes)
        .join(LotRecord, LotRecord.id == line.lot_id)
        .join(Product, Product.id == LotRecord.product_id)
        .where(line.document_id == document_id)
        .order_by(line.lot_id)
    )
    return tuple(SeenRecount(*row) for row in connection.execute(told))


def of_delivery(connection: Connection, delivery_id: int) -> list[tuple[str, date, str]]:
    """Number, day and reason of each correction of a delivery, oldest first."""
    made = DeliveryCorrectionRecord
    found = select(Document.number, Document.business_date, made.why).join(Document, Document.id == made.document_id)
    ordered = found.where(made.delivery_id == delivery_id).order_by(Document.posted_at, Document.id)
    return [(number, day, why) for number, day, why in connection.execute(ordered)]


def slip(branch: Branch, seen: SeenCorrection, sheet: str = FOR_HER) -> Slip:
    """One of the two sheets."""
    paper = Draft().middle(branch.shop_name, size=BIG, bold=True).middle(_("KOREKSI NOTA TITIP"), bold=True)
    paper.middle(seen.number).middle(_(sheet)).rule()
    paper.both(_("Tanggal"), f"{short_date(seen.business_date)} {clock(branch.local(seen.at))}")
    paper.both(_("Penitip"), f"{seen.maker} ({seen.maker_code})")
    paper.both(_("Membetulkan"), seen.delivery).both(_("Oleh"), seen.by).rule()
    for each in seen.lines:
        paper.text(each.name, bold=True)
        paper.both(_("  tertulis"), f"{each.was} {each.unit}")
        paper.both(_("  sebenarnya"), f"{each.becomes} {each.unit}", bold=True)
    paper.rule().text(_("Sebabnya: {why}").format(why=seen.why))
    paper.text(_("Tidak ada uang yang berubah.")).blank()
    return paper.signatures((_("Penitip"), seen.maker), (_("Petugas"), seen.by)).cut().slip()
