"""What is read of the debts to suppliers: open items with their due dates, ageing, payments.

An open item is a document that raised what is owed: a purchase on credit, an opening debt.
What lessens it says so in `payable_allocations`; a document that reverses another counts to
that one.  So the items of a supplier, with her advances, always sum to the ledger's balance.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import aliased

from inventory.payable_facts import MoneyFrom, PayableAllocation, PurchaseDue, SupplierPaymentRecord
from inventory.suppliers import SupplierRecord
from koperasi.chart import ACCOUNT_IDS
from koperasi.columns import summed
from koperasi.documents import Document, Kind
from koperasi.ledger import PostingRecord, Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import Party
from koperasi.users import User

PAYABLE = ACCOUNT_IDS[Role.SUPPLIER_PAYABLE]
#: All suppliers at once; None stands for purchases that name no supplier.
EVERYBODY = 0
#: Days overdue that end a column of the ageing report.
AGES = (0, 30, 60, 90)


@dataclass(frozen=True, slots=True)
class OpenItem:
    """What is still owed for a document; below nothing, what was paid too much for it."""

    item_id: int
    supplier_id: int | None
    number: str
    reference: str
    kind: Kind
    business_date: date
    due_on: date
    open: Rupiah

    def overdue(self, day: date) -> int:
        """Days since it fell due; below nothing while it has not."""
        return (day - self.due_on).days


@dataclass(frozen=True, slots=True)
class Debt:
    """What is owed to one supplier: her open items and what was paid in advance (not below nothing)."""

    supplier_id: int | None
    code: str
    name: str
    items: tuple[OpenItem, ...] = ()
    advance: Rupiah = ZERO

    @property
    def owed(self) -> Rupiah:
        """The ledger's balance of her: all open items less her advance."""
        return total(each.open for each in self.items) - self.advance

    def due(self, day: date) -> Rupiah:
        """What should have been paid by a day."""
        return total(each.open for each in self.items if each.open > ZERO and each.due_on <= day)

    def aged(self, day: date) -> tuple[Rupiah, ...]:
        """Not due, 1–30, 31–60, 61–90, over 90 days overdue, and what was paid too much or in advance."""
        sums = [ZERO] * (len(AGES) + 1)
        for each in self.items:
            if each.open > ZERO:
                sums[sum(1 for age in AGES if each.overdue(day) > age)] += each.open
        return (*sums, self.owed - total(sums))

    @property
    def next_due(self) -> date | None:
        return min((each.due_on for each in self.items if each.open > ZERO), default=None)


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment as a list shows it."""

    document_id: int
    number: str
    business_date: date
    paid_from: MoneyFrom
    amount: Rupiah
    note: str
    by: str
    #: It reverses another, or was reversed.
    reverses: bool
    reversed: bool


def _sums(supplier_id: int | None, until: date | None) -> Any:
    """Item and party → the sum of what raised and lessened it (of debts: below nothing)."""
    allocated = select(PayableAllocation.document_id).where(PayableAllocation.document_id == Document.id)
    raised = (
        select(
            func.coalesce(Document.reverses_id, Document.id).label("item_id"),
            PostingRecord.party_id.label("party_id"),
            PostingRecord.amount.label("amount"),
        )
        .join(Document, Document.id == PostingRecord.document_id)
        .where(PostingRecord.account_id == PAYABLE, ~allocated.exists())
    )
    lessened = select(
        PayableAllocation.item_id.label("item_id"),
        Document.party_id.label("party_id"),
        PayableAllocation.amount.label("amount"),
    ).join(Document, Document.id == PayableAllocation.document_id)
    if supplier_id != EVERYBODY:
        raised = raised.where(_is(PostingRecord.party_id, supplier_id))
        lessened = lessened.where(_is(Document.party_id, supplier_id))
    if until is not None:
        raised = raised.where(Document.business_date <= until)
        lessened = lessened.where(Document.business_date <= until)
    return raised.union_all(lessened).subquery()


def _is(column: Any, supplier_id: int | None) -> Any:
    return column.is_(None) if supplier_id is None else column == supplier_id


def _open(connection: Connection, supplier_id: int | None, until: date | None) -> list[Any]:
    moved = _sums(supplier_id, until)
    amount = summed(moved.c.amount)
    sums = (
        select(moved.c.item_id, moved.c.party_id, amount.label("open"))
        .group_by(moved.c.item_id, moved.c.party_id)
        .having(amount != ZERO)
        .subquery()
    )
    found = (
        select(
            sums.c.item_id,
            sums.c.party_id,
            Document.number,
            Document.reference,
            Document.kind,
            Document.business_date,
            PurchaseDue.due_on,
            SupplierRecord.terms_days,
            sums.c.open,
        )
        .select_from(sums)
        .outerjoin(Document, Document.id == sums.c.item_id)
        .outerjoin(PurchaseDue, PurchaseDue.document_id == sums.c.item_id)
        .outerjoin(SupplierRecord, SupplierRecord.party_id == sums.c.party_id)
        .order_by(Document.business_date, sums.c.item_id)
    )
    return list(connection.execute(found).all())


def _item(row: Any) -> OpenItem:
    due = row.due_on or row.business_date + timedelta(days=row.terms_days or 0)
    what = (row.item_id, row.party_id, row.number, row.reference or "", row.kind, row.business_date)
    return OpenItem(*what, due, -row.open)


def open_items(connection: Connection, supplier_id: int | None, until: date | None = None) -> list[OpenItem]:
    """A supplier's items that are still open, by their due date; until a day as it was then."""
    rows = _open(connection, supplier_id, until)
    return sorted((_item(row) for row in rows if row.item_id is not None), key=lambda each: (each.due_on, each.item_id))


def advance(connection: Connection, supplier_id: int | None) -> Rupiah:
    """What a supplier was paid that no item has used yet."""
    return total(row.open for row in _open(connection, supplier_id, None) if row.item_id is None)


def debt(connection: Connection, supplier_id: int | None) -> Debt:
    """What is owed to one supplier, nothing too."""
    found = _debts(connection, supplier_id, None)
    if found:
        return found[0]
    ((code, name),) = _names(connection, [supplier_id]).values()
    return Debt(supplier_id, code, name)


def debts(connection: Connection, until: date | None = None) -> list[Debt]:
    """Every supplier with something open, by name; purchases without a supplier last."""
    return _debts(connection, EVERYBODY, until)


def _debts(connection: Connection, supplier_id: int | None, until: date | None) -> list[Debt]:
    rows = _open(connection, supplier_id, until)
    items: dict[int | None, list[OpenItem]] = {}
    paid: dict[int | None, Rupiah] = {}
    for row in rows:
        items.setdefault(row.party_id, [])
        if row.item_id is None:
            paid[row.party_id] = row.open
        else:
            items[row.party_id].append(_item(row))
    names = _names(connection, list(items))
    made = [
        Debt(
            party, *names[party], tuple(sorted(each, key=lambda one: (one.due_on, one.item_id))), paid.get(party, ZERO)
        )
        for party, each in items.items()
    ]
    return sorted(made, key=lambda each: (each.supplier_id is None, each.name.casefold(), each.code))


def _names(connection: Connection, suppliers: Sequence[int | None]) -> dict[int | None, tuple[str, str]]:
    known: dict[int | None, tuple[str, str]] = {None: ("", "")}
    asked = [each for each in suppliers if each is not None]
    for party, code, name in connection.execute(select(Party.id, Party.code, Party.name).where(Party.id.in_(asked))):
        known[party] = (code, name)
    return {each: known[each] for each in suppliers}


def payments(connection: Connection, supplier_id: int | None, limit: int = 50) -> list[Paid]:
    """The last payments to a supplier, the newest first."""
    reversal = aliased(Document)
    record = SupplierPaymentRecord
    found = (
        select(
            record.document_id,
            Document.number,
            Document.business_date,
            record.paid_from,
            record.amount,
            record.note,
            User.name,
            Document.reverses_id,
            reversal.id,
        )
        .join(Document, Document.id == record.document_id)
        .join(User, User.id == Document.by_id)
        .outerjoin(reversal, reversal.reverses_id == record.document_id)
        .where(_is(record.supplier_id, supplier_id))
        .order_by(Document.posted_at.desc(), Document.id.desc())
        .limit(limit)
    )
    return [Paid(*row[:7], row[7] is not None, row[8] is not None) for row in connection.execute(found)]
