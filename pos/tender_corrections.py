"""Corrections of how a sale was paid, before its shift is closed: keyed cash, it was QRIS.

A correction is a document that moves money from one tender's account to another's; the
sale's own rows stay as they were keyed.  What each kind of tender brought is the sale's
tenders and its corrections together, so the drawer's expected cash, the Z and the reports
by tender all see it.  A sale's corrections are a chain: each says which step it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Connection, ForeignKey, func, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import documents, shifts
from koperasi.columns import WordColumn
from koperasi.database import FACT, Record
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.ledger import Posting
from koperasi.money import ZERO, Rupiah
from koperasi.rights import Permission
from koperasi.shifts import Shift
from koperasi.tender_kinds import MONEY, NAMES, TenderKind, account_of
from koperasi.text import _
from koperasi.work import Work, needs
from pos.sale_facts import SaleTender


class TenderCorrection(Record):
    """What of a sale was paid in another way than was keyed."""

    __tablename__ = "tender_corrections"
    __table_class__ = FACT
    __table_args__ = (CheckConstraint("amount > 0 AND from_kind <> to_kind", name="amount"),)

    sale_id: Mapped[int] = mapped_column(ForeignKey("sales.document_id"), primary_key=True, autoincrement=False)
    #: 1 for a sale's first correction, 2 for its next.
    step: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    from_kind: Mapped[TenderKind] = mapped_column(WordColumn(TenderKind))
    to_kind: Mapped[TenderKind] = mapped_column(WordColumn(TenderKind))
    amount: Mapped[Rupiah]
    #: Whether nothing is left in the kind it was keyed as.
    whole: Mapped[bool]
    reference: Mapped[str]
    reason: Mapped[str]


@dataclass(frozen=True, slots=True)
class TenderCorrectionCommand:
    """Of sale `sale_id`, `amount` was paid by `to_kind` and not by `from_kind`."""

    id: int
    uid: str
    sale_id: int
    step: int
    from_kind: TenderKind
    to_kind: TenderKind
    amount: Rupiah
    reference: str
    reason: str
    at: datetime


def paid(connection: Connection, sale_id: int) -> dict[TenderKind, Rupiah]:
    """What each kind of tender brought of a sale, corrections included; kinds of nothing are left out."""
    keyed = select(SaleTender.kind, SaleTender.applied).where(SaleTender.document_id == sale_id)
    sums: dict[TenderKind, Rupiah] = {}
    for kind, applied in connection.execute(keyed.order_by(SaleTender.line)):
        sums[kind] = sums.get(kind, ZERO) + applied
    moved = select(TenderCorrection.from_kind, TenderCorrection.to_kind, TenderCorrection.amount)
    for source, target, amount in connection.execute(moved.where(TenderCorrection.sale_id == sale_id)):
        sums[source] = sums.get(source, ZERO) - amount
        sums[target] = sums.get(target, ZERO) + amount
    return {kind: amount for kind, amount in sums.items() if amount}


def next_step(connection: Connection, sale_id: int) -> int:
    """The step that a sale's next correction is."""
    found = select(func.count()).select_from(TenderCorrection).where(TenderCorrection.sale_id == sale_id)
    return connection.execute(found).scalar_one() + 1


def corrected(connection: Connection, branch_id: int, first: date, last: date) -> list[int]:
    """The sales of a branch on these days of which some tender was corrected."""
    found = select(TenderCorrection.sale_id).join(Document, Document.id == TenderCorrection.sale_id).distinct()
    days = Document.business_date.between(first, last)
    return [*connection.execute(found.where(Document.branch_id == branch_id, days)).scalars()]


@needs(Permission.TENDER_CORRECT)
def correct(work: Work, command: TenderCorrectionCommand) -> None:
    """Move money of a sale to the tender it was paid by; doing it twice moves it once.

    Raises Refused once the shift is closed, when somebody corrected the sale meanwhile, or
    for more than was keyed; BadInput without a reason or for a tender that is no money.
    """
    if documents.posted(work.connection, command.id):
        return
    shift = _shift(work, command)
    work.must(Permission.TENDER_CORRECT, command.amount)
    left = _check(work, command)
    row = {
        "sale_id": command.sale_id,
        "step": command.step,
        "document_id": command.id,
        "from_kind": command.from_kind,
        "to_kind": command.to_kind,
        "amount": command.amount,
        "whole": command.amount == left,
        "reference": command.reference,
        "reason": command.reason,
    }
    header = Header(
        command.id,
        command.uid,
        Kind.TENDER_CORRECTION,
        shift.business_date,
        command.at,
        series_id=documents.office_series(work, "tender-correction", "PB"),
        shift_id=shift.id,
    )
    work.trace.amount = command.amount
    work.trace.detail.update(sale=str(command.sale_id), reason=command.reason)
    documents.post(
        work,
        header,
        [Facts(TenderCorrection, [row])],
        [
            Posting(account_of(command.from_kind, shift.account_id), -command.amount),
            Posting(account_of(command.to_kind, shift.account_id), command.amount),
        ],
    )
    if not shifts.is_open(work.connection, shift.id):
        from pos import rollups  # which itself counts corrections

        rollups.keep_late(work.connection, shift, ZERO)


def _shift(work: Work, command: TenderCorrectionCommand) -> Shift:
    """The sale's shift, which must be open; the sale is this transaction's alone from here on."""
    found = select(Document.shift_id).where(Document.id == command.sale_id, Document.kind == Kind.SALE)
    if work.connection.dialect.name == "postgresql":
        found = found.with_for_update(key_share=True)
    shift_id = work.connection.scalar(found)
    if shift_id is None:
        raise NotFound(_("Penjualan ini tidak ada di toko ini."))
    shift = shifts.by_id(work.connection, shift_id)
    if not shifts.stays_open(work.connection, shift.id):
        words = _("Shift ini sudah ditutup.")
        work.refuse(Refused(words, remedy=_("Minta pembukuan membetulkannya."), rule="shift-closed"))
    return shift


def _check(work: Work, command: TenderCorrectionCommand) -> Rupiah:
    """What is left of the kind it was keyed as."""
    if command.from_kind not in MONEY or command.to_kind not in MONEY or command.from_kind is command.to_kind:
        raise BadInput(_("Cara bayar ini tidak bisa diganti begitu."), field="to_kind")
    if not command.reason.strip():
        raise BadInput(_("Tulis alasannya."), field="reason")
    if command.amount <= ZERO:
        raise BadInput(_("Jumlah harus lebih dari nol."), field="amount")
    if command.step != next_step(work.connection, command.sale_id):
        words = _("Nota ini baru saja diperbaiki.")
        raise Refused(words, remedy=_("Lihat lagi, lalu ulangi."), rule="corrected-meanwhile")
    left = paid(work.connection, command.sale_id).get(command.from_kind, ZERO)
    if command.amount > left:
        words = _("{name} di nota ini hanya {left}.").format(name=_(NAMES[command.from_kind]), left=left)
        raise Refused(words, rule="corrected-too-much", field="amount")
    return left
