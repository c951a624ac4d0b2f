"""The rules a sale must keep: each is refused, or flagged when it has already happened.

Rights, daily caps, the open shift, the member's credit, discounts and floors.  Sums that do
not agree are no rule but a Bug: nothing can be posted that does not add up.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from koperasi import shifts
from koperasi.errors import Bug, Refused
from koperasi.members import Card
from koperasi.money import ZERO, Rupiah, total
from koperasi.rights import Permission
from koperasi.shifts import Shift
from koperasi.text import _
from koperasi.work import Work
from pos.allotments import Part, Ware
from pos.sale_commands import Rule, SaleCommand, SoldLine
from pos.tenders import TenderKind


def check(
    work: Work,
    command: SaleCommand,
    shift: Shift,
    wares: Mapping[int, Ware],
    parts: Sequence[Sequence[Part]],
    card: Card | None,
) -> None:
    """Go through every rule; raises Refused (or flags), Bug when the command does not add up."""
    _adds_up(work, command)
    _shift_is_open(work, command, shift)
    _cash_rounding(work, command)
    _credit(work, command, card)
    _reductions(work, command, wares, parts)


def _adds_up(work: Work, command: SaleCommand) -> None:
    if command.actor_id != work.actor.id:
        raise Bug("the command was keyed by another person than the one who posts it")
    if not command.lines:
        raise Refused(_("Belum ada barang."), rule="empty")
    for line in command.lines:
        if line.rule is not Rule.RECORDED and line.gross != line.quantity.at(line.unit_price):
            raise Bug(f"line of product {line.product_id}: {line.gross} is not {line.quantity} × {line.unit_price}")
    paid = total(each.applied for each in command.tenders)
    due = command.total + command.rounding
    if paid < due:
        raise Refused(_("Kurang {amount}").format(amount=due - paid), rule="short-payment")
    if paid > due:
        raise Bug(f"{paid} was kept for a sale of {due}")
    if any(each.change and each.kind is not TenderKind.CASH for each in command.tenders):
        raise Bug("change is given from cash only")


def _shift_is_open(work: Work, command: SaleCommand, shift: Shift) -> None:
    if shift.till_id != command.till_id or not shifts.is_open(work.connection, shift.id):
        work.refuse(Refused(_("Shift ini sudah ditutup."), remedy=_("Buka shift baru."), rule="shift-closed"))
    if shift.business_date != command.business_date:
        raise Bug("a sale takes the date of its shift")


def _cash_rounding(work: Work, command: SaleCommand) -> None:
    """Only the part paid in cash is rounded, as the shop's setting says."""
    cash_part = command.total - total(each.applied for each in command.tenders if each.kind is not TenderKind.CASH)
    in_cash = any(each.kind is TenderKind.CASH for each in command.tenders)
    right = Rupiah(work.shop.settings.cash_rounding.difference(cash_part.amount)) if in_cash else ZERO
    if command.rounding != right and work.channel != "import":
        work.refuse(Refused(_("Pembulatan tunai tidak cocok."), rule="rounding"))


def _credit(work: Work, command: SaleCommand, card: Card | None) -> None:
    """Kasbon: a member only, by right, within her limit unless another right gives more."""
    borrowed = command.paid_by(TenderKind.KASBON)
    if not borrowed:
        return
    if card is None:
        raise Refused(_("Kasbon hanya untuk anggota."), remedy=_("Pasang anggota dengan F3."), rule="kasbon-guest")
    if borrowed < ZERO:
        return
    work.must(Permission.MEMBER_CREDIT)
    if work.channel == "import":
        return
    over = borrowed - card.credit_left
    if over > ZERO and not _may(work, Permission.OVER_LIMIT, over):
        work.refuse(
            Refused(
                _("Kasbon melebihi limit {over}.").format(over=over),
                remedy=_("Bayar sebagian dengan cara lain, atau minta PIN yang berhak."),
                rule="credit-limit",
            )
        )


def _may(work: Work, permission: Permission, amount: Rupiah) -> bool:
    """Whether the approver's right covers it: going over a limit is never the cashier's own to give."""
    if work.approver is None:
        return False
    right = work.approver.rights.get(permission)
    return right is not None and (right.limit is None or amount.amount <= right.limit)


def _reductions(work: Work, command: SaleCommand, wares: Mapping[int, Ware], parts: Sequence[Sequence[Part]]) -> None:
    given = total(each.discount for each in command.lines)
    work.trace.amount = given
    if work.channel == "import":
        return
    if given:
        work.must(Permission.SALE_DISCOUNT, given)
    if any(each.rule is Rule.MANUAL for each in command.lines):
        work.must(Permission.SALE_PRICE)
    for line, its_parts in zip(command.lines, parts, strict=True):
        if (line.discount or line.rule is Rule.MANUAL) and line.net < floor(its_parts):
            _below_floor(work, line, wares[line.product_id].name)


def floor(parts: Sequence[Part]) -> Rupiah:
    """What a line must bring at least when it is reduced: the shop's cost, the maker's share."""
    return total(each.share.maker if each.taken.owner_id is not None else each.taken.cost for each in parts)


def _below_floor(work: Work, line: SoldLine, name: str) -> None:
    if work.approver is not None and work.approver.may(Permission.SALE_BELOW_FLOOR):
        return
    work.refuse(
        Refused(
            _("{name}: {net} di bawah harga pokok.").format(name=name, net=line.net),
            remedy=_("Kurangi diskonnya, atau minta PIN yang berhak."),
            rule="floor",
        )
    )
