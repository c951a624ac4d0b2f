"""The station: who stands at this till now, and the deeds of a shift as its screens ask for them.

One `Station` belongs to a window and is given to every screen.  Its functions run in a
worker's thread; they open their own transaction, return frozen values and change nothing
in the station, which only the window's thread does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select

from koperasi import backups, handovers, shifts, tills, uids, users
from koperasi.errors import Trouble
from koperasi.money import ZERO, Rupiah
from koperasi.shifts import OpeningCommand, Pieces, Shift
from koperasi.shop import Shop
from koperasi.text import _, plain
from koperasi.tills import Till
from koperasi.users import Staff
from koperasi.work import Actor
from pos import drawers
from pos.drawers import DrawerCommand, NoSaleCommand, Why

if TYPE_CHECKING:
    from pos.printers import Printers
    from printing.workers import News

#: What the name of a shop to practise in ends with.
PRACTICE = " (LATIHAN)"
BACKUP = re.compile(r"sbmi-mart-(\d{8}-\d{6})-")


def _nothing() -> None:
    """No printer is there to be called."""


def _no_lines() -> int:
    return 0


@dataclass(slots=True)
class Station:
    """Who and what is at this till now.

    `printer` is the name of its print queue, "" for none; `call_printer` wakes the worker
    after a commit; `open_lines` says how many lines wait in the cart.
    """

    shop: Shop
    actor: Actor | None = None
    shift: Shift | None = None
    till_name: str = ""
    printer: str = ""
    printer_news: News | None = None
    call_printer: Callable[[], None] = field(default=_nothing)
    open_lines: Callable[[], int] = field(default=_no_lines)
    #: The workers of this PC's printers, where a window runs them.
    printing: Printers | None = None
    #: Whether the drawer holds so much that some of it should go to the safe; how much is told nobody.
    drawer_full: bool = False

    @property
    def till_id(self) -> int:
        """Raises Trouble on a PC that stands at no till (an office)."""
        if self.shop.till_id is None:
            raise Trouble(
                _("Komputer ini belum punya kasir."), remedy=_("Tetapkan dulu dengan: sbmi-mart till use KODE.")
            )
        return self.shop.till_id

    @property
    def person(self) -> Actor:
        """Who is signed in; raises Trouble when nobody is."""
        if self.actor is None:
            raise Trouble(_("Belum ada yang masuk."), remedy=_("Masuk dulu dengan PIN."))
        return self.actor


@dataclass(frozen=True, slots=True)
class AtTill:
    """What sign-in shows: the till, its people, its open shift and whose it is, the last backup."""

    till_code: str
    till_name: str
    staff: tuple[Staff, ...]
    shift: Shift | None
    cashier: str
    backed_up: datetime | None


@dataclass(frozen=True, slots=True)
class Float:
    """What is known when a shift is about to open."""

    business_date: date
    left: Rupiah
    usual: Rupiah


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who has just come, the shift she finds, and what a new one would start from.

    `holder` is who answers for that shift's drawer.
    """

    actor: Actor
    shift: Shift | None
    opening: Float
    holder: str = ""

    @property
    def forgotten(self) -> bool:
        """Whether the shift she finds is of an earlier day than today's: nobody closed it."""
        return self.shift is not None and self.shift.business_date < self.opening.business_date


def look(station: Station) -> AtTill:
    """The till, its people and its open shift."""
    with station.shop.reading() as connection:
        name = connection.execute(select(Till.code, Till.name).where(Till.id == station.till_id)).one()
        people = tuple(sorted(users.staff(connection), key=lambda each: each.role != "cashier"))
        shift = shifts.open_shift_of(connection, station.till_id)
        cashier = _holder(connection, shift)
    return AtTill(name.code, name.name, people, shift, cashier, last_backup(station.shop))


def last_backup(shop: Shop) -> datetime | None:
    """When the newest backup was made, on the branch's clock; its name says so in UTC."""
    newest = backups.newest(shop.state.backups)
    found = BACKUP.match(newest.name) if newest is not None else None
    return shop.branch.local(datetime.strptime(found[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)) if found else None


def sign_in(station: Station, user_id: int, pin: str) -> SignedIn:
    """Raises Refused for a wrong PIN, or one that must wait."""
    actor = station.shop.sign_in(user_id, pin)
    with station.shop.reading() as connection:
        shift = shifts.open_shift_of(connection, station.till_id)
        holder = _holder(connection, shift)
    return SignedIn(actor, shift, expected_float(station), holder)


def _holder(connection: Connection, shift: Shift | None) -> str:
    """The name of who answers for a shift's drawer now."""
    if shift is None:
        return ""
    return users.any_actor(connection, handovers.holder(connection, shift)).name


def sign_out(station: Station, actor: Actor) -> None:
    station.shop.note(actor.id, "koperasi:user:log-out")


def expected_float(station: Station) -> Float:
    """The business date a shift opened now has, what was left in the drawer, the usual float."""
    shop = station.shop
    with shop.reading() as connection:
        left = tills.left_in_drawer(connection, station.till_id)
    return Float(shop.branch.business_date(shop.clock()), left, Rupiah(shop.settings.usual_float))


def open_shift(station: Station, actor: Actor, amount: Rupiah, day: date, count: tuple[Pieces, ...] = ()) -> Shift:
    """Open the till's shift with a float, and the drawer to put it in; `count` where what was left was counted."""
    now = station.shop.clock()
    with station.shop.work(actor, now=now) as work:
        command = OpeningCommand(work.mint(), uids.new_uid(now), station.till_id, amount, day, now, count)
        shift = shifts.open_shift(work, command)
        drawers.kick(work, station.printer, command.id)
    station.call_printer()
    return shift


def open_drawer(station: Station, actor: Actor, why: Why, note: str = "", approver: Actor | None = None) -> None:
    """Open the drawer without a sale, and say why."""
    shop = station.shop
    now = shop.clock()
    with shop.reading() as connection:
        shift = shifts.open_shift_of(connection, station.till_id)
    day = shift.business_date if shift else shop.branch.business_date(now)
    with shop.work(actor, approver=approver, now=now) as work:
        ids = (work.mint(), uids.new_uid(now), station.till_id, shift.id if shift else None)
        drawers.open_drawer(work, NoSaleCommand(*ids, station.printer, why, plain(note), day, now))
    station.call_printer()


def open_to_count(station: Station, actor: Actor) -> None:
    """Open the drawer to count it."""
    with station.shop.work(actor) as work:
        drawers.open_to_count(work, DrawerCommand(station.till_id, station.printer, "count", work.now))
    station.call_printer()


def part_of_day(opened: datetime) -> str:
    """`pagi`, `siang`, `sore` or `malam`, as the shift is called."""
    hours = ((4, _("malam")), (11, _("pagi")), (15, _("siang")), (18, _("sore")), (24, _("malam")))
    return next(words for until, words in hours if opened.hour < until)


def short_of(float_amount: Rupiah, left: Rupiah) -> tuple[Rupiah, Rupiah]:
    """What a float takes out of the safe, and what it puts there."""
    more = float_amount - left
    return max(more, ZERO), max(-more, ZERO)
