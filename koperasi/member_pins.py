"""Members' PINs: with hers a member agrees to a kasbon, or to money taken from her savings.

Kept as a user's is (peppered, argon2id), and tried as carefully: a try is counted before its
answer is known, after five each further one must wait, after ten the PIN is locked until it
is given anew.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Connection, ForeignKey, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import masters, users
from koperasi.database import LOCAL, Record
from koperasi.errors import Refused
from koperasi.members import Member
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.users import FIRST_WAIT, FREE_MISSES, MOST_MISSES
from koperasi.work import Work, needs


class MemberPinMiss(Record):
    """Wrong PINs of a member since her last right one."""

    __tablename__ = "member_pin_misses"
    __table_class__ = LOCAL

    party_id: Mapped[int] = mapped_column(ForeignKey("members.party_id"), primary_key=True, autoincrement=False)
    misses: Mapped[int]
    last_at: Mapped[datetime]


@needs(Permission.MEMBER_PIN)
def give(work: Work, party_id: int, pin: str) -> None:
    """Give a member a PIN of her choice, and her tries back; raises BadInput for one too easy."""
    masters.change(work.connection, Member, party_id, pin_hash=users.hash_pin(pin, work.shop.keys.pepper))
    _clear(work.connection, party_id)
    work.trace.detail.update(member=str(party_id), pin="changed")


def prove(shop: Shop, actor_id: int, party_id: int, pin: str) -> None:
    """Prove that a member stands at the till; raises Refused with the tries that are left.

    Every answer is audited, under the name of who keyed the sale.
    """
    now = shop.clock()
    with shop.database.writing() as connection:
        _may_try(connection, party_id, now)
        left = _count_try(connection, party_id, now)
        pin_hash = connection.scalar(select(Member.pin_hash).where(Member.party_id == party_id))
    if pin_hash is None:
        raise Refused(_("Anggota ini belum punya PIN."), remedy=_("Buat dulu di kantor."), rule="no-pin")
    if not users.pin_fits(pin, pin_hash, shop.keys.pepper):
        shop.note(actor_id, "refused:member-pin", member=str(party_id), left=left)
        raise Refused(users.wrong_pin(left), rule="pin", field="pin")
    with shop.database.writing() as connection:
        _clear(connection, party_id)
    shop.note(actor_id, "pos:member:proved", member=str(party_id))


def _may_try(connection: Connection, party_id: int, now: datetime) -> None:
    found = select(MemberPinMiss.misses, MemberPinMiss.last_at).where(MemberPinMiss.party_id == party_id)
    row = connection.execute(found).first()
    if row is None or row.misses < FREE_MISSES:
        return
    if row.misses >= MOST_MISSES:
        raise Refused(_("PIN anggota terkunci."), remedy=_("Buat PIN baru di kantor."), rule="pin-locked")
    whole: timedelta = FIRST_WAIT * 2 ** (row.misses - FREE_MISSES)
    # A clock turned back must not keep her waiting for as long as it was turned back.
    left: timedelta = min(row.last_at + whole - now, whole)
    if left > timedelta(0):
        seconds = int(left.total_seconds()) + 1
        raise Refused(_("Tunggu {seconds} detik lalu coba lagi.").format(seconds=seconds), rule="pin-wait")


def _count_try(connection: Connection, party_id: int, now: datetime) -> int:
    """Count a try, so that a restart cannot take it back; returns how many are left."""
    step = update(MemberPinMiss).where(MemberPinMiss.party_id == party_id)
    counted = step.values(misses=MemberPinMiss.misses + 1, last_at=now).returning(MemberPinMiss.misses)
    misses = connection.execute(counted).scalar()
    if misses is None:
        misses = 1
        connection.execute(insert(MemberPinMiss), [{"party_id": party_id, "misses": misses, "last_at": now}])
    return MOST_MISSES - misses


def _clear(connection: Connection, party_id: int) -> None:
    connection.execute(delete(MemberPinMiss).where(MemberPinMiss.party_id == party_id))
