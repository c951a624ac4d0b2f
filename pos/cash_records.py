"""Cash that moved without a sale, read back from the books as its slip tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from koperasi import handovers, shifts, verifications
from koperasi.cash import CashCategory, CashMovement, CashMovementCategory
from koperasi.deposits import BankDeposit
from koperasi.documents import Document
from koperasi.errors import NotFound
from koperasi.handovers import Handed
from koperasi.money import Rupiah
from koperasi.shifts import ShiftClose, ShiftRecord
from koperasi.text import _
from koperasi.tills import Till
from koperasi.users import User
from koperasi.verifications import ShiftVerification, Verified
from koperasi.vouchers import VoucherIssue, VoucherRecord
from pos.cash_slips import Moved


@dataclass(frozen=True, slots=True)
class Deposited:
    """What was brought to the bank, when and by whom."""

    number: str
    at: datetime
    by: str
    amount: Rupiah
    reference: str


@dataclass(frozen=True, slots=True)
class IssuedVouchers:
    """Vouchers that were issued together, each by its code."""

    number: str
    at: datetime
    by: str
    amount: Rupiah
    codes: tuple[str, ...]
    single_use: bool
    expires_on: date | None
    reason: str


def movement(connection: Connection, document_id: int) -> Moved:
    """Cash in, out or dropped; raises NotFound."""
    found = (
        select(
            Document.number,
            Document.at,
            Till.name,
            User.name,
            CashMovement.kind,
            CashMovement.amount,
            CashCategory.name,
            CashMovement.reason,
            CashMovementCategory.receipt,
        )
        .join(CashMovement, CashMovement.document_id == Document.id)
        .join(ShiftRecord, ShiftRecord.document_id == Document.shift_id)
        .join(Till, Till.id == ShiftRecord.till_id)
        .join(User, User.id == Document.by_id)
        .outerjoin(CashMovementCategory, CashMovementCategory.document_id == Document.id)
        .outerjoin(CashCategory, CashCategory.id == CashMovementCategory.category_id)
        .where(Document.id == document_id)
    )
    row = connection.execute(found).one_or_none()
    if row is None:
        raise _none()
    number, at, till, cashier, kind, amount, category, reason, receipt = row
    return Moved(number, at, till, cashier, kind, amount, category or "", reason, receipt or "")


def handover(connection: Connection, document_id: int) -> tuple[str, Handed]:
    """The till, and who gave its drawer to whom; raises NotFound."""
    shift, number = _of_shift(connection, handovers.ShiftHandover, document_id)
    return shift.till_name, next(each for each in handovers.handed(connection, shift.id) if each.number == number)


def verification(connection: Connection, document_id: int) -> tuple[str, str, Verified, str]:
    """The till, the number of the Z, what was counted again, and whose drawer it was; raises NotFound."""
    shift, number = _of_shift(connection, ShiftVerification, document_id)
    verified = next(each for each in verifications.of_shift(connection, shift.id) if each.number == number)
    closes = select(Document.number).join(ShiftClose, ShiftClose.document_id == Document.id)
    z = connection.execute(closes.where(ShiftClose.shift_id == shift.id)).scalar_one()
    holder = select(User.name).where(User.id == handovers.holder(connection, shift))
    return shift.till_name, z, verified, connection.execute(holder).scalar_one()


def _of_shift(
    connection: Connection,
    record: type[handovers.ShiftHandover] | type[ShiftVerification],
    document_id: int,
) -> tuple[shifts.Shift, str]:
    found = select(record.shift_id, Document.number).join(Document, Document.id == record.document_id)
    row = connection.execute(found.where(record.document_id == document_id)).one_or_none()
    if row is None:
        raise _none()
    return shifts.by_id(connection, row.shift_id), row.number


def deposit(connection: Connection, document_id: int) -> Deposited:
    """Cash that went to the bank; raises NotFound."""
    found = (
        select(Document.number, Document.at, User.name, BankDeposit.amount, BankDeposit.reference)
        .join(BankDeposit, BankDeposit.document_id == Document.id)
        .join(User, User.id == Document.by_id)
        .where(Document.id == document_id)
    )
    row = connection.execute(found).one_or_none()
    if row is None:
        raise _none()
    return Deposited(*row)


def vouchers(connection: Connection, document_id: int) -> IssuedVouchers:
    """Vouchers issued together; raises NotFound."""
    found = (
        select(Document.number, Document.at, User.name, VoucherIssue.amount, VoucherIssue.reason)
        .join(VoucherIssue, VoucherIssue.document_id == Document.id)
        .join(User, User.id == Document.by_id)
        .where(Document.id == document_id)
    )
    row = connection.execute(found).one_or_none()
    if row is None:
        raise _none()
    columns = (VoucherRecord.code, VoucherRecord.single_use, VoucherRecord.expires_on)
    each = select(*columns).where(VoucherRecord.document_id == document_id).order_by(VoucherRecord.id)
    issued = connection.execute(each).all()
    number, at, by, amount, reason = row
    codes = tuple(code for code, _single, _until in issued)
    return IssuedVouchers(number, at, by, amount, codes, issued[0].single_use, issued[0].expires_on, reason)


def _none() -> NotFound:
    return NotFound(_("Dokumen tidak ditemukan."))
