"""Approvals: another person's yes, by her PIN or card, to one thing that the one at the till may not do alone.

    ask = Ask(Permission.SALE_DISCOUNT, Rupiah(20_000), _("Diskon"), before, after)
    approval = approve(station, user_id, pin, ask, reason)          # audited, whoever uses it
    approval = approve_by_card(station, code, ask, reason)          # the same, by a staff card

In a sale the approval goes into `SaleCommand.approvals`, and posting asks `require` for each
thing: the cashier stays the cashier, and a yes holds for that permission, for so much, in
that sale only.  A deed that is no sale takes the person herself:
`shop.work(actor, approver=approver(station, approval))`.  Screens ask through
`Checkout.ask_override`.

In a shop of two the other may be absent: within `deferred_daily_cap` the cashier goes on
alone, flagged, and a supervisor looks at it later (`pos.approval_reviews`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from sqlalchemy import Connection, select

from koperasi import staff_cards, users
from koperasi.branches import Branch
from koperasi.columns import summed
from koperasi.documents import Document
from koperasi.errors import NotAllowed, NotFound, Refused
from koperasi.money import ZERO, Rupiah, total
from koperasi.rights import Permission
from koperasi.text import _
from koperasi.users import Staff
from koperasi.work import Actor, Flag, Work
from pos.approval_facts import DeferredApproval
from pos.sale_commands import Approval
from pos.sale_facts import SaleApproval
from pos.stations import Station


@dataclass(frozen=True, slots=True)
class Ask:
    """What another person is asked to allow: so many rupiah of a permission, from `before` to `after`.

    `what` is the deed in a few words ("Diskon Sabun Mandi").  `deferrable` says that the
    two-person shop may go on and have it approved later (only what a command carries).
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

    def __init__(self, ask: Ask, message: str, *, rule: str = "right", remedy: str = "") -> None:
        super().__init__(ask.permission, message, remedy=remedy or _("Minta PIN orang yang berhak."))
        self.ask = ask
        self.rule = rule


class Approved(Protocol):
    """A command that carries approvals."""

    @property
    def id(self) -> int: ...
    @property
    def business_date(self) -> date: ...
    @property
    def approvals(self) -> tuple[Approval, ...]: ...


# -- asking --------------------------------------------------------------------


def who_may(station: Station, ask: Ask) -> tuple[Staff, ...]:
    """Everyone but the asker who may allow this today, by name."""
    branch, now = station.shop.branch, station.shop.clock()
    with station.shop.reading() as connection:
        return tuple(
            each
            for each in users.staff(connection)
            if each.id != station.person.id
            and not _lacks(connection, branch, users.actor(connection, each.id), ask.permission, ask.amount, now)
        )


def approve(station: Station, user_id: int, pin: str, ask: Ask, reason: str) -> Approval:
    """Her yes, audited with what was so before and what it becomes.

    Raises NotAllowed for the asker herself or one without the right, Refused for a wrong
    PIN (counted as at sign-in).
    """
    asker = station.person
    with station.shop.reading() as connection:
        person = users.actor(connection, user_id)
    if why := _why_not(station, person, ask):
        raise NotAllowed(ask.permission, why)
    station.shop.prove(user_id, pin, f"approved:{ask.permission.value}", **_said(ask, asker, reason))
    staff_cards.clear_misses(station.shop, asker.id)
    return _given(station, user_id, ask, reason)


def approve_by_card(station: Station, code: str, ask: Ask, reason: str) -> Approval:
    """The same by the card that was scanned, which says whose yes it is.

    Raises Refused for a code that is nobody's card (counted and audited), NotAllowed for
    the asker's own card or one of somebody without the right (audited).
    """
    shop, asker = station.shop, station.person
    person = staff_cards.prove(shop, asker.id, code)
    if why := _why_not(station, person, ask):
        staff_cards.refused(shop, asker.id, "own" if person.id == asker.id else "right", person.id)
        raise NotAllowed(ask.permission, why)
    shop.note(person.id, f"approved:{ask.permission.value}", by="kartu", **_said(ask, asker, reason))
    staff_cards.clear_misses(shop, asker.id)
    return _given(station, person.id, ask, reason)


def _why_not(station: Station, person: Actor, ask: Ask) -> str:
    """Why this person's yes would not count; empty when it does."""
    if person.id == station.person.id:
        return _("Persetujuan harus dari orang lain.")
    shop = station.shop
    with shop.reading() as connection:
        return _lacks(connection, shop.branch, person, ask.permission, ask.amount, shop.clock())


def _given(station: Station, user_id: int, ask: Ask, reason: str) -> Approval:
    at = station.shop.clock()
    return Approval(ask.permission.value, user_id, ask.amount, reason, ask.before, ask.after, at)


def defer(station: Station, ask: Ask, reason: str) -> Approval:
    """The cashier goes on alone, to be looked at later; audited.  Raises Refused beyond the day's cap."""
    asker, at = station.person, station.shop.clock()
    if not may_defer(station, ask):
        raise Refused(_("Batas persetujuan tertunda hari ini sudah tercapai."), rule="deferred-cap")
    station.shop.note(asker.id, f"deferred:{ask.permission.value}", **_said(ask, asker, reason))
    return Approval(ask.permission.value, asker.id, ask.amount, reason, ask.before, ask.after, at, deferred=True)


def may_defer(station: Station, ask: Ask) -> bool:
    """Whether nobody need be there now: the shop allows so much a day to be approved later."""
    cap, shift = station.shop.settings.deferred_daily_cap, station.shift
    if not cap or shift is None or not ask.deferrable:
        return False
    with station.shop.reading() as connection:
        used = _deferred(connection, station.shop.branch.id, shift.business_date)
    return used.amount + ask.amount.amount <= cap


def approver(station: Station, approval: Approval) -> Actor:
    """Who approved, as the `approver` of one deed that is no sale; raises NotFound once she is gone."""
    with station.shop.reading() as connection:
        return users.actor(connection, approval.approver_id)


def _said(ask: Ask, asker: Actor, reason: str) -> dict[str, object]:
    words = {"what": ask.what, "before": ask.before, "after": ask.after, "reason": reason}
    return {"asked_by": str(asker.id), "amount": ask.amount.amount, **words}


# -- posting -------------------------------------------------------------------


def require(work: Work, command: Approved, ask: Ask, refusal: NeedsApproval | None = None) -> bool:
    """Refuse (or flag) unless the actor may do this herself, or it was allowed; True when she answers for it.

    With a `refusal` it is never her own to give: it is raised unless another allowed it.
    """
    why = work.lacks(work.actor, ask.permission, ask.amount) if refusal is None else refusal.message
    if not why or _whole_deed_allowed(work, ask, strict=refusal is None):
        return True
    given = next((each for each in command.approvals if _gives(work, command, each, ask)), None)
    if given is None:
        work.refuse(refusal or NeedsApproval(ask, why))
        return True
    if given.deferred:
        work.trace.flags.append(Flag("deferred", f"{given.permission}: {given.amount.amount}"))
    return False


def _whole_deed_allowed(work: Work, ask: Ask, *, strict: bool) -> bool:
    """Whether the approver of the whole deed has a right that covers it."""
    if work.approver is None:
        return False
    if strict:
        return not work.lacks(work.approver, ask.permission, ask.amount)
    right = work.approver.rights.get(ask.permission)
    return right is not None and (right.limit is None or ask.amount.amount <= right.limit)


def _gives(work: Work, command: Approved, given: Approval, ask: Ask) -> bool:
    """Whether this very yes gives what is asked: for just that, for enough, by one who may, and unused."""
    if given.permission != ask.permission.value or given.amount < ask.amount:
        return False
    if _used(work.connection, given, command.id):
        return False
    if given.deferred:
        return ask.deferrable and given.approver_id == work.actor.id and _within_cap(work, command)
    if given.approver_id == work.actor.id:
        return False
    try:
        person = users.actor(work.connection, given.approver_id)
    except NotFound:
        return False
    return not _lacks(work.connection, work.shop.branch, person, ask.permission, given.amount, given.at)


def _within_cap(work: Work, command: Approved) -> bool:
    """Whether all that this command puts off still fits under the day's cap."""
    put_off = total(each.amount for each in command.approvals if each.deferred)
    used = _deferred(work.connection, work.shop.branch.id, command.business_date)
    cap = work.shop.settings.deferred_daily_cap
    return cap > 0 and (used + put_off).amount <= cap


def _deferred(connection: Connection, branch_id: int, day: date) -> Rupiah:
    """What was put off for later on a business date."""
    found = select(summed(DeferredApproval.amount)).join(Document, Document.id == DeferredApproval.document_id)
    on_day = found.where(DeferredApproval.business_date == day, Document.branch_id == branch_id)
    return connection.execute(on_day).scalar_one()


def _used(connection: Connection, given: Approval, document_id: int) -> bool:
    """Whether another document stands on this very yes: it holds once."""
    there = select(SaleApproval.document_id).where(
        SaleApproval.approver_id == given.approver_id,
        SaleApproval.permission == given.permission,
        SaleApproval.approved_at == given.at,
        SaleApproval.document_id != document_id,
    )
    return connection.execute(there.limit(1)).first() is not None


def _lacks(
    connection: Connection, branch: Branch, person: Actor, permission: Permission, amount: Rupiah, at: datetime
) -> str:
    """Why a person may not allow so much at a moment; empty when she may."""
    right = person.rights.get(permission)
    if right is None:
        return _("{name} tidak punya hak untuk ini.").format(name=person.name)
    if right.limit is not None and amount.amount > right.limit:
        return _("Batas {name} {limit} sekali.").format(name=person.name, limit=Rupiah(right.limit))
    if right.daily_cap is None or amount == ZERO:
        return ""
    since = branch.local(at).replace(hour=0, minute=0, second=0, microsecond=0)
    if _allowed(connection, person.id, permission, since).amount + amount.amount <= right.daily_cap:
        return ""
    return _("Batas harian {name} {limit} sudah tercapai.").format(name=person.name, limit=Rupiah(right.daily_cap))


def _allowed(connection: Connection, person_id: int, permission: Permission, since: datetime) -> Rupiah:
    """What she has allowed others in documents since a moment."""
    given = select(summed(SaleApproval.amount)).where(
        SaleApproval.approver_id == person_id,
        SaleApproval.permission == permission.value,
        SaleApproval.approved_at >= since,
    )
    return connection.execute(given).scalar_one()
