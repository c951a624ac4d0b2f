"""Stickers: the code on the counter scanned against the shop's own, since thieves paste theirs over it.

Each check is kept with who did it and what stood on the sticker.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi.database import FACT, Record
from koperasi.errors import Refused
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.users import User
from koperasi.work import Work, needs
from pos import qris, qris_codes
from pos.qris import Qris


class StickerCheck(Record):
    """A sticker that was scanned: whose it is, and whether it is the shop's."""

    __tablename__ = "sticker_checks"
    __table_class__ = FACT

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    branch_id: Mapped[int]
    till_id: Mapped[int | None]
    at: Mapped[datetime] = mapped_column(index=True)
    by_id: Mapped[int]
    same: Mapped[bool]
    merchant: Mapped[str]
    nmid: Mapped[str]
    payload: Mapped[str]


@dataclass(frozen=True, slots=True)
class StickerCommand:
    """What the scanner read from the sticker at a till."""

    id: int
    branch_id: int
    till_id: int | None
    payload: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Checked:
    """Whether the sticker is the shop's, and whose it says it is."""

    same: bool
    merchant: str
    nmid: str
    at: datetime
    by: str


@needs(Permission.QRIS_CHECK)
def check(work: Work, command: StickerCommand) -> Checked:
    """Compare a sticker with the shop's code and keep the answer; done twice it is kept once.

    Another's sticker is an answer, not a refusal: it must be kept.  Raises BadQris for what is
    no QRIS code at all, Refused where the shop has none to compare with, and in training.
    """
    if work.shop.settings.training:
        raise Refused(_("Mode latihan: stiker tidak dicek."), rule="qris-training")
    own, found = _own(work.shop), qris.parse(qris.cleaned(command.payload))
    same = found == own
    row = {
        "id": command.id,
        "branch_id": command.branch_id,
        "till_id": command.till_id,
        "at": command.at,
        "by_id": work.actor.id,
        "same": same,
        "merchant": found.merchant,
        "nmid": found.nmid,
        "payload": found.payload,
    }
    known = work.connection.scalar(select(StickerCheck.id).where(StickerCheck.id == command.id))
    if known is None:
        work.connection.execute(insert(StickerCheck).values(row))
    work.trace.detail.update(same=same, merchant=found.merchant, nmid=found.nmid, payload=found.payload)
    return Checked(same, found.merchant, found.nmid, command.at, work.actor.name)


def _own(shop: Shop) -> Qris:
    own = qris_codes.stored(shop)
    if own is None:
        remedy = _("Manajer: scan dulu stiker toko di F12, QRIS Toko.")
        raise Refused(_("Kode QRIS toko belum disimpan."), remedy=remedy, rule="qris-none")
    return own


def last(connection: Connection, branch_id: int) -> Checked | None:
    """The last check of a branch."""
    found = (
        select(StickerCheck.same, StickerCheck.merchant, StickerCheck.nmid, StickerCheck.at, User.name)
        .join(User, User.id == StickerCheck.by_id)
        .where(StickerCheck.branch_id == branch_id)
        .order_by(StickerCheck.at.desc(), StickerCheck.id.desc())
        .limit(1)
    )
    row = connection.execute(found).one_or_none()
    return Checked(*row) if row is not None else None


def due(shop: Shop, connection: Connection) -> bool:
    """Whether the sticker was not yet found right today, and the shop wants to be reminded."""
    if not (shop.settings.qris_daily_check and shop.settings.qris_static):
        return False
    newest = last(connection, shop.branch.id)
    today = shop.branch.business_date(shop.clock())
    return newest is None or not newest.same or shop.branch.business_date(newest.at) != today
