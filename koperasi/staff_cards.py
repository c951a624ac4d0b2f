"""Staff cards: a printed barcode that says who allows something, in place of her PIN.

A card stands for its holder in overrides only: it can be lent or left lying, so it signs
nobody in and opens no lock.  Its code is kept as HMAC-SHA256 under the shop's pepper, never
plain, so a copied file yields no card.  Giving a person another card retires the one she has.

Codes that are nobody's card are counted per asker before the answer is given: after five
each further try must wait, twice as long each time; PINs are not touched by it.
"""

from __future__ import annotations

import hmac
import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, ForeignKey, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import masters, users
from koperasi.database import LOCAL, MASTER, Record
from koperasi.errors import BadInput, Refused
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.users import FIRST_WAIT, FREE_MISSES, MOST_MISSES, User
from koperasi.work import Actor, Work, needs

#: Codes minted here begin with it: no barcode of goods does, nor a member's number.
PREFIX = "ST"
#: Crockford's base 32: no letter that is read as a digit.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
#: 60 bits: nobody finds one by trying.
MINTED = 12
#: A code that the shop chooses (an old badge) is at least so long.
LEAST = 8
MOST = 40


class UserCard(Record):
    """A card that a person was given; retired once she has another, or none."""

    __tablename__ = "user_cards"
    __table_class__ = MASTER

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class CardMiss(Record):
    """Codes that were no card, scanned on behalf of a person since the last right one."""

    __tablename__ = "card_misses"
    __table_class__ = LOCAL

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, autoincrement=False)
    misses: Mapped[int]
    last_at: Mapped[datetime]


def new_code() -> str:
    """A code for a new card."""
    return PREFIX + "".join(secrets.choice(LETTERS) for _letter in range(MINTED))


def digest(code: str, pepper: bytes) -> str:
    """The stored form of a code; a scanner whose caps lock is on or off reads the same card."""
    return hmac.new(pepper, b"card:" + code.strip().upper().encode(), sha256).hexdigest()


def holder(connection: Connection, code: str, pepper: bytes) -> Actor | None:
    """Whose card this is, with her rights; None for a code that is nobody's, or no card any more."""
    found = select(UserCard.user_id).join(User, User.id == UserCard.user_id)
    valid = found.where(UserCard.retired_at.is_(None), User.retired_at.is_(None))
    user_id = connection.scalar(valid.where(UserCard.digest == digest(code, pepper)))
    return users.actor(connection, user_id) if user_id is not None else None


def known(connection: Connection, code: str, pepper: bytes) -> bool:
    """Whether a code is or was somebody's card, so that it is not taken for goods."""
    there = select(UserCard.id).where(UserCard.digest == digest(code, pepper))
    return connection.scalar(there) is not None


def holders(connection: Connection) -> frozenset[int]:
    """The users who have a card now."""
    return frozenset(connection.scalars(select(UserCard.user_id).where(UserCard.retired_at.is_(None))))


# -- giving and taking ------------------------------------------------------------


@needs(Permission.USER_EDIT)
def give(work: Work, user_id: int, code: str) -> None:
    """Give a user a card in place of the one she has; raises BadInput for a code too short or used before."""
    code = code.strip().upper()
    if not (LEAST <= len(code) <= MOST and code.isascii() and code.isalnum()):
        message = _("Kode kartu harus {least} sampai {most} huruf atau angka.").format(least=LEAST, most=MOST)
        raise BadInput(message, field="code")
    if known(work.connection, code, work.shop.keys.pepper):
        remedy = _("Pakai kartu lain, atau tanpa --code supaya dibuatkan.")
        raise BadInput(_("Kartu ini sudah pernah dipakai."), remedy=remedy, field="code")
    _retire(work, user_id)
    row = {"id": work.mint(), "user_id": user_id, "digest": digest(code, work.shop.keys.pepper)}
    masters.add(work.connection, UserCard, [row])
    work.trace.detail.update(user=str(user_id), card="given")


@needs(Permission.USER_EDIT)
def take(work: Work, user_id: int) -> None:
    """Take a user's card away; raises Refused where she has none."""
    if not _retire(work, user_id):
        raise Refused(_("Orang ini tidak punya kartu."), rule="no-card")
    work.trace.detail.update(user=str(user_id), card="taken")


def _retire(work: Work, user_id: int) -> bool:
    """Let no card of hers count any more; whether there was one."""
    there = select(UserCard.id).where(UserCard.user_id == user_id, UserCard.retired_at.is_(None))
    cards = list(work.connection.scalars(there))
    for each in cards:
        masters.change(work.connection, UserCard, each, retired_at=work.now)
    return bool(cards)


# -- proving ----------------------------------------------------------------------


def prove(shop: Shop, asker_id: int, code: str) -> Actor:
    """Whose card was scanned for an asker; raises Refused for nobody's, or where cards are switched off.

    A code that is no card is counted and audited as `refused:card`, without the code.  What
    the holder allows by it, and that she may, is for the caller to check and to audit.
    """
    if not shop.settings.staff_cards:
        raise Refused(_("Kartu staf tidak dipakai di toko ini."), remedy=_("Pakai PIN."), rule="card")
    now = shop.clock()
    with shop.database.writing() as connection:
        _may_try(connection, asker_id, now)
        person = holder(connection, code, shop.keys.pepper)
        if person is None:
            _count(connection, asker_id, now)
    if person is None:
        refused(shop, asker_id, "unknown")
        raise Refused(_("Kartu tidak dikenal."), remedy=_("Scan sekali lagi, atau pakai PIN."), rule="card")
    return person


def refused(shop: Shop, asker_id: int, why: str, holder_id: int | None = None) -> None:
    """Audit that a card did not count: `unknown`, the asker's `own`, or one without the `right`."""
    whose = {"card_of": str(holder_id)} if holder_id is not None else {}
    shop.note(asker_id, "refused:card", why=why, **whose)


def clear_misses(shop: Shop, asker_id: int) -> None:
    """A right card or PIN was given: what was no card before does not count any more."""
    with shop.database.writing() as connection:
        connection.execute(delete(CardMiss).where(CardMiss.user_id == asker_id))


def misses(connection: Connection, asker_id: int) -> int:
    """Codes that were no card since the last right one."""
    return connection.scalar(select(CardMiss.misses).where(CardMiss.user_id == asker_id)) or 0


def _may_try(connection: Connection, asker_id: int, now: datetime) -> None:
    row = connection.execute(select(CardMiss.misses, CardMiss.last_at).where(CardMiss.user_id == asker_id)).first()
    if row is None or row.misses < FREE_MISSES:
        return
    whole: timedelta = FIRST_WAIT * 2 ** (min(row.misses, MOST_MISSES) - FREE_MISSES)
    # A clock turned back must not keep her waiting for as long as it was turned back.
    left: timedelta = min(row.last_at + whole - now, whole)
    if left > timedelta(0):
        seconds = int(left.total_seconds()) + 1
        message = _("Tunggu {seconds} detik sebelum scan kartu lagi.").format(seconds=seconds)
        raise Refused(message, remedy=_("PIN tetap bisa dipakai."), rule="card-wait")


def _count(connection: Connection, asker_id: int, now: datetime) -> None:
    step = update(CardMiss).where(CardMiss.user_id == asker_id).values(misses=CardMiss.misses + 1, last_at=now)
    if connection.execute(step).rowcount == 0:
        connection.execute(insert(CardMiss), [{"user_id": asker_id, "misses": 1, "last_at": now}])
