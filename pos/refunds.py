"""Refunds: what goods that came back are worth, and how that money goes back.

What was paid for a sale is R(its goods), its own cash rounding: so of goods that come back
R(returned after) − R(returned before) is given, and with the last of them exactly what was
paid has gone back (DESIGN.md 3).  It goes back as it came: what was borrowed lessens what
she owes, a member's own balances get theirs, money by bank goes by bank or in cash as the
shop's setting says, and the rest is cash, in coins that exist, in the customer's favour.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from koperasi.money import ZERO, CashRounding, Rupiah, total
from pos.returns import SaleBefore
from pos.sale_commands import PaidTender, SoldLine
from pos.tenders import TenderKind

#: In this order a sale's tenders are undone; cash is last.
ORDER = (TenderKind.KASBON, TenderKind.EARNINGS, TenderKind.SAVINGS, TenderKind.VOUCHER, TenderKind.TRANSFER)
#: Money that came by bank: it goes back by transfer, or in cash.
BY_BANK = frozenset({TenderKind.QRIS, TenderKind.TRANSFER, TenderKind.CARD})
#: A kind of tender, with the code of a voucher.
Way = tuple[TenderKind, str]
IN_CASH: Way = (TenderKind.CASH, "")
BORROWED: Way = (TenderKind.KASBON, "")


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What a basket brings back of one sale (none without a receipt): its price, and what it is worth now."""

    sale: SaleBefore | None
    goods: Rupiah
    worth: Rupiah


@dataclass(frozen=True, slots=True)
class Refund:
    """So much that goes back in one way (above zero), with its reference: a voucher's code, a transfer's number."""

    kind: TenderKind
    amount: Rupiah
    reference: str = ""

    @property
    def tender(self) -> PaidTender:
        """As the sale keeps it: below zero."""
        return PaidTender(self.kind, -self.amount, ZERO, self.reference)


@dataclass(frozen=True, slots=True)
class Reckoning:
    """A basket in which something comes back: what is due for it, and what of that is rounding.

    `due` is what the customer pays (below zero: gets) before cash is rounded;
    `rounding` is by how much that differs from the basket's total.
    """

    taken: tuple[TakenBack, ...]
    total: Rupiah

    @property
    def rounding(self) -> Rupiah:
        return total(each.goods - each.worth for each in self.taken)

    @property
    def due(self) -> Rupiah:
        return self.total + self.rounding

    @property
    def undone(self) -> dict[Way, Rupiah]:
        """By way, what of the tenders that paid for these goods is undone; in an exchange not all of it goes back."""
        return {way: amount for way, amount in _undone(self.taken).items() if amount}

    def ways(self, owes: Rupiah, rounding: CashRounding) -> tuple[Refund, ...]:
        """How what is due to the customer goes back; nothing when she pays.  `owes` is her kasbon now."""
        if self.due >= ZERO:
            return ()
        sums = _within_debt(_undone(self.taken), owes)
        sums = _less(sums, total(sums.values()) + self.due)
        if cash := sums.get(IN_CASH, ZERO):
            sums[IN_CASH] = Rupiah(_in_coins(rounding).rounded(cash.amount))
        return tuple(Refund(kind, sums[kind, ref], ref) for kind, ref in _in_order(sums) if sums[kind, ref])


def reckon(lines: Sequence[SoldLine], sales: Mapping[int, SaleBefore], rounding: CashRounding) -> Reckoning:
    """What a basket's returned goods are worth; `sales` holds every sale that they name."""
    goods: dict[int | None, Rupiah] = {}
    for line in lines:
        if line.returns is not None:
            goods[line.returns.sale_id] = goods.get(line.returns.sale_id, ZERO) - line.net
    taken = []
    for sale_id, amount in goods.items():
        sale = sales[sale_id] if sale_id is not None else None
        taken.append(TakenBack(sale, amount, _worth_now(sale, amount, rounding)))
    return Reckoning(tuple(taken), total(line.net for line in lines))


def _worth_now(sale: SaleBefore | None, goods: Rupiah, rounding: CashRounding) -> Rupiah:
    if sale is None:
        return goods
    return max(worth(sale, sale.returned + goods, rounding) - sale.refunded, ZERO)


def worth(sale: SaleBefore, returned: Rupiah, rounding: CashRounding) -> Rupiah:
    """What so much of a sale's goods is worth together: all of it, exactly what was paid."""
    if returned >= sale.goods:
        return sale.paid
    kept = total(each.amount for each in sale.kept)
    if returned <= kept:
        return returned
    in_cash = Rupiah(rounding.rounded((returned - kept).amount))
    return kept + min(in_cash, max(sale.paid - kept, ZERO))


def _undone(taken: Iterable[TakenBack]) -> dict[Way, Rupiah]:
    """By way, what of each sale's tenders is undone between what came back before and now."""
    sums: dict[Way, Rupiah] = {}
    for each in taken:
        before = each.sale.refunded if each.sale is not None else ZERO
        after, passed = before + each.worth, ZERO
        for kept in each.sale.kept if each.sale is not None else ():
            first, last = (min(max(at - passed, ZERO), kept.amount) for at in (before, after))
            way = (kept.kind, kept.reference)
            sums[way] = sums.get(way, ZERO) + last - first
            passed += kept.amount
        in_cash = max(after - passed, ZERO) - max(before - passed, ZERO)
        sums[IN_CASH] = sums.get(IN_CASH, ZERO) + in_cash
    return sums


def _within_debt(sums: dict[Way, Rupiah], owes: Rupiah) -> dict[Way, Rupiah]:
    """She cannot owe less than nothing: what she has paid off in the meantime goes back in cash."""
    borrowed = sums.get(BORROWED, ZERO)
    lessened = min(borrowed, max(owes, ZERO))
    return {**sums, BORROWED: lessened, IN_CASH: sums.get(IN_CASH, ZERO) + borrowed - lessened}


def _less(sums: dict[Way, Rupiah], spent: Rupiah) -> dict[Way, Rupiah]:
    """Without what new goods in the same basket cost: cash first, what lessens a debt last."""
    left = dict(sums)
    for way in reversed(_in_order(left)):
        part = min(left[way], spent)
        left[way] -= part
        spent -= part
    return left


def _in_order(ways: Iterable[Way]) -> list[Way]:
    """Ways in the order in which tenders are undone, cash last."""
    places = {kind: place for place, kind in enumerate((*ORDER, TenderKind.CASH))}
    return sorted(ways, key=lambda way: (places[way[0]], way[1]))


def _in_coins(rounding: CashRounding) -> CashRounding:
    """Money that goes out is rounded the other way: whoever gained by rounding gains again."""
    return CashRounding(rounding.step, up=not rounding.up)
