"""What is told of a dispatch while it is received: frozen values, each deed giving the next."""

from __future__ import annotations

from dataclasses import dataclass, replace

from inventory.dispatch_queries import SentLine, UnderWay
from inventory.dispatches import Arrived, Bearer
from koperasi.quantity import NOTHING, Quantity


@dataclass(frozen=True, slots=True)
class ToldLine:
    """A sent line with what is broken and missing of it; the rest came whole."""

    sent: SentLine
    broken: Quantity = NOTHING
    missing: Quantity = NOTHING

    @property
    def came(self) -> Quantity:
        return self.sent.quantity - self.broken - self.missing

    @property
    def possible(self) -> bool:
        return self.came >= NOTHING


@dataclass(frozen=True, slots=True)
class Told:
    """All lines of a dispatch that have not arrived yet, one of them chosen."""

    lines: tuple[ToldLine, ...] = ()
    chosen: int = 0
    borne_by: Bearer = Bearer.SENDER

    @classmethod
    def of(cls, paper: UnderWay) -> Told:
        """As if everything had come whole."""
        return cls(tuple(ToldLine(each) for each in paper.waiting))

    @property
    def line(self) -> ToldLine | None:
        return self.lines[self.chosen] if self.chosen < len(self.lines) else None

    @property
    def possible(self) -> bool:
        return bool(self.lines) and all(each.possible for each in self.lines)

    @property
    def lost(self) -> bool:
        return any(each.broken or each.missing for each in self.lines)

    def choose(self, place: int) -> Told:
        return replace(self, chosen=min(max(place, 0), max(len(self.lines) - 1, 0)))

    def with_lost(self, broken: Quantity | None, missing: Quantity | None) -> Told:
        """The chosen line with so much broken and missing."""
        line = self.line
        if line is None:
            return self
        told = replace(line, broken=broken or NOTHING, missing=missing or NOTHING)
        return replace(self, lines=(*self.lines[: self.chosen], told, *self.lines[self.chosen + 1 :]))

    def other_bearer(self) -> Told:
        other = Bearer.RECEIVER if self.borne_by is Bearer.SENDER else Bearer.SENDER
        return replace(self, borne_by=other)

    def arrived(self, note: str) -> tuple[Arrived, ...]:
        return tuple(
            Arrived(each.sent.line, each.came, each.broken, each.missing, self.borne_by, note) for each in self.lines
        )
