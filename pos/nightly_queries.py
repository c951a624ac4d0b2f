"""Days that are over: every shift of theirs is closed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import Connection, func, select

from koperasi.documents import Document
from koperasi.shifts import ShiftClose, ShiftRecord
from koperasi.tills import Till, TillDrawer


def closed_days(connection: Connection, branch_id: int, first: date, last: date) -> dict[date, datetime]:
    """Days from `first` to `last` on which a branch sold and no shift is open any more, in their order.

    With when the last shift of each was closed.
    """
    days = (
        select(ShiftRecord.business_date)
        .join(Till, Till.id == ShiftRecord.till_id)
        .where(Till.branch_id == branch_id, ShiftRecord.business_date.between(first, last))
    )
    open_ones = days.join(TillDrawer, TillDrawer.shift_id == ShiftRecord.document_id)
    still = set(connection.scalars(open_ones.distinct()))
    closed = (
        days.add_columns(func.max(Document.posted_at))
        .join(ShiftClose, ShiftClose.shift_id == ShiftRecord.document_id)
        .join(Document, Document.id == ShiftClose.document_id)
        .group_by(ShiftRecord.business_date)
        .order_by(ShiftRecord.business_date)
    )
    return {day: at for day, at in connection.execute(closed) if day not in still}
