"""What is read to know whom to thank, whom to call and whom to ask for more."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date, timedelta

from sqlalchemy import Connection, func, select, type_coerce

from consignment import agreement_queries, maker_lot_queries, maker_report_queries, makers, money_queries
from consignment.agreements import Agreement
from consignment.consigned_lots import ConsignedLot
from consignment.entries import Balance
from consignment.maker_cares import Call, Known, More, Shelf, Stay, Thanks, calls, more
from consignment.maker_lot_queries import OpenLot
from consignment.maker_report_queries import NONE_SOLD
from consignment.makers import Standing
from inventory import paces
from inventory.lots import LotRecord
from inventory.products import Product
from koperasi import settings
from koperasi.columns import DayColumn
from koperasi.periods import Period
from koperasi.quantity import NOTHING, Quantity

#: Deliveries further back say nothing of how often she comes now.
LOOK_BACK = 180


def thanks(connection: Connection, period: Period, *, by_growth: bool = False) -> list[Thanks]:
    """Makers of whose goods anything was sold in the days: those with the largest sales, or the largest rise, first."""
    party, before = period.choices.party, period.first - timedelta(days=1)
    now = maker_report_queries.by_maker(connection, period.first, period.last, party)
    then = maker_report_queries.by_maker(connection, before - timedelta(days=period.length - 1), before, party)
    found = [
        Thanks(maker, now[maker.id].net, then.get(maker.id, NONE_SOLD).net, now[maker.id].share)
        for maker in maker_report_queries.all_makers(connection, party)
        if maker.id in now and now[maker.id].quantity > NOTHING
    ]
    return sorted(found, key=lambda each: (-(each.risen if by_growth else each.now).amount, each.maker.name))


def to_call(connection: Connection, today: date, quiet: int, party: int | None = None) -> list[Call]:
    """Makers who are to be called, the most pressing first."""
    people = maker_report_queries.all_makers(connection, party)
    ids = [each.id for each in people]
    lots = maker_lot_queries.open_lots(connection, today, party)
    stays = _stays(connection, lots)
    wishes = makers.wishes_of(connection, ids)
    owed = money_queries.balances(connection, today, party)
    brought = _last_brought(connection, party)
    sold = maker_report_queries.last_sales(connection, party)
    known = [
        Known(
            each,
            wishes[each.id].standing is Standing.ACTIVE,
            owed.get(each.id, Balance()).owed,
            brought.get(each.id),
            sold.get(each.id),
            tuple(stays.get(each.id, ())),
        )
        for each in people
    ]
    return calls(known, today, quiet)


def _stays(connection: Connection, lots: Sequence[OpenLot]) -> dict[int, list[Stay]]:
    """Maker → her lots that are here, with the day by which each must be fetched."""
    agreed = agreement_queries.of_lots(connection, [lot.lot_id for lot in lots])
    found: dict[int, list[Stay]] = {}
    for lot in lots:
        stay = Stay(lot.received_on, lot.expires_on, fetch_by(lot.received_on, agreed.get(lot.lot_id)))
        found.setdefault(lot.ware.maker_id, []).append(stay)
    return found


def fetch_by(received_on: date, agreement: Agreement | None) -> date | None:
    """The last day on which goods may be fetched by their agreement; None where it says none."""
    if agreement is None or not agreement.conditions.shelf_days:
        return None
    return received_on + timedelta(days=agreement.conditions.shelf_days + agreement.conditions.grace_days)


def _last_brought(connection: Connection, party: int | None) -> dict[int, date]:
    lot = ConsignedLot
    last = type_coerce(func.max(LotRecord.received_on), DayColumn())
    found = select(lot.maker_id, last).join(LotRecord, LotRecord.id == lot.lot_id).where(lot.quantity > NOTHING)
    if party is not None:
        found = found.where(lot.maker_id == party)
    return dict(connection.execute(found.group_by(lot.maker_id)).all())


def to_ask(connection: Connection, period: Period) -> list[More]:
    """Goods that will be gone before their maker usually comes again, the first to run out first."""
    party, today = period.choices.party, period.last
    brought = _brought(connection, today - timedelta(days=LOOK_BACK), party)
    active = _active(connection, {maker for maker, _days in brought.values()})
    places = paces.locations_for_sale(connection, period.branch.id)
    there = paces.on_hand(connection, places)
    pace_days = settings.load(connection, period.branch.id).pace_days
    known = paces.read(connection, period.branch.id, today, pace_days, there).by_product
    keeps = _keeps(connection, list(brought))
    shelves = [
        Shelf(
            ware.id,
            ware.code,
            ware.name,
            ware.unit,
            brought[ware.id][0],
            Quantity(there.get(ware.id, 0)),
            known[ware.id],
            brought[ware.id][1],
            keeps.get(ware.id),
        )
        for ware in maker_lot_queries.wares(connection, party).values()
        if ware.id in brought and ware.id in known and brought[ware.id][0] in active
    ]
    asked = [found for each in shelves if (found := more(each, today)) is not None]
    return sorted(asked, key=lambda each: (each.gone_on, -each.ask_for.thousandths, each.shelf.name))


def _brought(connection: Connection, since: date, party: int | None) -> dict[int, tuple[int, tuple[date, ...]]]:
    """Product → its maker and the days since then on which it was brought."""
    lot = ConsignedLot
    found = (
        select(lot.product_id, lot.maker_id, LotRecord.received_on)
        .join(LotRecord, LotRecord.id == lot.lot_id)
        .where(lot.quantity > NOTHING, LotRecord.received_on >= since)
        .order_by(lot.product_id, LotRecord.received_on)
    )
    if party is not None:
        found = found.where(lot.maker_id == party)
    days: dict[int, tuple[int, tuple[date, ...]]] = {}
    for product, maker, day in connection.execute(found):
        days[product] = (maker, (*days.get(product, (maker, ()))[1], day))
    return days


def _active(connection: Connection, ids: Collection[int]) -> set[int]:
    wishes = makers.wishes_of(connection, sorted(ids))
    return {maker for maker, each in wishes.items() if each.standing is Standing.ACTIVE}


def _keeps(connection: Connection, products: Sequence[int]) -> dict[int, int]:
    """Product → for how many days it keeps, of those that say so."""
    known = select(Product.id, Product.keeps_days).where(Product.maker_id.is_not(None), Product.keeps_days.is_not(None))
    wanted = set(products)
    return {product: days for product, days in connection.execute(known) if product in wanted and days}
