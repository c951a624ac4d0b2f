"""A session as its reviewer sees it: lines by what they are worth, what is open, what may be done."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection

from inventory import count_judgements, count_queries, count_records, count_report_queries, count_rules
from inventory.count_bookings import Decision
from inventory.count_judgements import Judged
from inventory.count_queries import Uncounted, UnknownRow
from inventory.count_records import Session, State
from inventory.count_report_queries import Result
from inventory.count_rules import Cause
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.shop import Shop
from koperasi.text import _


class Show(StrEnum):
    """Which lines are shown."""

    DIFFERENT = "different"
    RECOUNT = "recount"
    UNCOUNTED = "uncounted"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Line:
    """A good that was counted, one that was not, a code that nobody knows, or a line that was booked."""

    judged: Judged | None = None
    left: Uncounted | None = None
    unknown: UnknownRow | None = None
    counters: tuple[str, ...] = ()
    result: Result | None = None

    @property
    def product_id(self) -> int:
        return self.judged.facts.product_id if self.judged else self.left.product_id if self.left else 0

    @property
    def name(self) -> str:
        if self.result is not None:
            return self.result.name
        if self.judged is not None:
            return self.judged.facts.name
        return self.left.name if self.left is not None else self.unknown.code if self.unknown is not None else ""

    @property
    def variance(self) -> Quantity:
        """Of one nobody counted, what would be missing if it were taken for gone."""
        if self.result is not None:
            return self.result.variance
        return self.judged.variance if self.judged else -self.left.quantity if self.left else NOTHING

    @property
    def worth(self) -> Rupiah:
        if self.result is not None:
            return self.result.value
        return self.judged.worth if self.judged else -self.left.value if self.left else ZERO

    @property
    def waiting(self) -> bool:
        """It waits to be counted again."""
        return self.judged is not None and self.judged.waiting

    @property
    def booked_by_rule(self) -> bool:
        """Whether it is booked where nobody decides otherwise."""
        if self.result is not None:
            return self.result.booked
        return self.left is not None or (self.judged is not None and self.judged.in_scope)

    @property
    def usual_cause(self) -> Cause:
        return self.result.cause if self.result is not None else count_rules.usual_cause(self.variance)

    def booked(self, decision: Decision | None) -> bool:
        if decision is None:
            return self.booked_by_rule
        return decision.booked and decision.cause is not Cause.NOT_RECEIVED


@dataclass(frozen=True, slots=True)
class Review:
    """All there is to see of a session."""

    session: Session
    counters: tuple[str, ...]
    counted: tuple[Line, ...]
    left: tuple[Line, ...]
    left_count: int
    unknown: tuple[UnknownRow, ...]
    #: It was booked, and taken back again.
    reversed: bool = False

    @property
    def counters_words(self) -> str:
        return (
            _("dihitung {who}").format(who=", ".join(each.split()[0] for each in self.counters))
            if self.counters
            else _("belum ada hitungan")
        )

    def shown(self, show: Show) -> Sequence[Line]:
        codes = tuple(Line(unknown=each) for each in self.unknown)
        if show is Show.UNCOUNTED:
            return self.left
        if show is Show.RECOUNT:
            return tuple(each for each in self.counted if each.judged and each.judged.must_recount)
        if show is Show.ALL:
            return (*codes, *self.counted)
        return (*codes, *(each for each in self.counted if each.variance or _must(each)))

    def count(self, show: Show) -> int:
        return self.left_count if show is Show.UNCOUNTED else len(self.shown(show))

    def net(self, decisions: Mapping[int, Decision], zeroed: bool) -> Rupiah:
        """What inventory changes by when it is booked so, at last known costs."""
        lines = (*self.counted, *(self.left if zeroed else ()))
        return total(each.worth for each in lines if each.booked(decisions.get(each.product_id)))

    @property
    def summary(self) -> str:
        less = sum(1 for each in self.counted if each.variance < NOTHING)
        more = sum(1 for each in self.counted if each.variance > NOTHING)
        return _("{less} barang kurang, {more} lebih").format(less=less, more=more)

    @property
    def blocked(self) -> str:
        """Why it cannot be approved now; "" when it can."""
        if self.session.state is State.COUNTING:
            return _("Masih dihitung")
        if self.session.state is not State.REVIEW:
            return _("Sudah dibalik") if self.reversed else _("Sudah dibukukan")
        if again := len(self.shown(Show.RECOUNT)):
            return _("{count} hitung ulang").format(count=again)
        if self.unknown:
            return _("{count} kode belum dikenal").format(count=len(self.unknown))
        return "" if self.counted else _("Belum ada hitungan")


def _must(line: Line) -> bool:
    return line.judged is not None and line.judged.must_recount


def _rank(line: Line) -> tuple[bool, int, int, str]:
    """What waits to be counted again first, then what is worth most."""
    return not _must(line), -abs(line.worth.amount), -abs(line.variance.thousandths), line.name


def read(shop: Shop, session_id: int) -> Review:
    """A session with everything that is judged of it, what is worth most first."""
    with shop.reading() as connection:
        session = count_records.by_id(connection, session_id)
        if session.document_id is not None:
            return _booked(connection, session, session.document_id)
        judged = count_judgements.judged(connection, session, shop.branch, shop.settings)
        names = count_queries.names(connection, {person for each in judged for person in each.last.by})
        left = count_queries.uncounted(connection, session)
        left_count = count_queries.count_uncounted(connection, session)
        unknown = tuple(count_queries.unknowns(connection, session_id))
    lines = [Line(each, counters=tuple(names[person] for person in each.last.by)) for each in judged]
    by_worth = sorted(
        lines, key=lambda each: (not _must(each), -abs(each.worth.amount), -abs(each.variance.thousandths), each.name)
    )
    counters = tuple(dict.fromkeys(name for each in lines for name in each.counters))
    rest = tuple(Line(left=each) for each in sorted(left, key=lambda one: (-one.value.amount, one.name)))
    return Review(session, counters, tuple(by_worth), rest, left_count, unknown)


def _booked(connection: Connection, session: Session, document_id: int) -> Review:
    """A session that was closed, as its facts tell it."""
    results = count_report_queries.results_of(connection, document_id)
    lines = sorted((Line(result=each, counters=(each.counted_by,)) for each in results), key=_rank)
    counters = tuple(dict.fromkeys(each.counted_by for each in results))
    taken_back = count_report_queries.is_reversed(connection, document_id)
    return Review(session, counters, tuple(lines), (), 0, (), taken_back)
