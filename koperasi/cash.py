"""Cash that enters or leaves a drawer without a sale: in, out for an expense, dropped into the safe."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import documents, shifts
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Posting, Role
from koperasi.money import ZERO, Rupiah
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs


class CashKind(StrEnum):
    IN = "in"
    OUT = "out"
    DROP = "drop"


class CashMovement(Record):
    """Cash that entered or left a drawer without a sale."""

    __tablename__ = "cash_movements"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    kind: Mapped[CashKind] = mapped_column(WordColumn(CashKind))
    amount: Mapped[Rupiah]
    reason: Mapped[str]


@dataclass(frozen=True, slots=True)
class CashCommand:
    """Put cash into a drawer, take it out for an expense, or drop it into the safe."""

    id: int
    uid: str
    shift_id: int
    kind: CashKind
    amount: Rupiah
    reason: str
    at: datetime


@needs(Permission.MOVE_CASH)
def move_cash(work: Work, command: CashCommand) -> None:
    """Book cash in (other income), out (an expense) or dropped into the safe."""
    if documents.posted(work.connection, command.id):
        return
    if command.amount <= ZERO:
        raise BadInput(_("Jumlah harus lebih dari nol."), field="amount")
    if command.kind is not CashKind.DROP:
        work.must(Permission.MOVE_CASH, command.amount)
    shift = shifts.by_id(work.connection, command.shift_id)
    if not shifts.is_open(work.connection, shift.id):
        work.refuse(Refused(_("Shift ini sudah ditutup."), remedy=_("Buka shift baru."), rule="shift-closed"))
    sign = command.amount if command.kind is CashKind.IN else -command.amount
    other = {CashKind.IN: Role.OTHER_INCOME, CashKind.OUT: Role.EXPENSES, CashKind.DROP: Role.SAFE}[command.kind]
    header = Header(
        command.id,
        command.uid,
        Kind.CASH_MOVEMENT,
        shift.business_date,
        command.at,
        series_id=documents.office_series(work, "cash", "KM"),
        shift_id=shift.id,
    )
    row = {"document_id": command.id, "kind": command.kind, "amount": command.amount, "reason": command.reason}
    if command.kind is not CashKind.DROP:
        # Money that only goes to the safe stays the shop's: it uses up nobody's daily cap.
        work.trace.amount = command.amount
    documents.post(work, header, [Facts(CashMovement, [row])], [Posting(shift.account_id, sign), Posting(other, -sign)])
