"""Previews: what posting a sale as it stands would refuse, told while there is still time to ask."""

from __future__ import annotations

from itertools import count

from sqlalchemy import Connection

from inventory import locations, stock
from koperasi.rights import Permission
from koperasi.shop import Shop
from koperasi.work import Actor, Trace, Work
from pos import allotments, maker_agreements, sale_rules, sales
from pos.approvals import Ask, NeedsApproval
from pos.sale_commands import SaleCommand


def lacking(shop: Shop, connection: Connection, actor: Actor, command: SaleCommand) -> Ask | None:
    """What of a sale's prices and discounts its cashier may not give alone; None when all is well.

    Only reads: the shelf may have changed when the sale is posted, and then posting asks.
    """
    wares = sales.wares_of(connection, command)
    products = {line.product_id for line in command.lines if not wares[line.product_id].service}
    shelf = stock.glance(connection, locations.shelf(connection, shop.branch.id), products)
    allotment = allotments.allot(command.lines, wares, shelf, command.business_date, count(1).__next__)
    deals = sales.terms_of(connection, allotment)
    lowered = maker_agreements.lowered_with_her(connection, command, allotment.taken)
    taken = zip(command.lines, allotment.taken, strict=True)
    parts = [allotments.share_out(line, each, deals, lowered) for line, each in taken]
    work = Work(shop, connection, actor, shop.clock(), traces=[Trace(Permission.SALE_POST)])
    try:
        sale_rules.reductions(work, command, wares, parts)
    except NeedsApproval as refusal:
        return refusal.ask
    return None
