"""The desk where one maker is paid: what is hers, which of it is chosen, how it reaches her; then print, sign, pay.

Everything here runs in a worker's thread and gives frozen values; the screen only draws them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from sqlalchemy import Connection, select

from consignment import (
    advance_queries,
    advances,
    money_papers,
    payout_drafts,
    payout_draws,
    payout_holds,
    payout_papers,
    payout_queries,
    payout_runs,
    payout_views,
    payouts,
    repayments,
)
from consignment.advances import AdvanceCommand
from consignment.payout_drafts import KeptDraft
from consignment.payout_draws import Ask, PayoutDraft
from consignment.payout_facts import CASH, DraftState, Undone, Way
from consignment.payout_queries import OpenEntry, PaidHead
from consignment.payout_runs import Due
from consignment.payout_views import SeenPayout
from consignment.payouts import PayoutCommand, ReversalCommand
from consignment.repayments import RepaymentCommand
from koperasi import shifts, users
from koperasi.errors import Refused, Trouble
from koperasi.money import ZERO, Rupiah, total
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.text import _, clock
from koperasi.uids import new_uid
from koperasi.work import Actor, Work
from printing import business_papers, jobs
from printing.jobs import PrintJob


@dataclass(frozen=True, slots=True)
class Everyone:
    """All whose account is not empty, and what a run would pay."""

    people: tuple[Due, ...]
    day: date

    @property
    def payable(self) -> Rupiah:
        return total(each.draft.figures.gross for each in self.people if each.payable)

    @property
    def begun(self) -> tuple[KeptDraft, ...]:
        return tuple(each.kept for each in self.people if each.kept is not None)


@dataclass(frozen=True, slots=True)
class PayDesk:
    """One maker at the desk: what she would be paid (`draft`), or the payout that was begun (`kept`).

    `entries` are all that is open; `disputed` those she disputes; `approvers` who may say yes
    beside whoever pays: (id, name).
    """

    draft: PayoutDraft
    entries: tuple[OpenEntry, ...]
    disputed: frozenset[int] = frozenset()
    drawer: bool = False
    kept: KeptDraft | None = None
    seen: SeenPayout | None = None
    paid: tuple[PaidHead, ...] = ()
    approvers: tuple[tuple[int, str], ...] = ()
    #: Another person must say yes to more than so many rupiah; 0 never.
    second_above: int = 0
    #: What whoever pays may pay alone; None without a limit.
    own_limit: int | None = None

    @property
    def waits_for_second(self) -> bool:
        """Whether another person must say yes before it is printed."""
        return self.kept is not None and needs_second(self.kept, self.second_above, self.own_limit)

    @property
    def printed(self) -> bool:
        return self.kept is not None and self.kept.state is DraftState.PRINTED

    @property
    def ripe(self) -> tuple[OpenEntry, ...]:
        """The entries that can be chosen: hers to take, up to the day."""
        ask = self.draft.ask
        return tuple(
            each
            for each in self.entries
            if each.open > ZERO and each.entry.business_date <= ask.cut_off and each.entry.matures_on <= ask.day
        )

    @property
    def chosen(self) -> frozenset[int]:
        """The entries of which a payout takes something or could."""
        return frozenset(each.id for each in self.draft.entries if each.open > ZERO)

    def toggled(self, entry_id: int) -> frozenset[int]:
        """The chosen entries with this one more, or less."""
        return self.chosen ^ {entry_id}


def everyone(shop: Shop, cut_off: date | None = None) -> Everyone:
    """The list of the board."""
    day = shop.branch.business_date(shop.clock())
    with shop.reading() as connection:
        drawer = _drawer(shop, connection)
        return Everyone(payout_runs.due(connection, day, shop.settings, cut_off=cut_off, drawer=drawer), day)


def _drawer(shop: Shop, connection: Connection) -> bool:
    return shop.till_id is not None and shifts.open_shift_of(connection, shop.till_id) is not None


def asked(shop: Shop, maker_id: int) -> Ask:
    """What is asked for at first: all up to today, as she likes it."""
    day = shop.branch.business_date(shop.clock())
    return Ask(maker_id, day, day)


def look(shop: Shop, actor: Actor, ask: Ask) -> PayDesk:
    """Her desk, as it stands.  Raises NotFound."""
    settings = shop.settings
    with shop.reading() as connection:
        ask = replace(ask, drawer=_drawer(shop, connection))
        kept = payout_drafts.of_maker(connection, ask.maker_id)
        mine = payout_queries.open_entries(connection, [ask.maker_id]).get(ask.maker_id, [])
        return PayDesk(
            payout_draws.draw(connection, payout_runs.with_left_out(connection, ask, settings), settings),
            tuple(mine),
            payout_holds.disputed(connection, ask.maker_id).get(ask.maker_id, frozenset()),
            ask.drawer,
            kept,
            payout_views.of_draft(connection, kept) if kept is not None else None,
            payout_queries.paid(connection, ask.maker_id),
            _approvers(connection, actor, kept),
            settings.payout_second_above,
            own_limit(actor),
        )


def own_limit(actor: Actor) -> int | None:
    """What she may pay alone in one payout; None without a limit."""
    right = actor.rights.get(Permission.PAYOUT_PAY)
    return right.limit if right is not None else None


def needs_second(kept: KeptDraft, above: int, limit: int | None) -> bool:
    """Whether another person must say yes first: by the shop's rule, or beyond the payer's own limit."""
    beyond = limit is not None and kept.command.figures.gross > Rupiah(limit) and not kept.approved_by
    return beyond or payout_drafts.waits_for_second(kept, above)


def _approvers(connection: Connection, actor: Actor, kept: KeptDraft | None) -> tuple[tuple[int, str], ...]:
    """Who but the one who pays, and who drew it, may say yes."""
    made_by = kept.made_by_id if kept is not None else 0
    others = [each for each in users.staff(connection) if each.id not in (actor.id, made_by)]
    able = [each for each in others if users.actor(connection, each.id).may(Permission.PAYOUT_APPROVE)]
    return tuple((each.id, each.name) for each in able)


def draw(shop: Shop, actor: Actor, ask: Ask) -> KeptDraft:
    """Draw her payout up and keep it.  Raises Refused when it cannot be drawn."""
    return payout_runs.open_draft(shop, actor, ask, shop.clock())


def approve(shop: Shop, draft_id: int, user_id: int, pin: str) -> None:
    """Another person's yes by her PIN.  Raises Refused for a wrong one, NotAllowed for one who may not."""
    person = shop.prove(user_id, pin, f"approved:{Permission.PAYOUT_APPROVE.value}", draft=str(draft_id))
    approve_as(shop, person, draft_id)


def approve_as(shop: Shop, person: Actor, draft_id: int) -> None:
    """The yes of whoever is signed in."""
    with shop.work(person, channel="office") as work:
        payout_drafts.approve(work, draft_id)


def print_draft(shop: Shop, actor: Actor, draft_id: int, printer: str) -> int:
    """Print the slip to sign, twice: one sheet for her, one for the shop; without a printer only say it is ready.

    Returns how many sheets.  Raises Refused when it cannot be paid as it was drawn.
    """
    with shop.work(actor, channel="office") as work:
        payout_drafts.printed(work, draft_id)
        seen = payout_views.of_draft(work.connection, payout_drafts.by_id(work.connection, draft_id))
        if not printer:
            return 0
        for sheet in (payout_papers.FOR_THE_SHOP, payout_papers.FOR_HER):
            drawn = payout_papers.slip(shop.branch, seen, sheet)
            jobs.put(work.connection, jobs.queue_row(work.mint(), drawn, printer=printer, at=work.now))
    return 2


def pay(
    shop: Shop, actor: Actor, kept: KeptDraft, received_by: str, reference: str = "", *, safe_helps: bool = False
) -> str:
    """Post what was signed; with `safe_helps` the safe gives what the drawer lacks.

    Returns the number.  Raises Refused, see `payouts.pay`.
    """
    now = shop.clock()
    command = payout_drafts.paid_on(kept, shop.branch.business_date(now), now, received_by, reference)
    with shop.work(actor, channel="office") as work:
        return payouts.pay(work, _at_drawer(shop, work.connection, command, safe_helps=safe_helps))


def _at_drawer(shop: Shop, connection: Connection, command: PayoutCommand, *, safe_helps: bool) -> PayoutCommand:
    """Out of the drawer that is open now: the shift in which it was drawn may be closed since."""
    if command.way is not Way.DRAWER or shop.till_id is None:
        return command
    shift = shifts.open_shift_of(connection, shop.till_id)
    if shift is None:
        return command
    there = max(shifts.expected_cash(connection, shift), ZERO) if safe_helps else command.figures.paid
    return replace(command, shift_id=shift.id, from_safe=max(command.figures.paid - there, ZERO))


def without_cash(kept: KeptDraft) -> bool:
    """Whether nobody stands at the counter for it: it goes by transfer, into savings, or against a debt."""
    return kept.command.way not in CASH


def pay_all(shop: Shop, actor: Actor, drafts: Iterable[KeptDraft]) -> tuple[int, tuple[str, ...]]:
    """Post each of these as it was drawn; returns how many were, and why others were not."""
    done, told = 0, []
    for each in drafts:
        try:
            pay(shop, actor, each, "")
            done += 1
        except Refused as refused:
            told.append(f"{each.maker}: {refused.message}")
    return done, tuple(told)


def drop(shop: Shop, actor: Actor, draft_id: int) -> None:
    """Drop what was begun."""
    with shop.work(actor, channel="office") as work:
        payout_drafts.drop(work, draft_id)


def seen(shop: Shop, document_id: int) -> tuple[SeenPayout, PaidHead]:
    """A posted payout.  Raises NotFound."""
    with shop.reading() as connection:
        return payout_views.of_payout(connection, document_id), payout_queries.by_id(connection, document_id)


def reverse(shop: Shop, actor: Actor, head: PaidHead, undone: Undone, reason: str) -> str:
    """Take a payout back.  Cash goes into the drawer that is open, else into the safe.  Returns the number."""
    now = shop.clock()
    with shop.reading() as connection:
        shift = shifts.open_shift_of(connection, shop.till_id) if shop.till_id is not None else None
    back = head.way is Way.DRAWER and bool(head.paid)
    way = (Way.DRAWER if shift is not None else Way.SAFE) if back else None
    shift_id = shift.id if back and shift is not None else None
    day = shop.branch.business_date(now)
    made = (shop.minter.next(), new_uid(now), head.document_id, day, now, undone, reason, way, shift_id)
    with shop.work(actor, channel="office") as work:
        return payouts.reverse(work, ReversalCommand(*made))


def print_copy(shop: Shop, actor: Actor, document_id: int, printer: str) -> None:
    """Print a posted payout once more, as a SALINAN.  Raises Refused without a printer."""
    if not printer:
        raise Refused(_("Komputer ini tanpa printer."), remedy=_("Pasang dulu di pengaturan."), rule="printer")
    now = shop.clock()
    local = shop.branch.local(now)
    note = f"{local:%d/%m/%Y} {clock(local)} {_('oleh')} {actor.name}"
    with shop.reading() as connection:
        drawn = payout_papers.slip(shop.branch, payout_views.of_payout(connection, document_id))
    with shop.database.writing() as connection:
        row = jobs.copy_row(
            connection,
            shop.minter.next(),
            document_id,
            draw=lambda _connection, _document: drawn,
            printer=printer,
            at=now,
            note=note,
        )
        jobs.put(connection, row)
    shop.note(actor.id, "consignment:payout:copy", document=str(document_id), copy=row["copy"])


def save_pdf(shop: Shop, seen: SeenPayout, path: Path) -> Path:
    """The Bukti Bayar on A4 as a file.  Raises Trouble for a disk that refuses."""
    branch = shop.branch
    data = business_papers.pdf_bytes(payout_papers.a4(branch, seen, (branch.address, branch.phone)))
    try:
        path.write_bytes(data)
    except OSError as error:
        message = _("File {name} tidak bisa ditulis: {why}").format(name=path.name, why=error.strerror)
        raise Trouble(message, remedy=_("Simpan ke folder lain.")) from error
    return path


def print_all(shop: Shop, actor: Actor, drafts: Iterable[KeptDraft], printer: str) -> tuple[int, tuple[str, ...]]:
    """Print every slip that can be signed; returns how many, and why others were not."""
    done, told = 0, []
    for each in drafts:
        try:
            print_draft(shop, actor, each.id, printer)
            done += 1
        except Refused as refused:
            told.append(f"{each.maker}: {refused.message}")
    return done, tuple(told)


#: The id and the uid of a paper, minted once for what is asked: pressed again, it is the same paper.
Ids = tuple[int, str]


def minted(shop: Shop) -> Ids:
    return shop.minter.next(), new_uid(shop.clock())


@dataclass(frozen=True, slots=True)
class MoneyAsk:
    """Money for a maker, or from her: under these ids, so much, in this way; two sheets for `printer`, "" for none."""

    ids: Ids
    maker_id: int
    way: Way
    amount: Rupiah
    note: str = ""
    printer: str = ""


def give_advance(shop: Shop, actor: Actor, ask: MoneyAsk) -> str:
    """Give her an advance; out of the drawer that is open here with `Way.DRAWER`.  Returns its number."""
    now = shop.clock()
    head = (*ask.ids, ask.maker_id, shop.branch.business_date(now), now, ask.way, ask.amount, ask.note)
    with shop.work(actor, channel="office") as work:
        number = advances.give(work, AdvanceCommand(*head, _shift(shop, work.connection, ask.way)))
        _print_money(work, ask)
    return number


def take_repayment(shop: Shop, actor: Actor, ask: MoneyAsk) -> str:
    """Take what she pays back of what she owes.  Returns its number."""
    now = shop.clock()
    head = (*ask.ids, ask.maker_id, shop.branch.business_date(now), now, ask.way, ask.amount, ask.note)
    with shop.work(actor, channel="office") as work:
        number = repayments.receive(work, RepaymentCommand(*head, _shift(shop, work.connection, ask.way)))
        _print_money(work, ask)
    return number


def _print_money(work: Work, ask: MoneyAsk) -> None:
    """Both sheets to sign, once."""
    document_id = ask.ids[0]
    queued = select(PrintJob.id).where(PrintJob.document_id == document_id).limit(1)
    if not ask.printer or work.connection.scalar(queued) is not None:
        return
    hers, shops = money_papers.sheets(work.shop.branch, advance_queries.read(work.connection, document_id))
    jobs.put(
        work.connection,
        jobs.queue_row(work.mint(), hers, printer=ask.printer, at=work.now, document_id=document_id),
        jobs.queue_row(work.mint(), shops, printer=ask.printer, at=work.now),
    )


def _shift(shop: Shop, connection: Connection, way: Way) -> int | None:
    if way is not Way.DRAWER or shop.till_id is None:
        return None
    shift = shifts.open_shift_of(connection, shop.till_id)
    return shift.id if shift is not None else None
