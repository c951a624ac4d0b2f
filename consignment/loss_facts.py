"""The table of losses that were settled: whose each was, and what she got for it."""

from __future__ import annotations

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from consignment.agreements import LossCause
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.money import Rupiah
from koperasi.quantity import Quantity


class MakerLossRecord(Record):
    """So much of a lot that was lost by a source (a write-off, a count, an arrival), and who bears it.

    All below zero where goods were found again, or the settlement was a mistake.
    """

    __tablename__ = "maker_losses"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("shop_bps BETWEEN 0 AND 10000", name="shop_bps"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    #: The paper by which the goods went.
    source_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), index=True)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"))
    #: In base units.
    quantity: Mapped[Quantity]
    #: Why it went by the source, and why by whoever settled it.
    noted: Mapped[LossCause] = mapped_column(WordColumn(LossCause))
    cause: Mapped[LossCause] = mapped_column(WordColumn(LossCause))
    #: The shop's part of what is not within the tolerance, in basis points.
    shop_bps: Mapped[int]
    #: How much of the quantity was within what may be missing of the lot: hers to bear.
    tolerated: Mapped[Quantity]
    #: Her whole share of the quantity, by the lot's terms at the list price of that day.
    worth: Mapped[Rupiah]
    #: What she got for it; nothing where she bears it.
    amount: Mapped[Rupiah]
    #: Why it was settled otherwise than agreed, or taken back.
    why: Mapped[str]
