"""Short words for bringing something back, as the counter would write it down."""

from __future__ import annotations

from dataclasses import replace

from koperasi import members, numbers, uids
from koperasi.money import ZERO, Rupiah
from koperasi.quantity import NOTHING, Quantity
from koperasi.work import Actor
from pos import refunds, return_queries, return_rules
from pos.returns import Original, SaleBefore
from pos.sale_commands import BackTo, PaidTender, SaleCommand, SoldLine
from pos.sales import Posted
from pos.tenders import Tender, TenderKind, settle
from tests.shops import Counter


def before(counter: Counter, sale_id: int) -> SaleBefore:
    """A sale as it stands now."""
    by_bank = return_rules.by_bank(counter.shop.settings)
    with counter.shop.reading() as connection:
        return return_queries.before(connection, sale_id, by_bank=by_bank)


def original(counter: Counter, sale_id: int, line: int = 1) -> Original:
    """A sold line as it stands now, with what of it has come back."""
    sale = before(counter, sale_id)
    with counter.shop.reading() as connection:
        return next(each for each in return_queries.originals(connection, sale) if each.line == line)


def back(
    counter: Counter,
    sale_id: int,
    quantity: int | str,
    *,
    line: int = 1,
    to: BackTo = BackTo.SHELF,
    after: Quantity = NOTHING,
    reason: str = "Tidak jadi",
) -> SoldLine:
    """A line that brings so many base units back; `after` so much of it in the same basket."""
    sold = original(counter, sale_id, line)
    return sold.line_back(sold.returned + after, Quantity.of(quantity), to, reason)


def basket(counter: Counter, *lines: SoldLine, tenders: tuple[Tender, ...] = ()) -> SaleCommand:
    """A basket in which something comes back: what is due is paid in cash (or by tenders), or goes back as it came."""
    if counter.shift is None:
        counter.open()
    shift, shop = counter.shift, counter.shop
    assert shift is not None
    sales = {
        each.returns.sale_id: before(counter, each.returns.sale_id)
        for each in lines
        if each.returns is not None and each.returns.sale_id is not None
    }
    rounding = shop.settings.cash_rounding
    reckoned = refunds.reckon(lines, sales, rounding)
    member_id = next((each.member_id for each in sales.values()), None)
    owes, price_class = ZERO, ""
    with shop.reading() as connection:
        number = numbers.peek(connection, shift.sale_series)
        if member_id is not None:
            card = members.by_id(connection, member_id, shift.business_date.year)
            assert card is not None
            owes, price_class = card.owes, card.price_class
    paid: tuple[PaidTender, ...]
    if reckoned.due < ZERO:
        paid = tuple(each.tender for each in reckoned.ways(owes, rounding))
        paid = tuple(replace(each, reference="TRF-1") if each.kind is TenderKind.TRANSFER else each for each in paid)
        rounded = Rupiah(sum(each.applied.amount for each in paid)) - reckoned.total
    else:
        coins = Rupiah(rounding.rounded(reckoned.due.amount))
        offered = tenders or ((Tender(TenderKind.CASH, coins),) if coins else ())
        settled = settle(reckoned.due, offered, rounding, by_cash=not tenders)
        paid = tuple(PaidTender(each.kind, each.amount, settled.change_of(each)) for each in offered)
        rounded = reckoned.rounding + settled.rounding
    now = shop.clock()
    ids = (shop.minter.next(), uids.new_uid(now), number, shift.till_id, shift.id, shift.business_date, now)
    return SaleCommand(*ids, counter.cashier.id, None, member_id, price_class, tuple(lines), (), paid, rounded)


def bring(
    counter: Counter, *lines: SoldLine, tenders: tuple[Tender, ...] = (), approver: Actor | None = None
) -> Posted:
    """Post a basket in which something comes back."""
    return counter.post(basket(counter, *lines, tenders=tenders), approver=approver)


def handed_over(command: SaleCommand) -> Rupiah:
    """The cash that a basket gives to the customer (below zero: she pays)."""
    return -command.paid_by(TenderKind.CASH)
