"""Lots that come to be by a sale: opened for goods that never came in, or kept of what came back.

An opened lot is the product's maker's, on its standing terms; a kept one is the shop's, worth
what its maker got.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from consignment import consigned_lots
from consignment import terms as standing
from consignment.consigned_lots import TermedLot
from inventory.lot_costs import MadeLot
from inventory.lots import LotRecord
from koperasi.documents import Facts
from koperasi.quantity import NOTHING
from koperasi.work import Flag, Work
from pos import allotments
from pos.allotments import Allotment, KeptLot, NewLot, Ware
from pos.sale_commands import SaleCommand


def facts(work: Work, command: SaleCommand, allotment: Allotment, wares: Mapping[int, Ware]) -> list[Facts]:
    """The lots that a sale makes: those it opened, with terms where they are a maker's, then those it keeps."""
    if not (allotment.opened or allotment.kept):
        return []
    opened = [_lot(command, each, each.owner_id, None) for each in allotment.opened]
    found = [Facts(LotRecord, opened), *_terms(work, command, allotment, wares)] if opened else []
    if allotment.kept:
        found.append(Facts(LotRecord, [_lot(command, each, None, each.expires_on) for each in allotment.kept]))
        found.append(Facts(MadeLot, [_made(command, each) for each in allotment.kept]))
    return found


def _lot(command: SaleCommand, lot: NewLot | KeptLot, owner_id: int | None, expires_on: date | None) -> dict[str, Any]:
    return {
        "id": lot.lot_id,
        "document_id": command.id,
        "product_id": lot.product_id,
        "owner_id": owner_id,
        "received_on": command.business_date,
        "expires_on": expires_on,
        "batch": "",
    }


def _made(command: SaleCommand, lot: KeptLot) -> dict[str, Any]:
    what = {"lot_id": lot.lot_id, "document_id": command.id, "product_id": lot.product_id}
    return {**what, "quantity": lot.quantity, "value": lot.value}


def _terms(work: Work, command: SaleCommand, allotment: Allotment, wares: Mapping[int, Ware]) -> list[Facts]:
    """The terms of opened lots of makers; without standing ones everything is hers, and it is told."""
    owned = [(each, each.owner_id) for each in allotment.opened if each.owner_id is not None]
    if not owned:
        return []
    by_product = standing.of_product(work.connection, [each.product_id for each, _maker in owned])
    lots = []
    for each, maker_id in owned:
        deal = by_product.get(each.product_id)
        if deal is None:
            work.trace.flags.append(Flag("no-terms", wares[each.product_id].name))
        its = deal or allotments.ALL_HERS
        lots.append(TermedLot(each.lot_id, each.product_id, maker_id, NOTHING, its))
    return consigned_lots.facts(command.id, lots)
