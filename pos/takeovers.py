"""Takeovers: another person goes on at a till, over the same shift and cart, with her own rights only.

The one before has no right any more from that moment; the cashier of a sale is who finishes
it.  Every one is audited with both names.
"""

from __future__ import annotations

from collections.abc import Sequence

from koperasi.errors import NotAllowed
from koperasi.rights import ROLE_IDS, ROLES, Permission
from koperasi.text import _
from koperasi.users import Staff
from pos import stations
from pos.stations import SignedIn, Station

#: What the audit calls a takeover.
TAKEN_OVER = "pos:till:taken-over"


def may_follow(station: Station, people: Sequence[Staff]) -> list[Staff]:
    """Who of these may go on where somebody else is signed in, as the shop has it."""
    if station.shop.settings.switch_users:
        return list(people)
    return [each for each in people if Permission.TILL_TAKE_OVER in ROLES[ROLE_IDS[each.role]][2]]


def open_lock(station: Station, user_id: int, pin: str) -> SignedIn:
    """Whoever locked the till comes back, or another person takes over from her.

    Raises Refused for a wrong PIN (counted as at sign-in), NotAllowed where the shop lets
    nobody take over.
    """
    before = station.person
    signed = stations.sign_in(station, user_id, pin)
    if signed.actor.id == before.id:
        return signed
    shop = station.shop
    if not (shop.settings.switch_users or signed.actor.may(Permission.TILL_TAKE_OVER)):
        shop.note(signed.actor.id, f"refused:{Permission.TILL_TAKE_OVER.value}", instead_of=str(before.id))
        words = _("Kasir ini sedang dipakai {name}.").format(name=before.name)
        remedy = _("Minta {name} membukanya.").format(name=before.name)
        raise NotAllowed(Permission.TILL_TAKE_OVER, words, remedy=remedy)
    shift = station.shift.id if station.shift is not None else 0
    detail = {"instead_of": str(before.id), "name": before.name, "shift": str(shift), "lines": station.open_lines()}
    shop.note(signed.actor.id, TAKEN_OVER, **detail)
    return signed
