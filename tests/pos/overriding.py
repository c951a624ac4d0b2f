"""What tests of overrides share: a supervisor, a station, and the yes that she gives."""

from __future__ import annotations

from koperasi import settings, users
from koperasi.money import Rupiah
from koperasi.rights import ROLE_IDS, Permission
from koperasi.work import Actor
from pos import approvals
from pos.approvals import Ask
from pos.sale_commands import Approval
from pos.stations import Station
from tests.shops import Counter

SUPERVISOR_PIN, MANAGER_PIN = "591037", "482915"


def supervisor(counter: Counter) -> Actor:
    """Someone who may give discounts up to 100.000, and lend 500.000 beyond a limit."""
    with counter.shop.work(counter.shop.konsole(), channel="konsole") as work:
        user_id = users.add(work, "Pak Slamet", ROLE_IDS["supervisor"], SUPERVISOR_PIN)
    with counter.shop.reading() as connection:
        return users.actor(connection, user_id)


def station(counter: Counter) -> Station:
    """The till with its cashier and her open shift."""
    shift = counter.shift or counter.open()
    return Station(counter.shop, counter.cashier, shift, "Kasir 1", "K1")


def ask(permission: Permission, amount: int, *, deferrable: bool = True) -> Ask:
    return Ask(permission, Rupiah(amount), "Diskon", "Rp 34.000", "Rp 14.000", deferrable)


def yes(counter: Counter, person: Actor, permission: Permission, amount: int, pin: str = SUPERVISOR_PIN) -> Approval:
    """A person's yes, by her PIN."""
    return approvals.approve(station(counter), person.id, pin, ask(permission, amount), "diketahui")


def may_defer(counter: Counter, cap: int) -> None:
    """Let the shop go on alone for so many rupiah a day."""
    with counter.shop.work(counter.shop.konsole(), channel="konsole") as work:
        settings.change(work, {"deferred_daily_cap": cap})
    counter.shop.reload_settings()
