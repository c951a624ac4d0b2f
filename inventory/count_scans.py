"""What a counter keys or scans, entered at once: one transaction finds the good and counts it.

Nothing here tells what the book holds: whoever counts must not know what is expected of her.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, select

from inventory import count_entries, count_judgements, count_records, count_rules, queries
from inventory.count_entries import EntryCommand, EntryLine, UndoCommand, UnknownCommand
from inventory.count_judgements import Facts
from inventory.count_rules import Entry, Mode
from inventory.goods import Found
from koperasi.quantity import ONE, Quantity
from koperasi.text import _
from koperasi.users import User
from koperasi.work import Work


@dataclass(frozen=True, slots=True)
class Tally:
    """A good just counted: what was added, what it comes to, and what others had counted of it already."""

    facts: Facts
    seq: int
    added: Quantity
    words: str
    whole: Quantity
    #: Others' names with what they counted in this round.
    others: tuple[tuple[str, Quantity], ...]
    counted_at: datetime
    #: The figures before it no longer count.
    replaced: bool = False

    @property
    def whole_words(self) -> str:
        return self.facts.words(self.whole)


@dataclass(frozen=True, slots=True)
class Heard:
    """What became of a scan: a good counted, a code kept, or several goods to choose from."""

    tally: Tally | None = None
    unknown: str = ""
    choices: tuple[Found, ...] = ()
    times: Quantity = ONE


def scan(work: Work, session_id: int, text: str, *, alone: bool = False) -> Heard:
    """Count what a code names: `24*899…` is twenty-four of its unit.  Raises what entering refuses."""
    times, code = count_rules.read(text)
    found = queries.find_code(work.connection, code, work.shop.settings.scale_barcode_mask)
    amount = times or ONE
    if not found:
        unknown = UnknownCommand(work.mint(), session_id, code, amount, work.now)
        count_entries.keep_unknown(work, unknown)
        return Heard(unknown=code, times=amount)
    if len(found) > 1 or found[0].price is not None:
        return Heard(choices=tuple(found), times=amount)
    return Heard(take(work, session_id, found[0], amount, alone=alone), times=amount)


def take(work: Work, session_id: int, found: Found, times: Quantity, *, alone: bool = False) -> Tally:
    """Count so many of a found unit, or of what its label weighs."""
    each = found.quantity or found.unit.factor
    words = f"{times} {found.unit.name}"
    return put(work, session_id, found.good.product_id, times.of_factor(each), words, alone=alone)


def put(
    work: Work,
    session_id: int,
    product_id: int,
    quantity: Quantity,
    words: str,
    *,
    mode: Mode = Mode.ADD,
    alone: bool = False,
    counted_at: datetime | None = None,
    expires_on: date | None = None,
) -> Tally:
    """Count so much (base units) of a good; `expires_on` is the date that was read on it."""
    line = EntryLine(product_id, quantity, mode, words, expires_on)
    command = EntryCommand(work.mint(), session_id, work.now, (line,), counted_at, alone)
    count_entries.enter(work, command)
    seq = count_records.by_id(work.connection, session_id).last_seq
    return tally(work.connection, session_id, product_id, seq, work.actor.id)


def replace_with(work: Work, session_id: int, last: Tally, *, alone: bool = False) -> Tally:
    """The entry just made stands in place of all before it of its good."""
    count_entries.undo(work, UndoCommand(work.mint(), session_id, last.seq, work.now))
    what = (last.facts.product_id, last.added, last.words)
    until = _entry(work.connection, session_id, last.seq).expires_on
    return put(work, session_id, *what, mode=Mode.REPLACE, alone=alone, counted_at=last.counted_at, expires_on=until)


def take_back(work: Work, session_id: int, seq: int) -> Tally | None:
    """Take an entry back; returns what its good comes to now."""
    count_entries.undo(work, UndoCommand(work.mint(), session_id, seq, work.now))
    product_id = _entry(work.connection, session_id, seq).product_id
    return tally(work.connection, session_id, product_id, seq, work.actor.id)


def _entry(connection: Connection, session_id: int, seq: int) -> Entry:
    return next(each for each in count_records.entries(connection, session_id) if each.seq == seq)


def tally(connection: Connection, session_id: int, product_id: int, seq: int, by_id: int) -> Tally:
    """What a good comes to in the round of an entry, for whoever made it."""
    entries = count_records.entries(connection, session_id, [product_id])
    this = next(each for each in entries if each.seq == seq)
    standing = count_rules.standing(each for each in entries if each.turn == this.turn)
    facts = count_judgements.facts(connection, [product_id])[product_id]
    others: dict[int, int] = {}
    for each in standing:
        if each.by_id != by_id:
            others[each.by_id] = others.get(each.by_id, 0) + each.quantity.thousandths
    names: dict[int, str] = {}
    if others:
        names = dict(connection.execute(select(User.id, User.name).where(User.id.in_(others))).all())
    whole = Quantity(sum(each.quantity.thousandths for each in standing))
    told = tuple((names[each], Quantity(quantity)) for each, quantity in others.items())
    words = facts.words(this.quantity)
    return Tally(facts, seq, this.quantity, words, whole, told, this.counted_at, this.mode is Mode.REPLACE)


def in_base(units: Sequence[tuple[str, Quantity]], typed: Sequence[Quantity | None]) -> tuple[Quantity, str] | None:
    """Quantities typed per unit, together in base units and in words; None where nothing was typed."""
    parts = [(name, factor, number) for (name, factor), number in zip(units, typed, strict=True) if number is not None]
    if not parts:
        return None
    whole = Quantity(sum(number.of_factor(factor).thousandths for _name, factor, number in parts))
    words = " + ".join(f"{number} {name}" for name, _factor, number in parts if number) or _("tidak ada")
    return whole, words
