"""A member's payments and savings read back from the books, as their slips tell them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, select

from koperasi.debts import DebtPayment
from koperasi.documents import Document
from koperasi.members import Member
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.savings import SavingsKind, SavingsMovement
from koperasi.tender_kinds import TenderKind
from koperasi.users import User


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a slip: its number, when, by whom, and whose it is."""

    number: str
    at: datetime
    cashier: str
    name: str
    member: str


@dataclass(frozen=True, slots=True)
class PaidDebt:
    """What was paid off, how, and what is still owed."""

    head: Head
    kind: TenderKind
    amount: Rupiah
    reference: str
    owes_after: Rupiah


@dataclass(frozen=True, slots=True)
class MovedSavings:
    """What was put in (+) or taken out (−), and what is there after it."""

    head: Head
    savings: SavingsKind
    kind: TenderKind
    amount: Rupiah
    balance_after: Rupiah


def _head(connection: Connection, document_id: int) -> Head:
    found = (
        select(Document.number, Document.at, User.name, Party.name, Member.number)
        .join(User, User.id == Document.by_id)
        .join(Party, Party.id == Document.party_id)
        .join(Member, Member.party_id == Party.id)
        .where(Document.id == document_id)
    )
    return Head(*connection.execute(found).one())


def debt_payment(connection: Connection, document_id: int) -> PaidDebt:
    """A posted payment of a debt."""
    columns = (DebtPayment.kind, DebtPayment.amount, DebtPayment.reference, DebtPayment.owes_after)
    row = connection.execute(select(*columns).where(DebtPayment.document_id == document_id)).one()
    return PaidDebt(_head(connection, document_id), *row)


def savings(connection: Connection, document_id: int) -> MovedSavings:
    """Savings that were put in or taken out."""
    columns = (SavingsMovement.savings, SavingsMovement.kind, SavingsMovement.amount, SavingsMovement.balance_after)
    row = connection.execute(select(*columns).where(SavingsMovement.document_id == document_id)).one()
    return MovedSavings(_head(connection, document_id), *row)
