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
from koperasi.errors import Refused
from koperasi.money import ZERO, Rupiah, dots, total
from koperasi.shifts import ClosingCommand, Pieces, SeenElsewhere, Shift
from koperasi.text import _
from koperasi.work import Actor
from pos import closings, tender_counts, z_slips
from pos.stations import Station
from pos.tender_counts import TenderCount
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
class Parting:
    """How counted money is parted: which pieces stay for change, which go to the safe."""

    stays: Count
    goes: Count


def part(count: Count, usual: Rupiah) -> Parting:
    """Leave the usual float in the smallest notes and coins, bank the large ones.

    Small money is laid aside until it is enough, then the largest pieces that are not needed
    go back; where no pieces make the very sum, what stays is the least above it.
    """
    stays = Count()
    for worth, coin in sorted(count.pieces):
        lacking = max(0, -(-(usual - stays.amount).amount // worth))
        if pieces := min(count.pieces[worth, coin], lacking):
            stays = stays.of(worth, coin, pieces)
    for worth, coin in sorted(stays.pieces, reverse=True):
        spare = max(0, (stays.amount - usual).amount // worth)
        stays = stays.of(worth, coin, stays.pieces[worth, coin] - min(stays.pieces[worth, coin], spare))
    goes = {kind: pieces - stays.pieces.get(kind, 0) for kind, pieces in count.pieces.items()}
    return Parting(stays, Count(goes))


@dataclass(frozen=True, slots=True)
class Difference:
    """What should be in the drawer, and what is; `over` is negative when cash is short.

    `elsewhere` is what each kind of tender that lies in no drawer should have brought.
    """

    expected: Rupiah
    counted: Rupiah
    elsewhere: tuple[TenderCount, ...] = ()

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
        elsewhere = tender_counts.expected(connection, shift.id)
    difference = Difference(expected, count.amount, elsewhere)
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


def close(
    station: Station,
    actor: Actor,
    shift: Shift,
    count: Count,
    left: Rupiah,
    elsewhere: tuple[SeenElsewhere, ...] = (),
) -> Closed:
    """Post the close and queue its Z; `left` stays in the drawer, the rest goes to the safe.

    A shift that someone closed in the meantime is not closed again: its Z is given.
    """
    shop = station.shop
    now = shop.clock()
    try:
        with shop.work(actor, now=now) as work:
            number = numbers.peek(work.connection, shift.z_series)
            ids = (work.mint(), uids.new_uid(now), shift.id, number)
            command = ClosingCommand(*ids, count.as_pieces, left, now, elsewhere)
            z = closings.close(work, command)
        document_id = command.id
    except Refused as refusal:
        if refusal.rule not in {"shift-closed", "number"}:
            raise
        document_id, z = closed_already(station, actor, shift)
    station.call_printer()
    return Closed(document_id, z)


def closed_already(station: Station, actor: Actor, shift: Shift) -> tuple[int, Z]:
    """The close of a shift that is closed, and its Z; raises NotFound while it is open."""
    with station.shop.work(actor) as work:
        return shifts.closing(work.connection, shift.id).document_id, closings.z_of(work, shift)


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
