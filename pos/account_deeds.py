"""What can be done on a member's account, as values: in which ways, how much of it, and why not."""

from __future__ import annotations

from enum import StrEnum

from koperasi.members import Card
from koperasi.money import ZERO, Rupiah
from koperasi.text import _
from pos.offers import balance, closed
from pos.tenders import HERS, NAMES, TenderKind


class Aim(StrEnum):
    PAY = "pay"
    PUT_IN = "put-in"
    TAKE_OUT = "take-out"


#: In which ways each can be done.
METHODS = {
    Aim.PAY: (
        TenderKind.CASH,
        TenderKind.QRIS,
        TenderKind.TRANSFER,
        TenderKind.SAVINGS,
        TenderKind.EARNINGS,
    ),
    Aim.PUT_IN: (TenderKind.CASH, TenderKind.QRIS, TenderKind.TRANSFER),
    Aim.TAKE_OUT: (TenderKind.CASH, TenderKind.TRANSFER),
}


def preset(aim: Aim, kind: TenderKind, card: Card) -> Rupiah | None:
    """What the amount begins with: all that she owes, or can pay of it in this way."""
    if aim is not Aim.PAY:
        return None
    limit = balance(kind, card)
    most = max(card.owes, ZERO) if limit is None else max(min(card.owes, limit), ZERO)
    return most or None


def applied(aim: Aim, kind: TenderKind, card: Card, given: Rupiah) -> Rupiah:
    """What of the money given is used: cash beyond her debt is change."""
    return min(given, max(card.owes, ZERO)) if aim is Aim.PAY and kind is TenderKind.CASH else given


def blocked(aim: Aim, kind: TenderKind, card: Card, given: Rupiah, shift_open: bool) -> str:
    """Why it cannot be done yet, in words; empty when it can."""
    if not shift_open:
        return _("Shift belum dibuka")
    if aim is Aim.PAY and card.owes <= ZERO:
        return _("Tidak ada utang")
    if why := closed(kind, card):
        return f"{_(NAMES[kind])}: {why}"
    if given <= ZERO:
        return _("Isi jumlah")
    if aim is Aim.PAY and kind is not TenderKind.CASH and given > card.owes:
        return _("Utangnya hanya {owes}").format(owes=card.owes.shown)
    limit = card.savings if aim is Aim.TAKE_OUT else balance(kind, card) if kind in HERS else None
    if limit is not None and given > limit:
        return _("Saldonya hanya {left}").format(left=limit.shown)
    return ""
