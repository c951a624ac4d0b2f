"""The desk of losses: what is open with who should bear it, and everything settled with its paper.

Frozen values for the screen; the deeds post one paper for each maker and print its slip.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from sqlalchemy import Connection, select

from consignment import loss_papers, losses, open_losses, settled_losses
from consignment.agreements import LossCause
from consignment.loss_queries import Key, Settled
from consignment.losses import FoundCommand, FoundLine, LossCommand, LossLine, LossReversal
from consignment.lot_worths import LotWorth
from consignment.open_losses import Bearing, Loss
from consignment.settled_losses import SettledLosses
from inventory.products import Product
from koperasi import uids
from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah, total
from koperasi.parties import Party
from koperasi.quantity import NOTHING, Quantity
from koperasi.shop import Shop
from koperasi.text import _, clock, short_date
from koperasi.work import Actor, Work
from printing import jobs
from printing.slips import Slip


@dataclass(frozen=True, slots=True)
class LossRow:
    """A loss that waits for somebody: open, or found again after it was settled.

    `bearing` is who bears an open one by her agreement, None where no price tells its worth;
    `back` what goes back of one found again.
    """

    loss: Loss
    worth: LotWorth
    maker: str
    name: str
    unit: str
    bearing: Bearing | None = None
    back: Settled | None = None

    @property
    def key(self) -> Key:
        return self.loss.lost.key

    @property
    def maker_id(self) -> int:
        return self.loss.lost.maker_id

    @property
    def quantity(self) -> Quantity:
        return self.back.quantity if self.back is not None else self.loss.open

    @property
    def found(self) -> bool:
        return self.back is not None

    @property
    def amount(self) -> Rupiah | None:
        """What she gets, below zero what goes back; None while no price tells it."""
        if self.back is not None:
            return -self.back.amount
        return self.bearing.amount if self.bearing is not None else None

    @property
    def told(self) -> str:
        return f"{self.quantity} {self.unit.lower()}"

    def judged(
        self, quantity: Quantity | None = None, cause: LossCause | None = None, shop_bps: int | None = None
    ) -> Bearing | None:
        """Who bears it when it is judged so."""
        return open_losses.borne(self.loss, self.worth, quantity or self.quantity, cause, shop_bps)


@dataclass(frozen=True, slots=True)
class LossDesk:
    """What waits, by maker and day, and the last settlements."""

    day: date
    rows: tuple[LossRow, ...] = ()
    settled: tuple[SettledLosses, ...] = ()

    @property
    def ready(self) -> tuple[LossRow, ...]:
        """All that can be settled at once: the ones whose worth is known."""
        return tuple(each for each in self.rows if each.amount is not None)

    @property
    def amount(self) -> Rupiah:
        """What makers get when all of it is settled by their agreements."""
        return total(each.amount or ZERO for each in self.ready)


def read(shop: Shop) -> LossDesk:
    """The desk as it is now."""
    with shop.reading() as connection:
        return read_from(connection, shop)


def read_from(connection: Connection, shop: Shop, makers: Sequence[int] | None = None) -> LossDesk:
    """The same within a transaction, of these makers only where they are named."""
    day = shop.branch.business_date(shop.clock())
    found = open_losses.read(connection, shop.branch.id, day, makers)
    waiting = [each for each in found.losses if (each.open or each.over) and each.lost.lot_id in found.worths]
    names = _names(connection, waiting)
    rows = [_row(each, found.worths[each.lost.lot_id], names) for each in waiting]
    rows.sort(key=lambda row: (row.maker, row.loss.lost.turn))
    return LossDesk(day, tuple(rows), tuple(settled_losses.latest(connection, shop.branch.id)))


def _names(connection: Connection, waiting: Sequence[Loss]) -> dict[int, tuple[str, str]]:
    """Maker → her name, product → its name and unit."""
    makers = {each.lost.maker_id for each in waiting}
    products = {each.lost.product_id for each in waiting}
    people = select(Party.id, Party.title, Party.name).where(Party.id.in_(sorted(makers)))
    goods = select(Product.id, Product.name, Product.base_unit).where(Product.id.in_(sorted(products)))
    found = {row.id: (f"{row.title} {row.name}".strip(), "") for row in connection.execute(people)}
    return found | {row.id: (row.name, row.base_unit) for row in connection.execute(goods)}


def _row(loss: Loss, worth: LotWorth, names: dict[int, tuple[str, str]]) -> LossRow:
    maker, (name, unit) = names[loss.lost.maker_id][0], names[loss.lost.product_id]
    if loss.over:
        return LossRow(loss, worth, maker, name, unit, back=open_losses.taken_back(loss.settled, loss.over))
    return LossRow(loss, worth, maker, name, unit, open_losses.borne(loss, worth, loss.open))


# -- doing -----------------------------------------------------------------------------------------


def settle(
    shop: Shop,
    actor: Actor,
    row: LossRow,
    quantity: Quantity | None = None,
    cause: LossCause | None = None,
    shop_bps: int | None = None,
    why: str = "",
    printer: str = "",
) -> str:
    """Settle one loss, or take back what was found of it; returns its paper's number.

    Without a cause or a part of the shop's, as noted and agreed.
    """
    with shop.work(actor, channel="office") as work:
        if row.found:
            lines = (FoundLine(*row.key, quantity=quantity or row.quantity),)
            return _found(work, shop, row.maker_id, lines, why, printer)
        line = LossLine(*row.key, quantity=quantity or row.quantity, cause=cause, shop_bps=shop_bps)
        return _settled(work, shop, row.maker_id, (line,), why, printer)


def keep(shop: Shop, actor: Actor, row: LossRow, why: str, printer: str = "") -> str:
    """Let her keep what she got for goods that were found again."""
    with shop.work(actor, channel="office") as work:
        lines = (FoundLine(*row.key, quantity=row.quantity, keep=True),)
        return _found(work, shop, row.maker_id, lines, why, printer)


def settle_all(shop: Shop, actor: Actor, rows: Sequence[LossRow], printer: str = "") -> tuple[str, ...]:
    """Settle all of these as they are proposed, a paper for each maker; all or none.  Returns their numbers."""
    numbers = []
    ordered = sorted((each for each in rows if each.amount is not None), key=lambda each: (each.maker_id, each.found))
    with shop.work(actor, channel="office") as work:
        for (maker, found), its in groupby(ordered, key=lambda each: (each.maker_id, each.found)):
            waiting = sorted(its, key=lambda each: each.loss.lost.turn)
            if found:
                back = tuple(FoundLine(*each.key, quantity=each.quantity) for each in waiting)
                numbers.append(_found(work, shop, maker, back, "", printer))
            else:
                open_ones = tuple(LossLine(*each.key, quantity=each.quantity) for each in waiting)
                numbers.append(_settled(work, shop, maker, open_ones, "", printer))
    return tuple(numbers)


def _settled(work: Work, shop: Shop, maker_id: int, lines: tuple[LossLine, ...], why: str, printer: str) -> str:
    day = shop.branch.business_date(work.now)
    command = LossCommand(work.mint(), uids.new_uid(work.now), maker_id, day, work.now, lines, why)
    number = losses.settle(work, command)
    _print(work, shop, command.id, printer)
    return number


def _found(work: Work, shop: Shop, maker_id: int, lines: tuple[FoundLine, ...], why: str, printer: str) -> str:
    day = shop.branch.business_date(work.now)
    command = FoundCommand(work.mint(), uids.new_uid(work.now), maker_id, day, work.now, lines, why)
    number = losses.take_back(work, command)
    _print(work, shop, command.id, printer)
    return number


def reverse(shop: Shop, actor: Actor, document_id: int, why: str, printer: str = "") -> str:
    """Take a settlement back that was a mistake."""
    with shop.work(actor, channel="office") as work:
        day = shop.branch.business_date(work.now)
        command = LossReversal(work.mint(), uids.new_uid(work.now), document_id, day, work.now, why)
        number = losses.reverse(work, command)
        _print(work, shop, command.id, printer)
    return number


def _print(work: Work, shop: Shop, document_id: int, printer: str) -> None:
    if printer:
        drawn = loss_papers.slip(shop.branch, settled_losses.paper(work.connection, document_id))
        row = jobs.queue_row(work.mint(), drawn, printer=printer, at=work.now, document_id=document_id)
        jobs.put(work.connection, row)


def print_again(shop: Shop, actor: Actor, document_id: int, printer: str) -> None:
    """The slip once more, marked SALINAN.  Raises Refused without a printer."""
    if not printer:
        raise Refused(_("Tidak ada printer struk di PC ini."), rule="no-printer")
    at = shop.clock()
    local = shop.branch.local(at)
    note = _("{day} {clock} oleh {name}").format(day=short_date(local.date()), clock=clock(local), name=actor.name)

    def draw(connection: Connection, document: int) -> Slip:
        return loss_papers.slip(shop.branch, settled_losses.paper(connection, document))

    job = shop.minter.next()
    with shop.database.writing() as connection:
        row = jobs.copy_row(connection, job, document_id, draw=draw, printer=printer, at=at, note=note)
        jobs.put(connection, row)


def tolerated(bearing: Bearing) -> bool:
    """Whether her agreement lets her bear all of it as within what may be missing."""
    return bearing.tolerated > NOTHING and bearing.tolerated == bearing.quantity
