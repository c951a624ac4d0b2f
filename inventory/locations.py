"""Locations: where goods stand in a branch.  Sales take from the shelf."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, ForeignKey, UniqueConstraint, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import masters
from koperasi.bulk import Prepared
from koperasi.columns import WordColumn
from koperasi.database import MASTER, Record
from koperasi.errors import Bug
from koperasi.rights import Permission
from koperasi.text import N_, _
from koperasi.work import Work, needs


class LocationKind(StrEnum):
    SHELF = "shelf"
    BACK_ROOM = "back-room"
    #: What is damaged, or must not be sold for another reason.
    QUARANTINE = "quarantine"
    #: Makers' goods that wait for them to be taken home.
    FOR_MAKERS = "for-makers"
    #: What is on its way to another branch; it belongs to the branch that sent it.
    IN_TRANSIT = "in-transit"


class Location(Record):
    __tablename__ = "locations"
    __table_class__ = MASTER
    __table_args__ = (UniqueConstraint("branch_id", "name"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"))
    kind: Mapped[LocationKind] = mapped_column(WordColumn(LocationKind))
    name: Mapped[str]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


@needs(Permission.SETTINGS_EDIT)
def add(work: Work, kind: LocationKind, name: str) -> int:
    """Add a location to the work's branch; returns its id."""
    work.trace.detail.update(location=name)
    return add_unguarded(work, work.shop.branch.id, kind, name)


def add_unguarded(work: Work, branch_id: int, kind: LocationKind, name: str) -> int:
    """Add a location to a branch inside a guarded deed; returns its id."""
    row = {"id": work.mint(), "branch_id": branch_id, "kind": kind, "name": name}
    masters.add(work.connection, Location, [row])
    return row["id"]  # type: ignore[return-value]


#: What a branch's own places are called where nobody has named them.
USUAL_NAMES = {
    LocationKind.QUARANTINE: N_("Barang rusak"),
    LocationKind.FOR_MAKERS: N_("Titipan kembali"),
    LocationKind.BACK_ROOM: N_("Gudang"),
    LocationKind.IN_TRANSIT: N_("Dalam perjalanan"),
}


def made_unguarded(work: Work, kind: LocationKind) -> int:
    """The place of a kind in the work's branch, made inside another deed where there is none yet."""
    branch_id = work.shop.branch.id
    found = select(Location.id).where(Location.branch_id == branch_id, Location.kind == kind).order_by(Location.id)
    there = work.connection.scalar(found.limit(1))
    if there is not None:
        return there
    # The counter of master rows is locked first, so that two tills do not both make it.
    masters.next_version(work.connection)
    there = work.connection.scalar(found.limit(1))
    if there is not None:
        return there
    row = {"id": work.mint(), "branch_id": branch_id, "kind": kind, "name": _(USUAL_NAMES[kind])}
    masters.add(work.connection, Location, [row])
    return row["id"]  # type: ignore[return-value]


_SHELF = Prepared(
    select(Location.id)
    .where(Location.branch_id == bindparam("branch"), Location.kind == LocationKind.SHELF)
    .order_by(Location.id)
    .limit(1)
)


def shelf(connection: Connection, branch_id: int) -> int:
    """The shelf that a branch's sales take from; raises Bug for a branch without one."""
    found = _SHELF.first(connection, branch=branch_id)
    if found is None:
        raise Bug(f"branch {branch_id} has no shelf")
    return int(found[0])
