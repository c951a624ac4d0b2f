"""Runs: everyone who is due is drawn up at once, one document each; one that fails stops no other."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Connection

from consignment import fees, payees, payout_drafts, payout_draws, payout_holds, payout_queries, payouts
from consignment.paydays import next_payday
from consignment.payout_drafts import KeptDraft
from consignment.payout_draws import Ask, PayoutDraft
from consignment.payout_facts import Way
from consignment.payout_queries import OpenEntry
from consignment.payouts import PayoutCommand
from koperasi import shifts
from koperasi.errors import Refused, ShopError
from koperasi.money import ZERO, Rupiah
from koperasi.settings import Settings
from koperasi.shifts import Shift
from koperasi.shop import Shop
from koperasi.text import _
from koperasi.uids import new_uid
from koperasi.work import Actor


class Who(StrEnum):
    """Whom a run is for: whose pay day has come, or everyone with something to be paid."""

    DUE = "due"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Due:
    """A maker with an account that is not empty: what she would be paid, since when she waits for it.

    `due_on` is the pay day of the oldest that is open; None where she is paid when she asks.
    `kept` is a payout of hers that was begun.
    """

    draft: PayoutDraft
    due_on: date | None
    kept: KeptDraft | None = None

    @property
    def maker_id(self) -> int:
        return self.draft.payee.maker_id

    def is_due(self, day: date) -> bool:
        return self.due_on is not None and self.due_on <= day

    @property
    def payable(self) -> bool:
        """Whether she can be paid now, by a payout not yet begun."""
        return not self.draft.blocked and self.kept is None


@dataclass(frozen=True, slots=True)
class RunAsk:
    """What a run is for; `pays` posts at once what needs no second person, else drafts are kept to sign."""

    who: Who
    cut_off: date
    day: date
    way: Way | None = None
    pays: bool = False
    makers: frozenset[int] | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one maker: paid under a number, kept as a draft, or why neither."""

    maker_code: str
    maker: str
    amount: Rupiah = ZERO
    number: str = ""
    draft_id: int | None = None
    error: str = ""
    #: `error` says only that there is too little yet, or that it is on hold.
    waits: bool = False


@dataclass(frozen=True, slots=True)
class RunResult:
    """A run with what became of each maker, in the order of their names."""

    run_uid: str
    outcomes: tuple[Outcome, ...]
    #: How many fees of agreements were charged first.
    fees: int = 0


def due(
    connection: Connection,
    day: date,
    settings: Settings,
    *,
    cut_off: date | None = None,
    way: Way | None = None,
    drawer: bool = True,
) -> tuple[Due, ...]:
    """Every maker whose account is not empty, by name: what she would be paid, or why not."""
    opened = payout_queries.open_entries(connection, None)
    people = payees.of(connection, opened, day)
    begun = {each.command.maker_id: each for each in payout_drafts.kept(connection)}
    waiting = payout_holds.held_back(
        connection, {maker: [each.id for each in mine] for maker, mine in opened.items()}, day, settings
    )
    found = []
    for maker, payee in people.items():
        left_out = waiting.get(maker, frozenset())
        ask = Ask(maker, cut_off or day, day, way, left_out=left_out, drawer=drawer)
        draft = payout_draws.drawn(payee, opened[maker], ask, settings)
        found.append(Due(draft, _due_on(payee, opened[maker]), begun.get(maker)))
    return tuple(sorted(found, key=lambda each: (each.draft.payee.name, each.draft.payee.code)))


def _due_on(payee: payees.Payee, mine: Iterable[OpenEntry]) -> date | None:
    earned = [each.entry.matures_on for each in mine if each.open > ZERO]
    return next_payday(payee.agreement, min(earned)) if earned else None


def run(shop: Shop, actor: Actor, ask: RunAsk) -> RunResult:
    """Draw up (and, asked to, pay) everyone the run is for; each in a transaction of its own."""
    charged = charge_fees(shop, actor, ask.day)
    run_uid = new_uid(shop.clock())
    with shop.reading() as connection:
        shift = shifts.open_shift_of(connection, shop.till_id) if shop.till_id is not None else None
        everyone = due(
            connection,
            ask.day,
            shop.settings,
            cut_off=ask.cut_off,
            way=ask.way,
            drawer=shift is not None,
        )
    outcomes = [_one(shop, actor, each, ask, run_uid, shift) for each in everyone if _wanted(each, ask)]
    return RunResult(run_uid, tuple(outcomes), charged)


def _wanted(each: Due, ask: RunAsk) -> bool:
    if ask.makers is not None:
        return each.maker_id in ask.makers
    return ask.who is Who.ALL or each.is_due(ask.day)


def _one(shop: Shop, actor: Actor, each: Due, ask: RunAsk, run_uid: str, shift: Shift | None) -> Outcome:
    payee = each.draft.payee
    told = Outcome(payee.code, payee.name, each.draft.figures.gross)
    if each.kept is not None:
        kept = each.kept.command.figures.gross
        return replace(told, amount=kept, error=_("Masih ada bukti bayar yang belum selesai."))
    if each.draft.waits:
        return replace(told, error=f"{each.draft.blocked}.", waits=True)
    try:
        now = shop.clock()
        made = payouts.command(each.draft, shop.minter.next(), new_uid(now), now, shift)
        command = replace(made, run_uid=run_uid)
        number = _paid(shop, actor, command) if ask.pays else ""
        if not number:
            with shop.work(actor, channel="office") as work:
                payout_drafts.keep(work, command)
        return replace(told, number=number, draft_id=None if number else command.id)
    except ShopError as wrong:
        return replace(told, error=str(wrong))


def _paid(shop: Shop, actor: Actor, command: PayoutCommand) -> str:
    """Its number; "" where another person must say yes first."""
    try:
        with shop.work(actor, channel="office") as work:
            return payouts.pay(work, command)
    except Refused as refused:
        if refused.rule != "second-person":
            raise
        return ""


def charge_fees(shop: Shop, actor: Actor, day: date, makers: frozenset[int] | None = None) -> int:
    """Charge every fee of agreements that is due; returns how many were."""
    with shop.reading() as connection:
        waiting = fees.due(connection, day, makers)
    return sum(_charged(shop, actor, fee, day) for fee in waiting)


def _charged(shop: Shop, actor: Actor, fee: fees.FeeDue, day: date) -> bool:
    """Whether a fee was charged: one that somebody else charged meanwhile is not charged again."""
    try:
        with shop.work(actor, channel="office") as work:
            fees.charge(work, fees.command_of(work, fee, day))
    except Refused as refused:
        if refused.rule != "fee-charged":
            raise
        return False
    return True


def open_draft(shop: Shop, actor: Actor, ask: Ask, now: datetime) -> KeptDraft:
    """Draw up one maker's payout and keep it, or find the one that was begun.

    What she disputes is left out unless `ask` names what is chosen.  Raises Refused when it cannot be drawn.
    """
    with shop.reading() as connection:
        there = payout_drafts.of_maker(connection, ask.maker_id)
        if there is not None:
            return there
        shift = shifts.open_shift_of(connection, shop.till_id) if shop.till_id is not None else None
        asked = replace(ask, drawer=shift is not None)
        draft = payouts.draw(connection, with_left_out(connection, asked, shop.settings), shop.settings)
    command = payouts.command(draft, shop.minter.next(), new_uid(now), now, shift)
    with shop.work(actor, channel="office") as work:
        payout_drafts.keep(work, command)
    with shop.reading() as connection:
        return payout_drafts.by_id(connection, command.id)


def with_left_out(connection: Connection, ask: Ask, settings: Settings) -> Ask:
    """The same without what she disputes, or has not agreed to where the shop asks for that."""
    if ask.chosen is not None:
        return ask
    mine = payout_queries.open_entries(connection, [ask.maker_id]).get(ask.maker_id, [])
    waiting = payout_holds.held_back(connection, {ask.maker_id: [each.id for each in mine]}, ask.day, settings)
    return replace(ask, left_out=ask.left_out | waiting.get(ask.maker_id, frozenset()))
