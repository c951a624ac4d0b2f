"""The tables of approvals beside `sale_approvals`: those put off for later, and what became of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.database import FACT, Record
from koperasi.documents import Facts
from koperasi.errors import Bug
from koperasi.money import ZERO, Rupiah
from pos.sale_commands import Approval
from pos.sale_facts import SaleApproval


class DeferredApproval(Record):
    """A yes that nobody was there to give: the cashier went on alone, within the day's cap."""

    __tablename__ = "deferred_approvals"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True)
    line: Mapped[int] = mapped_column(primary_key=True)
    business_date: Mapped[date] = mapped_column(index=True)
    amount: Mapped[Rupiah]


class ApprovalReview(Record):
    """What a supervisor said later of a deferred approval: row `line` of document `approved_id`."""

    __tablename__ = "approval_reviews"
    __table_class__ = FACT

    document_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), primary_key=True, autoincrement=False)
    approved_id: Mapped[int] = mapped_column(ForeignKey("documents.id"), index=True)
    line: Mapped[int]
    accepted: Mapped[bool]
    reason: Mapped[str]


def facts(document_id: int, business_date: date, given: Sequence[Approval]) -> list[Facts]:
    """The rows of a document's approvals; raises Bug for one below nothing, which would widen caps."""
    if any(each.amount < ZERO for each in given):
        raise Bug("an approval of less than nothing")
    numbered = [*enumerate(given, start=1)]
    return [
        Facts(SaleApproval, [_row(document_id, line, each) for line, each in numbered]),
        Facts(
            DeferredApproval,
            [
                {"document_id": document_id, "line": line, "business_date": business_date, "amount": each.amount}
                for line, each in numbered
                if each.deferred
            ],
        ),
    ]


def _row(document_id: int, line: int, given: Approval) -> dict[str, Any]:
    return {
        "document_id": document_id,
        "line": line,
        "permission": given.permission,
        "approver_id": given.approver_id,
        "amount": given.amount,
        "reason": given.reason,
        "before": given.before,
        "after": given.after,
        "approved_at": given.at,
    }
