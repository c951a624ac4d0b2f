"""Drawing up a payout: what of a maker's account is hers to take, and in which parts she gets it.

Nothing here is typed: what is paid are entries up to a day, all of them or those chosen.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from consignment import payees, payout_figures, payout_queries
from consignment.makers import PayWay, Standing
from consignment.payees import Payee
from consignment.payout_facts import Way
from consignment.payout_figures import Claims, Figures, Taken
from consignment.payout_queries import OpenEntry
from koperasi.errors import NotFound
from koperasi.money import ZERO, Rupiah, total
from koperasi.settings import Settings
from koperasi.text import _, short_date


@dataclass(frozen=True, slots=True)
class Ask:
    """What shall be drawn up: entries up to `cut_off`, on `day`, in a way (None: as she likes it).

    `chosen` names the entries to pay (None: all); `left_out` those that are not (she disputes
    them).  What she owes is taken off always.  `final` pays below the agreed minimum: she
    leaves, or died.  `drawer` says that a drawer is open here.
    """

    maker_id: int
    cut_off: date
    day: date
    way: Way | None = None
    chosen: frozenset[int] | None = None
    left_out: frozenset[int] = frozenset()
    final: bool = False
    drawer: bool = True


@dataclass(frozen=True, slots=True)
class PayoutDraft:
    """A payout as it would be: its parts, what it takes of which entries, or why it cannot be (`blocked`)."""

    ask: Ask
    payee: Payee
    way: Way
    entries: tuple[OpenEntry, ...]
    available: Rupiah
    figures: Figures
    lines: tuple[Taken, ...]
    blocked: str = ""
    #: Nothing is wrong with her: there is only too little yet, or it is on hold.
    waits: bool = False

    @property
    def owes_after(self) -> Rupiah:
        """What of her kasbon stays."""
        return self.payee.kasbon - self.figures.set_off


def draw(connection: Connection, ask: Ask, settings: Settings) -> PayoutDraft:
    """What a maker would be paid; nothing is written.  Raises NotFound."""
    payee = payees.of(connection, [ask.maker_id], ask.day).get(ask.maker_id)
    if payee is None:
        raise NotFound(_("Penitip ini tidak ada."))
    mine = payout_queries.open_entries(connection, [ask.maker_id]).get(ask.maker_id, [])
    return drawn(payee, mine, ask, settings)


def redrawn(connection: Connection, ask: Ask, known: Collection[int], settings: Settings) -> PayoutDraft:
    """The same again for entries that were looked at then; what came in since waits, what went out counts."""
    there = frozenset(known)
    mine = payout_queries.open_entries(connection, [ask.maker_id]).get(ask.maker_id, [])
    same = [each for each in mine if each.open < ZERO or each.id in there]
    return drawn(payees.of(connection, [ask.maker_id], ask.day)[ask.maker_id], same, ask, settings)


def drawn(payee: Payee, mine: Sequence[OpenEntry], ask: Ask, settings: Settings) -> PayoutDraft:
    """The payout of a maker with these open entries."""
    way = ask.way or usual_way(payee, drawer=ask.drawer)
    looked_at = tuple(each for each in mine if _counts(each, ask))
    available = total(each.open for each in looked_at)
    claims = Claims(
        max(payee.advance, ZERO),
        payee.fee,
        max(payee.kasbon, ZERO) if payee.consent is not None and payee.consent <= ask.day else ZERO,
        _savings_bps(payee, ask.day),
        settings.payout_cash_step,
    )
    figures = payout_figures.parted(available, claims, way)
    little = _too_little(payee, ask, available)
    blocked = little or _blocked(payee, way, figures)
    if blocked:
        figures = Figures(carried=available)
    lines = payout_figures.taken(looked_at, figures.gross)
    return PayoutDraft(ask, payee, way, looked_at, available, figures, lines, blocked, bool(little))


def usual_way(payee: Payee, *, drawer: bool) -> Way:
    """How she likes to be paid, as far as it can be."""
    if payee.wishes.pay_way is PayWay.TRANSFER:
        return Way.BANK
    if payee.wishes.pay_way is PayWay.SAVINGS and payee.member:
        return Way.SAVINGS
    return Way.DRAWER if drawer else Way.SAFE


def _counts(each: OpenEntry, ask: Ask) -> bool:
    if each.open < ZERO:
        return True
    ripe = each.entry.business_date <= ask.cut_off and each.entry.matures_on <= ask.day
    return ripe and each.id not in ask.left_out and (ask.chosen is None or each.id in ask.chosen)


def _savings_bps(payee: Payee, day: date) -> int:
    since = payee.wishes.savings_since
    return payee.wishes.savings_bps if payee.member and since is not None and since <= day else 0


def _too_little(payee: Payee, ask: Ask, available: Rupiah) -> str:
    """Why she waits for more, or longer; "" when there is enough."""
    minimum, final = payee.conditions.min_payout, ask.final or payee.wishes.standing is Standing.LEFT
    if available < ZERO and payee.balance.owed < ZERO:
        return _("Saldonya kurang {amount}: dipotong dari penjualan berikutnya").format(amount=-available)
    if available <= ZERO:
        held = payee.balance.on_hold
        return _("{amount} masih ditahan").format(amount=held) if held else _("Belum ada yang bisa dibayar")
    if available < minimum and not final:
        return _("Di bawah batas bayar {minimum}").format(minimum=minimum)
    return ""


def _blocked(payee: Payee, way: Way, figures: Figures) -> str:
    """Why what is there cannot be paid in this way."""
    if way is Way.SAVINGS and not payee.member:
        return _("Bukan anggota: tidak punya simpanan")
    if way is Way.BANK and not payee.wishes.bank_account and figures.paid:
        return _("Nomor rekeningnya belum dicatat")
    if not figures.gross:
        return _("Tidak ada utang untuk dipotong") if way is Way.SET_OFF else _("Terlalu kecil untuk dibayar tunai")
    return ""


def held_until(mine: Sequence[OpenEntry], day: date) -> str:
    """From which day the next of what is on hold is hers; "" with nothing on hold."""
    waiting = [each.entry.matures_on for each in mine if each.entry.matures_on > day]
    return short_date(min(waiting)) if waiting else ""
