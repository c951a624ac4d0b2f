"""Facts of deliveries beyond their lots: what was offered and rejected, who confirmed, and whose share of it is whose.

A delivery of before these tables, or of another book, has none of them: its lots tell all
that is known.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.text import N_


class Confirmed(StrEnum):
    """How she agreed to what was counted."""

    NOT = "not"
    PIN = "pin"
    SIGNATURE = "signature"


CONFIRMED = {
    Confirmed.NOT: N_("belum"),
    Confirmed.PIN: N_("dengan PIN"),
    Confirmed.SIGNATURE: N_("tanda tangan di nota"),
}


class DeliveryLine(Record):
    """A line as both sides counted it.  Without a lot all of it was rejected."""

    __tablename__ = "delivery_lines"
    __table_class__ = FACT
    __table_args__ = (
        CheckConstraint("accepted >= 0 AND offered >= accepted", name="offered"),
        CheckConstraint("factor > 0", name="factor"),
        CheckConstraint("price >= 0", name="price"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lots.id"), index=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), index=True)
    #: The unit it was counted in, "" for the base unit, and how many base units are in one.
    unit: Mapped[str]
    factor: Mapped[Quantity]
    #: In base units.
    offered: Mapped[Quantity]
    accepted: Mapped[Quantity]
    #: Why the rest was not taken, "" where all was.
    why: Mapped[str]
    #: What one such unit is sold for from now on; none where nobody said.
    price: Mapped[Rupiah | None]
    #: Whether that price was made with the delivery.
    repriced: Mapped[bool]
    produced_on: Mapped[date | None]
    expires_on: Mapped[date | None]
    picture_id: Mapped[int | None] = mapped_column(ForeignKey("pictures.id"))
    #: SHA-256 of the picture, "" for none.
    picture_digest: Mapped[str]


class DeliveryNote(Record):
    """What is written on a nota beside its lines."""

    __tablename__ = "delivery_notes"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    #: The agreement (its document) in force; none where nothing was written down.
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    confirmed: Mapped[Confirmed] = mapped_column(WordColumn(Confirmed))
    #: Who stood by, where somebody did.
    witness: Mapped[str]
    note: Mapped[str]


class DeliveryGroupShare(Record):
    """Of a group's line so much was one maker's, by the group's own list."""

    __tablename__ = "delivery_group_shares"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("quantity > 0", name="quantity"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    #: Her place in the list, from 1.
    place: Mapped[int] = mapped_column(primary_key=True)
    #: Who she is where the shop knows her; the name stands for itself.
    party_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"))
    name: Mapped[str]
    #: Accepted of hers, in base units.
    quantity: Mapped[Quantity]


class DeliveryCorrectionRecord(Record):
    """A delivery that was counted wrong, and why it is put right."""

    __tablename__ = "delivery_corrections"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    delivery_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    why: Mapped[str]
    confirmed: Mapped[Confirmed] = mapped_column(WordColumn(Confirmed))


class DeliveryCorrectionLine(Record):
    """What a lot was said to have brought before and after the correction, in base units."""

    __tablename__ = "delivery_correction_lines"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("was >= 0 AND becomes >= 0", name="quantities"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    lot_id: Mapped[int] = mapped_column(ForeignKey("lots.id"), primary_key=True, index=True)
    was: Mapped[Quantity]
    becomes: Mapped[Quantity]
