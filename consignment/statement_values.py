"""A statement as it is read, drafted or printed: frozen values with all that a paper says."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from consignment.statement_facts import Answered, Outcome, Proof, What
from koperasi.documents import Kind
from koperasi.money import ZERO, Rupiah, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import N_


class State(StrEnum):
    """Where a statement stands; told by its answers and the days since, never kept."""

    ISSUED = "issued"
    AGREED = "agreed"
    #: Nobody answered within the days that the shop gives.
    SILENT = "silent"
    DISPUTED = "disputed"
    #: Everything she disputed was adjusted or rejected.
    SETTLED = "settled"
    REVERSED = "reversed"

    @property
    def closed(self) -> bool:
        """Whether it counts as agreed, so that it may be paid where the shop asks for that."""
        return self in (State.AGREED, State.SILENT, State.SETTLED)


STATES = {
    State.ISSUED: N_("menunggu jawaban"),
    State.AGREED: N_("disetujui"),
    State.SILENT: N_("dianggap setuju"),
    State.DISPUTED: N_("dibantah"),
    State.SETTLED: N_("sudah selesai dibahas"),
    State.REVERSED: N_("dibatalkan"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """What one document did for her; see `StatementLineRecord`."""

    line: int
    source_id: int
    lot_id: int | None
    product_id: int | None
    business_date: date
    kind: Kind
    number: str
    what: What
    undoes: str = ""
    via: str = ""
    note: str = ""
    late: bool = False
    quantity: Quantity = NOTHING
    gross: Rupiah = ZERO
    net: Rupiah = ZERO
    commission: Rupiah = ZERO
    amount: Rupiah = ZERO


@dataclass(frozen=True, slots=True)
class Goods:
    """What became of a product of hers; see `StatementGoods`."""

    product_id: int
    code: str
    name: str
    unit: str
    opening: Quantity = NOTHING
    received: Quantity = NOTHING
    sold: Quantity = NOTHING
    returned: Quantity = NOTHING
    given_back: Quantity = NOTHING
    damaged: Quantity = NOTHING
    expired: Quantity = NOTHING
    lost: Quantity = NOTHING
    found: Quantity = NOTHING
    other: Quantity = NOTHING
    closing: Quantity = NOTHING
    gross: Rupiah = ZERO
    net: Rupiah = ZERO
    commission: Rupiah = ZERO
    amount: Rupiah = ZERO


@dataclass(frozen=True, slots=True)
class Said:
    """The head of a statement: all that stands over and under its tables."""

    maker_id: int
    previous_id: int | None
    first: date
    last: date
    opening: Rupiah
    closing: Rupiah
    on_hold: Rupiah
    advance: Rupiah
    maker_code: str
    maker_name: str
    village: str
    shop: str
    shop_place: str
    shop_phone: str
    issued_by: str
    answer_by: date | None
    language: str

    @property
    def available(self) -> Rupiah:
        """Of the closing, what she could take on the day it was issued; below zero: she owes it."""
        return min(self.closing, max(self.closing - self.on_hold, ZERO))


@dataclass(frozen=True, slots=True)
class Draft:
    """What a statement would say if it were drawn up now."""

    said: Said
    lines: tuple[Line, ...]
    goods: tuple[Goods, ...]


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement as it was issued.  Equal statements make equal papers."""

    id: int
    number: str
    issued_on: date
    said: Said
    lines: tuple[Line, ...]
    goods: tuple[Goods, ...]

    def name_of(self, product_id: int | None) -> str:
        """A product's name as the statement knows it."""
        return next((each.name for each in self.goods if each.product_id == product_id), "")


@dataclass(frozen=True, slots=True)
class StatementHead:
    """A statement in a list."""

    id: int
    number: str
    maker_id: int
    maker_name: str
    issued_on: date
    first: date
    last: date
    opening: Rupiah
    closing: Rupiah
    #: Without an answer by this day it counts as agreed.
    answer_by: date | None
    state: State
    #: The last answer's day and how it came, where she gave one.
    answered_on: date | None = None
    proof: Proof | None = None


@dataclass(frozen=True, slots=True)
class Disputed:
    """A thing she disputes, and how it ended where it did."""

    answer_id: int
    place: int
    statement_id: int
    #: 0 for something that is not on the statement.
    line: int
    why: str
    claimed: Rupiah
    said_on: date
    outcome: Outcome | None = None
    ended_on: date | None = None
    ended_why: str = ""
    #: The adjustment's or the answer's number that ended it.
    ended_number: str = ""
    adjusted: Rupiah = ZERO
    #: She agreed after all; nothing is open.
    withdrawn: bool = False
    statement_number: str = ""
    maker_name: str = ""

    @property
    def open(self) -> bool:
        return self.outcome is None and not self.withdrawn


@dataclass(frozen=True, slots=True)
class AnswerGiven:
    """An answer to a statement, with what it disputes."""

    id: int
    number: str
    business_date: date
    answer: Answered
    proof: Proof
    signed_by: str
    note: str


def money_of(lines: Iterable[Line]) -> Rupiah:
    return total(each.amount for each in lines)
