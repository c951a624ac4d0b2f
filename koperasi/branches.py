"""Branches: a cooperative has one or more, each with its time zone and cut-off hour."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from sqlalchemy import CheckConstraint, Connection, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import masters
from koperasi.database import MASTER, Record
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.text import _, plain

if TYPE_CHECKING:
    from koperasi.work import Work


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


@dataclass(frozen=True, slots=True)
class NewBranch:
    """A branch to be; its clock and what stands over its receipts are those of the branch that adds it."""

    code: str
    name: str
    address: str = ""
    phone: str = ""


#: What stands on papers and in files.
CODE = re.compile(r"[A-Z0-9]{1,6}")


def add_unguarded(work: Work, new: NewBranch) -> Branch:
    """Add a branch inside a guarded deed, which gives it what a branch needs.

    Raises BadInput for a code or a name that cannot be, Refused for a code that is taken.
    """
    name = plain(new.name)
    if not CODE.fullmatch(new.code):
        words = _("Kode cabang {code} tidak bisa dipakai.").format(code=new.code)
        raise BadInput(words, remedy=_("Contoh: 02."), field="code")
    if not name or not new.name.isprintable():
        raise BadInput(_("Nama cabang belum benar."), remedy=_("Contoh: Pujon."), field="name")
    if work.connection.scalar(select(BranchRecord.id).where(BranchRecord.code == new.code)) is not None:
        raise Refused(
            _("Cabang {code} sudah ada.").format(code=new.code), remedy=_("Pilih kode lain."), rule="branch-code"
        )
    branch = replace(
        work.shop.branch,
        id=work.mint(),
        code=new.code,
        name=name,
        address=plain(new.address),
        phone=plain(new.phone),
    )
    masters.add(work.connection, BranchRecord, [{each: getattr(branch, each) for each in Branch.__slots__}])
    return branch


def by_code(connection: Connection, code: str) -> Branch:
    """A branch in use; raises NotFound."""
    found = next((each for each in all_branches(connection) if each.code == code), None)
    if found is None:
        remedy = _("Daftarnya: sbmi-mart branch")
        raise NotFound(_("Tidak ada cabang {code}.").format(code=code), remedy=remedy)
    return found


def all_branches(connection: Connection) -> list[Branch]:
    """Every branch in use, by code."""
    columns = [getattr(BranchRecord, name) for name in Branch.__slots__]
    found = select(*columns).where(BranchRecord.retired_at.is_(None)).order_by(BranchRecord.code)
    return [Branch(*row) for row in connection.execute(found)]


def every_branch(connection: Connection) -> dict[int, Branch]:
    """Every branch there ever was, by id: old papers name those no longer in use too."""
    columns = [getattr(BranchRecord, name) for name in Branch.__slots__]
    return {row.id: Branch(*row) for row in connection.execute(select(*columns))}
