"""What is read of goods that became the shop's, or a gift: one paper whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from consignment.conversions import Conversion, ConversionLine, Way
from inventory.lots import LotRecord
from inventory.products import Product
from koperasi.documents import Document
from koperasi.errors import NotFound
from koperasi.money import Rupiah, total
from koperasi.parties import Party
from koperasi.quantity import Quantity
from koperasi.text import _
from koperasi.users import User


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
