"""Approvals: another person's yes, by her PIN, to one thing that the one at the till may not do alone.

    ask = Ask(Permission.SALE_DISCOUNT, Rupiah(20_000), _("Diskon"), before, after)
    approval = approve(station, user_id, pin, ask, reason)          # audited, whoever uses it

In a sale the approval goes into `SaleCommand.approvals`: the cashier stays the cashier, and
it holds for that permission, that amount and that sale only.  A deed that is no sale takes
the person herself: `shop.work(actor, approver=approver(station, approval))`.  Screens ask
through `Checkout.ask_override`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, select

from koperasi import users
from koperasi.columns import summed
from koperasi.errors import NotAllowed, NotFound
from koperasi.money import Rupiah
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.users import Staff
from koperasi.work import Actor, Work
from pos.sale_commands import Approval
from pos.sale_facts import SaleApproval
from pos.stations import Station


@dataclass(frozen=True, slots=True)
class Ask:
    """What another person is asked to allow: so many rupiah of a permission, from `before` to `after`.

    `what` is the deed in a few words ("Diskon Sabun Mandi").  `deferrable` says that the
    two-person shop may go on and have it approved later (only what a sale carries).
    """

    permission: Permission
    amount: Rupiah
    what: str
    before: str
    after: str
    deferrable: bool = False
    #: Why, where the asker has said so already; else it is asked beside the PIN.
    reason: str = ""


class NeedsApproval(NotAllowed):
    """A rule said no, but another person's yes may give it: `ask` is what to ask for."""

    def __init__(self, ask: Ask, message: str, *, rule: str, remedy: str = "") -> None:
        super().__init__(ask.permission, message, remedy=remedy or _("Minta PIN orang yang berhak."))
        self.ask = ask
        self.rule = rule


def who_may(station: Station, ask: Ask) -> tuple[Staff, ...]:
    """Everyone but the asker who may allow this today, by name."""
    with station.shop.reading() as connection:
        return tuple(
            each
            for each in users.staff(connection)
            if each.id != station.person.id
            and not shortfall(station, connection, users.actor(connection, each.id), ask.permission, ask.amount)
        )


def approve(station: Station, user_id: int, pin: str, ask: Ask, reason: str) -> Approval:
    """Her yes, audited with what was so before and what it becomes.

    Raises NotAllowed for the asker herself or one without the right, Refused for a wrong
    PIN (counted as at sign-in).
    """
    asker = station.person
    with station.shop.reading() as connection:
        person = users.actor(connection, user_id)
        why = shortfall(station, connection, person, ask.permission, ask.amount)
    if user_id == asker.id:
        why = _("Persetujuan harus dari orang lain.")
    if why:
        raise NotAllowed(ask.permission, why)
    said = {"asked_by": str(asker.id), "amount": ask.amount.amount, "what": ask.what}
    told = {"before": ask.before, "after": ask.after, "reason": reason}
    station.shop.prove(user_id, pin, f"approved:{ask.permission.value}", **said, **told)
    at = station.shop.clock()
    return Approval(ask.permission.value, user_id, ask.amount, reason, ask.before, ask.after, at)


def approver(station: Station, approval: Approval) -> Actor:
    """Who approved, as the `approver` of one deed that is no sale; raises NotFound once she is gone."""
    with station.shop.reading() as connection:
        return users.actor(connection, approval.approver_id)


def shortfall(station: Station, connection: Connection, person: Actor, permission: Permission, amount: Rupiah) -> str:
    """Why a person may not allow so much today; empty when she may."""
    right = person.rights.get(permission)
    if right is None:
        return _("{name} tidak punya hak untuk ini.").format(name=person.name)
    if right.limit is not None and amount.amount > right.limit:
        return _("Batas {name} {limit} sekali.").format(name=person.name, limit=Rupiah(right.limit))
    since = station.shop.today().replace(hour=0, minute=0, second=0, microsecond=0)
    done = _allowed(connection, person.id, permission, since)
    if right.daily_cap is not None and done.amount + amount.amount > right.daily_cap:
        return _("Batas harian {name} {limit} sudah tercapai.").format(name=person.name, limit=Rupiah(right.daily_cap))
    return ""


def _allowed(connection: Connection, person_id: int, permission: Permission, since: object) -> Rupiah:
    """What she allowed others in sales since a moment."""
    given = select(summed(SaleApproval.amount)).where(
        SaleApproval.approver_id == person_id,
        SaleApproval.permission == permission.value,
        SaleApproval.approved_at >= since,
    )
    return connection.execute(given).scalar_one()


def covers(work: Work, approvals: Sequence[Approval], ask: Ask, document_id: int) -> bool:
    """Whether one of a command's approvals gives what is asked: by another person, for enough, unused."""
    return any(_gives(work, each, ask, document_id) for each in approvals)


def _gives(work: Work, given: Approval, ask: Ask, document_id: int) -> bool:
    if given.permission != ask.permission.value or given.amount < ask.amount or given.approver_id == work.actor.id:
        return False
    try:
        person = users.actor(work.connection, given.approver_id)
    except NotFound:
        return False
    right = person.rights.get(ask.permission)
    if right is None or (right.limit is not None and given.amount.amount > right.limit):
        return False
    since = work.shop.branch.local(given.at).replace(hour=0, minute=0, second=0, microsecond=0)
    done = _allowed(work.connection, person.id, ask.permission, since)
    within = right.daily_cap is None or done.amount + given.amount.amount <= right.daily_cap
    return within and not _used(work.connection, given, document_id)


def _used(connection: Connection, given: Approval, document_id: int) -> bool:
    """Whether another document stands on this very yes: it holds once."""
    there = select(SaleApproval.document_id).where(
        SaleApproval.approver_id == given.approver_id,
        SaleApproval.permission == given.permission,
        SaleApproval.approved_at == given.at,
        SaleApproval.document_id != document_id,
    )
    return connection.execute(there.limit(1)).first() is not None
