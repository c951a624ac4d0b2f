"""Where money for a maker comes from, or goes to: the drawer of an open shift, the safe, the bank."""

from __future__ import annotations

from sqlalchemy import select

from consignment.payout_facts import Way
from koperasi import shifts
from koperasi.chart import ACCOUNT_IDS
from koperasi.errors import BadInput, Refused
from koperasi.ledger import Role
from koperasi.money import Rupiah
from koperasi.shifts import Shift
from koperasi.text import _
from koperasi.tills import TillDrawer
from koperasi.work import Work

#: Ways by which money itself changes hands.
MONEY = (Way.DRAWER, Way.SAFE, Way.BANK)


def drawer(work: Work, shift_id: int | None) -> Shift:
    """The shift whose drawer it passes; it stays open, and no other payout takes its cash, until this is posted.

    Raises BadInput without one, Refused (rule `shift-closed`) for one that is closed.
    """
    if shift_id is None:
        raise BadInput(_("Belum ada kasir yang buka."), remedy=_("Pakai brankas atau bank."), field="way")
    held = select(TillDrawer.till_id).where(TillDrawer.shift_id == shift_id).with_for_update(key_share=True)
    if work.connection.execute(held).first() is None:
        work.refuse(Refused(_("Shift ini sudah ditutup."), remedy=_("Pakai brankas atau bank."), rule="shift-closed"))
    return shifts.by_id(work.connection, shift_id)


def must_hold(work: Work, shift: Shift | None, amount: Rupiah) -> None:
    """Refuse (or flag) what a drawer does not hold; how much it holds is never said before it is counted."""
    if shift is not None and shifts.expected_cash(work.connection, shift) < amount:
        remedy = _("Ambil kekurangannya dari brankas, atau bayar dengan cara lain.")
        work.refuse(Refused(_("Uang di laci tidak cukup."), remedy=remedy, rule="drawer-short", field="way"))


def account_of(way: Way, shift: Shift | None) -> int | None:
    """The account that money of a way leaves (or comes back to)."""
    if shift is not None:
        return shift.account_id
    if way in (Way.SAVINGS, Way.SET_OFF):
        return None
    return ACCOUNT_IDS[Role.SAFE if way in (Way.SAFE, Way.DRAWER) else Role.BANK]
