"""Savings: what a member puts in, and takes out of her simpanan sukarela, at the till.

Pokok and wajib are equity and stay until she leaves; sukarela is a debt of the shop to her,
hers to spend or take out down to nothing, never below (domain/consignment.md 2.4).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import documents, ledger, members, shifts
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Posting, Role
from koperasi.members import Card
from koperasi.money import ZERO, Rupiah
from koperasi.rights import Permission
from koperasi.tender_kinds import MONEY, Proof, TenderKind, account_of
from koperasi.text import N_, _
from koperasi.work import Work, needs


class SavingsKind(StrEnum):
    VOLUNTARY = "voluntary"
    COMPULSORY = "compulsory"
    PRINCIPAL = "principal"


NAMES = {
    SavingsKind.VOLUNTARY: N_("Simpanan Sukarela"),
    SavingsKind.COMPULSORY: N_("Simpanan Wajib"),
    SavingsKind.PRINCIPAL: N_("Simpanan Pokok"),
}
_ROLES = {
    SavingsKind.VOLUNTARY: Role.SAVINGS_VOLUNTARY,
    SavingsKind.COMPULSORY: Role.SAVINGS_COMPULSORY,
    SavingsKind.PRINCIPAL: Role.SAVINGS_PRINCIPAL,
}


class SavingsMovement(Record):
    """What a member put in (+) or took out (−), and what of that kind she has after it."""

    __tablename__ = "savings_movements"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("amount <> 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    party_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    savings: Mapped[SavingsKind] = mapped_column(WordColumn(SavingsKind))
    kind: Mapped[TenderKind] = mapped_column(WordColumn(TenderKind))
    amount: Mapped[Rupiah]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    reference: Mapped[str]
    proof: Mapped[Proof] = mapped_column(WordColumn(Proof))
    balance_after: Mapped[Rupiah]


@dataclass(frozen=True, slots=True)
class SavingsCommand:
    """Put `amount` into a member's savings, or take it out (below zero)."""

    id: int
    uid: str
    shift_id: int
    party_id: int
    savings: SavingsKind
    kind: TenderKind
    amount: Rupiah
    reference: str
    at: datetime
    proof: Proof = Proof.NONE


@needs(Permission.SAVINGS_RECEIVE)
def move(work: Work, command: SavingsCommand) -> None:
    """Put in or take out; doing it twice does it once.

    Raises BadInput for nothing or a way that is no money, Refused for a closed shift, more
    than she has, or a missing PIN; NotAllowed beyond the right to pay out.
    """
    connection = work.connection
    if documents.posted(connection, command.id):
        return
    shift = shifts.by_id(connection, command.shift_id)
    if not shifts.stays_open(connection, shift.id):
        work.refuse(Refused(_("Shift ini sudah ditutup."), remedy=_("Buka shift baru."), rule="shift-closed"))
    card = members.locked(connection, command.party_id, shift.business_date.year)
    _check(work, command, card)
    role, account = _ROLES[command.savings], account_of(command.kind, shift.account_id)
    before = -ledger.party_balance(connection, ACCOUNT_IDS[role], command.party_id)
    row = {
        "document_id": command.id,
        "party_id": command.party_id,
        "savings": command.savings,
        "kind": command.kind,
        "amount": command.amount,
        "account_id": documents.account_id(account),
        "reference": command.reference,
        "proof": command.proof,
        "balance_after": before + command.amount,
    }
    header = Header(
        command.id,
        command.uid,
        Kind.SAVINGS,
        shift.business_date,
        command.at,
        series_id=documents.office_series(work, "savings", "SP"),
        shift_id=shift.id,
        party_id=command.party_id,
    )
    documents.post(
        work,
        header,
        [Facts(SavingsMovement, [row])],
        [Posting(account, command.amount), Posting(role, -command.amount, command.party_id)],
    )


def _check(work: Work, command: SavingsCommand, card: Card) -> None:
    if not command.amount or command.kind not in MONEY:
        raise BadInput(_("Jumlah harus lebih dari nol."), field="amount")
    if command.amount > ZERO:
        return
    if command.savings is not SavingsKind.VOLUNTARY or command.kind not in (TenderKind.CASH, TenderKind.TRANSFER):
        raise BadInput(_("Hanya Simpanan Sukarela yang bisa diambil, tunai atau transfer."), field="kind")
    taken = -command.amount
    # Only what leaves counts against the day's cap of who pays it out.
    work.must(Permission.SAVINGS_PAY_OUT, taken)
    work.trace.amount = taken
    if taken > card.savings:
        words = _("Simpanannya hanya {left}.").format(left=card.savings)
        work.refuse(Refused(words, rule="savings-short", field="amount"))
    settings = work.shop.settings
    if settings.kasbon_proof == Proof.PIN.value and command.proof is not Proof.PIN:
        work.refuse(Refused(_("Minta PIN anggota dulu."), rule="proof"))
