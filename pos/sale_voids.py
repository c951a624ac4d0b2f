"""Whole sales called off before they were paid: no money, no goods, but a document that stays.

Every line that stood in the cart is kept as a removed one, with when and why, and counts
among the removed lines of the day.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import documents, shifts
from koperasi.database import FACT, Record
from koperasi.documents import Facts, Header, Kind
from koperasi.errors import BadInput, Refused
from koperasi.money import ZERO, Rupiah
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Work, needs
from pos import approval_facts, approvals, rollups, sale_rows
from pos.approvals import Ask
from pos.sale_commands import Approval, RemovedLine


class SaleVoid(Record):
    """A cart that was given up: what stood in it, and whether its payment had begun."""

    __tablename__ = "sale_voids"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    till_id: Mapped[int] = mapped_column(ForeignKey("tills.id"))
    member_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"))
    #: How many lines still counted, and what they came to.
    lines: Mapped[int]
    total: Mapped[Rupiah]
    payment_seen: Mapped[bool]
    reason: Mapped[str]


@dataclass(frozen=True)
class VoidCommand:
    """A cart called off; its identity is the cart's, so that doing it twice is doing it once.

    `removed` are all its lines, those taken out earlier too; `lines` and `total` are of those
    that still counted.
    """

    id: int
    uid: str
    till_id: int
    shift_id: int
    business_date: date
    at: datetime
    actor_id: int
    member_id: int | None
    removed: tuple[RemovedLine, ...]
    lines: int
    total: Rupiah
    payment_seen: bool
    reason: str
    approvals: tuple[Approval, ...] = ()


@needs(Permission.SALE_POST)
def void(work: Work, command: VoidCommand) -> bool:
    """Put a called-off sale into the record; False when it was there already.

    Raises BadInput without a reason or without lines, Refused on a closed shift,
    NeedsApproval when payment was already seen and the cashier may not void then.
    """
    if documents.posted(work.connection, command.id):
        return False
    if not command.removed:
        raise BadInput(_("Belum ada barang."), field="lines")
    if not command.reason.strip():
        raise BadInput(_("Pilih atau tulis alasannya."), field="reason")
    shift = shifts.by_id(work.connection, command.shift_id)
    if shift.till_id != command.till_id or not shifts.stays_open(work.connection, shift.id):
        work.refuse(Refused(_("Shift ini sudah ditutup."), remedy=_("Buka shift baru."), rule="shift-closed"))
    if command.payment_seen:
        approvals.require(work, command, ask(command.total, command.reason))
    work.trace.detail.update(reason=command.reason, total=command.total.amount, payment_seen=command.payment_seen)
    header = Header(
        command.id,
        command.uid,
        Kind.SALE_VOID,
        command.business_date,
        command.at,
        series_id=documents.office_series(work, "sale-void", "BT"),
        shift_id=command.shift_id,
        party_id=command.member_id,
    )
    documents.post(work, header, _facts(command), [])
    if not shifts.is_open(work.connection, shift.id):
        rollups.keep_late(work.connection, shift, ZERO)
    return True


def ask(amount: Rupiah, reason: str = "") -> Ask:
    """What must be allowed to call off a sale whose payment was already seen."""
    what, after = _("Batalkan belanja sesudah Bayar"), _("batal, tidak dibayar")
    # A basket that only brings back comes to less than nothing.
    return Ask(Permission.SALE_VOID, max(amount, ZERO), what, amount.shown, after, deferrable=True, reason=reason)


def _facts(command: VoidCommand) -> list[Facts]:
    row = {
        "document_id": command.id,
        "till_id": command.till_id,
        "member_id": command.member_id,
        "lines": command.lines,
        "total": command.total,
        "payment_seen": command.payment_seen,
        "reason": command.reason,
    }
    return [
        Facts(SaleVoid, [row]),
        sale_rows.removed(command.id, command.removed),
        *approval_facts.facts(command.id, command.business_date, command.approvals),
    ]
