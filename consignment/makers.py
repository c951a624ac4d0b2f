"""Makers: who brings goods, how she is paid, and who belongs to a group of makers.

A maker is a party with goods of hers in the shop: a member, a group of makers, or, where
the shop allows it, somebody else.  Without a row of her own she is an active maker who is
paid in cash.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, Connection, ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column

from inventory.partners import UNKNOWN_MAKER
from koperasi import parties
from koperasi.columns import WordColumn
from koperasi.database import MASTER, Record
from koperasi.errors import NotFound, Refused
from koperasi.members import Member
from koperasi.parties import Party, PartyKind
from koperasi.text import N_, _
from koperasi.work import Work


class Standing(StrEnum):
    """Whether she brings goods: what she brought is sold and paid out whatever it is."""

    ACTIVE = "active"
    SUSPENDED = "suspended"
    LEFT = "left"


class PayWay(StrEnum):
    """How a maker likes to be paid."""

    CASH = "cash"
    TRANSFER = "transfer"
    SAVINGS = "savings"


STANDINGS = {Standing.ACTIVE: N_("aktif"), Standing.SUSPENDED: N_("ditunda"), Standing.LEFT: N_("berhenti")}
PAY_WAYS = {PayWay.CASH: N_("Tunai"), PayWay.TRANSFER: N_("Transfer bank"), PayWay.SAVINGS: N_("Masuk simpanan")}


class MakerRecord(Record):
    """What the shop knows of a maker beyond her party.  Retired never: she may come back."""

    __tablename__ = "makers"
    __table_class__ = MASTER
    __table_args__ = (CheckConstraint("savings_bps BETWEEN 0 AND 10000", name="savings_bps"),)

    party_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), primary_key=True, autoincrement=False)
    standing: Mapped[Standing] = mapped_column(WordColumn(Standing))
    since: Mapped[date | None]
    left_on: Mapped[date | None]
    pay_way: Mapped[PayWay] = mapped_column(WordColumn(PayWay))
    bank: Mapped[str]
    bank_account: Mapped[str]
    bank_holder: Mapped[str]
    #: Of each payout so many basis points go into her simpanan sukarela, by her written consent since `savings_since`.
    savings_bps: Mapped[int]
    savings_since: Mapped[date | None]
    #: Who is paid when she leaves or dies.
    heir: Mapped[str]
    note: Mapped[str]
    #: argon2id over her peppered PIN, for a maker who is no member (a member's is her own).
    pin_hash: Mapped[str | None]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class GroupMaker(Record):
    """Someone who belongs to a group of makers."""

    __tablename__ = "group_makers"
    __table_class__ = MASTER
    __table_args__ = (UniqueConstraint("group_id", "party_id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    group_id: Mapped[int] = mapped_column(ForeignKey("parties.id"))
    party_id: Mapped[int] = mapped_column(ForeignKey("parties.id"), index=True)
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


@dataclass(frozen=True, slots=True)
class Wishes:
    """How a maker is paid, and whether she brings goods still."""

    standing: Standing = Standing.ACTIVE
    pay_way: PayWay = PayWay.CASH
    bank: str = ""
    bank_account: str = ""
    bank_holder: str = ""
    savings_bps: int = 0
    savings_since: date | None = None
    heir: str = ""
    left_on: date | None = None


#: How a maker is paid of whom nothing was written down.
USUAL = Wishes()


def wishes_of(connection: Connection, makers: list[int]) -> dict[int, Wishes]:
    """How each of these makers is paid; one without a row of her own as `Wishes()` says."""
    kept = MakerRecord
    columns = (kept.party_id, kept.standing, kept.pay_way, kept.bank, kept.bank_account, kept.bank_holder)
    more = (kept.savings_bps, kept.savings_since, kept.heir, kept.left_on)
    found: dict[int, Wishes] = {}
    for maker, *said in connection.execute(select(*columns, *more).where(kept.party_id.in_(makers))):
        found[maker] = Wishes(*said)
    return {maker: found.get(maker, USUAL) for maker in makers}


def party(connection: Connection, party_id: int) -> Any:
    """A party's row, the one that stands for nobody not among them.  Raises NotFound."""
    table = Party.__table__
    found = connection.execute(select(table).where(table.c.id == party_id, table.c.retired_at.is_(None))).one_or_none()
    if found is None or found.code == UNKNOWN_MAKER:
        raise NotFound(_("Penitip tidak ditemukan."), remedy=_("Pilih dari daftar penitip."))
    return found


def codes(connection: Connection, said: Iterable[str]) -> dict[str, str]:
    """What a file calls makers → their codes, whoever writes P-01 as p-01.

    One whom nobody knows has the code that the file names first.
    """
    wanted = list(dict.fromkeys(said))
    known: dict[str, list[str]] = {}
    for code in connection.scalars(select(Party.code).where(func.upper(Party.code).in_([*map(str.upper, wanted)]))):
        known.setdefault(code.upper(), []).append(code)
    found: dict[str, str] = {}
    for each in wanted:
        there = known.setdefault(each.upper(), [each])
        found[each] = there[0] if len(there) == 1 else each
    return found


def unknown(connection: Connection) -> int | None:
    """The party that goods belong to before it is known whose they are; None where there is none."""
    return parties.by_code(connection, UNKNOWN_MAKER)


def is_member(connection: Connection, party_id: int) -> bool:
    found = select(Member.party_id).where(Member.party_id == party_id, Member.retired_at.is_(None))
    return connection.scalar(found) is not None


def must_be_member(work: Work, name: str) -> None:
    """Refuse (rule `members-only`) somebody who is no member, where the shop takes members' goods only."""
    if not work.shop.settings.makers_may_be_others:
        work.refuse(_no_member(name))


def _no_member(name: str) -> Refused:
    words = _("{name} bukan anggota; toko ini menerima titipan anggota saja.").format(name=name)
    remedy = _("Daftarkan dulu sebagai anggota, atau ubah pengaturannya.")
    return Refused(words, remedy=remedy, rule="members-only")


def objections(connection: Connection, party_id: int, *, others: bool) -> Iterator[Refused]:
    """Why a party may bring no goods: it left (rule `left`), or is no member where only they may (no `others`).

    Raises NotFound for a party that is none.
    """
    found = party(connection, party_id)
    if wishes_of(connection, [party_id])[party_id].standing is Standing.LEFT:
        words = _("{name} sudah berhenti menitip.").format(name=found.name)
        yield Refused(words, remedy=_("Aktifkan lagi di daftar penitip."), rule="left")
    if found.kind is not PartyKind.GROUP and not others and not is_member(connection, party_id):
        yield _no_member(found.name)


def group_of(connection: Connection, group_id: int) -> list[int]:
    """Who belongs to a group of makers, by name."""
    kept = GroupMaker
    found = select(kept.party_id).join(Party, Party.id == kept.party_id).order_by(Party.name, Party.id)
    return list(connection.scalars(found.where(kept.group_id == group_id, kept.retired_at.is_(None))))


def groups_of_all(connection: Connection) -> dict[int, str]:
    """Maker → the name of the group she belongs to (the first by name), for lists."""
    kept = GroupMaker
    found = select(kept.party_id, Party.name).join(Party, Party.id == kept.group_id).where(kept.retired_at.is_(None))
    named: dict[int, str] = {}
    for maker, name in connection.execute(found.order_by(Party.name)):
        named.setdefault(maker, name)
    return named
