"""Days that are over: every shift of theirs is closed."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection, select

from koperasi.shifts import ShiftRecord
from koperasi.tills import Till, TillDrawer


def closed_days(connection: Connection, branch_id: int, first: date, last: date) -> list[date]:
    """Days from `first` to `last` on which a branch sold and no shift is open any more, in their order."""
    days = (
        select(ShiftRecord.business_date)
        .join(Till, Till.id == ShiftRecord.till_id)
        .where(Till.branch_id == branch_id, ShiftRecord.business_date.between(first, last))
    )
    open_ones = days.join(TillDrawer, TillDrawer.shift_id == ShiftRecord.document_id)
    still = set(connection.scalars(open_ones.distinct()))
    return sorted(set(connection.scalars(days.distinct())) - still)
