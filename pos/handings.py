"""A handover as the till's screens ask for it: the count of the one who leaves, the PIN of the one who stays."""

from __future__ import annotations

from dataclasses import dataclass

from koperasi import handovers, uids, users
from koperasi.handovers import Handed, HandoverCommand
from koperasi.rights import Permission
from koperasi.shifts import Shift
from koperasi.users import Staff
from koperasi.work import Actor
from pos import cash_slips, movements
from pos.counts import Count
from pos.stations import Station


@dataclass(frozen=True, slots=True)
class HandedOver:
    """Who has the shift now, and what was kept of it."""

    taker: Actor
    handed: Handed


def takers(station: Station, shift: Shift) -> tuple[Staff, ...]:
    """Those who may take the shift: everyone who may open one, but for who has it, and who counts it now."""
    with station.shop.reading() as connection:
        here = {handovers.holder(connection, shift), station.person.id}
        others = [each for each in users.staff(connection) if each.id not in here]
        return tuple(each for each in others if users.actor(connection, each.id).may(Permission.SHIFT_OPEN))


def hand_over(station: Station, giver: Actor, shift: Shift, count: Count, taker_id: int, pin: str) -> HandedOver:
    """Give the shift to whose PIN this is; raises Refused for a wrong PIN, and what the deed raises."""
    shop = station.shop
    taker = shop.sign_in(taker_id, pin)
    now = shop.clock()
    with shop.work(giver, approver=taker, now=now) as work:
        command = HandoverCommand(work.mint(), uids.new_uid(now), shift.id, taker.id, count.as_pieces, now)
        handed = handovers.hand_over(work, command)
        movements.print_slip(station, work, cash_slips.handover(shop.branch, shift.till_name, handed), command.id)
    station.call_printer()
    return HandedOver(taker, handed)
