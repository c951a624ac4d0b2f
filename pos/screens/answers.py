"""Answers to what goods ask before they are a line: their price, and whom they are for."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.sounds import Sound
from koperasi.money import ZERO, Rupiah
from koperasi.rights import Permission
from koperasi.text import _
from pos.sale_commands import Approval
from pos.till import Till

if TYPE_CHECKING:
    from pos.screens.till import TillScreen


def take(screen: TillScreen) -> None:
    """Enter: what was typed is the answer; a price beyond the good's limits needs another's yes."""
    till, page = screen.checkout.till, screen.face.asking
    if till is None or till.asking is None:
        return
    amount = page.price.amount
    if page.wants_note:
        screen.become(lambda till: till.noted(page.note.text()))
    elif amount is None:
        screen.shell.sounds.play(Sound.REFUSED)
    elif till.asking.allows(amount) or screen.checkout.station.person.may(Permission.SALE_PRICE):
        screen.become(lambda till: till.priced(amount, allowed=True))
    else:
        what = _("Harga {name}").format(name=till.asking.seen.found.good.name)
        then = partial(_allowed, screen, amount)
        screen.checkout.ask_override(
            Permission.SALE_PRICE, ZERO, till.asking.limits, amount.shown, then, what=what, deferrable=True
        )


def _allowed(screen: TillScreen, amount: Rupiah, approval: Approval) -> None:
    def priced(till: Till) -> Till:
        return till.priced(amount, allowed=True).approved(approval)

    screen.become(priced)
