"""Late sales: commands that a counter carried out while it could not reach this database.

`enter` never refuses.  A rule that such a sale broke becomes a flag; one that cannot be
posted at all is parked with its number, and the next goes on.
"""

from __future__ import annotations

import logging

from sqlalchemy.exc import DBAPIError

from koperasi import commands, parked, users
from koperasi.errors import ShopError
from koperasi.parked import Parked
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.work import Work, needs
from pos import sales
from pos.sale_commands import SaleCommand
from pos.sales import Posted

log = logging.getLogger(__name__)


def enter(shop: Shop, command: SaleCommand) -> Posted | Parked:
    """Post a sale that has happened, or park it; doing it again changes nothing."""
    try:
        with shop.reading() as connection:
            actor = users.any_actor(connection, command.actor_id)
            approver = users.any_actor(connection, command.approver_id) if command.approver_id else None
        with shop.work(actor, approver=approver, happened=True) as work:
            posted = sales.post(work, command)
            parked.released(work.connection, command.id)
        return posted
    except (ShopError, DBAPIError) as error:
        log.info("sale %s is parked: %s", command.number.text, error)
        with shop.work(shop.konsole(), channel="konsole") as work:
            _park(work, command, str(error).splitlines()[0])
        with shop.reading() as connection:
            return next(each for each in parked.waiting(connection) if each.id == command.id)


def enter_parked(shop: Shop) -> list[Posted | Parked]:
    """Try every sale that waits again, in the order of numbers."""
    with shop.reading() as connection:
        waiting = parked.waiting(connection)
    return [enter(shop, commands.decode(SaleCommand, each.command)) for each in waiting]


@needs(Permission.SALE_LATE)
def _park(work: Work, command: SaleCommand, why: str) -> None:
    parked.park(work.connection, command.id, command.number, commands.encode(command), why, work.now)
    work.trace.detail.update(number=command.number.text, why=why)
