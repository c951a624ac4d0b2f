"""The blind count at a shift's close: what was counted, and only then what should be there.

Each count that was looked at is noted in the audit, so that counting again after the
difference was seen does not go unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from pathlib import Path

from koperasi import backups, numbers, shifts, tills, uids
from koperasi.money import ZERO, Rupiah, dots, total
from koperasi.shifts import ClosingCommand, Pieces, Shift
from koperasi.text import _
from koperasi.work import Actor
from pos import closings, z_slips
from pos.stations import Station
from pos.z_slips import Z
from printing.papers import Paper

#: Every note and coin in the order it is counted: (worth, whether it is a coin).
KINDS = (*((worth, False) for worth in tills.NOTES), *((worth, True) for worth in tills.COINS))


#: So many kinds still empty are named; of more, only how many there are.
MOST_NAMED = 4


@dataclass(frozen=True, slots=True)
class Count:
    """How many of each note and coin; what is not yet counted is not in it."""

    pieces: Mapping[tuple[int, bool], int] = field(default_factory=dict)

    def of(self, worth: int, coin: bool, pieces: int | None) -> Count:
        """The count with one kind counted, or taken back (None)."""
        others = {kind: number for kind, number in self.pieces.items() if kind != (worth, coin)}
        return replace(self, pieces=others if pieces is None else {**others, (worth, coin): pieces})

    @property
    def amount(self) -> Rupiah:
        return self._sum(KINDS)

    @property
    def notes(self) -> Rupiah:
        return self._sum(kind for kind in KINDS if not kind[1])

    @property
    def coins(self) -> Rupiah:
        return self._sum(kind for kind in KINDS if kind[1])

    def _sum(self, kinds: Iterable[tuple[int, bool]]) -> Rupiah:
        return total(Rupiah(kind[0]) * self.pieces.get(kind, 0) for kind in kinds)

    @property
    def missing(self) -> list[tuple[int, bool]]:
        """What has not been counted yet."""
        return [kind for kind in KINDS if kind not in self.pieces]

    @property
    def missing_words(self) -> str:
        """`200, 100`, the largest first; many are only counted."""
        missing = self.missing
        if len(missing) > MOST_NAMED:
            return _("{many} pecahan").format(many=len(missing))
        return ", ".join(dots(kind[0]) for kind in missing)

    @property
    def as_pieces(self) -> tuple[Pieces, ...]:
        """For the closing command: kinds of which there were none are left out."""
        return tuple(
            Pieces(Rupiah(worth), coin, self.pieces[worth, coin])
            for worth, coin in KINDS
            if self.pieces.get((worth, coin))
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """What should be in the drawer, and what is; `over` is negative when cash is short."""

    expected: Rupiah
    counted: Rupiah

    @property
    def over(self) -> Rupiah:
        return self.counted - self.expected

    def stays(self, usual: Rupiah) -> Rupiah:
        """What to leave for the next float: the usual, or all there is."""
        return max(ZERO, min(usual, self.counted))


def compare(station: Station, actor: Actor, shift: Shift, count: Count) -> Difference:
    """Keep in the audit that a count was finished; only now tell what was expected."""
    with station.shop.reading() as connection:
        expected = shifts.expected_cash(connection, shift)
    difference = Difference(expected, count.amount)
    station.shop.note(
        actor.id,
        "pos:shift:count",
        shift=str(shift.id),
        counted=difference.counted.amount,
        expected=expected.amount,
        over=difference.over.amount,
    )
    return difference


@dataclass(frozen=True, slots=True)
class Closed:
    """A posted close: its document and its Z."""

    document_id: int
    z: Z


def close(station: Station, actor: Actor, shift: Shift, count: Count, left: Rupiah) -> Closed:
    """Post the close and queue its Z; `left` stays in the drawer, the rest goes to the safe."""
    shop = station.shop
    now = shop.clock()
    with shop.work(actor, now=now) as work:
        number = numbers.peek(work.connection, shift.z_series)
        ids = (work.mint(), uids.new_uid(now), shift.id, number)
        command = ClosingCommand(*ids, count.as_pieces, left, now)
        z = closings.close(work, command)
    station.call_printer()
    return Closed(command.id, z)


def picture_of(station: Station, z: Z) -> bytes:
    """The Z as it comes out of the printer, as a PNG."""
    from printing.pictures import picture

    slip = z_slips.z_slip(station.shop.branch, z)
    page = BytesIO()
    picture(slip, Paper.of_columns(station.shop.settings.receipt_columns)).save(page, "PNG")
    return page.getvalue()


def back_up(station: Station) -> Path:
    """The backup that each close makes by itself; raises Trouble when it cannot be made."""
    shop = station.shop
    made = backups.at_shift_close(shop.database, shop.state, shop.clock())
    shop.remember()
    return made
