"""Bills: a paid cart written down as the command that posts it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from koperasi.numbers import Number
from koperasi.shifts import Shift
from pos.cart import Cart
from pos.cart_lines import Removal
from pos.sale_commands import Approval, PaidTender, SaleCommand
from pos.sale_voids import VoidCommand
from pos.tenders import KeptChange, Settlement


def command(
    cart: Cart,
    settled: Settlement,
    number: Number,
    shift: Shift,
    actor_id: int,
    at: datetime,
    kept: KeptChange | None = None,
) -> SaleCommand:
    """The command of a cart that is settled: everything decided at the counter."""
    tenders = tuple(
        PaidTender(each.kind, each.amount, settled.change_of(each), each.reference, each.proof)
        for each in settled.tenders
    )
    return SaleCommand(
        cart.id,
        cart.uid,
        number,
        shift.till_id,
        shift.id,
        shift.business_date,
        at,
        actor_id,
        None,
        cart.member.party_id if cart.member else None,
        cart.price_class,
        tuple(line.sold() for line in cart.lines),
        tuple(line.taken_out() for line in cart.removed),
        tenders,
        settled.rounding,
        kept_change=(kept,) if kept is not None else (),
    )


def void(
    cart: Cart,
    shift: Shift,
    actor_id: int,
    at: datetime,
    reason: str,
    payment_seen: bool,
    approvals: tuple[Approval, ...] = (),
) -> VoidCommand:
    """The command of a cart that is called off: every line becomes a removed one."""
    removed = tuple(
        (line if line.removal is not None else replace(line, removal=Removal(reason, at))).taken_out()
        for line in cart.rows
    )
    return VoidCommand(
        cart.id,
        cart.uid,
        shift.till_id,
        shift.id,
        shift.business_date,
        at,
        actor_id,
        cart.member.party_id if cart.member else None,
        removed,
        len(cart.lines),
        cart.total,
        payment_seen,
        reason,
        approvals,
    )
