"""Members' PINs: with hers a member agrees to a kasbon, or to money taken from her savings.

Kept as a user's is (peppered, argon2id), and tried as carefully: a try is counted before its
answer is known, after five each further one must wait, after ten the PIN is locked until it
is given anew.
"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import masters, users
from koperasi.database import LOCAL, Record
from koperasi.errors import Refused
from koperasi.members import Member
from koperasi.pin_tries import Tries
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.work import Work, needs


class MemberPinMiss(Record):
    """Wrong PINs of a member since her last right one."""

    __tablename__ = "member_pin_misses"
    __table_class__ = LOCAL

    party_id: Mapped[int] = mapped_column(ForeignKey("members.party_id"), primary_key=True, autoincrement=False)
    misses: Mapped[int]
    last_at: Mapped[datetime]


_TRIES = Tries(MemberPinMiss, N_("PIN anggota terkunci."))


@needs(Permission.MEMBER_PIN)
def give(work: Work, party_id: int, pin: str) -> None:
    """Give a member a PIN of her choice, and her tries back; raises BadInput for one too easy."""
    masters.change(work.connection, Member, party_id, pin_hash=users.hash_pin(pin, work.shop.keys.pepper))
    _TRIES.clear(work.connection, party_id)
    work.trace.detail.update(member=str(party_id), pin="changed")


def prove(shop: Shop, actor_id: int, party_id: int, pin: str) -> None:
    """Prove that a member stands at the till; raises Refused with the tries that are left.

    Every answer is audited, under the name of who keyed the sale.
    """
    now = shop.clock()
    with shop.database.writing() as connection:
        left = _TRIES.begin(connection, party_id, now)
        pin_hash = connection.scalar(select(Member.pin_hash).where(Member.party_id == party_id))
    if pin_hash is None:
        raise Refused(_("Anggota ini belum punya PIN."), remedy=_("Buat dulu di kantor."), rule="no-pin")
    if not users.pin_fits(pin, pin_hash, shop.keys.pepper):
        shop.note(actor_id, "refused:member-pin", member=str(party_id), left=left)
        raise Refused(users.wrong_pin(left), rule="pin", field="pin")
    with shop.database.writing() as connection:
        _TRIES.clear(connection, party_id)
    shop.note(actor_id, "pos:member:proved", member=str(party_id))
