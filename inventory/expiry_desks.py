"""The desk of goods near their date: what is read for it, and expired goods written off lot by lot.

A write-off names the very lots that were ticked.  Members' goods are not ticked beforehand:
they mostly go back to her.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from inventory import expiry_queries, markdowns, write_offs
from inventory.expiries import Dated
from inventory.markdowns import MarkdownCommand, Proposal
from inventory.write_offs import Cause, SpoiltLine, WriteOffCommand
from koperasi import uids
from koperasi.money import ZERO, Rupiah, total
from koperasi.periods import Period
from koperasi.quantity import ONE
from koperasi.shop import Shop
from koperasi.text import N_
from koperasi.work import Actor

#: How far ahead is looked: days, and words; 0 is what has expired already.
FILTERS: tuple[tuple[int, str], ...] = (
    (0, N_("Sudah lewat")),
    (7, N_("7 hari")),
    (14, N_("14 hari")),
    (30, N_("30 hari")),
    (60, N_("60 hari")),
)
FARTHEST = max(days for days, _words in FILTERS)


@dataclass(frozen=True, slots=True)
class Desk:
    """Everything within the farthest look, and what is proposed for it."""

    day: date
    lots: tuple[Dated, ...]
    proposals: tuple[Proposal, ...]

    def within(self, days: int) -> tuple[Dated, ...]:
        """What expires within so many days; for 0 only what has already."""
        if not days:
            return tuple(lot for lot in self.lots if lot.days_left(self.day) < 0)
        return tuple(lot for lot in self.lots if lot.days_left(self.day) <= days)

    @property
    def expired(self) -> tuple[Dated, ...]:
        return self.within(0)

    def proposal(self, product_id: int) -> Proposal | None:
        return next((each for each in self.proposals if each.lot.product_id == product_id), None)

    @property
    def own_lots(self) -> frozenset[int]:
        """Expired lots of the shop's own: ticked beforehand when they are thrown away."""
        return frozenset(lot.lot_id for lot in self.expired if lot.maker_id is None)


def value(lots: Sequence[Dated]) -> Rupiah:
    return total(lot.value for lot in lots) if lots else ZERO


def read(shop: Shop) -> Desk:
    """The desk as it is today.  Raises BadInput for steps in the settings that make no sense."""
    day = shop.branch.business_date(shop.clock())
    steps = markdowns.steps(shop.settings.markdown_steps)
    with shop.reading() as connection:
        lots = expiry_queries.near(connection, Period(shop.branch, day, day), FARTHEST, shop.settings.pace_days)
        proposals = markdowns.read(connection, shop.branch.id, day, lots, steps)
    return Desk(day, tuple(lots), tuple(proposals))


def start(shop: Shop, person: Actor, command: MarkdownCommand) -> int:
    """Make goods cheaper until their dates; returns how many."""
    with shop.work(person, channel="office") as work:
        return markdowns.start(work, command)


def waste(shop: Shop, person: Actor, desk: Desk, lots: Collection[int]) -> Rupiah:
    """Write the ticked expired lots off, a document for each place; returns what they cost.

    Raises Refused when one of them is not all there any more: all or none is written.
    """
    gone = sorted((lot for lot in desk.expired if lot.lot_id in lots), key=lambda lot: (lot.location_id, lot.lot_id))
    with shop.work(person, channel="office") as work:
        for location_id, its_lots in groupby(gone, key=lambda lot: lot.location_id):
            lines = tuple(
                SpoiltLine(lot.product_id, lot.unit, ONE, lot.quantity, Cause.EXPIRED, lot.lot_id) for lot in its_lots
            )
            ids = (work.mint(), uids.new_uid(work.now))
            write_offs.write_off(work, WriteOffCommand(*ids, location_id, desk.day, work.now, lines))
    return value(gone)
