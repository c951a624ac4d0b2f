"""Debts: a member pays off what she owes, at the till.

A document of its own with a slip, in the shift's drawer when it is cash.  She may pay with
money, with her savings, or, by her written consent, with what she is owed for her goods.
Never more than she owes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Connection, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import documents, members, shifts
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Posting, Role
from koperasi.members import Card
from koperasi.money import ZERO, Rupiah
from koperasi.rights import Permission
from koperasi.tender_kinds import HERS, TenderKind, account_of
from koperasi.text import _
from koperasi.work import Work, needs


class DebtPayment(Record):
    """What a member paid off, and what she owes after it."""

    __tablename__ = "debt_payments"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("amount > 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    party_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    kind: Mapped[TenderKind] = mapped_column(WordColumn(TenderKind))
    amount: Mapped[Rupiah]
    account_id: Mapped[int] = mapped_column(ForeignKey("accounts.id"))
    reference: Mapped[str]
    owes_after: Mapped[Rupiah]


@dataclass(frozen=True, slots=True)
class DebtPaymentCommand:
    """A member pays `amount` of her kasbon in one way."""

    id: int
    uid: str
    shift_id: int
    party_id: int
    kind: TenderKind
    amount: Rupiah
    reference: str
    at: datetime


#: What of a maker's earnings is not hers to take on a day: those who know her agreement tell it.
Held = Callable[[Connection, int, date], Rupiah]


def _nothing_held(_connection: Connection, _party_id: int, _day: date) -> Rupiah:
    return ZERO


@needs(Permission.DEBT_RECEIVE)
def pay(work: Work, command: DebtPaymentCommand, held: Held = _nothing_held) -> None:
    """Take a payment of a debt; doing it twice takes it once.

    Raises BadInput for nothing or more than she owes, Refused for a closed shift, a balance
    too small, or earnings without her consent.
    """
    connection = work.connection
    if documents.posted(connection, command.id):
        return
    shift = shifts.by_id(connection, command.shift_id)
    if not shifts.stays_open(connection, shift.id):
        work.refuse(Refused(_("Shift ini sudah ditutup."), remedy=_("Buka shift baru."), rule="shift-closed"))
    card = members.locked(connection, command.party_id, shift.business_date.year)
    if command.kind is TenderKind.EARNINGS:
        card = replace(card, held=held(connection, command.party_id, shift.business_date))
    _check(work, command, card)
    account = account_of(command.kind, shift.account_id)
    row = {
        "document_id": command.id,
        "party_id": command.party_id,
        "kind": command.kind,
        "amount": command.amount,
        "account_id": documents.account_id(account),
        "reference": command.reference,
        "owes_after": card.owes - command.amount,
    }
    header = Header(
        command.id,
        command.uid,
        Kind.DEBT_PAYMENT,
        shift.business_date,
        command.at,
        series_id=documents.office_series(work, "debt", "BU"),
        shift_id=shift.id,
        party_id=command.party_id,
    )
    work.trace.amount = command.amount
    hers = command.party_id if command.kind in HERS else None
    documents.post(
        work,
        header,
        [Facts(DebtPayment, [row])],
        [
            Posting(account, command.amount, hers),
            Posting(Role.MEMBER_RECEIVABLE, -command.amount, command.party_id),
        ],
    )


def _check(work: Work, command: DebtPaymentCommand, card: Card) -> None:
    if command.kind in (TenderKind.KASBON, TenderKind.VOUCHER):
        raise BadInput(_("Utang tidak bisa dibayar begitu."), field="kind")
    if command.amount <= ZERO:
        raise BadInput(_("Jumlah harus lebih dari nol."), field="amount")
    if command.amount > card.owes:
        work.refuse(
            Refused(_("Utangnya hanya {owes}.").format(owes=max(card.owes, ZERO)), rule="overpaid-debt", field="amount")
        )
    covers(work, card, command.kind, command.amount)


def covers(work: Work, card: Card, kind: TenderKind, amount: Rupiah) -> None:
    """Refuse (or flag) what a member's savings or earnings do not hold, or may not be used for."""
    if kind is TenderKind.SAVINGS and amount > card.savings:
        words = _("Simpanannya hanya {left}.").format(left=card.savings)
        work.refuse(Refused(words, remedy=_("Bayar sisanya dengan cara lain."), rule="savings-short", field="amount"))
    elif kind is TenderKind.EARNINGS and amount > ZERO and card.set_off_since is None:
        words = _("Belum ada persetujuan tertulis potong hasil titipan.")
        work.refuse(Refused(words, remedy=_("Minta tanda tangannya di kantor."), rule="no-consent"))
    elif kind is TenderKind.EARNINGS and amount > ZERO and amount > max(card.earnings - card.held, ZERO):
        words = _("Hasil titipannya hanya {left}.").format(left=max(card.earnings - card.held, ZERO))
        if card.held:
            words = _("Hasil titipannya {left}; {held} masih ditahan.").format(
                left=max(card.earnings - card.held, ZERO), held=card.held
            )
        work.refuse(Refused(words, remedy=_("Bayar sisanya dengan cara lain."), rule="earnings-short", field="amount"))
