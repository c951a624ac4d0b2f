"""Deposits: cash from the safe brought to the bank, with the number of the bank's slip."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import cash, documents
from koperasi.database import FACT, Record
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput
from koperasi.ledger import Posting, Role
from koperasi.money import ZERO, Rupiah
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs


class BankDeposit(Record):
    """Cash that went from the safe to the bank; `reference` is the bank's own number of it."""

    __tablename__ = "bank_deposits"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    amount: Mapped[Rupiah]
    reference: Mapped[str]


@dataclass(frozen=True, slots=True)
class DepositCommand:
    """Bring cash from the safe to the bank."""

    id: int
    uid: str
    amount: Rupiah
    reference: str
    business_date: date
    at: datetime


@needs(Permission.CASH_DEPOSIT)
def deposit(work: Work, command: DepositCommand) -> str:
    """Book a deposit; returns its number.  Raises BadInput for nothing, or without the bank's reference."""
    if documents.posted(work.connection, command.id):
        return cash.number_of(work.connection, command.id)
    if command.amount <= ZERO:
        raise BadInput(_("Jumlah harus lebih dari nol."), field="amount")
    if not command.reference.strip():
        remedy = _("Tulis nomor bukti setoran dari bank.")
        raise BadInput(_("Nomor bukti belum diisi."), remedy=remedy, field="reference")
    work.must(Permission.CASH_DEPOSIT, command.amount)
    work.trace.amount = command.amount
    header = Header(
        command.id,
        command.uid,
        Kind.BANK_DEPOSIT,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "deposit", "SB"),
    )
    row = {"document_id": command.id, "amount": command.amount, "reference": command.reference.strip()}
    postings = [Posting(Role.BANK, command.amount), Posting(Role.SAFE, -command.amount)]
    return documents.post(work, header, [Facts(BankDeposit, [row])], postings).text
