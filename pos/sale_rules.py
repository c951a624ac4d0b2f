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
from koperasi.quantity import NOTHING
from koperasi.rights import Permission
from koperasi.shifts import Shift
from koperasi.text import _
from koperasi.work import Work
from pos import approvals
from pos.allotments import CHANGED, Part, Ware
from pos.approvals import Ask, NeedsApproval
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
    reductions(work, command, wares, parts)


def _adds_up(work: Work, command: SaleCommand) -> None:
    if command.actor_id != work.actor.id:
        raise Bug("the command was keyed by another person than the one who posts it")
    if not command.lines:
        raise Refused(_("Belum ada barang."), rule="empty")
    for line in command.lines:
        if line.rule is not Rule.RECORDED and not _possible(line):
            raise Bug(f"line of product {line.product_id}: {line.quantity} for {line.gross} less {line.discount}")
        # What comes back negates the record; `return_rules` compares it with that.
        if line.returns is None and line.rule is not Rule.RECORDED and line.gross != line.quantity.at(line.unit_price):
            raise Bug(f"line of product {line.product_id}: {line.gross} is not {line.quantity} × {line.unit_price}")
    paid = total(each.applied for each in command.tenders)
    due = command.total + command.rounding
    if paid < due:
        raise Refused(_("Kurang {amount}").format(amount=due - paid), rule="short-payment")
    if paid > due:
        raise Bug(f"{paid} was kept for a sale of {due}")
    if any(each.change and each.kind is not TenderKind.CASH for each in command.tenders):
        raise Bug("change is given from cash only")


def _possible(line: SoldLine) -> bool:
    """Whether a line's signs are those of goods sold, or of goods that come back: nothing else gives money out."""
    if line.returns is not None:
        return line.quantity < NOTHING
    return line.quantity >= NOTHING and ZERO <= line.discount <= line.gross


def _shift_is_open(work: Work, command: SaleCommand, shift: Shift) -> None:
    if shift.till_id != command.till_id or not shifts.stays_open(work.connection, shift.id):
        work.refuse(Refused(_("Shift ini sudah ditutup."), remedy=_("Buka shift baru."), rule="shift-closed"))
    if shift.business_date != command.business_date:
        raise Bug("a sale takes the date of its shift")


def _cash_rounding(work: Work, command: SaleCommand) -> None:
    """Only the part paid in cash is rounded, as the shop's setting says; a return has its own (`return_rules`)."""
    if any(line.returns is not None for line in command.lines):
        return
    cash_part = command.total - total(each.applied for each in command.tenders if each.kind is not TenderKind.CASH)
    # What rounds to nothing is paid with nothing.
    in_cash = not command.tenders or any(each.kind is TenderKind.CASH for each in command.tenders)
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
    if over > ZERO:
        owing = Ask(
            Permission.OVER_LIMIT,
            over,
            _("Kasbon {name} melebihi limit").format(name=card.name),
            _("utang {owes}, limit {limit}").format(owes=card.owes.shown, limit=card.credit_limit.shown),
            _("utang {owes}").format(owes=(card.owes + borrowed).shown),
            deferrable=True,
        )
        message = _("Kasbon melebihi limit {over}.").format(over=over)
        remedy = _("Bayar sebagian dengan cara lain, atau minta PIN yang berhak.")
        refusal = NeedsApproval(owing, message, rule="credit-limit", remedy=remedy)
        approvals.require(work, command, owing, refusal)


def reductions(work: Work, command: SaleCommand, wares: Mapping[int, Ware], parts: Sequence[Sequence[Part]]) -> None:
    """Discounts and prices keyed at the till, each by right or another's yes; the floors but by an override."""
    sold = [each for each in command.lines if each.returns is None]
    work.trace.amount = total(_keyed(each) for each in sold)
    if work.channel == "import":
        return
    if work.trace.amount and not approvals.require(work, command, discount_ask(command)):
        # Another answers for it: it is in her approval, and does not count against the cashier's day.
        work.trace.amount = ZERO
    if any(each.rule is Rule.MANUAL or _beyond(each, wares[each.product_id]) for each in sold):
        approvals.require(work, command, price_ask(command))
    if any(each.rule is Rule.SHELF for each in sold):
        approvals.require(work, command, shelf_ask(command))
    below = [
        (line, wares[line.product_id].name)
        for line, its_parts in zip(command.lines, parts, strict=True)
        if line.returns is None and (_keyed(line) or line.rule in CHANGED) and line.net < floor(its_parts)
    ]
    if below:
        line, name = below[0]
        hers = wares[line.product_id].maker_id is not None
        words = _("{name}: {net} di bawah bagian penitipnya.") if hers else _("{name}: {net} di bawah harga pokok.")
        message = words.format(name=name, net=line.net)
        remedy = _("Kurangi diskonnya, atau minta PIN yang berhak.")
        lower = floor_ask(below, hers=all(wares[each.product_id].maker_id is not None for each, _name in below))
        approvals.require(work, command, lower, NeedsApproval(lower, message, rule="floor", remedy=remedy))


def _beyond(line: SoldLine, ware: Ware) -> bool:
    """Whether a price typed for goods without one breaks the limits that they have."""
    return line.rule is Rule.OPEN and ware.outside(line.unit_price, line.factor)


def _keyed(line: SoldLine) -> Rupiah:
    """What was keyed of a line's discount; what a promotion gave needs nobody's right."""
    return line.discount - (line.promotion.discount if line.promotion else ZERO)


def discount_ask(command: SaleCommand) -> Ask:
    """What must be allowed for the keyed discounts of a sale."""
    given = total(_keyed(each) for each in command.lines if each.returns is None)
    before, after = (command.total + given).shown, command.total.shown
    return Ask(Permission.SALE_DISCOUNT, given, _("Diskon"), before, after, deferrable=True)


def price_ask(command: SaleCommand) -> Ask:
    """What must be allowed for the prices changed at the till: as much as they are lower."""
    return _lower_ask(command, Rule.MANUAL, Permission.SALE_PRICE, _("Ubah harga"))


def shelf_ask(command: SaleCommand) -> Ask:
    """What must be allowed for prices that the shelf's labels said: of two prices the lower holds by law."""
    return _lower_ask(command, Rule.SHELF, Permission.SALE_SHELF_PRICE, _("Harga rak"))


def _lower_ask(command: SaleCommand, rule: Rule, permission: Permission, what: str) -> Ask:
    changed = [each for each in command.lines if each.rule is rule and each.returns is None]
    listed = total(each.quantity.at(each.list_price) for each in changed)
    charged = total(each.gross for each in changed)
    lower = total(max(each.quantity.at(each.list_price) - each.gross, ZERO) for each in changed)
    return Ask(permission, lower, what, listed.shown, charged.shown, deferrable=True)


def floor_ask(below: Sequence[tuple[SoldLine, str]], *, hers: bool = False) -> Ask:
    """What must be allowed for lines that bring less than they must.  The cost itself, or her share, is not told."""
    reduced = total(each.quantity.at(each.list_price) - each.net for each, _name in below)
    names = ", ".join(name for _line, name in below)
    listed = total(each.quantity.at(each.list_price) for each, _name in below)
    words = _("{net}, di bawah bagian penitip") if hers else _("{net}, di bawah harga pokok")
    after = words.format(net=total(each.net for each, _name in below).shown)
    said = _("Di bawah bagian penitip: {names}") if hers else _("Di bawah harga pokok: {names}")
    what = said.format(names=names)
    return Ask(Permission.SALE_BELOW_FLOOR, max(reduced, ZERO), what, listed.shown, after, deferrable=True)


def expired_food(name: str) -> Refused:
    """Food of which all that is left has expired is not sold, whoever would allow it (UU 8/1999 art. 8)."""
    message = _("{name}: semua sisanya sudah kedaluwarsa, tidak boleh dijual.").format(name=name)
    return Refused(message, remedy=_("Sisihkan, dan beri tahu kepala toko."), rule="expired-food")


def floor(parts: Sequence[Part]) -> Rupiah:
    """What a line must bring at least when it is reduced: the shop's cost, the maker's share."""
    return total(each.share.maker if each.taken.owner_id is not None else each.taken.cost for each in parts)
