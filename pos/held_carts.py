"""Held carts: sales put aside with a label, until some till of the branch takes them back.

A held cart is the till's draft as it stood: lines, member, tenders begun, unknown codes.  It
is no fact: nothing is sold and no stock is set apart.  It goes from the till's open cart into
this table, and out of it again, in one transaction each, so it is always in exactly one place;
of two tills that take the same one, the row is deleted by one and missing for the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, ForeignKey, delete, func, insert, select
from sqlalchemy.orm import Mapped, mapped_column

from koperasi import commands, documents
from koperasi.database import LOCAL, Record
from koperasi.errors import NotFound, Refused
from koperasi.money import Rupiah
from koperasi.rights import Permission
from koperasi.text import _, plain
from koperasi.tills import Till as TillRecord
from koperasi.users import User
from koperasi.work import Work, needs
from pos import drafts
from pos.till_values import Draft

LONGEST_LABEL = 40
#: As many as a list is still looked through.
MOST = 99


class HeldCart(Record):
    """A sale put aside, by the id that it keeps for ever."""

    __tablename__ = "held_carts"
    __table_class__ = LOCAL

    cart_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    branch_id: Mapped[int] = mapped_column(ForeignKey("branches.id"), index=True)
    till_id: Mapped[int] = mapped_column(ForeignKey("tills.id"))
    held_by: Mapped[int] = mapped_column(ForeignKey("users.id"))
    held_at: Mapped[datetime]
    label: Mapped[str]
    #: What the list shows without reading the draft.
    lines: Mapped[int]
    total: Mapped[Rupiah]
    member: Mapped[str]
    draft: Mapped[str]


@dataclass(frozen=True, slots=True)
class Held:
    """A held cart as the list shows it."""

    cart_id: int
    label: str
    lines: int
    total: Rupiah
    member: str
    till_code: str
    held_by: str
    held_at: datetime

    def age(self, now: datetime) -> timedelta:
        return now - self.held_at


@dataclass(frozen=True, slots=True)
class HoldCommand:
    """Put what stands on a till aside."""

    till_id: int
    draft: Draft
    label: str


@dataclass(frozen=True, slots=True)
class TakeCommand:
    """Take a held cart to a till; `instead` is what stands there now and is put aside for it."""

    cart_id: int
    till_id: int
    instead: HoldCommand | None = None


@dataclass(frozen=True, slots=True)
class DiscardCommand:
    """Give a held cart up for good, and why."""

    cart_id: int
    till_id: int
    shift_id: int
    reason: str


_SHOWN = (
    select(
        HeldCart.cart_id,
        HeldCart.label,
        HeldCart.lines,
        HeldCart.total,
        HeldCart.member,
        TillRecord.code,
        User.name,
        HeldCart.held_at,
    )
    .join(TillRecord, TillRecord.id == HeldCart.till_id)
    .join(User, User.id == HeldCart.held_by)
    .order_by(HeldCart.held_at, HeldCart.cart_id)
)


def waiting(connection: Connection, branch_id: int) -> list[Held]:
    """The held carts of a branch, the one that waits longest first."""
    return [Held(*row) for row in connection.execute(_SHOWN.where(HeldCart.branch_id == branch_id).limit(MOST))]


def count(connection: Connection, branch_id: int) -> int:
    """How many carts a branch holds."""
    held = select(func.count()).select_from(HeldCart).where(HeldCart.branch_id == branch_id)
    return int(connection.execute(held).scalar_one())


def holds(connection: Connection, cart_id: int) -> bool:
    """Whether a cart is put aside just now."""
    return connection.scalar(select(HeldCart.cart_id).where(HeldCart.cart_id == cart_id)) is not None


def look(connection: Connection, cart_id: int) -> Draft:
    """A held cart as it was put aside; raises NotFound when another till has taken it."""
    text = connection.scalar(select(HeldCart.draft).where(HeldCart.cart_id == cart_id))
    if text is None:
        raise _gone()
    return commands.decode(Draft, text)


@needs(Permission.SALE_HOLD)
def hold(work: Work, command: HoldCommand) -> None:
    """Put a till's open cart aside and empty the till; doing it twice is doing it once.

    Raises Refused when nothing stands there, or its sale is in the books already.
    """
    _hold(work, command)


@needs(Permission.SALE_HOLD)
def take(work: Work, command: TakeCommand) -> Draft:
    """Bring a held cart to a till, where it is the open cart from now on.

    Raises NotFound when another till was quicker; what stood there is then not put aside.
    """
    gone = delete(HeldCart).where(HeldCart.cart_id == command.cart_id).returning(HeldCart.draft, HeldCart.label)
    row = work.connection.execute(gone).one_or_none()
    if row is None:
        raise _gone()
    if command.instead is not None:
        _hold(work, command.instead)
    draft = commands.decode(Draft, row.draft)
    drafts.keep(work.connection, command.till_id, draft, work.now)
    work.trace.detail.update(cart=str(command.cart_id), label=row.label)
    return draft


@needs(Permission.SALE_HOLD)
def discard(work: Work, command: DiscardCommand) -> Draft:
    """Take a held cart out for good, and give its draft to whoever records what became of it.

    Raises Refused without a reason, NotFound when it is gone.
    """
    if not plain(command.reason):
        raise Refused(_("Tulis alasannya."), rule="reason", field="reason")
    gone = delete(HeldCart).where(HeldCart.cart_id == command.cart_id).returning(HeldCart.draft, HeldCart.label)
    row = work.connection.execute(gone).one_or_none()
    if row is None:
        raise _gone()
    work.trace.detail.update(cart=str(command.cart_id), label=row.label, reason=plain(command.reason))
    return commands.decode(Draft, row.draft)


def _hold(work: Work, command: HoldCommand) -> None:
    draft = command.draft
    if not (draft.cart.lines or draft.unknown):
        raise Refused(_("Belum ada barang untuk ditahan."), rule="empty")
    if documents.posted(work.connection, draft.cart.id):
        raise Refused(_("Transaksi ini sudah selesai."), rule="held-late")
    member = draft.cart.member
    row = {
        "cart_id": draft.cart.id,
        "branch_id": work.shop.branch.id,
        "till_id": command.till_id,
        "held_by": work.actor.id,
        "held_at": work.now,
        "label": plain(command.label)[:LONGEST_LABEL] or suggested(draft),
        "lines": len(draft.cart.lines),
        "total": draft.cart.total,
        "member": member.name if member is not None else "",
        "draft": commands.encode(draft),
    }
    if not holds(work.connection, draft.cart.id):
        work.connection.execute(insert(HeldCart), [row])
    drafts.drop(work.connection, command.till_id)
    work.trace.amount = draft.cart.total
    work.trace.detail.update(held=str(draft.cart.id), held_label=row["label"])


def suggested(draft: Draft) -> str:
    """What a cart is called unless somebody types better: its member, else its first goods."""
    if draft.cart.member is not None:
        return draft.cart.member.name[:LONGEST_LABEL]
    names = [line.good.name for line in draft.cart.lines]
    words = " ".join(names[0].split()[:3]) if names else draft.unknown[-1].code if draft.unknown else ""
    return words[:LONGEST_LABEL]


def _gone() -> NotFound:
    return NotFound(_("Transaksi ini sudah diambil kasir lain."), remedy=_("Lihat daftar yang baru."))
