"""Facts of Rincian Setoran: what each statement said when it was issued, and what was answered.

A statement keeps all that stands on its paper, so that a reprint is the same for ever
(domain/consignment.md 5.6 I13, I21).  A line is what one document did for her: by lot where
goods moved, without a lot where only money did.
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.documents import Kind
from koperasi.money import Rupiah
from koperasi.quantity import Quantity
from koperasi.text import N_


class What(StrEnum):
    """What a line did: a column of the goods table, or only money."""

    RECEIVED = "received"
    SOLD = "sold"
    RETURNED = "returned"
    GIVEN_BACK = "given-back"
    DAMAGED = "damaged"
    EXPIRED = "expired"
    LOST = "lost"
    FOUND = "found"
    OTHER = "other"
    MONEY = "money"


class Answered(StrEnum):
    """What she says to a statement."""

    AGREED = "agreed"
    DISPUTED = "disputed"


class Proof(StrEnum):
    """How it is known that she said so."""

    PIN = "pin"
    SIGNATURE = "signature"
    MESSAGE = "message"


class Outcome(StrEnum):
    """What became of a thing she disputed."""

    ADJUSTED = "adjusted"
    REJECTED = "rejected"


PROOFS = {
    Proof.PIN: N_("dengan PIN"),
    Proof.SIGNATURE: N_("dengan tanda tangan"),
    Proof.MESSAGE: N_("lewat pesan"),
}


class StatementRecord(Record):
    """The head of a statement, as it was issued; a reversal has none of its own."""

    __tablename__ = "statements"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    #: The statement before it, whose closing is this opening.
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"))
    first: Mapped[date]
    last: Mapped[date]
    #: What she was owed (below zero: owed) before and after its lines.
    opening: Mapped[Rupiah]
    closing: Mapped[Rupiah]
    #: Of the closing, what was still on hold on the day it was issued.
    on_hold: Mapped[Rupiah]
    #: What she had been advanced by then and had not paid back.
    advance: Mapped[Rupiah]
    maker_code: Mapped[str]
    maker_name: Mapped[str]
    village: Mapped[str]
    shop: Mapped[str]
    shop_place: Mapped[str]
    shop_phone: Mapped[str]
    issued_by: Mapped[str]
    #: Until when she may dispute it: with no answer by then it counts as agreed.  None: for ever.
    answer_by: Mapped[date | None]
    language: Mapped[str]


class StatementReversalRecord(Record):
    """Why a statement was taken back: its lines come on the next one."""

    __tablename__ = "statement_reversals"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    why: Mapped[str]


class StatementLineRecord(Record):
    """What one document did for her.  Quantities ± in thousandths as her goods changed, `amount` ± as her money.

    `commission` is what the shop kept of the net: below zero where it added to it.
    """

    __tablename__ = "statement_lines"
    __table_class__ = FACT
    __table_args__ = (
        Index("ix_statement_lines_maker_id_source_id", "maker_id", "source_id"),
        CheckConstraint("commission = net - amount OR net = 0", name="commission"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"))
    source_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    lot_id: Mapped[int | None] = mapped_column(ForeignKey("lots.id"))
    product_id: Mapped[int | None] = mapped_column(ForeignKey("products.id"))
    business_date: Mapped[date]
    kind: Mapped[Kind] = mapped_column(WordColumn(Kind))
    number: Mapped[str]
    what: Mapped[What] = mapped_column(WordColumn(What))
    #: The number of the document that it takes back, "" for none.
    undoes: Mapped[str]
    #: Where only money moved: the role of the account on the other side, where there is one, and the reason.
    via: Mapped[str]
    note: Mapped[str]
    #: It came after the statement that its day belongs to.
    late: Mapped[bool]
    quantity: Mapped[Quantity]
    gross: Mapped[Rupiah]
    net: Mapped[Rupiah]
    commission: Mapped[Rupiah]
    amount: Mapped[Rupiah]


class StatementGoods(Record):
    """What became of a product of hers, in base units: the closing is what she has here."""

    __tablename__ = "statement_goods"
    __table_class__ = FACT
    __table_args__ = (
        CheckConstraint(
            "closing = opening + received - sold + returned - given_back - damaged - expired - lost + found + other",
            name="closing",
        ),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey("products.id"), primary_key=True)
    code: Mapped[str]
    name: Mapped[str]
    unit: Mapped[str]
    opening: Mapped[Quantity]
    received: Mapped[Quantity]
    sold: Mapped[Quantity]
    returned: Mapped[Quantity]
    given_back: Mapped[Quantity]
    damaged: Mapped[Quantity]
    expired: Mapped[Quantity]
    lost: Mapped[Quantity]
    found: Mapped[Quantity]
    other: Mapped[Quantity]
    closing: Mapped[Quantity]
    #: Of what was sold, less what customers brought back.
    gross: Mapped[Rupiah]
    net: Mapped[Rupiah]
    commission: Mapped[Rupiah]
    amount: Mapped[Rupiah]


class StatementAnswer(Record):
    """What she said to a statement; the last answer holds."""

    __tablename__ = "statement_answers"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    statement_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    answer: Mapped[Answered] = mapped_column(WordColumn(Answered))
    proof: Mapped[Proof] = mapped_column(WordColumn(Proof))
    #: Who said it for her, and what was written by hand.
    signed_by: Mapped[str]
    note: Mapped[str]


class StatementDispute(Record):
    """A thing she disputes: a line of the statement, or (line 0) something that is not on it."""

    __tablename__ = "statement_disputes"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    statement_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    line: Mapped[int]
    why: Mapped[str]
    #: What she says she is owed beyond what stands there; 0 where she named no amount.
    claimed: Mapped[Rupiah]


class StatementResolution(Record):
    """How a thing she disputed ended: an adjustment (this document), or no, and why."""

    __tablename__ = "statement_resolutions"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    answer_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    place: Mapped[int]
    outcome: Mapped[Outcome] = mapped_column(WordColumn(Outcome))
    why: Mapped[str]
