"""Facts of what makers are paid: payouts, which of their entries each one pays, advances, repayments, fees.

What is open of an entry is what it booked less what payouts have taken of it; so what is open
of all her entries is what the ledger owes her, always.  A payout that is being made is a
draft of this database until it is posted: its slip is printed and signed before.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from consignment.agreements import FeeWhen
from koperasi.columns import WordColumn
from koperasi.database import FACT, LOCAL, Record
from koperasi.money import Rupiah
from koperasi.text import N_


class Way(StrEnum):
    """How a payout reaches her; what lies on it goes beside that to her kasbon and savings."""

    DRAWER = "drawer"
    SAFE = "safe"
    BANK = "bank"
    SAVINGS = "savings"
    #: Nothing is paid: her debts are settled only.
    SET_OFF = "set-off"


WAYS = {
    Way.DRAWER: N_("Laci kasir"),
    Way.SAFE: N_("Brankas"),
    Way.BANK: N_("Transfer bank"),
    Way.SAVINGS: N_("Masuk simpanan"),
    Way.SET_OFF: N_("Potong utang saja"),
}
CASH = (Way.DRAWER, Way.SAFE)


class Undone(StrEnum):
    """Why a payout was taken back."""

    BOUNCED = "bounced"
    WRONG = "wrong"


class DraftState(StrEnum):
    """How far a payout has come that is not posted yet (domain/consignment.md 5.7)."""

    DRAWN = "drawn"
    APPROVED = "approved"
    PRINTED = "printed"


class PayoutRecord(Record):
    """What a maker was paid and in which parts; of a reversal everything is below zero."""

    __tablename__ = "payouts"
    __table_class__ = FACT
    __table_args__ = (
        CheckConstraint("gross = advance + fee + set_off + to_savings + paid", name="legs"),
        Index("ix_payouts_maker_id", "maker_id"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"))
    #: Entries of business days up to this one were gathered.
    cut_off: Mapped[date]
    way: Mapped[Way] = mapped_column(WordColumn(Way))
    #: What her account went down by: the sum of the allocations.
    gross: Mapped[Rupiah]
    advance: Mapped[Rupiah]
    fee: Mapped[Rupiah]
    set_off: Mapped[Rupiah]
    to_savings: Mapped[Rupiah]
    #: What she got in her hand or on her bank account, and what of it the safe gave beside the drawer.
    paid: Mapped[Rupiah]
    from_safe: Mapped[Rupiah]
    #: What was hers to take and stays on her account, the rest of the cash step.
    carried: Mapped[Rupiah]
    #: The account that paid; none where nothing was paid out.
    account_id: Mapped[int | None] = mapped_column(ForeignKey("accounts.id"))
    received_by: Mapped[str]
    bank_reference: Mapped[str]
    #: The run that drew it up; empty for one drawn by itself.
    run_uid: Mapped[str]
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    note: Mapped[str]


class PayoutEntry(Record):
    """So much of one of her entries is paid by a payout (given free again by its reversal)."""

    __tablename__ = "payout_entries"
    __table_class__ = FACT
    __table_args__ = (
        CheckConstraint("amount <> 0", name="amount"),
        Index("ix_payout_entries_maker_id", "maker_id", "entry_document_id"),
    )

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    entry_document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"))
    amount: Mapped[Rupiah]


class PayoutReversal(Record):
    """Why a payout was taken back."""

    __tablename__ = "payout_reversals"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    undone: Mapped[Undone] = mapped_column(WordColumn(Undone))
    reason: Mapped[str]


class PayoutDraftRecord(Record):
    """A payout drawn up and not posted yet: one at a time for each maker."""

    __tablename__ = "payout_drafts"
    __table_class__ = LOCAL
    __table_args__ = (UniqueConstraint("maker_id"),)

    #: The id its document will have.
    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    maker_id: Mapped[int]
    state: Mapped[DraftState] = mapped_column(WordColumn(DraftState))
    #: The payout command as JSON.
    command: Mapped[str]
    run_uid: Mapped[str] = mapped_column(index=True)
    made_by: Mapped[int]
    made_at: Mapped[datetime]
    approved_by: Mapped[int | None]
    printed_at: Mapped[datetime | None]


class MakerAdvanceRecord(Record):
    """Money a maker got ahead of her sales; of a reversal below zero."""

    __tablename__ = "maker_advances"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    way: Mapped[Way] = mapped_column(WordColumn(Way))
    amount: Mapped[Rupiah]
    note: Mapped[str]


class MakerRepayment(Record):
    """Money a maker paid back of what she owed on her account; of a reversal below zero."""

    __tablename__ = "maker_repayments"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    way: Mapped[Way] = mapped_column(WordColumn(Way))
    amount: Mapped[Rupiah]
    note: Mapped[str]


class MakerFee(Record):
    """A fee of her agreement: for a delivery, or for a month (its first day); of a reversal below zero."""

    __tablename__ = "maker_fees"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    maker_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    when: Mapped[FeeWhen] = mapped_column(WordColumn(FeeWhen))
    delivery_id: Mapped[int | None] = mapped_column(ForeignKey("documents.id"), index=True)
    month: Mapped[date | None]
    amount: Mapped[Rupiah]
    what: Mapped[str]
