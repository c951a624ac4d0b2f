"""Branches: a cooperative has one or more, each with its time zone and cut-off hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Connection, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.database import MASTER, Record


class BranchRecord(Record):
    __tablename__ = "branches"
    __table_class__ = MASTER
    __table_args__ = (CheckConstraint("cutoff_hour BETWEEN 0 AND 23", name="cutoff_hour"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str]
    #: What stands over the receipt, e.g. "SBMI MART".
    shop_name: Mapped[str]
    name: Mapped[str]
    address: Mapped[str]
    phone: Mapped[str]
    time_zone: Mapped[str]
    #: Until this hour a new day's papers still carry yesterday's date.
    cutoff_hour: Mapped[int]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch as deeds and papers need it."""

    id: int
    code: str
    shop_name: str
    name: str
    address: str
    phone: str
    time_zone: str
    cutoff_hour: int

    def local(self, at: datetime) -> datetime:
        """An instant on the branch's clock."""
        return at.astimezone(ZoneInfo(self.time_zone))

    def business_date(self, at: datetime) -> date:
        """The day that an instant belongs to, by the cut-off hour."""
        return (self.local(at) - timedelta(hours=self.cutoff_hour)).date()


def all_branches(connection: Connection) -> list[Branch]:
    """Every branch in use, by code."""
    columns = [getattr(BranchRecord, name) for name in Branch.__slots__]
    found = select(*columns).where(BranchRecord.retired_at.is_(None)).order_by(BranchRecord.code)
    return [Branch(*row) for row in connection.execute(found)]
