"""What is read of goods that went back to their makers: one paper whole, and the last ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.orm import aliased

from consignment.givebacks import Giveback, GivebackLine, Why
from inventory.locations import Location
from inventory.lots import LotRecord
from inventory.products import Product
from koperasi.columns import summed
from koperasi.documents import Document
from koperasi.errors import NotFound
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import Party
from koperasi.quantity import Quantity
from koperasi.text import _
from koperasi.users import User


@dataclass(frozen=True, slots=True)
class SeenLine:
    """So much of a lot that went back, as its paper tells it."""

    name: str
    unit: str
    quantity: Quantity
    why: Why
    #: What it would have brought her; 0 where it has no price.
    worth: Rupiah
    #: Where it lay, the paper it came with, and when.
    place: str
    brought: str
    received_on: date
    expires_on: date | None

    @property
    def told(self) -> str:
        """`3 Pcs`."""
        return f"{self.quantity} {self.unit}"


@dataclass(frozen=True, slots=True)
class SeenGiveback:
    """A giveback as a list and its papers tell it."""

    document_id: int
    number: str
    at: datetime
    business_date: date
    maker_id: int
    maker_code: str
    maker: str
    village: str
    fetched_by: str
    note: str
    by: str
    #: The paper that took it back, "" for none.
    reversed_by: str
    lines: tuple[SeenLine, ...] = ()
    #: In a list, where the lines are left out.
    worth: Rupiah = ZERO

    @property
    def taker(self) -> str:
        """Who signs that she has them."""
        return self.fetched_by or self.maker

    @property
    def would_bring(self) -> Rupiah:
        return total(each.worth for each in self.lines)


_Reversal = aliased(Document)
_HEADS = (
    select(
        Giveback.document_id,
        Document.number,
        Document.at,
        Document.business_date,
        Giveback.maker_id,
        Party.code,
        Party.title,
        Party.name,
        Party.village,
        Giveback.fetched_by,
        Giveback.note,
        User.name.label("by"),
        _Reversal.number.label("reversed_by"),
    )
    .join(Document, Document.id == Giveback.document_id)
    .join(Party, Party.id == Giveback.maker_id)
    .join(User, User.id == Document.by_id)
    .outerjoin(_Reversal, _Reversal.reverses_id == Document.id)
)


def _told(row: Any) -> SeenGiveback:
    maker = f"{row.title} {row.name}".strip()
    head = (row.document_id, row.number, row.at, row.business_date, row.maker_id, row.code, maker, row.village)
    return SeenGiveback(*head, row.fetched_by, row.note, row.by, row.reversed_by or "")


def giveback(connection: Connection, document_id: int) -> SeenGiveback:
    """One paper with its lines.  Raises NotFound."""
    row = connection.execute(_HEADS.where(Giveback.document_id == document_id)).one_or_none()
    if row is None:
        raise NotFound(_("Nota retur ini tidak ada."))
    paper = aliased(Document)
    line = GivebackLine
    found = (
        select(
            Product.name,
            Product.base_unit,
            line.quantity,
            line.why,
            line.worth,
            Location.name.label("place"),
            paper.number,
            LotRecord.received_on,
            LotRecord.expires_on,
        )
        .join(Product, Product.id == line.product_id)
        .join(Location, Location.id == line.location_id)
        .join(LotRecord, LotRecord.id == line.lot_id)
        .join(paper, paper.id == LotRecord.document_id)
        .where(line.document_id == document_id)
        .order_by(line.line)
    )
    lines = tuple(SeenLine(*each) for each in connection.execute(found))
    return replace(_told(row), lines=lines, worth=total(each.worth for each in lines))


def latest(connection: Connection, branch_id: int, limit: int = 100) -> list[SeenGiveback]:
    """The last papers of a branch without their lines, the newest first."""
    heads = _HEADS.where(Document.branch_id == branch_id).order_by(Document.posted_at.desc(), Document.id.desc())
    found = [_told(row) for row in connection.execute(heads.limit(limit))]
    line = GivebackLine
    sums = select(line.document_id, summed(line.worth)).where(
        line.document_id.in_([each.document_id for each in found])
    )
    worths = {row[0]: row[1] for row in connection.execute(sums.group_by(line.document_id))}
    return [replace(each, worth=worths[each.document_id]) for each in found]
