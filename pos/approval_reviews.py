"""Reviews: what a supervisor says of the approvals that were put off for later.

The cashier of a shop of two goes on alone within the day's cap; whoever may allow such a
thing accepts or rejects it afterwards, once.  A rejection undoes nothing: goods and money
have moved.  It stays in the record, and is talked about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, and_, func, select

from koperasi import documents
from koperasi.documents import Document, Facts, Header, Kind
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.money import Rupiah
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.users import User
from koperasi.work import Work, needs
from pos.approval_facts import ApprovalReview, DeferredApproval
from pos.sale_facts import SaleApproval


@dataclass(frozen=True, slots=True)
class Deferred:
    """An approval that was put off: of which document, by whom, for what, and whether it was looked at."""

    document_id: int
    line: int
    number: str
    at: datetime
    cashier_id: int
    cashier: str
    permission: str
    amount: Rupiah
    reason: str
    before: str
    after: str
    #: None while nobody has looked at it.
    accepted: bool | None = None
    reviewer: str = ""


@dataclass(frozen=True)
class ReviewCommand:
    """One deferred approval accepted or rejected."""

    id: int
    uid: str
    approved_id: int
    line: int
    accepted: bool
    reason: str
    at: datetime


@needs(Permission.OVERRIDE_REVIEW)
def review(work: Work, command: ReviewCommand) -> None:
    """Say yes or no to a deferred approval, once.

    Raises NotFound for none such, Refused when it was looked at before, NotAllowed for the
    cashier herself or one who could not have allowed it, BadInput for a no without a reason.
    """
    if documents.posted(work.connection, command.id):
        return
    found = _find(work.connection, command.approved_id, command.line)
    if found.accepted is not None:
        raise Refused(_("Persetujuan ini sudah diperiksa {name}.").format(name=found.reviewer), rule="reviewed")
    if found.cashier_id == work.actor.id:
        raise NotAllowed(found.permission, _("Persetujuan harus dari orang lain."))
    why = _limit(work, found)
    if why:
        raise NotAllowed(found.permission, why)
    if not command.accepted and not command.reason.strip():
        raise BadInput(_("Tulis mengapa ditolak."), field="reason")
    work.trace.detail.update(of=found.number, permission=found.permission, accepted=command.accepted)
    header = Header(
        command.id,
        command.uid,
        Kind.APPROVAL_REVIEW,
        work.shop.branch.business_date(command.at),
        command.at,
        series_id=documents.office_series(work, "approval-review", "PS"),
    )
    row = {
        "document_id": command.id,
        "approved_id": command.approved_id,
        "line": command.line,
        "accepted": command.accepted,
        "reason": command.reason,
    }
    documents.post(work, header, [Facts(ApprovalReview, [row])], [])


def _limit(work: Work, found: Deferred) -> str:
    """Why the reviewer could not have allowed it herself; the day it happened is over, so caps do not count."""
    right = work.actor.rights.get(Permission(found.permission))
    if right is None:
        return _("{name} tidak punya hak untuk ini.").format(name=work.actor.name)
    if right.limit is not None and found.amount.amount > right.limit:
        return _("Batas {name} {limit} sekali.").format(name=work.actor.name, limit=Rupiah(right.limit))
    return ""


def deferred(connection: Connection, *, waiting_only: bool = True, most: int = 200) -> list[Deferred]:
    """What was put off, the oldest first; all of it newest first when also what is settled is wanted."""
    found = _select()
    if waiting_only:
        found = found.where(ApprovalReview.document_id.is_(None)).order_by(Document.at, DeferredApproval.line)
    else:
        found = found.order_by(Document.at.desc(), DeferredApproval.line)
    return [_deferred(row) for row in connection.execute(found.limit(most))]


def waiting(connection: Connection) -> int:
    """How many wait to be looked at."""
    seen = and_(
        ApprovalReview.approved_id == DeferredApproval.document_id, ApprovalReview.line == DeferredApproval.line
    )
    found = select(func.count()).select_from(DeferredApproval).outerjoin(ApprovalReview, seen)
    return connection.execute(found.where(ApprovalReview.document_id.is_(None))).scalar_one()


def _find(connection: Connection, document_id: int, line: int) -> Deferred:
    """What was put off, this transaction's alone until it ends: of two reviews at once one is told."""
    if connection.dialect.name == "postgresql":
        held = select(Document.id).where(Document.id == document_id)
        connection.execute(held.with_for_update(key_share=True))
    chosen = _select().where(DeferredApproval.document_id == document_id, DeferredApproval.line == line)
    row = connection.execute(chosen.order_by(ApprovalReview.document_id)).first()
    if row is None:
        raise NotFound(_("Persetujuan tertunda ini tidak ada."))
    return _deferred(row)


def _select() -> Select[Any]:
    given, put_off, seen = SaleApproval, DeferredApproval, ApprovalReview
    cashier = User.__table__.alias("cashier")
    reviewed, reviewer = Document.__table__.alias("reviewed"), User.__table__.alias("reviewer")
    return (
        select(
            put_off.document_id,
            put_off.line,
            Document.number,
            Document.at,
            Document.by_id,
            cashier.c.name,
            given.permission,
            given.amount,
            given.reason,
            given.before,
            given.after,
            seen.accepted,
            reviewer.c.name.label("reviewer"),
        )
        .join(given, and_(given.document_id == put_off.document_id, given.line == put_off.line))
        .join(Document, Document.id == put_off.document_id)
        .join(cashier, cashier.c.id == Document.by_id)
        .outerjoin(seen, and_(seen.approved_id == put_off.document_id, seen.line == put_off.line))
        .outerjoin(reviewed, reviewed.c.id == seen.document_id)
        .outerjoin(reviewer, reviewer.c.id == reviewed.c.by_id)
    )


def _deferred(row: Row[Any]) -> Deferred:
    said: Sequence[Any] = [*row]
    return replace(Deferred(*said), reviewer=row.reviewer or "")
