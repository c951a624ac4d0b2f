"""At the door of a maker's own screen: who she is by card or number, and that it is she by her PIN.

A member has the PIN that she signs a kasbon with; a maker who is no member, and a group, one
of their own here.  Who keys it in is named in the audit trail, and so is every answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, ForeignKey, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from consignment.makers import MakerRecord, PayWay, Standing
from koperasi import masters, member_pins, users
from koperasi.database import LOCAL, Record
from koperasi.errors import BadInput, NotAllowed, NotFound, Refused
from koperasi.members import Member, MemberCard
from koperasi.parties import Party
from koperasi.pin_tries import Tries
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import N_, _
from koperasi.work import Actor, Work, needs


class MakerPinMiss(Record):
    """Wrong PINs of a maker who is no member, since her last right one."""

    __tablename__ = "maker_pin_misses"
    __table_class__ = LOCAL

    party_id: Mapped[int] = mapped_column(ForeignKey("makers.party_id"), primary_key=True, autoincrement=False)
    misses: Mapped[int]
    last_at: Mapped[datetime]


_TRIES = Tries(MakerPinMiss, N_("PIN penitip terkunci."))


@dataclass(frozen=True, slots=True)
class Caller:
    """Who says that she stands at the door.  Her name is told to nobody before her PIN is right."""

    party_id: int
    number: str
    is_member: bool


def find(connection: Connection, code: str) -> Caller:
    """The member or maker with this card, number or code; raises NotFound.

    A number may be keyed as its digits alone, where only one person has them.
    """
    said = code.strip().upper()
    found = _exactly(connection, said) if said else []
    if not found and said.isdigit():
        found = [each for each in _ending(connection, said) if _digits(each.number) == said.lstrip("0")]
    if len(found) > 1:
        words = _("Nomor {code} dipunyai lebih dari satu orang.").format(code=code.strip())
        raise NotFound(words, remedy=_("Scan kartunya, atau ketik seluruh nomornya."), field="code")
    if not found:
        raise NotFound(_("Nomor {code} tidak dikenal.").format(code=code.strip()), field="code")
    return found[0]


def _exactly(connection: Connection, said: str) -> list[Caller]:
    card = select(MemberCard.party_id).where(MemberCard.code == said, MemberCard.retired_at.is_(None))
    number = or_(Member.number == said, Member.party_id.in_(card))
    members = select(Member.party_id, Member.number).where(number, Member.retired_at.is_(None))
    hers = [Caller(party, number, True) for party, number in connection.execute(members)]
    return hers or _makers(connection, func.upper(Party.code) == said)


def _ending(connection: Connection, digits: str) -> list[Caller]:
    members = select(Member.party_id, Member.number).where(Member.number.endswith(digits), Member.retired_at.is_(None))
    hers = [Caller(party, number, True) for party, number in connection.execute(members)]
    return [*hers, *_makers(connection, Party.code.endswith(digits))]


def _makers(connection: Connection, which: object) -> list[Caller]:
    """Makers who are no members; a group is one."""
    joined = select(Party.id, Party.code).join(MakerRecord, MakerRecord.party_id == Party.id)
    others = joined.outerjoin(Member, Member.party_id == Party.id).where(Member.party_id.is_(None))
    return [Caller(party, code, False) for party, code in connection.execute(others.where(which))]  # type: ignore[arg-type]


def _digits(number: str) -> str:
    return "".join(each for each in number if each.isdigit()).lstrip("0")


def prove(shop: Shop, actor: Actor, caller: Caller, pin: str) -> None:
    """Prove that she stands there; raises Refused with the tries that are left, NotAllowed.

    `actor` is whose screen it is: the cashier's, or the window's own built-in user.
    """
    if not actor.may(Permission.MAKER_READ):
        shop.note(actor.id, f"refused:{Permission.MAKER_READ}", maker=str(caller.party_id))
        raise NotAllowed(Permission.MAKER_READ, _("{name} tidak punya hak untuk ini.").format(name=actor.name))
    if caller.is_member:
        member_pins.prove(shop, actor.id, caller.party_id, pin)
    else:
        _prove(shop, actor.id, caller.party_id, pin)


def _prove(shop: Shop, actor_id: int, party_id: int, pin: str) -> None:
    now = shop.clock()
    with shop.database.writing() as connection:
        left = _TRIES.begin(connection, party_id, now)
        pin_hash = connection.scalar(select(MakerRecord.pin_hash).where(MakerRecord.party_id == party_id))
    if pin_hash is None:
        raise Refused(_("Penitip ini belum punya PIN."), remedy=_("Buat dulu di kantor."), rule="no-pin")
    if not users.pin_fits(pin, pin_hash, shop.keys.pepper):
        shop.note(actor_id, "refused:maker-pin", maker=str(party_id), left=left)
        raise Refused(users.wrong_pin(left), rule="pin", field="pin")
    with shop.database.writing() as connection:
        _TRIES.clear(connection, party_id)
    shop.note(actor_id, "consignment:maker:proved", maker=str(party_id))


@needs(Permission.MAKER_EDIT)
def give(work: Work, party_id: int, pin: str) -> None:
    """Give a maker who is no member, or a group, a PIN of its choice, and the tries back.

    Raises BadInput for one too easy, or for a member: hers is her own (`member_pins.give`).
    """
    if work.connection.scalar(select(Member.party_id).where(Member.party_id == party_id)) is not None:
        raise BadInput(_("Anggota memakai PIN anggotanya."), remedy=_("Beri PIN lewat menu anggota."), field="pin")
    pin_hash = users.hash_pin(pin, work.shop.keys.pepper)
    known = select(MakerRecord.party_id).where(MakerRecord.party_id == party_id)
    if work.connection.scalar(known) is None:
        masters.add(work.connection, MakerRecord, [{**_usual(party_id), "pin_hash": pin_hash}])
    else:
        masters.change(work.connection, MakerRecord, party_id, pin_hash=pin_hash)
    _TRIES.clear(work.connection, party_id)
    work.trace.detail.update(maker=str(party_id), pin="changed")


def _usual(party_id: int) -> dict[str, object]:
    """A maker's row as it is without one: active, paid in cash."""
    blank = dict.fromkeys(("bank", "bank_account", "bank_holder", "heir", "note"), "")
    return {
        "party_id": party_id,
        "standing": Standing.ACTIVE,
        "pay_way": PayWay.CASH,
        "savings_bps": 0,
        **blank,
    }
