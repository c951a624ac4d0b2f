"""Users: who may sign in, with a PIN of six digits.

A PIN is peppered with a secret outside the database and hashed with argon2id, so a copied
file alone is useless.  Misses are counted in the database before the answer is given:
after five each further try must wait, after ten a manager must unlock (domain/trust.md D).
"""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from sqlalchemy import Connection, ForeignKey, delete, insert, select, update
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import masters
from koperasi.database import LOCAL, MASTER, Record
from koperasi.errors import BadInput, NotFound, Refused
from koperasi.rights import Permission, Right
from koperasi.text import _
from koperasi.work import Actor, Work, needs

if TYPE_CHECKING:
    from argon2 import PasswordHasher

KONSOLE_ID = 1
#: The built-in user of the window in which makers look for themselves.
KIOSK_ID = 2
PIN_DIGITS = 6
FREE_MISSES = 5
MOST_MISSES = 10
FIRST_WAIT = timedelta(seconds=30)
WEAK_PINS = frozenset({"123456", "654321", "112233", "121212", "123123"})


class RoleRecord(Record):
    __tablename__ = "roles"
    __table_class__ = MASTER

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class RoleRight(Record):
    """A right that a role grants; what is not here is denied."""

    __tablename__ = "role_rights"
    __table_class__ = MASTER

    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"), primary_key=True, autoincrement=False)
    permission: Mapped[str] = mapped_column(primary_key=True)
    #: Rupiah a deed and a business day; null means no limit.
    deed_limit: Mapped[int | None]
    daily_cap: Mapped[int | None]
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class User(Record):
    __tablename__ = "users"
    __table_class__ = MASTER

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    name: Mapped[str]
    role_id: Mapped[int] = mapped_column(ForeignKey("roles.id"))
    #: argon2id over the peppered PIN; none for those who never sign in (`konsole`).
    pin_hash: Mapped[str | None]
    party_id: Mapped[int | None] = mapped_column(ForeignKey("parties.id"))
    home: Mapped[int]
    version: Mapped[int]
    retired_at: Mapped[datetime | None] = mapped_column(default=None)


class PinMiss(Record):
    """Wrong PINs since the last right one."""

    __tablename__ = "pin_misses"
    __table_class__ = LOCAL

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), primary_key=True, autoincrement=False)
    misses: Mapped[int]
    last_at: Mapped[datetime]


@dataclass(frozen=True, slots=True)
class Staff:
    """A person on the sign-in screen."""

    id: int
    name: str
    role: str
    role_name: str


def staff(connection: Connection) -> list[Staff]:
    """Everyone who can sign in, by name."""
    found = select(User.id, User.name, RoleRecord.code, RoleRecord.name).join(RoleRecord, RoleRecord.id == User.role_id)
    there = found.where(User.retired_at.is_(None), User.pin_hash.is_not(None)).order_by(User.name)
    return [Staff(*row) for row in connection.execute(there)]


def any_actor(connection: Connection, user_id: int) -> Actor:
    """A user who acted once, retired since or not; raises NotFound for one never known here."""
    found = select(User.id, User.name, User.role_id, RoleRecord.code).join(RoleRecord, RoleRecord.id == User.role_id)
    row = connection.execute(found.where(User.id == user_id)).first()
    if row is None:
        raise NotFound(_("Pengguna ini tidak dikenal di sini."))
    return Actor(row.id, row.name, row.code, rights_of(connection, row.role_id))


def rights_of(connection: Connection, role_id: int) -> Mapping[Permission, Right]:
    rows = select(RoleRight.permission, RoleRight.deed_limit, RoleRight.daily_cap)
    granted = rows.where(RoleRight.role_id == role_id, RoleRight.retired_at.is_(None))
    known = set(Permission)
    return {Permission(name): Right(limit, cap) for name, limit, cap in connection.execute(granted) if name in known}


def actor(connection: Connection, user_id: int) -> Actor:
    """A user with the rights of her role; raises NotFound for one unknown or retired."""
    found = select(User.id, User.name, User.role_id, RoleRecord.code).join(RoleRecord, RoleRecord.id == User.role_id)
    row = connection.execute(found.where(User.id == user_id, User.retired_at.is_(None))).first()
    if row is None:
        raise NotFound(_("Pengguna ini tidak ada lagi."))
    return Actor(row.id, row.name, row.code, rights_of(connection, row.role_id))


@cache
def _hasher(memory_kib: int) -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher(time_cost=3, memory_cost=memory_kib, parallelism=1)


#: 64 MiB make a guess cost 0.2 s; tests use less.
MEMORY_KIB = 65_536


def _peppered(pin: str, pepper: bytes) -> str:
    return hmac.new(pepper, pin.encode(), sha256).hexdigest()


def hash_pin(pin: str, pepper: bytes) -> str:
    """The stored form of a PIN; raises BadInput for one that is too easy or not six digits."""
    if not (pin.isascii() and pin.isdigit() and len(pin) == PIN_DIGITS):
        raise BadInput(_("PIN harus 6 angka."), field="pin")
    if pin in WEAK_PINS or len(set(pin)) == 1:
        raise BadInput(_("PIN ini terlalu mudah ditebak."), remedy=_("Pilih angka lain."), field="pin")
    return _hasher(MEMORY_KIB).hash(_peppered(pin, pepper))


def pin_fits(pin: str, pin_hash: str, pepper: bytes) -> bool:
    from argon2.exceptions import VerifyMismatchError

    try:
        return _hasher(MEMORY_KIB).verify(pin_hash, _peppered(pin, pepper))
    except VerifyMismatchError:
        return False


def wait_left(connection: Connection, user_id: int, now: datetime) -> timedelta:
    """How long this user must wait before the next try."""
    miss = connection.execute(select(PinMiss.misses, PinMiss.last_at).where(PinMiss.user_id == user_id)).first()
    if miss is None or miss.misses < FREE_MISSES:
        return timedelta(0)
    whole: timedelta = FIRST_WAIT * 2 ** (miss.misses - FREE_MISSES)
    # A clock turned back must not keep her out for as long as it was turned back.
    left: timedelta = miss.last_at + whole - now
    return min(max(left, timedelta(0)), whole)


def tries_left(connection: Connection, user_id: int) -> int:
    """Wrong PINs this user may still give before someone must unlock her."""
    misses = connection.scalar(select(PinMiss.misses).where(PinMiss.user_id == user_id))
    return MOST_MISSES - (misses or 0)


def record_miss(connection: Connection, user_id: int, now: datetime) -> None:
    """Count a try before its answer is known, so that a restart cannot reset it."""
    step = update(PinMiss).where(PinMiss.user_id == user_id).values(misses=PinMiss.misses + 1, last_at=now)
    if connection.execute(step).rowcount == 0:
        connection.execute(insert(PinMiss), [{"user_id": user_id, "misses": 1, "last_at": now}])


def clear_misses(connection: Connection, user_id: int) -> None:
    connection.execute(delete(PinMiss).where(PinMiss.user_id == user_id))


def check_may_try(connection: Connection, user_id: int, now: datetime) -> None:
    """Refuse a try that comes too early or after too many misses."""
    if tries_left(connection, user_id) <= 0:
        raise Refused(_("PIN terkunci."), remedy=_("Minta manajer membukanya."), rule="pin-locked")
    if wait := wait_left(connection, user_id, now):
        seconds = int(wait.total_seconds()) + 1
        raise Refused(_("Tunggu {seconds} detik lalu coba lagi.").format(seconds=seconds), rule="pin-wait")


def wrong_pin(left: int) -> str:
    return _("Salah. Sisa {left} kali.").format(left=left)


@needs(Permission.USER_EDIT)
def add(work: Work, name: str, role_id: int, pin: str, party_id: int | None = None) -> int:
    """Add a user with a PIN; returns her id.  Raises BadInput for a name that is empty or somebody's already."""
    if not name.strip() or not name.isprintable():
        raise BadInput(_("Nama pengguna belum benar."), field="name")
    if any(each.name.casefold() == name.casefold() for each in staff(work.connection)):
        message = _("Sudah ada pengguna bernama {name}.").format(name=name)
        raise BadInput(message, remedy=_("Tambahkan nama keluarga atau julukannya."), field="name")
    user_id = work.mint()
    row = {"id": user_id, "name": name, "role_id": role_id, "pin_hash": hash_pin(pin, work.shop.keys.pepper)}
    masters.add(work.connection, User, [{**row, "party_id": party_id}])
    work.trace.detail.update(user=str(user_id), name=name, role=role_id)
    return user_id


@needs(Permission.USER_EDIT)
def unlock(work: Work, user_id: int) -> None:
    """Let a user try her PIN again."""
    clear_misses(work.connection, user_id)
    work.trace.detail.update(user=str(user_id), unlocked=True)


@needs(Permission.USER_EDIT)
def change_pin(work: Work, user_id: int, pin: str) -> None:
    """Give a user another PIN, and her tries back; raises BadInput for one too easy."""
    masters.change(work.connection, User, user_id, pin_hash=hash_pin(pin, work.shop.keys.pepper))
    clear_misses(work.connection, user_id)
    work.trace.detail.update(user=str(user_id), pin="changed")


@needs(Permission.USER_EDIT)
def retire(work: Work, user_id: int) -> None:
    """Let a user sign in no more; what she did keeps her name.  Refuses for the last manager."""
    managers = [each.id for each in staff(work.connection) if each.role == "manager"]
    if managers == [user_id]:
        message = _("Manajer terakhir tidak bisa dihentikan.")
        raise Refused(message, remedy=_("Tambahkan manajer lain dulu."), rule="last-manager")
    masters.change(work.connection, User, user_id, retired_at=work.now)
    work.trace.detail.update(user=str(user_id), retired=True)
