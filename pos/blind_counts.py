"""What must not be read while a drawer is still to be counted: papers and reports that tell what it must hold.

A count is worth something only while whoever counts does not know what should come out.
"""

from __future__ import annotations

from datetime import date

from sqlalchemy import Connection

from koperasi.branches import Branch
from koperasi.errors import Refused
from koperasi.periods import Period
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.work import Actor
from pos import totals

#: Reports of the days alone: what moved through the drawers, and what was paid in cash.
OF_DAYS = frozenset({"cash", "day", "journal", "over-short", "sales-tenders"})
#: Reports of balances: an open shift before their last day is in them as well.
OF_BALANCES = frozenset({"cash-book", "ledger", "trial-balance", "position", "book-export"})


def check_days(connection: Connection, branch: Branch, actor: Actor, first: date, last: date) -> None:
    """Refuse who counts blind while a shift of these days is open; raises Refused."""
    if not actor.may(Permission.CASH_EXPECTED) and totals.open_shifts(connection, branch, first, last):
        words = _("Masih ada shift terbuka.")
        raise Refused(words, remedy=_("Laporan ini bisa dilihat setelah semua shift ditutup."), rule="shift-open")


def check_report(connection: Connection, actor: Actor, name: str, period: Period) -> None:
    """Refuse a report (by its name in `REPORTS`) or the export that tells of drawers still to be counted.

    Raises Refused.
    """
    if name in OF_DAYS:
        check_days(connection, period.branch, actor, period.first, period.last)
    elif name in OF_BALANCES:
        check_days(connection, period.branch, actor, date.min, period.last)
