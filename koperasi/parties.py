"""Parties: one record per person or group.

Member, maker, supplier, customer and employee are roles of a party, each with a table of
its own in the room that knows the role; so a woman who shops, brings cookies and owes is
one party, and her balances meet in one place.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection, UniqueConstraint, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.columns import WordColumn
from koperasi.database import MASTER, Record


class PartyKind(StrEnum):
    PERSON = "person"
    GROUP = "group"
    COMPANY = "company"


class Party(Record):
    __tablename__ = "parties"
    __table_class__ = MASTER
    __table_args__ = (UniqueConstraint("home", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    #: The shop's own short code (a supplier's, a maker's); members have a number besides.
    code: Mapped[str]
    name: Mapped[str] = mapped_column(index=True)
    kind: Mapped[PartyKind] = mapped_column(WordColumn(PartyKind))
    #: How she is addressed: "Ibu", "Bapak", or nothing where unknown.
    title: Mapped[str]
    village: Mapped[str]
    phone: Mapped[str]
    #: Since when, by her written consent, what she owes may be set off against what she is owed.
    set_off_since: Mapped[date | None]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


def by_code(connection: Connection, code: str) -> int | None:
    """The party with this code, or None."""
    return connection.scalar(select(Party.id).where(Party.code == code))


def called(title: str, name: str) -> str:
    """How a person is spoken of: "Bu Siti", "Pak Joko", or the whole name where unknown."""
    short = {"Ibu": "Bu", "Bapak": "Pak"}.get(title)
    return f"{short} {name.split()[0]}" if short and name.split() else name
