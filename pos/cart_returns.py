"""What a cart brings back: lines that undo a receipt's, in one basket with new goods.

A line that brings something back keeps what was recorded and is never priced again; only
how much of it comes back may change, within what is left.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from inventory.goods import Good
from koperasi.errors import Refused
from koperasi.members import Card
from koperasi.money import ZERO, CashRounding, total
from koperasi.quantity import NOTHING, Quantity
from koperasi.text import _
from pos import refunds, returns
from pos.cart_lines import Line
from pos.refunds import Reckoning, Refund
from pos.returns import Brought, Original, SaleBefore
from pos.sale_commands import SaleCommand
from pos.tenders import TenderKind

if TYPE_CHECKING:
    from pos.cart import Cart


@dataclass(frozen=True, slots=True)
class ComingBack:
    """So many (above zero) of a good that come back, of which sold line, and who bought it."""

    good: Good
    brought: Brought
    quantity: Quantity
    buyer: Card | None


def brought(cart: Cart, backs: Sequence[ComingBack]) -> tuple[Cart, int]:
    """A cart with all that comes back, and the key of the last line; raises Refused."""
    key = 0
    for each in backs:
        cart, key = cart.bring(each.good, each.brought, each.quantity, each.buyer)
    return cart, key


def placed(rows: Sequence[Line]) -> tuple[Line, ...]:
    """The rows with what they bring back one after the other; raises Refused for more than is left."""
    backs = [(row.returning, -row.base_quantity) for row in rows if row.returning and row.removal is None]
    if not backs:
        return tuple(rows)
    found = iter(returns.placed(backs))
    return tuple(replace(row, returning=next(found)) if row.returning and row.removal is None else row for row in rows)


def counted(line: Line, quantity: Quantity) -> Line:
    """A line that brings back so many (above zero) of its unit; raises Refused for none, or a part of what is whole."""
    if quantity <= NOTHING:
        raise Refused(_("Jumlah paling sedikit 1."), remedy=_("Del menghapus baris."), rule="quantity")
    if not quantity.whole and not line.measured and line.quantity.whole:
        words = _("{name} dijual utuh per {unit}.").format(name=line.good.name, unit=line.unit.name.lower())
        raise Refused(words, rule="whole", field="quantity")
    return replace(line, quantity=-quantity)


def unchanged(line: Line) -> Line:
    """The line, unless it brings something back: then neither its price nor its unit changes."""
    if line.returning is not None:
        raise Refused(_("Harga retur tetap seperti di struk."), remedy=_("Del menghapus baris."), rule="returning")
    return line


def sales(rows: Sequence[Line]) -> dict[int, SaleBefore]:
    """The sales that the counting rows bring something back of."""
    return {each.sale.document_id: each.sale for each in _originals(rows)}


def buyer_is(rows: Sequence[Line], member: Card | None) -> None:
    """Raises Refused when what comes back was bought by somebody else than `member`."""
    for sale in sales(rows).values():
        if sale.member_id != (member.party_id if member is not None else None):
            raise returns.other_buyer(sale)


def _originals(rows: Sequence[Line]) -> list[Original]:
    backs = (row.returning for row in rows if row.removal is None)
    return [each.original for each in backs if each is not None and each.original is not None]


def reckoning(cart: Cart, rounding: CashRounding) -> Reckoning:
    """What a cart comes to, with what it brings back worth what was paid for it."""
    backs = [back for line in cart.lines if (back := line.back) is not None]
    if not backs:
        return Reckoning((), cart.total)
    return replace(refunds.reckon(backs, sales(cart.rows), rounding), total=cart.total)


def refunds_of(cart: Cart, rounding: CashRounding, reference: str) -> tuple[Refund, ...]:
    """How what a cart gives back goes back; `reference` is the number of a transfer."""
    owes = cart.member.owes if cart.member is not None else ZERO
    ways = reckoning(cart, rounding).ways(owes, rounding)
    return tuple(replace(each, reference=reference) if each.kind is TenderKind.TRANSFER else each for each in ways)


def refund_blocked(ways: Sequence[Refund]) -> str:
    """Why money cannot go back yet; empty when it can."""
    lacking = any(each.kind is TenderKind.TRANSFER and not each.reference for each in ways)
    return _("Isi referensi transfernya") if lacking else ""


def with_refunds(command: SaleCommand, reckoned: Reckoning, ways: Sequence[Refund]) -> SaleCommand:
    """The command with the rounding of what comes back, and with what goes back instead of what is paid."""
    if not reckoned.taken:
        return command
    if reckoned.due >= ZERO:
        return replace(command, rounding=command.rounding + reckoned.rounding)
    tenders = tuple(each.tender for each in ways)
    rounding = total(each.applied for each in tenders) - command.total
    return replace(command, tenders=tenders, rounding=rounding, kept_change=())
