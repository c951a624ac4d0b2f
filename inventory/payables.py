"""Payables: what the shop owes its suppliers, when it falls due, and what was paid of it.

What is owed is always the ledger's balance of a supplier.  It lies on open items: every
purchase on credit is one, until payments, returns and its own reversal have used it up.  A
payment says which items it pays (`PayableAllocation`); what it pays beyond them, said so, is
an advance, which a later payment may use.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, select

from inventory import payable_queries
from inventory.payable_facts import MoneyFrom as MoneyFrom
from inventory.payable_facts import PayableAllocation, PurchaseDue, SupplierPaymentRecord
from koperasi import documents, shifts
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.ledger import Posting, Role
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import Party
from koperasi.rights import Permission
from koperasi.shifts import Shift
from koperasi.text import _, plain
from koperasi.work import Work, needs


@dataclass(frozen=True, slots=True)
class Allocation:
    """So much for one open item; for none it is an advance, below nothing the use of one."""

    item_id: int | None
    amount: Rupiah


@dataclass(frozen=True, slots=True)
class SupplierPayment:
    """Pay a supplier.  The amount is the sum of its allocations; nothing when only an advance is used."""

    id: int
    uid: str
    supplier_id: int | None
    paid_from: MoneyFrom
    business_date: date
    at: datetime
    allocations: tuple[Allocation, ...]
    note: str = ""
    #: The shift whose drawer pays, with `MoneyFrom.DRAWER`.
    shift_id: int | None = None
    #: The number it has in another book, where an import made it.
    reference: str | None = None

    @property
    def amount(self) -> Rupiah:
        return total(each.amount for each in self.allocations)


@dataclass(frozen=True, slots=True)
class PaymentReversal:
    """Take a payment back that was keyed wrong."""

    id: int
    uid: str
    payment_id: int
    business_date: date
    at: datetime
    reason: str


def due_facts(document_id: int, due_on: date | None) -> list[Facts]:
    """The facts that say until when a purchase is to be paid; nothing where nobody said so."""
    return [Facts(PurchaseDue, [{"document_id": document_id, "due_on": due_on}])] if due_on else []


@needs(Permission.SUPPLIER_PAY)
def pay(work: Work, command: SupplierPayment) -> str:
    """Pay a supplier; doing it twice pays once.  Returns the payment's number.

    Raises BadInput for nothing to do or less than nothing, Refused for more than is owed on
    an item (rule `overpaid`), an advance that is not there, or a closed shift.
    """
    connection, amount = work.connection, command.amount
    if documents.posted(connection, command.id):
        return number_of(connection, command.id)
    if not command.allocations or amount < ZERO:
        raise BadInput(_("Jumlah harus lebih dari nol."), field="amount")
    work.must(Permission.SUPPLIER_PAY, amount)
    work.trace.amount = amount
    lock_supplier(connection, command.supplier_id)
    check_allocations(work, command.supplier_id, command.allocations)
    shift = _drawer(work, command.shift_id) if command.paid_from is MoneyFrom.DRAWER else None
    money = _Money(command.supplier_id, command.paid_from, amount, plain(command.note), shift)
    return _post(work, _header(work, command, money), money, command.allocations)


@needs(Permission.SUPPLIER_PAY)
def take_back(work: Work, command: PaymentReversal) -> str:
    """Reverse a payment keyed wrong: its money comes back where it came from, what it paid is owed again.

    Raises NotFound for what is no payment, Refused when it was taken back already, when its
    advance was used since, or when its shift is closed.
    """
    connection = work.connection
    if documents.posted(connection, command.id):
        return number_of(connection, command.id)
    if not plain(command.reason):
        raise BadInput(_("Tulis alasannya."), field="reason")
    paid = _payment(connection, command.payment_id)
    lock_supplier(connection, paid.supplier_id)
    documents.hold(connection, command.payment_id)
    if connection.scalar(select(Document.id).where(Document.reverses_id == command.payment_id)) is not None:
        raise Refused(_("Pembayaran ini sudah dibatalkan."), rule="reversed")
    work.must(Permission.SUPPLIER_PAY, paid.amount)
    work.trace.amount = paid.amount
    back = negated(work, command.payment_id, paid.supplier_id)
    shift = _drawer(work, paid.shift_id) if paid.paid_from is MoneyFrom.DRAWER else None
    money = _Money(paid.supplier_id, paid.paid_from, -paid.amount, plain(command.reason), shift)
    return _post(work, _header(work, command, money, command.payment_id), money, back)


@dataclass(frozen=True, slots=True)
class _Money:
    """So much to a supplier, out of where (below nothing: back into it)."""

    supplier_id: int | None
    paid_from: MoneyFrom
    amount: Rupiah
    note: str
    shift: Shift | None

    @property
    def account(self) -> Role | int:
        if self.shift is not None:
            return self.shift.account_id
        return Role.SAFE if self.paid_from is MoneyFrom.SAFE else Role.BANK


def _header(
    work: Work, command: SupplierPayment | PaymentReversal, money: _Money, reverses_id: int | None = None
) -> Header:
    return Header(
        command.id,
        command.uid,
        Kind.SUPPLIER_PAYMENT,
        # What passes a drawer takes the date of its shift.
        money.shift.business_date if money.shift is not None else command.business_date,
        command.at,
        series_id=documents.office_series(work, "supplier-payment", "BP"),
        shift_id=money.shift.id if money.shift is not None else None,
        party_id=money.supplier_id,
        reverses_id=reverses_id,
        reference=command.reference if isinstance(command, SupplierPayment) else None,
    )


def _post(work: Work, header: Header, money: _Money, allocations: Sequence[Allocation]) -> str:
    row = {
        "document_id": header.id,
        "supplier_id": money.supplier_id,
        "paid_from": money.paid_from,
        "amount": money.amount,
        "note": money.note,
    }
    facts = [
        Facts(SupplierPaymentRecord, [row]),
        Facts(PayableAllocation, allocation_rows(header.id, allocations)),
    ]
    postings = [
        Posting(Role.SUPPLIER_PAYABLE, money.amount, money.supplier_id),
        Posting(money.account, -money.amount),
    ]
    return documents.post(work, header, facts, postings).text


def _payment(connection: Connection, payment_id: int) -> Any:
    record = SupplierPaymentRecord
    found = (
        select(record.supplier_id, record.paid_from, record.amount, Document.shift_id)
        .join(Document, Document.id == record.document_id)
        .where(record.document_id == payment_id, Document.reverses_id.is_(None))
    )
    paid = connection.execute(found).one_or_none()
    if paid is None:
        raise NotFound(_("Pembayaran tidak ditemukan."))
    return paid


def negated(work: Work, document_id: int, supplier_id: int | None) -> list[Allocation]:
    """What a paper was for, the other way; refuses (or flags) an advance of it that was used since."""
    back = [Allocation(item_id, -amount) for item_id, amount in _allocated(work.connection, document_id)]
    _advance_there(work, supplier_id, back)
    return back


def _allocated(connection: Connection, document_id: int) -> Sequence[Any]:
    record = PayableAllocation
    found = select(record.item_id, record.amount).where(record.document_id == document_id).order_by(record.line)
    return connection.execute(found).all()


def lock_supplier(connection: Connection, supplier_id: int | None) -> None:
    """Let no other paper of a supplier be posted until this one is (PostgreSQL; SQLite writes one at a time)."""
    if supplier_id is not None:
        held = select(Party.id).where(Party.id == supplier_id).with_for_update(key_share=True)
        if connection.execute(held).first() is None:
            raise NotFound(_("Pemasok tidak ditemukan."))


def check_allocations(work: Work, supplier_id: int | None, allocations: Sequence[Allocation]) -> None:
    """Refuse (or flag) more for an item than is open on it, or an advance used that is not there."""
    items = {each.item_id: each for each in payable_queries.open_items(work.connection, supplier_id)}
    told: set[int] = set()
    for each in allocations:
        if each.item_id is None:
            continue
        if not each.amount or each.item_id in told:
            raise BadInput(_("Jumlah harus lebih dari nol."), field="amount")
        told.add(each.item_id)
        item = items.get(each.item_id)
        left = item.open if item is not None else ZERO
        if not (ZERO < each.amount <= left or left <= each.amount < ZERO):
            words = _("{number}: sisa utangnya {left}.").format(number=item.number if item else "?", left=left)
            remedy = _("Yang lebih dari itu catat sebagai uang muka.")
            work.refuse(Refused(words, remedy=remedy, rule="overpaid", field="amount"))
    _advance_there(work, supplier_id, allocations)


def _advance_there(work: Work, supplier_id: int | None, allocations: Iterable[Allocation]) -> None:
    used = total(each.amount for each in allocations if each.item_id is None)
    if used >= ZERO:
        return
    there = payable_queries.advance(work.connection, supplier_id)
    if there + used < ZERO:
        words = _("Uang mukanya hanya {there}.").format(there=max(there, ZERO))
        work.refuse(Refused(words, rule="advance-short", field="advance"))


def allocation_rows(document_id: int, allocations: Sequence[Allocation]) -> list[dict[str, object]]:
    """The rows of a document's allocations."""
    return [
        {"document_id": document_id, "line": line, "item_id": each.item_id, "amount": each.amount}
        for line, each in enumerate((each for each in allocations if each.amount), start=1)
    ]


def _drawer(work: Work, shift_id: int | None) -> Shift:
    """The shift whose drawer pays; it stays open until this is posted."""
    if shift_id is None:
        raise BadInput(_("Belum ada kasir yang buka."), remedy=_("Bayar dari brankas atau bank."), field="paid_from")
    if not shifts.stays_open(work.connection, shift_id):
        remedy = _("Bayar dari brankas atau bank.")
        work.refuse(Refused(_("Shift ini sudah ditutup."), remedy=remedy, rule="shift-closed"))
    return shifts.by_id(work.connection, shift_id)


def number_of(connection: Connection, document_id: int) -> str:
    """The number of a posted document."""
    return connection.execute(select(Document.number).where(Document.id == document_id)).scalar_one()
