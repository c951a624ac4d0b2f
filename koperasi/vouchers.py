"""Vouchers: a debt of the shop to whoever shows a code.

Issued in the office, sold or given; a single-use one is worth its face once, and what was
not used of it falls to the shop; another is spent down to nothing.
"""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, Connection, ForeignKey, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import documents, masters
from koperasi.columns import WordColumn, summed
from koperasi.database import FACT, MASTER, Record
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput
from koperasi.ledger import Posting, Role
from koperasi.money import ZERO, Rupiah
from koperasi.rights import Permission
from koperasi.text import N_, _
from koperasi.work import Work, needs

#: Letters and digits that nobody mistakes for one another.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
CODE_LENGTH = 9
MOST_AT_ONCE = 500


class IssuedFor(StrEnum):
    """What the shop got for a voucher."""

    GIFT = "gift"
    SAFE = "safe"
    BANK = "bank"


ISSUED_FOR = {IssuedFor.GIFT: N_("hadiah"), IssuedFor.SAFE: N_("tunai"), IssuedFor.BANK: N_("bank")}
_ROLES = {IssuedFor.GIFT: Role.PROMOTION, IssuedFor.SAFE: Role.SAFE, IssuedFor.BANK: Role.BANK}


class VoucherRecord(Record):
    __tablename__ = "vouchers"
    __table_class__ = MASTER
    __table_args__ = (UniqueConstraint("home", "code"), CheckConstraint("amount > 0", name="amount"))

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str]
    amount: Mapped[Rupiah]
    single_use: Mapped[bool]
    #: The last day it is taken; for ever where none.
    expires_on: Mapped[date | None]
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"))
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class VoucherIssue(Record):
    """Vouchers issued together."""

    __tablename__ = "voucher_issues"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("count > 0 AND amount > 0", name="amount"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    count: Mapped[int]
    amount: Mapped[Rupiah]
    issued_for: Mapped[IssuedFor] = mapped_column(WordColumn(IssuedFor))
    reason: Mapped[str]


class VoucherUse(Record):
    """What a tender took from a voucher (below zero: put back), and what of it fell to the shop."""

    __tablename__ = "voucher_uses"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    voucher_id: Mapped[int] = mapped_column(ForeignKey("vouchers.id"), index=True)
    amount: Mapped[Rupiah]
    fallen: Mapped[Rupiah]


@dataclass(frozen=True, slots=True)
class Voucher:
    """A voucher as the till sees it: `left` is what it still pays."""

    id: int
    code: str
    amount: Rupiah
    single_use: bool
    expires_on: date | None
    left: Rupiah

    def why_not(self, day: date) -> str:
        """Why it pays nothing on a day, in words; empty when it does."""
        if self.expires_on is not None and day > self.expires_on:
            return _("Voucher {code} sudah lewat tanggal.").format(code=self.code)
        if self.left <= ZERO:
            return _("Voucher {code} sudah dipakai.").format(code=self.code)
        return ""


@dataclass(frozen=True, slots=True)
class IssueCommand:
    """Issue vouchers of one amount each, with these codes."""

    id: int
    uid: str
    codes: tuple[str, ...]
    amount: Rupiah
    single_use: bool
    expires_on: date | None
    issued_for: IssuedFor
    reason: str
    business_date: date
    at: datetime


def new_codes(count: int) -> tuple[str, ...]:
    """Codes that cannot be guessed."""
    return tuple("V" + "".join(secrets.choice(ALPHABET) for _n in range(CODE_LENGTH)) for _each in range(count))


@needs(Permission.VOUCHER_ISSUE)
def issue(work: Work, command: IssueCommand) -> None:
    """Issue vouchers; doing it twice issues them once.  Raises BadInput for none, or worth nothing."""
    if documents.posted(work.connection, command.id):
        return
    if not 0 < len(command.codes) <= MOST_AT_ONCE or command.amount <= ZERO:
        raise BadInput(_("Jumlah harus lebih dari nol."), field="amount")
    header = Header(
        command.id,
        command.uid,
        Kind.VOUCHER,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "voucher", "VC"),
    )
    worth = command.amount * len(command.codes)
    row = {
        "document_id": command.id,
        "count": len(command.codes),
        "amount": command.amount,
        "issued_for": command.issued_for,
        "reason": command.reason,
    }
    work.trace.amount = worth
    documents.post(
        work,
        header,
        [Facts(VoucherIssue, [row])],
        [Posting(_ROLES[command.issued_for], worth), Posting(Role.VOUCHERS, -worth)],
    )
    same = {"amount": command.amount, "single_use": command.single_use, "expires_on": command.expires_on}
    rows = [{"id": work.mint(), "code": code, "document_id": command.id, **same} for code in command.codes]
    masters.add(work.connection, VoucherRecord, rows)


_COLUMNS = (
    VoucherRecord.id,
    VoucherRecord.code,
    VoucherRecord.amount,
    VoucherRecord.single_use,
    VoucherRecord.expires_on,
)


def by_code(connection: Connection, code: str) -> Voucher | None:
    """The voucher with this code, or None."""
    found = select(*_COLUMNS).where(VoucherRecord.code == code.strip().upper(), VoucherRecord.retired_at.is_(None))
    row = connection.execute(found).first()
    return None if row is None else Voucher(*row, left=row.amount - _used(connection, row.id))


def locked(connection: Connection, codes: Collection[str]) -> dict[str, Voucher]:
    """The vouchers of these codes as they stand, this transaction's alone until it ends."""
    found = select(*_COLUMNS).where(VoucherRecord.code.in_(sorted(codes))).order_by(VoucherRecord.id)
    if connection.dialect.name == "postgresql":
        found = found.with_for_update(key_share=True)
    rows = connection.execute(found).all()
    return {row.code: Voucher(*row, left=row.amount - _used(connection, row.id)) for row in rows}


def _used(connection: Connection, voucher_id: int) -> Rupiah:
    taken = select(summed(VoucherUse.amount), summed(VoucherUse.fallen)).where(VoucherUse.voucher_id == voucher_id)
    amount, fallen = connection.execute(taken).one()
    used: Rupiah = amount + fallen
    return used
