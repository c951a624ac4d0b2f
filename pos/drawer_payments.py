"""Money that left drawers: what it was for and to whom, paper by paper."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, and_, or_, select

from koperasi.branches import Branch
from koperasi.cash import CashCategory, CashKind, CashMovement, CashMovementCategory
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.ledger import Account, PostingRecord, Role
from koperasi.money import Rupiah
from koperasi.parties import Party
from koperasi.text import _
from koperasi.users import User

#: Documents that move cash without anybody being paid.
NOBODY_PAID = (Kind.SALE, Kind.SHIFT_OPEN, Kind.SHIFT_CLOSE, Kind.HANDOVER, Kind.TENDER_CORRECTION)


@dataclass(frozen=True, slots=True)
class Paid:
    """Cash paid out of a drawer: `what` is its kind (a category, "Bayar penitip"), `why` whatever else is known.

    The amount is above nothing.
    """

    kind: Kind
    number: str
    at: datetime
    who: str
    what: str
    why: str
    amount: Rupiah


def of_shift(connection: Connection, branch: Branch, shift_id: int) -> tuple[Paid, ...]:
    """What one shift paid out, in the order it did."""
    return tuple(_paid(connection, branch, Document.shift_id == shift_id))


def of_days(connection: Connection, branch: Branch, first: date, last: date) -> tuple[Paid, ...]:
    """What all drawers of the branch paid out in the days."""
    days = and_(Document.business_date.between(first, last), Document.branch_id == branch.id)
    return tuple(_paid(connection, branch, days))


def _paid(connection: Connection, branch: Branch, which: ColumnElement[bool]) -> Iterable[Paid]:
    amount = summed(PostingRecord.amount)
    moved, sorts = CashMovement, CashMovementCategory
    grouped = (Document.id, Document.kind, Document.number, Document.at, User.name, Party.name)
    told = (CashCategory.name, moved.reason, sorts.receipt)
    found = (
        select(*grouped, *told, amount)
        .join(PostingRecord, PostingRecord.document_id == Document.id)
        .join(Account, and_(Account.id == PostingRecord.account_id, Account.role == Role.DRAWER))
        .join(User, User.id == Document.by_id)
        .outerjoin(Party, Party.id == Document.party_id)
        .outerjoin(moved, moved.document_id == Document.id)
        .outerjoin(sorts, sorts.document_id == Document.id)
        .outerjoin(CashCategory, CashCategory.id == sorts.category_id)
        .where(which, Document.shift_id.is_not(None), Document.kind.not_in(NOBODY_PAID))
        .where(or_(moved.kind.is_(None), moved.kind == CashKind.OUT))
        .group_by(*grouped, *told)
        .having(amount < Rupiah(0))
        .order_by(Document.at, Document.id)
    )
    for row in connection.execute(found).all():
        _key, kind, number, at, who, party, category, reason, receipt, out = row
        what = _(category) if category else _named(kind)
        receipt_words = _("nota {number}").format(number=receipt) if receipt else ""
        said = [each for each in (party, reason, receipt_words) if each and each != what]
        yield Paid(kind, number, branch.local(at), who, what, ", ".join(said), -out)


def _named(kind: Kind) -> str:
    from pos.book_reports import DOCUMENTS

    return _(DOCUMENTS[kind]).capitalize()
