"""What was agreed on with makers, where a sale or a return turns on it.

Read only where it is needed: when a price was lowered at the till, and when something comes
back of goods that were sold for a maker.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import Connection

from consignment import agreement_queries, payees, payout_queries
from consignment.agreements import UNWRITTEN, AfterPayout, Conditions
from inventory.lots import Taken
from koperasi.errors import Refused
from koperasi.text import _
from koperasi.work import Work
from pos.allotments import KeptKey, listed_for
from pos.return_rules import Undoing
from pos.returns import Back
from pos.sale_commands import BackTo, Rule, SaleCommand


def conditions_of(connection: Connection, makers: Mapping[int, int], day: date) -> dict[int, Conditions]:
    """What holds for each lot (→ its maker): the agreement it was brought under, else hers in force on the day."""
    named = agreement_queries.of_lots(connection, makers)
    others = {maker for lot, maker in makers.items() if lot not in named}
    usual = {maker: agreement_queries.conditions_on(connection, maker, day) for maker in sorted(others)}
    return {
        lot: named[lot].conditions if lot in named else usual.get(maker, UNWRITTEN) for lot, maker in makers.items()
    }


def lowered_with_her(connection: Connection, command: SaleCommand, taken: Iterable[Iterable[Taken]]) -> set[int]:
    """The makers' lots whose price was lowered at the till as their agreement lets the shop do.

    A price that the shelf said is the shop's own mistake, whatever was agreed.
    """
    makers = {
        each.lot_id: each.owner_id
        for line, its_lots in zip(command.lines, taken, strict=True)
        if line.rule is Rule.MANUAL and line.gross < listed_for(line)
        for each in its_lots
        if each.owner_id is not None
    }
    if not makers:
        return set()
    agreed = conditions_of(connection, makers, command.business_date)
    return {lot for lot, conditions in agreed.items() if conditions.may_lower}


def kept(work: Work, command: SaleCommand, undoing: Undoing) -> frozenset[KeptKey]:
    """What of the goods that come back stays the shop's: their maker was paid for them, and agreed so.

    Raises Refused (or flags) where such a piece is to be given back to her: it is hers no more.
    """
    found = [
        (place, each)
        for place, backs in undoing.backs.items()
        for each in backs
        if each.part.owner_id is not None and each.part.lot_id is not None
    ]
    agreed = [each for each in found if _shop_keeps(work.connection, command, undoing, *each)]
    # Nobody pays them for it between this look and the posting.
    payees.hold_payouts(work.connection, {each.part.owner_id for _place, each in agreed if each.part.owner_id})
    keys = frozenset(
        (place, each.part.lot_id) for place, each in agreed if _is_paid(work.connection, command, place, each)
    )
    for place, _lot in sorted(keys):
        back = command.lines[place].returns
        if back is not None and back.to is BackTo.MAKER:
            words = _("Bagian penitipnya sudah dibayar; menurut perjanjiannya barang retur jadi milik toko.")
            work.refuse(Refused(words, remedy=_("Pilih kembali ke rak, atau rusak."), rule="kept-by-shop"))
    return keys


def _shop_keeps(connection: Connection, command: SaleCommand, undoing: Undoing, place: int, back: Back) -> bool:
    """Whether its maker agreed that the shop keeps what comes back after she was paid."""
    returns, lot, maker = command.lines[place].returns, back.part.lot_id, back.part.owner_id
    if returns is None or returns.sale_id is None or lot is None or maker is None:
        return False
    sold = undoing.sales[returns.sale_id]
    agreed = conditions_of(connection, {lot: maker}, sold.business_date)[lot]
    return agreed.after_payout is AfterPayout.SHOP_KEEPS


def _is_paid(connection: Connection, command: SaleCommand, place: int, back: Back) -> bool:
    returns, maker = command.lines[place].returns, back.part.owner_id
    if returns is None or returns.sale_id is None or maker is None:
        return False
    return returns.sale_id in payout_queries.is_paid(connection, [returns.sale_id], maker)
